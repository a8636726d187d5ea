"""Ids, clock, settings, errors: what every room may use."""
