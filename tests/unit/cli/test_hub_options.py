"""What `contactdesk hub` is told about the customers' pages."""

from __future__ import annotations

import argparse

import pytest

from app.cli import hub
from app.core.settings import HubSettings


def settings(*arguments: str) -> HubSettings:
    parser = argparse.ArgumentParser()
    hub.configure(parser)
    return hub.settings_from(parser.parse_args(arguments))


def test_where_customers_reach_it_and_whose_name_they_see() -> None:
    told = settings("--public-url", "https://desk.example/forms/", "--company", "Harbour Home")
    assert (told.public_url, told.company) == ("https://desk.example/forms", "Harbour Home")
    assert settings().public_url == ""


@pytest.mark.parametrize("text", ["desk.example", "ftp://desk.example", "https://", "https://x/?a=1", "/f/"])
def test_what_no_browser_can_go_to_is_refused_at_the_start(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        settings("--public-url", text)
    assert "write it like https://desk.example" in capsys.readouterr().err
