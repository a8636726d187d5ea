"""`contactdesk ivr-key NAME`: a key for an IVR that asks this house where callers go (docs/ivr.md).

Works on the record itself, like `contactdesk administrator`: whoever may open the database may do it. The
key is printed once and kept by nobody; the record has its hash.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.core.settings import HubSettings, default_home


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("name", nargs="?", default="", help="what the key is for; without it, all are listed")
    parser.add_argument("--revoke", type=int, metavar="ID", help="make a key good for nothing")
    parser.add_argument("--home", type=Path, default=None, help="folder of the record")
    parser.add_argument("--database", default="", help="SQLAlchemy URL; without it SQLite in the home folder")


def run(args: argparse.Namespace) -> int:
    """0 where it is done, 1 with the reason where it is not."""
    from app.core.clock import SystemClock
    from app.core.errors import Refused
    from app.core.ids import IdMaker
    from app.models.record import Record
    from app.models.unit import Actor
    from app.protocol.ivr import ListIvrKeys, RevokeIvrKey, SaveIvrKey
    from app.services.house import build_door
    from app.services.ivr.keys import key_hash, new_key

    settings = HubSettings(home=(args.home or default_home()).resolve(), database=args.database)
    administrator = Actor(None, "administrator")
    try:
        record = Record(settings.url)
        record.create()
        clock = SystemClock()
        door = build_door(record, clock, IdMaker(clock, settings.node), region=settings.region)
        door.start()
        try:
            if args.revoke is not None:
                row = door.do(RevokeIvrKey(key_id=args.revoke), administrator)
                print(f"The key {row.name} is revoked.", file=sys.stderr)
            elif args.name:
                key = new_key()
                row = door.do(SaveIvrKey(name=args.name, key_hash=key_hash(key)), administrator)
                print(f"The key {row.name} (id {row.id}) is shown only now:", file=sys.stderr)
                print(key)
            else:
                for row in door.ask(ListIvrKeys(), administrator):
                    print(f"{row.id}  {'revoked' if row.revoked_at else 'good':8}{row.name}")
        finally:
            door.stop()
            record.close()
    except Refused as refused:
        print(f"contactdesk: {refused.text} ({refused.code})", file=sys.stderr)
        return 1
    return 0
