"""The hub's disk fills up in the middle of a real call: they go on talking, nothing is lost, nobody stuck."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from app.client.http import HubHttp
from app.core.errors import Refused
from app.models.record import Record
from app.protocol import errors
from app.protocol.customers import CreateCustomer
from app.protocol.interactions import HoldCall, WrapUp
from app.protocol.phone import Answered, Disconnected, HangUp, Play
from tests.helpers.desks import AgentAtDesk, hears, ring
from tests.helpers.hub import PASSWORD, Centre, HubProcess
from tests.helpers.phones import Phones, tone
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until


def fill_the_disk(hub: HubProcess, client: HubHttp) -> None:
    """The system no longer lets the hub's files grow; write until that shows."""
    size = max(path.stat().st_size for path in hub.folder.glob("contactdesk.db*"))
    resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (size // 4096 * 4096, resource.RLIM_INFINITY))
    with pytest.raises(Refused) as caught:
        for _ in range(1_000):
            client.do(CreateCustomer(name="Customer", remark="y" * 100_000))
    assert caught.value.code == errors.DISK_FULL


def test_a_caller_hangs_up_while_the_disk_is_full(
    centre_and_hub: tuple[Centre, HubProcess], phones: Phones, tmp_path: Path
) -> None:
    centre, hub = centre_and_hub
    caller, late = phones("caller"), phones("late")
    mei = AgentAtDesk(hub, "mei", phones("mei"), tmp_path)
    client = HubHttp(hub.url)
    client.sign_in("somchai", PASSWORD)
    try:
        ring(caller, centre, hub, "+886223456789")
        contact = mei.take()
        mei.sees(contact, "talking")
        caller.wait(Answered, key="call")
        caller.send(Play(key="call", files=[tone(tmp_path / "a.wav", 500)], loop=True))
        fill_the_disk(hub, client)
        assert hears(mei.phone, mei.leg) > 3, "the two still hear each other"
        token = HubHttp(hub.url, mei.desk.http.token)
        with pytest.raises(Refused) as caught:
            token.do(HoldCall(interaction_id=contact))
        assert caught.value.code == errors.DISK_FULL
        token.close()
        ring(late, centre, hub, "+886912345678")
        assert late.wait(Disconnected, key="call").code == 503
        caller.send(HangUp(key="call"))
        mei.phone.wait(Disconnected, key=mei.leg)
        assert mei.state(contact) == "talking", "it cannot be recorded yet"
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        mei.sees(contact, "after_call")
        mei.shows("after_call")
        until(lambda: "database_back" in [notice.code for notice in mei.notices], "the good news")
        assert [n.code for n in mei.notices].count(errors.DISK_FULL) == 1
        mei.desk.do(WrapUp(interaction_id=contact, disposition_id=centre.settled))
    finally:
        mei.desk.stop()
        client.close()
    record = Record(hub.database)
    assert broken_promises(record) == []
    record.close()
