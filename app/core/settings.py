"""What an operator can set for a process; everything else lives in the record."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CHECKOUT = Path(__file__).resolve().parents[2]


def local_zone() -> str:
    """The machine's time zone by its IANA name: $TZ, else where /etc/localtime leads, else UTC."""
    told = os.environ.get("TZ", "").lstrip(":")
    if not told:
        _, _, told = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    try:
        return ZoneInfo(told).key
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return "UTC"


def default_home() -> Path:
    """Where an installation keeps its data: $CONTACTDESK_HOME; in a checkout `var`; else the user's own
    folder for program data (XDG Base Directory, Windows known folders, macOS file system guide)."""
    told = os.environ.get("CONTACTDESK_HOME")
    if told:
        return Path(told).resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Contact Desk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Contact Desk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "contactdesk"


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
    zone: str = field(default_factory=local_zone)
    """The house's time zone (IANA), for opening hours and days."""
    public_url: str = ""
    """Where customers reach the hub from outside (https://…), for links; empty: nowhere but at its own."""
    company: str = ""
    """The name of the house, as customers see it at the head of a page."""
    lookup_hosts: tuple[str, ...] = ()
    """Hosts that flows may look something up at: `name`, or `name:port` where it is no usual one."""
    line: LineSettings = field(default_factory=LineSettings)

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database or f"sqlite:///{self.home / 'contactdesk.db'}"
