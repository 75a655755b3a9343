"""Every edge of a vote, with whole numbers: exactly half, two thirds, four fifths."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import RulebookError, load_bodies
from activityday.rules.voting import (
    Attendance,
    Base,
    Candidate,
    MajorityReading,
    Papers,
    Tally,
    Threshold,
    attendance_faults,
    body_on,
    elected,
    majority,
    paper_faults,
    quorum,
    result,
    tally_faults,
)

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
BODIES = load_bodies(ROOT)
TODAY = date(2026, 11, 2)
KEYS = sorted({body.key for body in BODIES})
MEMBERS = body_on(BODIES, "members_meeting", TODAY)
ELECTION = body_on(BODIES, "election", TODAY)
STEP_THREE = body_on(BODIES, "four_steps_members", TODAY)
REPRESENTATIVES = body_on(BODIES, "villagers_representatives", TODAY)
people = st.integers(min_value=1, max_value=5000)
shares = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(4, 5)])


@given(people, shares, st.booleans(), st.data())
def test_a_threshold_is_the_share_itself_and_nothing_is_rounded(
    whole: int, share: Fraction, or_equal: bool, data: st.DataObject
) -> None:
    part = data.draw(st.integers(min_value=0, max_value=whole))
    reached = part >= Threshold(share, or_equal, Base.ENTITLED).least(whole)
    assert reached == (Fraction(part, whole) >= share if or_equal else Fraction(part, whole) > share)


@given(people)
def test_exactly_half_may_meet_and_never_decides(half: int) -> None:
    found = result(MEMBERS, Attendance(2 * half, half), Tally(half, 0, 0))
    assert (found.quorum.is_reached, found.is_passed, found.sentence) == (True, False, "没有通过。")


@given(people, st.data())
def test_without_a_quorum_nothing_is_ever_passed(entitled: int, data: st.DataObject) -> None:
    for key in KEYS:
        body = body_on(BODIES, key, TODAY)
        present = data.draw(st.integers(min_value=0, max_value=entitled))
        ayes = data.draw(st.integers(min_value=0, max_value=present))
        found = result(body, Attendance(entitled, present, entitled, present), Tally(ayes, 0, present - ayes))
        if not found.quorum.is_reached:
            assert (found.is_passed, found.majority) == (False, None)


@given(people, st.data())
def test_one_more_aye_never_undoes_a_vote(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(min_value=1, max_value=entitled))
    ayes = data.draw(st.integers(min_value=0, max_value=present - 1))
    before = result(MEMBERS, Attendance(entitled, present), Tally(ayes, 0, present - ayes))
    after = result(MEMBERS, Attendance(entitled, present), Tally(ayes + 1, 0, present - ayes - 1))
    assert after.is_passed >= before.is_passed


@given(st.integers(min_value=1, max_value=1000))
def test_four_fifths_of_an_election_are_enough_and_one_less_is_not(fifth: int) -> None:
    assert quorum(ELECTION, Attendance(5 * fifth, 4 * fifth)).is_reached
    assert not quorum(ELECTION, Attendance(5 * fifth, 4 * fifth - 1)).is_reached


@given(st.integers(min_value=1, max_value=1000))
def test_two_thirds_of_all_members_are_enough_in_the_third_step(third: int) -> None:
    exact = Attendance(3 * third - 1, 2 * third - 1, 3 * third, 2 * third)
    assert quorum(STEP_THREE, exact).is_reached
    less = replace(exact, everybody_present=2 * third - 1)
    assert not quorum(STEP_THREE, less).is_reached


@given(st.integers(min_value=1, max_value=1000))
def test_half_of_those_present_is_not_enough_among_representatives(half: int) -> None:
    attendance = Attendance(3 * half, 2 * half)
    assert not result(REPRESENTATIVES, attendance, Tally(half, half, 0)).is_passed
    assert result(REPRESENTATIVES, attendance, Tally(half + 1, half - 1, 0)).is_passed


def test_the_share_of_valid_papers_is_taken_where_a_body_says_so() -> None:
    body = replace(MEMBERS, majority=Threshold(Fraction(1, 2), False, Base.VALID))
    assert majority(body, Attendance(40, 30), Tally(14, 12, 1)).arithmetic == (
        "有效票 27 张，超过 1/2，就是至少 14 票；赞成 14 票，通过。"
    )


def test_a_body_without_a_reading_is_the_same_under_any() -> None:
    assert MEMBERS.under(MajorityReading.HALF) == MEMBERS
    assert STEP_THREE.under(MajorityReading.HALF).majority.or_equal
    assert not STEP_THREE.under(MajorityReading.OVER_HALF).majority.or_equal


@pytest.mark.parametrize(
    ("attendance", "fields"),
    [
        (Attendance(0, 0), ["entitled"]),
        (Attendance(3, 4), ["present"]),
        (Attendance(3, 3), []),
        (Attendance(10, 8, 9, 9), ["everybody"]),
        (Attendance(10, 8, 12, 7), ["everybody_present"]),
        (Attendance(10, 8, 12, 13), ["everybody_present"]),
        (Attendance(10, 8, 12, 10), []),
    ],
)
def test_numbers_of_people_that_cannot_be_are_named_at_their_field(
    attendance: Attendance, fields: list[str]
) -> None:
    assert [fault.field for fault in attendance_faults(attendance)] == fields


@given(*[st.integers(min_value=0, max_value=60)] * 4)
def test_papers_are_right_exactly_when_they_nest(
    issued: int, returned: int, spoiled: int, present: int
) -> None:
    faults = paper_faults(Papers(issued, returned, spoiled), present=present)
    assert (not faults) == (spoiled <= returned <= issued <= present)
    assert Papers(issued, returned, spoiled).valid == returned - spoiled


@given(*[st.integers(min_value=0, max_value=60)] * 4, st.booleans())
def test_a_tally_is_right_exactly_when_it_adds_up(
    ayes: int, nays: int, abstentions: int, voting: int, is_ballot: bool
) -> None:
    faults = tally_faults(Tally(ayes, nays, abstentions), voting=voting, is_ballot=is_ballot)
    assert (not faults) == (ayes + nays + abstentions == voting)


def test_a_show_of_hands_is_counted_against_those_present() -> None:
    (fault,) = tally_faults(Tally(20, 5, 1), voting=27, is_ballot=False)
    assert fault.sentence == "赞成 20 ＋ 反对 5 ＋ 弃权 1 ＝ 26，同实到 27 人对不上，请核对。"


@given(st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=8), st.integers(1, 8))
def test_no_more_are_elected_than_there_are_seats_and_all_over_the_line(ayes: list[int], seats: int) -> None:
    candidates = [Candidate(f"候选{n}", votes) for n, votes in enumerate(ayes)]
    found = elected(ELECTION, Attendance(40, 36), candidates, seats=seats)
    by_name = {one.name: one.ayes for one in candidates}
    assert len(found.elected) <= seats
    assert all(by_name[name] > 20 for name in (*found.elected, *found.tied))
    assert len({by_name[name] for name in found.tied}) <= 1
    if found.tied:
        assert len(found.elected) + len(found.tied) > seats


def test_too_few_over_the_line_leave_a_seat_empty_and_it_is_said() -> None:
    found = elected(ELECTION, Attendance(40, 36), [Candidate("甲", 30), Candidate("乙", 20)], seats=2)
    assert (found.elected, found.tied) == (("甲",), ())
    assert found.sentence == "赞成票至少 21 票才当选，过线 1 人。还缺 1 人，由党员大会决定再选还是减少名额。"


def test_a_body_has_its_rule_of_the_day() -> None:
    before, after = (body_on(BODIES, "election", day) for day in (date(2020, 7, 12), date(2020, 7, 13)))
    assert (before.quorum.or_equal, after.quorum.or_equal) == (False, True)
    assert body_on(BODIES, "members_meeting", date(2017, 6, 5)) == MEMBERS
    with pytest.raises(KeyError):
        body_on(BODIES, "parliament", TODAY)


NOBODY = """[[body]]
key = "a"
label = "a"
who = "nobody"
members = "a"
quorum = {}
majority = {}
document = "a"
since = 2020-01-01
"""


@pytest.mark.parametrize(
    ("text", "named"), [('[[body]]\nkey = "a"\n', "缺少"), (NOBODY, "第 1 个会议写得不对")]
)
def test_a_broken_entry_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "bodies.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=named):
        load_bodies(tmp_path)


def test_every_body_cites_clauses_of_the_rulebook() -> None:
    clauses = (ROOT / "clauses.toml").read_text(encoding="utf-8")
    for body in BODIES:
        assert f'["{body.quorum_clause}"]' in clauses
        assert f'["{body.majority_clause}"]' in clauses
