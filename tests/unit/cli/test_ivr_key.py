"""`contactdesk ivr-key`: made, listed, revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.main import main
from app.core.errors import Refused
from app.models.record import Record
from app.models.unit import Actor
from app.services.ivr.keys import machine_of
from tests.helpers.house import House


def test_a_key_is_made_shown_once_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path)]
    assert main(["ivr-key", "PBX in Taipei", *home]) == 0
    made = capsys.readouterr()
    key = made.out.strip()
    assert "shown only now" in made.err
    assert main(["ivr-key", *home]) == 0
    number, state, name = capsys.readouterr().out.split(maxsplit=2)
    assert (state, name) == ("good", "PBX in Taipei\n")
    assert who(tmp_path, key) == Actor(None, "machine")
    assert main(["ivr-key", "--revoke", number, *home]) == 0
    assert main(["ivr-key", *home]) == 0
    assert capsys.readouterr().out.split()[1] == "revoked"
    with pytest.raises(Refused):
        who(tmp_path, key)


def test_a_key_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ivr-key", "--revoke", "7", "--home", str(tmp_path)]) == 1
    assert "no key with the id 7" in capsys.readouterr().err


def who(home: Path, key: str) -> Actor:
    """Whose key it is, by the record."""
    record = Record(f"sqlite:///{home / 'contactdesk.db'}")
    house = House(record)
    try:
        with record.read() as connection:
            return machine_of(house.door.reader(connection), key)
    finally:
        house.close()
        record.close()
