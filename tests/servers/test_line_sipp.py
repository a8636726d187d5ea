"""The built-in line under another make of SIP: SIPp's plain caller, which knows nothing of ours."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from app.telephony import ports
from app.telephony.line.builtin import BuiltInLine
from app.telephony.line.settings import LineSettings
from tests.contract.line_worlds import Ear
from tests.servers.fixtures import missing

pytestmark = [pytest.mark.sip, pytest.mark.server]


@pytest.mark.parametrize("transport", ["u1", "t1"])
def test_twelve_calls_three_a_second(transport: str, tmp_path: Path) -> None:
    """It sends ACK and BYE to the line's address, not to the Contact it was given, and no rport."""
    sipp = shutil.which("sipp")
    if sipp is None:
        missing("SIPp is not installed (Debian: sip-tester)")
        return
    ear = Ear()
    line = BuiltInLine(LineSettings(port=0), tmp_path / "line")

    def answer(event: ports.Event) -> None:
        ear(event)
        if isinstance(event, ports.CallArrived):
            line.ring(event.call)
            line.answer(event.call)
            line.music(event.call)

    line.start(answer)
    try:
        address = line.addresses[0].removeprefix("udp:")
        command = [sipp, "-sn", "uac", address, "-s", "1800", "-t", transport, "-nostdin"]
        command += ["-m", "12", "-r", "3", "-d", "300", "-timeout", "60", "-timeout_error"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, done.stdout[-2_000:] + done.stderr
        ear.wait(ports.CallEnded, where=lambda _: len(line.calls()) == 0)
    finally:
        line.shutdown()
    ends = Counter((event.by, event.code) for event in ear.events if isinstance(event, ports.CallEnded))
    assert ends == {("party", 200): 12}
