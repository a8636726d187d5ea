"""A SIP account as it is written on a command line."""

from __future__ import annotations

import pytest

from app.cli.sip_account import PASSWORD_VARIABLE, BadAccount, read_account


def test_user_and_registrar_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "secret")
    account = read_account("1001@pbx.example:5070")
    assert (account.uri, account.registrar) == ("sip:1001@pbx.example:5070", "sip:pbx.example:5070")
    assert (account.user, account.password) == ("1001", "secret")


def test_a_transport_goes_to_registrar_and_proxy() -> None:
    account = read_account("sip:1001@192.0.2.20;transport=tcp")
    assert account.registrar == "sip:192.0.2.20;transport=tcp"
    assert account.proxy == "sip:192.0.2.20;transport=tcp;lr"


@pytest.mark.parametrize("text", ["", "1001", "@pbx", "a b@pbx", "1001@"])
def test_what_is_no_account_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadAccount, match="looks like"):
        read_account(text)
