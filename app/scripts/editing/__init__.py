"""Flows that are being written: their text in blocks, edits that touch nothing else, and steps back."""

from app.scripts.editing.document import FlowDocument, Splice
from app.scripts.editing.scalars import EditError

__all__ = ["EditError", "FlowDocument", "Splice"]
