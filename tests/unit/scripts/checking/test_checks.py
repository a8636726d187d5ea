"""Every check, with a flow in which it finds something, and one beside it in which it does not."""

from __future__ import annotations

import pytest

from app.scripts.checking import FlowKnown, Known, check
from app.scripts.reading import read

KNOWN = Known(
    queues=frozenset({"Service", "Sales"}),
    skills=frozenset({"English"}),
    dispositions=frozenset({"Settled"}),
    products=frozenset({"CP-2"}),
    prompts=frozenset({"hello.wav"}),
    purposes=frozenset({"marketing"}),
    commands={"OpenTicket": {"customer_id": False, "subject": True, "priority": False}},
    fields={"postcode": "text", "visits": "number", "since": "date", "member": "yes_no"},
    flows={
        "identity": FlowKnown(arguments={"strict": "yes_no"}, results={"known": "yes_no", "years": "number"}),
        "round": FlowKnown(calls=["f"], stops=False),
    },
)
END = "\n  z: {end: }"


def found(nodes: str, head: str = "", known: Known = KNOWN) -> list[tuple[str, str]]:
    """(code, node) of what is wrong with these nodes; they begin at `a` and may end at `z`."""
    reading = read(f"flow: f\nstart: a\n{head}\nnodes:\n  {nodes}{END}")
    assert [problem.text for problem in reading.problems] == []
    assert reading.flow is not None
    return [(problem.code, problem.node) for problem in check(reading.flow, known)]


