"""A project from its plan to its result, its people, and what is set right afterwards."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from activityday.audit.models import Entry
from activityday.contents.service.actions import (
    amend_project,
    begin_project,
    correct_project,
    drop_project,
    finish_project,
    plan_project,
    reopen_project,
    sign_up,
)
from activityday.contents.service.drafts import ProjectDraft, ResultDraft
from activityday.contents.service.enums import Kind, ProjectState
from activityday.contents.service.models import Project, ProjectEntry, ProjectPerson
from activityday.contents.service.queries import lines_for, project_of, service_of, service_of_many
from activityday.office.policy.queries import features
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Sector
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Make = Callable[..., Project]
LATER = instant("2026-11-20 09:00")


def draft(**changed: Any) -> ProjectDraft:
    given = {
        "kind": Kind.VOLUNTEERING,
        "title": "清理二组水渠",
        "for_whom": "二组村民",
        "need": "水渠淤塞",
        "starts_on": DAY,
        "ends_on": DAY,
        "hours": Decimal(3),
    }
    return ProjectDraft(**{**given, **changed})


def result(came: list[Member], /, **changed: Any) -> ResultDraft:
    return ResultDraft(**{"done_on": DAY, "result": "清了三百米", "people": came} | changed)


def steps(project: Project) -> list[tuple[str, str]]:
    rows = ProjectEntry.objects.filter(project=project).order_by("number")
    return [(row.step, row.state) for row in rows]


def test_a_project_is_planned_and_its_first_step_stands(town: Town, plan: Make) -> None:
    project = plan()
    assert (project.state, project.unit, project.committee) == ("planned", town.village, town.committee)
    assert steps(project) == [("plan", "planned")]
    assert Entry.objects.get(action="service.project_planned").object_label == "清理二组水渠"


def test_the_same_project_on_the_same_day_is_planned_once(plan: Make) -> None:
    plan()
    with pytest.raises(Refused, match="从这一天起已经列了"):
        plan()
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "请写明项目"),
        ({"title": "长" * 61}, "项目不超过 60 个字"),
        ({"for_whom": ""}, "请写明服务对象"),
        ({"need": ""}, "请写明要解决什么"),
        ({"ends_on": date(2026, 11, 1)}, "结束日期早于开始日期"),
        ({"ends_on": date(2027, 11, 3)}, "最长一年"),
        ({"hours": Decimal(1000)}, "在 0 到 999 之间"),
        ({"hours": Decimal("-0.5")}, "在 0 到 999 之间"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_what_to_do(
    town: Town, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        plan_project(unit=town.village, draft=draft(**changed), by=town.users["secretary"], at=NOON)
    assert not Project.objects.exists()


def test_a_town_plans_no_project_of_its_own(town: Town) -> None:
    with pytest.raises(Refused, match="到党支部的页面去办"):
        plan_project(unit=town.committee, draft=draft(), by=town.users["clerk"], at=NOON)


def test_signing_up_is_an_intention_and_leaves_no_fact(
    twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = announce(plan(), twelve[:3])
    people = ProjectPerson.objects.filter(project=project)
    assert {(one.is_signed_up, one.took_part) for one in people} == {(True, None)}
    assert service_of(twelve[0], 2026).number == 0


def test_whoever_takes_back_a_sign_up_stays_written(twelve: list[Member], plan: Make, announce: Make) -> None:
    project = announce(plan(), twelve[:3])
    announce(project, twelve[:2])
    rows = ProjectPerson.objects.filter(project=project).order_by("member__position")
    assert [one.is_signed_up for one in rows] == [True, True, False]


def test_the_same_names_again_change_nothing(twelve: list[Member], plan: Make, announce: Make) -> None:
    project = announce(plan(), twelve[:3])
    version, number = project.version, ProjectEntry.objects.count()
    again = announce(project, twelve[:3])
    assert (again.version, ProjectEntry.objects.count()) == (version, number)


def test_a_member_of_another_branch_cannot_sign_up(
    town: Town, plan: Make, announce: Make, make_members: Callable[..., list[Member]]
) -> None:
    (stranger,) = make_members(town.other_village, 1, prefix="邻村")
    with pytest.raises(Refused, match="邻村001不是兴塘村的党员"):
        announce(plan(), [stranger])


def test_the_second_of_two_people_is_told_and_nothing_is_lost(
    town: Town, twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = plan()
    seen = project.version
    announce(project, twelve[:1])
    with pytest.raises(Refused, match="别人改过这个项目"):
        sign_up(project=project, members=twelve[1:2], base_version=seen, by=town.users["secretary"], at=NOON)
    with pytest.raises(Refused, match="别人改过这个项目"):
        amend_project(
            project=project, draft=draft(place="三组"), base_version=seen, by=town.users["secretary"], at=NOON
        )
    assert [line.is_signed_up for line in _lines(project)][:2] == [True, False]


def test_amending_keeps_the_differences(town: Town, plan: Make) -> None:
    project, secretary = plan(), town.users["secretary"]
    changed = draft(place="三组", need="水渠淤塞，秋灌放不了水", hours=Decimal("2.5"))
    project = amend_project(project=project, draft=changed, base_version=0, by=secretary, at=NOON)
    assert (project.place, project.hours, steps(project)[-1]) == (
        "三组",
        Decimal("2.5"),
        ("amend", "planned"),
    )
    entry = Entry.objects.get(action="service.project_amended")
    assert '"fields": ["hours", "place"]' in entry.changes
    amend_project(project=project, draft=changed, base_version=project.version, by=secretary, at=NOON)
    assert len(steps(project)) == 2


def test_a_result_counts_who_took_part_and_their_hours(twelve: list[Member], do: Make) -> None:
    project = do(twelve[:3], hours_typed={twelve[1].pk: Decimal("1.5")}, helpers_came=4)
    assert (project.state, project.done_on, project.helpers) == ("done", DAY, 4)
    found = service_of_many([one.pk for one in twelve], 2026)
    assert {key: one.hours for key, one in found.items()} == {
        twelve[0].pk: Decimal(3),
        twelve[1].pk: Decimal("1.5"),
        twelve[2].pk: Decimal(3),
    }
    assert [share.project for share in service_of(twelve[1], 2026).shares] == [project]
    assert service_of(twelve[0], 2025).number == 0


def test_who_signed_up_and_did_not_come_is_written_as_such(
    town: Town, twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = announce(plan(), twelve[:3])
    finish_project(
        project=project,
        draft=result(twelve[1:4]),
        base_version=project.version,
        by=town.users["secretary"],
        at=NOON,
    )
    rows = ProjectPerson.objects.filter(project=project).order_by("member__position")
    assert [(one.is_signed_up, one.took_part) for one in rows] == [
        (True, False),
        (True, True),
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"done_on": date(2026, 11, 3)}, "办结日期还没有到"),
        ({"done_on": date(2026, 11, 1)}, "办结日期早于开始日期"),
        ({"result": "  "}, "请写明结果"),
        ({"people": []}, "请勾选参加的党员"),
    ],
)
def test_a_result_that_cannot_be_is_refused_and_the_project_stays_open(
    town: Town, twelve: list[Member], plan: Make, changed: dict[str, Any], sentence: str
) -> None:
    project = plan()
    with pytest.raises(Refused, match=sentence):
        finish_project(
            project=project,
            draft=result(twelve[:1], **changed),
            base_version=0,
            by=town.users["secretary"],
            at=NOON,
        )
    project.refresh_from_db()
    assert (project.state, steps(project)) == ("planned", [("plan", "planned")])


def test_helpers_alone_can_do_a_project(town: Town, plan: Make) -> None:
    project = plan()
    draft_ = result([], helpers=6)
    finish_project(project=project, draft=draft_, base_version=0, by=town.users["secretary"], at=NOON)
    project.refresh_from_db()
    assert (project.state, project.helpers) == ("done", 6)


def test_what_was_written_wrongly_is_set_right_with_a_reason_and_stays_readable(
    town: Town, twelve: list[Member], do: Make
) -> None:
    project, secretary = do(twelve[:3]), town.users["secretary"]
    corrected = result(twelve[:2], hours={twelve[0].pk: Decimal(1)})
    with pytest.raises(Refused, match="请写明为什么更正"):
        correct_project(
            project=project, draft=corrected, why="", base_version=project.version, by=secretary, at=NOON
        )
    correct_project(
        project=project,
        draft=corrected,
        why="多勾了一人",
        base_version=project.version,
        by=secretary,
        at=NOON,
    )
    found = service_of_many([one.pk for one in twelve], 2026)
    assert {key: one.hours for key, one in found.items()} == {
        twelve[0].pk: Decimal(1),
        twelve[1].pk: Decimal(3),
    }
    assert ProjectEntry.objects.filter(project=project, text__contains="党员 3 人").exists()
    assert ProjectEntry.objects.filter(project=project, text__startswith="多勾了一人").exists()


def test_only_a_done_project_is_corrected(town: Town, twelve: list[Member], plan: Make) -> None:
    with pytest.raises(Refused, match="还没有办结"):
        correct_project(
            project=plan(),
            draft=result(twelve[:1]),
            why="错了",
            base_version=0,
            by=town.users["secretary"],
            at=NOON,
        )


def test_a_reopened_project_counts_for_nobody_until_it_is_done_again(
    town: Town, twelve: list[Member], do: Make
) -> None:
    project = do(twelve[:3])
    reopen_project(project=project, why="还差一段", by=town.users["secretary"], at=NOON)
    project.refresh_from_db()
    assert (project.state, project.result, project.done_on) == ("under_way", "", None)
    assert service_of(twelve[0], 2026).number == 0
    assert ProjectEntry.objects.filter(project=project, text__contains="清了三百米水渠").exists()


def test_dropping_needs_a_reason_and_can_be_taken_back(town: Town, plan: Make) -> None:
    project, secretary = plan(), town.users["secretary"]
    with pytest.raises(Refused, match="请写明为什么不办"):
        drop_project(project=project, why=" ", by=secretary, at=NOON)
    drop_project(project=project, why="镇里派了机械", by=secretary, at=NOON)
    with pytest.raises(Refused, match="现在是“不再办”"):
        begin_project(project=project, by=secretary, at=NOON)
    reopen_project(project=project, why="机械不来了", by=secretary, at=NOON)
    project.refresh_from_db()
    assert (project.state, project.dropped_why) == ("planned", "")
    assert [step for step, _ in steps(project)] == ["plan", "drop", "reopen"]


def test_a_second_begin_is_told(town: Town, plan: Make) -> None:
    project, secretary = plan(), town.users["secretary"]
    begin_project(project=project, by=secretary, at=NOON)
    with pytest.raises(Refused, match="现在是“进行中”"):
        begin_project(project=project, by=secretary, at=NOON)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": ProjectState.DONE},
        {"state": ProjectState.DROPPED},
        {"result": "写了结果"},
        {"dropped_why": "原因"},
        {"ends_on": date(2026, 1, 1)},
        {"hours": Decimal(-1)},
    ],
)
def test_the_database_keeps_no_half_project(plan: Make, broken: dict[str, Any]) -> None:
    project = plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**broken)


def test_who_left_since_stays_on_the_list_of_a_project(
    town: Town, twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = announce(plan(), twelve[:1])
    twelve[0].affiliations.update(ends_on=date(2026, 10, 1), leave_reason="transferred_out")
    lines = _lines(project)
    assert len(lines) == 12
    assert lines[-1].member == twelve[0]
    assert lines[-1].is_signed_up


def test_a_project_of_another_branch_is_not_found(town: Town, plan: Make) -> None:
    project = plan()
    assert project_of(town.other_village, project.pk) is None


def test_many_members_are_one_query(twelve: list[Member], do: Make, django_assert_num_queries: Any) -> None:
    do(twelve)
    with django_assert_num_queries(1):
        service_of_many([one.pk for one in twelve], 2026)
    with django_assert_num_queries(1):
        service_of(twelve[0], 2026)


def _lines(project: Project) -> list[Any]:
    found = project_of(project.unit, project.pk)
    assert found is not None
    return lines_for(found)


def test_every_feature_belongs_to_a_kind_and_to_sectors_that_exist() -> None:
    assert {one.kind for one in features()} <= set(Kind.values)
    assert {sector for one in features() for sector in one.sectors} <= set(Sector.values)
