"""The sandbox against what is known to break out of Jinja2's, and against what never ends or stops growing.

Each text is run as a flow would: it must come to an end with a clear code, nothing of Python in it, and
little memory. The bounds are wide; without the sandbox's counting the bombs here take minutes and gigabytes.
"""

from __future__ import annotations

import tracemalloc

import pytest

from app.protocol.flow_run import Next
from app.scripts.engine import begin, show, step
from app.scripts.nodes import AnyNode, Branch, Case, End, Flow, Say, Set
from app.scripts.program import Program
from app.scripts.state import World
from app.scripts.templates import TemplateError, parse_expression, parse_text

WORLD = World(
    customer={"name": "Mei", "points": list(range(1000)), "custom": {"a": "b"}}, now=1_790_000_000_000
)
SMALL = 30 * 2**20

ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ (1).__class__.__base__.__subclasses__()[100] }}",
    "{{ customer.__init__.__globals__ }}",
    "{{ customer['__init__']['__globals__'] }}",
    "{{ customer.get.__self__ }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{a.__class__}'.format_map({'a': 1}) }}",
    "{{ '%s' % customer.__class__ }}",
    "{{ ('{0.__cl' ~ 'ass__}')|format(1) }}",
    "{{ '{0.__class__.__init__.__globals__}'|attr('format')(1) }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ cycler('a', 'b').next() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace(a=1) }}",
    "{{ namespace.__init__.__globals__.os }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ range(10) }}",
    "{{ dict(a=1) }}",
    "{{ config }}{{ config.items() }}",
    "{{ request.application.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__.os }}",
    "{{ [].append.__self__ }}",
    "{{ [].append(1) }}",
    "{{ {}.update({'a': 1}) }}",
    "{{ customer.clear() }}",
    "{{ customer.pop('name') }}",
    "{{ (x for x in [1]).gi_frame.f_globals }}",
    "{{ now.__class__.__base__ }}",
    "{{ now.tzinfo.__init__.__globals__ }}",
    "{{ today.strftime('%999999999d') }}",
    "{{ today.replace(year=1) }}",
    "{{ 'a'.encode().decode() }}",
    "{{ 'os'.join(['a']).__mul__(3) }}",
    "{{ ''.join.__class__ }}",
    "{{ 'a'|map('upper') }}",
    "{{ customer|map(attribute='__class__')|list }}",
    "{{ [customer]|map(attribute='__class__.__mro__')|join }}",
    "{{ [customer]|sort(attribute='__class__') }}",
    "{{ [customer]|selectattr('__class__')|list }}",
    "{{ [customer]|groupby('__class__') }}",
    "{{ [1]|sum(attribute='__class__') }}",
    "{{ customer|tojson }}{{ customer|pprint }}",
    "{{ customer|xmlattr }}",
    "{{ 'x'|safe }}{{ '<b>'|escape }}",
    "{{ [1]|random }}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'base' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{{ caller }}{% endmacro %}{{ a() }}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% call customer.get('a') %}x{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for a in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in [1] %}{{ loop.cycle('a') }}{% endfor %}",
    "{% set customer = 1 %}",
    "{% set a.b = 1 %}",
    "{% set ns = namespace() %}{% set ns.a = 1 %}",
    "{% set a %}x{% endset %}",
    "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% do [].append(1) %}",
    "{% autoescape true %}x{% endautoescape %}",
    "{{ customer(*[1]) }}",
    "{{ customer.get(**{'a': 1}) }}",
    "{{ _ }}{{ __builtins__ }}{{ __import__('os') }}",
    "{{ varargs }}{{ kwargs }}{{ caller() }}",
    "{{ True.__class__ }}{{ None.__class__ }}",
    "{{ 0.0.__class__ }}{{ 0.0.is_integer.__self__ }}",
    "{{ customer.name.upper.__self__ }}",
    "{{ customer.name.translate({77: 'os'}) }}",
    "{{ customer.name.center(999999999) }}",
    "{{ undefined_name.__class__.__init__ }}",
    "{{ undefined_name.a.b.c }}",
]
SECRETS = ("<class", "function", "<built-in", "globals", "module", "object at", "root:", "0x", "bound method")

