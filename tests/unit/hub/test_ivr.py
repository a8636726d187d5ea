"""`/ivr/route`: every way a dialplan can ask, and every form it can read."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from app.core.errors import Refused
from app.hub import ivr
from app.models.tables import interactions
from app.protocol import errors
from app.protocol.ivr import RevokeIvrKey, SaveIvrKey
from app.protocol.setup import SaveLine, SaveQueue
from app.services.flows.loading import load_flows
from app.services.ivr.keys import key_hash, new_key
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.served import Reply, Served
from tests.helpers.wait import until
from tests.unit.hub.other_host import OtherHost

FLOW = """
flow: ivr
title: {en: IVR}
languages: [en]
speakers: [telephone]
start: topic
person: to_person
arguments: {shop: text}
nodes:
  topic:
    ask: {en: "Orders 1 = yes & no?\\nState 2."}
    type: one_of
    choices:
      - {value: order, text: {en: orders}, next: to_orders}
      - {value: state, text: {en: state}, next: find}
    next: to_person
  to_orders: {route: Orders, skills: {English: 2}, say: {en: "One moment."}}
  find: {look_up: url, with: {url: "'http://127.0.0.1:9/'"}, into: found, next: to_orders, failed: to_person}
  to_person: {route: Service}
"""


class Door:
    """The hook of a running hub, and a key for it."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.key = new_key()
        do = served.hub.door.do
        self.key_id = do(SaveIvrKey(name="PBX", key_hash=key_hash(self.key)), ADMINISTRATOR).id
        service = do(SaveQueue(name="Service"), ADMINISTRATOR).id
        do(SaveQueue(name="Orders"), ADMINISTRATOR)
        self.publish(FLOW)
        do(SaveLine(number="0800", queue_id=service, flow="ivr"), ADMINISTRATOR)

    def publish(self, flow: str) -> None:
        """The flow is live."""
        do = self.served.hub.door.do
        (loaded,) = load_flows(lambda command: do(command, ADMINISTRATOR), [("ivr.yaml", flow)])
        assert not loaded.refused, loaded

    def contacts(self) -> list[Any]:
        """What the record has."""
        with self.served.hub.record.read() as connection:
            return list(connection.execute(interactions.select()))

    def ask(self, *, method: str = "POST", query: str = "", body: Any = None, **headers: str) -> Reply:
        """A question, with the key unless headers say otherwise."""
        given = headers or {"Authorization": f"Bearer {self.key}"}
        path = "/ivr/route" + (f"?{query}" if query else "")
        return self.served.send(method, path, body, headers=given)


@pytest.fixture
def door(served: Served) -> Door:
    """Open to whoever has the key."""
    return Door(served)


FIELDS = {"call_id": "1.1", "ani": "0912345678", "dnis": "0800"}


def test_a_question_may_come_as_query_form_or_json(door: Door) -> None:
    replies = [
        door.ask(method="GET", query=urlencode({**FIELDS, "call_id": "1"})),
        door.ask(body=urlencode({**FIELDS, "call_id": "2"}).encode()),
        door.ask(body={**FIELDS, "call_id": "3"}),
        door.ask(query="uniqueid=4", body=b"exten=0800&callerid=0912345678"),
    ]
    assert [reply.status for reply in replies] == [200] * 4
    assert {(r.json["action"], r.json["max_digits"], r.json["flow"]) for r in replies} == {
        ("collect", 1, "ivr")
    }
    assert [(row.ani, row.dnis) for row in door.contacts()] == [("+886912345678", "0800")] * 4


def test_the_answer_in_lines_and_in_pairs(door: Door) -> None:
    lines = door.ask(query="format=lines", body=urlencode(FIELDS).encode())
    assert lines.headers["content-type"].startswith("text/plain")
    found = dict(line.split("=", 1) for line in lines.body.decode().splitlines())
    assert found["ACTION"] == "collect"
    assert found["PROMPT"] == "Orders 1 = yes & no? State 2."
    assert (found["MAX_DIGITS"], found["VIP"], found["CUSTOMER_ID"]) == ("1", "0", "")
    pairs = door.ask(query="format=query", body=urlencode({**FIELDS, "digits": "1"}).encode())
    read = parse_qs(pairs.body.decode(), keep_blank_values=True, strict_parsing=True)
    assert (read["ACTION"], read["QUEUE"], read["SKILLS"]) == (["route"], ["Orders"], ["English:2"])
    assert (read["VAR_topic"], read["PROMPT"]) == (["order"], ["One moment."])