ANSWERS = (
    "a: {ask: n, type: number, answer: n, next: b}\n"
    "  b: {ask: d, type: date, answer: d, next: c}\n"
    "  c: {ask: y, type: yes_no, answer: y, next: t}\n"
    "  t: {ask: t, answer: t, next: o}\n"
    "  o: {ask: o, type: one_of, answer: o, choices: [red, blue], next: m}\n"
    "  m: {ask: m, type: many_of, answer: m, choices: [red, blue], next: x}\n"
)


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        # what fits
        ("n > 3 and n <= 10.5", []),
        ("n + 1 > 2 * n", []),
        ("n == '5'", []),
        ("d > '2026-01-01' or d >= today", []),
        ("d + 30 > today", []),
        ("d - today > 3", []),
        ("y", []),
        ("not y", []),
        ("y == true", []),
        ("t == 'x' and t < 'y'", []),
        ("t ~ n == 'x'", []),
        ("t + 'x' == 'x'", []),
        ("o == 'red' or o in ['blue', 'red']", []),
        ("'red' in m or m | length > 1", []),
        ("m == ['red']", []),
        ("n > 3 if y else n < 2", []),
        ("customer.vip and customer.name and customer.custom.visits > 3", []),
        ("language == 'en' or speaker == 'console'", []),
        ("is_open('Mon-Fri 08:30-18:00')", []),
        ("nothing is defined", ["unknown_variable"]),
        # what does not
        ("y > 3", ["types"]),
        ("y == 3", ["types"]),
        ("y == 'yes'", ["types"]),
        ("n == 'three'", ["types"]),
        ("d > 'soon'", ["types"]),
        ("d == 3", ["types"]),
        ("m > 3", ["types"]),
        ("m == 'red'", ["types"]),
        ("'x' in n", ["types"]),
        ("y and (n > 3 or m < 3)", ["types"]),
        ("y + 1", ["types"]),
        ("n + 'x' > 1", ["types"]),
        ("d * 2 > today", ["types"]),
        ("t > 3", ["types"]),
        ("customer.vip > 1", ["types"]),
        ("customer.custom.since > 5", ["types"]),
        ("customer.custom.member == 'x'", ["types"]),
        ("(y | upper) > 3", ["types"]),
        ("o == 'green'", ["never_true"]),
        ("o in ['green', 'red']", ["never_true"]),
        ("'green' in m", ["never_true"]),
        ("language == 'fr'", ["never_true"]),
        ("is_open('Mon-Fri 8')", ["bad_hours"]),
        ("customer.nmae", ["unknown_field"]),
        ("customer.custom.postcod", ["unknown_field"]),
        ("n = 3", ["bad_expression"]),
        ("n >", ["bad_expression"]),
        ("n | upcase", ["bad_expression"]),
        ("open('x')", ["bad_expression"]),
        ("n.__class__", ["bad_expression"]),
    ],
)
def test_conditions(condition: str, wrong: list[str]) -> None:
    nodes = f'{ANSWERS}  x: {{branch: [{{when: "{condition}", next: z}}], otherwise: z}}'
    assert found(nodes) == [(code, "x") for code in wrong]


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        # names of the house
        ("a: {route: Service}", []),
        ("a: {route: Servce}", ["unknown_queue"]),
        ('a: {route: "{{ customer.segment }}"}', []),
        ("a: {route: Service, skills: {Englsh: 2}}", ["unknown_skill"]),
        ("a: {end: Setled}", ["unknown_disposition"]),
        ("a: {end: Settled}", []),
        ("a: {recommend: x, items: [CP-2], next: z}", []),
        ("a: {recommend: x, items: [CP-3], next: z}", ["unknown_product"]),
        ("a: {recommend: x, items: [], next: z}", ["no_choices"]),
        ("a: {do: OpenTicket, with: {subject: \"'x'\"}, next: z}", []),
        ("a: {do: OpenTickt, next: z}", ["unknown_command"]),
        ("a: {do: OpenTicket, next: z}", ["missing_argument"]),
        ("a: {do: OpenTicket, with: {subject: \"'x'\", prio: 1}, next: z}", ["unknown_argument"]),
        ("a: {look_up: tickets, next: z}", []),
        ("a: {look_up: tickts, next: z}", ["unknown_look_up"]),
        ("a: {look_up: url, next: z}", ["missing_argument"]),
        ("a: {look_up: tickets, failed: z, next: z}", ["way_not_used"]),
        # other flows
        ("a: {flow: identity, with: {strict: true}, into: {k: known}, next: z}", []),
        ("a: {flow: identity, with: {strict: 5}, next: z}", ["types"]),
        ("a: {flow: identity, next: z}", ["missing_argument"]),
        ("a: {flow: identity, with: {strict: true, x: 1}, next: z}", ["unknown_argument"]),
        ("a: {flow: identity, with: {strict: true}, into: {k: knwn}, next: z}", ["unknown_result"]),
        ("a: {flow: identiy, next: z}", ["unknown_flow"]),
        ("a: {flow: f, next: z}", ["endless_recursion"]),
        ("a: {flow: round, next: z}", ["endless_recursion"]),
        ("a: {say: x, next: b}\n  b: {flow: f, next: z}", []),
        (
            "a: {flow: identity, with: {strict: true}, into: {k: known}, next: b}\n"
            "  b: {branch: [{when: k > 3, next: z}], otherwise: z}",
            ["types"],
        ),
        ("a: {end: , results: {x: 1}}", ["unknown_result"]),
        # questions
        ("a: {ask: x, choices: [y], next: z}", ["choices_not_taken"]),
        ("a: {ask: x, type: yes_no, choices: [yes, no], next: z}", []),
        ("a: {ask: x, type: yes_no, choices: [maybe], next: z}", ["choices_not_taken"]),
        ("a: {ask: x, type: one_of, next: z}", ["no_choices"]),
        ("a: {ask: x, type: one_of, choices: [y, y], next: z}", ["choice_twice"]),
        (
            "a: {ask: x, type: one_of, choices: [{value: y, key: e}, {value: v, key: E}], next: z}",
            ["key_twice"],
        ),
        ("a: {ask: x, type: many_of, choices: [{value: y, next: z}], next: z}", ["next_not_used"]),
        ("a: {ask: x, type: one_of, choices: [{value: y, when: agent.name}], next: z}", ["maybe_no_choice"]),
        ("a: {ask: x, type: number, least: 1, most: 9, default: 5, next: z}", []),
        ("a: {ask: x, type: number, least: 10, most: 9, next: z}", ["limits_crossed"]),
        ("a: {ask: x, type: number, least: 2026-01-01, next: z}", ["limit_type"]),
        ("a: {ask: x, type: date, least: 5, next: z}", ["types"]),
        ("a: {ask: x, type: date, least: today, most: today + 30, next: z}", []),
        ("a: {ask: x, type: date, least: 2026-02-01, most: 2026-01-01, next: z}", ["limits_crossed"]),
        ("a: {ask: x, type: many_of, choices: [y], least: 2, next: z}", ["limits_crossed"]),
        ("a: {ask: x, type: yes_no, least: 2, next: z}", ["not_for_this_type"]),
        ("a: {ask: x, least: \"'long'\", next: z}", ["types"]),
        ("a: {ask: x, type: number, pattern: 99, next: z}", ["not_for_this_type"]),
        ("a: {ask: x, type: number, currency: TWD, next: z}", ["not_for_this_type"]),
        ("a: {ask: x, type: money, currency: NT, next: z}", ["bad_currency"]),
        ("a: {ask: x, type: money, currency: TWD, next: z}", []),
        ("a: {ask: x, type: number, default: \"'many'\", next: z}", ["types"]),
        ("a: {ask: x, type: yes_no, default: 5, next: z}", ["types"]),
        ("a: {ask: x, store: customer.name, next: z}", []),
        ("a: {ask: x, store: customer.nam, next: z}", ["unknown_store"]),
        ("a: {ask: x, store: customer.custom.postcode, next: z}", []),
        ("a: {ask: x, store: customer.custom.post, next: z}", ["unknown_store"]),
        ("a: {ask: x, store: customer.custom.visits, next: z}", ["store_type"]),
        ("a: {ask: x, type: number, store: customer.custom.visits, next: z}", []),
        ("a: {ask: x, store: consent.marketing, next: z}", ["store_type"]),
        ("a: {ask: x, type: yes_no, store: consent.marketing, next: z}", []),
        ("a: {ask: x, type: yes_no, store: consent.markting, next: z}", ["unknown_store"]),
        ("a: {ask: x, type: date, store: contact.phone, next: z}", ["store_type"]),
        # texts
        ("a: {ask: '', next: z}", ["no_text"]),
        ('a: {say: "{{ nme }}", next: z}', ["unknown_variable"]),
        ('a: {say: "{{ customer.name }", next: z}', ["bad_expression"]),
        ('a: {say: "{% if customer.vip %}x", next: z}', ["bad_expression"]),
        ('a: {say: "{% for t in customer.tickets %}{{ t.number }}{% endfor %}", next: z}', []),
        ("a: {say: \"{% include 'x' %}\", next: z}", ["bad_expression"]),
        ('a: {say: x, title: "{{ nme }}", next: z}', ["unknown_variable"]),
        ("a: {say: x, prompt: hello.wav, next: z}", []),
        ("a: {say: x, prompt: helo.wav, next: z}", ["unknown_prompt"]),
        ("a: {say: x, prompt: ../hello.wav, next: z}", ["bad_prompt"]),
        # values
        ("a: {set: {x: red}, next: z}", ["unknown_variable"]),
        ("a: {set: {x: \"'red'\"}, next: z}", []),
        ("a: {route: Service, priority: \"'high'\"}", ["types"]),
        ("a: {set: {x: 1}, next: b}\n  b: {branch: [{when: x == 'y', next: z}], otherwise: z}", ["types"]),
    ],
)
def test_nodes(nodes: str, wrong: list[str]) -> None:
    said = found(nodes)
    assert [code for code, _ in said if code != "unreachable"] == wrong


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        ("a: {ask: x, type: number, next: z}", []),
        ("a: {ask: x, type: signature, next: z}", ["cannot_speak"]),
        ("a: {ask: x, type: photo, next: z}", ["cannot_speak"]),
        ("a: {ask: x, type: email, next: z}", ["cannot_speak"]),
        ("a: {ask: x, next: z}", ["only_digits"]),
        ("a: {ask: x, pattern: 99999, next: z}", []),
        ("a: {ask: x, pattern: A99, next: z}", ["cannot_speak"]),
        ("a: {ask: x, type: one_of, choices: [{value: y, key: e}], next: z}", ["bad_key"]),
        ("a: {ask: x, type: one_of, choices: [1,2,3,4,5,6,7,8,9,10,11], next: z}", ["too_many_choices"]),
        ("a: {wait: 1h, next: z}", ["long_wait"]),
        ("a: {wait: 10s, next: z}", []),
    ],
)
def test_on_a_telephone(nodes: str, wrong: list[str]) -> None:
    head = "speakers: [telephone]\nperson: z"
    assert [code for code, _ in found(nodes, head) if code != "unreachable"] == wrong


