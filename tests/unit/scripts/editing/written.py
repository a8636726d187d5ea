"""Flows as people write them: comments, quotes, blocks and brackets in every mixture."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES = ("hello", "topic", "check", "desk", "bye", "total", "ask-it", "a1")
WORDS = st.sampled_from(
    (
        "Good day",
        "您好",
        "สวัสดี 😀",
        "it's: so",
        'say "x"',
        "{{ customer.name }}",
        "a # b",
        "- x",
        "yes",
        "12",
        "",
    )
)
TARGETS = st.sampled_from(NAMES)


@st.composite
def text_value(draw: Any, indent: int) -> str:
    """A text: plain, quoted, by language in brackets or lines, or as a block."""
    word = draw(WORDS.filter(bool))
    quoted = '"' + word.replace('"', '\\"') + '"'
    single = "'" + word.replace("'", "''") + "'"
    pad = " " * (indent + 2)
    return str(
        draw(
            st.sampled_from(
                (
                    quoted,
                    single,
                    f"{{en: {quoted}, th: {single}}}  # both",
                    f"{{\n{pad}en: {quoted},  # first\n{pad}th: {single},\n{pad}}}",
                    f"\n{pad}en: {quoted}\n{pad}# in Thai\n{pad}th: {single}",
                    f"|\n{pad}{word.strip('# -')} x\n\n{pad}more",
                    f">-\n{pad}{word.strip('# -')} x\n{pad}more",
                )
            )
        )
    )


@st.composite
def block(draw: Any, name: str) -> str:
    """A node's lines."""
    key = draw(st.sampled_from((name, f'"{name}"', f"'{name}'")))
    lead = draw(st.sampled_from(("", "  # about it\n", "\n  # a\n  # b 😀\n", "# left\n")))
    tail = draw(st.sampled_from(("", "\n", "    # behind\n", "\n\n")))
    target = draw(TARGETS)
    other = draw(TARGETS)
    note = draw(st.sampled_from(("", "  # why", " # 為什麼")))
    at = draw(st.sampled_from(("", "    at: [1, -2]\n", "    at:\n      - 1.5\n      - 2\n")))
    text = draw(text_value(4))
    body = draw(
        st.sampled_from(
            (
                f"{key}: {{say: hi, next: {target}}}{note}\n",
                f"{key}: {{end: Settled}}{note}\n",
                f"{key}:{note}\n    say: {text}\n    next: {target}{note}\n{at}",
                f"{key}:\n    # inside\n    ask: {text}\n    type: one_of\n    choices:{note}\n"
                f"      - {{value: x, next: {target}}}{note}\n      # between\n      - value: y\n"
                f"        next: {other}{note}\n      - value: z\n    next: {target}\n{at}",
                f"{key}:\n    branch:\n      - {{when: 'a == \"b\"', next: {target}}}\n"
                f"      - when: c{note}\n        next: {other}\n    otherwise: {target}\n{at}",
                f"{key}:\n    branch: [{{when: a, next: {target}}}, {{when: b, next: {other}}}]{note}\n",
                f"{key}:\n    set: {{v: \"1\", {name}_w: 'x'}}\n{at}    next: {other}\n",
            )
        )
    )
    return f"{lead}  {body}{tail}"


@st.composite
def flows(draw: Any) -> str:
    """A whole flow's text."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
    head = draw(st.sampled_from(("# A flow.\n\n", "", "# 流程\n")))
    tail = draw(st.sampled_from(("", "# the end\n", "about: behind  # it\n", "# x\nabout: y\n")))
    body = "".join(draw(block(name)) for name in names)
    text = (
        f"{head}flow: some\ntitle: {{en: Some, th: บาง}}\nlanguages: [en, th]\nstart: {names[0]}\n"
        f"person: {names[-1]}  # who\nnodes:\n{body}{tail}"
    )
    return text if draw(st.booleans()) else text.removesuffix("\n")
