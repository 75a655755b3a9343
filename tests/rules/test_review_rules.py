"""三会一课 by quarters, life meetings in a year, presence, talks: cases in words, and properties of any input."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import RulebookError, load, load_duties
from activityday.rules.meetings import (
    Branch,
    Duty,
    Held,
    PlenaryReading,
    Standing,
    counter,
    duty_of_form,
    is_owed,
    last_of_quarter,
    quarter_of,
)
from activityday.rules.review import (
    LifeReading,
    Prepared,
    QuorumReading,
    Tone,
    life_meetings,
    not_talked_with,
    parts_of_meeting,
    presence,
)

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
DUTIES = load_duties(ROOT)
MEMBERS, COMMITTEE, GROUP, LECTURE = DUTIES
TODAY = date(2026, 11, 26)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def counted(
    duty: Duty, *days: date, quarter: int, on: date = TODAY, groups: tuple[str, ...] = ()
) -> tuple[int, Standing]:
    held = [Held(duty.key, day) for day in days]
    branch = Branch(has_committee=True, groups=groups)
    found = counter(duty, held, branch=branch, year=2026, quarter=quarter, number=1, on=on)
    return found.missing, found.standing


def test_every_duty_has_its_number_among_the_parameters_and_its_clause() -> None:
    rulebook = load(ROOT)
    assert [duty.parameter for duty in DUTIES if duty.parameter not in rulebook.parameters] == []
    assert [duty.clause for duty in DUTIES if duty.clause not in rulebook.clauses] == []


def test_a_mistake_in_the_file_of_meetings_is_named(tmp_path: Path) -> None:
    text = (ROOT / "meetings.toml").read_text(encoding="utf-8")
    (tmp_path / "meetings.toml").write_text(
        text.replace('every = "quarter"', 'every = "week"', 1), encoding="utf-8"
    )
    with pytest.raises(RulebookError, match=r"meetings\.toml 里第 1 种会写得不对"):
        load_duties(tmp_path)


@pytest.mark.parametrize("form", ["collective_study", "volunteering", "dues", "labour"])
def test_study_and_service_of_the_whole_branch_are_no_meeting(form: str) -> None:
    for reading in PlenaryReading:
        assert duty_of_form(DUTIES, form, at_group=False, reading=reading) is None


def test_what_a_group_decides_by_itself_is_no_members_meeting() -> None:
    found = duty_of_form(DUTIES, "resolution", at_group=True, reading=PlenaryReading.PLENARY)
    assert found == GROUP


def test_a_branch_without_a_committee_owes_no_committee_meeting() -> None:
    alone, large = Branch(has_committee=False), Branch(has_committee=True, groups=("一",))
    assert [is_owed(duty, alone) for duty in DUTIES] == [True, False, False, True]
    assert [is_owed(duty, large) for duty in DUTIES] == [True, True, True, True]


def test_a_quarter_is_short_only_when_it_is_over() -> None:
    assert counted(MEMBERS, quarter=3) == (1, Standing.SHORT)
    assert counted(MEMBERS, quarter=4) == (1, Standing.OPEN)
    assert counted(MEMBERS, quarter=4, on=date(2027, 1, 1)) == (1, Standing.SHORT)


def test_a_month_of_the_quarter_that_was_missed_makes_it_short_already() -> None:
    assert counted(COMMITTEE, date(2026, 11, 3), quarter=4) == (1, Standing.SHORT)
    assert counted(COMMITTEE, date(2026, 10, 3), date(2026, 11, 3), quarter=4) == (0, Standing.ENOUGH)
    assert counted(COMMITTEE, *(date(2026, n, 3) for n in (10, 11, 12)), quarter=4, on=date(2026, 12, 3)) == (
        0,
        Standing.ENOUGH,
    )


def test_what_has_not_begun_is_not_asked_for() -> None:
    assert counted(COMMITTEE, quarter=1, on=date(2025, 12, 31)) == (0, Standing.LATER)


def test_the_first_and_the_last_day_of_a_quarter_lie_in_it() -> None:
    for day in (date(2026, 7, 1), date(2026, 9, 30)):
        assert counted(LECTURE, day, quarter=3) == (0, Standing.ENOUGH)
    assert (quarter_of(date(2026, 9, 30)), quarter_of(date(2026, 10, 1))) == (3, 4)
    assert last_of_quarter(2028, 1) == date(2028, 3, 31)


def test_a_branch_of_november_owes_nothing_before_but_its_quarter() -> None:
    branch = Branch(has_committee=True, since=date(2026, 11, 10))
    found = counter(COMMITTEE, [], branch=branch, year=2026, quarter=3, number=1, on=TODAY)
    assert (found.needed, found.missing, found.standing, found.clause) == (0, 0, Standing.BEFORE, "branch 12")
    found = counter(MEMBERS, [], branch=branch, year=2026, quarter=4, number=1, on=TODAY)
    assert (found.needed, found.missing, found.standing) == (1, 1, Standing.OPEN)


def test_a_meeting_of_all_counts_for_every_group_and_one_of_a_group_for_itself() -> None:
    branch = Branch(has_committee=False, groups=("一", "二"))
    for places, missing in ((("",), 0), (("一",), 1), (("一", "二"), 0)):
        held = [Held(GROUP.key, date(2026, 10, 12), place) for place in places]
        found = counter(GROUP, held, branch=branch, year=2026, quarter=4, number=1, on=date(2026, 10, 31))
        assert found.missing == missing


@given(st.lists(DAYS, max_size=12), st.integers(1, 4), st.integers(1, 3))
def test_one_more_meeting_never_raises_what_is_missing(days: list[date], quarter: int, number: int) -> None:
    def missing(days: list[date]) -> int:
        held = [Held(COMMITTEE.key, day) for day in days]
        branch = Branch(has_committee=True)
        return counter(
            COMMITTEE, held, branch=branch, year=2026, quarter=quarter, number=number, on=TODAY
        ).missing

    before = missing(days)
    assert 0 <= before <= 3 * number
    assert all(missing([*days, date(2026, month, 15)]) <= before for month in range(1, 13))


@given(st.lists(DAYS, max_size=5), st.integers(0, 800))
def test_a_life_meeting_is_missing_only_when_its_time_is_over(days: list[date], ahead: int) -> None:
    on = date(2026, 1, 1) + timedelta(days=ahead)
    once = life_meetings(days, year=2026, on=on, reading=LifeReading.ONCE)
    twice = life_meetings(days, year=2026, on=on, reading=LifeReading.TWICE)
    assert once.missing == int(on.year > 2026 and not days)
    assert 0 <= once.missing <= twice.missing <= twice.needed
    if on <= date(2026, 6, 30):
        assert twice.missing == 0


def test_both_halves_of_the_year_are_asked_for_apart() -> None:
    over = date(2027, 1, 1)
    spring, autumn = date(2026, 6, 30), date(2026, 7, 1)
    missing = [
        life_meetings(days, year=2026, on=over, reading=LifeReading.TWICE).missing
        for days in ([], [spring], [autumn], [spring, autumn], [spring, spring])
    ]
    assert missing == [2, 1, 1, 0, 1]


@pytest.mark.parametrize(
    ("entitled", "present", "half", "thirds"),
    [
        (0, 0, Tone.NOTE, Tone.NOTE),
        (3, 1, Tone.WARN, Tone.WARN),
        (4, 2, Tone.NOTE, Tone.WARN),
        (3, 2, Tone.FINE, Tone.FINE),
        (100, 66, Tone.NOTE, Tone.WARN),
    ],
)
def test_presence_is_compared_with_whole_numbers(
    entitled: int, present: int, half: Tone, thirds: Tone
) -> None:
    found = [presence(entitled, present, reading=reading).tone for reading in QuorumReading]
    assert found == [half, thirds]


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20)), st.integers(1, 3))
def test_who_is_left_stays_in_the_order_given(people: list[int], talked: list[int], number: int) -> None:
    left = not_talked_with(people, talked, number=number)
    assert left == [person for person in people if talked.count(person) < number]


def test_a_meeting_with_everything_lacks_nothing() -> None:
    full = Prepared(
        has_theme=True,
        has_chair=True,
        talks=3,
        opinions=2,
        problems=2,
        is_held=True,
        secretary_first=True,
        present=12,
        is_posted=True,
    )
    assert [part.label for part in parts_of_meeting(full) if not part.is_done] == []
    assert [part.sentence for part in parts_of_meeting(full)][2:6] == ["3 次", "2 条", "2 个", "12 人到会"]


def test_who_was_silent_is_counted_and_said() -> None:
    held = Prepared(
        has_theme=True,
        has_chair=True,
        talks=0,
        opinions=0,
        problems=0,
        is_held=True,
        present=9,
        without_criticism=2,
    )
    parts = {part.key: part for part in parts_of_meeting(held)}
    assert (parts["criticism"].is_done, parts["criticism"].sentence) == (False, "还有 2 人没有作自我批评。")
