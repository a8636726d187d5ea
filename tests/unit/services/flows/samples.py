"""Flows that tests use."""

from __future__ import annotations

HELLO = """\
flow: hello
title: {en: Hello}
languages: [en]
speakers: [console, web]
start: hello
nodes:
  hello:
    say: "Good day, {{ customer.name }}."
    next: colour
  colour:
    ask: "Which colour?"
    type: one_of
    choices:
      - {value: red, text: Red}
      - {value: blue, text: Blue}
    next: bye
  bye:
    end: Settled
    say: "{{ colour }} it is."
"""
"""Says, asks, ends."""


def named(name: str, source: str = HELLO) -> str:
    """The same flow under another name."""
    return source.replace("flow: hello", f"flow: {name}")
