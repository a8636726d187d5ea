"""What is played on the stage, scene by scene, and the facts each one shows."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.cli.check.flow_scenes import FlowScenes
from app.cli.check.ledger import legs_add_up, replay_differences
from app.cli.check.report import Report
from app.cli.check.stage import Stage
from app.cli.check.window import Missing
from app.cli.processes import NotStarted
from app.core.errors import Refused
from app.protocol import phone as wire
from app.protocol.interactions import GetPop
from app.services.demo import centre as house
from app.telephony.phone import PhoneGone


def play(stage: Stage, report: Report) -> None:
    """All scenes; one that fails is said, and the next is tried."""
    show = _Show(stage, report)
    try:
        stage.build()
    except (NotStarted, Missing, PhoneGone, OSError) as error:
        report.trouble("build", str(error))
        return
    scenes: tuple[Callable[[], None], ...] = (
        show.sign_in,
        show.known_caller,
        show.look_around,
        show.shared_number,
        show.unknown_caller_in_the_ivr,
        show.script_to_its_end,
        show.questionnaire,
        show.designer,
        show.withheld_caller_and_hub_restart,
        show.books,
    )
    for scene in scenes:
        try:
            scene()
        except (Missing, Refused, NotStarted, PhoneGone, OSError) as error:
            report.trouble(scene.__name__, str(error))
            show.tidy()


class _Show(FlowScenes):
    """Everything that is played."""

    # ------------------------------------------------------------------------------------- scenes
    def sign_in(self) -> None:
        """From the sign-in screen to Ready."""
        window = self._window
        self._stage.open_console()
        window.shoot("01-sign-in")
        window.type("Login", house.LOGIN)
        window.type("Password", house.PASSWORD)
        window.click("Sign in")
        window.until(lambda s: s["page"] == "desk", "the desk", seconds=15)
        self._report.fact("sign_in", login=house.LOGIN)
        window.until(lambda s: s["phone"] == "ready", "the soft phone", seconds=15)
        window.shoot("02-not-ready")
        self._become_ready()
        self._report.fact("ready", state=window.state()["agent_state"])

    def known_caller(self) -> None:
        """A customer calls, is known, heard, held, noted, hung up on and wrapped up."""
        who = self._stage.who("known")
        self._ring(who)
        offer = self._offered("03-offer-known")
        self._report.fact("offer", offer_id=offer["offers"][0])
        interaction = self._popped(offer["offers"][0], who)
        self._accept("04-talking")
        self._audio()
        self._hold_and_resume()
        self._write_note(interaction)
        self._window.click("End")
        ended = self._caller.wait(wire.Disconnected, 8.0, key=self._caller.key)
        self._report.fact("hang_up", by="agent", caller_heard=ended.code, caller_side=ended.by)
        self._wrap_up(interaction, "Call-back agreed", "07-wrap-up")
        self._next_who_looks(interaction)

    def look_around(self) -> None:
        """The screens between calls: search, the command palette, the keys."""
        window = self._window
        name = self._stage.who("known").name
        window.type("Search", name[:-1])
        window.there("Search hits", name, seconds=5)
        window.shoot("08-search")
        window.key("Escape", "Search")
        window.gone("Search hits")
        window.key("Escape", "Search")
        window.run("palette")
        window.there("Commands and hits")
        window.shoot("09-palette")
        window.key("Escape", "What shall be done or found")
        window.gone("Commands and hits")
        window.run("keys")
        window.there("Find an action")
        window.shoot("10-keys")
        window.click("Close")
        window.gone("Find an action")

    def shared_number(self) -> None:
        """A number that two customers have: both are shown, ranked, and why."""
        who = self._stage.who("shared")
        self._become_ready()
        self._ring(who)
        offer = self._offered("11-offer-shared")
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        match = client.ask(GetPop(interaction_id=offer["interaction"])).match
        if len(match.candidates) < 2:
            raise Missing(f"{who.number} belongs to several; the pop shows {len(match.candidates)}")
        self._accept("12-shared")
        names = [one.name for one in match.candidates]
        self._report.fact("shared_number", number=who.number, candidates=names)
        self._caller.hang_up()
        self._wrap_up(offer["interaction"], "Information given", "")

    def withheld_caller_and_hub_restart(self) -> None:
        """Someone who withholds the number; while they talk the hub is killed and comes back."""
        who = self._stage.who("withheld")
        self._become_ready()
        self._ring(who)
        offer = self._offered("20-offer-withheld")
        pop = self._pop_of(offer["offers"][0])
        if pop["by"] != "withheld" or who.number in str(pop):
            raise Missing(f"the withheld caller was taken for {pop}")
        self._accept("")
        self._report.fact("withheld_caller", **pop)
        self._restart_hub(offer["interaction"])
        self._window.click("End")
        self._caller.wait(wire.Disconnected, 8.0, key=self._caller.key)
        self._wrap_up(offer["interaction"], "Settled", "23-after-restart")

    def books(self) -> None:
        """The hub is stopped; what it wrote adds up."""
        stage = self._stage
        stage.hub.stop()
        told = legs_add_up(stage.home, self._calls)
        if told.wrong:
            self._report.trouble("legs_add_up", "; ".join(told.wrong))
        else:
            self._report.fact("legs_add_up", calls=len(self._calls), legs=told.legs, seconds=told.seconds)
        differences, entries, rows = replay_differences(stage.home)
        if differences:
            self._report.trouble("log_replay", "; ".join(differences[:3]))
        else:
            self._report.fact("log_replay", entries=entries, rows=rows)

    def tidy(self) -> None:
        """After a scene that failed: nobody is left on the phone."""
        try:
            if self._caller.key and self._caller.is_up:
                self._caller.hang_up()
        except PhoneGone:
            pass
        try:
            self._window.ask("shot", path=str(self._stage.pictures / f"trouble-{time.time_ns()}.png"))
            state = self._window.state()
            if state.get("agent_state") == "after_call":
                self._book("Settled")
        except Missing:
            pass
