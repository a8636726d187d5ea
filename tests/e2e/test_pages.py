"""The customer's page in a real browser, 360 pixels wide: every kind of question, with a thumb, with the
keyboard alone, without JavaScript, in the dark, in three languages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.core.clock import ManualClock
from app.hub.pages.limits import Limit
from app.models.tables import files, flow_runs
from app.protocol.files import referred
from app.protocol.flow_links import RevokeFlowLink
from app.protocol.flows import GetRun, RunView
from app.protocol.setup import SaveQueue
from tests.helpers.browser import Phone, photo
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.page_walk import walk
from tests.helpers.questionnaire import AGENT, EVERYTHING, PAUSES, SHORT, Customer, publish
from tests.helpers.served import Served

Phones = Callable[..., Phone]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Served]:
    """A hub with questionnaires."""
    served = Served(tmp_path)
    served.hub.door.do(SaveQueue(name="Service"), ADMINISTRATOR)
    for source in (EVERYTHING, SHORT, PAUSES):
        publish(served, source)
    yield served
    served.close()


def run_of(customer: Customer) -> RunView:
    """The customer's run."""
    with customer.served.hub.record.read() as connection:
        found = connection.execute(flow_runs.select().where(flow_runs.c.customer_id == customer.id)).one()
    return customer.served.hub.door.ask(GetRun(run_id=found.id))


def answers(customer: Customer) -> dict[str, object]:
    """What was answered, by node."""
    return {passed.node: passed.value for passed in run_of(customer).path if passed.kind != "say"}


# --- the whole way ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "dark"), [("en", False), ("zh-TW", True), ("th", False)])
def test_the_whole_questionnaire(house: Served, phone: Phones, language: str, dark: bool) -> None:
    anna = Customer(house, "everything", "Anna Weber 陳美玲", language=language)
    browser = phone(dark=dark)
    walk(browser, anna.link.url)
    assert run_of(anna).status == "ended"
    given = answers(anna)
    assert given["topic"] == "broken"
    assert given["parts"] == ["pump", "other"]
    assert given["bought"] == "2021-05-01"
    assert given["happened"] == "It hisses.\nThen it stops."
    assert given["call"] is True
    assert given["offer"] == "DS-1"
    for node, media_type in (("picture", "image/jpeg"), ("sign", "image/png")):
        file_id, _ = referred(given[node])
        with house.hub.record.read() as connection:
            row = connection.execute(files.select().where(files.c.id == file_id)).one()
        assert row.media_type == media_type
        path = house.hub.settings.home / "files" / row.sha256[:2]
        (kept,) = path.glob(f"{row.sha256}.*")
        image = Image.open(io.BytesIO(kept.read_bytes()))
        if node == "sign":
            assert sum(image.convert("L").histogram()[:80]) > 200, "ink"
    assert browser.page.locator("html").get_attribute("lang") == language


