"""Where nodes are drawn: in layers from the start downwards; what was placed by hand stays where it is.

The method is Sugiyama's (K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of hierarchical
system structures, IEEE Trans. SMC 11, 1981): ways back are turned round, nodes go below all that lead to
them, layers are ordered by the means of their neighbours. Places in a layer are the least squares from where
the neighbours want a node, at least a gap apart (pool adjacent violators; Ayer et al., 1955).

Nothing is left to chance: the same flow is drawn the same. Units are those of `at`; a place is a card's upper
left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor

from app.scripts.nodes import Flow
from app.scripts.ports import targets

Point = tuple[float, float]

WIDTH, HEIGHT = 224.0, 72.0
GAP_X, GAP_Y = 40.0, 80.0
STEP_X, STEP_Y = WIDTH + GAP_X, HEIGHT + GAP_Y
LANE = 48.0
"""What a way that passes a layer takes of it."""
LONGEST_WAY = 5
"""Layers; a longer way keeps no place free: it is drawn as two ends."""
LARGE = 1_500
"""Nodes from which fewer rounds have to do."""


def arrange(flow: Flow, keep: Mapping[str, Point] | None = None) -> dict[str, Point]:
    """A place for every node. Those with `at` are there; those in `keep` stay, and only what is new is put
    next to its neighbours."""
    pinned = {name: node.at for name, node in flow.nodes.items() if node.at is not None}
    if keep is not None and all(name in keep or name in pinned for name in flow.nodes):
        return {name: pinned[name] if name in pinned else keep[name] for name in flow.nodes}
    ways = {
        name: [target for target in targets(node) if target in flow.nodes and target != name]
        for name, node in flow.nodes.items()
    }
    if keep is None:
        places = _around(layered(ways, flow.start), pinned, ways)
    else:
        places = _beside({name: keep[name] for name in flow.nodes if name in keep} | pinned, ways)
    return {name: places[name] for name in flow.nodes}


def layered(ways: Mapping[str, Sequence[str]], start: str = "") -> dict[str, Point]:
    """A tidy place for every node, by nothing but the ways between them."""
    names = list(ways)
    if not names:
        return {}
    number = {name: place for place, name in enumerate(names)}
    below = [[number[target] for target in ways[name]] for name in names]
    below, found = _without_cycles(below, number.get(start, 0))
    layer = _layers(below)
    layers, up, down, lanes = _with_lanes(below, layer, found)
    _order(layers, up, down, 4 if len(names) > LARGE else 10)
    x = _across(layers, up, down, len(names), lanes, 6 if len(names) > LARGE else 16)
    first = x[number.get(start, 0)]
    return {name: (float(round(x[place] - first)), layer[place] * STEP_Y) for place, name in enumerate(names)}


# --- layers -----------------------------------------------------------------------------------------
def _without_cycles(below: list[list[int]], start: int) -> tuple[list[list[int]], list[int]]:
    """The ways with those back turned round, and the nodes in the order in which one comes to them."""
    made: list[list[int]] = [[] for _ in below]
    state = [0] * len(below)
    found: list[int] = []
    for root in (start, *range(len(below))):
        if state[root]:
            continue
        state[root] = 1
        found.append(root)
        stack = [(root, iter(below[root]))]
        while stack:
            node, ways = stack[-1]
            for target in ways:
                if state[target] == 1:
                    made[target].append(node)
                    continue
                made[node].append(target)
                if not state[target]:
                    state[target] = 1
                    found.append(target)
                    stack.append((target, iter(below[target])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return [list(dict.fromkeys(ways)) for ways in made], found


def _layers(below: list[list[int]]) -> list[int]:
    """Each node below all that lead to it; one nobody leads to right above the first it leads to."""
    waiting = [0] * len(below)
    for ways in below:
        for target in ways:
            waiting[target] += 1
    roots = [node for node, count in enumerate(waiting) if not count]
    layer = [0] * len(below)
    todo = list(roots)
    for node in todo:
        for target in below[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                todo.append(target)
    for node in roots:
        if below[node]:
            layer[node] = min(layer[target] for target in below[node]) - 1
    return layer


def _with_lanes(
    below: list[list[int]], layer: list[int], found: list[int]
) -> tuple[list[list[int]], list[list[int]], list[list[int]], set[int]]:
    """The nodes of each layer, their neighbours above and below, and stand-ins where a way passes."""
    layers: list[list[int]] = [[] for _ in range(max(layer) + 1)]
    for node in found:
        layers[layer[node]].append(node)
    up: list[list[int]] = [[] for _ in below]
    down: list[list[int]] = [[] for _ in below]
    lanes: set[int] = set()
    for node in found:
        for target in below[node]:
            span = layer[target] - layer[node]
            if span > LONGEST_WAY:
                continue
            last = node
            for between in range(layer[node] + 1, layer[target]):
                lane = len(up)
                up.append([last])
                down.append([])
                down[last].append(lane)
                layers[between].append(lane)
                lanes.add(lane)
                last = lane
            down[last].append(target)
            up[target].append(last)
    return layers, up, down, lanes


# --- order ------------------------------------------------------------------------------------------
def _order(layers: list[list[int]], up: list[list[int]], down: list[list[int]], rounds: int) -> None:
    """Sort each layer by the means of its neighbours' places, down and up; the best order is kept."""
    count = len(up)
    place = [0] * count
    for nodes in layers:
        for index, node in enumerate(nodes):
            place[node] = index
    best, fewest = [list(nodes) for nodes in layers], _crossings(layers, down, place)
    for turn in range(rounds):
        if not fewest:
            break
        downwards = turn % 2 == 0
        near = up if downwards else down
        for nodes in layers if downwards else reversed(layers):
            if len(nodes) < 2:
                continue
            means = {
                node: sum([place[other] for other in near[node]]) / len(near[node])
                if near[node]
                else float(place[node])
                for node in nodes
            }
            nodes.sort(key=means.__getitem__)
            for index, node in enumerate(nodes):
                place[node] = index
        crossings = _crossings(layers, down, place)
        if crossings < fewest:
            best, fewest = [list(nodes) for nodes in layers], crossings
    layers[:] = best


