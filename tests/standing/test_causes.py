"""A case that rests on what people decided elsewhere: handed over as data, joined to an open case, taken back."""

from datetime import date
from typing import Any

import pytest

from activityday.judgement.standing import actions
from activityday.judgement.standing.actions import Cause
from activityday.judgement.standing.enums import CauseKind, State
from activityday.judgement.standing.models import Case, CaseCause
from activityday.judgement.standing.printing import evidence_pdf, statement_pdf
from activityday.judgement.standing.queries import (
    cases_by_source,
    evidence_of,
    finding_lines,
    open_cases,
    steps_of,
    summary_of,
)
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import Town
from tests.standing.conftest import AT, ON, Way

pytestmark = pytest.mark.django_db
SENTENCE = "2026年度民主评议党员，2026年4月10日经支委会评定为不合格。"


def cause(source: str = "appraisal 1") -> Cause:
    return Cause(CauseKind.APPRAISAL, source, 2026, SENTENCE, "education 18")


def take_up(town: Town, member: Member, **more: Any) -> Case:
    given = {"branch": town.village, "member": member, "cause": cause(), "taken_on": ON}
    return actions.take_up_cause(**{**given, "by": town.users["secretary"], "on": ON, "at": AT} | more)


def test_a_cause_alone_opens_a_case_that_waits_for_the_branch(town: Town, twelve: list[Member]) -> None:
    case = take_up(town, twelve[2])
    lines = open_cases(town.village, on=ON)
    assert [(line.member, line.case, line.why, line.next, line.fallen) for line in lines] == [
        (twelve[2], case, SENTENCE, "听取本人说明", "")
    ]
    assert [line.member for line in summary_of(town.village, 2026, on=ON).cases] == [twelve[2]]
    assert summary_of(town.village, 2025, on=ON).cases == ()
    assert cases_by_source(["appraisal 1", "appraisal 2"]) == {"appraisal 1": case}


def test_it_goes_the_way_of_every_other_case(town: Town, twelve: list[Member]) -> None:
    case = take_up(town, twelve[2])
    way = Way(case, town.users["secretary"], town.users["clerk"])
    assert way.to(State.CORRECTING).state == State.CORRECTING


def test_its_papers_show_the_cause_and_the_year_s_months(town: Town, twelve: list[Member]) -> None:
    case = take_up(town, twelve[2])
    evidence = evidence_of(case, on=ON)
    assert (evidence.findings, [one.sentence for one in evidence.causes]) == ((), [SENTENCE])
    assert [fact.month for fact in evidence.months] == [date(2026, month, 1) for month in range(1, 5)]
    assert evidence_pdf(case, on=ON).startswith(b"%PDF")
    assert statement_pdf(case, finding_lines(case), steps_of(case)).startswith(b"%PDF")


def test_it_joins_the_open_case_of_the_member_and_keeps_it_open_when_the_findings_fall(
    town: Town, way: Way, away: Member
) -> None:
    joined = take_up(town, away)
    assert joined == way.case
    lines = open_cases(town.village, on=ON)
    assert [(line.case, len(line.causes)) for line in lines] == [(way.case, 1)]
    assert lines[0].why.endswith(SENTENCE)


def test_nothing_is_handed_over_twice(town: Town, twelve: list[Member]) -> None:
    take_up(town, twelve[2])
    with pytest.raises(Refused, match="已经提请研究"):
        take_up(town, twelve[2])
    assert (Case.objects.count(), CaseCause.objects.count()) == (1, 1)


def test_a_case_of_another_branch_is_not_joined(town: Town, twelve: list[Member]) -> None:
    take_up(town, twelve[2])
    with pytest.raises(Refused, match="由原来的党支部办"):
        take_up(town, twelve[2], branch=town.other_village, cause=cause("appraisal 2"))


def test_what_was_taken_back_ends_an_undecided_case_that_rests_on_nothing_else(
    town: Town, twelve: list[Member]
) -> None:
    case = take_up(town, twelve[2])
    by = town.users["secretary"]
    actions.withdraw_cause(source="appraisal 1", why="退回重新评定", by=by, at=AT)
    case.refresh_from_db()
    assert (case.state, case.closed_why) == (State.FALLEN, "退回重新评定")
    assert open_cases(town.village, on=ON) == []
    actions.withdraw_cause(source="appraisal 1", why="再退一次", by=by, at=AT)
    again = take_up(town, twelve[2])
    assert (again != case, CaseCause.objects.count()) == (True, 2)


def test_a_case_with_findings_in_force_stays_when_its_cause_falls(town: Town, way: Way, away: Member) -> None:
    take_up(town, away)
    by = town.users["secretary"]
    actions.withdraw_cause(source="appraisal 1", why="退回重新评定", by=by, at=AT)
    way.case.refresh_from_db()
    assert way.case.is_open
    assert not evidence_of(way.case, on=ON).has_fallen


def test_a_decided_case_whose_cause_fell_says_so_and_stays_open(town: Town, twelve: list[Member]) -> None:
    case = take_up(town, twelve[2])
    Way(case, town.users["secretary"], town.users["clerk"]).to(State.CORRECTING)
    actions.withdraw_cause(source="appraisal 1", why="退回重新评定", by=town.users["secretary"], at=AT)
    assert [line.fallen for line in open_cases(town.village, on=ON)] == ["退回重新评定"]
    assert evidence_of(case, on=ON).has_fallen
