"""The hub is killed in the middle of a flow's step: the answer is there, the command is done once, the run
goes on where it stood."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.client.http import HubHttp
from app.core.clock import SystemClock
from app.core.errors import Refused
from app.core.ids import IdMaker, new_command_id
from app.models.record import Record
from app.models.tables import flow_steps, tickets
from app.protocol import errors
from app.protocol.flow_run import Answer
from app.protocol.flows import GetRun, RunView, StartFlow, StepFlow
from app.protocol.tickets import ListTickets
from app.services.flows.loading import load_flows
from app.services.house import build_door
from tests.helpers.hub import ADMINISTRATOR, PASSWORD, Centre, HubProcess, small_centre
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until

FLOW = """\
flow: matters
title: {en: Matters}
languages: [en]
speakers: [console]
start: matter
nodes:
  matter: {ask: "What is it about?", next: act}
  act: {do: OpenTicket, with: {subject: matter}, into: ticket, next: more}
  more: {ask: "Anything else?", type: yes_no, next: again}
  again:
    branch:
      - {when: more, next: matter}
    otherwise: bye
  bye: {end: Settled}
"""


@pytest.fixture
def centre_and_hub(tmp_path: Path) -> Iterator[tuple[Centre, HubProcess]]:
    """A hub without a line whose flow is live."""
    hub = HubProcess(tmp_path, "--no-line")
    centre = small_centre(hub.database)
    record, clock = Record(hub.database), SystemClock()
    door = build_door(record, clock, IdMaker(clock, 2), region="TW")
    door.start()
    (loaded,) = load_flows(lambda command: door.do(command, ADMINISTRATOR), [("matters.yaml", FLOW)])
    assert not loaded.refused, loaded.refused
    door.stop()
    record.close()
    hub.start()
    yield centre, hub
    hub.kill()


def signed_in(hub: HubProcess) -> HubHttp:
    http = HubHttp(hub.url)
    http.sign_in("mei", PASSWORD, client="test")
    return http


def killed_while(hub: HubProcess, http: HubHttp, command: StepFlow, command_id: str, moment: str) -> None:
    """Send a step and kill the hub: at once, when its commit is being written, or when it was answered."""
    log = hub.folder / "contactdesk.db-wal"
    before = log.stat().st_size
    refused: list[str] = []

    def send() -> None:
        try:
            http.do(command, command_id)
        except Refused as no:
            refused.append(no.code)

    sending = threading.Thread(target=send)
    sending.start()
    if moment == "written":
        until(lambda: log.stat().st_size != before or not sending.is_alive(), "the commit")
    if moment == "answered":
        sending.join()
    hub.kill()
    sending.join()
    http.close()
    assert refused in ([], [errors.HUB_UNREACHABLE])


def test_a_command_of_a_flow_is_done_once_however_the_hub_dies(
    centre_and_hub: tuple[Centre, HubProcess],
) -> None:
    centre, hub = centre_and_hub
    http = signed_in(hub)
    customer = centre.customers["Anna Weber"]
    run: RunView = http.do(StartFlow(flow="matters", customer_id=customer))
    said: list[object] = []
    for number, moment in enumerate(["at once", "written", "answered", "at once", "written"]):
        command_id = new_command_id()
        step = StepFlow(run_id=run.id, step=run.step, input=Answer(value=f"Matter {number}"))
        killed_while(hub, http, step, command_id, moment)
        hub.start()
        http = signed_in(hub)
        run = http.do(step, command_id)  # as a console does that never heard an answer
        said.append(f"Matter {number}")
        assert run.shown.node == "more"
        assert http.ask(GetRun(run_id=run.id)).step == run.step
        found = http.ask(ListTickets(customer_id=customer))
        assert sorted(row.subject for row in found.rows) == said, moment
        run = http.do(StepFlow(run_id=run.id, step=run.step, input=Answer(value=True)))
    run = http.do(StepFlow(run_id=run.id, step=run.step, input=Answer(value="The last")))
    ended = http.do(StepFlow(run_id=run.id, step=run.step, input=Answer(value=False)))
    assert ended.status == "ended"
    http.close()
    hub.stop()
    record = Record(hub.database)
    with record.read() as connection:
        assert len(connection.execute(tickets.select()).all()) == 6
        assert len(connection.execute(flow_steps.select()).all()) == 12
    assert broken_promises(record) == []
    record.close()