def _crossings(layers: list[list[int]], down: list[list[int]], place: list[int]) -> int:
    """Pairs of ways that cross between neighbouring layers (W. Barth et al., 2004: an accumulator tree)."""
    total = 0
    for here in range(len(layers) - 1):
        ends = [end for node in layers[here] for end in sorted([place[other] for other in down[node]])]
        if len(ends) < 2:
            continue
        size = 1
        while size < len(layers[here + 1]):
            size *= 2
        tree = [0] * (2 * size)
        for end in ends:
            spot = end + size
            tree[spot] += 1
            while spot > 1:
                if spot % 2 == 0:
                    total += tree[spot + 1]
                spot //= 2
                tree[spot] += 1
    return total


# --- places in a layer ------------------------------------------------------------------------------
def _across(
    layers: list[list[int]],
    up: list[list[int]],
    down: list[list[int]],
    real: int,
    lanes: set[int],
    rounds: int,
) -> list[float]:
    """x of every node and stand-in: near its neighbours, and apart from each other."""
    x = [0.0] * len(up)
    half = [WIDTH / 2] * real + [LANE / 2] * (len(up) - real)
    offsets: list[list[float]] = []
    for nodes in layers:
        at, listed = 0.0, []
        for index, node in enumerate(nodes):
            if index:
                at += half[nodes[index - 1]] + half[node] + GAP_X
            listed.append(at)
            x[node] = at
        offsets.append(listed)
    for turn in range(rounds):
        last = turn >= rounds - 2
        downwards = turn % 2 == 0
        places = range(len(layers)) if downwards else range(len(layers) - 1, -1, -1)
        for place in places:
            nodes = layers[place]
            wanted, weights = [], []
            for node in nodes:
                near = up[node] + down[node] if last else up[node] if downwards else down[node]
                wanted.append(sum([x[other] for other in near]) / len(near) if near else x[node])
                weights.append(len(near) + (3.0 if node in lanes else 0.1))
            for node, value in zip(nodes, _apart(wanted, weights, offsets[place]), strict=True):
                x[node] = value
    return [value - half[node] for node, value in enumerate(x[:real])]


def _apart(wanted: list[float], weights: list[float], offsets: list[float]) -> list[float]:
    """The values nearest to `wanted` (weighted least squares) whose differences are at least those of
    `offsets`."""
    if len(wanted) == 1:
        return wanted
    means: list[float] = []
    heavy: list[float] = []
    counts: list[int] = []
    for place, want in enumerate(wanted):
        mean, weight, count = want - offsets[place], weights[place], 1
        while means and means[-1] >= mean:
            other = heavy.pop()
            mean = (means.pop() * other + mean * weight) / (other + weight)
            weight += other
            count += counts.pop()
        means.append(mean)
        heavy.append(weight)
        counts.append(count)
    made: list[float] = []
    for mean, count in zip(means, counts, strict=True):
        for _ in range(count):
            made.append(mean + offsets[len(made)])
    return made


