"""Opening hours, and the other functions of expressions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.scripts.expressions import expression
from app.scripts.faults import ScriptFault
from app.scripts.hours import is_open_at
from app.scripts.nodes import Flow
from app.scripts.program import Program
from app.scripts.run import Step
from app.scripts.state import Frame, RunState, World
from app.scripts.zones import local_day, local_time

OFFICE = (
    "Mon-Fri 08:30-12:00,13:00-18:00; Sat 09:00-12:00; 2026-12-24-2027-01-02 closed; "
    "2026-12-28 10:00-11:00; 05-01 closed"
)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23 08:29", False),
        ("2026-11-23 08:30", True),
        ("2026-11-23 11:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 18:00", False),
        ("2026-11-21 09:00", True),
        ("2026-11-21 12:00", False),
        ("2026-11-22 10:00", False),
        ("2026-12-25 10:00", False),
        ("2026-12-28 10:30", True),
        ("2026-12-28 12:30", False),
        ("2027-01-02 10:00", False),
        ("2027-01-04 10:00", True),
        ("2027-05-01 10:00", False),
    ],
)
def test_an_office(at: str, is_open: bool) -> None:
    assert is_open_at(OFFICE, datetime.fromisoformat(at)) == is_open


@pytest.mark.parametrize(
    ("hours", "at", "is_open"),
    [
        ("22:00-06:00", "2026-11-21 23:00", True),
        ("22:00-06:00", "2026-11-21 05:59", True),
        ("22:00-06:00", "2026-11-21 06:00", False),
        ("Fri 22:00-06:00", "2026-11-21 05:00", True),
        ("Fri 22:00-06:00", "2026-11-22 05:00", False),
        ("open", "2026-11-21 05:00", True),
        ("Mon,Sat 00:00-24:00", "2026-11-21 23:59", True),
        ("Sat-Mon 09:00-10:00", "2026-11-22 09:30", True),
        ("", "2026-11-21 05:00", False),
        ("Mon-Sun open; Sat closed", "2026-11-21 05:00", False),
        ("mon-fri 8:30–17:00", "2026-11-20 09:00", True),
    ],
)
def test_other_hours(hours: str, at: str, is_open: bool) -> None:
    assert is_open_at(hours, datetime.fromisoformat(at)) == is_open


@pytest.mark.parametrize(
    "hours",
    [
        "Mon",
        "Mon 8-18",
        "Foo 08:00-09:00",
        "Mon 25:00-26:00",
        "2026-02-30 closed",
        "Mon-Tue-Wed 08:00-09:00",
        "Mon 08:60-09:00",
        "; x",
        "a" * 5000,
    ],
)
def test_hours_that_cannot_be_read_say_so(hours: str) -> None:
    with pytest.raises(ScriptFault) as caught:
        is_open_at(hours, datetime(2026, 11, 21))  # noqa: DTZ001 - the wall clock's
    assert caught.value.code == "hours"


WORLD = World(
    customer={"owned": [{"sku": "CP-2"}, "CP-3"], "born": "1990-11-22"},
    now=1_795_219_200_000,
    zone="Asia/Taipei",
)


def value_of(source: str, **variables: Any) -> Any:
    program = Program.of(Flow(name="f", title={}, languages=["en"], speakers=[], start="a", nodes={}))
    state = RunState(frames=[Frame(flow="f", node="a", variables=variables)])
    return expression(source)(Step({"f": program}, state, WORLD))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("age(customer.born)", 35),
        ("age('1990-11-21')", 36),
        ("age('')", None),
        ("customer.born|age", 35),
        ("days_between('2026-11-21', '2026-12-01')", 10),
        ("days_between(today, 'x')", None),
        ("has(customer.owned, 'CP-2')", True),
        ("has(customer.owned, 'CP-3')", True),
        ("has(customer.owned, 'CP-4')", False),
        ("has(customer.none, 'CP-4')", False),
        ("has(customer.owned, 'CP-2', 'name')", False),
        ("money(1250, 'TWD')", "TWD 1,250.00"),
        ("money(d, 'JPY')", "JPY 1,235"),
        ("money('x', 'TWD')", ""),
        ("money(1.005, 'USD')", "USD 1.01"),
        ("spell('AB 12')", "A B 1 2"),
        ("spell(407)", "4 0 7"),
        ("time(now)", "08:00"),
        ("time()", "08:00"),
        ("time(1795219200000)", "08:00"),
        ("weekday()", 6),
        ("weekday('2026-11-22')", 7),
        ("date(1795219200000) == today", True),
        ("today == '2026-11-21'", True),
        ("today > '2026-11-20'", True),
        ("'2026-11-20' < today", True),
        ("today - customer.born", 13148),
        ("today + 1 - today", 1),
        ("now.hour", 8),
        ("today.year", 2026),
        ("today.weekday", 6),
        ("is_open('Sat 07:00-09:00')", True),
        ("is_open('Sat 07:00-09:00', 1795226400000)", False),
        ("d + 1", Decimal("1235.50")),
        ("d * 2 > 2468", True),
        ("d > '5'", True),
        ("d / 2", Decimal("617.25")),
        ("f + d", Decimal("1235.0")),
        ("'12.5' > 3", True),
        ("'x' > 3", False),
        ("x > 3", False),
        ("x < 3", False),
        ("x == ''", True),
        ("x == none", True),
        ("x != 'a'", True),
        ("x + 1", None),
        ("x ~ 'a'", "a"),
        ("x.y.z", None),
        ("x[0]", None),
        ("x in [1]", False),
        ("1 in x", False),
        ("'a' in 'abc'", True),
        ("'name' in customer", False),
        ("not x", True),
        ("x is defined", False),
        ("1 == '1'", True),
        ("true == 1", True),
        ("[1, 2] == [1, 2]", True),
        ("{'a': [1]} == {'a': [1]}", True),
        ("[1] == [2]", False),
        ("customer.owned[0].sku", "CP-2"),
        ("customer.owned[-1]", "CP-3"),
        ("customer.owned[9]", None),
        ("'abc'[1:]", "bc"),
        ("5 // 2", 2),
        ("5 % 3", 2),
        ("2 ** 10", 1024),
        ("-x", None),
        ("7 / 2", 3.5),
        ("1 if x else 2", 2),
        ("1 < 2 < 3", True),
        ("customer.owned|length", 2),
        ("[3, 1, 2]|sort", [1, 2, 3]),
        ("[3, 'a', none]|sort", [None, 3, "a"]),
        ("1.5|round", 2),
        ("2.675|round(2)", 2.68),
        ("'a,b'|split(',')", ["a", "b"]),
        ("x|default('y')", "y"),
        ("[1, 1, 2]|unique", [1, 2]),
        ("'abc'|truncate(2)", "a…"),
    ],
)
def test_expressions(source: str, found: Any) -> None:
    value = value_of(source, d="\x1fn1234.50", f=0.5)
    assert value == found
    assert type(value) is type(found)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 / 0", "division"),
        ("1 % 0", "division"),
        ("'a' + 1", "types"),
        ("'a' * 3", "types"),
        ("'%s' % 3", "types"),
        ("-'a'", "types"),
        ("[1] - [1]", "types"),
        ("10 ** 30", "too_large"),
        ("2 ** 101", "too_large"),
        ("0 ** -1", "division"),
        ("(-8) ** 0.5", "not_a_number"),
        ("today + 99999999", "too_large"),
        ("today - 99999999", "too_large"),
        ("[1][::0]", "types"),
        ("{1: 2}", "types"),
    ],
)
def test_faults_have_codes(source: str, code: str) -> None:
    with pytest.raises(ScriptFault) as caught:
        value_of(source)
    assert caught.value.code == code


def test_the_clock_of_the_house() -> None:
    assert local_time(1_795_219_200_000, "Asia/Taipei").isoformat() == "2026-11-21T08:00:00+08:00"
    assert local_time(1_795_219_200_000, "No/where").hour == 0
    assert local_time(-(10**30), "UTC").year == 1970
    assert local_time(10**30, "UTC").year > 9000
    assert local_day(1_795_219_200_000 + 16 * 3_600_000 - 1, "Asia/Taipei").day == 21
    assert local_day(1_795_219_200_000 + 16 * 3_600_000, "Asia/Taipei").day == 22
