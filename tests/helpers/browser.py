"""A phone's browser: Debian's own Chromium, driven by Playwright, strict about what a page does."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    sync_playwright,
)

from tests.servers.fixtures import missing

NARROW = {"width": 360, "height": 740}
LEAST_TARGET = 44
"""CSS pixels of what is tapped (WCAG 2.2, 2.5.5)."""
_OVERFLOW = """() => {
  const root = document.documentElement;
  return [root.scrollWidth, root.clientWidth, document.body.scrollWidth];
}"""
_SMALL = """(least) => [...document.querySelectorAll(
    "button, a[href], summary, label.choice, label.button, input:not([type=hidden]), textarea, canvas")]
  .filter((element) => element.checkVisibility() && !element.closest("label.choice > *, .file"))
  .map((element) => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
  .filter(([_, box]) => box.width < least || box.height < least)
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
_NAMELESS = """() => [...document.querySelectorAll(
    "button, a[href], input:not([type=hidden]), textarea, canvas")]
  .filter((element) => element.checkVisibility())
  .filter((element) => !(element.labels?.length || element.textContent.trim() || element.ariaLabel))
  .map((element) => element.outerHTML)"""


def chromium_path() -> str:
    """Where Chromium is; empty where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for the run."""
    path = chromium_path()
    if not path:
        missing("Chromium is not installed (Debian: chromium)")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[..., Phone]]:
    """Makes phones; each has a browser profile of its own. What goes wrong on their pages fails the test."""
    made: list[Phone] = []

    def make(**options: Any) -> Phone:
        made.append(Phone(chromium, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert [fault for one in made for fault in one.faults] == []


class Phone:
    """A browser 360 pixels wide, with one page."""

    def __init__(
        self,
        browser: Browser,
        *,
        dark: bool = False,
        javascript: bool = True,
        touch: bool = False,
        width: int = NARROW["width"],
        pictures: Path | None = None,
    ) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": NARROW["height"]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            has_touch=touch,
            is_mobile=touch,
            device_scale_factor=2 if touch or pictures else 1,
        )
        self.context.set_default_timeout(20_000)
        self.javascript = javascript
        self.faults: list[str] = []
        self._pictures = pictures
        self._host = ""
        self.page = self.tab()

    def tab(self) -> Page:
        """One more page of the same browser."""
        page = self.context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._request)
        return page

    def close(self) -> None:
        """Close the browser's profile."""
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        own_status = (
            "the server responded with a status of 4" in message.text
        )  # a page that says what is wrong
        if message.type in ("error", "warning") and not own_status:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        self._host = self._host or where.netloc
        if where.scheme not in ("data", "blob") and where.netloc != self._host:
            self.faults.append(f"asked elsewhere: {request.url}")

    # --- looking -----------------------------------------------------------------------------------
    def open(self, url: str) -> None:
        """Go to an address."""
        self.page.goto(url)
        self.check()

    def check(self, picture: str = "") -> None:
        """Whether the page as it stands fits the phone and can be used by a thumb and by a screen reader."""
        self.page.wait_for_load_state()
        if self.javascript:
            total, seen, body = self.page.evaluate(_OVERFLOW)
            assert total <= seen, f"scrolls sideways: {total} > {seen} at {self.heading}"
            assert body <= seen
            assert self.page.evaluate(_SMALL, LEAST_TARGET) == [], self.heading
            assert self.page.evaluate(_NAMELESS) == []
        if self._pictures and picture:
            self.page.screenshot(path=self._pictures / f"{picture}.png", full_page=True)

    @property
    def heading(self) -> str:
        """What the page is about."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        """All that can be read."""
        return self.page.locator("body").inner_text()

    def focused(self) -> str:
        """`name=value` of what has the keyboard."""
        found: str = self.page.evaluate("document.activeElement.name + '=' + document.activeElement.value")
        return found

    # --- answering ---------------------------------------------------------------------------------
    def button(self, value: str) -> Locator:
        """The button of an action."""
        return self.page.locator(f"button[name=action][value={value}]")

    def go(self, action: str = "answer") -> None:
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            self.button(action).first.click()
        self.check()

    def choose(self, *values: str) -> None:
        """Tick choices."""
        for value in values:
            self.page.locator(f"label.choice:has(input[value='{value}'])").click()

    def fill(self, text: str) -> None:
        """Type into the field."""
        self.page.locator("#value").fill(text)

    def send_photo(self, data: bytes, name: str = "cup.jpg") -> None:
        """Choose a photo."""
        self.page.locator("#file").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})

    def draw(self) -> None:
        """Sign with the mouse."""
        box = self.page.locator("canvas").bounding_box()
        assert box is not None
        points = [(0.1, 0.7), (0.25, 0.2), (0.4, 0.8), (0.6, 0.3), (0.9, 0.6)]
        mouse = self.page.mouse
        for place, (x, y) in enumerate(points):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=6)
            if place == 0:
                mouse.down()
        mouse.up()


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    """What a phone's camera might send."""

    image = Image.linear_gradient("L").resize(size).convert("RGB")
    into = io.BytesIO()
    image.save(into, "JPEG")
    return into.getvalue()
