"""Is a flow fit to be used? What would go wrong with a customer on the line is found when it is saved."""

from app.scripts.checking.check import check
from app.scripts.checking.known import FlowKnown, Known
from app.scripts.checking.uses import Cache

__all__ = ["Cache", "FlowKnown", "Known", "check"]
