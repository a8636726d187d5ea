"""Fixtures of the real servers; a test that asks for one carries the marker `server`."""

from __future__ import annotations
