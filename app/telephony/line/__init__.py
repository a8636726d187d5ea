"""The built-in line: a SIP front that gives each caller a phone process of its own.

Why it is built this way: docs/decisions/0002-one-caller-per-phone-process.md
"""
