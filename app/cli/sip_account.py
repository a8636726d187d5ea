"""The soft phone's account at a PBX: who registers where. The password comes from the environment."""

from __future__ import annotations

import os
import re

from app.protocol.phone import Account

PASSWORD_VARIABLE = "CONTACTDESK_SIP_PASSWORD"
_ACCOUNT = re.compile(r"(?:sip:)?(?P<user>[^@:;\s]+)@(?P<host>[^@;\s]+)(?P<parameters>(?:;[^\s]+)?)")


class BadAccount(ValueError):
    """What was given is no account."""


def read_account(text: str) -> Account:
    """`user@pbx.example`, `1001@192.0.2.20:5060;transport=tcp` → an account that registers there with digest
    authentication (RFC 3261, 22). Raises `BadAccount` with what to write instead."""
    found = _ACCOUNT.fullmatch(text.strip())
    if found is None:
        raise BadAccount(
            f"{text!r} is no SIP account; it looks like 1001@pbx.example or 1001@192.0.2.20:5060"
        )
    user, host, parameters = found["user"], found["host"], found["parameters"]
    return Account(
        key="pbx",
        uri=f"sip:{user}@{host}",
        registrar=f"sip:{host}{parameters}",
        user=user,
        password=os.environ.get(PASSWORD_VARIABLE, ""),
        proxy=f"sip:{host}{parameters};lr" if parameters else "",
    )
