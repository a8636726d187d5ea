"""An IVR outside asks; an ordinary flow answers."""

from __future__ import annotations

from typing import Any

import pytest

from app.models.tables import flow_runs, interactions, ivr_keys
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.flow_run import Result
from app.protocol.flows import GetRun, PublishFlow, SaveFlowDraft, StepFlow, SubmitFlow
from app.protocol.ivr import AskIvr, IvrAnswer, ListIvrKeys, RevokeIvrKey, SaveIvrKey
from app.protocol.setup import SaveLine, SaveSkill
from app.services.ivr.keys import key_hash, machine_of, new_key
from tests.helpers.house import House, refused
from tests.helpers.promises import broken_promises

MACHINE = Actor(None, "machine")
FLOW = """
flow: ivr
title: {en: IVR}
languages: [en, zh-TW]
speakers: [telephone]
start: hello
person: to_person
nodes:
  hello:
    say:
      en: "Good day{% if customer %}, {{ customer.name }}{% endif %}."
      zh-TW: "{{ customer.name }}您好。"
    next: topic
  topic:
    ask: {en: "What is it about?", zh-TW: "請問什麼事？"}
    type: one_of
    choices:
      - {value: order, text: {en: orders, zh-TW: 訂單}, next: number}
      - {value: boss, text: {en: the boss, zh-TW: 老闆}, next: boss}
      - {value: bye, text: {en: the end, zh-TW: 結束}, next: bye}
      - {value: wait, text: {en: the state, zh-TW: 狀態}, next: find}
    next: to_person
  number: {ask: {en: "Your number?", zh-TW: "號碼？"}, type: number, least: "100", next: to_orders}
  to_orders:
    route: Orders
    skills: {English: 2}
    priority: "5 if number > 1000 else 1"
    say: {en: "One moment.", zh-TW: "請稍等。"}
  boss: {transfer: "0912345678", failed: to_person}
  find: {look_up: url, with: {url: "'https://example.test/'"}, into: found, next: told, failed: to_person}
  told: {say: {en: "It is {{ found }}.", zh-TW: "{{ found }}"}, next: bye}
  to_person: {route: Service}
  bye: {end: "", say: {en: "Goodbye.", zh-TW: "再見。"}}
"""


class Ivr:
    """An IVR with one call."""

    def __init__(self, house: House, **first: Any) -> None:
        self.house = house
        self.first = {"call_id": "1700000000.1", "ani": "0912345678", "dnis": "0800", **first}

    def asks(self, **more: Any) -> IvrAnswer:
        """A question."""
        return self.house.do(AskIvr(**{**self.first, **more}), MACHINE)


@pytest.fixture
def ivr(house: House) -> Ivr:
    """A line 0800 with a flow, the queues Service and Orders."""
    service = house.queue("Service")
    house.queue("Orders")
    house.admin(SaveSkill(name="English"))
    publish(house, FLOW)
    house.admin(SaveLine(number="0800", queue_id=service, flow="ivr"))
    return Ivr(house)


def publish(house: House, flow: str) -> None:
    """Live at once."""
    version = house.admin(SaveFlowDraft(source=flow)).version
    assert not [problem for problem in version.problems if problem.severity == "error"], version.problems
    house.admin(SubmitFlow(version_id=version.id))
    house.admin(PublishFlow(version_id=version.id))


def test_collect_then_route_and_who_it_is(ivr: Ivr) -> None:
    anna = ivr.house.customer("Anna Weber", "0912345678", vip=True)
    first = ivr.asks()
    assert (first.action, first.max_digits, first.terminator) == ("collect", 1, "")
    assert first.prompt.startswith("Good day, Anna Weber. What is it about? For orders, press 1.")
    assert (first.customer_id, first.customer, first.vip) == (anna, "Anna Weber", True)
    second = ivr.asks(digits="1", step=first.step)
    assert (second.action, second.max_digits, second.terminator) == ("collect", 40, "#")
    last = ivr.asks(digits="4711", step=second.step)
    assert (last.action, last.queue, last.skills, last.priority) == ("route", "Orders", {"English": 2}, 5)
    assert last.prompt == "One moment."
    assert (last.variables["topic"], last.variables["number"]) == ("order", 4711)
    contact = ivr.house.interaction(last.interaction_id or 0)
    assert (contact.state, contact.customer_id, contact.ani) == ("closed", anna, "+886912345678")
    (run,) = ivr.house.rows(flow_runs)
    assert (run.status, run.ending) == ("ended", "end")
    assert broken_promises(ivr.house.record) == []


def test_all_digits_at_once_are_one_round_trip(ivr: Ivr) -> None:
    answer = ivr.asks(digits="1200")
    assert (answer.action, answer.queue, answer.priority) == ("route", "Orders", 1)
    assert answer.prompt == "Good day. One moment."


def test_a_question_sent_twice_is_taken_once(ivr: Ivr) -> None:
    first = ivr.asks()
    second = ivr.asks(digits="1", step=first.step)
    again = ivr.asks(digits="1", step=first.step)
    assert (again.step, again.prompt) == (second.step, second.prompt)
    last = ivr.asks(digits="200", step=second.step)
    again = ivr.asks(digits="200", step=second.step)
    assert (again.action, again.queue) == (last.action, last.queue)
    assert len(ivr.house.rows(interactions)) == 1