# --- around what stands -----------------------------------------------------------------------------
class _Taken:
    """Which places are taken, by squares of a card's size."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._squares: dict[tuple[int, int], list[Point]] = {}
        for point in points:
            self.put(point)

    def put(self, point: Point) -> None:
        square = (floor(point[0] / STEP_X), floor(point[1] / STEP_Y))
        self._squares.setdefault(square, []).append(point)

    def free(self, point: Point) -> bool:
        column, row = floor(point[0] / STEP_X), floor(point[1] / STEP_Y)
        for across in (column - 1, column, column + 1):
            for along in (row - 1, row, row + 1):
                for x, y in self._squares.get((across, along), ()):
                    if abs(x - point[0]) < WIDTH + 8 and abs(y - point[1]) < HEIGHT + 8:
                        return False
        return True

    def near(self, point: Point) -> Point:
        """The nearest free place: beside it, else below."""
        for ring in range(64):
            for down in range(ring + 1):
                across = ring - down
                for side in (across, -across) if across else (0,):
                    tried = (point[0] + side * STEP_X, point[1] + down * STEP_Y)
                    if self.free(tried):
                        return tried
        return (point[0], point[1] + 65 * STEP_Y)


def _around(
    drawn: Mapping[str, Point], pinned: Mapping[str, Point], ways: Mapping[str, Sequence[str]]
) -> dict[str, Point]:
    """What was drawn, with the pinned ones where they are and no other on top of them. A few nodes among
    many pinned ones go along with these."""
    if not pinned:
        return dict(drawn)
    moved = _along(drawn, pinned, ways)
    taken = _Taken(pinned.values())
    places = dict(pinned)
    for name, point in moved.items():
        if name not in pinned:
            places[name] = point if taken.free(point) else taken.near(point)
            if places[name] != drawn[name]:
                taken.put(places[name])
    return places


def _along(
    drawn: Mapping[str, Point], pinned: Mapping[str, Point], ways: Mapping[str, Sequence[str]]
) -> dict[str, Point]:
    near: dict[str, list[str]] = {name: [] for name in ways}
    for name, listed in ways.items():
        for target in listed:
            near[name].append(target)
            near[target].append(name)
    places = dict(drawn)
    seen: set[str] = set(pinned)
    for name in ways:
        if name in seen:
            continue
        seen.add(name)
        group, border = [name], dict[str, None]()
        for member in group:
            for other in near[member]:
                if other in pinned:
                    border[other] = None
                elif other not in seen:
                    seen.add(other)
                    group.append(other)
        if len(border) > len(group):
            by_x = sum(pinned[other][0] - drawn[other][0] for other in border) / len(border)
            by_y = sum(pinned[other][1] - drawn[other][1] for other in border) / len(border)
            for member in group:
                places[member] = (round(drawn[member][0] + by_x), round(drawn[member][1] + by_y))
    return places


def _beside(kept: dict[str, Point], ways: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """What stands stays; the rest goes below what leads to it, or above what it leads to."""
    missing = [name for name in ways if name not in kept]
    if not missing:
        return kept
    if not kept:
        return layered(ways)
    above: dict[str, list[str]] = {name: [] for name in missing}
    for name, listed in ways.items():
        for target in listed:
            if target in above:
                above[target].append(name)
    taken = _Taken(kept.values())
    while missing:
        left = []
        for name in missing:
            wanted = _wanted(name, kept, above[name], ways[name])
            if wanted is None:
                left.append(name)
                continue
            kept[name] = taken.near(wanted)
            taken.put(kept[name])
        if len(left) == len(missing):
            right, top = max(x for x, _ in kept.values()), min(y for _, y in kept.values())
            kept[left[0]] = taken.near((right + STEP_X, top))
            taken.put(kept[left[0]])
            left = left[1:]
        missing = left
    return kept


def _wanted(name: str, kept: Mapping[str, Point], above: Sequence[str], below: Sequence[str]) -> Point | None:
    for other in above:
        if other in kept:
            return kept[other][0], kept[other][1] + STEP_Y
    for other in below:
        if other in kept:
            return kept[other][0], kept[other][1] - STEP_Y
    return None
