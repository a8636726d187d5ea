"""`contactdesk administrator LOGIN NAME`: the first administrator of a record, or a lost password.

Works on the record itself, so whoever may open the database may do it; everything after that is done by
signing in.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from app.core.settings import HubSettings, default_home


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("login", help="login of the administrator")
    parser.add_argument("name", nargs="?", default="", help="name of a new administrator")
    parser.add_argument("--home", type=Path, default=None, help="folder of the record")
    parser.add_argument("--database", default="", help="SQLAlchemy URL; without it SQLite in the home folder")
    parser.epilog = "The password is read from CONTACTDESK_PASSWORD, or asked for; at least ten characters."


def run(args: argparse.Namespace) -> int:
    """0 where it is done, 1 with the reason where it is not."""
    from app.core.clock import SystemClock
    from app.core.errors import Refused
    from app.core.ids import IdMaker
    from app.models.record import Record
    from app.models.unit import Actor
    from app.protocol.setup import SaveAgent
    from app.services.house import build_door
    from app.services.setup.agents import agent_by_login

    settings = HubSettings(home=(args.home or default_home()).resolve(), database=args.database)
    password = os.environ.get("CONTACTDESK_PASSWORD") or getpass.getpass("New password: ")
    try:
        record = Record(settings.url)
        record.create()
        clock = SystemClock()
        door = build_door(record, clock, IdMaker(clock, settings.node), region=settings.region)
        with record.read() as connection:
            known = agent_by_login(door.reader(connection), args.login)
        door.start()
        try:
            door.do(
                SaveAgent(
                    id=known["id"] if known else None,
                    login=args.login,
                    name=args.name or (known["name"] if known else args.login),
                    role="administrator",
                    password=password,
                ),
                Actor(None, "administrator"),
            )
        finally:
            door.stop()
            record.close()
    except Refused as refused:
        print(f"contactdesk: {refused.text} ({refused.code})", file=sys.stderr)
        return 1
    print(f"{args.login} is an administrator of {settings.url.rpartition('@')[2]}.")
    return 0
