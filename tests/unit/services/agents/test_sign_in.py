"""Signing in: what a password costs, what a wrong one costs, and that nobody learns who has a login."""

from __future__ import annotations

import threading

import pytest
from argon2 import extract_parameters

from app.core.errors import Refused
from app.hub.sessions import Sessions
from app.models.tables import accounts, sessions
from app.protocol import errors
from app.protocol.agents import ChangePassword, SetPresence, SignIn, SignOut
from app.protocol.setup import SaveAgent
from app.services.agents import sign_in
from tests.helpers.house import PASSWORD, House, refused


@pytest.fixture
def desk(house: House) -> Sessions:
    house.agent("mei", signed_in=False, phone=False)
    return Sessions(house.door)


def wrong(desk: Sessions, login: str = "mei") -> Refused:
    return refused(lambda: desk.sign_in(SignIn(login=login, password="not the password")))


def right(desk: Sessions, login: str = "mei") -> str:
    return desk.sign_in(SignIn(login=login, password=PASSWORD)).token


def test_passwords_are_kept_as_argon2id_as_owasp_advises() -> None:
    """OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane."""
    kept = sign_in.hash_password("correct horse battery")
    parameters = extract_parameters(kept)
    assert kept.startswith("$argon2id$")
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19_456, 2, 1)
    assert (parameters.salt_len, parameters.hash_len) == (16, 32)
    assert kept != sign_in.hash_password("correct horse battery")


@pytest.mark.parametrize("password", ["", "ninechars", "x" * 1001])
def test_a_password_that_is_no_good(house: House, password: str) -> None:
    no = refused(lambda: house.admin(SaveAgent(login="anna", name="Anna", password=password)))
    assert no.code == errors.BAD_VALUE
    assert house.rows(accounts) == []


def test_signing_in_lands_in_not_ready(house: House, desk: Sessions) -> None:
    signed_in = desk.sign_in(SignIn(login=" MEI ", password=PASSWORD, client="desk 7"))
    assert desk.actor(signed_in.token).agent_id == signed_in.agent.id
    assert house.rows(sessions)[0].client == "desk 7"
    mei = house.agent("anna")
    assert mei.state.presence == "not_ready"


def test_the_lock_grows_with_each_wrong_password(house: House, desk: Sessions) -> None:
    for _ in range(5):
        assert wrong(desk).code == errors.WRONG_PASSWORD
    locks = []
    for _ in range(10):
        no = wrong(desk)
        assert no.code == errors.THROTTLED
        locks.append(no.details["seconds"])
        assert refused(lambda: right(desk)).code == errors.THROTTLED
        house.clock.advance(no.details["seconds"] * 1000)
        assert wrong(desk).code == errors.WRONG_PASSWORD
    assert locks == [31, 61, 121, 241, 481, 961, 1921, 3601, 3601, 3601]
    house.clock.advance(3_601_000)
    assert desk.actor(right(desk))
    assert house.rows(accounts)[0].failures == 0
    assert wrong(desk).code == errors.WRONG_PASSWORD


def test_an_unknown_login_cannot_be_told_from_a_known_one(house: House, desk: Sessions) -> None:
    for _ in range(8):
        known, unknown = wrong(desk, "mei"), wrong(desk, "nobody")
        assert (known.code, known.text, known.details) == (unknown.code, unknown.text, unknown.details)
        house.clock.advance(known.details.get("seconds", 0) * 1000)


def test_an_unknown_login_costs_as_much_work(
    house: House, desk: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counting:
        def __init__(self) -> None:
            self.checked: list[str] = []

        def hash(self, _password: str) -> str:
            return "a hash"

        def verify(self, kept: str, _password: str) -> bool:
            self.checked.append(kept)
            return False

    counting = Counting()
    monkeypatch.setattr(sign_in, "hasher", lambda: counting)
    sign_in._nobody.cache_clear()
    wrong(desk, "mei")
    wrong(desk, "nobody")
    sign_in._nobody.cache_clear()
    assert len(counting.checked) == 2


def test_a_thousand_tries_at_once_are_counted_one_by_one(house: House, desk: Sessions) -> None:
    codes: list[str] = []

    def guess() -> None:
        codes.append(wrong(desk).code)

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count(errors.WRONG_PASSWORD) == 5
    assert codes.count(errors.THROTTLED) == 35


def test_an_administrator_opens_a_lock_with_a_new_password(house: House, desk: Sessions) -> None:
    for _ in range(6):
        wrong(desk)
    agent = house.rows(accounts)[0].id
    house.admin(SaveAgent(id=agent, login="mei", name="Mei", password="quite another one"))
    assert desk.sign_in(SignIn(login="mei", password="quite another one")).token


def test_own_password(house: House, desk: Sessions) -> None:
    actor = desk.actor(right(desk))
    change = ChangePassword(old=PASSWORD, new="quite another one")
    assert refused(lambda: house.do(ChangePassword(old="x", new="quite another one"), actor)).code == (
        errors.WRONG_PASSWORD
    )
    assert (
        refused(lambda: house.do(ChangePassword(old=PASSWORD, new="short"), actor)).code == errors.BAD_VALUE
    )
    house.do(change, actor)
    assert wrong(desk).code == errors.WRONG_PASSWORD
    assert desk.sign_in(SignIn(login="mei", password="quite another one")).token


def test_a_session_ends(house: House, desk: Sessions) -> None:
    token, old = right(desk), right(desk)
    assert desk.actor(token) == desk.known(token)
    desk.close(token)
    assert desk.known(token) is None
    assert refused(lambda: desk.actor(token)).code == errors.NOT_SIGNED_IN
    assert Sessions(house.door).actor(old).role == "agent"
    assert desk.actor(old).role == "agent"
    house.clock.advance(sign_in.LONGEST_SESSION_MS)
    assert desk.known(old) is None
    assert refused(lambda: desk.actor(old)).code == errors.NOT_SIGNED_IN
    assert refused(lambda: Sessions(house.door).actor(old)).code == errors.NOT_SIGNED_IN


def test_nobody_signs_out_on_a_caller(house: House) -> None:
    mei, queue = house.agent("mei").ready(), house.queue()
    call = house.call(queue)
    mei.take(call)
    no = refused(lambda: mei.do(SignOut()))
    assert no.code == errors.ON_A_CALL
    assert mei.state.status == "talking"
    mei.end_and_book(call)
    mei.do(SignOut())
    assert (mei.state.presence, mei.state.phone) == ("logged_out", "")


def test_a_presence_is_ready_or_not(house: House) -> None:
    mei = house.agent("mei")
    assert refused(lambda: mei.do(SetPresence(presence="logged_out"))).code == errors.BAD_VALUE
    assert refused(lambda: mei.do(SetPresence(presence="not_ready", reason_id=7))).code == errors.NOT_FOUND
    mei.do(SetPresence(presence="not_ready", reason_id=house.reason("Lunch")))
    assert mei.state.reason_id is not None
    mei.do(SetPresence(presence="ready"))
    assert mei.state.reason_id is None
