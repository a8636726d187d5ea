"""Files: what is known of them in the record, their bytes on a shelf."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import ManualClock
from app.core.ids import IdMaker
from app.protocol import errors
from app.protocol.customers import MergeCustomers
from app.protocol.files import GetFile, GetFileContent, KeepFile, ListFiles, reference, referred
from app.services.files.shelf import Shelf
from app.services.house import build_door
from tests.helpers.house import House, refused

HASH = hashlib.sha256(b"picture").hexdigest()


def kept(house: House, customer: int | None = None, **values: Any) -> int:
    """A photo's id."""
    command: dict[str, Any] = {"sha256": HASH, "media_type": "image/jpeg", "name": "cup.jpg", **values}
    return house.do(KeepFile(size=7, source="photo", customer_id=customer, **command)).id


# --- in the record --------------------------------------------------------------------------------
def test_a_file_is_known_and_follows_a_merge(house: House) -> None:
    mei, stays, goes = house.agent("mei"), house.customer("Anna"), house.customer("Anna Weber")
    first = kept(house, goes)
    house.clock.advance(1_000)
    second = kept(house, goes, name="y" * 500)
    assert [file.id for file in mei.ask(ListFiles(customer_id=goes))] == [second, first]
    assert len(mei.ask(GetFile(file_id=second)).name) == 200
    house.agent("grace", "supervisor").do(MergeCustomers(survivor_id=stays, merged_id=goes))
    assert [file.id for file in mei.ask(ListFiles(customer_id=stays))] == [second, first]


@pytest.mark.parametrize(
    "values", [{"sha256": "../../etc/passwd"}, {"sha256": ""}, {"media_type": "text/html"}]
)
def test_what_is_no_file_is_not_noted(house: House, values: dict[str, Any]) -> None:
    assert refused(lambda: kept(house, **values)).code == errors.BAD_VALUE


def test_bytes_come_from_the_shelf_or_a_clear_word(sqlite_house: House, tmp_path: Path) -> None:
    house, shelf = sqlite_house, Shelf(tmp_path / "files")
    file_id = kept(house)
    door = build_door(house.record, ManualClock(), IdMaker(ManualClock()), region="TW", shelf=shelf)
    no = refused(lambda: door.ask(GetFileContent(file_id=file_id)))
    assert no.code == errors.NOT_FOUND
    assert "backup" in no.text
    shelf.keep(HASH, "image/jpeg", b"picture")
    assert door.ask(GetFileContent(file_id=file_id)).data == b"picture"
    assert refused(lambda: house.ask(GetFileContent(file_id=file_id))).code == errors.NOT_FOUND


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (reference(12, "cup.jpg"), (12, "cup.jpg")),
        (reference(12, ""), (12, "")),
        ("Anna Weber", (None, "Anna Weber")),
        ("file:x y", (None, "file:x y")),
        (None, (None, "")),
        (7, (None, "")),
    ],
)
def test_an_answer_names_its_file(value: object, meant: tuple[int | None, str]) -> None:
    assert referred(value) == meant


# --- on disk ----------------------------------------------------------------------------------------
def test_a_picture_lies_under_its_hash(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "files")
    for _ in range(2):
        shelf.keep(HASH, "image/jpeg", b"picture")
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path == shelf.path(HASH, "image/jpeg")
    assert path.name == f"{HASH}.jpg"
    assert path.read_bytes() == b"picture"


def test_many_keep_the_same_picture_at_once(tmp_path: Path) -> None:
    shelf, data = Shelf(tmp_path), b"x" * 100_000
    gate = threading.Barrier(6)

    def keep() -> None:
        gate.wait()
        shelf.keep(HASH, "image/png", data)

    threads = [threading.Thread(target=keep) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63, "/" * 64, "0" * 63 + "\n"])
def test_no_other_name_leads_to_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Shelf(tmp_path).path(name, "image/png")


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.services.files.shelf.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Shelf(tmp_path).keep(HASH, "image/png", b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
