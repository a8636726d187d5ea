"""What was typed is there after a crash, and a file that cannot be written loses nothing."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.client import journal_file
from app.client.journal import Journal
from app.client.journal_file import Unsent
from app.core.errors import Refused
from tests.helpers.logs import ExpectedLog
from tests.helpers.wait import until

Open = Callable[..., Journal]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "console" / "journal.db"


@pytest.fixture
def open_journal(path: Path) -> Iterator[Open]:
    opened: list[Journal] = []

    def open_one(on_trouble: Callable[[Refused | None], None] = lambda trouble: None) -> Journal:
        journal = Journal(path, on_trouble=on_trouble)
        journal.open()
        opened.append(journal)
        return journal

    yield open_one
    for journal in opened:
        journal.close()


def _command(number: int) -> Unsent:
    return Unsent(id=f"{number:032x}", name="AddNote", body=b'{"text":"hello"}', at=number)


def _stored(path: Path) -> dict[str, str]:
    """What is really in the file, read from outside."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            return dict(connection.execute("SELECT key, text FROM drafts").fetchall())
        except sqlite3.OperationalError:
            return {}  # not made yet


def test_typing_is_in_the_file_soon_and_after_a_new_start(path: Path, open_journal: Open) -> None:
    journal = open_journal()
    for end in range(1, 12):
        journal.draft("note:1", "hello there"[:end])
    journal.draft("note:2", "你好")
    until(lambda: _stored(path) == {"note:1": "hello there", "note:2": "你好"})
    journal.close()
    again = open_journal()
    assert again.text("note:1") == "hello there"
    assert {draft.key for draft in again.drafts()} == {"note:2", "note:1"}
    again.forget("note:1")
    until(lambda: _stored(path) == {"note:2": "你好"})
    assert again.text("note:1") == ""


def test_closing_writes_what_was_typed_last(path: Path, open_journal: Open) -> None:
    journal = open_journal()
    journal.draft("note:1", "just now")
    journal.close()
    assert _stored(path) == {"note:1": "just now"}


