"""A customer on the page of a signed link: forms over HTTP, as a browser sends them; pictures by Chromium
where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from app.cli.check.window import Missing

MOST_PAGES = 20
PICTURE_SECONDS = 20.0
SIZE = "360,740"
"""A telephone's screen, in pixels."""
_THEMES = {"light": "1", "dark": "0"}
"""Blink's preferredColorScheme."""
_TAG = re.compile(r"<(?:input|textarea|button)\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class PageVisit:
    """Opens a link and answers until the end."""

    def __init__(self, url: str, pictures: Path) -> None:
        self._url = url
        self._pictures = pictures
        self._browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
        self.shots = 0

    @property
    def chromium(self) -> bool:
        """Whether pictures can be taken."""
        return bool(self._browser)

    def answer(self, answers: Mapping[str, str], pictures: Mapping[str, str]) -> list[str]:
        """Go through all pages; `answers` by the question's node, else the first choice or nothing.
        `pictures`: node → name. The nodes that were seen. Raises Missing."""
        seen: list[str] = []
        page = self._send("GET")
        for _ in range(MOST_PAGES):
            fields = _fields(page)
            node = _value(fields, "node")
            if not any(field.get("name") == "action" for field in fields):
                self._shoot(pictures.get("end", ""))
                return seen
            self._shoot(pictures.get(node or "start", ""))
            seen.append(node or "start")
            page = self._send("POST", _form(fields, answers.get(node, "")))
        raise Missing(f"the questionnaire did not end: {seen}")

    def _send(self, method: str, form: Mapping[str, str] | None = None) -> str:
        parts = urlsplit(self._url)
        connection = HTTPConnection(parts.netloc, timeout=10)
        try:
            body = urlencode(form) if form else None
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
            connection.request(method, parts.path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status in (302, 303):
                return self._send("GET")
            if answer.status != 200:
                raise Missing(f"{method} {parts.path[:8]}… answered {answer.status}")
            return text
        except (OSError, HTTPException) as error:
            raise Missing(f"the page does not answer: {error}") from error
        finally:
            connection.close()

    def _shoot(self, name: str) -> None:
        if not name or not self._browser:
            return
        for theme, scheme in _THEMES.items():
            command = [
                self._browser, "--headless=new", "--disable-gpu", "--hide-scrollbars",
                f"--window-size={SIZE}", f"--blink-settings=preferredColorScheme={scheme}",
                *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
                f"--screenshot={self._pictures / f'{name}-{theme}.png'}", self._url,
            ]  # fmt: skip
            try:
                subprocess.run(command, capture_output=True, timeout=PICTURE_SECONDS, check=True)
            except (OSError, subprocess.SubprocessError):
                self._browser = ""  # it is there and cannot be used: the answers do not need it
                return
            self.shots += 1


def _fields(page: str) -> list[dict[str, str]]:
    """The fields and buttons of a page's own form, in order: what lies beside it (languages, other matters)
    is left out."""
    form = next((part for part in re.findall(r"<form\b.*?</form>", page, re.S) if "primary" in part), "")
    found = []
    for tag in _TAG.findall(form):
        found.append({name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)})
    return found


def _value(fields: list[dict[str, str]], name: str) -> str:
    return next((field.get("value", "") for field in fields if field.get("name") == name), "")


def _form(fields: list[dict[str, str]], answer: str) -> dict[str, str]:
    """What is sent: everything hidden, the answer, and the first button."""
    form = {field["name"]: field["value"] for field in fields if field.get("type") == "hidden"}
    form["action"] = next(field["value"] for field in fields if field.get("name") == "action")
    choices = [field["value"] for field in fields if field.get("type") in ("radio", "checkbox")]
    if choices:
        form["value"] = answer if answer in choices else choices[0]
    elif any(field.get("name") == "value" for field in fields):
        form["value"] = answer
    return form
