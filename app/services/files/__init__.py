"""Files that came in."""
