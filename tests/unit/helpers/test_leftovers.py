from __future__ import annotations

import subprocess
import sys
import threading

import psutil

from tests.helpers.leftovers import left_over


def test_a_process_that_stays_is_named_and_ended() -> None:
    before = set(psutil.Process().children(recursive=True))
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stays:
        [named] = left_over(before, set(threading.enumerate()), grace=0.1)
        assert named.startswith(f"process {stays.pid}: ")
        assert stays.wait(5) != 0


def test_a_thread_that_stays_is_named() -> None:
    before = set(threading.enumerate())
    end = threading.Event()
    stays = threading.Thread(target=end.wait, name="mail worker")
    stays.start()
    processes = set(psutil.Process().children(recursive=True))
    assert left_over(processes, before, grace=0.1) == ["thread mail worker"]
    end.set()
    assert left_over(processes, before) == []
