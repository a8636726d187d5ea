"""The flows that ship for a web page, walked to their end on a phone's browser in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.demo_home import make_demo
from app.models.tables import customers
from app.protocol.flow_links import GetFlowLink, MakeFlowLink
from app.protocol.flows import ListLiveFlows
from tests.helpers.browser import Phone, photo
from tests.helpers.questionnaire import AGENT
from tests.helpers.served import Served

FLOWS = ("satisfaction", "visit-checklist")
MOST_PAGES = 60
TYPED = {"tel": "0912 345 678", "email": "anna@example.com", "date": "2026-03-04"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hub on a small demo centre."""
    home: Path = tmp_path_factory.mktemp("demo")
    make_demo(home, customers=60, progress=lambda done, total: None)
    served = Served(home)
    yield served
    served.close()


def answer(phone: Phone, last: bool, asked: Counter[str]) -> None:
    """Anything that fits; `last` begins with the last choice instead of the first. Who is asked the same once
    more (“is it safe now?”) takes the next choice."""
    page = phone.page
    node = page.locator("input[name=node]").first.get_attribute("value") or ""
    count = page.locator("label.choice").count()
    asked[node] += 1
    if count:
        place = (asked[node] - 1) % count
        page.locator("label.choice").nth(count - 1 - place if last else place).click()
    elif page.locator("#file").count():
        phone.send_photo(photo())
    elif page.locator("canvas").count():
        phone.draw()
    elif page.locator("#value").count():
        kind = page.locator("#value").get_attribute("type") or ""
        mode = page.locator("#value").get_attribute("inputmode") or ""
        phone.fill(TYPED.get(kind) or ("5" if mode == "decimal" else "It went well."))


@pytest.mark.parametrize("language", ["en", "zh-TW", "th"])
@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("last", [False, True], ids=["first", "last"])
def test_a_shipped_flow_comes_to_its_end(
    demo: Served, phone: Callable[..., Phone], flow: str, language: str, last: bool
) -> None:
    with demo.hub.record.read() as connection:
        customer = connection.execute(customers.select().where(customers.c.kind == "person").limit(1)).one()
    link = demo.hub.door.do(MakeFlowLink(flow=flow, customer_id=customer.id, language=language), AGENT)
    browser, asked = phone(dark=last), Counter[str]()
    browser.open(link.url)
    browser.go("open")
    for _ in range(MOST_PAGES):
        if not browser.page.locator("form[data-step]").count():
            break
        assert browser.page.locator("html").get_attribute("lang") == language
        answer(browser, last, asked)
        browser.go("answer" if browser.button("answer").count() else "next")
    assert browser.page.locator("svg.sign:not(.bad)").count() == 1, browser.text
    ended = demo.hub.door.ask(GetFlowLink(token=link.url.rpartition("/")[2]))
    assert ended.state == "ended"


def test_every_flow_for_a_page_is_walked_here(demo: Served) -> None:
    live = demo.hub.door.ask(ListLiveFlows(speaker="web"))
    assert sorted(flow.name for flow in live) == sorted(FLOWS)
