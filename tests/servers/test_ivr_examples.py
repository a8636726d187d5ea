"""The examples of docs/ivr.md, as they stand there: curl, a real Asterisk, and Lua as FreeSWITCH runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lupa
import pytest

from app.models.tables import interactions
from app.protocol.flows import PublishFlow, SaveFlowDraft, SubmitFlow
from app.protocol.ivr import SaveIvrKey
from app.protocol.phone import Account, Answered, Call, Disconnected, Dtmf, HangUp
from app.protocol.setup import SaveLine, SaveQueue, SaveSkill
from app.services.ivr.keys import key_hash, new_key
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.phones import DrivenPhone, Phones
from tests.helpers.served import Served
from tests.helpers.wait import until
from tests.servers.asterisk import Asterisk

DOCUMENT = Path(__file__).parents[2] / "docs" / "ivr.md"
FLOW = """
flow: ivr
title: {en: IVR}
languages: [en]
speakers: [telephone]
start: topic
person: to_person
nodes:
  topic:
    ask: {en: "For orders press 1, for a call to the boss 2."}
    prompt: {en: demo-thanks.wav}
    type: one_of
    choices:
      - {value: order, text: {en: orders}, key: "1", next: number}
      - {value: boss, text: {en: boss}, key: "2", next: boss}
    next: to_person
  number:
    ask: {en: "Your order's number?"}
    type: number
    next: to_orders
  to_orders:
    route: Orders
    skills: {English: 2}
    priority: "5 if number > 1000 else 1"
    say: {en: "One moment."}
  boss: {transfer: "0912345678", failed: to_person}
  to_person: {route: Service}
"""
SHORT = FLOW.replace("next: number}", "next: to_orders}").replace('"5 if number > 1000 else 1"', '"5"')


class House:
    """A hub with a line 0800, its flow, and a key for the IVR."""

    def __init__(self, served: Served, flow: str = FLOW) -> None:
        self.served = served
        self.key = new_key()
        self._do(SaveIvrKey(name="PBX", key_hash=key_hash(self.key)))
        service = self._do(SaveQueue(name="Service")).id
        self._do(SaveQueue(name="Orders"))
        self._do(SaveSkill(name="English"))
        version = self._do(SaveFlowDraft(source=flow)).version
        self._do(SubmitFlow(version_id=version.id))
        self._do(PublishFlow(version_id=version.id))
        self._do(SaveLine(number="0800", queue_id=service, flow="ivr"))

    def _do(self, command: Any) -> Any:
        return self.served.hub.door.do(command, ADMINISTRATOR)

    def contacts(self) -> list[Any]:
        """What the record has."""
        with self.served.hub.record.read() as connection:
            return list(connection.execute(interactions.select().order_by(interactions.c.id)))


def example(kind: str) -> str:
    """The first block of the document in this language, with the hub's and the key's places marked."""
    found = re.search(rf"^```{kind}\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found, kind
    return found[1]


# --- curl ------------------------------------------------------------------------------------------
def test_the_curl_example(served: Served) -> None:
    house = House(served, SHORT)
    environment = {**os.environ, "HUB": served.hub.url, "KEY": house.key}
    done = subprocess.run(
        ["sh", "-c", example("sh")], env=environment, capture_output=True, text=True, check=True, timeout=20
    )
    answer = json.loads(done.stdout)
    shown = example("json")
    told = json.loads(shown.replace(", …}", "}"))
    assert {name: answer[name] for name in told} == {**told, "step": answer["step"]}


# --- Asterisk --------------------------------------------------------------------------------------
class Pbx:
    """An Asterisk with the example's dialplan, and somebody who calls it."""

    def __init__(self, asterisk: Asterisk, house: House, caller: DrivenPhone) -> None:
        self.asterisk, self.house, self.caller = asterisk, house, caller
        dialplan = example("ini").replace("http://127.0.0.1:8500", house.served.hub.url)
        dialplan = dialplan.replace("ivr_…", house.key)
        asterisk.configure(extensions=f"{dialplan}\n[desk](+)\nexten => 0800,1,Goto(contact-desk,0800,1)\n")

    def call(self) -> None:
        """Call, and wait until the flow asks."""
        self.caller.configure(accounts=[Account(key="me", uri="sip:+886912345678@127.0.0.1")])
        self.caller.send(Call(key="call", uri=self.asterisk.uri("0800"), account="me"))
        self.caller.wait(Answered, key="call")
        until(self.house.contacts, "the hub to be asked")

    def presses(self, digits: str) -> None:
        """Keys."""
        self.caller.send(Dtmf(key="call", digits=digits))

    def logs(self, text: str) -> None:
        """Wait until Asterisk has logged this."""
        until(lambda: text in self.asterisk.log(), f"“{text}” in:\n{self.asterisk.log()[-2000:]}")


@pytest.fixture
def pbx(asterisk_of_my_own: Asterisk, served: Served, phones: Phones) -> Pbx:
    """Not in a call yet."""
    return Pbx(asterisk_of_my_own, House(served), phones("caller"))


@pytest.mark.server
@pytest.mark.sip
def test_asterisk_asks_the_hub_where_a_caller_goes(pbx: Pbx) -> None:
    pbx.call()
    pbx.presses("1")
    until(lambda: "demo-thanks" not in pbx.asterisk.cli("core show channels verbose"), "the next question")
    pbx.presses("4711#")
    pbx.logs("+886912345678 goes to Orders, priority 5")
    (contact,) = pbx.house.contacts()
    assert (contact.ani, contact.dnis, contact.state) == ("+886912345678", "0800", "closed")
    pbx.caller.wait(Disconnected, key="call")


