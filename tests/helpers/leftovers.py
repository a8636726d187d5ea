"""A process or a thread that is still there when the last fixture has gone fails the run."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psutil
import pytest

GRACE_SECONDS = 3.0


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left() -> Iterator[None]:
    processes_before = set(psutil.Process().children(recursive=True))
    threads_before = set(threading.enumerate())
    yield
    left = left_over(processes_before, threads_before)
    if left:
        pytest.fail("left behind by the tests:\n" + "\n".join(left), pytrace=False)


def left_over(
    processes_before: set[psutil.Process],
    threads_before: set[threading.Thread],
    grace: float = GRACE_SECONDS,
) -> list[str]:
    """Name what came since and is not gone after a moment of grace; the processes are then ended."""
    processes = [p for p in psutil.Process().children(recursive=True) if p not in processes_before]
    _, alive = psutil.wait_procs(processes, timeout=grace)
    names = []
    for process in alive:
        names.append(f"process {process.pid}: {_command(process)}")
        process.kill()
    deadline = time.monotonic() + grace
    for thread in set(threading.enumerate()) - threads_before:
        if thread.daemon:
            continue
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            names.append(f"thread {thread.name}")
    return names


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "(gone)"
