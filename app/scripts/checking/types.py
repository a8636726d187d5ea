"""Types of expressions, as far as they can be told: what never fits is found before anybody is on the line.

The rules are the engine's (`operators`): a text that is a number or a date counts as one beside a number or a
date; a comparison with something empty is false.
"""

import ast
import re
from collections.abc import Callable, Mapping

from app.scripts.checking.facts import path_of
from app.scripts.faults import ScriptFault
from app.scripts.hours import read_hours

Kind = str
"""text, number, date, flag, list, mapping; empty where it cannot be told."""
Tell = Callable[[str, str, bool], None]
"""code, sentence, whether it is an error."""

OF_ANSWER: dict[str, Kind] = {
    "text": "text",
    "number": "number",
    "money": "number",
    "date": "date",
    "one_of": "text",
    "many_of": "list",
    "yes_no": "flag",
    "phone": "text",
    "email": "text",
    "signature": "text",
    "photo": "text",
}
OF_FIELD: dict[str, Kind] = {
    "text": "text",
    "number": "number",
    "date": "date",
    "choice": "text",
    "yes_no": "flag",
}
CALLED: dict[Kind, str] = {
    "text": "a text",
    "number": "a number",
    "date": "a date",
    "flag": "yes or no",
    "list": "a list",
    "mapping": "a record",
}
_OF_PATH: dict[tuple[str, ...], Kind] = {
    ("language",): "text",
    ("speaker",): "text",
    ("refusal",): "text",
    ("today",): "date",
    ("customer",): "mapping",
    ("interaction",): "mapping",
    ("agent",): "mapping",
    ("customer", "vip"): "flag",
    ("customer", "points"): "list",
    ("customer", "products"): "list",
    ("customer", "tickets"): "list",
    ("customer", "consents"): "mapping",
    ("customer", "custom"): "mapping",
    **{
        ("customer", name): "text"
        for name in ("name", "kind", "language", "segment", "remark", "phone", "email")
    },
    **{("interaction", name): "text" for name in ("channel", "direction", "ani", "dnis", "queue", "subject")},
    **{("agent", name): "text" for name in ("name", "language", "role")},
}
_OF_CALL: dict[str, Kind] = {
    "~": "text",
    **dict.fromkeys(("age", "days_between", "weekday", "|age", "|days_between", "|weekday"), "number"),
    **dict.fromkeys(("date", "|date"), "date"),
    **dict.fromkeys(("has", "is_open"), "flag"),
    **dict.fromkeys(("money", "spell", "time", "|money", "|spell", "|time"), "text"),
    **dict.fromkeys(("|upper", "|lower", "|title", "|capitalize", "|trim", "|replace", "|truncate"), "text"),
    **dict.fromkeys(("|string", "|join", ".upper", ".lower", ".title", ".capitalize", ".strip"), "text"),
    **dict.fromkeys((".replace", ".isoformat"), "text"),
    **dict.fromkeys(("|length", "|count", "|int", "|float", "|abs", "|round", "|sum"), "number"),
    **dict.fromkeys(("|list", "|sort", "|unique", "|map", "|selectattr", "|rejectattr", "|split"), "list"),
    **dict.fromkeys((".split", ".keys", ".values", ".items"), "list"),
    **dict.fromkeys((".startswith", ".endswith"), "flag"),
}
_NUMBER = re.compile(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_PATHS = frozenset((ast.Name, ast.Attribute, ast.Subscript))
_EQUALITY = (ast.Eq, ast.NotEq)
_SIGNS: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//",
    ast.Mod: "%", ast.Pow: "**",
}  # fmt: skip