@pytest.mark.server
@pytest.mark.sip
def test_a_caller_of_asterisk_who_hangs_up_is_gone(pbx: Pbx) -> None:
    pbx.call()
    pbx.caller.send(HangUp(key="call"))
    until(lambda: pbx.house.contacts()[0].state == "closed", "the hub to be told")
    assert pbx.house.contacts()[0].ended_by == "caller"


@pytest.mark.server
@pytest.mark.sip
def test_asterisk_goes_on_where_the_hub_is_not_there(pbx: Pbx) -> None:
    pbx.house.served.close()
    pbx.caller.configure(accounts=[Account(key="me", uri="sip:+886912345678@127.0.0.1")])
    pbx.caller.send(Call(key="call", uri=pbx.asterisk.uri("0800"), account="me"))
    pbx.logs("The hub does not answer")
    pbx.caller.wait(Disconnected, key="call")


# --- FreeSWITCH ------------------------------------------------------------------------------------
class FreeSwitch:
    """Stands in for FreeSWITCH's Lua: `presses` answers each question, `curl` posts as mod_curl does, which
    splits its words at blanks and decodes the data once (src/mod/applications/mod_curl/mod_curl.c)."""

    def __init__(self, house: House, presses: list[str]) -> None:
        self.house = house
        self.keys = presses
        self.said: list[str] = []
        self.done: list[tuple[str, ...]] = []
        self.up = True

    # --- freeswitch.API
    def API(self) -> FreeSwitch:
        """The object itself."""
        return self

    def execute(self, _self: Any, name: str, data: str = "") -> str | None:
        """An application, or the API's curl."""
        if name != "curl":
            self.done.append((name, data))
            return None
        url, *words = data.split(" ")
        assert len(words) < 10, "mod_curl reads ten words"
        assert words[-2] == "post"
        path = url.removeprefix(self.house.served.hub.url)
        kind = words[words.index("content-type") + 1]
        body = unquote(words[-1]).encode()
        reply = self.house.served.send("POST", path, body, headers={"Content-Type": kind})
        return reply.body.decode()

    # --- session
    def getVariable(self, _self: Any, name: str) -> str | None:
        """What the channel knows."""
        return {"caller_id_number": "+886912345678", "destination_number": "0800"}.get(name)

    def playAndGetDigits(
        self, _self: Any, least: int, most: int, tries: int, ms: int, ends: str, say: str, *rest: str
    ) -> str:
        """The next keys; as many as may be, without the one that ends them."""
        assert (least, tries) == (1, 1)
        assert ms >= 1000
        self.said.append(say.removeprefix("say:"))
        keys = self.keys.pop(0)
        assert len(keys.rstrip(ends or " ")) <= most
        return keys.rstrip(ends) if ends else keys

    def speak(self, _self: Any, text: str) -> None:
        """Said."""
        self.said.append(text)

    def ready(self, _self: Any) -> bool:
        """Whether the caller is there."""
        return self.up

    def hangup(self, _self: Any) -> None:
        """Over."""
        self.up = False

    def get_uuid(self, _self: Any) -> str:
        """The call's id."""
        return "5f0f0c2a-7d0b-11ee-8c1e-0242ac120002"

    def setVariable(self, _self: Any, name: str, value: str) -> None:
        """Kept."""
        self.done.append((name, value))

    def answer(self, _self: Any) -> None:
        """Answered."""

    def set_tts_params(self, _self: Any, engine: str, voice: str) -> None:
        """A voice."""

    def run(self) -> None:
        """The example."""
        lua = lupa.LuaRuntime(unpack_returned_tuples=True)
        names = lua.globals()
        methods = ("get_uuid", "getVariable", "setVariable", "answer", "set_tts_params", "ready")
        more = ("playAndGetDigits", "speak", "hangup", "execute")
        names.session = lua.table_from({name: getattr(self, name) for name in (*methods, *more)})
        names.freeswitch = lua.table_from({"API": lambda: lua.table_from({"execute": self.execute})})
        script = example("lua").replace("http://127.0.0.1:8500", self.house.served.hub.url)
        lua.execute(script.replace("ivr_…", self.house.key))


def test_the_lua_of_freeswitch_asks_and_places(served: Served) -> None:
    switch = FreeSwitch(House(served), ["1", "4711#"])
    switch.run()
    assert switch.said == [
        "For orders press 1, for a call to the boss 2.",
        "Your order's number? Enter the digits, then press the hash key.",
        "One moment.",
    ]
    assert switch.done == [("cc_base_score", "5"), ("callcenter", "Orders@default")]
    assert not switch.up


def test_the_lua_of_freeswitch_goes_on_after_a_transfer_that_failed(served: Served) -> None:
    switch = FreeSwitch(House(served), ["7", "2"])
    switch.run()
    assert switch.said[1].startswith("Sorry, that is not one of the choices.")
    assert switch.done == [
        ("bridge", "sofia/gateway/trunk/0912345678"),
        ("cc_base_score", "0"),
        ("callcenter", "Service@default"),
    ]


def test_the_lua_of_freeswitch_has_a_queue_where_the_key_is_none(served: Served) -> None:
    house = House(served)
    house.key = "ivr_wrong"
    switch = FreeSwitch(house, [])
    switch.run()
    assert switch.done == [("cc_base_score", "0"), ("callcenter", "default@default")]
