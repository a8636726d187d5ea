"""Telephone numbers that could be real, each given out once.

Where a regulator set numbers aside for films (Ofcom's for London and Leeds, the North American 555-01xx,
the Bundesnetzagentur's for Berlin), those are taken; elsewhere numbers of ranges in use.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple


class Number(NamedTuple):
    """A number in E.164 and as somebody wrote it down."""

    normal: str
    raw: str


class _Range(NamedTuple):
    """`national` with `x` for a free digit and `[…]` for a choice, without the trunk prefix."""

    country: str
    national: str
    written: tuple[str, ...]
    """How people write it: `0` trunk prefix and grouping, `#` for a digit of the national number."""


_MOBILE: dict[str, tuple[_Range, ...]] = {
    "TW": (_Range("886", "9[1235678]xxxxxxx", ("0###-###-###", "0#########", "+886-###-###-###")),),
    "TH": (_Range("66", "[89]xxxxxxxx", ("0##-###-####", "0#########", "0## ### ####", "+66 ## ### ####")),),
    "GB": (_Range("44", "7[45]xxxxxxxx", ("0#### ######", "+44 #### ######")),),
    "US": (_Range("1", "[23456789]1255501xx", ("(###) ###-####", "###-###-####", "+1 ### ### ####")),),
    "DE": (_Range("49", "15[127]xxxxxxxx", ("0### ########", "0###/########", "+49 ### ########")),),
    "NL": (_Range("31", "6[1245]xxxxxxx", ("0#-########", "+31 # ########")),),
    "FR": (_Range("33", "6[12]xxxxxxx", ("0# ## ## ## ##", "+33 # ## ## ## ##")),),
    "ES": (_Range("34", "6[1236]xxxxxxx", ("### ### ###", "+34 ### ## ## ##")),),
    "VN": (_Range("84", "9[01378]xxxxxxx", ("0## ### ####", "+84 ## ### ## ##")),),
}  # fmt: skip
_LANDLINE: dict[str, tuple[_Range, ...]] = {
    "TW": (
        _Range("886", "22[1357]xxxxxx", ("(0#) ####-####", "0#-####-####", "+886 # ####-####")),
        _Range("886", "28[67]xxxxxx", ("(0#) ####-####", "0########")),
        _Range("886", "42[23]xxxxxx", ("(0#) ####-####", "0#-########")),
    ),
    "TH": (_Range("66", "2[26]xxxxxx", ("0-####-####", "0# ### ####", "+66 # ### ####")),),
    "GB": (
        _Range("44", "2079460xxx", ("0## #### ####", "+44 ## #### ####")),
        _Range("44", "1614960xxx", ("0### ### ####", "(0###) ### ####")),
        _Range("44", "1134960xxx", ("0### ### ####",)),
    ),
    "US": (_Range("1", "[2345678]0255501xx", ("(###) ###-####", "###.###.####")),),
    "DE": (_Range("49", "3023125xxx", ("0## ########", "0##/########", "+49 ## ########")),),
    "NL": (_Range("31", "20[567]xxxxxx", ("0## ### ####", "+31 ## ### ####")),),
    "FR": (_Range("33", "19900xxxx", ("0# ## ## ## ##",)),),
    "ES": (_Range("34", "91[2345]xxxxxx", ("### ### ###", "+34 ## ### ## ##")),),
    "VN": (_Range("84", "283[89]xxxxxx", ("0## #### ####",)),),
}
REGION = {"zh-TW": "TW", "th": "TH", "de": "DE", "nl": "NL", "fr": "FR", "es": "ES", "vi": "VN"}
"""The country of a language's numbers; English is spoken in two of them."""


class Numbers:
    """Gives out numbers, none twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def mobile(self, region: str) -> Number:
        """A mobile number of a country."""
        return self._fresh(lambda: _draw(self._rng, self._rng.choice(_MOBILE[region])))

    def landline(self, region: str) -> Number:
        """A fixed line's number of a country; a mobile's where the country's fixed ones are all given."""
        try:
            return self._fresh(lambda: _draw(self._rng, self._rng.choice(_LANDLINE[region])))
        except LookupError:
            return self.mobile(region)

    def _fresh(self, draw: Callable[[], Number]) -> Number:
        for _ in range(50):
            number = draw()
            if number.normal not in self._given:
                self._given.add(number.normal)
                return number
        raise LookupError("this range has no free numbers left: ask for fewer customers")


def _draw(rng: random.Random, source: _Range) -> Number:
    digits: list[str] = []
    pattern = iter(source.national)
    for char in pattern:
        if char == "x":
            digits.append(str(rng.randrange(10)))
        elif char == "[":
            choices = []
            while (choice := next(pattern)) != "]":
                choices.append(choice)
            digits.append(rng.choice(choices))
        else:
            digits.append(char)
    return Number(f"+{source.country}{''.join(digits)}", write(rng.choice(source.written), "".join(digits)))


def write(pattern: str, national: str) -> str:
    """The digits of `national` in a pattern whose `#` stand for them."""
    digits = iter(national)
    return "".join(next(digits, "") if char == "#" else char for char in pattern) + "".join(digits)
