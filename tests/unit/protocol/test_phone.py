"""The lines between a phone and its driver: everything that can be said can be read again."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol import phone

COMMANDS = get_args(phone.AnyCommand)
EVENTS = get_args(phone.AnyEvent)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def structs(kind: type) -> st.SearchStrategy[object]:
    """Any value of a struct, respecting the bounds of its fields."""
    fields = {}
    for info in msgspec.structs.fields(kind):
        fields[info.name] = values(info.type)
    return st.builds(kind, **fields)


def values(kind: object) -> st.SearchStrategy[object]:
    """Any value of a field's type."""
    info = msgspec.inspect.type_info(kind)
    if isinstance(info, msgspec.inspect.IntType):
        low, high = (
            (info.ge if info.ge is not None else -(2**31)),
            (info.le if info.le is not None else 2**31),
        )
        return st.integers(int(low), int(high))
    if isinstance(info, msgspec.inspect.FloatType):
        least = info.ge if info.ge is not None else info.gt
        return st.floats(
            least, info.le, exclude_min=info.gt is not None, allow_nan=False, allow_infinity=False
        )
    if isinstance(info, msgspec.inspect.StrType):
        return st.from_regex(info.pattern, fullmatch=True).map(lambda s: s[:64]) if info.pattern else text
    if isinstance(info, msgspec.inspect.ListType):
        return st.lists(values(get_args(_plain(kind))[0]), min_size=info.min_length or 0, max_size=4)
    if isinstance(info, msgspec.inspect.TupleType):
        return st.tuples(*(values(part) for part in get_args(kind)))
    if isinstance(info, msgspec.inspect.UnionType):
        return st.one_of(*(values(part) for part in get_args(_plain(kind))))
    if isinstance(info, msgspec.inspect.LiteralType):
        return st.sampled_from(info.values)
    if isinstance(info, msgspec.inspect.BoolType):
        return st.booleans()
    if isinstance(info, msgspec.inspect.NoneType):
        return st.none()
    assert isinstance(info, msgspec.inspect.StructType)
    return structs(info.cls)


def _plain(kind: object) -> object:
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


@given(st.one_of(*(structs(kind) for kind in COMMANDS)))
def test_a_command_is_one_line_and_reads_back(command: phone.Command) -> None:
    line = phone.to_line(command)
    assert line.endswith(b"\n")
    assert b"\n" not in line[:-1]
    assert phone.command_from(line) == command


@given(st.one_of(*(structs(kind) for kind in EVENTS)))
def test_an_event_is_one_line_and_reads_back(event: phone.Event) -> None:
    line = phone.to_line(event)
    assert line.count(b"\n") == 1
    assert phone.event_from(line) == event


@given(st.binary(max_size=200))
def test_what_is_no_message_raises_one_kind_of_error(line: bytes) -> None:
    for read in (phone.command_from, phone.event_from):
        with pytest.raises(msgspec.DecodeError):
            read(line)


def test_tags_are_stable() -> None:
    """They are on the wire between two versions that meet after an update."""
    assert phone.to_line(phone.HangUp(key="k")) == b'{"do":"hang_up","key":"k"}\n'
    assert phone.to_line(phone.PlayDone(key="k", id="i", n=3)) == (
        b'{"event":"play_done","key":"k","id":"i","n":3}\n'
    )


def test_loss_is_a_share_of_what_was_due() -> None:
    assert phone.Quality().rx_loss == 0
    assert phone.Quality(rx_packets=95, rx_lost=5).rx_loss == 0.05


@pytest.mark.parametrize(
    "line",
    [
        b'{"do":"dtmf","key":"k","digits":"1x"}',
        b'{"do":"reject","key":"k","code":200}',
        b'{"do":"play","key":"k","files":[]}',
        b'{"do":"configure","udp_port":70000}',
    ],
)
def test_values_out_of_bounds(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        phone.command_from(line)
