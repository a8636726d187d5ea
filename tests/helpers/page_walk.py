"""Walks a browser through the questionnaire with every kind of question."""

from __future__ import annotations

from collections.abc import Callable

from tests.helpers.browser import Phone, photo

STORY = "It hisses.\nThen it stops."


def walk(phone: Phone, url: str, *, until: str = "", story: str = STORY, picture: str = "") -> None:
    """From wherever it stands to the end, or to the node `until`. Pictures are called `picture`-NODE."""
    phone.open(url)

    def shot(node: str) -> None:
        phone.check(f"{picture}-{node}" if picture else "")

    if phone.button("open").count():
        shot("start")
        phone.go("open")
    ways: dict[str, Callable[[], None]] = {
        "topic": lambda: phone.choose("broken"),
        "parts": lambda: _tick(phone, "pump", "other"),
        "often": lambda: phone.fill("3"),
        "bought": lambda: phone.fill("2021-05-01"),
        "price": lambda: phone.fill("12900"),
        "happened": lambda: phone.fill(story),
        "call": lambda: phone.choose("true"),
        "number": lambda: phone.fill("0912 345 678"),
        "mail": lambda: phone.fill("anna@example.com"),
        "picture": lambda: phone.send_photo(photo()),
        "sign": lambda: phone.draw() if phone.javascript else phone.fill("Anna Weber"),
        "offer": lambda: phone.choose("DS-1"),
    }
    for _ in range(len(ways) + 2):
        nodes = phone.page.locator("form[data-step] input[name=node]")
        node = nodes.first.get_attribute("value") if nodes.count() else ""
        shot(node or "end")
        if not node or node == until:
            break
        if node == "hello":
            phone.go("next")
            continue
        ways[node]()
        if picture:
            shot(f"{node}-answered")
        phone.go()
    assert not until or phone.page.locator(f"input[name=node][value={until}]").count(), phone.text


def _tick(phone: Phone, *values: str) -> None:
    """Exactly these."""
    for box in phone.page.locator("input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") in values)