BY_SPEAKER = "speakers: [console, telephone, web]\nperson: z"


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        ("speaker == 'telephone'", []),
        ("speaker != 'web' and speaker != 'console'", []),
        ("speaker in ['telephone']", []),
        ("not speaker != 'telephone'", []),
        ("speaker == 'telephone' and customer.vip", ["cannot_speak"]),
        ("speaker == 'web'", ["cannot_speak"]),
        ("customer.vip", ["cannot_speak"]),
    ],
)
def test_a_branch_on_the_speaker_counts(when: str, wrong: list[str]) -> None:
    nodes = (
        f'a: {{branch: [{{when: "{when}", next: z}}], otherwise: b}}\n  b: {{ask: x, type: photo, next: z}}'
    )
    assert [code for code, _ in found(nodes, BY_SPEAKER)] == wrong


def test_a_choice_for_a_speaker_counts() -> None:
    nodes = (
        "a: {ask: x, type: one_of, choices: [{value: p, when: \"speaker == 'web'\", next: b}, q], next: z}\n"
        "  b: {ask: x, type: photo, next: z}"
    )
    assert found(nodes, BY_SPEAKER) == []


def test_a_loop_is_looked_for_where_the_speaker_goes() -> None:
    nodes = (
        "a: {branch: [{when: \"speaker == 'console'\", next: b}], otherwise: z}\n"
        "  b: {say: x, next: c}\n  c: {branch: [{when: customer.vip, next: z}], otherwise: b}"
    )
    assert found(nodes, BY_SPEAKER) == []
    assert found(nodes.replace("console", "telephone"), BY_SPEAKER) == [("endless_loop", "b")]