BOMBS = {
    "exponential": "{{ 10 ** 10 ** 10 }}",
    "power": "{{ 99999999 ** 99 }}",
    "power of a fraction": "{{ 0.5 ** -99999 }}{{ 2.5 ** 3000 }}",
    "shift by power": "{{ 2 ** 1000000000 }}",
    "repeated text": "{{ 'a' * 1000000000 }}",
    "repeated list": "{{ [0] * 1000000000 }}",
    "formatted text": "{{ '%1000000000d' % 1 }}",
    "centred text": "{{ 'a'|center(1000000000) }}",
    "indented text": "{{ 'a'|indent(1000000000) }}",
    "wrapped text": "{{ 'a'|wordwrap(1) }}",
    "filled batch": "{{ [1]|batch(1000000000, 'a')|list }}",
    "sliced": "{{ [1]|slice(1000000000)|list }}",
    "truncated": "{{ 'a'|truncate(10, true, 'b' * 1000000000) }}",
    "long number": "{{ " + "9" * 5000 + " }}",
    "long chain of powers": "{{ " + "9**" * 200 + "9 }}",
    "parentheses": "{{ " + "(" * 4000 + "1" + ")" * 4000 + " }}",
    "lists": "{{ " + "[" * 4000 + "]" * 4000 + " }}",
    "nots": "{{ " + "not " * 2000 + "1 }}",
    "minuses": "{{ " + "-" * 4000 + "1 }}",
    "sums": "{{ " + "1+" * 4000 + "1 }}",
    "filters": "{{ 1" + "|string" * 1000 + " }}",
    "ifs": "{% if 1 %}" * 600 + "x" + "{% endif %}" * 600,
    "loops": "{% for a in customer.points %}" * 4 + "x" + "{% endfor %}" * 4,
    "wide loops": "{% for a in customer.points %}{% for b in customer.points %}"
    + "{{ a + b }}" * 200
    + "{% endfor %}{% endfor %}",
    "long text in loops": "{% for a in customer.points %}{% for b in customer.points %}"
    + "x" * 8000
    + "{% endfor %}{% endfor %}",
    "doubled text": "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 200 + "{{ x }}",
    "added text": "{% set x = 'ab' %}" + "{% set x = x + x %}" * 200 + "{{ x }}",
    "replaced text": "{% set x = 'aaaaaaaaaa' %}"
    + "{% set x = x|replace('a', 'aaaaaaaaaa') %}" * 20
    + "{{ x }}",
    "joined text": "{% set x = 'a' %}" + "{% set x = [x, x, x, x]|join(x) %}" * 50 + "{{ x }}",
    "doubled list": "{% set x = [1] %}" + "{% set x = x + x %}" * 200 + "{{ x }}",
    "nested list": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 200 + "{{ x }}",
    "nested mapping": "{% set x = {'a': 1} %}" + "{% set x = {'a': x, 'b': x} %}" * 100 + "{{ x }}",
    "compared lists": "{% set x = [1] %}{% set y = [1] %}"
    + "{% set x = [x, x] %}{% set y = [y, y] %}" * 100
    + "{{ x == y }}{{ x in [y] }}{{ [x, y]|unique }}",
    "sorted lists": "{% set x = [1] %}{% set y = [1] %}"
    + "{% set x = [x, x] %}{% set y = [y, y] %}" * 100
    + "{{ [x, y]|sort|length }}{{ [x, y]|max }}{{ has([x], y) }}",
    "loops that append": "{% set x = [1] %}{% for a in customer.points %}{% for b in customer.points %}"
    "{% set x = x + [a] %}{% endfor %}{% endfor %}",
    "split text": "{% set x = 'a ' %}"
    + "{% set x = x ~ x %}" * 13
    + "{% for a in x.split() %}{% for b in x.split() %}"
    "{{ x.split()|join|upper|lower }}{% endfor %}{% endfor %}",
    "filters in loops": "{% for a in customer.points %}{% for b in customer.points %}"
    "{{ customer.points|sort|reverse|map(attribute='x')|list|length }}{% endfor %}{% endfor %}",
    "failures in loops": "{% for a in customer.points %}{% for b in customer.points %}"
    "{{ 1 / 0 }}{% endfor %}{% endfor %}",
    "many names in loops": "{% for a in customer.points %}"
    + "".join(f"{{% set v{place} = a %}}" for place in range(300))
    + "{% for b in customer.points %}{% for c in customer.points %}{% endfor %}{% endfor %}{% endfor %}",
    "rounding": "{{ 1.5|round(1000000000) }}{{ 1|round(-99999999) }}",
    "number from text": "{{ ('9' ~ '9999999999' ~ '9999999999' ~ '999999')|int ** 100 }}"
    "{{ '1e999999999'|int }}",
    "long lists written": "{% set x = ['', ''] %}"
    + "{% set x = x + x %}" * 12
    + "{% for a in x %}{% for b in x %}"
    "{{ x }}"
    "{{ x ~ x }}{{ x|string }}{{ [x]|join }}{% endfor %}{% endfor %}",
    "money of a large number": "{{ '1e25'|money('TWD') }}{{ ('1' ~ 'e' ~ '29')|float|money('TWD') }}",
    "days": "{{ today + 999999999999 }}{{ today - 99999999 }}",
    "hours": "{{ is_open('Mon-Sun ' ~ '00:00-24:00,' * 3) }}{{ is_open('a' ~ customer.points) }}",
    "escapes in a text": "{{ '\\ud800' }}{{ '\\x00' }}{{ '\\x1fd9999' }}",
}


