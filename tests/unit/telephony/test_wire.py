"""The local socket: who may have it, and what is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.telephony.wire import UNIX_PATH_LIMIT, SocketTaken, connect, listen


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("w") / "s"


@pytest.mark.parametrize("loopback", [False, True])
def test_a_line_goes_both_ways(place: Path, loopback: bool) -> None:
    door, token = listen(place, loopback=loopback)
    with door:
        line, shown = connect(place)
        assert shown == token
        assert bool(token) is loopback
        other, _ = door.accept()
        with line, other:
            line.sendall(b"there")
            other.sendall(b"back")
            assert (other.recv(9), line.recv(9)) == (b"there", b"back")
    assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("loopback", [False, True])
def test_one_socket_has_one_owner(place: Path, loopback: bool) -> None:
    door, _ = listen(place, loopback=loopback)
    with door, pytest.raises(SocketTaken, match="another phone process"):
        listen(place, loopback=loopback)


@pytest.mark.parametrize("loopback", [False, True])
def test_what_a_dead_process_left_is_taken_over(place: Path, loopback: bool) -> None:
    listen(place, loopback=loopback)[0].close()
    assert place.exists()
    door, _ = listen(place, loopback=loopback)
    with door, connect(place)[0]:
        pass


def test_a_file_that_is_no_address(place: Path) -> None:
    place.write_text("hello")
    with pytest.raises(OSError, match="no phone's address"):
        connect(place)


def test_nobody_there(place: Path) -> None:
    with pytest.raises(FileNotFoundError):
        connect(place)


def test_a_path_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=f"longer than {UNIX_PATH_LIMIT}"):
        listen(tmp_path / ("x" * UNIX_PATH_LIMIT), loopback=False)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        listen(tmp_path / "missing" / "s", loopback=False)
