"""What the house has, for checks of names. A part that is empty is not checked."""

import msgspec

from app.scripts.nodes import AnswerType, Flow


class FlowKnown(msgspec.Struct, frozen=True, kw_only=True):
    """Another flow, as far as its callers have to know it."""

    arguments: dict[str, AnswerType] = {}
    results: dict[str, AnswerType] = {}
    calls: list[str] = []
    """Flows that it runs before anybody is waited for."""
    stops: bool = True
    """Whether somebody is waited for on every way through it."""

    @staticmethod
    def of(flow: Flow) -> "FlowKnown":
        """What callers of this flow have to know."""
        from app.scripts.checking.graph import Graph

        graph = Graph(flow)
        return FlowKnown(
            arguments=flow.arguments, results=flow.results, calls=graph.calls_at_once(), stops=graph.stops()
        )


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Names that a flow may use."""

    queues: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    dispositions: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    """SKUs of products and codes of services."""
    prompts: frozenset[str] = frozenset()
    """Names of the WAV files in the prompts folder."""
    purposes: frozenset[str] = frozenset()
    """Purposes of consents."""
    commands: dict[str, dict[str, bool]] = {}
    """Command → field → whether it has to be given."""
    alone: frozenset[str] = frozenset()
    """Commands that are run where no agent sits before the flow: on a telephone, on a page."""
    fields: dict[str, str] = {}
    """The customers' custom fields: key → kind (text, number, date, choice, yes_no)."""
    flows: dict[str, FlowKnown] = {}
    """The other flows that can be run."""
