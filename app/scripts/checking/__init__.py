"""Is a flow fit to be used? What would go wrong with a customer on the line is found when it is saved."""

from app.scripts.checking.check import check
from app.scripts.checking.known import FlowKnown, Known

__all__ = ["FlowKnown", "Known", "check"]
