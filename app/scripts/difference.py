"""What is different between two versions of a flow, node by node."""

from typing import Any, Literal

import msgspec
from msgspec.structs import fields

from app.scripts.nodes import AnyNode, Flow

UNSEEN = frozenset(("line", "at"))
"""Where a node stands, in the file and on the screen, changes nothing for a caller."""

Mark = Literal["added", "removed", "changed"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What `new` has, lacks and has otherwise than `old`."""

    added: list[str] = []
    removed: list[str] = []
    changed: dict[str, list[str]] = {}
    """Node → what was changed of it, by the names of `app.scripts.nodes`."""
    head: list[str] = []
    """What was changed of the flow itself: title, start, languages …"""

    @property
    def marks(self) -> dict[str, Mark]:
        """Node → what happened to it, for drawing."""
        found: dict[str, Mark] = dict.fromkeys(self.changed, "changed")
        return found | dict.fromkeys(self.added, "added") | dict.fromkeys(self.removed, "removed")

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.head)


def difference(old: Flow, new: Flow) -> Difference:
    """Compare two versions; nodes are the same where their names are. Order and place do not count."""
    both = [name for name in new.nodes if name in old.nodes]
    changed = {name: _changed(old.nodes[name], new.nodes[name]) for name in both}
    return Difference(
        added=[name for name in new.nodes if name not in old.nodes],
        removed=[name for name in old.nodes if name not in new.nodes],
        changed={name: what for name, what in changed.items() if what},
        head=[
            field.name
            for field in fields(Flow)
            if field.name not in ("nodes", "line")
            and _bare(getattr(old, field.name)) != _bare(getattr(new, field.name))
        ],
    )


def _changed(old: AnyNode, new: AnyNode) -> list[str]:
    if type(old) is not type(new):
        return ["kind"]
    return [
        name
        for name in type(old).__struct_fields__
        if name not in UNSEEN and _differ(getattr(old, name), getattr(new, name))
    ]


def _differ(old: Any, new: Any) -> bool:
    return bool(old != new) and _bare(old) != _bare(new)


def _bare(value: Any) -> Any:
    """A value without the lines it was read from."""
    plain = msgspec.to_builtins(value)
    if isinstance(plain, list):
        return [
            {key: inner for key, inner in one.items() if key not in UNSEEN} if isinstance(one, dict) else one
            for one in plain
        ]
    return plain
