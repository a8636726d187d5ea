"""HTML from templates: everything is escaped, nothing comes from elsewhere."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.core.resources import resource
from app.hub.pages.words import direction, name_of, words_in

ASSETS = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
"""What a page loads, and its media type."""


@cache
def asset(name: str) -> bytes:
    """One of `ASSETS`."""
    return resource("page", name).read_bytes()


@cache
def assets_version() -> str:
    """Changes when an asset does, so that a browser may keep them for ever."""
    return hashlib.sha256(b"".join(asset(name) for name in sorted(ASSETS))).hexdigest()[:12]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resource("templates", "page")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@dataclass(frozen=True)
class Page:
    """What every page has. `action` is the page's own address, relative to itself, so that a reverse proxy
    may put the hub below any path; `root` leads to where the hub is."""

    language: str
    title: str = ""
    company: str = ""
    action: str = ""
    root: str = "../"
    flow_languages: Sequence[str] = ()
    refresh: int = 0
    named: bool = True
    """Whether the head says what the page is about."""

    @property
    def flow_language(self) -> str:
        """The language it is shown in."""
        return self.language

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.language)

    @property
    def assets(self) -> str:
        """Version of the style sheet and the script."""
        return assets_version()

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Languages to choose from, each in its own words."""
        return [(language, name_of(language, self.flow_languages)) for language in self.flow_languages]


def render(template: str, page: Page, **values: Any) -> str:
    """A page."""
    words = SimpleNamespace(**words_in(page.language))  # a mapping has names of its own: words.clear
    names = {
        "notice": None,
        "field": None,
        "path": [],
        "path_open": False,
        "path_change": True,
        "path_title": words.your_answers,
        **values,
    }
    return _environment().get_template(template).render(page=page, words=words, **names)
