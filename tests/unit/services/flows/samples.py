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


SERVICE = """\
flow: service
title: {en: Service}
languages: [en, zh-TW]
speakers: [console, web]
start: hello
nodes:
  hello:
    say: {en: "Good day, {{ customer.name }}.", zh-TW: "您好，{{ customer.name }}。"}
    next: born
  born:
    ask: {en: "In which year were you born?", zh-TW: "您哪一年出生？"}
    type: number
    least: 1900
    most: 2026
    store: customer.custom.birth_year
    next: mail
  mail:
    ask: {en: "Your mail address?", zh-TW: "您的電子郵件？"}
    type: email
    required: false
    store: contact.email
    next: open_tickets
  open_tickets:
    look_up: tickets
    with: {state: "'open'"}
    none: matter
    next: known
  known:
    say: {en: "There is {{ open_tickets[0].subject }}.", zh-TW: "{{ open_tickets[0].subject }}"}
    next: matter
  matter:
    ask: {en: "What is it about?", zh-TW: "請問什麼事？"}
    next: act
  act:
    do: OpenTicket
    with: {subject: "matter"}
    into: ticket
    refused: sorry
    next: bye
  sorry:
    say: {en: "I cannot note that: {{ refusal }}", zh-TW: "{{ refusal }}"}
    next: matter
  bye:
    end: Settled
    say: {en: "Your number is {{ ticket.number }}.", zh-TW: "{{ ticket.number }}"}
"""
"""Answers that are stored, a look-up, and a command that may be refused."""

OFFER = """\
flow: offer
title: {en: Offer}
languages: [en]
speakers: [console, web]
start: kind
results: {happy: yes_no}
nodes:
  kind:
    branch:
      - {when: "customer.vip", next: mark}
    otherwise: mark
  mark: {ask: "How many points?", type: number, least: 0, most: 100, next: likes}
  likes:
    ask: "What do you like?"
    type: many_of
    choices:
      - {value: tea, text: Tea}
      - {value: milk, text: Milk}
      - {value: none, text: Nothing}
    next: offer
  offer:
    recommend: "May I suggest …"
    items:
      - {value: CP-1, text: A cup}
      - {value: CP-2, text: A pot, when: "mark > 50"}
    accepted: good
    declined: bad
  good: {end: Settled, results: {happy: "true"}}
  bad: {end: Open, results: {happy: "false"}}
"""
"""Numbers, several choices, a recommendation, two ends."""
