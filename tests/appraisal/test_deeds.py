"""notice 三(二), 三(四): projects with hours, pledges and life meetings on the sheet; one deed is said once."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activityday.contents.review.actions import call_off
from activityday.contents.review.models import LifeMeeting
from activityday.contents.service.actions import judge_pledge
from activityday.contents.service.enums import PledgeState
from activityday.contents.service.models import Pledge, Project
from activityday.judgement.appraisal.enums import State
from activityday.judgement.appraisal.queries import EvidenceLine, evidence_of, line_of, sheets_of
from activityday.judgement.appraisal.queries.lines import thawed
from activityday.judgement.points.models import ManualEntry
from activityday.people.roster.models import Member
from tests.appraisal.conftest import ON, YEAR, Stage
from tests.conftest import Town
from tests.points.conftest import enter
from tests.review.conftest import hold_meeting, plan_meeting
from tests.service.conftest import DAY, NOON, do, plan, promise

__all__ = ["do", "enter", "hold_meeting", "plan", "plan_meeting", "promise"]

pytestmark = pytest.mark.django_db
Do = Callable[..., Project]
Enter = Callable[..., ManualEntry]
Promise = Callable[..., Pledge]


def sheet(stage: Stage, member: Member, *, on: date = ON) -> dict[str, EvidenceLine]:
    found = evidence_of(stage.branch, [member.pk], YEAR, on=on, with_cases=False)
    return {line.label: line for line in found[member.pk]}


def test_projects_are_said_with_their_hours_sum_and_pages(
    stage: Stage, fourteen: list[Member], do: Do
) -> None:
    first = do(fourteen[:2], title="清理水渠")
    second = do(
        fourteen[:1],
        title="秋收帮工",
        starts_on=date(2026, 10, 5),
        hours_typed={fourteen[0].pk: Decimal("1.5")},
    )
    line = sheet(stage, fourteen[0])["服务"]
    assert line.value == "服务项目 2 个、4.5 小时"
    assert line.facts == ("10月5日 秋收帮工 1.5 小时", "11月2日 清理水渠 3 小时")
    assert line.arithmetic == "1.5 + 3 = 4.5 小时"
    assert line.url == reverse("service:people", args=["xingtang", YEAR])
    pages = [reverse("service:project", args=["xingtang", project.pk]) for project in (second, first)]
    assert line.links == (("秋收帮工", pages[0]), ("清理水渠", pages[1]))


def test_who_was_not_there_has_no_part_in_a_project(stage: Stage, fourteen: list[Member], do: Do) -> None:
    do(fourteen[:1])
    line = sheet(stage, fourteen[1])["服务"]
    assert (line.value, line.facts, line.arithmetic, line.links) == ("没有登记", (), "没有办结的项目", ())


def test_what_was_done_in_another_branch_is_said_without_a_link(
    stage: Stage, fourteen: list[Member], do: Do, town: Town
) -> None:
    project = do(fourteen[:1])
    Project.objects.filter(pk=project.pk).update(unit=town.other_village)
    line = sheet(stage, fourteen[0])["服务"]
    assert (line.value, line.links) == ("服务项目 1 个、3 小时", ())


def test_what_comes_after_the_day_is_not_on_the_sheet_of_the_day(
    stage: Stage, fourteen: list[Member], do: Do
) -> None:
    do(fourteen[:1])
    assert sheet(stage, fourteen[0], on=date(2026, 11, 1))["服务"].value == "没有登记"


def test_points_of_a_project_are_not_said_a_second_time(stage: Stage, fourteen: list[Member], do: Do) -> None:
    do(fourteen[:1])
    line = sheet(stage, fourteen[0])["服务"]
    assert "志愿服务" not in line.value
    assert len(line.facts) == 1


def test_an_entered_deed_of_another_day_stands_beside_the_projects(
    stage: Stage, fourteen: list[Member], do: Do, enter: Enter
) -> None:
    enter(fourteen[0])
    do(fourteen[:1], title="清理水渠")
    line = sheet(stage, fourteen[0])["服务"]
    assert line.value == "服务项目 1 个、3 小时，另外登记参加志愿服务 1 次"
    assert line.facts == ("11月2日 清理水渠 3 小时", "3月5日 参加志愿服务（登记）")
    assert line.arithmetic == "3 = 3 小时；另外登记 1 次"


def test_an_entered_deed_of_a_project_s_own_days_is_left_to_the_project(
    stage: Stage, fourteen: list[Member], do: Do, enter: Enter
) -> None:
    enter(fourteen[0], on=DAY)
    do(fourteen[:1], title="清理水渠")
    line = sheet(stage, fourteen[0])["服务"]
    assert line.value == "服务项目 1 个、3 小时"
    assert line.facts[1:] == ("积分里登记的 1 次和上面的项目是同一件事，不另数",)


def test_only_entered_deeds_lead_to_the_statement_of_points(
    stage: Stage, fourteen: list[Member], enter: Enter
) -> None:
    enter(fourteen[0])
    line = sheet(stage, fourteen[0])["服务"]
    assert (line.value, line.arithmetic) == (
        "另外登记参加志愿服务 1 次",
        "没有办结的项目；另外登记 1 次",
    )
    assert line.url == reverse("points:statement", args=["xingtang", YEAR, fourteen[0].pk])


def test_pledges_stand_with_what_the_branch_said(
    stage: Stage, fourteen: list[Member], promise: Promise, town: Town
) -> None:
    kept = promise(fourteen[0], "教会十户用新农机", due_on=date(2026, 11, 1))
    promise(fourteen[0], "帮三户老人收稻子")
    promise(fourteen[1], "别人的承诺")
    judge_pledge(
        pledge=kept,
        result=PledgeState.KEPT,
        text="都学会了",
        by=town.users["secretary"],
        on=DAY,
        at=NOON,
    )
    line = sheet(stage, fourteen[0])["承诺践诺"]
    assert line.value == "承诺 2 条：已兑现 1 条、待兑现 1 条"
    assert line.facts == ("11月1日前 教会十户用新农机：已兑现", "12月31日前 帮三户老人收稻子：待兑现")
    assert line.arithmetic == "1 + 1 = 2"


def test_a_life_meeting_says_who_was_there_and_nothing_that_was_said(
    stage: Stage,
    fourteen: list[Member],
    plan_meeting: Callable[..., LifeMeeting],
    hold_meeting: Callable[..., LifeMeeting],
) -> None:
    expected = [member for member in fourteen if member != fourteen[12]]
    hold_meeting(plan_meeting(), expected, away=expected[1:2])
    came, stayed = (sheet(stage, fourteen[n])["组织生活会"] for n in (0, 1))
    assert (came.value, came.facts) == ("应参加 1 次，参加 1 次", ("11月20日：参加",))
    assert (stayed.value, stayed.arithmetic) == ("应参加 1 次，参加 0 次", "1 − 1 = 0")
    assert "逐人发言" not in repr(came)


def test_a_life_meeting_that_was_only_planned_or_called_off_is_none(
    stage: Stage, fourteen: list[Member], plan_meeting: Callable[..., LifeMeeting], town: Town
) -> None:
    meeting = plan_meeting()
    assert sheet(stage, fourteen[0])["组织生活会"].value == "没有记录"
    call_off(meeting=meeting, why="改到下月", by=town.users["secretary"], at=NOON)
    assert sheet(stage, fourteen[0])["组织生活会"].value == "没有记录"


def test_the_meeting_s_sheet_keeps_its_links_and_older_ones_have_none(
    stage: Stage, fourteen: list[Member], do: Do
) -> None:
    do(fourteen[:1])
    live = sheet(stage, fourteen[0])
    stage.to(State.TELLING)
    kept = line_of(stage.round, fourteen[0].pk)
    assert kept is not None
    frozen = sheets_of(stage.round, [kept.appraised], on=ON, with_cases=False)[kept.appraised.pk]
    assert {line.label: line for line in frozen} == live
    older = {name: value for name, value in live["服务"].as_json.items() if name != "links"}
    assert thawed(json.loads(json.dumps([older])))[0].links == ()


def test_the_page_leads_to_each_project(
    stage: Stage, fourteen: list[Member], do: Do, client_of: Callable[[str], Client]
) -> None:
    project = do(fourteen[:1], title="清理水渠")
    stage.start()
    url = reverse("appraisal:person", args=["xingtang", YEAR, fourteen[0].pk])
    page = client_of("secretary").get(url).content.decode()
    assert f'href="/units/xingtang/service/projects/{project.pk}/">清理水渠</a>' in page


def test_more_members_cost_no_more_queries(
    stage: Stage,
    fourteen: list[Member],
    do: Do,
    promise: Promise,
    plan_meeting: Callable[..., LifeMeeting],
    hold_meeting: Callable[..., LifeMeeting],
) -> None:
    do(fourteen)
    for member in fourteen:
        promise(member)
    hold_meeting(plan_meeting(), [member for member in fourteen if member != fourteen[12]])
    counts = []
    for some in (fourteen[:1], fourteen):
        with CaptureQueriesContext(connection) as seen:
            evidence_of(stage.branch, [member.pk for member in some], YEAR, on=ON, with_cases=True)
        counts.append(len(seen))
    assert counts[0] == counts[1]
