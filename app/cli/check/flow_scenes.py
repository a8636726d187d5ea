"""The scenes of the check with flows: on the telephone, beside the call, on a page, in the designer."""

from __future__ import annotations

import time

from app.cli.check.ledger import disposition_of
from app.cli.check.page import PageVisit
from app.cli.check.pieces import Pieces
from app.cli.check.window import Missing
from app.protocol import phone as wire
from app.protocol.customers import GetCard, Identify
from app.protocol.flow_links import MakeFlowLink
from app.protocol.flows import GetRun, ListFlows, ListRuns, RunView
from app.protocol.interactions import GetPop
from app.services.demo import centre as house

KEYS = ("1", "3")
"""English, then: something does not work."""
NAME = "Nora Check"
STEPS: tuple[tuple[str, str], ...] = (
    ("topic", "1"),
    ("which", "2"),
    ("water", "2"),
    ("danger", "Return"),
    ("visit_costs", "1"),
    ("visit_day", "Return"),
    ("visit_time", "1"),
    ("visit_phone", "Return"),
    ("tell_number", "Return"),
    ("anything_else", "1"),
    ("goodbye", "Return"),
)
"""The service script after the name: where it stands, and the key that goes on."""
OUTCOME = "Visit booked"


class FlowScenes(Pieces):
    """Scenes with flows."""

    interaction = 0
    """The call of the one who came through the IVR."""

    def unknown_caller_in_the_ivr(self) -> None:
        """A number nobody has calls the main number, chooses language and topic by keys, and is routed."""
        who = self._stage.who("unknown")
        self._become_ready()
        self._caller.dial(self._stage.hub.line, house.MAIN, who.number)
        self._caller.wait(wire.Answered, 10.0, key=self._caller.key)
        for key in KEYS:
            heard = self._caller.hears(1.5)
            self._caller.press(key)
        offer = self._offered("13-offer-unknown", seconds=25)
        self.interaction = offer["interaction"]
        pop = self._pop_of(offer["offers"][0])
        if pop["by"] != "unknown" or pop["customer"]:
            raise Missing(f"the unknown caller was taken for {pop}")
        run = self._run_of("ivr-day")
        self._report.fact(
            "ivr",
            dnis=house.MAIN,
            keys="".join(KEYS),
            caller_heard=round(heard.rx_average, 1),
            path=[step.node for step in run.path],
            language=run.shown.language,
        )
        self._accept("14-unknown")
        self._report.fact("unknown_caller", number=who.number, **pop)

    def script_to_its_end(self) -> None:
        """The agent works through the service script by keyboard alone, to a ticket and an outcome."""
        window = self._window
        if not self.interaction:
            raise Missing("nobody came through the IVR")
        self._script_at("hello_unknown")
        window.run("script")
        window.type("Greeting and name", NAME)
        window.press("Return")
        for node, key in STEPS:
            self._script_at(node)
            if node in ("which", "visit_day"):
                window.shoot(f"15-script-{node}")
            window.press(key)
        ended = window.until(lambda s: s["script"]["status"] == "ended", "the end of the script")["script"]
        run = self._run_of("service")
        window.shoot("16-script-end")
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        pop = client.ask(GetPop(interaction_id=self.interaction))
        if pop.card is None or pop.card.customer.name != NAME:
            raise Missing("the script made no customer of the caller")
        ticket = next(iter(client.ask(GetCard(customer_id=pop.card.customer.id)).tickets), None)
        if ticket is None or ended["disposition"] != OUTCOME:
            raise Missing(f"the script ended with {ended}, the ticket is {ticket}")
        window.click("End")
        window.until(lambda s: s["agent_state"] == "after_call", "after-call work")
        window.click("Book and close")  # the outcome is chosen already
        window.until(lambda s: self.interaction not in s["contacts"], "the wrap-up")
        booked = disposition_of(self._stage.home, self.interaction)
        if booked != OUTCOME:
            raise Missing(f"booked {booked!r} instead of {OUTCOME!r}")
        self._report.fact(
            "script",
            flow="service",
            steps=len(run.path),
            ticket=ticket.number,
            subject=ticket.subject,
            disposition=booked,
        )

    def questionnaire(self) -> None:
        """A customer answers the survey on the page of a signed link."""
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        customer = client.ask(Identify(number=self._stage.who("known").number)).candidates[0]
        link = client.do(MakeFlowLink(flow="satisfaction", customer_id=customer.customer_id, language="en"))
        visit = PageVisit(link.url, self._stage.pictures)
        nodes = visit.answer(
            {"nps": "9", "csat": "5", "comment": "Quick and friendly."},
            pictures={"start": "17-page-start", "csat": "18-page-question"},
        )
        runs = client.ask(ListRuns(customer_id=customer.customer_id))
        run = next((one for one in runs if one.flow == "satisfaction" and one.speaker == "web"), None)
        if run is None or run.status != "ended":
            raise Missing(f"the survey did not end: {run}")
        self._window.shots += visit.shots
        self._report.fact("page", pages=nodes, disposition=run.disposition, chromium=visit.chromium)

    def designer(self) -> None:
        """A supervisor opens the service script in the designer."""
        window = self._stage.open_second("grace", house.PASSWORD)
        window.until(lambda s: s["page"] == "desk", "the supervisor's desk", seconds=20)
        window.run("designer")
        window.there("Flows", "Inbound service", seconds=10)
        window.pick("Flows", "Inbound service")
        window.key("Return", "Flows")
        window.there("Graph of the flow", seconds=10)
        time.sleep(0.5)
        window.shoot("19-designer")
        window.key("Ctrl+Shift+O", "Graph of the flow")
        window.there("Flows", "Satisfaction survey", seconds=5)
        window.pick("Flows", "Satisfaction survey")
        window.key("Return", "Flows")
        window.there("Graph of the flow", seconds=10)
        window.pick("Panels", "Figures")
        time.sleep(1.0)
        window.shoot("19-figures")
        flows = self._stage.colleague("grace", house.PASSWORD).ask(ListFlows())
        self._report.fact(
            "designer",
            flows=len(flows),
            versions=sum(len(flow.versions) for flow in flows),
            live=sum(version.state == "live" for flow in flows for version in flow.versions),
        )
        self._stage.close_second()

    # ------------------------------------------------------------------------------------- pieces
    def _script_at(self, node: str) -> None:
        self._window.until(
            lambda s: s["script"] and s["script"]["node"] == node,
            f"the script's step {node}",
        )

    def _run_of(self, flow: str) -> RunView:
        """The run of a flow on the call."""
        client = self._stage.colleague(house.SECOND_LOGIN, house.PASSWORD)
        runs = client.ask(ListRuns(interaction_id=self.interaction))
        found = next((run for run in runs if run.flow == flow), None)
        if found is None:
            raise Missing(f"there is no run of {flow} on the call, but {[run.flow for run in runs]}")
        return client.ask(GetRun(run_id=found.id))
