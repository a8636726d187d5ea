"""What a condition says of the variables it looks at: that they have a value."""

import ast

from app.scripts.checking.facts import path_of

_NO: frozenset[str] = frozenset()
_SAY_SOMETHING = frozenset(("is defined", "is number", "is string"))
_SAY_NOTHING = frozenset(("is undefined", "is none", "is empty"))


def present(tree: ast.expr) -> frozenset[str]:
    """Names that have a value when this is true: a comparison with something empty is false."""
    if isinstance(tree, (ast.Name, ast.Attribute, ast.Subscript)):
        return frozenset(path_of(tree)[:1])
    if isinstance(tree, ast.BoolOp):
        parts = [present(part) for part in tree.values]
        first, rest = parts[0], parts[1:]
        return first.union(*rest) if isinstance(tree.op, ast.And) else first.intersection(*rest)
    if isinstance(tree, ast.Compare):
        sides = [tree.left, *tree.comparators]
        if any(isinstance(op, (ast.NotEq, ast.NotIn)) for op in tree.ops):
            return _NO
        if any(isinstance(side, ast.Constant) and side.value is None for side in sides):
            return _NO
        return frozenset(name for side in sides for name in path_of(side)[:1])
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return absent(tree.operand)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in _SAY_SOMETHING:
        return frozenset(path_of(tree.args[0])[:1])
    return _NO


def absent(tree: ast.expr) -> frozenset[str]:
    """Names that have a value when this is false."""
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return present(tree.operand)
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or):
        return _NO.union(*(absent(part) for part in tree.values))
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in _SAY_NOTHING:
        return frozenset(path_of(tree.args[0])[:1])
    return _NO
