"""Interactions: a contact's way from its arrival to the booked outcome."""
