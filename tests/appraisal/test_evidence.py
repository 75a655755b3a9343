"""notice 四(四): what the records say of a member for the meeting: facts with their arithmetic, and no more than it needs."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from activityday.day.attendance.enums import LeaveKind, LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.appraisal import actions
from activityday.judgement.appraisal.drafts import Given
from activityday.judgement.appraisal.enums import Grade, State
from activityday.judgement.appraisal.queries import EvidenceLine, evidence_of, line_of, sheets_of
from activityday.judgement.closing.models import Closing
from activityday.judgement.standing.actions import take_up
from activityday.people.roster.models import Member
from tests.appraisal.conftest import AT, ON, YEAR, Stage
from tests.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(town: Town, fourteen: list[Member], close_month: Callable[..., Closing]) -> list[Member]:
    """Four closed months: 示例001 was never there, 示例014 took part from elsewhere once."""
    for month in (1, 2, 3, 4):
        signs = {fourteen[0]: "缺", fourteen[13]: "其" if month == 1 else "未"}
        close_month(town.village, month, signs, fourteen)
    return fourteen


def sheet(stage: Stage, member: Member, *, with_cases: bool = False) -> dict[str, EvidenceLine]:
    found = evidence_of(stage.branch, [member.pk], YEAR, on=ON, with_cases=with_cases)
    return {line.label: line for line in found[member.pk]}


def test_attendance_is_said_with_its_months_and_three_rates(stage: Stage, year: list[Member]) -> None:
    line = sheet(stage, year[0])["参加活动日"]
    assert line.value == "归档 4 个月，到 0 次、其他方式 0 次、请假 0 次、缺席 4 次，参与率 0.0%"
    assert line.facts[0] == "1月：缺席（应到）"
    assert line.arithmetic.count("0 ÷ 4 = 0.0%") == 3


def test_unverified_months_of_a_floating_member_are_no_absence(stage: Stage, year: list[Member]) -> None:
    lines = sheet(stage, year[13])
    assert lines["参加活动日"].value.startswith("归档 4 个月，到 0 次、其他方式 1 次、请假 0 次、缺席 0 次")
    assert lines["无故缺席"].value == "无故缺席 0 次"


def test_an_accepted_explanation_is_taken_off_in_the_arithmetic(stage: Stage, year: list[Member]) -> None:
    Leave.objects.create(
        member=year[0],
        branch=stage.branch,
        month=date(2026, 2, 1),
        kind=LeaveKind.ILLNESS,
        reason="住院",
        state=LeaveState.GRANTED,
        is_explanation=True,
        asked_by="x",
        asked_at=AT,
        answered_by="x",
        answered_at=AT,
    )
    line = sheet(stage, year[0])["无故缺席"]
    assert line.arithmetic == "4 − 1 = 3"
    assert line.facts[0] == "缺席：1月、2月、3月、4月；说明已认可：2月"
    assert "住院" not in repr(line)


def test_findings_stand_with_their_clause(stage: Stage, year: list[Member]) -> None:
    line = sheet(stage, year[0])["无故缺席"]
    assert line.value == "无故缺席 4 次，有认定"
    assert any("连续缺席，提请研究" in fact and "通知四(四)" in fact for fact in line.facts)


def test_dues_are_months_without_an_amount(stage: Stage, year: list[Member]) -> None:
    line = sheet(stage, year[0])["交纳党费"]
    assert "元" not in repr(line)


def test_the_band_of_points_is_input_only_and_says_so(stage: Stage, year: list[Member]) -> None:
    line = sheet(stage, year[1])["积分"]
    assert line.value.endswith("一档（只供参考）")
    assert line.rule == "积分只供评议参考，不是评议结果；等次由支部评定。"


def test_a_case_is_said_to_exist_only_to_who_may_see_cases(
    stage: Stage, year: list[Member], town: Town
) -> None:
    take_up(branch=town.village, member=year[0], taken_on=ON, by=stage.by, on=ON, at=AT)
    assert "谈话和个案" not in sheet(stage, year[0])
    assert sheet(stage, year[0], with_cases=True)["谈话和个案"].value == "谈话 0 次，有在办的个案"


def test_what_the_meeting_had_stays_when_the_facts_change(
    stage: Stage, year: list[Member], close_month: Callable[..., Closing]
) -> None:
    stage.to(State.TELLING)
    close_month(stage.branch, 5, {year[0]: "缺"}, year)
    kept = line_of(stage.round, year[0].pk)
    assert kept is not None
    shown = sheets_of(stage.round, [kept.appraised], on=ON, with_cases=True)[kept.appraised.pk]
    assert shown[0].value.startswith("归档 4 个月")
    assert [line.label for line in shown][-1] == "谈话和个案"


def test_reopening_the_decision_takes_the_case_s_cause_away(stage: Stage, fourteen: list[Member]) -> None:
    stage.to(State.TELLING, changed={"示例001": Given(Grade.UNQUALIFIED, "长期不参加")})
    line = line_of(stage.round, fourteen[0].pk)
    assert line is not None
    case = actions.propose_case(round_=stage.round, line=line, by=stage.by, on=ON, at=AT)
    actions.reopen(round_=stage.round, reason="票数有误", by=stage.by, on=ON, at=AT)
    case.refresh_from_db()
    assert case.closed_why == "民主评议退回重新评定：票数有误"


def test_the_sheet_of_a_member_that_nothing_is_known_of_is_empty_not_wrong(
    stage: Stage, fourteen: list[Member]
) -> None:
    lines = sheet(stage, fourteen[0])
    assert lines["参加活动日"].value == "没有归档的月份"
    assert lines["服务"].value == "没有登记"
    keys: list[UUID] = []
    assert evidence_of(stage.branch, keys, YEAR, on=ON, with_cases=True) == {}
