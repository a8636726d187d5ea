"""How people answer flows: plausible, and not all of them to the end, so that statistics have something to
show."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from app.protocol.flow_run import Answer, AnyInput, Next, Result, Shown
from app.services.demo.centre import Centre

_WEIGHTS: dict[str, dict[str, float]] = {
    "topic": {
        "trouble": 52,
        "order": 16,
        "invoice": 8,
        "address": 5,
        "advice": 7,
        "complaint": 6,
        "other": 6,
    },
    "same_matter": {"same": 62, "other": 38},
    "works": {"works": 56, "not": 44},
    "more": {"no": 88, "yes": 12},
    "suits": {"now": 66, "later": 18, "never": 16},
    "csat": {"5": 38, "4": 34, "3": 14, "2": 9, "1": 5},
    "reached": {"yes": 78, "other": 17, "wrong": 5},
    "may": {"yes": 58, "later": 22, "no": 20},
    "sure": {"yes": 86, "no": 14},
    "reason": {"price": 40, "unused": 26, "moved": 12, "service": 8, "none": 14},
    "wish": {"orders": 24, "billing": 14, "technical": 38, "hours": 8, "other": 16},
    "wait_or_call": {"wait": 60, "call": 40},
    "confirmed": {"right": 92, "again": 8},
    "visit_wanted": {"yes": 60, "no": 28, "cheaper": 12},
    "at_once": {"yes": 70, "no": 30},
    "made_safe": {"yes": 80, "no": 20},
    "serial_right": {"yes": 80, "no": 20},
    "understood": {"yes": 90, "no": 10},
    "harm": {"hurt": 2, "damage": 12, "useless": 46, "annoyed": 40},
    "chosen": {"en": 70, "zh-TW": 20, "th": 10},
}
"""By the answer's variable; others are drawn evenly."""
_MARKS = {10: 24, 9: 22, 8: 18, 7: 12, 6: 8, 5: 6, 4: 3, 3: 3, 2: 2, 1: 1, 0: 1}
_YES = {"settled": 0.82, "ask_again": 0.58, "works": 0.9, "offers_again": 0.4}
_LEAVES = {
    "comment": 0.24,
    "improve": 0.05,
    "nps": 0.03,
    "choose_language": 0.05,
    "menu": 0.06,
    "about_it": 0.04,
}
"""How many leave at a node; at others few do."""
_TAKES = {"CP-2": 0.22, "FS-1": 0.33, "NW-MS": 0.28}
_TEXTS = {
    "en": ("It began last week.", "All well, thank you.", "The waiting was long.", "Please call after six."),
    "zh-TW": ("上週開始的。", "都很好,謝謝。", "等了有點久。", "請在六點後打來。"),
    "th": ("เริ่มเมื่อสัปดาห์ก่อนค่ะ", "ดีค่ะ ขอบคุณ", "รอนานไปหน่อย", "โทรหลังหกโมงนะคะ"),
}
_SECONDS = {"say": (3, 9), "ask": (4, 16), "recommend": (8, 25), "route": (1, 2)}


