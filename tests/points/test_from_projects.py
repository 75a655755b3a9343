"""Points out of done projects: derived by the row of volunteering, under one cap with what people enter, each deed once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.contents.service.actions import correct_project, reopen_project
from activityday.contents.service.drafts import ResultDraft
from activityday.contents.service.models import Project
from activityday.judgement.points.actions import post_entries
from activityday.judgement.points.models import ManualEntry, PointEntry
from activityday.judgement.points.pages import lines_of
from activityday.judgement.points.queries import points_of, timeline_of
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant
from tests.service.conftest import do, plan

__all__ = ["do", "plan"]
pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NOW = instant("2026-11-20 09:00")
Make = Callable[..., Project]
Enter = Callable[..., ManualEntry]


def service_points(town: Town) -> list[Decimal]:
    return [
        sum((one.points for one in points.derived if one.rule.key == "volunteering"), Decimal(0))
        for points in points_of(town.village, 2026, on=DAY)
    ]


def post(town: Town) -> int:
    return post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW)


def test_each_member_of_a_done_project_has_the_points_of_the_row(
    town: Town,
    twelve: list[Member],
    do: Make,
    plan: Make,
) -> None:
    project = do(twelve[:2])
    plan(title="还没有办的")
    assert service_points(town)[:3] == [Decimal(2), Decimal(2), Decimal(0)]
    assert post(town) == 2
    assert post(town) == 0
    entry = PointEntry.objects.get(member=twelve[0])
    assert (entry.source, entry.source_key, entry.on, entry.month) == (
        "service",
        str(project.pk),
        date(2026, 11, 2),
        date(2026, 11, 1),
    )
    assert "清理二组水渠" in entry.text


def test_the_statement_leads_to_the_project(town: Town, twelve: list[Member], do: Make) -> None:
    project = do(twelve[:1])
    (points, *_) = points_of(town.village, 2026, on=DAY)
    (line,) = lines_of(points, timeline_of(town.village), unit=town.village)
    assert (line.source, line.url) == ("服务项目", f"/units/xingtang/service/projects/{project.pk}/")


def test_projects_and_what_people_enter_share_one_cap(
    town: Town,
    twelve: list[Member],
    do: Make,
    enter: Enter,
) -> None:
    for day in range(1, 10):
        do(twelve[:1], title=f"项目{day}", starts_on=date(2026, 10, day), at=NOW)
    for day in (1, 2, 3):
        enter(twelve[0], on=date(2026, 9, day))
    assert service_points(town)[0] == Decimal(20)


def test_a_deed_that_a_project_counts_is_not_entered_again(
    town: Town,
    twelve: list[Member],
    do: Make,
    enter: Enter,
) -> None:
    do(twelve[:1], starts_on=date(2026, 10, 10), ends_on=date(2026, 10, 12), done_on=date(2026, 10, 12))
    for day in (10, 11, 12):
        with pytest.raises(Refused, match="这一天参加了服务项目“清理二组水渠”"):
            enter(twelve[0], on=date(2026, 10, day))
    enter(twelve[0], on=date(2026, 10, 13))
    enter(twelve[1], on=date(2026, 10, 11))
    assert service_points(town)[:2] == [Decimal(4), Decimal(2)]


def test_what_two_people_entered_first_stands_instead_of_the_project(
    town: Town,
    twelve: list[Member],
    do: Make,
    enter: Enter,
) -> None:
    enter(twelve[0], on=date(2026, 11, 2))
    enter(twelve[1], on=date(2026, 11, 2), is_confirmed=False)
    do(twelve[:2])
    assert service_points(town)[:2] == [Decimal(2), Decimal(2)]
    post(town)
    assert set(PointEntry.objects.values_list("member", "source")) == {
        (twelve[0].pk, "manual"),
        (twelve[1].pk, "service"),
    }


def test_a_corrected_project_is_set_right_by_further_entries(
    town: Town,
    twelve: list[Member],
    do: Make,
) -> None:
    project = do(twelve[:2])
    post(town)
    draft = ResultDraft(date(2026, 11, 2), "清了", twelve[1:3])
    by = town.users["secretary"]
    correct_project(project=project, draft=draft, why="勾错了人", base_version=project.version, by=by, at=NOW)
    assert service_points(town)[:3] == [Decimal(0), Decimal(2), Decimal(2)]
    assert post(town) == 2
    rows = PointEntry.objects.filter(member=twelve[0]).order_by("number")
    assert [(one.points, one.corrects_id is not None) for one in rows] == [
        (Decimal(2), False),
        (Decimal(-2), True),
    ]
    reopen_project(project=project, why="还没有办完", by=by, at=NOW)
    post(town)
    assert service_points(town) == [Decimal(0)] * 12
    sums = [sum(one.points for one in PointEntry.objects.filter(member=member)) for member in twelve]
    assert sums == [0] * 12


def test_as_many_queries_for_one_as_for_all(
    town: Town,
    twelve: list[Member],
    do: Make,
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            points_of(town.village, 2026, on=DAY)
        return len(found)

    do(twelve[:1])
    one = asked()
    for n in range(5):
        do(twelve, title=f"项目{n}")
    assert asked() == one