@pytest.mark.parametrize("how", ["bearer", "basic", "field"])
def test_the_key_may_come_in_three_ways(door: Door, how: str) -> None:
    body = urlencode({**FIELDS, "key": door.key} if how == "field" else FIELDS).encode()
    basic = base64.b64encode(f"pbx:{door.key}".encode()).decode()
    header = {"bearer": f"Bearer {door.key}", "basic": f"Basic {basic}", "field": ""}[how]
    assert door.ask(body=body, Authorization=header).status == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer nonsense", "Basic ???", "Basic bm90aGluZw==", "Bearer ivr_" + "a" * 43]
)
def test_without_the_key_nobody_is_told_anything(door: Door, header: str) -> None:
    reply = door.ask(query="format=lines", body=urlencode(FIELDS).encode(), Authorization=header)
    assert reply.status == 401
    assert reply.body.decode().splitlines()[:2] == ["ACTION=", "ERROR=not_signed_in"]
    assert door.ask(body=FIELDS, Authorization=header).code == "not_signed_in"


def test_a_revoked_key_and_a_desks_token_are_none(door: Door) -> None:
    token = door.served.tokens["ruth"]
    assert door.ask(body=FIELDS, Authorization=f"Bearer {token}").status == 401
    assert door.served.ask("GetSnapshot", token=door.key).status == 401
    door.served.hub.door.do(RevokeIvrKey(key_id=door.key_id), ADMINISTRATOR)
    assert door.ask(body=FIELDS).status == 401


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ("", b"{", 400),
        ("", b"[1]", 400),
        ("", b'{"call_id": 1}', 200),
        ("", b'{"call_id": "1", "variables": 3}', 400),
        ("", b"", 400),
        ("", b"dnis=0800", 400),
        ("", b"call_id=", 422),
        ("format=xml", b"call_id=1", 400),
        ("", b"call_id=1&event=dance", 400),
        ("", b"call_id=1&step=x", 400),
        ("", b"call_id=1&dnis=0800&step=", 200),
        ("", b"x" * 70_000, 413),
        ("", b"call_id=" + b"%ff" * 10, 200),
    ],
)
def test_bad_questions(door: Door, query: str, body: bytes, status: int, expected_log: Any) -> None:
    expected_log("IVR's call", required=False)
    reply = door.ask(query=query, body=body)
    assert reply.status == status, reply.body
    if status != 200:
        assert reply.json["text"]


@pytest.fixture
def host(door: Door) -> Iterator[OtherHost]:
    """The host that the flow asks, allowed by the operator."""
    made = OtherHost()
    door.served.hub.flows._hosts = frozenset((made.name,))
    yield made
    made.close()


def test_a_look_up_that_hangs_is_answered_with_the_lines_queue_in_time(
    door: Door, host: OtherHost, monkeypatch: pytest.MonkeyPatch, expected_log: Any
) -> None:
    expected_log("no answer within")
    monkeypatch.setattr(ivr, "LIMIT", 0.5)
    door.publish(FLOW.replace("http://127.0.0.1:9/", host.url("/hangs")))
    reply = door.ask(body={**FIELDS, "digits": "2"})
    assert (reply.json["action"], reply.json["queue"]) == ("route", "Service")
    assert reply.json["fallback"] == "no answer within 0.5 s"
    until(lambda: door.contacts()[0].state == "closed", "the run to be let go")
    again = door.ask(body=FIELDS).json
    assert (again["action"], again["queue"]) == ("route", "Service")


def test_what_came_of_an_outside_look_up_is_in_the_same_answer(door: Door, host: OtherHost) -> None:
    door.publish(FLOW.replace("http://127.0.0.1:9/", host.url("/order")))
    reply = door.ask(body={**FIELDS, "digits": "2"})
    assert (reply.json["action"], reply.json["queue"], reply.json["fallback"]) == ("route", "Orders", "")
    assert len(host.asked) == 1


def test_a_look_up_that_is_not_allowed_goes_the_flows_way(door: Door) -> None:
    reply = door.ask(body={**FIELDS, "digits": "2"})
    assert (reply.json["action"], reply.json["queue"], reply.json["fallback"]) == ("route", "Service", "")


def test_a_hub_that_cannot_save_still_says_where_to(
    door: Door, monkeypatch: pytest.MonkeyPatch, expected_log: Any
) -> None:
    expected_log("The disk is full")

    def full(*_: Any) -> Any:
        raise Refused(errors.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(door.served.hub.door, "submit", full)
    reply = door.ask(body=FIELDS)
    assert (reply.status, reply.json["queue"], reply.json["fallback"]) == (
        200,
        "Service",
        "The disk is full.",
    )
    assert json.loads(reply.body)["call_id"] == "1.1"
