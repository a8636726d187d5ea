"""Who of several people with one number it is: properties, and the cases people argue about."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.services.lookup.ranking import DAY, Owner, rank

NOW = 1_700_000_000_000

owners = st.lists(
    st.builds(
        Owner,
        customer_id=st.integers(1, 6),
        name=st.just("x"),
        kind=st.sampled_from(["person", "organisation"]),
        language=st.just("en"),
        main=st.booleans(),
        label=st.sampled_from(["", "home", "mobile", "office"]),
        last_at=st.none() | st.integers(NOW - 900 * DAY, NOW + DAY),
        open_ticket=st.none() | st.integers(1, 99),
    ),
    max_size=8,
)


@given(owners, st.randoms())
def test_everybody_is_a_candidate_once_and_the_order_of_the_rows_does_not_matter(
    some: list[Owner], random: Random
) -> None:
    first = rank({owner.customer_id: owner for owner in some}.values(), NOW)
    shuffled = list({owner.customer_id: owner for owner in some}.values())
    random.shuffle(shuffled)
    assert rank(shuffled, NOW) == first
    assert {candidate.customer_id for candidate in first} == {owner.customer_id for owner in some}
    assert [candidate.score for candidate in first] == sorted((c.score for c in first), reverse=True)


@given(owners)
def test_every_point_of_a_score_has_a_reason(some: list[Owner]) -> None:
    for candidate in rank(some, NOW):
        assert bool(candidate.score) <= bool(candidate.reasons)


def codes(owner: Owner, *others: Owner) -> list[str]:
    ranked = rank([owner, *others], NOW)
    own = next(candidate for candidate in ranked if candidate.customer_id == owner.customer_id)
    return [reason["code"] for reason in own.reasons]


def test_the_reasons_say_what_counts_and_the_weightiest_first() -> None:
    owner = Owner(1, "Chen", main=True, label="mobile", last_at=NOW - DAY, open_ticket=7)
    other = Owner(2, "Wu", kind="organisation")
    assert codes(owner, other) == ["recent_contact", "open_ticket", "main_point", "label"]
    assert codes(other, owner) == ["organisation"]
    assert codes(owner) == ["only_match", "recent_contact", "open_ticket", "main_point", "label"]
    best = rank([owner, other], NOW)[0]
    assert {"code": "open_ticket", "number": 7} in best.reasons
    assert {"code": "recent_contact", "at": NOW - DAY} in best.reasons


def first(*some: Owner) -> int:
    return rank(some, NOW)[0].customer_id


def test_who_called_last_week_goes_before_the_firm_whose_number_it_is() -> None:
    firm = Owner(1, "Firm", kind="organisation", main=True, label="office")
    person = Owner(2, "Chen", last_at=NOW - 7 * DAY)
    assert first(firm, person) == 2
    assert first(firm, person._replace(last_at=NOW - 400 * DAY)) == 1


def test_a_matter_that_is_open_goes_before_an_old_contact() -> None:
    assert first(Owner(1, "a", open_ticket=3), Owner(2, "b", last_at=NOW - 60 * DAY)) == 1


def test_with_nothing_to_tell_them_apart_the_last_contact_does() -> None:
    assert first(Owner(1, "a", last_at=NOW - 900 * DAY), Owner(2, "b", last_at=NOW - 800 * DAY)) == 2


def test_one_customer_by_two_points_is_one_candidate() -> None:
    ranked = rank([Owner(1, "a", label="home"), Owner(1, "a", main=True)], NOW)
    assert [[reason["code"] for reason in c.reasons] for c in ranked] == [
        ["only_match", "main_point", "label"]
    ]
