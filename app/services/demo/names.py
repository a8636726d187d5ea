"""Names, phone numbers and mail addresses of people who do not exist, in ten languages.

The material is `resources/demo/names/*.json`. Common parts are drawn more often than rare ones, as in
life, and surnames of the languages that form them by composition are composed, so that a million
people do not share a hundred surnames. The same `random.Random` gives the same people.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import msgspec

from app.core.resources import resource

LANGUAGES = ("en", "de", "es", "ru", "ar", "hi", "th", "zh-TW", "ja", "ko")
"""BCP 47 tags of the languages there are names in."""

_SKEW = 2.0  # how much more often the first entries of a list are drawn
_COMPOSED = 0.45  # share of surnames put together from parts, where a language has parts
_LATIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ñ": "n"}
)
_MAIL_HOSTS = ("example.com", "mail.example.org", "post.example.net", "example.org", "inbox.example.com")


class Part(NamedTuple):
    """A piece of a name in its own script, and in Latin letters."""

    native: str
    latin: str


class NumberPlan(NamedTuple):
    """A range of phone numbers: E.164 prefix, the digits that follow, how people write it, a label."""

    prefix: str
    digits: int
    shown: str
    label: str


class Phone(NamedTuple):
    """A phone number: E.164, as a person typed it, and home, mobile or office."""

    normal: str
    raw: str
    label: str


class Person(NamedTuple):
    """A name as it is written, the same in Latin letters (empty where it is Latin), and a local part
    for mail addresses."""

    name: str
    latin: str
    mailbox: str


class _Material(msgspec.Struct, frozen=True, kw_only=True):
    """One file of `resources/demo/names`. Lists are words in one string; `native|latin` where both differ."""

    language: str
    region: str
    joiner: str
    pattern: str
    latin_pattern: str = ""
    family: str
    female: str = ""
    male: str = ""
    female_syllables: str = ""
    male_syllables: str = ""
    given_length: int = 1
    latin_given_joiner: str = ""
    middle_female: str = ""
    middle_male: str = ""
    family_first: str = ""
    family_mid: str = ""
    family_last: str = ""
    family_tail: str = ""
    female_tail: str = ""
    organisation: list[str]
    trade: str
    lucky: str = ""
    city: str
    numbers: list[tuple[str, str, str, str]]


def _parts(text: str) -> list[Part]:
    found = []
    for word in text.split():
        native, bar, latin = word.partition("|")
        found.append(Part(native, latin if bar else native))
    return found


class Names:
    """Draws names of one language.

    `region` is the country (ISO 3166-1) its phone numbers are of.
    """

    def __init__(self, language: str) -> None:
        """Read the language's file; FileNotFoundError where there is none."""
        raw = resource("demo", "names", f"{language}.json").read_bytes()
        self._material = material = msgspec.json.decode(raw, type=_Material)
        self.language = material.language
        self.region = material.region
        self._syllabic = bool(material.female_syllables)
        self._given = (
            _parts(material.female_syllables or material.female),
            _parts(material.male_syllables or material.male),
        )
        self._middle = (_parts(material.middle_female), _parts(material.middle_male))
        self._family = _parts(material.family)
        self._first = _parts(material.family_first)
        self._mid = _parts(material.family_mid)
        self._last = _parts(material.family_last)
        self._tail = next(iter(_parts(material.family_tail)), Part("", ""))
        self._female_tail = next(iter(_parts(material.female_tail)), Part("", ""))
        self._trades = material.trade.split()
        self._lucky = material.lucky.split()
        self._cities = material.city.split()
        self._plans = [NumberPlan(p, len(d), shown, label) for p, d, shown, label in material.numbers]

    def person(self, rng: Random) -> Person:
        """A woman's or a man's name."""
        male = rng.random() < 0.5
        given, family = self.given(rng, male), self.family(rng, male)
        middle = self._middle_name(rng, male)
        second = self.family(rng, male) if self._material.pattern.count("{family}") > 1 else None
        name = _fill(self._material.pattern, given.native, family.native, middle.native, second)
        pattern = self._material.latin_pattern or self._material.pattern
        latin = _fill(pattern, given.latin, family.latin, middle.latin, second)
        box = f"{given.latin}.{family.latin}".lower().translate(_LATIN)
        mailbox = "".join(char for char in box if char.isascii() and (char.isalnum() or char in ".-"))
        return Person(name, "" if latin == name else latin, mailbox.strip(".-") or "mail")

    def organisation(self, rng: Random) -> str:
        """A company's, a practice's or a shop's name."""
        pattern = rng.choice(self._material.organisation)
        while "{family}" in pattern:
            pattern = pattern.replace("{family}", self.family(rng, True).native, 1)
        trade, city = rng.choice(self._trades), rng.choice(self._cities)
        lucky = rng.choice(self._lucky) if self._lucky else ""
        return pattern.replace("{trade}", trade).replace("{city}", city).replace("{lucky}", lucky)

    def given(self, rng: Random, male: bool) -> Part:
        """A given name."""
        pool = self._given[male]
        if not self._syllabic:
            return _skewed(rng, pool)
        length = self._material.given_length if rng.random() > 0.04 else 1
        drawn = [_skewed(rng, pool) for _ in range(length)]
        if length == 2 and drawn[0] == drawn[1]:
            drawn[1] = pool[(pool.index(drawn[0]) + 7) % len(pool)]
        latin = self._material.latin_given_joiner.join(part.latin for part in drawn)
        return Part("".join(part.native for part in drawn), latin)

    def family(self, rng: Random, male: bool) -> Part:
        """A surname; Russian ones in the form for the sex."""
        tail = Part("", "") if male else self._female_tail
        if not self._first or rng.random() > _COMPOSED:
            whole = _skewed(rng, self._family)
            return Part(whole.native + tail.native, whole.latin + tail.latin)
        drawn = [rng.choice(self._first)]
        if self._mid:
            drawn.append(rng.choice(self._mid))
        drawn += [rng.choice(self._last), self._tail, tail]
        return Part("".join(part.native for part in drawn), "".join(part.latin for part in drawn))

    def phone(self, rng: Random) -> Phone:
        """A phone number of the language's country, as one person or another would write it."""
        plan = rng.choice(self._plans)
        digits = str(rng.randrange(10 ** (plan.digits - 1) * 2, 10**plan.digits))
        return Phone(plan.prefix + digits, _write(plan, digits), plan.label)

    def mail(self, rng: Random, mailbox: str) -> str:
        """A mail address; the host is one reserved for examples (RFC 2606)."""
        return f"{mailbox}{rng.randrange(1, 1000)}@{rng.choice(_MAIL_HOSTS)}"

    def _middle_name(self, rng: Random, male: bool) -> Part:
        if "{middle}" not in self._material.pattern:
            return Part("", "")
        pool = self._middle[male]
        if pool:
            return _skewed(rng, pool)
        return _skewed(rng, self._given[True])  # the father's name


def _skewed(rng: Random, pool: list[Part]) -> Part:
    return pool[int(len(pool) * rng.random() ** _SKEW)]


def _fill(pattern: str, given: str, family: str, middle: str, second: Part | None) -> str:
    text = pattern.replace("{given}", given, 1).replace("{family}", family, 1).replace("{middle}", middle, 1)
    return text.replace("{family}", second.native, 1) if second else text


def _write(plan: NumberPlan, digits: str) -> str:
    """Fill the digits into the pattern; a pattern holds as many # as the range has free digits."""
    rest = iter(digits)
    return "".join(next(rest) if char == "#" else char for char in plan.shown)
