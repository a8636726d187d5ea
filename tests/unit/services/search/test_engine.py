"""What somebody types, and whom they must see."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.tables import contact_points, customers, tickets
from tests.unit.services.search.conftest import Desk

NAMES = {
    "chinese": ("陳美玲", "Chen Mei-Ling"),
    "short": ("王明", ""),
    "single": ("李", ""),
    "thai": ("สมชาย แสงทอง", "Somchai Saengthong"),
    "thai_am": ("คำแก้ว ใจดี", ""),
    "german": ("Jürgen Müller", ""),
    "written_out": ("Petra Mueller", ""),
    "sharp": ("Hans Weiß", ""),
    "irish": ("Siobhán O'Brien", ""),
    "spanish": ("María José García-Márquez", ""),
    "russian": ("Семёнова Алёна Петровна", ""),
    "arabic": ("محمد المصري", "Mohammed Al-Masri"),
    "hindi": ("प्रिया शर्मा", ""),
    "japanese": ("山田 太郎", ""),
    "kana": ("さくら", ""),
    "katakana": ("タナカ エミ", ""),
    "korean": ("김민준", "Kim Min-Jun"),
    "polish": ("Łukasz Wójcik", ""),
    "vietnamese": ("Nguyễn Thị Ánh", ""),
    "turkish": ("İbrahim Işık", ""),
    "company": ("台北電子股份有限公司", "Taipei Electronics"),
}


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    with desk.unit() as unit:
        return {key: desk.add(unit, name, other) for key, (name, other) in NAMES.items()}


def test_a_name_is_found_by_any_of_its_parts(desk: Desk, people: dict[str, int]) -> None:
    parts = [
        ("陳", "chinese"),
        ("美玲", "chinese"),
        ("玲", "chinese"),
        ("陳美玲", "chinese"),
        ("chen mei ling", "chinese"),
        ("mei chen", "chinese"),
        ("meiling", "chinese"),
        ("玲 chen", "chinese"),
        ("王", "short"),
        ("明", "short"),
        ("王明", "short"),
        ("李", "single"),
        ("ส", "thai"),
        ("คำ", "thai_am"),
        ("คํา", "thai_am"),
        ("ำ", "thai_am"),
        ("สมชาย", "thai"),
        ("ชาย", "thai"),
        ("ทอง", "thai"),
        ("แสง สม", "thai"),
        ("ทอง ชาย", "thai"),
        ("m m", "arabic"),
        ("s", "thai"),
        ("müller", "german"),
        ("muller", "german"),
        ("mueller", "german"),
        ("MÜLLER j", "german"),
        ("muel", "german"),
        ("müller", "written_out"),
        ("weiss", "sharp"),
        ("WEIß", "sharp"),
        ("obrien", "irish"),
        ("o'brien", "irish"),
        ("brien", "irish"),
        ("o brien", "irish"),
        ("siobhan", "irish"),
        ("garcia", "spanish"),
        ("marquez maria", "spanish"),
        ("jose marquez", "spanish"),
        ("семенова", "russian"),
        ("АЛ", "russian"),
        ("алена пет", "russian"),
        ("م", "arabic"),
        ("مصري", "arabic"),
        ("المصرى محمد", "arabic"),
        ("masri", "arabic"),
        ("प", "hindi"),
        ("शर्मा", "hindi"),
        ("山", "japanese"),
        ("太郎", "japanese"),
        ("山田太郎", "japanese"),
        ("太郎 山田", "japanese"),
        ("郎", "japanese"),
        ("くら", "kana"),
        ("サクラ", "kana"),
        ("ﾀﾅｶ", "katakana"),
        ("김", "korean"),
        ("민준", "korean"),
        ("김 민준", "korean"),
        ("minjun", "korean"),
        ("lukasz", "polish"),
        ("wojcik", "polish"),
        ("nguyen thi anh", "vietnamese"),
        ("isik ibrahim", "turkish"),
        ("ibrahim", "turkish"),
        ("ＫＩＭ", "korean"),
        ("電子", "company"),
        ("公司", "company"),
        ("有限公司 台北", "company"),
    ]
    assert [part for part, who in parts if people[who] not in desk.found(part)] == []


def test_a_typing_error_is_forgiven(desk: Desk, people: dict[str, int]) -> None:
    errors = [
        ("Jurgne Müller", "german"),
        ("Jürgen Mülller", "german"),
        ("Jürgen Müler", "german"),
        ("Jprgen", "german"),
        ("mulelr jurgen", "german"),
        ("สมชยา", "thai"),
        ("คแก้ว", "thai_am"),
        ("Семёнваа", "russian"),
        ("шемёнова алена", "russian"),
        ("शर्मी", "hindi"),
        ("陳玲美", "chinese"),
        ("陳美鈴", "chinese"),
        ("김민중", "korean"),
        ("Ngyuen Anh", "vietnamese"),
        ("electronisc", "company"),
        ("garcai marquez", "spanish"),
        ("jose maria garcai", "spanish"),
        ("marquez garcai", "spanish"),
        ("saengtohn", "thai"),
        ("saegn", "thai"),
        ("jrug", "german"),
        ("jose gra", "spanish"),
    ]
    for typed, who in errors:
        hits = {hit.id: hit.misspelt for hit in desk.page(typed).hits}
        assert hits.get(people[who]), typed


def test_nothing_is_found_of_nobody(desk: Desk, people: dict[str, int]) -> None:
    for typed in ("", " ", "xyzzyx", "'", "-", "陳陳陳陳", "%", "_", "\x00", "#", "+", "@", "ö" * 500):
        assert desk.found(typed) == []


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_typed_has_an_answer(desk: Desk, typed: str) -> None:
    page = desk.page(typed)
    assert page.text == typed


def test_whole_words_come_before_beginnings_and_these_before_misspellings(desk: Desk) -> None:
    longer = desk.customer("Martina Smith")
    exact = desk.customer("Martin Smith")
    near = desk.customer("Marvin Smith")
    assert desk.found("martin smith") == [exact, longer, near]
    assert desk.found("martin") == [exact, longer, near]


@pytest.fixture
def caller(desk: Desk) -> int:
    desk.customer("Somebody Else", "", ("phone", "02 8765 4321"))
    points = (("phone", "(02) 2345-6789"), ("phone", "0912 345 678"), ("email", "Mary.Chen@Example.com"))
    return desk.customer("Mary Chen", "", *points)


def test_numbers_and_addresses_are_found_by_a_part(desk: Desk, caller: int) -> None:
    parts = [
        "02 2345 6789",
        "+886 2-2345",
        "02 2345",
        "(02) 23",
        "886 2 2345",
        "00886 2 2345",
        "6789",
        "345-6789",
        "3456",
        "456",
        "2345 67",
        "0912",
        "912345678",
        "+886 (0)912 345",
        "678",
        "chen 0912",
        "6789 mary",
        "mary.chen@example.com",
        "mary.c",
        "chen@ex",
        "@example.com",
        "example.com",
    ]
    assert [part for part in parts if desk.found(part)[:1] != [caller]] == []


def test_what_was_found_is_said(desk: Desk, caller: int) -> None:
    phone = desk.page("6789").hits[0]
    assert (phone.found_in, phone.matched, phone.title) == ("phone", "(02) 2345-6789", "Mary Chen")
    assert desk.page("mary.chen@").hits[0].found_in == "email"
    name = desk.page("chen").hits[0]
    assert (name.found_in, name.matched, name.misspelt) == ("name", "Mary Chen", False)
    assert name.detail == "(02) 2345-6789"


def test_every_part_of_a_number_is_found(desk: Desk) -> None:
    who = desk.customer("A", "", ("phone", "+886 2 9017 3546"))
    digits = "886290173546"
    for start in range(len(digits)):
        for end in range(start + 2, len(digits) + 1):
            assert desk.found(digits[start:end]) == [who], digits[start:end]


def test_a_number_nobody_can_read_is_found_by_its_digits(desk: Desk) -> None:
    who = desk.customer("A", "", ("phone", "ask for 98 76 please"))
    assert desk.found("9876") == [who]


def test_tickets_are_found_by_their_number(desk: Desk) -> None:
    who = desk.customer("Mary Chen")
    with desk.unit() as unit:
        for number in (1001, 10012, 2001):
            unit.insert(tickets, number=number, customer_id=who, subject="Late", opened_at=1, updated_at=1)
    hits = desk.page("#1001").hits
    assert [hit.title for hit in hits] == ["#1001 Late", "#10012 Late"]
    assert {hit.kind for hit in hits} == {"ticket"}
    assert [hit.matched for hit in desk.page("200").hits] == ["2001"]


def test_a_merged_customer_leads_to_the_survivor(desk: Desk) -> None:
    old = desk.customer("Mary Smith")
    middle = desk.customer("Mary Jones")
    survivor = desk.customer("Mary Chen")
    desk.change(lambda unit: unit.update(customers, old, merged_into=middle))
    desk.change(lambda unit: unit.update(customers, middle, merged_into=survivor))
    hits = desk.page("smith").hits
    assert [(hit.id, hit.title, hit.matched) for hit in hits] == [(survivor, "Mary Chen", "Mary Smith")]
    assert desk.found("mary") == [survivor]
    desk.change(lambda unit: unit.update(customers, old, merged_into=None))
    assert desk.found("smith") == [old]


def test_edits_and_removals_are_followed(desk: Desk) -> None:
    who = desk.customer("Mary Smith", "", ("phone", "02 2345 6789"), ("email", "office@example.com"))
    desk.change(lambda unit: unit.update(customers, who, name="Mary Chen"))
    assert desk.found("smith") == []
    assert desk.found("smiht") == []
    assert desk.found("chen") == [who]
    with desk.record.read() as connection:
        phone, mail = connection.scalars(sa.select(contact_points.c.id).order_by(contact_points.c.id)).all()
    desk.change(lambda unit: unit.update(contact_points, phone, raw="02 8888 1111", normal="+886288881111"))
    assert desk.found("6789") == []
    assert desk.found("8111") == [who]
    desk.change(lambda unit: unit.delete(contact_points, phone))
    desk.change(lambda unit: unit.delete(contact_points, mail))
    assert desk.found("8111") == []
    assert desk.found("office@") == []
    desk.change(lambda unit: unit.delete(customers, who))
    assert desk.found("chen") == []
