"""What a caller hears of a question."""

from __future__ import annotations

import msgspec
import pytest

from app.protocol.flow_run import ChoiceShown, Shown
from app.scripts.telephone.wording import pieces, sentences

MENU = Shown(
    kind="ask",
    node="menu",
    language="en",
    type="one_of",
    text="What is it about?",
    choices=[
        ChoiceShown(value="o", text="An order", key="1"),
        ChoiceShown(value="b", text="A bill", key="*"),
    ],
)


def heard(shown: Shown, **changes: object) -> list[str]:
    """The sentences."""
    return [piece.text for piece in pieces(msgspec.structs.replace(shown, **changes))]


def test_a_menu_is_read_out_after_its_question() -> None:
    assert heard(MENU) == [
        "What is it about?",
        "For An order, press 1.",
        "For A bill, press the star key.",
    ]
    assert heard(MENU, language="zh-TW")[1:] == ["An order，請按1。", "A bill，請按米字鍵。"]
    assert heard(MENU, language="th")[1] == "An order กด 1"


def test_a_text_that_names_every_key_is_its_own_menu() -> None:
    assert heard(MENU, text="Orders 1, bills *.") == ["Orders 1, bills *."]
    assert len(heard(MENU, text="Orders 1, bills 2.")) == 3
    yes = Shown(kind="ask", node="y", language="zh-TW", type="yes_no", text="要嗎？是請按１，否請按２。")
    assert heard(yes) == ["要嗎？", "是請按１，否請按２。"]
    assert heard(yes, text="要嗎？") == ["要嗎？", "是，請按1。否，請按2。"]


def test_how_to_enter_digits_is_said_unless_the_author_does() -> None:
    number = Shown(kind="ask", node="n", language="en", type="number", text="How many?")
    assert heard(number) == ["How many?", "Enter the digits, then press the hash key."]
    assert heard(number, hint="Then press hash.") == ["How many?", "Then press hash."]
    assert heard(number, text="How many? End with #.") == ["How many?", "End with #."]
    assert heard(number, type="money")[-1].startswith("Press star for the decimal point")
    assert heard(number, type="date")[-1] == "Enter eight digits: the year, the month and the day."
    assert heard(number, type="text", pattern="99999") == ["How many?"]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("silence", "Sorry, nothing was entered."),
        ("not_a_choice", "Sorry, that is not one of the choices."),
        ("too_small", "Sorry, that is too little. The least is 3."),
        ("too_large", "Sorry, that could not be taken."),
        ("something_new", "Sorry, that could not be taken."),
    ],
)
def test_why_an_entry_does_not_fit_is_said_before_it_is_asked_again(problem: str, said: str) -> None:
    assert heard(MENU, problem=problem, least="3")[:2] == [said, "What is it about?"]
    assert heard(MENU, problem=problem, again="Again, please.")[0] == "Again, please."


def test_a_recording_stands_for_the_question_and_its_menu() -> None:
    (piece,) = pieces(msgspec.structs.replace(MENU, prompt="menu.wav"))
    assert piece.prompt == "menu.wav"
    assert piece.text.startswith("What is it about?\nFor An order")


def test_sentences() -> None:
    assert sentences("Hello, Mr. Chen. Welcome!\nBye") == ["Hello, Mr. Chen.", "Welcome!", "Bye"]
    assert sentences("您好。請稍候，謝謝！") == ["您好。", "請稍候，謝謝！"]
    assert sentences("It costs 3.50. Fine?") == ["It costs 3.50. Fine?"]
    assert sentences("  ") == []