def test_a_lost_focus_writes_at_once(path: Path, open_journal: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.client.journal.COALESCE_SECONDS", 3600.0)
    journal = open_journal()
    journal.draft("note:1", "half a sent")
    journal.flush()
    until(lambda: _stored(path) == {"note:1": "half a sent"})


def test_it_survives_a_killed_console(path: Path, open_journal: Open) -> None:
    program = (
        "import sys, pathlib\n"
        "from app.client.journal import Journal\n"
        "from app.client.journal_file import Unsent\n"
        f"journal = Journal(pathlib.Path({str(path)!r}))\n"
        "journal.open()\n"
        "journal.keep(Unsent(id='a' * 32, name='AddNote', body=b'{}', at=1))\n"
        "text = ''\n"
        "while True:\n"
        "    sys.stdin.readline()\n"
        "    text += 'word '\n"
        "    journal.draft('note:1', text)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, text=True) as typist:
        assert typist.stdin is not None
        for typed in range(1, 6):
            typist.stdin.write("\n")
            typist.stdin.flush()
            until(lambda: _stored(path).get("note:1", "").count("word") == typed)  # noqa: B023
        typist.send_signal(signal.SIGKILL)
    journal = open_journal()
    assert journal.trouble is None
    assert journal.text("note:1") == "word " * 5
    assert [entry.id for entry in journal.waiting()] == ["a" * 32]


def test_two_consoles_have_it_open(open_journal: Open) -> None:
    one, two = open_journal(), open_journal()
    one.draft("note:1", "from one")
    two.draft("note:2", "from two")
    one.keep(_command(1))
    assert one.sync()
    assert two.sync()
    two.reread()
    assert {draft.key for draft in two.drafts()} == {"note:1", "note:2"}
    assert two.waiting() == [_command(1)]
    two.settle(_command(1).id)
    assert two.sync()
    assert open_journal().waiting() == []


def test_a_command_takes_its_draft_along(path: Path, open_journal: Open) -> None:
    journal = open_journal()
    journal.draft("note:1", "hello")
    journal.keep(_command(1), "note:1")
    assert journal.sync()
    assert journal.text("note:1") == ""
    again = open_journal()
    assert again.drafts() == []
    assert again.waiting() == [_command(1)]


def test_a_refused_command_stays_with_its_reason(open_journal: Open) -> None:
    journal = open_journal()
    for number in (1, 2, 3):
        journal.keep(_command(number))
    journal.refuse(_command(2).id, "stale", "Somebody was faster.")
    journal.settle(_command(1).id)
    assert journal.sync()
    again = open_journal()
    assert again.waiting() == [_command(3)]
    assert [(entry.code, entry.text) for entry in again.refused()] == [("stale", "Somebody was faster.")]


def test_a_locked_file_is_said_and_tried_again(
    path: Path, open_journal: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "BUSY_MS", 20)
    monkeypatch.setattr("app.client.journal.RETRY_SECONDS", 0.02)
    said: list[str] = []
    journal = open_journal(lambda trouble: said.append(trouble.code if trouble else "well"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        journal.draft("note:1", "hel")
        until(lambda: said == ["database_busy"])
        assert journal.trouble is not None
        assert "locked" in journal.trouble.text
        journal.draft("note:1", "hello")
        assert journal.text("note:1") == "hello"
        other.execute("ROLLBACK")
    until(lambda: said == ["database_busy", "well"])
    until(lambda: _stored(path) == {"note:1": "hello"})


def test_a_full_disk_is_said_and_tried_again(
    path: Path, open_journal: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.client.journal.RETRY_SECONDS", 0.02)
    said: list[str] = []
    journal = open_journal(lambda trouble: said.append(trouble.code if trouble else "well"))
    connection = journal._file._open()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    text = "a long text " * 5000
    journal.draft("note:1", text)
    until(lambda: said == ["disk_full"])
    assert journal.text("note:1") == text
    connection.execute("PRAGMA max_page_count = 1000000")
    until(lambda: said == ["disk_full", "well"])
    assert _stored(path) == {"note:1": text}


def test_a_broken_file_is_put_aside(path: Path, open_journal: Open, expected_log: ExpectedLog) -> None:
    expected_log("could not be read; it is kept as journal.db.broken-")
    path.parent.mkdir()
    path.write_bytes(b"this is not what it should be " * 400)
    journal = open_journal()
    journal.draft("note:1", "on we go")
    assert journal.sync()
    assert _stored(path) == {"note:1": "on we go"}
    assert [p for p in path.parent.iterdir() if ".broken-" in p.name]


def test_a_folder_that_cannot_be_written_does_not_stop_the_desk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "journal.db")
    journal.open()
    assert journal.trouble is not None
    assert journal.trouble.code == "database_gone"
    journal.draft("note:1", "still here")
    assert not journal.sync()
    assert journal.text("note:1") == "still here"
    journal.close()


steps = st.lists(
    st.one_of(
        st.tuples(st.just("draft"), st.integers(0, 3), st.text(max_size=5)),
        st.tuples(st.sampled_from(["keep", "settle", "refuse", "write", "reopen"]), st.integers(0, 3)),
    ),
    max_size=30,
)


@given(steps)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_memory_and_file_agree_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    journal = Journal(path)
    journal.reread()
    drafts: dict[str, str] = {}
    unsent: dict[str, str] = {}
    for what, number, *rest in steps:
        key, entry = f"note:{number}", _command(number)
        match what:
            case "draft":
                journal.draft(key, rest[0])
                drafts[key] = rest[0]
            case "keep":
                if entry.id not in unsent:
                    journal.keep(entry)
                    unsent[entry.id] = "waiting"
            case "settle":
                journal.settle(entry.id)
                unsent.pop(entry.id, None)
            case "refuse":
                journal.refuse(entry.id, "stale", "no")
                if entry.id in unsent:
                    unsent[entry.id] = "refused"
            case "write":
                assert journal.sync()
            case "reopen":
                journal.close()
                assert journal.sync()
                journal.close()
                journal = Journal(path)
                journal.reread()
        assert {d.key: d.text for d in journal.drafts()} == {k: t for k, t in drafts.items() if t}
        held = {e.id: e.state for e in [*journal.waiting(), *journal.refused()]}
        assert held == unsent
        waiting = [entry.id for entry in journal.waiting()]
        assert waiting == [i for i, state in unsent.items() if state == "waiting"]
    journal.close()
