"""The ways through a flow: which nodes follow which, where nobody is waited for, what is never reached."""

from collections.abc import Mapping
from functools import cached_property

from app.scripts.grammar import RETURN
from app.scripts.nodes import (
    AnyNode,
    Ask,
    Branch,
    Do,
    End,
    Flow,
    LookUp,
    Recommend,
    Route,
    Say,
    Set,
    SubFlow,
    Transfer,
    Wait,
    exits,
)

PERSON = "person"
"""The label of the way to the flow's `person`, which is not written at the node."""
_LAST = (End, Route, Transfer)
_ASKING = (Ask, Branch)
_GOING_ON = (Say, Set, LookUp, Do, SubFlow, Wait)
_RUNS_ON = (Branch, Set, LookUp, Do, SubFlow)
"""Nodes at which nobody is waited for, whoever speaks."""


class Graph:
    """A flow's nodes and the ways between them; targets that do not exist are left out.

    `ways` has the implicit ones, too: to `person`, and `next` where `none`, `refused` … are not written.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.exits: dict[str, list[tuple[str, str]]] = {
            name: exits(node) for name, node in flow.nodes.items()
        }
        self.ways: dict[str, list[str]] = {}
        nodes, person = flow.nodes, flow.person if flow.person in flow.nodes else ""
        for name, node in nodes.items():
            targets = dict.fromkeys(target for _, target in self.exits[name] if target in nodes)
            if person and goes_to_person(node):
                targets[person] = None
            self.ways[name] = list(targets)

    def roots(self) -> list[str]:
        """Where a run can be without having been led there: the start, `person`, the objections."""
        flow = self.flow
        names = [flow.start, flow.person, *(objection.start for objection in flow.objections)]
        return [name for name in dict.fromkeys(names) if name in flow.nodes]

    def reached(self, roots: list[str], ways: Mapping[str, list[str]] | None = None) -> set[str]:
        """Every node that can be come to from these, on all ways or on those that are given."""
        found, waiting = set(roots), list(roots)
        ways = self.ways if ways is None else ways
        while waiting:
            for target in ways[waiting.pop()]:
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def runs_on(self, node: AnyNode, speaker: str) -> bool:
        """Whether the engine goes on from here at once, without anybody doing anything. A telephone says a
        text and goes on; a console and a page wait until it was read."""
        return isinstance(node, _RUNS_ON) or (isinstance(node, Say) and speaker == "telephone")

    def loops(self, inside: set[str], all_ways: Mapping[str, list[str]]) -> list[list[str]]:
        """The knots of these nodes: each a list of nodes, in file order, every one of which leads to every
        other (Tarjan's components, without recursion)."""
        number: dict[str, int] = {}
        low: dict[str, int] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        found: list[list[str]] = []
        for root in inside:
            if root in number:
                continue
            number[root] = low[root] = len(number)
            stack.append(root)
            on_stack.add(root)
            work = [(root, iter(all_ways[root]))]
            while work:
                name, ways = work[-1]
                deeper = False
                for target in ways:
                    if target not in inside:
                        continue
                    if target not in number:
                        number[target] = low[target] = len(number)
                        stack.append(target)
                        on_stack.add(target)
                        work.append((target, iter(all_ways[target])))
                        deeper = True
                        break
                    if target in on_stack and number[target] < low[name]:
                        low[name] = number[target]
                if deeper:
                    continue
                work.pop()
                if work and low[name] < low[work[-1][0]]:
                    low[work[-1][0]] = low[name]
                if low[name] == number[name]:
                    knot = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        knot.append(member)
                        if member == name:
                            break
                    if len(knot) > 1 or name in all_ways[name]:
                        found.append(knot)
        order = {name: at for at, name in enumerate(self.flow.nodes)}
        return sorted((sorted(knot, key=order.__getitem__) for knot in found), key=lambda k: order[k[0]])

    @cached_property
    def finishing(self) -> set[str]:
        """The nodes at which a run can be over, or leaves for where it jumped from."""
        over = {name for name, node in self.flow.nodes.items() if isinstance(node, _LAST)}
        return over | self.returning

    @cached_property
    def returning(self) -> set[str]:
        """The nodes that go back to where was jumped from."""
        return {name for name, ways in self.exits.items() if any(target == RETURN for _, target in ways)}

    def calls_at_once(self) -> list[str]:
        """The flows that are run before anybody is waited for."""
        return [node.flow for name in self.at_once if isinstance(node := self.flow.nodes[name], SubFlow)]

    def stops(self) -> bool:
        """Whether no run gets to its end without anybody having been waited for."""
        return self.finishing.isdisjoint(self.at_once)

    @cached_property
    def at_once(self) -> list[str]:
        """The nodes that are come to from the start before anybody is waited for."""
        nodes = self.flow.nodes
        found = dict.fromkeys(name for name in (self.flow.start,) if name in nodes)
        waiting = list(found)
        while waiting:
            name = waiting.pop()
            if isinstance(nodes[name], _RUNS_ON):
                for target in self.ways[name]:
                    if target not in found:
                        found[target] = None
                        waiting.append(target)
        return list(found)


def goes_to_person(node: AnyNode) -> bool:
    """Whether the flow's `person` is one of the ways out of this node."""
    if isinstance(node, _ASKING):
        return not node.otherwise
    return isinstance(node, Transfer) and not node.failed


def is_blank(node: AnyNode) -> bool:
    """Whether it says nothing and leads nowhere: what reading puts where a node could not be read."""
    return isinstance(node, Say) and not node.next and not any(node.text.values())


def missing_ways(node: AnyNode) -> list[str]:
    """What is missing for every run to get on from here, as keys of the YAML."""
    if getattr(node, "next", ""):
        return []
    if isinstance(node, Ask):
        without = [choice.value for choice in node.choices if not choice.next]
        if node.type == "one_of" and node.choices and not without:
            return []
        return [f'next (for "{without[0]}")'] if node.type == "one_of" and without else ["next"]
    if isinstance(node, Recommend):
        ways = [] if node.accepted else ["accepted"]
        return ways if node.declined else [*ways, "declined"]
    return ["next"] if isinstance(node, _GOING_ON) else []
