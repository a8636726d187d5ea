"""`contactdesk hub`: the record, its HTTP door and its workers."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.core.settings import HubSettings, LineSettings, default_home, local_zone

NETWORKS = ("127.0.0.0/8",)
SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter when another wants it. The writer gives it up at every word
with the database; with Python's 5 ms it would wait that long behind the event loop, each time."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--home", type=Path, default=None, help="folder of the record and of running calls")
    parser.add_argument("--database", default="", help="SQLAlchemy URL; without it SQLite in the home folder")
    parser.add_argument("--host", default="127.0.0.1", help="address for HTTP")
    parser.add_argument("--port", type=int, default=8500, help="port for HTTP; 0 takes any")
    parser.add_argument("--region", default="TW", help="country of numbers without a country code (ISO 3166)")
    parser.add_argument("--zone", default="", type=_zone, help="time zone of opening hours (IANA name)")
    parser.add_argument(
        "--lookup-host", action="append", help="host that flows may ask over HTTP: name or name:port (repeat)"
    )
    parser.add_argument("--node", type=int, default=0, help="number of this hub, 0 to 1023, for its ids")
    parser.add_argument(
        "--public-url",
        type=web_address,
        default="",
        help="where customers reach this hub, for their links (https://…)",
    )
    parser.add_argument("--company", default="", help="name of the house, for the pages customers see")
    parser.add_argument("--no-line", action="store_true", help="without the built-in telephone line")
    parser.add_argument("--sip-host", default="127.0.0.1", help="address the line listens on")
    parser.add_argument(
        "--sip-port", type=int, default=5060, help="UDP and TCP port of the line; 0 takes any"
    )
    parser.add_argument("--calls", type=int, default=4, help="callers at a time; the next one hears busy")
    parser.add_argument(
        "--trusted", action="append", help="network whose word on the calling number counts (CIDR; repeat)"
    )
    parser.add_argument("--allowed", action="append", help="network that may call the line (CIDR; repeat)")
    parser.add_argument("--outbound", default="", help="way out for the line: sip:{number}@gateway")
    parser.add_argument(
        "--ready-file", type=Path, help="written when the hub serves: its addresses, one a line"
    )
    parser.add_argument("--verbose", action="store_true", help="log more")


def web_address(text: str) -> str:
    """An address that a browser can go to. Raises ArgumentTypeError."""
    parts = urlsplit(text)
    if text and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    ):
        raise argparse.ArgumentTypeError(f"“{text}” is no web address: write it like https://desk.example")
    return text.rstrip("/")


def _zone(text: str) -> str:
    """A time zone's IANA name, or empty."""
    try:
        return ZoneInfo(text).key if text else ""
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no time zone; write it like Asia/Taipei") from error


def settings_from(args: argparse.Namespace) -> HubSettings:
    """The hub's settings."""
    line = LineSettings(
        enabled=not args.no_line,
        host=args.sip_host,
        port=args.sip_port,
        calls=args.calls,
        trusted=tuple(args.trusted or NETWORKS),
        allowed=tuple(args.allowed or ()),
        outbound=args.outbound,
    )
    return HubSettings(
        home=(args.home or default_home()).resolve(),
        host=args.host,
        port=args.port,
        database=args.database,
        node=args.node,
        region=args.region,
        zone=args.zone or local_zone(),
        public_url=args.public_url,
        company=args.company,
        lookup_hosts=tuple(args.lookup_host or ()),
        line=line,
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted; 0 after an orderly end, 1 where the record cannot be opened."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.DEBUG if args.verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    from app.core.errors import Refused
    from app.hub.hub import Hub, write_ready_file

    try:
        hub = Hub(settings_from(args))
    except (Refused, OSError, ValueError) as error:
        text = error.text if isinstance(error, Refused) else str(error)
        print(f"contactdesk hub: {text}", file=sys.stderr)
        return 1
    if args.ready_file is not None:
        ready_file: Path = args.ready_file

        def tell() -> None:
            if hub.wait_until_ready(30):
                write_ready_file(ready_file, hub)

        threading.Thread(target=tell, name="ready", daemon=True).start()
    gc.collect()
    gc.freeze()  # what is here now stays: looking through it again and again costs tens of milliseconds
    hub.run()
    return 0
