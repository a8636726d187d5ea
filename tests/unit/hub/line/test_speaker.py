"""A caller and a flow: everything a telephone can press, say, wait for, and everything that can go wrong."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.hub.line import audio, speaker
from app.models.tables import flow_runs, lines
from app.protocol import errors
from app.protocol.flow_run import Result, Shown
from app.protocol.flows import RunView, StepFlow
from app.protocol.setup import SaveLine, SaveQueue, SaveSkill
from tests.helpers.line_desk import LineDesk, silence
from tests.helpers.promises import broken_promises
from tests.helpers.wait import until

MENU = """
flow: test
title: {en: Menu}
languages: [en, zh-TW]
speakers: [telephone]
start: hello
person: to_person
nodes:
  hello:
    say: {en: "Welcome.", zh-TW: "歡迎。"}
    next: topic
  topic:
    ask: {en: "What is it about?", zh-TW: "請問什麼事？"}
    type: one_of
    choices:
      - {value: order, text: {en: orders, zh-TW: 訂單}, key: "1", next: number}
      - {value: bill, text: {en: bills, zh-TW: 帳單}, key: "2", next: to_billing}
      - {value: chinese, text: {en: Chinese, zh-TW: 中文}, key: "8", next: chinese}
      - {value: bye, text: {en: the end, zh-TW: 結束}, key: "9", next: bye}
    next: bye
  number:
    ask: {en: "Your order number?", zh-TW: "訂單號碼？"}
    type: number
    least: "1000"
    next: read_back
  read_back:
    say: {en: "Order {{ number }}.", zh-TW: "訂單{{ number }}。"}
    next: to_service
  chinese: {set: {language: "'zh-TW'"}, next: topic}
  to_billing:
    route: Billing
    skills: {English: 2}
    priority: "7"
    say: {en: "I put you through to billing.", zh-TW: "為您轉接帳務。"}
  to_service: {route: Service}
  to_person: {route: Service}
  bye: {end: "", say: {en: "Goodbye.", zh-TW: "再見。"}}
"""


def small(nodes: str, start: str = "first", person: str = "person: p") -> str:
    """A flow of these nodes; `p` puts the caller into the queue Service."""
    return f"""
