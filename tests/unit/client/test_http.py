"""Commands and questions over connections that break."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.client.address import HubAddress
from app.client.http import HubHttp, HubUnreachable
from app.core.errors import Refused
from app.protocol.agents import SetPresence
from app.protocol.customers import Search
from app.protocol.interactions import AddNote
from app.protocol.message import Refusal
from tests.helpers.fake_hub import TOKEN, FakeHub, fake_hub
from tests.helpers.wait import until


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        yield hub


@pytest.fixture
def http(hub: FakeHub) -> Iterator[HubHttp]:
    http = HubHttp(hub.url, TOKEN)
    yield http
    http.close()


def test_sign_in_gives_the_token_for_what_follows(hub: FakeHub) -> None:
    http = HubHttp(hub.url)
    with pytest.raises(Refused) as refused:
        http.ask(Search(text="lin"))
    assert refused.value.code == "not_signed_in"
    assert http.sign_in("ann", "secret").token == TOKEN
    hub.answers["Search"] = {"text": "lin", "hits": []}
    assert http.ask(Search(text="lin")).text == "lin"
    http.close()


def test_a_refusal_keeps_code_sentence_and_details(hub: FakeHub, http: HubHttp) -> None:
    hub.answers["AddNote"] = Refusal("stale", "Somebody was faster.", {"now": 3, "code": "mine"})
    with pytest.raises(Refused) as refused:
        http.do(AddNote(text="x", customer_id=1))
    assert (refused.value.code, refused.value.text) == ("stale", "Somebody was faster.")
    assert refused.value.details == {"now": 3}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_broken_connection_is_tried_again_with_the_same_id(hub: FakeHub, http: HubHttp, when: str) -> None:
    hub.answers["AddNote"] = {"id": 5, "text": "x"}
    hub.cut_next = [when]
    assert http.do(AddNote(text="x", customer_id=1)).id == 5
    assert len(hub.done) == 1


def test_a_connection_broken_twice_is_given_up(hub: FakeHub, http: HubHttp) -> None:
    hub.cut_next = ["after", "after"]
    with pytest.raises(HubUnreachable) as away:
        http.do(AddNote(text="x", customer_id=1), "the-id")
    assert away.value.code == "hub_unreachable"
    hub.answers["AddNote"] = {"id": 5, "text": "x"}
    assert [done[1] for done in hub.done] == ["the-id"]


def test_a_restarted_hub_is_found_again_over_a_kept_connection(hub: FakeHub, http: HubHttp) -> None:
    hub.answers["AddNote"] = {"id": 5, "text": "x"}
    http.do(AddNote(text="x", customer_id=1))
    hub.stop()
    with pytest.raises(HubUnreachable):
        http.do(AddNote(text="x", customer_id=1))
    hub.start()
    assert http.do(AddNote(text="x", customer_id=1)).id == 5


def test_connections_are_kept_and_shared_by_threads(hub: FakeHub, http: HubHttp) -> None:
    hub.answers["Search"] = {"text": "a", "hits": []}
    failures: list[Refused] = []

    def ask() -> None:
        try:
            for _ in range(20):
                http.ask(Search(text="a"))
        except Refused as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(hub.asked) == 80
    assert 1 <= len(http._idle) <= 4


def test_an_answer_without_a_reason_is_still_a_refusal(hub: FakeHub, http: HubHttp) -> None:
    hub.answers["SetPresence"] = lambda body: Refusal("wrong_state", "no")
    original = FakeHub.answer

    def broken(self: FakeHub, name: str, body: bytes) -> tuple[int, bytes]:
        status, _ = original(self, name, body)
        return status, b"<html>oops</html>"

    hub.answer = broken.__get__(hub)  # type: ignore[method-assign]
    with pytest.raises(Refused) as refused:
        http.do(SetPresence(presence="ready"))
    assert refused.value.code == "internal"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://hub:8500", HubAddress("hub", 8500)),
        ("https://hub.example/desk/", HubAddress("hub.example", 443, True, "/desk")),
        ("http://[::1]:8500/", HubAddress("::1", 8500)),
    ],
)
def test_addresses(url: str, address: HubAddress) -> None:
    assert HubAddress.parse(url) == address
    assert HubAddress.parse(address.url) == address


@pytest.mark.parametrize(
    "url", ["", "hub:8500", "ftp://hub", "http://", "http://hub:0", "http://hub:x", "http://:1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        HubAddress.parse(url)


def test_an_answer_that_does_not_come_is_given_up(hub: FakeHub) -> None:
    let_go = threading.Event()
    hub.answers["Search"] = lambda body: let_go.wait(20) and {"text": "", "hits": []}
    http = HubHttp(hub.url, TOKEN, timeout=0.1)
    with pytest.raises(HubUnreachable, match="no answer in time"):
        http.ask(Search(text="a"))
    assert len(hub.asked) == 1, "what is slow is not asked twice"
    let_go.set()
    http.close()


def test_what_is_under_way_can_be_cut(hub: FakeHub) -> None:
    let_go = threading.Event()
    hub.answers["Search"] = lambda body: let_go.wait(20) and {"text": "", "hits": []}
    http = HubHttp(hub.url, TOKEN)
    failed: list[Refused] = []

    def ask() -> None:
        try:
            http.ask(Search(text="a"))
        except Refused as refused:
            failed.append(refused)

    asking = threading.Thread(target=ask)
    asking.start()
    until(lambda: hub.asked)
    http.close()
    asking.join(10)
    assert [refused.code for refused in failed] == ["hub_unreachable"]
    let_go.set()
