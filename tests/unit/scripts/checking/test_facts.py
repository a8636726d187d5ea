"""The short way of reading an expression and the long one say the same."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scripts.checking import check
from app.scripts.checking.facts import FactCache, pieces, short_expression
from app.scripts.checking.jinja_tree import as_python
from app.scripts.templates import TemplateError, names_in, parse_expression, parse_text
from tests.helpers.flows import flows


def words(line: str) -> list[str]:
    return line.split()


ATOMS = st.sampled_from(
    words(
        "a b.c customer.name customer.custom.x true False none 1 2.5 'x' '訂單' [] [1,'a'] not_a isx x1 10 0"
        " date _x a['b'] loop 'a''b' 0644 1e5 1. .5 0x1F 'it\\'s' r'x' 1_0 '''x''' '#' '1.' self é \"y\""
    )
)
SIGNS = st.one_of(
    st.sampled_from(words("== != < <= > >= in not_in and or + - * / // % ** ~ is if else = <> |")).map(
        lambda sign: f" {sign.replace('_', ' ')} "
    ),
    st.sampled_from([".", ", ", " ", "*", "-"]),
)
BEFORE = st.sampled_from(["", "", "", "not ", "-", "+", "(", "not not "])
AFTER = st.sampled_from(["", "", "", ")", "|upper", "()", "[0]", "[1:2]", ".x", " is defined", "\n", " # x"])


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """Something like an expression, often a good one."""
    parts = [draw(BEFORE), draw(ATOMS), draw(AFTER)]
    for _ in range(draw(st.integers(0, 3))):
        parts += [draw(SIGNS), draw(BEFORE), draw(ATOMS), draw(AFTER)]
    return "".join(parts)


def normal(tree: ast.expr) -> str:
    """Chains of `and` are one node for Python and nested ones for Jinja2; true is a name for one of them."""

    class Flat(ast.NodeTransformer):
        def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
            self.generic_visit(node)
            values: list[ast.expr] = []
            for value in node.values:
                same = isinstance(value, ast.BoolOp) and type(value.op) is type(node.op)
                values += value.values if same else [value]  # type: ignore[attr-defined]
            return ast.BoolOp(op=node.op, values=values)

        def visit_Name(self, node: ast.Name) -> ast.AST:
            words = {"true": True, "false": False, "none": None}
            return ast.Constant(value=words[node.id]) if node.id in words else node

    return ast.dump(Flat().visit(tree))


@settings(max_examples=1_000)
@given(expressions())
def test_the_short_way_is_the_long_one(source: str) -> None:
    short = short_expression(source)
    if short is not None:
        assert normal(short) == normal(as_python(parse_expression(source)))


@settings(max_examples=500)
@given(
    st.lists(
        st.one_of(
            expressions().map(lambda e: "{{ " + e + " }}"),
            st.sampled_from(
                ["Hello ", "{", "}}", "{{", "{% if a %}x{% endif %}", "{# c #}", "{{- a -}}", "\n", "'"]
            ),
        ),
        max_size=4,
    )
)
def test_a_text_has_the_names_that_it_has(parts: list[str]) -> None:  # fmt: skip
    source = "".join(parts)
    facts = FactCache().text(source)
    try:
        names = names_in(parse_text(source))
    except TemplateError:
        assert facts.fault is not None
        return
    assert facts.fault is None
    reserved = {"customer", "interaction", "agent", "language", "today", "now", "speaker", "refusal", "loop"}
    assert facts.names == names - reserved


@pytest.mark.parametrize(
    "source", ["a", "customer.vip and x > 3", "a in ['b']", "not (a or b)", "a if b else 1"]
)
def test_the_usual_goes_the_short_way(source: str) -> None:
    assert short_expression(source) is not None


@pytest.mark.parametrize(
    "source", ["x | upper", "f(x)", "a ~ b", "x is defined", "a.0", "class", "007", "a #"]
)
def test_the_unusual_does_not(source: str) -> None:
    assert short_expression(source) is None


def test_pieces_of_texts() -> None:
    assert pieces("Hello {{ a }} and {{b.c}}!") == [" a ", "b.c"]
    assert pieces("{{ a }} {% if b %}x{% endif %}") is None
    assert pieces("{{ a") is None


@settings(max_examples=30)
@given(flows())
def test_any_flow_can_be_checked(programs: dict[str, object]) -> None:
    for program in programs.values():
        for problem in check(program.flow):  # type: ignore[attr-defined]
            assert problem.code
            assert problem.text.endswith((".", "?", "…", "}`.", '."')), problem.text
