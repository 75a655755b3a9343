"""notice 二, 四(二): floating members, away how long, kept in touch with, counted once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.floating import (
    HOME,
    CountedOnce,
    MonthOfNews,
    Seen,
    away,
    contact_due,
    count_once,
    months_later,
    out_of_touch,
    silent_months,
    transfer_advice,
)

DEPARTED = date(2026, 3, 31)


def test_somebody_away_for_nobody_knows_how_long_is_floating() -> None:
    assert away(DEPARTED, None, months=6).is_floating


@pytest.mark.parametrize(("back_on", "floating"), [(date(2026, 9, 29), False), (date(2026, 9, 30), True)])
def test_six_months_end_on_the_same_day_or_the_last_of_a_short_month(back_on: date, floating: bool) -> None:
    assert away(DEPARTED, back_on, months=6).is_floating is floating


def test_a_shorter_time_is_leave_in_words() -> None:
    assert away(DEPARTED, date(2026, 5, 1), months=6).sentence == (
        "外出不满 6 个月，仍按普通党员应到：当月来不了的，登记请假就行，不登记为流动党员。"
    )


@pytest.mark.parametrize(
    ("on", "settled", "speaks"),
    [(date(2026, 9, 29), True, False), (date(2026, 9, 30), True, True), (date(2030, 1, 1), False, False)],
)
def test_a_transfer_is_advised_to_those_who_settled(on: date, settled: bool, speaks: bool) -> None:
    assert bool(transfer_advice(DEPARTED, on, is_settled=settled, months=6)) is speaks


def test_the_contact_is_reminded_from_the_departure_on() -> None:
    assert contact_due(None, DEPARTED, date(2026, 6, 29), months=3) == ""
    assert contact_due(None, DEPARTED, date(2026, 6, 30), months=3) == (
        "2026年3月31日外出后还没有联系记录，已满 3 个月，请联系人联系一次，记下来。"
    )


def test_a_contact_before_the_departure_does_not_bring_the_reminder_forward() -> None:
    assert contact_due(date(2026, 1, 1), DEPARTED, date(2026, 6, 29), months=3) == ""


def test_out_of_touch_speaks_on_the_day_and_leaves_it_to_people() -> None:
    assert out_of_touch(date(2026, 5, 31), date(2026, 11, 29), months=6) == ""
    assert "由人决定" in out_of_touch(date(2026, 5, 31), date(2026, 11, 30), months=6)


def test_a_known_month_ends_the_silence_before_it() -> None:
    months = [MonthOfNews(date(2026, month, 1), month == 7) for month in (6, 7, 8, 9)]
    assert silent_months(months) == (date(2026, 8, 1), date(2026, 9, 1))
    assert silent_months(months, date(2026, 8, 1)) == (date(2026, 9, 1),)
    assert silent_months([]) == ()


@pytest.mark.parametrize(
    ("home", "elsewhere", "more", "then"),
    [
        (Seen.UNRECORDED, [], {}, (Seen.UNRECORDED, "", False)),
        (Seen.PRESENT, [], {}, (Seen.PRESENT, HOME, False)),
        (Seen.UNRECORDED, ["a", "b"], {}, (Seen.OTHER_MEANS, "a", True)),
        (Seen.UNRECORDED, ["a", "b"], {"picked": "b"}, (Seen.OTHER_MEANS, "b", False)),
        (Seen.UNRECORDED, ["a"], {"picked": HOME}, (Seen.OTHER_MEANS, "a", False)),
        (Seen.PRESENT, ["a"], {"picked": HOME}, (Seen.PRESENT, HOME, False)),
        (Seen.PRESENT, ["a"], {"picked": "a"}, (Seen.OTHER_MEANS, "a", False)),
        (Seen.PRESENT, ["a"], {"picked": "taken back"}, (Seen.PRESENT, HOME, True)),
        (Seen.ABSENT, ["a"], {"picked": HOME}, (Seen.ABSENT, HOME, False)),
        (Seen.OTHER_MEANS, ["a"], {"agrees": True}, (Seen.OTHER_MEANS, HOME, False)),
        (Seen.OTHER_MEANS, ["a", "b"], {"agrees": True}, (Seen.OTHER_MEANS, HOME, True)),
        (Seen.OTHER_MEANS, ["a"], {}, (Seen.OTHER_MEANS, HOME, True)),
    ],
)
def test_a_month_counts_once_and_a_person_picks(
    home: Seen, elsewhere: list[str], more: dict[str, object], then: tuple[Seen, str, bool]
) -> None:
    assert count_once(home, elsewhere, **more) == CountedOnce(*then)  # type: ignore[arg-type]


KEYS = st.lists(st.sampled_from("abcde"), unique=True)
PICKS = st.sampled_from(["", HOME, *"abcdef"])


@given(st.sampled_from(Seen), KEYS, PICKS, st.booleans())
def test_either_side_is_enough_unless_a_person_says_otherwise(
    home: Seen, elsewhere: list[str], picked: str, agrees: bool
) -> None:
    found = count_once(home, elsewhere, picked=picked, agrees=agrees)
    took_part = found.seen in {Seen.PRESENT, Seen.OTHER_MEANS}
    chosen_absent = picked == HOME and home == Seen.ABSENT
    assert took_part == (home in {Seen.PRESENT, Seen.OTHER_MEANS} or (bool(elsewhere) and not chosen_absent))


@given(st.sampled_from(Seen), KEYS, PICKS, st.booleans())
def test_a_word_that_counts_was_really_said(
    home: Seen, elsewhere: list[str], picked: str, agrees: bool
) -> None:
    found = count_once(home, elsewhere, picked=picked, agrees=agrees)
    assert found.by in {*elsewhere, HOME, ""}
    assert (found.by == "") == (found.seen == Seen.UNRECORDED)
    assert not (found.is_open and picked in elsewhere)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_months_later_never_leaves_the_month_that_was_meant(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
