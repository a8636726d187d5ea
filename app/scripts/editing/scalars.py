"""Values written as YAML, in the style that stands there already."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import yaml

WIDTH = 100
"""What is longer is written on lines of its own."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(Exception):
    """The edit cannot be made here without touching something else; the text says what to do."""


def scalar(value: Any, style: str = "", *, in_flow: bool = False, indent: int = 0) -> str:
    """A text, number or truth value. `style` is the one that was there (plain, quotes, a block); another is
    taken where it cannot hold the value. A block's lines are indented by `indent`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise EditError("The text contains half a letter (a lone surrogate). Type it again.")
    if not in_flow and style == ">" and _fits_folded(text):
        return _folded(text, indent)
    if not in_flow and (style in ("|", ">") or "\n" in text) and _fits_block(text):
        return _literal(text, indent)
    if style == "" and _fits_plain(text, in_flow):
        return text
    if style == "'" and "\n" not in text and not _UNPRINTABLE.search(text) and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return quoted(text)


def quoted(text: str) -> str:
    """In double quotes, whatever it holds."""
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False)
    )


def _fits_plain(text: str, in_flow: bool) -> bool:
    if not text or "\n" in text or "\t" in text or _UNPRINTABLE.search(text) or text != text.strip():
        return False
    try:
        loaded = yaml.load(f"{{k: {text}}}" if in_flow else f"k: {text}", Loader=_LOADER)
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(loaded, dict) and loaded == {"k": text} and isinstance(loaded["k"], str)


def _fits_block(text: str) -> bool:
    if not text.strip() or _UNPRINTABLE.search(text) or "\t" in text or "\r" in text:
        return False
    lines = text.split("\n")
    first = next(line for line in lines if line)
    return not first.startswith(" ") and all(line.strip() or not line for line in lines)


def _literal(text: str, indent: int) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    mark = {0: "|-", 1: "|"}.get(ends, "|+")
    lines = body.split("\n") + [""] * (ends - 1 if ends > 1 else 0)
    return mark + "".join("\n" + (" " * indent + line if line else "") for line in lines)


def _fits_folded(text: str) -> bool:
    return (
        _fits_block(text) and "\n" not in text.removesuffix("\n") and " ".join(text.split()) == text.strip()
    )


def _folded(text: str, indent: int) -> str:
    """One paragraph over several lines."""
    lines = textwrap.wrap(text, WIDTH + 10 - indent, break_long_words=False, break_on_hyphens=False)
    mark = ">" if text.endswith("\n") else ">-"
    return mark + "".join("\n" + " " * indent + line for line in lines)


def in_brackets(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, in_flow=True)}: {in_brackets(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_brackets(item) for item in value) + "]"
    return scalar(value, '"' if _worded(value) else "", in_flow=True)


def _worded(value: Any) -> bool:
    """A sentence or an expression: quoted, as people write them in brackets."""
    return isinstance(value, str) and (" " in value or not value)


def after_colon(value: Any, indent: int) -> str:
    """What comes after `key:` on a line whose key is indented by `indent`: on the same line where it fits,
    with its leading space; else on lines below."""
    if not isinstance(value, dict | list | tuple):
        return " " + scalar(value, indent=indent + 2)
    line = in_brackets(value)
    nested = isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict)
    if not value or (not nested and "\n" not in line and indent + len(line) < WIDTH):
        return " " + line
    inner = indent + 2
    pad = "\n" + " " * inner
    if isinstance(value, dict):
        return "".join(f"{pad}{scalar(k)}:{after_colon(v, inner)}" for k, v in value.items())
    return "".join(pad + as_item(item, inner) for item in value)


def as_item(value: Any, indent: int, *, brackets: bool = True) -> str:
    """`- value` without its indentation; a map on lines of its own where it is long or not in brackets."""
    line = in_brackets(value) if isinstance(value, dict | list | tuple) else scalar(value, indent=indent + 2)
    if not isinstance(value, dict) or not value or (brackets and indent + 2 + len(line) < WIDTH):
        return "- " + line
    inner = indent + 2
    pairs = [f"{scalar(k)}:{after_colon(v, inner)}" for k, v in value.items()]
    return "- " + ("\n" + " " * inner).join(pairs)
