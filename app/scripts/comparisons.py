"""Comparisons of a variable with a constant, as short as Python can be: a form makes them at every step.

Each maker gets the variable's name, the constant, and the comparison for everything that is not of the
constant's own type.
"""

from collections.abc import Callable
from typing import Any

from app.scripts.values import MARK, alive

Test = Callable[[Any, Any, Any], bool]
Maker = Callable[[str, Any, Test], Callable[[Any], bool]]


def _less(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        return left < right if left.__class__ is int else test(alive(left), right, scope)

    return compare


def _at_most(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        return left <= right if left.__class__ is int else test(alive(left), right, scope)

    return compare


def _greater(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        return left > right if left.__class__ is int else test(alive(left), right, scope)

    return compare


def _at_least(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        return left >= right if left.__class__ is int else test(alive(left), right, scope)

    return compare


def _equal(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    kind = type(right)

    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        if left.__class__ is kind and (kind is int or left[:1] != MARK):
            return bool(left == right)
        return test(alive(left), right, scope)

    return compare


def _unequal(name: str, right: Any, test: Test) -> Callable[[Any], bool]:
    kind = type(right)

    def compare(scope: Any) -> bool:
        left = scope.variables.get(name)
        if left.__class__ is kind and (kind is int or left[:1] != MARK):
            return bool(left != right)
        return test(alive(left), right, scope)

    return compare


SHORT_COMPARISONS: dict[tuple[str, type], Maker] = {
    ("lt", int): _less, ("lteq", int): _at_most, ("gt", int): _greater, ("gteq", int): _at_least,
    ("eq", int): _equal, ("ne", int): _unequal, ("eq", str): _equal, ("ne", str): _unequal,
}  # fmt: skip
"""(operator, type of the constant) → maker."""
