"""What every pjsua2 callback is wrapped in, and how its strings and errors are read."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

log = logging.getLogger("contactdesk.phone")


def callback(body: Callable[..., None]) -> Callable[..., None]:
    """Keep exceptions out of pjsua2: a stored traceback keeps a call alive past `libDestroy`: abort."""

    @functools.wraps(body)
    def guarded(*arguments: Any) -> None:
        try:
            body(*arguments)
        except pj.Error as error:
            log.error("%s: %s", body.__qualname__, why(error))
        except Exception as error:  # noqa: BLE001 - nothing may pass into C++
            log.error("%s: %r", body.__qualname__, error)

    return guarded


def clean(text: str) -> str:
    """Text from the wire as valid Unicode: bytes that are not UTF-8 become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def why(error: pj.Error) -> str:
    """What pjsua2 says went wrong; `str()` of its errors is empty."""
    return clean(error.reason or error.info())
