"""Names of people who do not exist: the material is whole, the draw repeatable and varied."""

from random import Random

import phonenumbers
import pytest

from app.services.demo.names import LANGUAGES, Names


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_can_be_read_back_from_the_way_they_are_written(language: str) -> None:
    names = Names(language)
    rng = Random(1)
    for _ in range(60):
        phone = names.phone(rng)
        read = phonenumbers.parse(phone.raw, names.region)
        assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == phone.normal
        assert phonenumbers.is_possible_number(read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_many_and_the_same_for_the_same_seed(language: str) -> None:
    names = Names(language)
    people = [names.person(rng) for rng in [Random(7)] for _ in range(2000)]
    again = [names.person(rng) for rng in [Random(7)] for _ in range(2000)]
    assert people == again
    assert len({person.name for person in people}) > 1000
    for person in people:
        assert "{" not in person.name
        assert "|" not in person.name + person.latin
        assert person.mailbox.isascii()
        assert " " not in person.mailbox


@pytest.mark.parametrize("language", LANGUAGES)
def test_companies_have_no_hole_left_in_their_name(language: str) -> None:
    names = Names(language)
    rng = Random(3)
    for _ in range(200):
        name = names.organisation(rng)
        assert "{" not in name
        assert name == name.strip()
