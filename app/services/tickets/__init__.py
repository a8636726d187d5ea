"""Tickets: matters that may take several interactions to settle."""