class Types:
    """What kind each variable is of, and which values it can have at all."""

    def __init__(
        self,
        variables: Mapping[str, Kind],
        values: Mapping[str, frozenset[str]],
        fields: Mapping[str, str],
    ) -> None:
        self._variables = variables
        self._values = values
        self._fields = fields

    def kind(self, tree: ast.expr, tell: Tell | None = None) -> Kind:
        """The kind of an expression; what does not fit in it is told."""
        if type(tree) is ast.Constant:
            return _of_constant(tree.value)
        if type(tree) in _PATHS and (path := path_of(tree)):
            return self._of_path(path)
        if isinstance(tree, ast.Compare):
            left = tree.left
            for op, right in zip(tree.ops, tree.comparators, strict=True):
                self._compare(left, op, right, tell)
                left = right
            return "flag"
        if isinstance(tree, ast.BinOp):
            return self._reckon(tree, tell)
        if isinstance(tree, ast.BoolOp):
            return _common([self.kind(part, tell) for part in tree.values])
        if isinstance(tree, ast.UnaryOp):
            self.kind(tree.operand, tell)
            return "flag" if isinstance(tree.op, ast.Not) else "number"
        if isinstance(tree, ast.IfExp):
            self.kind(tree.test, tell)
            return _common([self.kind(tree.body, tell), self.kind(tree.orelse, tell)])
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
            kinds = [self.kind(part, tell) for part in tree.args]
            name = tree.func.id
            if name == "is_open" and tell is not None:
                _hours(tree.args[:1], tell)
            if name in ("|default", "|d"):
                return _common(kinds[:2])
            return "flag" if name.startswith("is ") else _OF_CALL.get(name, "")
        if isinstance(tree, ast.List):
            for part in tree.elts:
                self.kind(part, tell)
            return "list"
        return "mapping" if isinstance(tree, ast.Dict) else ""

    def values(self, tree: ast.expr) -> frozenset[str] | None:
        """The only values it can have, where that is known."""
        path = path_of(tree)
        return self._values.get(path[0]) if len(path) == 1 else None

    def _of_path(self, path: tuple[str, ...]) -> Kind:
        if len(path) == 3 and path[:2] == ("customer", "custom"):
            return OF_FIELD.get(self._fields.get(path[2], ""), "")
        if len(path) == 1 and path[0] in self._variables:
            return self._variables[path[0]]
        return _OF_PATH.get(path, "")

    # --- comparisons ------------------------------------------------------------------------------
    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr, tell: Tell | None) -> None:
        one, other = self.kind(left, tell), self.kind(right, tell)
        if tell is None:
            return
        if isinstance(op, (ast.In, ast.NotIn)):
            if other in ("number", "flag", "date"):
                tell(
                    "types",
                    f'"in" looks into a list or a text, and {_words(right)} is {CALLED[other]}.',
                    True,
                )
            elif isinstance(right, ast.List):
                for part in right.elts:
                    self._possible(left, part, tell)
            else:
                self._possible(right, left, tell)
            return
        sign = _SIGNS[type(op)]
        if one and other and one != other:
            self._misfit(left, one, right, other, sign, tell)
        elif one == other and one in ("flag", "list", "mapping") and not isinstance(op, _EQUALITY):
            tell("types", f'"{sign}" has no meaning for {CALLED[one]}: {_words(left)}.', True)
        elif isinstance(op, _EQUALITY):
            self._possible(left, right, tell)
            self._possible(right, left, tell)

    def _misfit(self, left: ast.expr, one: Kind, right: ast.expr, other: Kind, sign: str, tell: Tell) -> None:
        kinds = {one, other}
        said = f'"{sign}" between {_words(left)} ({CALLED[one]}) and {_words(right)} ({CALLED[other]})'
        if "flag" in kinds:
            yes = left if one == "flag" else right
            tell("types", f"{said} never fits. Yes or no is asked by itself: {_words(yes)}, or not …", True)
        elif "text" in kinds and kinds & {"number", "date"}:
            text = left if one == "text" else right
            if isinstance(text, ast.Constant):
                fits = _NUMBER if "number" in kinds else _DATE
                if not fits.fullmatch(str(text.value)):
                    tell("types", f"{said} never fits.", True)
            elif "number" in kinds:
                tell("types", f"{said} fits only where the text is a number.", False)
        else:
            tell("types", f"{said} never fits.", True)

    def _possible(self, tree: ast.expr, constant: ast.expr, tell: Tell) -> None:
        values = self.values(tree)
        if values is None or not isinstance(constant, ast.Constant) or not isinstance(constant.value, str):
            return
        if constant.value and constant.value not in values:
            few = ", ".join(sorted(values)[:12])
            tell("never_true", f'{_words(tree)} is never "{constant.value}". It can be: {few}.', False)

    # --- arithmetic -------------------------------------------------------------------------------
    def _reckon(self, tree: ast.BinOp, tell: Tell | None) -> Kind:
        one, other = self.kind(tree.left, tell), self.kind(tree.right, tell)
        sign, kinds = _SIGNS.get(type(tree.op), ""), {one, other}
        if isinstance(tree.op, (ast.Add, ast.Sub)) and "date" in kinds:
            if kinds & {"flag", "list", "mapping"}:
                self._cannot(tree, one, other, sign, tell)
            return "number" if one == other == "date" else ("date" if one == "date" or sign == "+" else "")
        if isinstance(tree.op, ast.Add) and one == other and one in ("text", "list"):
            return one
        if kinds & {"flag", "list", "mapping", "date"}:
            self._cannot(tree, one, other, sign, tell)
        elif "text" in kinds and one != "" and other != "":
            for side, kind in ((tree.left, one), (tree.right, other)):
                if kind == "text" and not (
                    isinstance(side, ast.Constant) and _NUMBER.fullmatch(str(side.value))
                ):
                    self._cannot(tree, one, other, sign, tell)
                    break
        return "number" if kinds == {"number"} else ""

    def _cannot(self, tree: ast.BinOp, one: Kind, other: Kind, sign: str, tell: Tell | None) -> None:
        if tell is not None:
            named = [f"{_words(side)} ({CALLED[kind]})" if kind else _words(side)
                     for side, kind in ((tree.left, one), (tree.right, other))]  # fmt: skip
            help_ = " Texts are joined with ~." if sign == "+" and "text" in (one, other) else ""
            hard = bool({one, other} & {"flag", "list", "mapping", "date"}) or any(
                isinstance(side, ast.Constant) and isinstance(side.value, str)
                for side in (tree.left, tree.right)
            )
            tell("types", f'"{sign}" does not work with {named[0]} and {named[1]}.{help_}', hard)


def _hours(arguments: list[ast.expr], tell: Tell) -> None:
    for argument in arguments:
        if isinstance(argument, ast.Constant):
            try:
                read_hours(str(argument.value))
            except ScriptFault as fault:
                tell("bad_hours", fault.text, True)


def _common(kinds: list[Kind]) -> Kind:
    told = [kind for kind in kinds if kind != "none"]
    return told[0] if told and all(kind == told[0] for kind in told) else ""


def _of_constant(value: object) -> Kind:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, str):
        return "text"
    return "number" if isinstance(value, (int, float)) else ""


def _words(tree: ast.expr) -> str:
    """An expression as an author knows it, in short."""
    if isinstance(tree, ast.Constant):
        return f"'{tree.value}'" if isinstance(tree.value, str) else str(tree.value).lower()
    return ".".join(path_of(tree)) or "an expression"
