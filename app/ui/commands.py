"""The list of what the signed-in window can do, with its keys: F1 and the command palette show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.ui.actions import QT_TRANSLATE_NOOP, Action

if TYPE_CHECKING:
    from app.ui.deskpage import DeskPage
    from app.ui.window import Window

STATE = QT_TRANSLATE_NOOP("Actions", "State")
CALL = QT_TRANSLATE_NOOP("Actions", "Call")
WORK = QT_TRANSLATE_NOOP("Actions", "Work")
SCRIPT = QT_TRANSLATE_NOOP("Actions", "Script")
WINDOW = QT_TRANSLATE_NOOP("Actions", "Window")


def window_actions(window: Window) -> list[Action]:
    """What can be done with or without a signed-in agent."""
    theme, language = window.choose_theme, window.choose_language
    return [
        Action("keys", QT_TRANSLATE_NOOP("Actions", "Show all keys"), "F1", window.show_keys, group=WINDOW),
        Action(
            "theme_toggle",
            QT_TRANSLATE_NOOP("Actions", "Switch between light and dark"),
            "Ctrl+Shift+L",
            window.toggle_theme,
            group=WINDOW,
        ),
        _choice("theme_system", QT_TRANSLATE_NOOP("Actions", "Theme: as the system"), theme, "system"),
        _choice("theme_light", QT_TRANSLATE_NOOP("Actions", "Theme: light"), theme, "light"),
        _choice("theme_dark", QT_TRANSLATE_NOOP("Actions", "Theme: dark"), theme, "dark"),
        _choice("language_en", QT_TRANSLATE_NOOP("Actions", "Language: English"), language, "en"),
        _choice(
            "language_zh_TW",
            QT_TRANSLATE_NOOP("Actions", "Language: Traditional Chinese"),
            language,
            "zh_TW",
        ),
        _choice("language_th", QT_TRANSLATE_NOOP("Actions", "Language: Thai"), language, "th"),
    ]


def _choice(id: str, text: str, choose: Callable[[str], None], value: str) -> Action:
    return Action(id, text, "", partial(choose, value), group=WINDOW)


def desk_actions(window: Window, page: DeskPage) -> list[Action]:
    """What an agent can do; keys of the call bar are those its buttons show."""
    state, bar, offers, outcome = page.bar.state, page.call_bar, page.offers, page.outcome

    def offered() -> bool:
        return bool(offers.cards) or not page.ringing.isHidden()

    def accept() -> None:
        offers.accept_first() if offers.cards else page.ringing.take()

    def decline() -> None:
        offers.decline_first() if offers.cards else page.ringing.turn_away()

    def call(id: str, text: str, key: str, *names: str) -> Action:
        """An action of the call bar: the first of these buttons that is there."""

        def possible() -> bool:
            return any(bar.allows(name) for name in names)

        def press() -> None:
            for name in names:
                if bar.allows(name):
                    bar.press(name)
                    return

        return Action(id, text, key, press, possible, CALL)

    card = page.customer.card

    def known() -> bool:
        return card.card is not None

    def can_book() -> bool:
        return not outcome.isHidden() and outcome.book.isEnabled()

    return [
        Action(
            "ready", QT_TRANSLATE_NOOP("Actions", "Ready"), "F2", partial(state.choose, "ready"), group=STATE
        ),
        Action(
            "not_ready",
            QT_TRANSLATE_NOOP("Actions", "Not ready"),
            "F3",
            partial(state.choose, "not_ready"),
            group=STATE,
        ),
        Action(
            "state",
            QT_TRANSLATE_NOOP("Actions", "Choose a state and its reason"),
            "Ctrl+Shift+S",
            state.open_menu,
            group=STATE,
        ),
        Action(
            "accept",
            QT_TRANSLATE_NOOP("Actions", "Accept the offer"),
            "F9",
            accept,
            offered,
            CALL,
        ),
        Action(
            "decline",
            QT_TRANSLATE_NOOP("Actions", "Decline the offer"),
            "Shift+F9",
            decline,
            offered,
            CALL,
        ),
        call("hold", QT_TRANSLATE_NOOP("Actions", "Hold or resume"), "F10", "hold", "resume"),
        call("mute", QT_TRANSLATE_NOOP("Actions", "Mute or unmute"), "Ctrl+M", "mute"),
        call("keypad", QT_TRANSLATE_NOOP("Actions", "Keypad"), "Ctrl+D", "keypad"),
        call("consult", QT_TRANSLATE_NOOP("Actions", "Consult somebody"), "F7", "consult"),
        call("transfer", QT_TRANSLATE_NOOP("Actions", "Transfer the call"), "F8", "transfer"),
        call("conference", QT_TRANSLATE_NOOP("Actions", "Conference of three"), "Shift+F7", "conference"),
        call("complete", QT_TRANSLATE_NOOP("Actions", "Complete the transfer"), "Shift+F8", "complete"),
        call("retrieve", QT_TRANSLATE_NOOP("Actions", "Back to the caller"), "Shift+F10", "retrieve"),
        call("end", QT_TRANSLATE_NOOP("Actions", "End the call"), "F12", "end"),
        Action(
            "book",
            QT_TRANSLATE_NOOP("Actions", "Book the outcome and close"),
            "Ctrl+Return",
            outcome.book.click,
            can_book,
            WORK,
            within=outcome,
        ),
        Action("search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F", page.focus_search, group=WORK),
        Action("search_slash", QT_TRANSLATE_NOOP("Actions", "Search"), "/", page.focus_search, group=""),
        Action(
            "palette",
            QT_TRANSLATE_NOOP("Actions", "Do or find anything by its name"),
            "Ctrl+K",
            page.palette_.open,
            group=WORK,
        ),
        Action(
            "tickets", QT_TRANSLATE_NOOP("Actions", "All tickets"), "Ctrl+6", page.show_tickets, group=WORK
        ),
        Action(
            "new_ticket", QT_TRANSLATE_NOOP("Actions", "New ticket"), "Ctrl+T", card.ticket.click, known, WORK
        ),
        Action(
            "edit_customer",
            QT_TRANSLATE_NOOP("Actions", "Edit the customer"),
            "Ctrl+E",
            card.edit.click,
            known,
            WORK,
        ),
        Action(
            "merge_customer",
            QT_TRANSLATE_NOOP("Actions", "Merge the customer with another"),
            "",
            card.merge.click,
            known,
            WORK,
        ),
        Action(
            "flow_link",
            QT_TRANSLATE_NOOP("Actions", "Copy a link to a questionnaire …"),
            "Ctrl+L",
            page.customer.copy_flow_link,
            known,
            WORK,
        ),
        Action(
            "files",
            QT_TRANSLATE_NOOP("Actions", "Photos and signatures of the customer"),
            "Ctrl+P",
            page.customer.show_files,
            known,
            WORK,
        ),
        Action(
            "my_work", QT_TRANSLATE_NOOP("Actions", "Go to my work"), "Ctrl+1", page.focus_work, group=WORK
        ),
        Action(
            "customer",
            QT_TRANSLATE_NOOP("Actions", "Go to the customer"),
            "Ctrl+2",
            page.focus_customer,
            group=WORK,
        ),
        Action("note", QT_TRANSLATE_NOOP("Actions", "Write a note"), "Ctrl+3", page.focus_note, group=WORK),
        Action(
            "context",
            QT_TRANSLATE_NOOP("Actions", "Go to the context"),
            "Ctrl+4",
            page.focus_context,
            group=WORK,
        ),
        Action(
            "wrap_up",
            QT_TRANSLATE_NOOP("Actions", "Go to the wrap-up"),
            "Ctrl+5",
            page.focus_outcome,
            lambda: not outcome.isHidden(),
            WORK,
        ),
        *script_actions(page),
        Action(
            "phone",
            QT_TRANSLATE_NOOP("Actions", "Phone and devices"),
            "Ctrl+Shift+P",
            window.show_phone,
            group=WINDOW,
        ),
        Action(
            "designer",
            QT_TRANSLATE_NOOP("Actions", "Flow designer"),
            "Ctrl+Shift+F",
            window.show_designer,
            window.may_design,
            WINDOW,
        ),
        Action(
            "user",
            QT_TRANSLATE_NOOP("Actions", "Your settings"),
            "Alt+U",
            page.bar.user.open_menu,
            group=WINDOW,
        ),
        Action(
            "sign_out",
            QT_TRANSLATE_NOOP("Actions", "Sign out"),
            "Ctrl+Shift+Q",
            window.sign_out,
            group=WINDOW,
        ),
    ]


def script_actions(page: DeskPage) -> list[Action]:
    """What can be done with the script beside a contact."""
    script, panel = page.script, page.script.panel
    entries = (
        ("script", QT_TRANSLATE_NOOP("Actions", "Go to the script"), "F4", script.focus, script.can_start),
        (
            "script_start",
            QT_TRANSLATE_NOOP("Actions", "Start a script …"),
            "Shift+F4",
            script.choose,
            script.can_start,
        ),
        (
            "script_path",
            QT_TRANSLATE_NOOP("Actions", "Change an earlier answer"),
            "F5",
            script.focus_path,
            script.has_run,
        ),
        (
            "script_answers",
            QT_TRANSLATE_NOOP("Actions", "Go to what was answered before"),
            "Shift+F5",
            script.focus_answers,
            script.has_answers,
        ),
        (
            "script_fold",
            QT_TRANSLATE_NOOP("Actions", "Fold the script away or open it"),
            "F6",
            panel.toggle,
            script.has_run,
        ),
        (
            "script_language",
            QT_TRANSLATE_NOOP("Actions", "Speak the script in another language"),
            "Ctrl+F6",
            panel.tongue.open_menu,
            script.is_running,
        ),
        (
            "script_aside",
            QT_TRANSLATE_NOOP("Actions", "Put the script aside"),
            "Shift+F6",
            panel.put_aside,
            script.is_running,
        ),
    )
    inside = (
        (
            "script_next",
            QT_TRANSLATE_NOOP("Actions", "Next step of the script"),
            "Return",
            panel.view.go_on,
            False,
        ),
        (
            "script_back",
            QT_TRANSLATE_NOOP("Actions", "Step back in the script"),
            "Alt+Left",
            panel.view.go_back,
            True,
        ),
        (
            "script_return",
            QT_TRANSLATE_NOOP("Actions", "Back from what the caller brought up"),
            "Alt+Up",
            panel.view.return_from_jump,
            True,
        ),
    )
    return [
        *(Action(id, text, key, run, possible, SCRIPT) for id, text, key, run, possible in entries),
        *(
            Action(id, text, key, run, script.is_running, SCRIPT, panel, bound)
            for id, text, key, run, bound in inside
        ),
    ]
