"""Who the demo centre's customers are: names in their own script, addresses, mail addresses."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from app.core.resources import resource
from app.services.demo.numbers import REGION

LANGUAGES = {"zh-TW": 42, "th": 24, "en": 16, "de": 7, "nl": 3, "fr": 3, "es": 3, "vi": 2}
"""Languages of the customers and their shares in percent."""

# RFC 2606: nobody is there, whatever somebody sends from the demo.
_MAIL_HOSTS = ("mailbox.example", "inbox.example", "post.example", "example.org", "example.net")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Ł": "L", "Ø": "O"}
)


@dataclass(frozen=True)
class Person:
    """A person or an organisation as the name material gives it."""

    language: str
    region: str
    kind: str
    name: str
    other: str
    """The same in Latin letters, where the name is in another script."""
    family: str
    """Family name, the part that relatives share; empty for an organisation."""
    latin: str
    """For mail addresses: ASCII words, lower case."""


@cache
def material() -> dict[str, Any]:
    """The name material, by language."""
    return dict(msgspec.json.decode(resource("demo", "people.json").read_bytes()))


def languages(rng: random.Random, count: int) -> list[str]:
    """Languages for so many customers."""
    return rng.choices(list(LANGUAGES), weights=list(LANGUAGES.values()), k=count)


def region_of(rng: random.Random, language: str) -> str:
    """The country in which a speaker of `language` has numbers and an address."""
    return REGION.get(language) or rng.choice(("GB", "GB", "US"))


def person(rng: random.Random, language: str, family: str = "") -> Person:
    """A person; `family` is given for a relative."""
    names = material()[language]
    given = rng.choice(list(names["given"]))
    family = family or rng.choice(list(names["family"]))
    if language == "zh-TW":
        latin_family, latin_given = names["family"][family], names["given"][given]
        name, other = family + given, f"{latin_family} {latin_given}"
    elif language == "th":
        latin_given, latin_family = names["given"][given], names["family"][family]
        name, other = f"{given} {family}", f"{latin_given} {latin_family}"
    elif language == "vi":
        name, other = f"{family} {given}", ""
        latin_given, latin_family = given, family
    else:
        name, other = f"{given} {family}", ""
        latin_given, latin_family = given, family
    latin = f"{ascii_words(latin_given)} {ascii_words(latin_family)}"
    return Person(language, region_of(rng, language), "person", name, other, family, latin)


def organisation(rng: random.Random, language: str) -> Person:
    """A company, a clinic, a hotel …"""
    names = material()[language]
    own, trade = rng.choice(list(names["organisation"])), rng.choice(list(names["trade"]))
    other = ""
    if language == "zh-TW":
        name = own + trade
        other = f"{names['organisation'][own]} {names['trade'][trade]}"
    elif language == "th":
        # What comes first in Thai is what it is: "โรงแรมสุขุมวิท".
        name = f"{own}{trade}" if "จำกัด" in trade else f"{trade}{own}"
        other = f"{names['organisation'][own]} {names['trade'][trade]}"
    else:
        name = f"{own} {trade}"
    latin = ascii_words((other or name).split(" ")[0])
    return Person(language, region_of(rng, language), "organisation", name, other, "", latin)


def address(rng: random.Random, language: str) -> str:
    """A postal address on one line, as it is written in that country."""
    names = material()[language]
    street, city, house = rng.choice(names["street"]), rng.choice(names["city"]), rng.randrange(1, 240)
    if language == "zh-TW":
        return f"{city}{street}{house}號{rng.randrange(2, 14)}樓"
    if language == "th":
        return f"{house}/{rng.randrange(1, 60)} {street} {city}"
    if language in ("en", "fr"):
        return f"{house} {street}, {city}"
    return f"{street} {house}, {city}"


def mail_of(rng: random.Random, who: Person) -> str:
    """A private mail address."""
    words = who.latin.split()
    given, family = words[0], words[-1]
    tail = rng.choice(("", "", str(rng.randrange(60, 100)), str(rng.randrange(1, 1000))))
    local = (
        rng.choice((f"{given}.{family}", f"{given}{family}", f"{given[:1]}{family}", f"{family}_{given}"))
        + tail
    )
    return f"{local}@{rng.choice(_MAIL_HOSTS)}"


def ascii_words(text: str) -> str:
    """Words of a name in plain ASCII letters, joined where they belong together, lower case."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", "", plain.lower()) or "info"
