"""What the scenes of the check are made of: somebody calls, the agent takes it, talks, books the outcome."""

from __future__ import annotations

import time
from typing import Any

from app.cli.check.caller import CheckCaller
from app.cli.check.ledger import disposition_of
from app.cli.check.report import Report
from app.cli.check.stage import Stage
from app.cli.check.window import Missing, Window
from app.protocol.customers import GetCard
from app.protocol.interactions import GetPop
from app.protocol.town import Caller
from app.services.demo import centre as house

HEARD = 3.0
"""Average level (0 to 255) above which somebody is heard."""
NOTE = "Parcel is stuck at the depot; promised a call back tomorrow. 包裹卡在轉運站。"
OFFLINE_NOTE = "Typed while the hub was away."


class Pieces:
    """The stage, and what is done on it again and again."""

    def __init__(self, stage: Stage, report: Report) -> None:
        self._stage = stage
        self._report = report
        self._calls: list[int] = []

    @property
    def _window(self) -> Window:
        return self._stage.window

    @property
    def _caller(self) -> CheckCaller:
        assert self._stage.caller is not None
        return self._stage.caller

    def _ring(self, who: Caller) -> None:
        # Numbers without a menu, so that it rings soon.
        dnis = house.ORDERS if who.kind == "known" else house.TECHNICAL
        self._caller.dial(self._stage.hub.line, dnis, who.number, withheld=who.kind == "withheld")

    def _offered(self, picture: str, *, seconds: float = 15) -> dict[str, Any]:
        state = self._window.until(lambda s: s.get("offers"), "an offer", seconds=seconds)
        painted = self._window.until(
            lambda s: any(one["offer_id"] == state["offers"][0] for one in s["painted"]), "the pop"
        )["painted"]
        mark = next(one for one in painted if one["offer_id"] == state["offers"][0])
        self._calls.append(mark["interaction_id"])
        if picture:
            self._window.shoot(picture)
        return {**state, "interaction": mark["interaction_id"], "mark": mark}

    def _pop_of(self, offer_id: int) -> dict[str, Any]:
        """What the hub says the pop was, and how long it took to stand on the screen."""
        state = self._window.state()
        mark = next(one for one in state["painted"] if one["offer_id"] == offer_id)
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        pop = client.ask(GetPop(interaction_id=mark["interaction_id"]))
        first = pop.match.candidates[0] if pop.match.candidates else None
        return {
            "customer": first.name if first else "",
            "by": pop.match.by,
            "reasons": first.reasons if first else [],
            "ms": round(mark["at"] - mark["ringing_at"], 1),
        }

    def _popped(self, offer_id: int, who: Caller) -> int:
        pop = self._pop_of(offer_id)
        if pop["customer"] != who.name:
            raise Missing(f"{who.name} called, the pop shows {pop}")
        self._window.there(who.name)
        self._report.fact("pop", customer=pop["customer"], matched_by=pop["by"], ms=pop["ms"])
        mark = next(one for one in self._window.state()["painted"] if one["offer_id"] == offer_id)
        return int(mark["interaction_id"])

    def _accept(self, picture: str) -> None:
        window = self._window
        window.click("Accept")
        window.until(lambda s: s["agent_state"] == "talking", "talking")
        self._caller.speak()
        if not self._report.saw("answered"):
            self._report.fact("answered", state="talking")
        if picture:
            time.sleep(0.5)
            window.shoot(picture)

    def _audio(self) -> None:
        caller = self._caller.hears(2.0)
        agent = self._window.ask("hears", seconds=2.0)
        if caller.rx_average < HEARD or agent["speaker"] < HEARD:
            raise Missing(f"no audio both ways: caller hears {caller.rx_average}, agent {agent}")
        self._report.fact(
            "audio_both_ways",
            caller_hears=round(caller.rx_average, 1),
            agent_hears=agent["speaker"],
            agent_says=agent["microphone"],
        )

    def _hold_and_resume(self) -> None:
        window = self._window
        window.click("Hold")
        window.until(lambda s: s["agent_state"] == "hold", "hold")
        music = self._caller.hears(1.0)
        window.shoot("05-hold")
        if music.rx_average < HEARD:
            raise Missing(f"the caller on hold hears nothing ({music.rx_average})")
        self._report.fact("hold", caller_hears_music=round(music.rx_average, 1))
        window.click("Resume")
        window.until(lambda s: s["agent_state"] == "talking", "talking again")
        voice = self._caller.hears(2.0)
        if voice.rx_average < HEARD:
            raise Missing(f"after the hold the caller hears nothing ({voice.rx_average})")
        self._report.fact("resume", caller_hears=round(voice.rx_average, 1))

    def _write_note(self, interaction: int) -> None:
        window = self._window
        window.type("Note", NOTE)
        window.shoot("06-note")
        window.click("Save note")
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        deadline = time.monotonic() + 5.0
        while True:
            pop = client.ask(GetPop(interaction_id=interaction))
            entries = pop.card.timeline if pop.card is not None else []
            if any(NOTE[:20] in f"{entry.text}{entry.title}" for entry in entries):
                break
            if time.monotonic() > deadline:
                raise Missing("the note did not reach the hub")
            time.sleep(0.1)
        self._report.fact("note", text=NOTE)

    def _wrap_up(self, interaction: int, outcome: str, picture: str) -> None:
        self._window.until(lambda s: s["agent_state"] == "after_call", "after-call work")
        if picture:
            self._window.shoot(picture)
        self._book(outcome)
        self._window.until(
            lambda s: interaction not in s["contacts"] and s["agent_state"] != "after_call", "the wrap-up"
        )
        if not self._report.saw("wrap_up"):
            booked = disposition_of(self._stage.home, interaction)
            if booked != outcome:
                raise Missing(f"booked {booked!r} instead of {outcome!r}")
            self._report.fact("wrap_up", disposition=booked)

    def _book(self, outcome: str) -> None:
        self._window.click(outcome)
        self._window.click("Book and close")

    def _next_who_looks(self, interaction: int) -> None:
        """A colleague opens the customer: the call is there, with its note and its outcome."""
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        pop = client.ask(GetPop(interaction_id=interaction))
        if pop.card is None:
            raise Missing("the customer of the call is gone")
        card = client.ask(GetCard(customer_id=pop.card.customer.id))
        entry = next((one for one in card.timeline if one.kind == "call" and one.id == interaction), None)
        if entry is None:
            raise Missing("the call is not on the customer's timeline")
        self._report.fact(
            "timeline",
            seen_by=house.SECOND_LOGIN,
            customer=card.customer.name,
            entries=len(card.timeline),
            talk_seconds=entry.seconds,
        )

    def _become_ready(self) -> None:
        if self._window.state()["agent_state"] == "ready":
            return
        self._window.click("Agent state")
        self._window.choose("Ready", "state menu")
        self._window.until(lambda s: s["agent_state"] == "ready", "Ready")

    def _restart_hub(self, interaction: int) -> None:
        window, hub = self._window, self._stage.hub
        hub.kill()
        window.until(lambda s: s["liveness"] == "offline", "the word Offline", seconds=12)
        window.type("Note", OFFLINE_NOTE)
        window.shoot("21-offline")
        during = self._caller.hears(1.5)
        began = time.monotonic()
        hub.start()
        window.until(lambda s: s["liveness"] == "live", "Live again", seconds=15)
        window.click("Save note")
        after = self._caller.hears(1.5)
        state = window.until(lambda s: s["agent_state"] == "talking", "still talking")
        window.shoot("22-live-again")
        if not self._caller.is_up or during.rx_average < HEARD or after.rx_average < HEARD:
            raise Missing(f"the call did not survive: heard {during.rx_average}, then {after.rx_average}")
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        client.ask(GetPop(interaction_id=interaction))
        self._report.fact(
            "hub_restart",
            heard_meanwhile=round(during.rx_average, 1),
            heard_after=round(after.rx_average, 1),
            caught_up_s=round(time.monotonic() - began, 1),
            state=state["agent_state"],
        )
