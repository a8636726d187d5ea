"""Texts mean here what they mean in Jinja2's own sandbox: both render the same, made-up texts alike."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.scripts.engine import begin
from app.scripts.nodes import Flow, Say
from app.scripts.program import Program
from app.scripts.state import World

JINJA = ImmutableSandboxedEnvironment(
    finalize=lambda value: "" if value is None else value, keep_trailing_newline=True
)
CUSTOMER: dict[str, Any] = {
    "name": "Mei",
    "age": 34,
    "vip": True,
    "score": 2.5,
    "list": [3, 1, 2],
    "words": ["b", "Ä", "c"],
    "tickets": [{"number": 7, "state": "open"}, {"number": 9, "state": "solved"}],
    "custom": {"a": "x"},
}


def binary(inner: st.SearchStrategy[str], *signs: str) -> st.SearchStrategy[str]:
    return st.builds(lambda a, sign, b: f"({a} {sign} {b})", inner, st.sampled_from(signs), inner)


numbers = st.recursive(
    st.one_of(
        st.integers(0, 99).map(str),
        st.sampled_from(["customer.age", "customer['age']", "2.5", "customer.score"]),
    ),
    lambda inner: st.one_of(
        binary(inner, "+", "-", "*"),
        inner.map(lambda a: f"(-{a})"),
        inner.map(lambda a: f"(({a})|abs)"),
        st.just("(customer.list|sum)"),
        st.just("(customer.list|length)"),
        st.just("customer.list[1]"),
        st.just("customer.tickets[0].number"),
        st.just("(customer.list|max)"),
        st.just("(customer.list|sort|first)"),
    ),
    max_leaves=6,
)
texts = st.recursive(
    st.sampled_from(
        ["customer.name", "'a'", "'Zoë'", "customer.custom.a", "customer.nothing", "customer.words[0]"]
    ),
    lambda inner: st.one_of(
        binary(inner, "~"),
        inner.map(lambda a: f"(({a})|upper)"),
        inner.map(lambda a: f"(({a})|default('none', true))"),
        inner.map(lambda a: f"({a} ~ '')[:2]"),
        inner.map(lambda a: f"({a} ~ '').upper()"),
        st.just("(customer.words|join(', '))"),
        st.just("(customer.tickets|map(attribute='state')|join('-'))"),
        st.just("(customer.tickets|selectattr('state', 'equalto', 'open')|map(attribute='number')|join)"),
        inner.map(lambda a: f"(({a} ~ '')|replace('a', 'bb'))"),
        inner.map(lambda a: f"(({a})|trim)"),
        st.just("(customer.words|reverse|join)"),
        st.just("(customer.words|last)"),
    ),
    max_leaves=6,
)
truths = st.recursive(
    st.one_of(
        binary(numbers, "<", "<=", ">", ">=", "==", "!="),
        st.just("customer.vip"),
        st.just("customer.nothing"),
        st.just("3 in customer.list"),
        st.just("customer.name == 'Mei'"),
        st.just("customer.nothing is defined"),
        st.just("customer.age is odd"),
        st.just("1 < customer.age < 40"),
        st.just("customer.name.startswith('M')"),
    ),
    lambda inner: st.one_of(binary(inner, "and", "or"), inner.map(lambda a: f"(not {a})")),
    max_leaves=4,
)
parts = st.recursive(
    st.one_of(
        st.sampled_from(["", "text ", "ä\n", "{# never #}", "{{- ' x ' -}}"]),
        st.one_of(numbers, texts).map(lambda a: f"{{{{ {a} }}}}"),
        st.builds(lambda a, test, b: f"{{{{ ({a}) if ({test}) else ({b}) }}}}", texts, truths, numbers),
        texts.map(lambda a: f"{{% set v = {a} %}}{{{{ v }}}}"),
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(
            lambda test, a, b: f"{{% if {test} %}}{a}{{% else %}}{b}{{% endif %}}", truths, inner, inner
        ),
        st.builds(
            lambda a: "{% for i in customer.list %}{{ loop.index }}{{ i }}" + a + "{% endfor %}", inner
        ),
        st.builds(
            lambda a: "{% for k, t in customer.custom.items() if t %}{{ k }}" + a + "{% else %}-{% endfor %}",
            inner,
        ),
    ),
    max_leaves=5,
)


@given(parts)
def test_texts_are_rendered_as_jinja_does(source: str) -> None:
    flow = Flow(
        name="one",
        title={"en": "One"},
        languages=["en"],
        speakers=["console"],
        start="a",
        nodes={"a": Say(name="a", text={"en": source})},
    )
    shown = begin({"one": Program.of(flow)}, "one", World(customer=CUSTOMER), speaker="console").shown
    if shown.trouble:
        assert shown.trouble.split(":")[0] in ("too_large", "too_long", "too_deep")
        return
    assert shown.text == JINJA.from_string(source).render(customer=CUSTOMER)
