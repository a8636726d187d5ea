"""Agents: signing in and out, presence, and the state a screen shows."""
