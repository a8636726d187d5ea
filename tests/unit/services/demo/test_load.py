"""The demo centre goes in through the log."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from app.core.clock import ManualClock
from app.core.ids import IdMaker
from app.models import log
from app.models.record import Record
from app.models.tables import accounts, customers
from app.services.demo.generate import generate
from app.services.demo.load import load

NOW = 1_780_000_000_000


def test_the_log_of_a_loaded_demo_replayed_equals_the_tables(tmp_path: Path) -> None:
    record = Record(f"sqlite:///{tmp_path / 'demo.db'}")
    record.create()
    clock = ManualClock(NOW)
    demo = generate(NOW, customers=60)
    told: list[tuple[int, int]] = []
    load(
        demo,
        record,
        clock,
        IdMaker(clock),
        password_hash="$argon2id$none",
        progress=lambda written, of: told.append((written, of)),
    )
    with record.read() as connection:
        assert log.differences(connection, log.replay(log.everything(connection))) == []
        assert connection.scalar(sa.select(sa.func.count()).select_from(customers)) == 60
        assert connection.scalar(sa.select(sa.func.count()).select_from(accounts)) == len(demo.centre.agents)
    assert told[-1] == (demo.count, demo.count)
    record.close()
