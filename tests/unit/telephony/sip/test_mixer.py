"""When a recording is complete."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

from app.telephony.sip.mixer import is_complete


def test_a_recording_is_complete_when_its_header_says_its_length(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    assert is_complete(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + struct.pack("<I", 0) + whole[8:])
    assert not is_complete(path)
    path.write_bytes(whole[:6])
    assert not is_complete(path)


def test_a_recording_that_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    assert is_complete(tmp_path / "gone.wav")
