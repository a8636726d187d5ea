"""A home folder with the demo centre in it: made once, whole or not at all."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

DATABASE = "contactdesk.db"
BOOK = "town.json"
_MAKING = "making"


def has_record(home: Path) -> bool:
    """Whether there is a record in this home, of the demo or anybody's own."""
    return (home / DATABASE).exists()


def make_demo(
    home: Path, *, customers: int = 0, region: str = "TW", progress: Callable[[int, int], None]
) -> None:
    """Make the demo centre in `home`. It is built beside and moved in at the end, so that one who is
    interrupted starts anew the next time. Raises Refused or OSError where the disk says no."""
    from app.core.clock import SystemClock
    from app.core.ids import IdMaker
    from app.models.record import Record
    from app.services.agents.sign_in import hash_password
    from app.services.demo.centre import PASSWORD
    from app.services.demo.generate import CUSTOMERS, generate
    from app.services.demo.load import load
    from app.services.search import FOLLOWERS

    making = home / _MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    clock = SystemClock()
    gc.disable()  # half a million objects that all stay: collecting them is a quarter of the time
    here = datetime.now().astimezone().utcoffset() or timedelta()
    demo = generate(clock.now(), customers=customers or CUSTOMERS, zone=timezone(here))
    record = Record(f"sqlite:///{making / DATABASE}")
    try:
        record.create()
        load(
            demo,
            record,
            clock,
            IdMaker(clock),
            password_hash=hash_password(PASSWORD),
            followers=FOLLOWERS,
            region=region,
            progress=progress,
        )
    finally:
        gc.enable()
        record.close()
    (making / BOOK).write_bytes(msgspec.json.encode(demo.book))
    (making / BOOK).replace(home / BOOK)
    (making / DATABASE).replace(home / DATABASE)
    shutil.rmtree(making, ignore_errors=True)
