"""What a speaker cannot speak: a signature on a telephone, a transfer on a web page."""

import re
from collections.abc import Mapping

from app.scripts.checking.context import Context
from app.scripts.nodes import AnyNode, Ask, Do, Recommend, Transfer, Wait

KEYS_OF_A_TELEPHONE = frozenset("0123456789*#")
MOST_CHOICES = 10
LONGEST_WAIT = 600
"""Seconds; nobody holds the line longer than that for a flow."""
_ONLY_SEEN = {"signature": "drawn", "photo": "taken", "email": "typed"}
_FILE = re.compile(r"[^/\\\x00]+\.wav", re.IGNORECASE)


def check_speakers(context: Context, reached: Mapping[str, set[str]]) -> None:
    """Each node against each speaker that can come to it; `reached`: the nodes by speaker."""
    nobody: set[str] = set()
    by_telephone, on_a_page = reached.get("telephone", nobody), reached.get("web", nobody)
    for name, node in context.flow.nodes.items():
        if name in by_telephone:
            _telephone(context, node)
        if name in on_a_page and isinstance(node, Transfer):
            text = "A web page cannot transfer a call. Branch on `speaker`, or take web out of `speakers`."
            context.error("cannot_speak", text, node)
        if isinstance(node, Do) and (name in by_telephone or name in on_a_page):
            _alone(context, node)
        prompt: dict[str, str] = getattr(node, "prompt", {})
        if prompt:
            _prompt(context, node, prompt)
    _objections(context)


def _alone(context: Context, node: Do) -> None:
    """A command where no agent sits before the flow."""
    alone = context.known.alone
    if alone and node.command in context.known.commands and node.command not in alone:
        text = f"{node.command} is only run for an agent, and nobody sits at a telephone's flow or a page."
        context.error("needs_agent", f"{text} Branch on `speaker`, or take another command.", node)


def _telephone(context: Context, node: AnyNode) -> None:
    if isinstance(node, Wait) and node.seconds > LONGEST_WAIT:
        text = f"Nobody waits {node.seconds} s on a telephone. Wait {LONGEST_WAIT} s at most."
        context.warning("long_wait", text, node)
    if not isinstance(node, Ask):
        if isinstance(node, Recommend) and node.most > MOST_CHOICES - 1:
            _too_many(context, node, node.most)
        return
    how = _ONLY_SEEN.get(node.type)
    if how:
        text = f"A {node.type} cannot be {how} on a telephone. Branch on `speaker`, or ask otherwise."
        context.error("cannot_speak", text, node)
    elif node.type == "text" and "A" in node.pattern:
        context.error("cannot_speak", "Letters cannot be keyed in on a telephone. Ask for digits (9).", node)
    elif node.type == "text" and not node.pattern:
        text = "On a telephone only digits can be keyed in. Write a `pattern` of 9s, or `type: number`."
        context.warning("only_digits", text, node)
    if len(node.choices) > MOST_CHOICES:
        _too_many(context, node, len(node.choices))
    for choice in node.choices:
        if choice.key and not (len(choice.key) <= 2 and KEYS_OF_A_TELEPHONE.issuperset(choice.key)):
            text = f'"{choice.key}" is no key of a telephone: it has 0 to 9, * and #.'
            context.error("bad_key", text, node, choice.line)


def _too_many(context: Context, node: AnyNode, many: int) -> None:
    text = f"{many} choices are too many for a telephone: {MOST_CHOICES} keys at most. Ask in two steps."
    context.error("too_many_choices", text, node)


def _prompt(context: Context, node: AnyNode, prompt: dict[str, str]) -> None:
    text: dict[str, str] = getattr(node, "text", {})
    for language, file in prompt.items():
        if not _FILE.fullmatch(file) or ".." in file:
            context.error("bad_prompt", f'"{file}" is no name of a WAV file in the prompts folder.', node)
        elif context.known.prompts and file not in context.known.prompts:
            help_ = context.did_you_mean(file, context.known.prompts)
            said = "The text is spoken instead." if text.get(language) else "And there is no text to speak."
            say = context.warning if text.get(language) else context.error
            say("unknown_prompt", f'There is no prompt "{file}". {said}{help_}', node)


def _objections(context: Context) -> None:
    flow = context.flow
    if flow.objections and "console" not in flow.speakers:
        text = "Objections are keys at a console, and this flow is not for one. Add console to `speakers`."
        context.warning("objections_not_shown", text, line=flow.objections[0].line)
    keys: dict[str, str] = {}
    chosen = {
        choice.key.casefold(): node.name
        for node in flow.nodes.values()
        if isinstance(node, Ask)
        for choice in node.choices
        if choice.key
    }
    for objection in flow.objections:
        key = objection.key.casefold()
        if not any(objection.text.values()):
            text = f'Write what the caller says: `text` of the objection "{objection.name}".'
            context.error("no_text", text, line=objection.line)
        if not key:
            continue
        if len(key) > 1 or key.isspace():
            text = f'The key of "{objection.name}" has to be one letter.'
            context.error("bad_key", text, line=objection.line)
        elif key.isdigit():
            text = f'The key of "{objection.name}" is a digit, and digits choose answers. Take a letter.'
            context.error("key_twice", text, line=objection.line)
        elif key in keys:
            text = f'"{keys[key]}" and "{objection.name}" have the same key, {key}. Change one.'
            context.error("key_twice", text, line=objection.line)
        elif key in chosen:
            text = f'The key of "{objection.name}", {key}, chooses an answer at "{chosen[key]}". Change one.'
            context.error("key_twice", text, line=objection.line)
        keys[key] = objection.name