class Answerer:
    """Answers one run for `who` (a customer as flows see one)."""

    def __init__(
        self, rng: random.Random, centre: Centre, who: dict[str, Any], now: int, ticket: int
    ) -> None:
        """`ticket` is the number of the ticket that a flow opens here."""
        self._rng, self._centre, self._who, self._now, self._ticket = rng, centre, who, now, ticket

    def leaves(self, shown: Shown, speaker: str) -> bool:
        """Whether they go away here."""
        seldom = {"console": 0.004, "telephone": 0.015, "web": 0.03}[speaker]
        often = 0.3 if speaker == "console" else 1.0
        return self._rng.random() < max(seldom, _LEAVES.get(shown.node, 0.0) * often)

    def seconds(self, shown: Shown) -> float:
        """How long they take."""
        least, most = _SECONDS.get(shown.kind, (0, 0))
        if shown.type in ("text", "signature", "photo"):
            least, most = least * 2, most * 2
        return self._rng.uniform(least, most)

    def given(self, shown: Shown) -> AnyInput:
        """What they do."""
        if shown.kind == "ask":
            return Answer(value=self._answer(shown))
        if shown.kind == "recommend":
            taken = [one.value for one in shown.choices if self._rng.random() < _TAKES.get(one.value, 0.2)]
            return Answer(value=taken[0] if taken else "")
        if shown.kind == "look_up":
            return self._found(shown)
        if shown.kind == "do":
            done = {"id": self._ticket, "number": self._ticket}
            return Result(value=done if shown.effect == "OpenTicket" else {"id": self._who.get("id", 1)})
        return Next()

    def _answer(self, shown: Shown) -> Any:
        rng = self._rng
        if shown.type in ("one_of", "many_of"):
            return self._chosen(shown)
        if shown.type == "yes_no":
            return rng.random() < _YES.get(shown.answer, 0.5)
        if shown.answer == "nps":
            return rng.choices(list(_MARKS), weights=list(_MARKS.values()))[0]
        if not shown.required and rng.random() < 0.45:
            return ""
        if shown.answer in ("customer_number", "postcode", "birthday") and rng.random() < 0.9:
            return self._own(shown.answer)
        if shown.type == "number":
            return {"voltage": rng.choice((109, 110, 112, 125)), "pressure": 3, "temperature": 9}.get(
                shown.answer, 1
            )
        if shown.type == "date":
            return self._day(shown)
        if shown.type == "money":
            return str(rng.choice((0, 180, 490, 1200)))
        if shown.type == "phone":
            return shown.value or self._who.get("phone") or "+886912345678"
        if shown.type == "email":
            return self._who.get("email", "")
        if shown.pattern:
            return "".join("1" if letter == "9" else letter for letter in shown.pattern)
        return self._text(shown)

    def _chosen(self, shown: Shown) -> Any:
        values = [choice.value for choice in shown.choices]
        if shown.type == "many_of":
            if shown.answer == "safety" and self._rng.random() < 0.9:
                return values
            most = int(shown.most) if shown.most.isdigit() else len(values)
            return self._rng.sample(values, self._rng.randint(1, min(2, most, len(values))))
        if shown.value in values and self._rng.random() < 0.6:
            return shown.value
        weights = _WEIGHTS.get(shown.answer, {})
        return self._rng.choices(values, weights=[weights.get(value, 10) for value in values])[0]

    def _own(self, name: str) -> Any:
        custom = self._who.get("custom", {})
        if name == "customer_number":
            return str(custom.get("customer_no", "K1"))[1:]
        return custom.get(name, "")

    def _day(self, shown: Shown) -> str:
        """A day within the bounds, in the days to come where it may be."""
        today = datetime.fromtimestamp(self._now / 1000, UTC).date()
        if shown.most and shown.most <= (today + timedelta(days=1)).isoformat():
            return (today - timedelta(days=self._rng.randrange(2, 20))).isoformat()
        return (today + timedelta(days=self._rng.randrange(2, 10))).isoformat()

    def _text(self, shown: Shown) -> str:
        if shown.answer == "serial":
            products = [one["serial"] for one in self._who.get("products", ()) if one["serial"]]
            return products[0] if products else "CF11002003"
        if shown.answer in ("order_no", "invoice_no"):
            return f"{self._rng.randrange(10**6, 10**7)}"
        if shown.answer == "code":
            return self._rng.choice(("E1", "E2", "E5"))
        text = self._rng.choice(_TEXTS.get(shown.language, _TEXTS["en"]))
        return text[: int(shown.most)] if shown.most.isdigit() else text

    def _found(self, shown: Shown) -> Result:
        if shown.effect != "queue":
            return Result(outcome="none")
        name = str(shown.arguments.get("name", ""))
        waiting = self._rng.choice((0, 0, 1, 1, 2, 3, 4, 6, 8))
        return Result(
            value={
                "id": self._centre.queues.get(name, 0),
                "name": name,
                "waiting": waiting,
                "wait_seconds": waiting * 25,
                "expected_seconds": waiting * 40,
                "agents": 3,
                "ready": 0 if waiting else 1,
            }
        )
