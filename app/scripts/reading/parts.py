"""The parts of a text that is no YAML as a whole, found by indentation, so that each can be read alone."""

from app.scripts.reading.tree import Item, Scalar


def is_content(line: str) -> bool:
    """Whether there is more than blanks and a comment in it."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def parts_of(lines: list[str], start: int, stop: int, indent: int) -> list[tuple[int, int, str]]:
    """(first line, line after, key) of each entry of a block mapping that is indented so far."""
    begins = [
        at
        for at in range(start, stop)
        if is_content(lines[at]) and len(lines[at]) - len(lines[at].lstrip()) == indent
    ]
    ends = [*begins[1:], stop][: len(begins)]
    return [
        (at, end, lines[at].strip().partition(":")[0].strip("\"' "))
        for at, end in zip(begins, ends, strict=True)
    ]


def shift(tree: Item, lines: int) -> None:
    """Everything in the tree stands so many lines further down."""
    todo: list[Item] = [tree]
    seen: set[int] = set()
    while todo:
        item = todo.pop()
        if id(item) not in seen:
            seen.add(id(item))
            item.line += lines
            if not isinstance(item, Scalar):
                todo += item.items
