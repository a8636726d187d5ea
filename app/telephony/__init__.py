"""Telephony: the phone process and its driver, the built-in line, the PBX."""