def test_without_javascript(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    walk(phone(javascript=False), anna.link.url)
    assert run_of(anna).status == "ended"
    assert answers(anna)["sign"] == "Anna Weber"
    assert referred(answers(anna)["picture"])[1] == "cup.jpg"


def test_with_the_keyboard_alone(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    browser.open(anna.link.url)
    keys = browser.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(30):
            keys.press("Tab")
            if browser.focused() == name:
                return
        raise AssertionError(f"the keyboard does not reach {name}")

    def enter() -> None:
        with browser.page.expect_navigation():
            keys.press("Enter")
        browser.page.wait_for_load_state()

    tab_to("action=open")
    enter()
    tab_to("action=next")
    enter()
    tab_to("value=broken")
    keys.press("ArrowDown")
    assert browser.focused() == "value=bill"
    enter()  # a form is sent by Enter in any of its fields
    tab_to("value=pump")
    keys.press("Space")
    tab_to("value=display")
    keys.press("Space")
    enter()
    tab_to("value=")
    keys.type("3")
    enter()
    assert answers(anna) == {"topic": "bill", "parts": ["pump", "display"], "often": 3}
    tab_to("action=back")
    enter()
    assert browser.page.locator("#value").input_value() == "3"
    browser.page.goto(browser.page.url)
    for _ in range(30):
        keys.press("Tab")
        if browser.page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    keys.press("Enter")
    expect(browser.page.locator("details[open]")).to_be_visible()


def test_a_thumb_can_sign(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone(touch=True)
    walk(browser, anna.link.url, until="sign")
    box = browser.page.locator("canvas").bounding_box()
    assert box is not None
    for x in (0.3, 0.5, 0.7):
        browser.page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + 0.5 * box["height"])
    browser.go()
    assert referred(answers(anna)["sign"])[0] is not None


# --- mistakes, second thoughts ---------------------------------------------------------------------------
def test_a_mistake_is_shown_at_the_field_which_has_the_keyboard(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="often")
    browser.fill("a few")
    browser.go()
    assert "Please enter a number" in browser.text
    assert browser.focused() == "value=a few"
    assert browser.page.title().startswith("Error")
    browser.fill("99")
    browser.go()
    assert "Please enter 40 or less." in browser.text
    browser.fill("4")
    browser.go()
    assert answers(anna)["often"] == 4


def test_nothing_chosen_nothing_drawn_nothing_taken(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    for node, words in (
        ("topic", "Please choose one."),
        ("parts", "Please choose"),
        ("picture", "Please take or choose a photo."),
        ("sign", "Please sign"),
    ):
        walk(browser, anna.link.url, until=node)
        browser.go()
        assert words in browser.text
        assert run_of(anna).shown.node == node


def test_back_and_change(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="often")
    browser.go("back")
    assert browser.page.locator("input[value=other]").is_checked()
    browser.go()
    browser.page.locator("summary").first.click()
    with browser.page.expect_navigation():
        browser.page.get_by_role("link", name="Change: What is it about?").click()
    browser.check()
    assert browser.page.locator("input[value=broken]").is_checked()
    browser.choose("bill")
    browser.go("change")
    assert browser.heading == "How many cups a day?"
    assert answers(anna)["topic"] == "bill"


def test_a_drawing_can_be_cleared(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="sign")
    browser.draw()
    browser.page.get_by_role("button", name="Clear").click()
    browser.go()
    assert "Please sign" in browser.text
    assert run_of(anna).shown.node == "sign"


def test_a_photo_is_seen_before_it_is_sent_and_after(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="picture")
    browser.send_photo(photo())
    preview = browser.page.locator("img.preview")
    expect(preview).to_be_visible()
    browser.page.wait_for_function("document.querySelector('img.preview').naturalWidth == 640")
    browser.check()
    browser.go()
    browser.go("back")
    browser.page.wait_for_function("document.querySelector('img.preview').naturalWidth == 640")
    browser.go()
    assert run_of(anna).shown.node == "sign", "the photo that was sent stays"
    with house.hub.record.read() as connection:
        assert len(connection.execute(files.select()).all()) == 1


# --- reloads, tabs, the browser's own buttons --------------------------------------------------------------
def test_what_was_typed_survives_a_reload(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="parts")
    browser.choose("pump", "other")
    browser.page.reload()
    assert browser.page.locator("input[value=other]").is_checked()
    assert not browser.page.locator("input[value=display]").is_checked()
    walk(browser, anna.link.url, until="happened")
    browser.fill("A long story")
    browser.page.reload()
    assert browser.page.locator("#value").input_value() == "A long story"
    walk(browser, anna.link.url, until="sign")
    browser.draw()
    browser.page.reload()
    browser.go()
    assert referred(answers(anna)["sign"])[0] is not None, "the drawing, too"
    walk(browser, anna.link.url)
    assert browser.page.evaluate("localStorage.length") == 0, "nothing stays on a borrowed phone"


def test_what_was_typed_survives_a_hub_that_cannot_take_it(
    house: Served, phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = Customer(house, "short")
    browser = phone()
    browser.open(anna.link.url)
    browser.go("open")
    browser.fill("red with a little blue")
    monkeypatch.setattr(house.hub.site, "_links", Limit(ManualClock(), burst=0, a_minute=0))
    browser.go()
    assert "A little too fast" in browser.text
    monkeypatch.undo()
    with browser.page.expect_navigation():
        browser.page.get_by_role("link", name="Look again").click()
    assert browser.page.locator("#value").input_value() == "red with a little blue"


def test_the_browsers_back_button(house: Served, phone: Phones) -> None:
    anna = Customer(house, "short")
    browser = phone()
    browser.open(anna.link.url)
    browser.go("open")
    browser.fill("red")
    browser.go()
    assert browser.heading == "Which size?"
    browser.page.go_back()
    browser.check()
    assert browser.heading == "Which size?", "pages are not kept: the browser asks anew and gets the present"
    browser.fill("42")
    browser.go()
    assert run_of(anna).status == "ended"


def test_two_tabs_lose_nothing(house: Served, phone: Phones) -> None:
    anna = Customer(house, "short")
    browser = phone()
    browser.open(anna.link.url)
    browser.go("open")
    other = browser.tab()
    other.goto(anna.link.url)
    browser.fill("red")
    browser.go()
    other.locator("#value").fill("blue")
    with other.expect_navigation():
        other.locator("button[value=answer]").click()
    expect(other.locator(".notice")).to_contain_text("“blue”, was not saved")
    assert other.locator("h1").inner_text() == "Which size?"
    with other.expect_navigation():
        other.get_by_role("button", name="Change it to “blue”").click()
    assert answers(anna) == {"colour": "blue"}
    browser.fill("42")
    browser.go()
    assert "moved" not in browser.text
    assert browser.page.locator(".notice").count() == 1, "the first tab hears of it in its turn"
    assert browser.heading == "Which size?"


def test_a_double_click_is_one_answer(house: Served, phone: Phones) -> None:
    anna = Customer(house, "short")
    browser = phone()
    browser.open(anna.link.url)
    browser.go("open")
    browser.fill("red")
    with browser.page.expect_navigation():
        browser.button("answer").dblclick()
    browser.page.wait_for_load_state()
    assert browser.heading == "Which size?"
    assert run_of(anna).step == 2


def test_another_device_goes_on(house: Served, phone: Phones) -> None:
    anna = Customer(house, "short")
    first, second = phone(), phone(dark=True)
    first.open(anna.link.url)
    first.go("open")
    first.fill("red")
    first.go()
    second.open(anna.link.url)
    assert second.heading == "Which size?"
    second.fill("42")
    second.go()
    first.open(anna.link.url)
    assert "red in 42." in first.text


# --- pauses, languages, odd contents -----------------------------------------------------------------------
def test_a_page_that_waits_goes_on_by_itself(house: Served, phone: Phones) -> None:
    anna = Customer(house, "pauses")
    browser = phone()
    browser.open(anna.link.url)
    browser.go("open")
    browser.choose("short")
    browser.go()
    expect(browser.page.locator("h1")).to_have_text("Thank you")
    browser.check()


@pytest.mark.parametrize(
    ("way", "words"),
    [("long", "3 days"), ("person", "We will take it from here")],
)
def test_pauses_say_what_comes_next(house: Served, phone: Phones, way: str, words: str) -> None:
    browser = phone()
    browser.open(Customer(house, "pauses").link.url)
    browser.go("open")
    browser.choose(way)
    browser.go()
    assert words in browser.text


def test_another_language_on_the_way(house: Served, phone: Phones) -> None:
    anna = Customer(house, "everything")
    browser = phone()
    walk(browser, anna.link.url, until="parts")
    with browser.page.expect_navigation():
        browser.page.get_by_role("button", name="ไทย").click()
    browser.check()
    assert browser.heading == "ส่วนใดบ้าง"
    assert browser.page.locator("html").get_attribute("lang") == "th"
    walk(browser, anna.link.url)
    assert "ขอบคุณ" in browser.text


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_screen(house: Served, phone: Phones, width: int) -> None:
    anna = Customer(house, "everything", "W" * 200)
    browser = phone(width=width)
    walk(browser, anna.link.url, until="call", story="x" * 400)
    browser.page.locator("summary").first.click()
    browser.check()


def test_no_foreign_script_would_run(house: Served, phone: Phones) -> None:
    anna = Customer(house, "short")
    browser = phone()
    browser.open(anna.link.url)
    browser.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')"
    )
    browser.page.wait_for_function("document.querySelector('img[src=x]').complete")
    assert browser.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in fault for fault in browser.faults)
    browser.faults.clear()


@pytest.mark.parametrize("state", ["unknown", "revoked"])
def test_links_that_are_no_good(house: Served, phone: Phones, state: str) -> None:
    anna = Customer(house, "short")
    house.hub.door.do(RevokeFlowLink(link_id=anna.link.id), AGENT)
    browser = phone()
    browser.open(anna.link.url if state == "revoked" else anna.link.url[:-3])
    assert ("no longer in use" if state == "revoked" else "does not work") in browser.text
