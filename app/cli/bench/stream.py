"""`bench stream`: fifty changes a second to five hundred consoles; one reads slowly, one reconnects.

The time runs from the moment at which the command is sent to the hub to the arrival of its event at each
of the five hundred, so it holds the command's own commit too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import msgspec

from app.cli.bench.report import Options, Report, at_most, percentile, spread
from app.cli.bench.servers import LOGIN, PASSWORD, HubProcess, prepared_agent
from app.client.http import HubHttp
from app.protocol.agents import GetSnapshot
from app.protocol.interactions import AddNote

CONSOLES = 500
RATE = 50
P99_MS = 25.0


def run(options: Options) -> Report:
    """Measure."""
    seconds = 10.0 if options.quick else 60.0
    folder = Path(tempfile.mkdtemp(prefix="cd-stream-"))
    report = Report("stream", sizes={"consoles": CONSOLES, "changes a second": RATE, "seconds": seconds})
    try:
        with HubProcess(folder, f"sqlite:///{folder / 'hub.db'}", "--no-line") as hub:
            _measure(report, hub, folder, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return report


def _measure(report: Report, hub: HubProcess, folder: Path, seconds: float) -> None:
    _, customer_id = prepared_agent(hub)
    http = HubHttp(hub.url)
    token = http.sign_in(LOGIN, PASSWORD).token
    (folder / "tokens").write_text(token)
    after = http.ask(GetSnapshot()).number
    command = [sys.executable, "-m", "app.cli.bench.listeners", "127.0.0.1", str(hub.port)]
    command += [str(folder / "tokens"), str(CONSOLES), str(seconds + 3), str(after)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()  # they listen
    before = hub.processor_seconds()
    waits = _changes(http, customer_id, seconds)
    report.figures["hub's processor seconds a second"] = round(
        (hub.processor_seconds() - before) / seconds, 3
    )
    told = msgspec.json.decode(process.stdout.read())
    process.wait()
    times = told.pop("times")
    report.figures.update(told)
    report.figures["ms"] = spread(times)
    report.figures["command ms"] = spread(waits)
    slow_or_not = told["missed"] + told["restless"]["missed"] + told["slow"]["missed"]
    report.reach.append(
        at_most("p99 from sending a change to its arrival", percentile(times, 0.99), P99_MS, "ms")
    )
    report.reach.append(at_most("events missed by anybody", slow_or_not, 0, "events"))
    expected = len(waits) * CONSOLES
    report.reach.append(at_most("arrivals that did not come", expected - len(times), 0, "arrivals"))


def _changes(http: HubHttp, customer_id: int, seconds: float) -> list[float]:
    """Send changes at an even pace; how long each took in ms."""
    waits: list[float] = []
    lock = threading.Lock()
    begin = time.perf_counter()

    def work(share: int) -> None:
        for n in range(share, int(seconds * RATE), 4):
            time.sleep(max(0.0, begin + n / RATE - time.perf_counter()))
            sent = time.time_ns()
            http.do(AddNote(text=f"t={sent}; asked about the last bill", customer_id=customer_id))
            with lock:
                waits.append((time.time_ns() - sent) / 1e6)

    threads = [threading.Thread(target=work, args=(share,)) for share in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits
