"""The description says what there is, is valid, and whatever body is sent gets an answer, never a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.ids import IdMaker, new_command_id
from app.hub.openapi import openapi
from app.models.record import Record
from app.models.tables import agents
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.message import answer_type
from app.services.door import CommandHandler
from app.services.house import build_door
from tests.helpers.house import House, cheap_passwords
from tests.helpers.logs import ExpectedLog
from tests.helpers.served import Served

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def description(record: Record) -> dict[str, Any]:
    clock = ManualClock()
    found: dict[str, Any] = json.loads(
        msgspec.json.encode(openapi(build_door(record, clock, IdMaker(clock), region="TW").handlers))
    )
    return found


def test_the_description_is_valid(sqlite_record: Record) -> None:
    validate(description(sqlite_record))


def test_every_message_is_described(sqlite_house: House) -> None:
    paths = description(sqlite_house.record)["paths"]
    for handler in sqlite_house.door.handlers:
        name = handler.message.__name__
        kind = "do" if isinstance(handler, CommandHandler) else "ask"
        operation = paths[f"/api/{kind}/{name}"]["post"]
        assert operation["description"], name
        assert operation["x-roles"] == sorted(handler.roles)
        assert ("parameters" in operation) == (kind == "do")
    for path in ("/api/sign-in", "/api/stream", "/api/alive", "/api/health"):
        assert path in paths


def test_answers_are_as_described(served: Served) -> None:
    """What the hub really says fits the schema it gives."""
    whole = served.send("GET", "/api/openapi.json").json
    token = served.tokens["mei"]
    customer = served.do("CreateCustomer", {"name": "X"}, token=token).json
    answers = {
        "ask/GetSnapshot": served.ask("GetSnapshot", token=token).json,
        "ask/GetCard": served.ask("GetCard", {"customer_id": customer["id"]}, token=token).json,
        "ask/ListTickets": served.ask("ListTickets", token=token).json,
        "do/CreateCustomer": customer,
    }
    for name, answer in answers.items():
        content = whole["paths"][f"/api/{name}"]["post"]["responses"]["200"]["content"]
        schema = {**content["application/json"]["schema"], "components": whole["components"]}
        Draft202012Validator(schema).validate(answer)


# --- any body at all -----------------------------------------------------------------------------
def likely(schema: dict[str, Any], components: dict[str, Any], ids: list[int]) -> st.SearchStrategy[Any]:
    """Values that fit a schema, mostly: what passes the first check and reaches the rules."""
    if "$ref" in schema:
        return likely(components[schema["$ref"].rpartition("/")[2]], components, ids)
    if "anyOf" in schema:
        return st.one_of([likely(one, components, ids) for one in schema["anyOf"]])
    match schema.get("type"):
        case "object" if "properties" in schema:
            required = set(schema.get("required", ()))
            fields = {name: likely(one, components, ids) for name, one in schema["properties"].items()}
            return st.fixed_dictionaries(
                {name: value for name, value in fields.items() if name in required},
                optional={name: value for name, value in fields.items() if name not in required},
            )
        case "object":
            keys = st.sampled_from(("name", "state", "custom", "queue_id", "subject", "vip", "7")) | st.text(
                max_size=5
            )
            return st.dictionaries(keys, JSON | st.sampled_from(ids), max_size=3)
        case "array":
            return st.lists(likely(schema.get("items", {}), components, ids), max_size=3)
        case "integer":
            return st.sampled_from([*ids, 0, 1, -1, 2**31, 2**63 - 1, 2**63, -(2**70)])
        case "string":
            words = ("ready", "not_ready", "phone", "email", "agent", "text", "talking", "0912 345 678")
            return st.sampled_from(words) | st.text(max_size=30)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
    return JSON


@dataclass(frozen=True)
class Busy:
    """A house in which something goes on, and ids of what was there at the beginning."""

    house: House
    ids: list[int] = field(repr=False)
    agents: list[int] = field(repr=False)


@pytest.fixture
def busy(record: Record, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog) -> Iterator[Busy]:
    """A house with something of everything."""
    expected_log("The IVR's call", logger="app.services.ivr", required=False)
    cheap_passwords(monkeypatch)
    house = House(record)
    queue = house.queue()
    mei, anna = house.agent("mei").ready(), house.agent("anna").ready()
    house.customer("陳美玲", "0912 345 678")
    talking, after = house.call(queue), house.call(queue)
    anna.take(talking)
    mei.take(after)
    house.call(queue)
    busy = Busy(house, ids_in(house), [row.id for row in house.rows(agents)])
    yield busy
    house.close()


def ids_in(house: House) -> list[int]:
    """Some of every table."""
    return [int(row.id) for rows in house.everything().values() for row in rows[-2:] if hasattr(row, "id")]


FUZZ = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@FUZZ
@given(data=st.data())
def test_no_body_makes_a_fault(busy: Busy, data: st.DataObject) -> None:
    handlers = busy.house.door.handlers
    handler = data.draw(st.sampled_from(handlers), label="message")
    name = handler.message.__name__
    roles = sorted(handler.roles)
    (schema,), components = msgspec.json.schema_components(
        [handler.message], ref_template="#/components/schemas/{name}"
    )
    body = data.draw(likely(schema, components, busy.ids) | JSON, label="body")
    role = data.draw(st.sampled_from(roles), label="role")
    agent = data.draw(st.sampled_from(busy.agents), label="agent")
    actor = Actor(None if role == "system" else agent, role)
    sent = json.dumps(body).encode()
    try:
        if isinstance(handler, CommandHandler):
            answer = busy.house.door.submit(name, sent, actor, new_command_id()).result(20).body
        else:
            answer = busy.house.door.answer(name, sent, actor)
    except Refused as refused:
        code, text = refused.code, refused.text
        msgspec.json.encode(refused.details)
    else:
        msgspec.json.decode(answer, type=answer_type(handler.message))
        return
    assert code != errors.INTERNAL, (name, body)
    assert text
