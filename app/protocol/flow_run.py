"""What crosses between a run of a flow and whoever speaks it: inputs go in, what to show comes out.

The engine (`app.scripts`), the hub, the console, the telephone and the web page all use these.
"""

from typing import Any, Literal

import msgspec


# --- what goes in --------------------------------------------------------------------------------
class Input(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="input"):
    """Something done to a run."""


class Next(Input, frozen=True, kw_only=True, tag="next"):
    """What is shown was read, said or heard."""


class Answer(Input, frozen=True, kw_only=True, tag="answer"):
    """An answer to what is asked: as it was typed, or already typed (a number, a list of values, true).
    A recommendation is answered with the accepted item's value, or "" for none."""

    value: Any


class Silence(Input, frozen=True, kw_only=True, tag="silence"):
    """Nothing was entered in the time there was: counts as an entry that does not fit."""


class Back(Input, frozen=True, kw_only=True, tag="back"):
    """To what was shown before."""


class Change(Input, frozen=True, kw_only=True, tag="change"):
    """Another answer to an earlier question (`place` in the path). Later answers that still apply are
    kept."""

    place: int
    value: Any


class Jump(Input, frozen=True, kw_only=True, tag="jump"):
    """The caller brought up something else: an objection by its name, or a node of the running flow."""

    objection: str = ""
    node: str = ""


class Return(Input, frozen=True, kw_only=True, tag="return"):
    """Back to where the last jump was made."""


class Result(Input, frozen=True, kw_only=True, tag="result"):
    """What came of the effect that the run waits for. `failed`: no answer in time or not a sensible one."""

    outcome: Literal["done", "none", "refused", "failed"] = "done"
    value: Any = None
    text: str = ""
    """Why, where it was refused or failed."""


AnyInput = Next | Answer | Silence | Back | Change | Jump | Return | Result


# --- what comes out ------------------------------------------------------------------------------
class ChoiceShown(msgspec.Struct, frozen=True, kw_only=True):
    """A choice, or something recommended with its `reason`. `key` is what is pressed for it."""

    value: str
    text: str
    key: str = ""
    reason: str = ""


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the path so far. `answer` as a person reads it; `value` as it is kept."""

    place: int
    node: str
    kind: str
    text: str
    answer: str = ""
    value: Any = None
    changeable: bool = False
    """Whether `Change` can be used on it."""
    depth: int = 0
    """How deep in jumps and sub-flows."""
    outcome: Literal["", "done", "none", "refused", "failed"] = ""
    """Of an effect: what came of it. `answer` then says it in words (a refusal's reason)."""


class ObjectionShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something the caller may bring up."""

    name: str
    text: str
    key: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What is before the person now. All texts are rendered, in `language`.

    `kind`: say, ask, recommend — wait for an input; look_up, do — the run waits for an effect's `Result`;
    route, transfer, wait — the telephone does it (`Next` when it is done, `Result(failed)` when not); end.
    """

    kind: Literal["say", "ask", "recommend", "look_up", "do", "route", "transfer", "wait", "end"]
    node: str
    language: str = ""
    title: str = ""
    text: str = ""
    prompt: str = ""
    """A WAV file's name that is played instead of speaking the text."""
    # --- ask, recommend
    type: str = ""
    answer: str = ""
    """The variable's name."""
    required: bool = True
    choices: list[ChoiceShown] = []
    hint: str = ""
    least: str = ""
    most: str = ""
    pattern: str = ""
    currency: str = ""
    value: Any = None
    """What is filled in: the answer given before going back, or the default."""
    problem: str = ""
    """Why the last entry did not fit; a code: required, not_a_number, too_small, too_large, not_a_date,
    not_a_choice, too_few, too_many, not_a_phone, not_an_address, pattern, too_long, silence …"""
    again: str = ""
    """The author's sentence for that."""
    tries: int = 0
    seconds: int = 0
    # --- effects
    effect: str = ""
    """The command's name, what is looked up, the queue, the number."""
    arguments: dict[str, Any] = {}
    # --- always
    objections: list[ObjectionShown] = []
    can_back: bool = False
    can_return: bool = False
    disposition: str = ""
    results: dict[str, Any] = {}
    trouble: str = ""
    """Something went wrong on the way (a template failed, a step limit): what, for the log and the
    author."""
