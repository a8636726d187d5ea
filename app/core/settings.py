"""What an operator can set for a process; everything else lives in the record."""

import os
from dataclasses import dataclass, field
from pathlib import Path


def default_home() -> Path:
    """Where an installation keeps its data: $CONTACTDESK_HOME, else `var` below the working folder."""
    return Path(os.environ.get("CONTACTDESK_HOME", "var")).resolve()


@dataclass(frozen=True)
class LineSettings:
    """The built-in line. `port` is the public SIP port (UDP and TCP), `calls` the callers at a time."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = 5060
    calls: int = 4
    trusted: tuple[str, ...] = ("127.0.0.0/8",)
    allowed: tuple[str, ...] = ("127.0.0.0/8",)
    outbound: str = ""
    """Where the line sends calls to outside numbers: `sip:{number}@host`; empty: it cannot dial out."""


@dataclass(frozen=True)
class HubSettings:
    """A hub. `database` is a SQLAlchemy URL; empty: SQLite in `home`."""

    home: Path = field(default_factory=default_home)
    host: str = "127.0.0.1"
    port: int = 8500
    database: str = ""
    node: int = 0
    region: str = "TW"
    """The country (ISO 3166-1) in which a number without a country code is read."""
    line: LineSettings = field(default_factory=LineSettings)

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database or f"sqlite:///{self.home / 'contactdesk.db'}"