def test_some_commands_are_for_agents_only() -> None:
    known = Known(commands={"OpenTicket": {}, "Call": {}}, alone=frozenset({"OpenTicket"}))
    assert found("a: {do: Call, next: z}", "", known) == []
    assert found("a: {do: OpenTicket, next: z}", BY_SPEAKER, known) == []
    assert found("a: {do: Call, next: z}", BY_SPEAKER, known) == [("needs_agent", "a")]


def test_a_page_cannot_transfer() -> None:
    assert found("a: {transfer: '+886', failed: z}", "speakers: [web]") == [("cannot_speak", "a")]


@pytest.mark.parametrize(
    ("objections", "wrong"),
    [
        ("{dear: {text: Too dear, start: z, key: e}, far: {text: Too far, start: z, key: f}}", []),
        ("{dear: {text: Too dear, start: z, key: e}, far: {text: Too far, start: z, key: E}}", ["key_twice"]),
        ("{dear: {text: Too dear, start: z, key: 1}}", ["key_twice"]),
        ("{dear: {text: Too dear, start: z, key: y}}", ["key_twice"]),
        ("{dear: {text: Too dear, start: z, key: ab}}", ["bad_key"]),
    ],
)
def test_objections(objections: str, wrong: list[str]) -> None:
    nodes = "a: {ask: x, type: one_of, choices: [{value: yes, key: y}], next: z}"
    assert [code for code, _ in found(nodes, f"objections: {objections}")] == wrong


