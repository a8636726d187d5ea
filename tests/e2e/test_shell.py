"""The door from a shell: the first administrator, commands and questions, refusals with a code."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from tests.helpers.hub import PASSWORD, Centre, HubProcess


def contactdesk(*arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONTACTDESK_PASSWORD": password}
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_an_administrator_is_made_and_sets_things_from_a_shell(
    centre_and_hub: tuple[Centre, HubProcess],
) -> None:
    _, hub = centre_and_hub
    made = contactdesk("administrator", "root", "The Root", "--database", hub.database)
    assert made.returncode == 0, made.stderr
    saved = contactdesk(
        "do", "--hub", hub.url, "--login", "root", "SaveQueue", "name=Night", "ring_seconds=30"
    )
    assert saved.returncode == 0, saved.stderr
    queue = msgspec.json.decode(saved.stdout)
    assert (queue["name"], queue["ring_seconds"]) == ("Night", 30)
    found = contactdesk("ask", "--hub", hub.url, "--login", "mei", "Identify", "number=0912 345 678")
    assert found.returncode == 0, found.stderr
    assert len(msgspec.json.decode(found.stdout)["candidates"]) == 2


def test_what_is_refused_says_why(centre_and_hub: tuple[Centre, HubProcess]) -> None:
    _, hub = centre_and_hub
    mine = ("--hub", hub.url, "--login", "mei")
    refused = contactdesk("do", *mine, "SaveQueue", "name=Mine")
    assert refused.returncode == 1
    assert "(not_allowed)" in refused.stderr
    wrong = contactdesk("do", *mine, "SaveQueue", "name=Mine", password="not my password")
    assert "(wrong_password)" in wrong.stderr
    assert contactdesk("do", *mine, "NoSuchThing").returncode == 2
    assert "number" in contactdesk("ask", *mine, "Identify").stderr
    assert "AddNote text" in contactdesk("do").stdout
