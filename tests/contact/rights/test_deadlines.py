"""By when an answer is due: the dates of the law, each with its derivation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contact.rights.deadlines import Deadlines, Facts, Pause, deadlines
from contact.rights.regimes import BY_KEY, EEA, REGIMES, PauseReason, Regime, Right, regimes_for
from hotsite.ground.calendar.days_off import Place


def day(text: str) -> date:
    return date.fromisoformat(text)


def dates(received: date, regime: str = "eu", seat: str = "DE", right: Right = Right.ACCESS, **facts: Any) -> Deadlines:
    stated = Facts(right=right, received=received, **facts)
    return deadlines(stated, [BY_KEY[regime]], Place(seat), today=received)


@pytest.mark.parametrize(
    ("seat", "received", "due", "extended"),
    [
        ("IE", "2026-03-05", "2026-04-07", "2026-06-05"),
        ("IE", "2026-01-30", "2026-03-02", "2026-04-30"),
        ("DE", "2026-01-31", "2026-03-02", "2026-04-30"),
        ("GB", "2027-01-31", "2027-03-01", "2027-04-30"),
        ("DE", "2028-01-31", "2028-02-29", "2028-05-02"),
        ("DE", "2026-08-31", "2026-09-30", "2026-11-30"),
        ("FR", "2026-04-01", "2026-05-04", "2026-07-01"),
        ("DE", "2026-11-25", "2026-12-28", "2027-02-25"),
        ("GB", "2026-11-25", "2026-12-29", "2027-02-25"),
        ("DE", "2026-12-31", "2027-02-01", "2027-03-31"),
        ("GB", "2026-03-03", "2026-04-07", "2026-06-03"),
        ("FR", "2026-10-11", "2026-11-12", "2027-01-11"),
    ],
)  # fmt: skip
def test_a_month_is_counted_as_the_regulation_counts_it(seat: str, received: str, due: str, extended: str) -> None:
    regime = "uk" if seat == "GB" else "eu"
    found = dates(day(received), regime, seat)
    assert found.due == day(due)
    assert found.first.may_extend_to == day(extended)
    assert dates(day(received), regime, seat, is_extended=True).due == day(extended)


def test_california_counts_business_days_and_calendar_days() -> None:
    received = day("2026-11-22")
    found = dates(received, "us-ca", "US").first
    assert found.acknowledge == day("2026-12-07")
    assert found.due == day("2027-01-06")
    assert found.may_extend_to == day("2027-02-20")
    assert dates(received, "us-ca", "US", is_extended=True).due == day("2027-02-20")
    opting_out = dates(received, "us-ca", "US", Right.OPT_OUT).first
    assert opting_out.due == day("2026-12-14")
    assert opting_out.may_extend_to is None


@pytest.mark.parametrize(
    ("regime", "due"),
    [("ch", "2026-12-25"), ("br", "2026-12-10"), ("ca", "2026-12-25"), ("au", "2026-12-25"), ("nz", "2026-12-23"),
     ("us-va", "2027-01-09"), ("us-co", "2027-01-09"), ("us-ct", "2027-01-09"), ("elsewhere", "2026-12-25")],
)  # fmt: skip
def test_each_other_regime_has_its_own_term(regime: str, due: str) -> None:
    assert dates(day("2026-11-25"), regime).due == day(due)


def test_elsewhere_the_shorter_of_thirty_days_and_a_month_counts() -> None:
    assert dates(day("2026-01-31"), "elsewhere").due == day("2026-02-28")
    assert dates(day("2026-03-31"), "elsewhere").due == day("2026-04-30")
    assert dates(day("2026-07-15"), "elsewhere").due == day("2026-08-14")


def test_of_several_regimes_the_earliest_is_due_and_all_are_listed() -> None:
    facts = Facts(right=Right.ACCESS, received=day("2026-11-25"))
    both = deadlines(facts, regimes_for("br", seat="DE"), Place("DE"), today=day("2026-11-25"))
    assert [one.regime.key for one in both.each] == ["br", "eu"]
    assert both.due == day("2026-12-10")


def test_the_staffs_own_date_is_five_working_days_earlier() -> None:
    found = dates(day("2026-11-25"))
    assert found.due == day("2026-12-28")
    assert found.staff.day == day("2026-12-18")  # 25 and 26 December are off: 24, 23, 22, 21, 18


def test_a_doubt_about_identity_moves_the_european_date_but_not_our_own() -> None:
    pause = Pause(reason=PauseReason.IDENTITY, begins=day("2026-03-10"), ends=day("2026-03-15"))
    paused, unpaused = dates(day("2026-03-05"), pauses=(pause,)), dates(day("2026-03-05"))
    assert unpaused.due == day("2026-04-07")
    assert paused.due == day("2026-04-10")
    assert paused.first.due_unpaused == day("2026-04-07")
    assert paused.staff == unpaused.staff


def test_a_clarification_stops_the_british_clock_alone() -> None:
    pause = Pause(reason=PauseReason.CLARIFICATION, begins=day("2026-06-02"), ends=day("2026-06-12"))
    assert dates(day("2026-06-01"), "uk", "GB", pauses=(pause,)).due == day("2026-07-13")
    assert dates(day("2026-06-01"), "eu", pauses=(pause,)).due == day("2026-07-01")


def test_overlapping_pauses_are_counted_once() -> None:
    one = Pause(reason=PauseReason.IDENTITY, begins=day("2026-06-02"), ends=day("2026-06-12"))
    two = Pause(reason=PauseReason.IDENTITY, begins=day("2026-06-08"), ends=day("2026-06-15"))
    assert dates(day("2026-06-01"), pauses=(one, two)).due == day("2026-07-14")


def test_a_pause_that_lasts_moves_the_date_day_by_day() -> None:
    pause = Pause(reason=PauseReason.IDENTITY, begins=day("2026-06-02"))
    facts = Facts(right=Right.ACCESS, received=day("2026-06-01"), pauses=(pause,))
    for today, due in (("2026-06-02", "2026-07-01"), ("2026-06-03", "2026-07-02"), ("2026-06-09", "2026-07-08")):
        found = deadlines(facts, [BY_KEY["eu"]], Place("DE"), today=day(today))
        assert found.due == day(due)
        assert found.first.is_paused


def test_the_british_month_starts_with_proof_of_identity_where_it_was_asked_for() -> None:
    assert dates(day("2026-06-01"), "uk", "GB", identity_proven=day("2026-06-10")).due == day("2026-07-10")
    assert dates(day("2026-06-01"), "eu", identity_proven=day("2026-06-10")).due == day("2026-07-01")
    assert dates(day("2026-06-01"), "uk", "GB", identity_is_missing=True).first.is_paused


def test_a_complaint_in_the_united_kingdom_is_confirmed_within_thirty_days() -> None:
    assert dates(day("2026-06-01"), "uk", "GB", Right.COMPLAINT).first.acknowledge == day("2026-07-01")
    assert dates(day("2026-06-01"), "uk", "GB").first.acknowledge is None


def test_where_the_law_leaves_it_to_a_notice_the_notice_names_the_date() -> None:
    received = day("2026-11-25")
    found = dates(received, "ch", is_extended=True, extended_to=day("2027-02-01"))
    assert found.due == day("2027-02-01")
    assert dates(received, "br", is_extended=True).due == dates(received, "br").due, "Brazil knows no extension"


def test_every_date_says_how_it_came_about_in_both_languages() -> None:
    steps = dates(day("2026-11-25")).first.derivation
    with translation.override("en"):
        assert [str(step) for step in steps] == [
            "The clock starts on Nov. 25, 2026; that day itself does not count.",
            "1 month later is Dec. 25, 2026 (GDPR Art. 12(3), (4); Reg. (EEC, Euratom) 1182/71 Art. 3).",
            "That day is off (Christmas Day); the next working day is Dec. 28, 2026 "
            "(GDPR Art. 12(3), (4); Reg. (EEC, Euratom) 1182/71 Art. 3).",
        ]
    with translation.override("de"):
        assert str(steps[0]) == "Die Frist beginnt am 25. November 2026; dieser Tag selbst zählt nicht mit."
        assert str(steps[2]).startswith("Dieser Tag ist frei (Erster Weihnachtstag);")


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"identity_proven": day("2026-05-31")}, "before the request came"),
        ({"fee_paid": day("2020-01-01")}, "before the request came"),
        ({"pauses": (Pause(reason=PauseReason.IDENTITY, begins=day("2026-05-01")),)}, "before the request came"),
    ],
)
def test_what_cannot_have_happened_is_refused(facts: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        dates(day("2026-06-01"), **facts)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot begin"):
        Pause(reason=PauseReason.IDENTITY, begins=day("2026-06-02"), ends=day("2026-06-01"))


def test_a_request_without_a_regime_is_refused() -> None:
    with pytest.raises(ValueError, match="one regime"):
        deadlines(Facts(right=Right.ACCESS, received=day("2026-06-01")), [], Place("DE"), today=day("2026-06-01"))


@given(
    received=st.dates(date(2026, 1, 1), date(2035, 12, 31)),
    regime=st.sampled_from(REGIMES),
    seat=st.sampled_from(sorted(EEA)),
    pause=st.integers(0, 40),
)
def test_no_date_is_before_the_request_or_earlier_for_a_pause(
    received: date, regime: Regime, seat: str, pause: int
) -> None:
    place = Place(seat)
    facts = Facts(right=Right.ACCESS, received=received)
    held = Pause(reason=PauseReason.IDENTITY, begins=received, ends=received + timedelta(days=pause))
    plain = deadlines(facts, [regime], place, today=received).first
    paused = deadlines(
        Facts(right=Right.ACCESS, received=received, pauses=(held,)), [regime], place, today=received
    ).first
    assert received < plain.due <= paused.due
    assert plain.due == plain.due_unpaused == paused.due_unpaused
    if plain.may_extend_to:
        assert plain.may_extend_to > plain.due


@pytest.mark.parametrize(
    ("residence", "seat", "keys"),
    [
        ("eu", "DE", ["eu"]), ("us-ca", "US", ["us-ca"]), ("us-ca", "DE", ["us-ca", "eu"]), ("uk", "GB", ["uk"]),
        ("eu", "GB", ["eu", "uk"]), ("elsewhere", "DE", ["eu"]), ("elsewhere", "US", ["elsewhere"]),
    ],
)  # fmt: skip
def test_a_request_falls_under_the_law_of_both_homes(residence: str, seat: str, keys: list[str]) -> None:
    assert [regime.key for regime in regimes_for(residence, seat=seat)] == keys


def test_an_unknown_home_is_refused() -> None:
    with pytest.raises(KeyError):
        regimes_for("atlantis", seat="DE")
