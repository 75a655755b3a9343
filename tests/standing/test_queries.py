"""What waits, what to establish, what to ask the branch, what a case rests on: the same number of queries for any number."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.contents.dues.models import Assessment
from activityday.day.attendance.enums import LeaveKind, LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.closing.models import Closing, CountedMember, Finding
from activityday.judgement.standing import actions, queries
from activityday.judgement.standing.enums import State
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition, Member
from tests.conftest import OPERATOR, START, Town, instant
from tests.dues.collecting import assess
from tests.standing.conftest import AT, ON, Way

pytestmark = pytest.mark.django_db
CloseMonth = Callable[..., Closing]


def found(branch: Unit, member: Member, kind: str, month: int = 3, year: int = 2026) -> Finding:
    return Finding.objects.create(
        committee=branch.committee,
        branch=branch,
        member=member,
        year=year,
        kind=kind,
        month=date(year, month, 1),
        months=[f"{year}-{month:02}-01"],
        arithmetic=f"示例算式 {kind}",
        clause="notice 四(四)",
        policy="x" * 64,
        found_at=instant(f"{year}-{month:02}-03 09:00"),
    )


def counting(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_the_summary_names_people_in_the_order_of_the_roster(town: Town, twelve: list[Member]) -> None:
    found(town.village, twelve[7], "warning_run")
    found(town.village, twelve[2], "warning_total", month=5)
    found(town.village, twelve[9], "review_run")
    found(town.village, twelve[9], "review_total", month=6)
    summary = queries.summary_of(town.committee, 2026, on=date(2026, 6, 20))
    assert [task.member.name for task in summary.talks] == ["示例003", "示例008"]
    assert [(line.member.name, len(line.findings)) for line in summary.untouched] == [("示例010", 2)]
    assert summary.waiting == ()
    assert queries.summary_of(town.other_village, 2026, on=date(2026, 6, 20)) == queries.Summary((), ())


def test_what_of_last_year_is_still_due_is_not_in_the_summary_of_this_one(
    town: Town, twelve: list[Member]
) -> None:
    found(town.village, twelve[0], "review_run", month=12, year=2025)
    found(town.village, twelve[1], "review_run", month=12, year=2024)
    assert queries.summary_of(town.village, 2026, on=ON).cases == ()
    assert [line.member for line in queries.open_cases(town.village, on=ON)] == [twelve[0]]


def test_an_open_case_is_shown_for_years(town: Town, way: Way) -> None:
    assert [line.case for line in queries.open_cases(town.village, on=date(2030, 1, 1))] == [way.case]


def test_what_waits_for_the_committee_is_said(town: Town, way: Way) -> None:
    assert queries.summary_of(town.committee, 2026, on=ON).waiting == ()
    for state in (State.FILED, State.VOTED):
        way.to(state)
        assert [line.case for line in queries.summary_of(town.committee, 2026, on=ON).waiting] == [way.case]


def test_four_queries_for_any_number_of_branches(
    town: Town, twelve: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    found(town.village, twelve[0], "warning_run")
    found(town.village, twelve[0], "review_run")
    actions.take_up(branch=town.village, member=twelve[0], taken_on=ON, by=OPERATOR, on=ON, at=AT)

    def read() -> object:
        return queries.summary_of(town.committee, 2026, on=ON)

    one = counting(read)
    for number in range(8):
        branch = establish(
            parent=town.committee,
            code=f"more-{number}",
            name=f"示例{number}村党支部",
            short_name=f"示例{number}村",
            level=Level.BRANCH,
            by=OPERATOR,
            at=START,
        )
        for member in make_members(branch, 6, prefix=f"村{number}"):
            found(branch, member, "warning_run")
            found(branch, member, "review_run")
            actions.take_up(branch=branch, member=member, taken_on=ON, by=OPERATOR, on=ON, at=AT)
    many = counting(read)
    assert (one, many) == (many, many)
    assert many <= 4
    summary = queries.summary_of(town.committee, 2026, on=ON)
    assert (len(summary.talks), len(summary.cases)) == (49, 49)


def test_lists_leave_sealed_columns_closed(town: Town, twelve: list[Member], way: Way) -> None:
    way.hear()
    with CaptureQueriesContext(connection) as captured:
        queries.overview_of(town.committee, on=ON)
        list(queries.talks_held(town.committee, 2026))
        list(queries.cases_ended(town.committee))
    sql = " ".join(query["sql"] for query in captured)
    assert [word for word in ("identity_number", '"said"', '"facts"', '"address"') if word in sql] == []


@pytest.fixture
def half_year(town: Town, twelve: list[Member], close_month: CloseMonth) -> list[Member]:
    """示例001 away from November 2025 to April 2026; so 示例002; 示例003 with one month unrecorded."""
    for year, month in ((2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3), (2026, 4)):
        signs = {twelve[0]: "缺", twelve[1]: "缺", twelve[2]: "未" if month == 1 else "缺"}
        close_month(town.village, month, signs, twelve, year=year)
    return twelve


def test_six_months_across_new_year_are_to_be_looked_into(town: Town, half_year: list[Member]) -> None:
    gaps = queries.gaps_of(town.committee, on=ON)
    assert [(row.person.member.name, [gap.arithmetic for gap in row.gaps]) for row in gaps] == [
        ("示例001", ["2025年11月至2026年4月连续 6 个月无故没有参加活动日，满 6 个月"]),
        ("示例002", ["2025年11月至2026年4月连续 6 个月无故没有参加活动日，满 6 个月"]),
    ]
    assert queries.gaps_of(town.other_village, on=ON) == []


def test_an_accepted_explanation_ends_the_six_months(town: Town, half_year: list[Member]) -> None:
    Leave.objects.create(
        member=half_year[1],
        branch=town.village,
        month=date(2026, 2, 1),
        is_explanation=True,
        kind=LeaveKind.ILLNESS,
        state=LeaveState.GRANTED,
        asked_by="x",
        asked_at=AT,
        answered_by="x",
        answered_at=AT,
    )
    assert [row.person.member.name for row in queries.gaps_of(town.village, on=ON)] == ["示例001"]


def test_six_months_of_dues_are_to_be_looked_into_too(town: Town, twelve: list[Member]) -> None:
    assess(twelve[:2], town.village, since=date(2026, 1, 1))
    assess(twelve[2:3], town.village, since=date(2026, 2, 1))
    later = date(2026, 7, 20)
    assert [
        (row.person.member.name, [(gap.matter, gap.arithmetic) for gap in row.gaps])
        for row in queries.gaps_of(town.committee, on=later)
    ] == [
        (name, [("dues", f"{begin}至2026年6月连续 {number} 个月没有交党费，满 6 个月")])
        for name, begin, number in (("示例001", "2026年1月", 6), ("示例002", "2026年1月", 6))
    ]
    one = counting(lambda: queries.gaps_of(town.village, on=later))
    assess(twelve[3:], town.village, since=date(2026, 1, 1))
    assert len(queries.gaps_of(town.village, on=later)) == 11
    assert counting(lambda: queries.gaps_of(town.village, on=later)) == one


def test_who_was_never_assessed_owes_nothing(town: Town, twelve: list[Member]) -> None:
    assess(twelve[:1], town.village, since=date(2026, 1, 1))
    later = date(2026, 7, 20)
    assert len(queries.gaps_of(town.village, on=later)) == 1
    Assessment.objects.update(voided_at=AT, voided_by="x", void_reason="错了")
    assert queries.gaps_of(town.village, on=later) == []


def test_gaps_take_the_same_queries_for_one_and_for_many(town: Town, half_year: list[Member]) -> None:
    one = counting(lambda: queries.gaps_of(town.village, on=ON))
    CountedMember.objects.filter(month__gte=date(2025, 11, 1)).update(outcome="absent")
    assert len(queries.gaps_of(town.village, on=ON)) == 12
    assert counting(lambda: queries.gaps_of(town.village, on=ON)) == one


def test_months_of_which_nothing_is_known_are_asked_of_the_branch(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    Condition.objects.create(
        member=twelve[3], kind=ConditionKind.FLOATING, starts_on=date(2020, 1, 1), place="深圳"
    )
    close_month(town.village, 2, {twelve[3]: "未", twelve[5]: "未"}, twelve)
    close_month(town.village, 3, {twelve[5]: "未"}, twelve)
    [question] = queries.questions_of(town.committee, 2026)
    assert question.branch == town.village
    assert question.months == {
        date(2026, 2, 1): ["示例004（待核实）", "示例006"],
        date(2026, 3, 1): ["示例006"],
    }
    assert question.sentences[-1] == (
        "示例006",
        "2026年2月、3月未记录或待核实，共 2 次，不算缺席，连续次数从这里断开，请党支部补记或核实",
    )
    assert queries.questions_of(town.village, 2025) == []
    assert queries.questions_of(town.other_village, 2026) == []
    assert counting(lambda: queries.questions_of(town.committee, 2026)) == 1


def test_the_evidence_says_of_every_month_what_was_frozen_and_who_had_recorded_it(
    town: Town, way: Way
) -> None:
    evidence = queries.evidence_of(way.case, on=ON)
    assert [(fact.month.month, fact.outcome, fact.is_missed) for fact in evidence.months] == [
        (month, "无故缺席", True) for month in (1, 2, 3, 4)
    ]
    first = evidence.months[0]
    assert (first.held_on, first.ground, first.version) == (date(2026, 1, 5), "应到", "第 1 版")
    assert (first.recorded_by, first.recorded_at) == ("命令 tests", instant("2026-01-05 08:30"))
    assert [line.finding.kind for line in evidence.findings] == ["review_run"]
    assert evidence.since is None


def test_the_evidence_shows_months_without_an_activity_leave_and_what_came_after_education(
    town: Town, twelve: list[Member], way: Way, close_month: CloseMonth
) -> None:
    close_month(town.village, 6, {}, twelve)
    Leave.objects.create(
        member=way.case.member,
        branch=town.village,
        month=date(2026, 4, 1),
        is_explanation=True,
        kind=LeaveKind.ILLNESS,
        reason="不能写出来的病",
        state=LeaveState.GRANTED,
        asked_by="x",
        asked_at=AT,
        answered_by="x",
        answered_at=AT,
    )
    way.to(State.EDUCATED)
    evidence = queries.evidence_of(way.case, on=date(2026, 6, 20))
    said = {fact.month.month: (fact.outcome, fact.remark) for fact in evidence.months}
    assert said[4] == ("缺席", "说明（病）已准")
    assert said[5] == ("没有归档的活动", "")
    assert said[6] == ("到", "")
    assert evidence.since is not None
    assert evidence.since.sentence == ("2026年3月10日批评教育以后，参加 1 次（2026年6月），无故缺席 0 次。")


def test_the_evidence_takes_the_same_queries_whatever_it_holds(
    town: Town, twelve: list[Member], way: Way, close_month: CloseMonth
) -> None:
    one = counting(lambda: queries.evidence_of(way.case, on=ON))
    for month in (5, 6, 7, 8):
        close_month(town.village, month, {way.case.member: "缺"}, twelve)
    later = date(2026, 8, 20)
    assert len(queries.evidence_of(way.case, on=later).months) == 8
    assert counting(lambda: queries.evidence_of(way.case, on=later)) == one


def test_a_neighbour_finds_no_case_and_no_talk(town: Town, way: Way) -> None:
    assert queries.case_of(town.village, way.case.pk) == way.case
    assert queries.case_of(town.committee, way.case.pk) == way.case
    assert queries.case_of(town.other_village, way.case.pk) is None
    assert queries.task_of(town.other_village, way.case.member_id, on=ON) is None
    assert queries.case_line_of(town.other_village, way.case.member_id, on=ON) is None