def said(source: str) -> tuple[str, str]:
    """(text, trouble) of a text as it is said in a run."""
    flow = Flow(
        name="one", title={"en": "One"}, languages=["en"], speakers=["console"], start="a",
        nodes={"a": Say(name="a", text={"en": source}, next="b"), "b": End(name="b")},
    )  # fmt: skip
    shown = begin({"one": Program.of(flow)}, "one", WORLD, speaker="console").shown
    return shown.text, shown.trouble


def peak_of(source: str) -> tuple[str, str, int]:
    """The same, and the most memory it took."""
    tracemalloc.start()
    try:
        return *said(source), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("source", ESCAPES)
def test_escapes_show_nothing(source: str) -> None:
    text, trouble = said(source)
    assert not [secret for secret in SECRETS if secret in text]
    assert "{{" not in text
    assert "{%" not in text
    assert trouble == "" or trouble.split(":")[0] in (
        "not_allowed", "syntax", "unknown_filter", "unknown_function", "unknown_method", "arguments"
    )  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_soon_and_small(name: str) -> None:
    text, trouble, peak = peak_of(BOMBS[name])
    assert peak < SMALL, f"{peak / 2**20:.0f} MB"
    assert len(text) <= 20_000
    assert trouble or len(text) < 100


def steps_of(nodes: list[AnyNode], count: int = 40) -> str:
    """A run of a flow that goes round; what is wrong at the end."""
    flow = Flow(
        name="round", title={"en": "Round"}, languages=["en"], speakers=["console"], start=nodes[0].name,
        person="help", nodes={node.name: node for node in [*nodes, End(name="help")]},
    )  # fmt: skip
    programs = {"round": Program.of(flow)}
    turn = begin(programs, "round", WORLD, speaker="console")
    troubles = [turn.shown.trouble]
    for _ in range(count):
        turn = step(programs, turn.state, Next(), WORLD)
        troubles.append(show(programs, turn.state, WORLD).trouble)
    return next((trouble for trouble in troubles if trouble), "")


@pytest.mark.parametrize(
    ("value", "code"),
    [("x ~ x", "too_long"), ("x + x", "too_long"), ("[x, x]", "too_many"), ("{'a': x, 'b': x}", "too_many")],
)
def test_what_grows_from_step_to_step_is_bounded(value: str, code: str) -> None:
    tracemalloc.start()
    try:
        trouble = steps_of(
            [
                Set(name="first", values={"x": "'ab'"}, next="more"),
                Set(name="more", values={"x": value}, next="say"),
                Say(name="say", text={"en": "-"}, next="more"),
            ]
        )
        assert tracemalloc.get_traced_memory()[1] < SMALL
    finally:
        tracemalloc.stop()
    assert trouble.startswith(code)


@pytest.mark.parametrize("value", ["(x or 1) ** 2 + 1", "(x or 7) * 99999", "(x or 1.5) * 1e20"])
def test_numbers_that_grow_are_bounded(value: str) -> None:
    nodes: list[AnyNode] = [Set(name="more", values={"x": value}, next="more")]
    assert steps_of(nodes, 1).startswith("too_large")


def test_a_circle_without_a_stop_ends() -> None:
    assert steps_of([Branch(name="a", cases=[Case(when="true", next="a")])], 1).startswith("endless")
    assert steps_of([Set(name="a", values={"x": "customer", "y": "customer"}, next="a")], 1).startswith(
        "too_much"
    )
    heavy = "customer.points|sort|map(attribute='x')|list|length"
    nodes: list[AnyNode] = [Set(name="a", values={"x": heavy, "y": heavy}, next="a")]
    assert steps_of(nodes, 1).startswith("too_much")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 +", "syntax"),
        ("", "syntax"),
        ("1 }} x", "syntax"),
        ("a b", "syntax"),
        ("x.__class__", "not_allowed"),
        ("f(1)", "unknown_function"),
        ("x.f(1)", "unknown_method"),
        ("x|f", "unknown_filter"),
        ("x is f", "unknown_test"),
        ("age()", "arguments"),
        ("age(1, 2)", "arguments"),
        ("age(born=1)", "arguments"),
        ("(a + b)(1)", "not_allowed"),
        ("'a'" + "+'a'" * 600, "too_long"),
        ("(" * 500 + "1" + ")" * 500, "syntax"),
        ("[" * 70 + "]" * 70, "too_deep"),
        ("9" * 30, "too_large"),
        ("customer(1)", "unknown_function"),
        ("x[1](2)", "not_allowed"),
    ],
)
def test_an_author_is_told_what_is_wrong(source: str, code: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_expression(source)
    assert caught.value.code == code
    assert caught.value.text.endswith((".", "'", "…)"))


def test_a_line_is_named() -> None:
    with pytest.raises(TemplateError) as caught:
        parse_text("one\ntwo {{ x|nothing }}")
    assert (caught.value.code, caught.value.line) == ("unknown_filter", 2)
