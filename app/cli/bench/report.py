"""What a bench says: sizes, figures and a row for each bound."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from app import __version__


@dataclass(frozen=True)
class Options:
    """How to run: `quick` on small sizes; `folder` holds the record that `bench seed` made, unless it is
    in a `database` (SQLAlchemy's URL of a PostgreSQL)."""

    quick: bool
    folder: Path
    database: str = ""


class Reach(msgspec.Struct, frozen=True):
    """One bound and what was reached."""

    what: str
    value: float
    bound: float
    unit: str
    holds: bool


def at_most(what: str, value: float, bound: float, unit: str) -> Reach:
    """A bound from above."""
    return Reach(what, round(value, 4), bound, unit, value <= bound)


def at_least(what: str, value: float, bound: float, unit: str) -> Reach:
    """A bound from below."""
    return Reach(what, round(value, 4), bound, unit, value >= bound)


@dataclass
class Report:
    """The outcome of one bench."""

    bench: str
    sizes: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    reach: list[Reach] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every bound holds."""
        return all(row.holds for row in self.reach)

    def as_json(self) -> str:
        """One JSON object."""
        return msgspec.json.encode(
            {
                "bench": self.bench,
                "machine": machine(),
                "sizes": self.sizes,
                "figures": self.figures,
                "reach": self.reach,
            }
        ).decode()

    def as_text(self) -> str:
        """For people."""
        lines = [f"bench {self.bench}", *(f"  {name}: {value}" for name, value in self.sizes.items()), ""]
        lines += [f"  {name}: {value}" for name, value in self.figures.items()]
        lines.append("")
        for row in self.reach:
            mark = "holds " if row.holds else "MISSED"
            lines.append(f"  {mark}  {row.what}: {row.value:g} {row.unit} (bound {row.bound:g})")
        return "\n".join(lines)


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "contactdesk": __version__,
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; `share` 0.99 for p99."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1))]


def spread(values: Sequence[float]) -> dict[str, float]:
    """p50, p90, p99 and the largest."""
    return {
        "p50": round(percentile(values, 0.50), 4),
        "p90": round(percentile(values, 0.90), 4),
        "p99": round(percentile(values, 0.99), 4),
        "max": round(max(values), 4),
        "count": len(values),
    }
