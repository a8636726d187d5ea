"""Jinja2's trees as Python's, so that there is one kind to look at."""

import ast

from jinja2 import nodes

ANYTHING = "?"
"""A call of this name stands for what is not looked into."""

_OPERATORS: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq, "ne": ast.NotEq, "lt": ast.Lt, "lteq": ast.LtE, "gt": ast.Gt, "gteq": ast.GtE,
    "in": ast.In, "notin": ast.NotIn,
}  # fmt: skip
_ARITHMETIC: dict[type[nodes.Node], type[ast.operator]] = {
    nodes.Add: ast.Add, nodes.Sub: ast.Sub, nodes.Mul: ast.Mult, nodes.Div: ast.Div,
    nodes.FloorDiv: ast.FloorDiv, nodes.Mod: ast.Mod, nodes.Pow: ast.Pow,
}  # fmt: skip


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(func=ast.Name(id=name, ctx=ast.Load()), args=list(arguments), keywords=[])


def as_python(node: nodes.Node | None) -> ast.expr:
    """Jinja2's tree as Python's; filters, tests and functions are calls of `|name`, `is name`, `name`."""
    if isinstance(node, nodes.Const):
        return ast.Constant(value=node.value)
    if isinstance(node, nodes.Name):
        return ast.Name(id=node.name, ctx=ast.Load())
    if isinstance(node, nodes.Getattr):
        return ast.Attribute(value=as_python(node.node), attr=node.attr, ctx=ast.Load())
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Slice):
        return ast.Subscript(value=as_python(node.node), slice=as_python(node.arg), ctx=ast.Load())
    if isinstance(node, nodes.Compare):
        ops: list[ast.cmpop] = [_OPERATORS[operand.op]() for operand in node.ops]
        return ast.Compare(as_python(node.expr), ops, [as_python(operand.expr) for operand in node.ops])
    if isinstance(node, nodes.And | nodes.Or):
        op = ast.And() if isinstance(node, nodes.And) else ast.Or()
        return ast.BoolOp(op=op, values=[as_python(node.left), as_python(node.right)])
    if isinstance(node, nodes.Not):
        return ast.UnaryOp(op=ast.Not(), operand=as_python(node.node))
    if isinstance(node, nodes.Neg | nodes.Pos):
        return ast.UnaryOp(op=ast.USub(), operand=as_python(node.node))
    if isinstance(node, nodes.BinExpr) and type(node) in _ARITHMETIC:
        return ast.BinOp(as_python(node.left), _ARITHMETIC[type(node)](), as_python(node.right))
    if isinstance(node, nodes.CondExpr):
        other = as_python(node.expr2) if node.expr2 is not None else ast.Constant(value=None)
        return ast.IfExp(test=as_python(node.test), body=as_python(node.expr1), orelse=other)
    return _as_call(node)


def _as_call(node: nodes.Node | None) -> ast.expr:
    if isinstance(node, nodes.List | nodes.Tuple):
        return ast.List(elts=[as_python(item) for item in node.items], ctx=ast.Load())
    if isinstance(node, nodes.Filter | nodes.Test):
        sign = "|" if isinstance(node, nodes.Filter) else "is "
        return _call(sign + node.name, as_python(node.node), *_arguments(node))
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Name):
            return _call(node.node.name, *_arguments(node))
        if isinstance(node.node, nodes.Getattr):
            return _call("." + node.node.attr, as_python(node.node.node), *_arguments(node))
    if isinstance(node, nodes.Concat):
        return _call("~", *(as_python(part) for part in node.nodes))
    if node is None:
        return _call(ANYTHING)
    return _call(ANYTHING, *(as_python(child) for child in node.iter_child_nodes()))


def _arguments(node: nodes.Call | nodes.Filter | nodes.Test) -> list[ast.expr]:
    return [as_python(value) for value in (*node.args, *(keyword.value for keyword in node.kwargs))]
