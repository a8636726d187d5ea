"""The telephone's side of a flow, without a telephone: what is said for a step, and what keys answer it.

Used by the line, by the IVR hook and by the designer's simulator. `wording.pieces(shown)` is what the caller
hears, `keypad.take(shown, keys)` what the keys pressed so far come to.
"""
