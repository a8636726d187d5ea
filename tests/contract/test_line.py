"""What every line promises (app.telephony.ports), of the real one by real SIP and of the fake one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.resources import resource
from app.telephony import ports
from app.telephony.ports import AGENT, CALLER, THIRD
from tests.contract.line_worlds import FakeWorld, SipWorld, World, promised

BEEP = resource("sounds", "beep.wav")


@pytest.fixture(scope="module", params=["fake", pytest.param("sip", marks=pytest.mark.sip)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made: World = FakeWorld() if request.param == "fake" else SipWorld(tmp_path_factory.mktemp("w"))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def _all_is_over_and_was_told_rightly(world: World) -> Iterator[None]:
    """After each test: no call is left, and of each the line said what it promises."""
    yield
    for call in world.line.calls():
        world.line.hangup(call)
    for call in {event.call for event in world.ear.events if isinstance(event, ports.CallEvent)}:
        if not any(isinstance(event, ports.CallEnded) for event in world.ear.of(call)):
            world.ear.wait(ports.CallEnded, call=call)
        promised(world.ear.of(call))
    assert world.line.calls() == ()


def ended(world: World, call: str) -> ports.CallEnded:
    return world.wait(ports.CallEnded, call=call)


def test_a_call_is_told_rung_answered_and_ended_by_the_caller(world: World) -> None:
    call = world.arrive()
    assert world.line.calls() == (call,)
    world.line.ring(call)
    world.line.answer(call)
    world.wait(ports.CallAnswered, call=call)
    world.party_hangs_up(call, CALLER)
    over = ended(world, call)
    assert (over.by, over.code) == ("party", 200)
    assert world.line.calls() == ()


def test_a_caller_gives_up_while_it_rings(world: World) -> None:
    call = world.arrive()
    world.line.ring(call)
    world.party_hangs_up(call, CALLER)
    over = ended(world, call)
    assert (over.by, over.code) == ("party", 487)


@pytest.mark.parametrize("code", [404, 486, 603])
def test_a_caller_is_refused(world: World, code: int) -> None:
    call = world.arrive()
    world.line.reject(call, code)
    over = ended(world, call)
    assert (over.by, over.code) == ("desk", code)


def test_the_desk_hangs_up(world: World) -> None:
    call = world.answered()
    world.line.hangup(call)
    world.line.hangup(call)
    over = ended(world, call)
    assert (over.by, over.code) == ("desk", 200)


def test_a_prompt_is_heard_to_its_end_and_a_stopped_one_says_nothing(world: World) -> None:
    call = world.answered()
    world.line.play(call, CALLER, [BEEP], loop=True, id="endless")
    world.line.play(call, CALLER, [BEEP, BEEP], id="stopped")
    world.line.play(call, CALLER, [BEEP, BEEP], id="greeting")
    world.prompt_ends(call)
    assert world.wait(ports.PromptDone, call=call).id == "greeting"
    world.line.music(call)
    world.line.stop(call)


def test_a_prompt_that_is_no_file_is_over_at_once_and_told(world: World, tmp_path: Path) -> None:
    call = world.answered()
    world.line.play(call, CALLER, [tmp_path / "missing.wav"], id="x")
    assert world.wait(ports.LineNotice).code == "prompt_failed"
    assert world.wait(ports.PromptDone, call=call).id == "x"


def test_digits_are_heard(world: World) -> None:
    call = world.answered()
    for digit in "5#":
        world.party_presses(call, CALLER, digit)
        assert world.wait(ports.Digit, call=call, leg=CALLER).digit == digit


def test_an_agent_is_dialled_talks_holds_and_resumes(world: World) -> None:
    call = world.answered()
    world.dialled(call, AGENT, mix=True)
    world.party_holds(call, AGENT)
    world.wait(ports.LegHeld, call=call, leg=AGENT)
    world.party_resumes(call, AGENT)
    world.wait(ports.LegResumed, call=call, leg=AGENT)
    world.party_hangs_up(call, AGENT)
    leg = world.wait(ports.LegEnded, call=call, leg=AGENT)
    assert leg.by == "party"
    assert world.line.calls() == (call,)


def test_an_agent_refuses(world: World) -> None:
    call = world.answered()
    world.line.dial(call, AGENT, world.uri(AGENT))
    world.party_refuses(call, AGENT, 480)
    failed = world.wait(ports.LegFailed, call=call, leg=AGENT)
    assert failed.code == 480


def test_an_agent_does_not_answer_in_time(world: World) -> None:
    call = world.answered()
    world.line.dial(call, AGENT, world.uri(AGENT), timeout=0.3)
    assert world.wait(ports.LegFailed, call=call, leg=AGENT).code == 408


def test_a_dial_is_given_up(world: World) -> None:
    call = world.answered()
    world.line.dial(call, AGENT, world.uri(AGENT))
    world.line.drop(call, AGENT)
    assert world.wait(ports.LegFailed, call=call, leg=AGENT).code == 487
    world.line.dial(call, AGENT, "no address")
    assert world.wait(ports.LegFailed, call=call, leg=AGENT).code == 400


def test_a_name_in_use_cannot_be_dialled_again(world: World) -> None:
    call = world.answered()
    world.dialled(call, AGENT)
    world.line.dial(call, AGENT, world.uri(AGENT))
    assert world.wait(ports.LineNotice).code == "leg_in_use"
    world.line.drop(call, AGENT)
    assert world.wait(ports.LegEnded, call=call, leg=AGENT).by == "desk"


def test_the_next_agent_takes_the_name_of_one_that_was_dropped(world: World) -> None:
    call = world.answered()
    world.line.dial(call, AGENT, world.uri("first"))
    world.line.drop(call, AGENT)
    world.line.dial(call, AGENT, world.uri(AGENT))
    assert world.wait(ports.LegFailed, call=call, leg=AGENT).code == 487
    world.party_answers(call, AGENT)
    world.wait(ports.LegAnswered, call=call, leg=AGENT)
    world.line.drop(call, AGENT)
    world.line.dial(call, AGENT, world.uri("last"))
    world.wait(ports.LegEnded, call=call, leg=AGENT)


def test_an_agent_consults_a_third_party_and_makes_it_a_conference_then_leaves(world: World) -> None:
    call = world.answered()
    world.dialled(call, AGENT, mix=True)
    world.line.music(call)
    world.dialled(call, THIRD)
    world.line.mix(call, [[AGENT, THIRD]])
    world.line.mix(call, [[CALLER, AGENT, THIRD]])
    world.line.energy(call, THIRD, 0.2)
    world.wait(ports.EnergyMeasured, call=call, leg=THIRD)
    world.line.quality(call, THIRD)
    assert world.wait(ports.QualityMeasured, call=call, leg=THIRD).quality.codec
    world.line.drop(call, AGENT)
    world.wait(ports.LegEnded, call=call, leg=AGENT)
    world.party_hangs_up(call, CALLER)
    ended(world, call)


def test_a_refer_is_reported_and_not_followed(world: World) -> None:
    call = world.answered()
    world.dialled(call, AGENT, mix=True)
    world.party_asks_transfer(call, AGENT, "sip:202@127.0.0.1")
    assert "202@127.0.0.1" in world.wait(ports.TransferAsked, call=call, leg=AGENT).target
    assert world.line.calls() == (call,)


@pytest.mark.parametrize("who", ["caller", "desk"])
@pytest.mark.parametrize(
    "stage", ["ringing", "prompt", "music", "dialling", "talking", "held", "consult", "conference"]
)
def test_a_hang_up_at_any_point_ends_everything(world: World, stage: str, who: str) -> None:
    call = world.arrive() if stage == "ringing" else world.answered()
    if stage == "ringing":
        world.line.ring(call)
    elif stage == "prompt":
        world.line.play(call, CALLER, [BEEP] * 9, id="long")
    elif stage == "music":
        world.line.music(call)
    elif stage == "dialling":
        world.line.dial(call, AGENT, world.uri(AGENT))
    else:
        world.dialled(call, AGENT, mix=True)
        if stage == "held":
            world.party_holds(call, AGENT)
            world.wait(ports.LegHeld, call=call)
        elif stage in ("consult", "conference"):
            world.dialled(call, THIRD)
            third = [[AGENT, THIRD]] if stage == "consult" else [[CALLER, AGENT, THIRD]]
            world.line.mix(call, third)
    if who == "desk":
        world.line.hangup(call)
    else:
        world.party_hangs_up(call, CALLER)
    assert ended(world, call).by == ("desk" if who == "desk" else "party")


def test_commands_for_what_is_not_there_do_nothing(world: World) -> None:
    call = world.answered()
    world.line.hangup(call)
    ended(world, call)
    before = len(world.ear.of(call))
    for key in (call, "nobody"):
        world.line.ring(key)
        world.line.answer(key)
        world.line.reject(key, 486)
        world.line.play(key, CALLER, [BEEP], id="x")
        world.line.music(key)
        world.line.stop(key)
        world.line.dial(key, AGENT, world.uri(AGENT))
        world.line.mix(key, [[CALLER, AGENT]])
        world.line.drop(key, AGENT)
        world.line.energy(key, CALLER, 0.1)
        world.line.quality(key, CALLER)
        world.line.hangup(key)
    again = world.answered()  # comes after all of these
    world.line.drop(again, AGENT)
    world.line.mix(again, [[CALLER, "nobody"], []])
    world.line.play(again, "nobody", [BEEP])
    assert len(world.ear.of(call)) == before


def test_a_call_outlives_the_hub(world: World) -> None:
    call = world.answered()
    world.dialled(call, AGENT, mix=True)
    before = world.ear
    world.restart()
    assert not any(isinstance(event, ports.CallEnded) for event in before.of(call))
    found = world.wait(ports.CallFound, call=call)
    assert found.phase == "answered"
    assert {(leg.leg, leg.answered) for leg in found.legs} == {(CALLER, True), (AGENT, True)}
    assert found.groups == ((CALLER, AGENT),)
    world.wait(ports.LineReady)
    world.party_presses(call, CALLER, "1")
    world.wait(ports.Digit, call=call, digit="1")
    world.dialled(call, THIRD)
    world.party_hangs_up(call, CALLER)
    ended(world, call)


def test_a_caller_who_is_not_answered_yet_outlives_the_hub(world: World) -> None:
    call = world.arrive()
    world.line.ring(call)
    world.restart()
    found = world.wait(ports.CallFound, call=call)
    assert (found.phase, [leg.leg for leg in found.legs]) == ("arrived", [CALLER])
    world.line.answer(call)
    world.wait(ports.CallAnswered, call=call)


def test_an_agent_whose_phone_rings_outlives_the_hub(world: World) -> None:
    call = world.answered()
    world.line.dial(call, AGENT, world.uri(AGENT))
    world.line.mix(call, [[CALLER, AGENT]])
    world.party_rings(call, AGENT)
    world.wait(ports.LegRinging, call=call, leg=AGENT)
    world.restart()
    found = world.wait(ports.CallFound, call=call)
    assert {(leg.leg, leg.answered) for leg in found.legs} == {(CALLER, True), (AGENT, False)}
    world.party_answers(call, AGENT)
    world.wait(ports.LegAnswered, call=call, leg=AGENT)