def test_missing_translations_are_named() -> None:
    reading = read(
        "flow: f\nlanguages: [en, zh-TW, th]\nstart: a\nnodes:\n"
        "  a: {ask: {en: x, th: y}, type: one_of, choices: [{value: v, text: {en: V, zh-TW: V}}], next: z}\n"
        "  z: {end: }"
    )
    assert reading.flow is not None
    assert [problem.text for problem in check(reading.flow)] == [
        '"title" is missing in zh-TW, th.',
        '"ask" is missing in zh-TW.',
        'The choice "v" is missing in th.',
    ]


# --- values that may be missing ------------------------------------------------------------------------
ASK = (
    "a: {branch: [{when: customer.vip, next: b}], otherwise: c}\n"
    "  b: {ask: x, type: number, answer: age, next: c}\n"
)
SAY = '\n  d: {say: "{{ age }}", next: z}'


@pytest.mark.parametrize(
    ("use", "wrong"),
    [
        ('c: {say: "{{ age }}", next: z}', ["maybe_unset"]),
        ("c: {branch: [{when: age > 18, next: z}], otherwise: z}", ["maybe_unset"]),
        ("c: {set: {x: age + 1}, next: z}", ["maybe_unset"]),
        # thought of
        ("c: {branch: [{when: age, next: z}], otherwise: z}", []),
        ("c: {branch: [{when: age == 18, next: z}], otherwise: z}", []),
        ("c: {set: {x: (age or 0) + 1}, next: z}", []),
        ('c: {say: "{% if age %}{{ age }}{% endif %}", next: z}', []),
        ('c: {say: "{{ age | default(0) }}", next: z}', []),
        # known by the way that was taken
        ("c: {branch: [{when: age == 18 and age, next: d}], otherwise: z}" + SAY, []),
        ("c: {branch: [{when: age is undefined, next: z}], otherwise: d}" + SAY, []),
        ("c: {branch: [{when: not age, next: z}], otherwise: d}" + SAY, []),
        ("c: {branch: [{when: age != 3, next: d}], otherwise: z}" + SAY, ["maybe_unset"]),
    ],
)
def test_values_that_may_be_missing(use: str, wrong: list[str]) -> None:
    assert [code for code, _ in found(f"{ASK}  {use}")] == wrong


def test_a_value_that_is_only_set_later() -> None:
    assert found('a: {say: "{{ age }}", next: b}\n  b: {ask: x, answer: age, next: z}') == [
        ("never_set", "a")
    ]


def test_a_refused_command_has_no_answer() -> None:
    nodes = (
        "a: {do: OpenTicket, with: {subject: \"'x'\"}, into: t, refused: b, next: c}\n"
        '  b: {say: "{{ t.number }} {{ refusal }}", next: z}\n  c: {say: "{{ t.number }}", next: z}'
    )
    assert found(nodes) == [("never_set", "b")]


def test_an_objection_knows_what_was_set_before_anybody_could_bring_it_up() -> None:
    nodes = (
        "a: {set: {x: 1}, next: b}\n  b: {ask: n, type: number, answer: n, next: z}\n"
        '  o: {say: "{{ x }} {{ n }}", next: return}'
    )
    assert found(nodes, "objections: {o: {text: But, start: o}}") == [("maybe_unset", "o")]


def test_arguments_have_values() -> None:
    assert found('a: {say: "{{ p }}", next: z}', "arguments: {p: text}") == []


def test_suggestions_are_made_for_names() -> None:
    reading = read('flow: f\nstart: a\nnodes: {a: {say: "{{ custmer.name }}", next: z}, z: {end: }}')
    assert reading.flow is not None
    assert 'Did you mean "customer"?' in check(reading.flow)[0].text


def test_a_check_after_a_change_finds_the_same() -> None:
    from app.scripts.checking import Cache

    cache = Cache()
    one = read(f"flow: f\nstart: a\nnodes:\n  {ANSWERS}  x: {{say: '{{{{ nn }}}}', next: z}}{END}").flow
    other = read(f"flow: f\nstart: a\nnodes:\n  {ANSWERS}  x: {{say: '{{{{ n }}}}', next: z}}{END}").flow
    assert one is not None
    assert other is not None
    for flow in (one, other, one, one, other):
        assert check(flow, KNOWN, cache=cache) == check(flow, KNOWN)