flow: test
title: {{en: Test}}
languages: [en]
speakers: [telephone]
start: {start}
{person}
nodes:
  p: {{route: Service}}
{nodes}
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody in these tests thinks for six seconds."""
    monkeypatch.setattr(speaker, "FIRST_KEY", 0.6)
    monkeypatch.setattr(speaker, "NEXT_KEY", 0.6)
    monkeypatch.setattr(speaker, "DEAF", 0.0)


# --- saying, asking, routing -----------------------------------------------------------------------
def test_a_call_goes_through_a_menu_to_a_queue(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call()
    caller.hears("Welcome.").listens().hears("What is it about?")
    assert caller.playing()[1:3] == ["For orders, press 1.", "For bills, press 2."]
    caller.presses("1").hears("Your order number?").presses("47")
    caller.until(lambda: caller.playing() == [], "a key to stop what is said").presses("11#")
    caller.hears("Order 4711.").listens().waits_in(line_desk.service)
    assert [(step.node, step.answer) for step in caller.run.path if step.kind == "ask"] == [
        ("topic", "orders"),
        ("number", "4711"),
    ]
    caller.until(lambda: caller.run.status == "ended", "the run to be over")
    caller.until(lambda: caller.playing() == ["hold.wav"], "music")
    assert broken_promises(line_desk.house.record) == []


def test_a_route_brings_skills_and_priority(line_desk: LineDesk) -> None:
    skill = line_desk.house.admin(SaveSkill(name="English")).id
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("2").hears("I put you through")
    assert caller.row.state == "greeting", "it is heard before anybody takes the caller"
    caller.presses("9").listens().waits_in(line_desk.billing)
    assert caller.place.skills == {str(skill): 2}
    assert caller.place.priority == 7
    assert line_desk.told("flow_trouble") == []


def test_keys_pressed_ahead_are_for_the_questions_to_come(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("14711#")
    caller.hears("Order 4711.").listens().waits_in(line_desk.service)


def test_the_caller_chooses_a_language(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("8").hears("請問什麼事？")
    assert "帳單，請按2。" in caller.playing()
    caller.presses("7").hears("抱歉，沒有這個選項。")


def test_the_language_is_the_customers_else_the_lines(line_desk: LineDesk) -> None:
    line_desk.house.customer("陳美玲", "0912345678", language="zh-TW")
    line_desk.start(MENU).call("0912 345 678").hears("歡迎。")
    line_desk.call("0922000111").hears("Welcome.")
    line_desk.house.admin(SaveLine(number="0900", flow="test", language="zh-TW"))
    line_desk.call("0922000111", "0900").hears("歡迎。")


def test_the_queue_speaks_the_language_that_was_chosen(
    line_desk: LineDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio, "FIRST_POSITION", 0.3)
    line_desk.house.skill("English")
    line_desk.house.customer("Anna Weber", "0912345678", language="en")
    caller = line_desk.start(MENU).call("0912345678").hears("Welcome.").presses("8")
    caller.hears("請問什麼事？").presses("2").hears("為您轉接帳務。").listens().waits_in(line_desk.billing)
    caller.hears("您是下一位，馬上為您服務。")
    restarted(line_desk)
    caller.hears("您是下一位，馬上為您服務。")


def test_the_end_is_heard_before_the_line_hangs_up(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("9").hears("Goodbye.")
    caller.presses("1#").listens().becomes("closed")
    assert (caller.row.ended_by, caller.run.status) == ("line", "ended")
    assert broken_promises(line_desk.house.record) == []


# --- what does not fit -----------------------------------------------------------------------------
def test_three_wrong_keys_lead_to_a_person(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?")
    for _ in range(2):
        caller.presses("7").hears("Sorry, that is not one of the choices.").listens()
    caller.presses("6").waits_in(line_desk.service)
    assert line_desk.told("flow_trouble") == []


def test_keys_at_once_after_a_wrong_one_are_one_try(
    line_desk: LineDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker, "DEAF", 30.0)
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?")
    caller.presses("77777").hears("Sorry, that is not one of the choices.")
    line_desk.line.settle()
    assert caller.run.shown.tries == 1


def test_three_times_nothing_leads_to_a_person(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?").listens()
    for _ in range(2):
        caller.hears("Sorry, nothing was entered.").listens()
    caller.waits_in(line_desk.service)


def test_an_entry_out_of_range_is_asked_again_with_the_reason(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("112#")
    caller.hears("The least is 1000.").presses("1234").hears("Order 1234.")


def test_an_author_may_say_how_often_and_how_long(line_desk: LineDesk) -> None:
    flow = small("""
  first: {ask: {en: "Yes?"}, type: yes_no, seconds: 1, tries: 1, otherwise: b, again: {en: Really?}, next: p}
  b: {route: Billing}""")
    line_desk.start(flow).call().hears("For yes, press 1.").listens().waits_in(line_desk.billing)


# --- recordings ------------------------------------------------------------------------------------
PROMPTS = small("""
  first: {say: {en: Welcome}, prompt: {en: welcome.wav}, next: second}
  second:
    ask: {en: "Well?"}
    prompt: {en: menu.wav}
    type: one_of
    choices: [{value: a, text: {en: apples}, next: p}, {value: b, text: {en: pears}, next: p}]""")


def test_a_recording_is_played_instead(line_desk: LineDesk) -> None:
    silence(line_desk.folder / "prompts" / "en" / "welcome.wav")
    silence(line_desk.folder / "prompts" / "menu.wav", rate=16_000)
    caller = line_desk.start(PROMPTS).call()
    caller.until(lambda: caller.playing() == ["welcome.wav"], "the recording").listens()
    caller.until(lambda: caller.playing() == ["menu.wav"], "the other").presses("2")
    caller.waits_in(line_desk.service)


@pytest.mark.parametrize("what", ["missing", "stereo", "text", "empty"])
def test_a_recording_that_cannot_be_played_is_spoken_and_told(
    line_desk: LineDesk, what: str, expected_log: Any
) -> None:
    folder = line_desk.folder / "prompts"
    folder.mkdir()
    if what == "stereo":
        silence(folder / "welcome.wav", channels=2)
    elif what == "text":
        (folder / "welcome.wav").write_text("no sound")
    elif what == "empty":
        silence(folder / "welcome.wav", seconds=0)
    silence(folder / "menu.wav")
    expected_log("cannot be played")
    caller = line_desk.start(PROMPTS).call().hears("Welcome").listens()
    caller.until(lambda: caller.playing() == ["menu.wav"], "the other")
    line_desk.call().hears("Welcome")
    assert len(line_desk.told("prompt_missing")) == 1, "once is enough"


def test_a_voice_that_does_not_speak_leads_to_the_queue(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("could not be spoken")
    expected_log("the hub cannot speak")
    line_desk.voice.broken = True
    line_desk.start(MENU).call().waits_in(line_desk.service)


# --- elsewhere ---------------------------------------------------------------------------------------
TRANSFER = small("""
  first: {transfer: "+886 2 2345 6789", say: {en: One moment.}, failed: sorry}
  sorry: {say: {en: Nobody is there.}, next: p}""")


def test_a_caller_is_put_through_to_a_number_outside(line_desk: LineDesk) -> None:
    line_desk.settings = type(line_desk.settings)(outbound="sip:{number}@192.0.2.1")
    line_desk.control = line_desk.new_control(line_desk.line)
    caller = line_desk.start(TRANSFER).call().hears("One moment.").listens()
    caller.until(lambda: caller.playing() == ["hold.wav"], "music while it rings")
    line_desk.line.party_answers(caller.key, "number-+886223456789")
    caller.becomes("transferred")
    assert line_desk.line.talking(caller.key) == (("caller", "number-+886223456789"),)
    line_desk.line.party_hangs_up(caller.key, "number-+886223456789")
    caller.becomes("closed")
    assert caller.run.status == "ended"
    assert [leg.kind for leg in line_desk.house.legs(caller.contact, 0)] == ["line", "outside"]
    assert broken_promises(line_desk.house.record) == []


def test_a_number_that_does_not_answer_goes_the_flows_way(line_desk: LineDesk) -> None:
    line_desk.settings = type(line_desk.settings)(outbound="sip:{number}@192.0.2.1")
    line_desk.control = line_desk.new_control(line_desk.line)
    caller = line_desk.start(TRANSFER).call().hears("One moment.").listens()
    caller.until(lambda: caller.playing() == ["hold.wav"], "music while it rings")
    line_desk.line.party_refuses(caller.key, "number-+886223456789")
    caller.hears("Nobody is there.").listens().waits_in(line_desk.service)


def test_a_line_without_a_way_out_says_so(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("no way out")
    caller = line_desk.start(TRANSFER).call().hears("One moment.").listens()
    caller.hears("Nobody is there.").listens().waits_in(line_desk.service)


def test_another_line_of_the_house_answers_with_its_flow(line_desk: LineDesk) -> None:
    line_desk.publish(small("  first: {say: {en: Here is the other.}, next: p}").replace("test", "other", 1))
    line_desk.house.admin(SaveLine(number="0900", flow="other", queue_id=line_desk.billing))
    caller = line_desk.start(small('  first: {transfer: "0900", failed: p}')).call()
    caller.hears("Here is the other.").listens().waits_in(line_desk.service)
    runs = lambda: [run.status for run in line_desk.house.rows(flow_runs)]  # noqa: E731
    until(lambda: runs() == ["ended", "ended"], "both to be over")


def test_lines_that_point_to_each_other_do_not_go_on_for_ever(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("in circles")
    line_desk.publish(small('  first: {transfer: "0800", failed: p}').replace("test", "other", 1))
    line_desk.house.admin(SaveLine(number="0900", flow="other"))
    line_desk.start(small('  first: {transfer: "0900", failed: p}')).call().waits_in(line_desk.service)


def test_an_agent_is_preferred(line_desk: LineDesk) -> None:
    mei = line_desk.house.agent("mei")
    line_desk.start(small("  first: {transfer: mei, failed: p}")).call().waits_in(line_desk.service)
    (caller,) = line_desk.contacts()
    assert line_desk.house.item_of(caller.id).preferred_agent_id == mei.id


def test_a_wait_is_filled_with_music(line_desk: LineDesk) -> None:
    caller = line_desk.start(small("  first: {wait: 1s, next: b}\n  b: {route: Billing}")).call()
    caller.until(lambda: caller.playing() == ["hold.wav"], "music").waits_in(line_desk.billing)


def test_an_outside_look_up_is_waited_for(line_desk: LineDesk) -> None:
    flow = small("""
  first: {look_up: url, with: {url: "'https://example.test/'"}, into: found, seconds: 30, next: b, failed: p}
  b: {say: {en: "It is {{ found.state }}."}, next: p}""")
    caller = line_desk.start(flow).call().hears("One moment, please.").listens()
    caller.until(lambda: caller.playing() == ["hold.wav"], "music").presses("#")
    run = caller.run
    line_desk.house.do(StepFlow(run_id=run.id, step=run.step, input=Result(value={"state": "on its way"})))
    caller.waits_in(line_desk.service)


# --- trouble -----------------------------------------------------------------------------------------
def test_a_line_whose_flow_is_not_there_leads_to_its_queue(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("does not answer")
    caller = line_desk.start(MENU, retired=True).call().waits_in(line_desk.service)
    caller.hears("I will put you through")
    assert len(line_desk.told("flow_trouble")) == 1


def test_a_queue_that_is_not_there_is_the_lines_own(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("there is no queue “Gone 1”")
    flow = small('  first: {set: {n: "1"}, next: b}\n  b: {route: "Gone {{ n }}"}')
    line_desk.start(flow, queue_id=line_desk.billing).call().waits_in(line_desk.billing)


def test_a_flow_that_broke_leads_to_the_lines_queue(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("broken: KeyError")
    answered = line_desk.do

    def broken(command: Any, *more: Any, **named: Any) -> Any:
        answer = answered(command, *more, **named)
        if isinstance(answer, RunView):
            end = Shown(kind="end", node="x", trouble="broken: KeyError")
            return msgspec.structs.replace(answer, status="ended", shown=end)
        return answer

    line_desk.house.door.do = broken  # type: ignore[method-assign]
    caller = line_desk.start(MENU, queue_id=line_desk.billing).call().waits_in(line_desk.billing)
    caller.hears("I will put you through")


def test_nobody_is_left_in_silence_where_there_is_no_queue(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("there is no queue")
    expected_log("does not answer", required=False)
    for queue, name in ((line_desk.service, "Service"), (line_desk.billing, "Billing")):
        line_desk.house.admin(SaveQueue(id=queue, name=name, active=False))
    caller = line_desk.start(MENU, retired=True, queue_id=None).call()
    caller.hears("We are closed at the moment.").listens().becomes("closed")


@pytest.mark.parametrize("code", [errors.DISK_FULL, errors.DATABASE_BUSY])
def test_a_record_that_takes_nothing_for_a_while(line_desk: LineDesk, code: str) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?")
    line_desk.away = code
    caller.presses("1").hears("Please hold the line.").listens()
    caller.until(lambda: caller.playing() == ["hold.wav"], "music").presses("4711#")
    line_desk.away = ""
    caller.hears("Order 4711.").listens().waits_in(line_desk.service)
    assert [step.answer for step in caller.run.path if step.kind == "ask"] == ["orders", "4711"]


def test_a_record_that_is_away_when_the_flow_should_begin(line_desk: LineDesk) -> None:
    line_desk.start(MENU)
    arrived = line_desk.do

    def shut_after_the_call(command: Any, *more: Any, **named: Any) -> Any:
        answer = arrived(command, *more, **named)
        if type(command).__name__ == "CallArrived":
            line_desk.away = errors.DISK_FULL
        return answer

    line_desk.house.door.do = shut_after_the_call  # type: ignore[method-assign]
    caller = line_desk.call().hears("Please hold the line.")
    line_desk.house.door.do = line_desk.do  # type: ignore[method-assign]
    line_desk.away = ""
    caller.hears("Welcome.")


def test_a_record_that_stays_away_leaves_the_caller_a_place(
    line_desk: LineDesk, monkeypatch: pytest.MonkeyPatch, expected_log: Any
) -> None:
    expected_log("the record takes nothing")
    monkeypatch.setattr(speaker, "PATIENCE", 0.5)
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?")
    line_desk.away = errors.DISK_FULL
    caller.presses("1").hears("Please hold the line.").listens()
    until(lambda: line_desk.told("flow_trouble"), "those who lead to be told")
    line_desk.away = ""
    caller.waits_in(line_desk.service)


def test_a_caller_who_hangs_up_in_the_middle(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("1").hears("Your order number?")
    line_desk.line.caller_hangs_up(caller.key)
    caller.becomes("closed")
    assert caller.run.status == "ended"
    assert caller.row.ended_by == "caller"
    assert broken_promises(line_desk.house.record) == []


def test_a_fault_of_ours_leads_to_a_person(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("A flow broke for its caller: a mistake of ours")
    expected_log("it broke .ZeroDivisionError")
    answered = line_desk.do

    def wrong(command: Any, *more: Any, **named: Any) -> Any:
        if isinstance(command, StepFlow):
            raise ZeroDivisionError("a mistake of ours")
        return answered(command, *more, **named)

    caller = line_desk.start(MENU).call().hears("Welcome.")
    line_desk.house.door.do = wrong  # type: ignore[method-assign]
    caller.listens().waits_in(line_desk.service)
    line_desk.house.door.do = line_desk.do  # type: ignore[method-assign]
    caller.hears("I will put you through")


def test_a_record_that_cannot_be_read_is_waited_for(
    line_desk: LineDesk, monkeypatch: pytest.MonkeyPatch, expected_log: Any
) -> None:
    expected_log("A flow broke for its caller: gone")
    expected_log("it broke .OSError")
    expected_log("Nor can the caller be placed: gone")
    caller = line_desk.start(MENU).call().hears("Welcome.").listens().hears("What is it about?")

    def gone(*_: Any, **__: Any) -> Any:
        raise OSError("gone")

    with monkeypatch.context() as away:
        away.setattr(line_desk.house.door, "do", gone)
        away.setattr(line_desk.control._speaker._errands.places, "line_queue", gone)
        caller.presses("1").hears("Please hold the line.")
    caller.hears("Your order number?")


# --- a line without a flow ---------------------------------------------------------------------------
def test_a_greeting_is_heard_before_the_queue(line_desk: LineDesk) -> None:
    line_desk.start(MENU)
    line_desk.house.admin(
        SaveLine(number="0900", queue_id=line_desk.billing, greeting="Good day.", language="en")
    )
    caller = line_desk.call(dialled="0900").hears("Good day.")
    caller.presses("1").listens().waits_in(line_desk.billing)
    assert line_desk.told("flow_trouble") == []
    line_desk.house.admin(SaveLine(number="0901", queue_id=line_desk.billing))
    line_desk.call(dialled="0901").waits_in(line_desk.billing)


# --- a hub that was restarted ----------------------------------------------------------------------
def restarted(desk: LineDesk) -> None:
    """The next hub finds the calls."""
    desk.control.stop(keep_calls=True)
    left = desk.line.left
    for _, phone in left:
        phone.playing.clear()
    desk.line = type(desk.line)(found=left)
    desk.control = desk.new_control(desk.line)
    desk.control.start()


def test_a_restarted_hub_goes_on_at_the_same_question(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("1").hears("Your order number?")
    restarted(line_desk)
    caller.hears("Your order number?").presses("4711#").hears("Order 4711.").listens()
    caller.waits_in(line_desk.service)
    assert broken_promises(line_desk.house.record) == []


def test_a_restarted_hub_says_goodbye_again(line_desk: LineDesk) -> None:
    caller = line_desk.start(MENU).call().hears("Welcome.").presses("9").hears("Goodbye.")
    restarted(line_desk)
    caller.hears("Goodbye.").listens().becomes("closed")


def test_a_caller_on_a_line_that_was_taken_away_meanwhile(line_desk: LineDesk, expected_log: Any) -> None:
    expected_log("nowhere")
    caller = line_desk.start(MENU).call().hears("Welcome.")
    (line,) = line_desk.house.rows(lines)
    line_desk.house.admin(SaveLine(id=line.id, number="0999", flow="test", queue_id=line_desk.billing))
    restarted(line_desk)
    caller.waits_in(line_desk.service)
