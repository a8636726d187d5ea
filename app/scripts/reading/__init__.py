"""From YAML to a Flow, with every problem named by its line and node."""

from app.scripts.reading.flow import Reading, read, read_node

__all__ = ["Reading", "read", "read_node"]
