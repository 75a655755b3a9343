"""A project goes into the month's agenda, its result into the record, the roll back into the project."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from activityday.contents.service.actions import (
    finish_project,
    place_in_month,
    take_over_people,
    write_into_record,
)
from activityday.contents.service.drafts import ResultDraft
from activityday.contents.service.enums import Kind
from activityday.contents.service.forms.projects import ResultForm
from activityday.contents.service.models import AgendaLink, Project, ProjectPerson
from activityday.contents.service.pages import Offer, main_step, offers_for
from activityday.contents.service.queries import lines_for, project_of
from activityday.day.activity.actions import prepare
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import plan_from_agenda
from activityday.day.activity.queries import segments_of
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Make = Callable[..., Project]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def november(town: Town) -> Activity:
    """The activity of November, prepared and not held."""
    plan = replace(plan_from_agenda(town.village, NOVEMBER, held_on=DAY), place="村部")
    at = instant("2026-10-28 09:00")
    return prepare(
        host=town.village, scopes=[town.village], month=NOVEMBER, held_on=DAY, plan=plan, by=OPERATOR, at=at
    )


def done(town: Town, project: Project, people: list[Member], at: Any = NOON) -> str:
    project.refresh_from_db()
    draft = ResultDraft(DAY, "清了三百米\n修了两处缺口", people)
    by = town.users["secretary"]
    return finish_project(project=project, draft=draft, base_version=project.version, by=by, at=at)


def place(town: Town, project: Project, month: date = NOVEMBER, at: Any = NOON) -> Segment:
    return place_in_month(project=project, month=month, by=town.users["secretary"], at=at)


@pytest.mark.parametrize("kind", Kind)
def test_a_project_becomes_a_part_of_service_in_its_form_before_the_dues(
    town: Town, plan: Make, november: Activity, kind: Kind
) -> None:
    segment = place(town, plan(kind=kind))
    assert (segment.content, segment.form, segment.title) == (Content.SERVICE, Form(kind), "清理二组水渠")
    contents = [one.content for one in segments_of(november)]
    assert contents.index(Content.DUES) > [one.pk for one in segments_of(november)].index(segment.pk)


def test_a_second_click_puts_nothing_twice(town: Town, plan: Make, november: Activity) -> None:
    project = plan()
    first, number = place(town, project), len(segments_of(november))
    assert place(town, project) == first
    assert (len(segments_of(november)), AgendaLink.objects.count()) == (number, 1)


def test_nothing_is_placed_where_nothing_was_prepared(town: Town, plan: Make) -> None:
    with pytest.raises(Refused, match="这个月的活动还没有准备"):
        place(town, plan())
    assert not AgendaLink.objects.exists()


def test_a_part_that_was_taken_out_can_be_placed_again(town: Town, plan: Make, november: Activity) -> None:
    project = plan()
    place(town, project).delete()
    again = place(town, project)
    assert AgendaLink.objects.get().segment == again


def test_the_result_fills_the_points_of_its_part_once(
    town: Town, twelve: list[Member], plan: Make, november: Activity
) -> None:
    project = plan()
    segment = place(town, project)
    assert done(town, project, twelve[:2]) == "2026年11月"
    segment.refresh_from_db()
    assert segment.points == "清了三百米\n修了两处缺口"


def test_what_somebody_wrote_in_the_record_stays(
    town: Town, twelve: list[Member], plan: Make, november: Activity
) -> None:
    project = plan()
    segment = place(town, project)
    Segment.objects.filter(pk=segment.pk).update(points="记录员写的")
    assert done(town, project, twelve[:2]) == ""
    segment.refresh_from_db()
    assert segment.points == "记录员写的"
    with pytest.raises(Refused, match="没有可以写的环节"):
        write_into_record(project=project, by=town.users["secretary"], at=NOON)


def test_nothing_is_written_into_the_record_before_the_day(
    town: Town, twelve: list[Member], plan: Make, november: Activity
) -> None:
    early = date(2026, 10, 30)
    project = plan(starts_on=early)
    segment = place(town, project)
    project.refresh_from_db()
    finish_project(
        project=project,
        draft=ResultDraft(early, "提前办完了", twelve[:1]),
        base_version=project.version,
        by=town.users["secretary"],
        at=instant("2026-10-30 18:00"),
    )
    segment.refresh_from_db()
    assert segment.points == ""
    assert write_into_record(project=project, by=town.users["recorder"], at=NOON) == "2026年11月"
    segment.refresh_from_db()
    assert segment.points == "提前办完了"


def test_a_closed_activity_takes_no_more_words(
    town: Town, twelve: list[Member], plan: Make, close_month: Callable[..., Any]
) -> None:
    close_month(town.village, 11, {}, twelve)
    project = plan()
    with pytest.raises(Refused, match="已经归档"):
        place(town, project)
    assert done(town, project, twelve[:1], at=instant("2026-11-03 09:00")) == ""


def test_a_project_without_a_result_writes_nothing(town: Town, plan: Make, november: Activity) -> None:
    project = plan()
    place(town, project)
    with pytest.raises(Refused, match="还没有写结果"):
        write_into_record(project=project, by=town.users["secretary"], at=NOON)


def test_those_present_are_taken_over_in_one_click_and_nobody_else(
    town: Town, twelve: list[Member], plan: Make, hold: Callable[..., Activity]
) -> None:
    activity = hold(town.village, 11, {twelve[0]: "缺", twelve[1]: "其", twelve[2]: "未"}, twelve)
    project = plan()
    place(town, project)
    by = town.users["secretary"]
    assert take_over_people(project=project, activity=activity, by=by, at=NOON) == 9
    rows = ProjectPerson.objects.filter(project=project, took_part=True)
    assert {one.member_id for one in rows} == {one.pk for one in twelve[3:]}
    assert take_over_people(project=project, activity=activity, by=by, at=NOON) == 0


def test_who_signed_up_and_did_not_come_is_not_ticked_after_the_roll(
    town: Town, twelve: list[Member], plan: Make, announce: Make, hold: Callable[..., Activity]
) -> None:
    activity = hold(town.village, 11, {twelve[0]: "缺"}, twelve)
    project = announce(plan(), twelve[:2])
    place(town, project)

    def ticked() -> set[Member]:
        seen = project_of(town.village, project.pk)
        assert seen is not None
        form = ResultForm(lines=lines_for(seen), is_correction=False)
        return {row.line.member for row in form.rows if row.is_ticked}

    assert ticked() == set(twelve[:2])
    take_over_people(project=project, activity=activity, by=town.users["secretary"], at=NOON)
    assert ticked() == set(twelve[1:])


def test_a_project_takes_place_on_the_day_of_its_agenda(town: Town, plan: Make, november: Activity) -> None:
    project = plan(starts_on=DAY + timedelta(days=1))
    place(town, project)
    project.refresh_from_db()
    assert (project.starts_on, project.ends_on) == (DAY, DAY)
    assert project.entries.order_by("at", "pk").last().text == "2026年11月活动日，时间改到11月2日"  # type: ignore[union-attr]


def test_a_project_of_several_days_begins_with_its_agenda(town: Town, plan: Make, november: Activity) -> None:
    first, last = DAY + timedelta(days=1), DAY + timedelta(days=4)
    project = plan(starts_on=first, ends_on=last)
    place(town, project)
    project.refresh_from_db()
    assert (project.starts_on, project.ends_on) == (DAY, last)


def test_the_days_of_a_project_that_was_done_stay(
    town: Town, twelve: list[Member], do: Make, november: Activity
) -> None:
    project = do(twelve[:2], starts_on=DAY + timedelta(days=1), at=instant("2026-11-04 12:00"))
    place(town, project)
    project.refresh_from_db()
    assert project.starts_on == DAY + timedelta(days=1)


def test_nobody_is_taken_over_before_the_roll_is_finished(town: Town, plan: Make, november: Activity) -> None:
    project = plan()
    by = town.users["secretary"]
    with pytest.raises(Refused, match="没有放进这次活动"):
        take_over_people(project=project, activity=november, by=by, at=NOON)
    place(town, project)
    with pytest.raises(Refused, match="还没有签到完成"):
        take_over_people(project=project, activity=november, by=by, at=NOON)


def test_the_page_offers_the_months_that_take_another_part(
    town: Town, plan: Make, november: Activity
) -> None:
    project = plan()

    def offered(on: date) -> list[tuple[date, bool]]:
        found = project_of(town.village, project.pk)
        assert found is not None
        return [(offer.month, offer.activity is not None) for offer in offers_for(found, on=on)]

    assert offered(date(2026, 10, 28)) == [(NOVEMBER, True)]
    assert offered(date(2026, 12, 1)) == [(NOVEMBER, True), (date(2026, 12, 1), False)]
    place(town, project)
    assert offered(date(2026, 10, 28)) == []


@pytest.mark.parametrize(
    ("day", "is_prepared", "step"),
    [
        (date(2026, 10, 28), True, "place"),
        (date(2026, 10, 28), False, "sign_up"),
        (DAY, True, "result"),
    ],
)
def test_one_next_step_is_the_main_one(
    town: Town, plan: Make, november: Activity, day: date, is_prepared: bool, step: str
) -> None:
    project = plan()
    offers = [Offer(NOVEMBER, november if is_prepared else None)]
    assert main_step(project, offers, on=day) == step
    project.state = "done"
    assert main_step(project, offers, on=day) == ""
