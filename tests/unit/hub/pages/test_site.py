"""The page over HTTP: begun, answered, gone back in; and what strangers, forgers and the clumsy get."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.hub.pages import site as site_module
from app.hub.pages.pictures import LARGEST_PHOTO
from app.models.tables import contact_points, files, flow_runs
from app.protocol import errors
from app.protocol.flow_links import RevokeFlowLink
from app.protocol.flows import GetRun, ResumeFlow, RunView
from app.services.flows.links import DAY_MS
from tests.helpers.logs import ExpectedLog
from tests.helpers.questionnaire import AGENT, EVERYTHING, SHORT, Customer, publish
from tests.helpers.served import Reply, Served

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def text_of(reply: Reply) -> str:
    """What a page says."""
    return unescape(re.sub(r"<[^>]*>", " ", reply.body.decode()))


def picture(size: tuple[int, int] = (60, 40)) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, "brown").save(into, "JPEG")
    return into.getvalue()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def house(tmp_path: Path, clock: ManualClock) -> Iterator[Served]:
    """A hub with two questionnaires."""
    served = Served(tmp_path, clock)
    publish(served, SHORT)
    publish(served, EVERYTHING)
    yield served
    served.close()


@pytest.fixture
def anna(house: Served) -> Customer:
    """A customer with a link to the short one, not opened yet."""
    return Customer(house)


def run_of(customer: Customer) -> RunView:
    (row,) = [row for row in runs(customer.served) if row.customer_id == customer.id]
    return customer.served.hub.door.ask(GetRun(run_id=row.id))


def runs(served: Served) -> list[Any]:
    return rows(served, flow_runs)


def rows(served: Served, table: Any) -> list[Any]:
    with served.hub.record.read() as connection:
        return list(connection.execute(table.select()))


# --- the way through ------------------------------------------------------------------------------
def test_a_link_is_opened_answered_and_ends(anna: Customer) -> None:
    first = anna.look()
    assert first.status == 200
    assert "Start" in text_of(first)
    assert runs(anna.served) == [], "looking begins nothing: mail programs look, too"
    opened = anna.send("open")
    assert (opened.status, opened.headers["location"]) == (303, anna.path.rpartition("/")[2])
    assert "Which colour?" in text_of(anna.look())
    assert anna.send("answer", "red", step=1, node="colour").status == 303
    assert "Which size?" in text_of(anna.look())
    assert anna.send("answer", "42", step=2, node="size").status == 303
    last = text_of(anna.look())
    assert "Thank you" in last
    assert "red in 42." in last
    assert run_of(anna).status == "ended"


def test_opened_twice_it_shows_the_same_place(anna: Customer) -> None:
    anna.send("open")
    anna.send("answer", "red", step=1, node="colour")
    anna.send("open")
    assert "Which size?" in text_of(anna.look())
    assert len(runs(anna.served)) == 1


def test_what_does_not_fit_stays_in_the_field(anna: Customer) -> None:
    anna.send("open")
    anna.send("answer", "red", step=1, node="colour")
    again = anna.send("answer", "99", step=2, node="size")
    assert again.status == 422
    assert "Please enter 50 or less." in text_of(again)
    assert 'value="99"' in again.body.decode()
    step = run_of(anna).step
    assert anna.send("answer", "9", step=step, node="size").status == 303
    assert run_of(anna).status == "ended"


def test_back_and_change(anna: Customer) -> None:
    anna.send("open")
    anna.send("answer", "red", step=1, node="colour")
    anna.send("back", step=2)
    page = anna.look().body.decode()
    assert "Which colour?" in page
    assert 'value="red"' in page
    anna.send("answer", "blue", step=3, node="colour")
    place = run_of(anna).path[0].place
    asked = anna.look(f"?change={place}")
    assert "Which colour?" in text_of(asked)
    assert 'value="blue"' in asked.body.decode()
    assert anna.send("change", "green", step=4, place=place, node="colour").status == 303
    assert run_of(anna).path[0].answer == "green"
    assert "Which size?" in text_of(anna.look()), "still where it was"


@pytest.mark.parametrize("place", ["99", "-1", "x", "0" * 40, "", "%00"])
def test_a_change_of_nothing_shows_the_present(anna: Customer, place: str) -> None:
    anna.send("open")
    assert "Which colour?" in text_of(anna.look(f"?change={place}"))


# --- two tabs, the browser's Back -------------------------------------------------------------------
def test_the_same_form_twice_is_one_answer(anna: Customer) -> None:
    anna.send("open")
    for _ in range(3):
        assert anna.send("answer", "red", step=1, node="colour").status == 303
    assert run_of(anna).step == 2


def test_an_answer_to_an_earlier_question_is_offered_as_a_change(anna: Customer) -> None:
    anna.send("open")
    anna.send("answer", "red", step=1, node="colour")
    late = anna.send("answer", "blue", step=1, node="colour")
    assert late.status == 409
    said = text_of(late)
    assert "“blue”, was not saved" in said
    assert "Change it to “blue”" in said
    assert "Which size?" in said, "the present place"
    place = run_of(anna).path[0].place
    assert f'name="place" value="{place}"' in late.body.decode()
    assert anna.send("change", "blue", step=2, place=place).status == 303
    assert run_of(anna).path[0].answer == "blue"


def test_a_late_next_shows_where_one_is(anna: Customer) -> None:
    anna.send("open")
    late = anna.send("back", step=0)
    assert late.status == 409
    assert "Which colour?" in text_of(late)


def test_an_agent_who_goes_on_with_it_is_not_disturbed(house: Served, anna: Customer) -> None:
    anna.send("open")
    run = run_of(anna)
    house.hub.door.do(ResumeFlow(run_id=run.id), AGENT)
    assert "Go on" in text_of(anna.look())
    assert anna.send("answer", "red", step=run.step + 1, node="colour").status == 303
    assert run_of(anna).shown.node == "colour", "not answered over the agent's head"
    anna.send("open")
    assert run_of(anna).speaker == "web"


# --- links that are no good -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    ["/f/", "/f/x", "/f/" + "A" * 32, "/f/" + "A" * 5000, "/f/%00", "/f/../../etc/passwd", "/f/a/b/c"],
)
def test_a_forged_link_says_what_to_do(house: Served, path: str) -> None:
    for method in ("GET", "POST"):
        reply = house.send(method, path, headers={"Accept-Language": "zh-TW"})
        assert reply.status == 404
        assert "此連結無法使用" in text_of(reply)
        assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_no_letter_of_a_link_can_be_changed(anna: Customer) -> None:
    for place in (3, 15, 34):
        other = anna.path[:place] + ("A" if anna.path[place] != "A" else "B") + anna.path[place + 1 :]
        assert anna.served.send("GET", other).status == 404


def test_expired_and_revoked_links_say_so_and_take_nothing(
    house: Served, anna: Customer, clock: ManualClock
) -> None:
    anna.send("open")
    house.hub.door.do(RevokeFlowLink(link_id=anna.link.id), AGENT)
    for reply in (anna.look(), anna.send("answer", "red", step=1, node="colour")):
        assert reply.status == 410
        assert "no longer in use" in text_of(reply)
    house.hub.door.do(RevokeFlowLink(link_id=anna.link.id, revoked=False), AGENT)
    clock.advance(15 * DAY_MS)
    for reply in (anna.look(), anna.send("answer", "red", step=1, node="colour")):
        assert reply.status == 410
        assert "expired" in text_of(reply)
    assert run_of(anna).shown.node == "colour"


# --- pictures ---------------------------------------------------------------------------------------
def at_the_photo(served: Served, name: str = "Anna Weber") -> Customer:
    """A customer who is asked for a photo."""
    customer = Customer(served, "everything", name)
    customer.send("open")
    customer.send("next", step=1)
    for node, answers in (
        ("topic", ["bill"]),
        ("parts", ["pump", "other"]),
        ("often", ["3"]),
        ("bought", ["2021-05-01"]),
        ("price", ["12,900"]),
        ("happened", [EVIL]),
        ("call", ["false"]),
        ("mail", ["anna@example.com"]),
    ):
        run = run_of(customer)
        assert run.shown.node == node
        assert customer.send("answer", answers, step=run.step, node=node).status == 303, node
    assert run_of(customer).shown.type == "photo"
    return customer


def test_a_photo_is_kept_shown_to_its_sender_and_to_desks(house: Served) -> None:
    anna = at_the_photo(house)
    run = run_of(anna)
    assert anna.upload(picture(), "../../cup.jpg", step=run.step, node="picture").status == 303
    (file,) = rows(house, files)
    assert (file.name, file.source, file.customer_id, file.run_id) == ("cup.jpg", "photo", anna.id, run.id)
    path = house.hub.settings.home / "files" / file.sha256[:2] / f"{file.sha256}.jpg"
    assert path.stat().st_size == file.size
    answer = next(passed for passed in run_of(anna).path if passed.node == "picture")
    assert answer.value == f"file:{file.id} cup.jpg"
    mine = house.send("GET", f"{anna.path}/file/{file.id}")
    assert (mine.status, mine.headers["content-type"]) == (200, "image/jpeg")
    assert mine.body == path.read_bytes()
    assert "nosniff" in mine.headers["x-content-type-options"]
    mei = house.agent("mei")
    content = house.ask("GetFileContent", {"file_id": file.id}, token=mei).json
    assert base64.b64decode(content["data"]) == mine.body


def test_nobody_elses_pictures(house: Served) -> None:
    anna, jan = at_the_photo(house), at_the_photo(house, "Jan")
    anna.upload(picture(), step=run_of(anna).step, node="picture")
    (file,) = rows(house, files)
    assert house.send("GET", f"{jan.path}/file/{file.id}").status == 404
    fresh = Customer(house, "short", "Zoe")
    assert house.send("GET", f"{fresh.path}/file/{file.id}").status == 404
    for name in ("x", "../1", "%2e%2e%2fcontactdesk.db", "1/../../contactdesk.db"):
        assert house.send("GET", f"{anna.path}/file/{name}").status == 404


def test_a_typed_name_is_no_way_to_somebody_elses_file(house: Served) -> None:
    anna, jan = at_the_photo(house), at_the_photo(house, "Jan")
    anna.upload(picture(), step=run_of(anna).step, node="picture")
    (file,) = rows(house, files)
    jan.upload(picture((9, 9)), step=run_of(jan).step, node="picture")
    run = run_of(jan)
    jan.send("answer", f"FILE:file:{file.id} x", step=run.step, node="sign")
    signed = next(passed for passed in run_of(jan).path if passed.node == "sign")
    assert signed.value == f"{file.id} x"


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 torn", picture()[:200]])
def test_what_is_no_photo_is_asked_for_again(house: Served, data: bytes) -> None:
    anna = at_the_photo(house)
    again = anna.upload(data, step=run_of(anna).step, node="picture")
    assert again.status == 422
    assert "photo" in text_of(again)
    assert rows(house, files) == []


def test_an_oversized_body_is_not_read(house: Served) -> None:
    anna = at_the_photo(house)
    step = run_of(anna).step
    big = anna.upload(b"x" * (LARGEST_PHOTO + 300_000), step=step, node="picture")
    assert big.status == 413
    assert "15 MB" in text_of(big)
    body = urlencode({"action": "answer", "step": step, "value": "x" * 3_000_000}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert house.send("POST", anna.path, body, headers=form).status == 413
    assert run_of(anna).step == step


def test_a_body_without_a_length_is_not_read_to_its_end(anna: Customer) -> None:
    anna.send("open")

    def endless() -> Iterator[bytes]:
        yield b"action=answer&step=1&node=colour"
        for _ in range(300):
            yield b"&value=" + b"x" * 65_000

    connection = anna.served.connect()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"}
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the hub hangs up
        connection.request("POST", anna.path, endless(), headers, encode_chunked=True)
        assert connection.getresponse().status == 413
    connection.close()
    assert run_of(anna).step == 1


def test_customers_behind_a_proxy_are_told_apart(house: Served) -> None:
    def knock(address: str) -> int:
        return house.send("GET", "/f/x", headers={"X-Forwarded-For": address}).status

    assert {knock("203.0.113.7") for _ in range(601)} == {404, 429}
    assert knock("203.0.113.8") == 404


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("text/plain", b"action=answer"),
        ("", b""),
        ("multipart/form-data", b"x"),
        ("application/x-www-form-urlencoded", b"&".join(b"value=%d" % n for n in range(1_000))),
    ],
)
def test_what_is_no_form_is_refused(anna: Customer, kind: str, body: bytes) -> None:
    anna.send("open")
    reply = anna.served.send("POST", anna.path, body, headers={"Content-Type": kind} if kind else {})
    assert reply.status == 400
    assert "could not be read" in text_of(reply)


@pytest.mark.parametrize("action", ["", "delete", "return", "jump", "skip", "result", "change"])
def test_no_action_breaks_a_run(anna: Customer, action: str) -> None:
    anna.send("open")
    reply = anna.send(action, EVIL, step=1, node="colour", place="0", objection=EVIL, language=EVIL)
    assert reply.status in (303, 404, 409, 422)
    assert run_of(anna).shown.node == "colour"
    assert "<script>alert" not in reply.body.decode()


# --- what is said, and to whom ------------------------------------------------------------------------
def test_no_answer_and_no_name_becomes_markup(house: Served) -> None:
    anna = at_the_photo(house, EVIL)
    for reply in (anna.look(), anna.send("answer", [EVIL + "2"], step=0, node="happened")):
        body = reply.body.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;" in body


def test_one_customer_cannot_step_anothers_run(house: Served, anna: Customer) -> None:
    jan = Customer(house, "short", "Jan")
    anna.send("open")
    jan.send("open")
    jan.send("answer", "red", step=1, node="colour", run_id=run_of(anna).id, link_id=anna.link.id)
    assert run_of(anna).shown.node == "colour"
    assert run_of(jan).shown.node == "size"


def test_answers_land_in_the_record(house: Served) -> None:
    anna = at_the_photo(house)
    found = [(row.kind, row.normal) for row in rows(house, contact_points) if row.customer_id == anna.id]
    assert ("email", "anna@example.com") in found


def test_every_reply_is_closed_to_caches_frames_and_foreign_scripts(house: Served, anna: Customer) -> None:
    for reply in (anna.look(), anna.send("open"), house.send("GET", "/f/x"), anna.look("?change=1")):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-frame-options"] == "DENY"
        assert reply.headers["referrer-policy"] == "no-referrer"
        policy = reply.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "set-cookie" not in reply.headers


def test_assets_are_kept_and_nothing_else_is_there(house: Served) -> None:
    style = house.send("GET", "/page/page.css?v=1")
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in style.headers["cache-control"]
    for name in ("words.json", "../page/words.json", "%2e%2e/icons/star.svg", "page.css/x"):
        assert house.send("GET", f"/page/{name}").status == 404


def test_a_language_is_chosen_before_and_on_the_way(house: Served) -> None:
    anna = Customer(house, "everything", language="th")
    assert "เริ่ม" in text_of(anna.look())
    assert "開始" in text_of(anna.look("?language=zh-TW"))
    anna.send("open", language="zh-TW")
    assert "您好" in text_of(anna.look())
    anna.send("language", language="en")
    assert "Good day, Anna Weber." in text_of(anna.look())
    anna.send("language", language="xx")
    assert "Good day" in text_of(anna.look()), "none of the flow's: nothing changes"


def test_the_browsers_language_where_nobody_knows_the_customers(house: Served) -> None:
    anna = Customer(house, "everything")
    assert 'lang="th"' in anna.look(**{"Accept-Language": "th-TH,th;q=0.9"}).body.decode()


# --- too much, and the hub's own troubles ---------------------------------------------------------------
def test_who_knocks_too_often_waits(anna: Customer, clock: ManualClock) -> None:
    statuses = [anna.look().status for _ in range(210)]
    assert statuses[:200] == [200] * 200
    assert set(statuses[200:]) == {429}
    reply = anna.look()
    assert "Please wait a minute" in text_of(reply)
    assert reply.headers["retry-after"] == "60"
    clock.advance(60_000)
    assert anna.look().status == 200


def test_an_address_is_not_let_in_without_end(house: Served) -> None:
    statuses = {house.send("GET", f"/f/{number}").status for number in range(601)}
    assert statuses == {404, 429}


def test_a_fault_shows_a_page_and_is_logged(
    house: Served, anna: Customer, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    expected_log("a customer's page")
    anna.send("open")

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(site_module, "run_page", broken)
    reply = anna.look()
    assert reply.status == 503
    assert "The fault is ours" in text_of(reply)
    assert anna.path not in text_of(reply)


def test_a_full_disk_loses_no_answer(house: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = at_the_photo(house)
    step = run_of(anna).step

    def full(*_: Any) -> None:
        raise Refused(errors.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(house.hub.site._shelf, "keep", full)
    assert anna.upload(picture(), step=step, node="picture").status == 503
    assert run_of(anna).step == step
    monkeypatch.undo()
    assert anna.upload(picture(), step=step, node="picture").status == 303


def test_links_survive_a_restart(tmp_path: Path) -> None:
    served = Served(tmp_path)
    publish(served, SHORT)
    anna = Customer(served)
    anna.send("open")
    anna.send("answer", "red", step=1, node="colour")
    served.close()
    anna.served = served = Served(tmp_path)
    assert "Which size?" in text_of(anna.look())
    served.close()


def test_the_key_is_on_no_wire(house: Served, anna: Customer) -> None:
    mei = house.agent("mei")
    snapshot = house.ask("GetSnapshot", {}, token=mei).body
    links = house.ask("ListFlowLinks", {"customer_id": anna.id}, token=mei)
    assert json.loads(links.body)[0]["url"] == anna.link.url
    assert b"link_key" not in snapshot
    assert house.ask("GetFlowLink", {"token": "x"}, token=mei).code == errors.NOT_ALLOWED
    assert house.do("OpenFlowLink", {"link_id": anna.link.id}, token=mei).code == errors.NOT_ALLOWED