def test_without_digits_the_question_is_said_again_and_silence_counts(ivr: Ivr) -> None:
    ivr.asks()
    assert ivr.asks().prompt.startswith("What is it about?")
    assert ivr.asks(digits="").prompt.startswith("Sorry, nothing was entered.")
    assert ivr.asks(digits="9").prompt.startswith("Sorry, that is not one of the choices.")
    answer = ivr.asks(digits="")
    assert (answer.action, answer.queue, answer.fallback) == ("route", "Service", "")


def test_the_language_is_the_callers(ivr: Ivr) -> None:
    ivr.house.customer("陳美玲", "0912345678", language="zh-TW")
    answer = ivr.asks()
    assert (answer.language, answer.prompts[0].text) == ("zh-TW", "陳美玲您好。")
    other = Ivr(ivr.house, call_id="2", ani="", language="zh-TW").asks()
    assert (other.language, other.customer_id) == ("zh-TW", None)


def test_a_transfer_that_fails_goes_the_flows_way(ivr: Ivr) -> None:
    answer = ivr.asks(digits="2")
    assert (answer.action, answer.number) == ("transfer", "0912345678")
    assert ivr.asks().action == "transfer"
    failed = ivr.asks(event="failed", step=answer.step)
    assert (failed.action, failed.queue) == ("route", "Service")


def test_the_end_and_who_hangs_up(ivr: Ivr) -> None:
    answer = ivr.asks(digits="3")
    assert (answer.action, answer.prompt) == ("hangup", "Good day. Goodbye.")
    assert ivr.asks().action == "hangup"
    other = Ivr(ivr.house, call_id="2")
    other.asks()
    assert other.asks(event="hangup").action == "hangup"
    gone = Ivr(ivr.house, call_id="3")
    assert gone.asks(event="hangup").action == "hangup"
    rows = ivr.house.rows(interactions)
    assert [(row.state, row.ended_by) for row in rows] == [("closed", "line"), ("closed", "caller")]
    assert broken_promises(ivr.house.record) == []


def test_an_outside_look_up_is_waited_for(ivr: Ivr) -> None:
    answer = ivr.asks(digits="4")
    assert (answer.action, answer.seconds) == ("wait", 1)
    run = ivr.house.ask(GetRun(run_id=answer.run_id or 0))
    ivr.house.do(StepFlow(run_id=run.id, step=run.step, input=Result(value="sent")))
    assert ivr.asks().prompt == "It is sent. Goodbye."


def test_a_flow_that_declares_digits_reads_them_itself(ivr: Ivr) -> None:
    publish(
        ivr.house,
        """
flow: own
title: {en: Own}
languages: [en]
speakers: [telephone]
start: first
person: p
arguments: {digits: text, dnis: text, shop: text}
nodes:
  first: {branch: [{when: "digits == '42' and shop == 'north' and dnis == '0800'", next: o}], otherwise: p}
  o: {route: Orders}
  p: {route: Service}
""",
    )
    answer = ivr.asks(flow="own", digits="42", variables={"shop": "north", "unknown": "x"})
    assert answer.queue == "Orders"


@pytest.mark.parametrize("dnis", ["0800", "999"])
def test_without_a_flow_the_lines_queue_is_the_answer(ivr: Ivr, dnis: str, expected_log: Any) -> None:
    expected_log("IVR's call")
    answer = ivr.asks(dnis=dnis, flow="nowhere" if dnis == "0800" else "")
    assert (answer.action, answer.queue) == ("route", "Service")
    assert answer.fallback
    assert broken_promises(ivr.house.record) == []


def test_a_session_nobody_spoke_of_again_is_over_some_day(ivr: Ivr) -> None:
    ivr.asks()
    ivr.house.clock.advance(2 * 3_600_000)
    Ivr(ivr.house, call_id="2").asks()
    first, second = ivr.house.rows(interactions)
    assert (first.state, second.state) == ("closed", "greeting")
    assert broken_promises(ivr.house.record) == []


@pytest.mark.parametrize("call_id", ["", "x" * 121])
def test_a_call_needs_an_id(ivr: Ivr, call_id: str) -> None:
    assert refused(lambda: ivr.asks(call_id=call_id)).code == errors.BAD_VALUE


# --- keys ------------------------------------------------------------------------------------------
def test_a_key_is_good_until_it_is_revoked_and_nobody_keeps_it(house: House) -> None:
    key = new_key()
    row = house.admin(SaveIvrKey(name="PBX", key_hash=key_hash(key)))
    assert who(house, key) == MACHINE
    assert [one.name for one in house.ask(ListIvrKeys(), Actor(None, "administrator"))] == ["PBX"]
    assert key not in str(house.everything())
    house.admin(RevokeIvrKey(key_id=row.id))
    house.admin(RevokeIvrKey(key_id=row.id))
    assert refused(lambda: who(house, key)).code == errors.NOT_SIGNED_IN
    assert len(house.rows(ivr_keys)) == 1


@pytest.mark.parametrize("key", ["", "x", "ivr_", "ivr_" + "a" * 43])
def test_no_other_key_opens(house: House, key: str) -> None:
    assert refused(lambda: who(house, key)).code == errors.NOT_SIGNED_IN


@pytest.mark.parametrize(("name", "hashed"), [("", "0" * 64), ("x", "short"), ("x", "Z" * 64)])
def test_a_key_that_is_none_is_refused(house: House, name: str, hashed: str) -> None:
    assert refused(lambda: house.admin(SaveIvrKey(name=name, key_hash=hashed))).code == errors.BAD_VALUE


def who(house: House, key: str) -> Actor:
    """Whose key it is."""
    with house.record.read() as connection:
        return machine_of(house.door.reader(connection), key)
