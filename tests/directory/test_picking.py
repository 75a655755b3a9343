"""An entry is picked into an agenda and stands on the notice, the agenda and the record by the name it had."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from activityday.day.activity.actions import amend_plan, prepare
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import plan_from_last, plan_of
from activityday.day.activity.queries import last_uses, segments_of
from activityday.day.directory.actions import amend_site, withdraw_site
from activityday.day.directory.models import Site
from tests.conftest import Town, instant
from tests.directory.conftest import MEMORIAL, Enter
from tests.documents.looking import words
from tests.pages import Person

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
DAY, NEXT = date(2026, 12, 7), date(2027, 1, 4)
AT = instant("2026-11-23 09:00")
PLAN = "/units/xingtang/2026/12/plan/"
ClientOf = Callable[[str], Client]


@pytest.fixture
def in_november() -> Iterator[None]:
    with time_machine.travel(instant("2026-11-23 10:00"), tick=False):
        yield


@pytest.fixture
def activity(town: Town) -> Activity:
    return prepare(
        host=town.village,
        scopes=[town.village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["recorder"],
        at=AT,
    )


def pick(activity: Activity, site: Site, town: Town) -> Segment:
    plan = plan_of(activity, segments_of(activity))
    first, *others = plan.segments
    first = replace(first, site_id=site.pk, site_name=site.name)
    amend_plan(
        activity=activity,
        plan=replace(plan, segments=(first, *others)),
        scopes=[town.village],
        scheduled=DAY,
        base_version=activity.version,
        by=town.users["recorder"],
        at=AT,
    )
    return segments_of(activity)[0]


def test_without_a_directory_nothing_is_offered(client_of: ClientOf, town: Town, in_november: None) -> None:
    recorder = Person(client_of("recorder")).opens(PLAN)
    assert "场所或网络党课" not in recorder.reads()
    assert "计划已保存" in recorder.presses("保存计划").reads()


def test_it_is_picked_on_the_plan_s_page(
    client_of: ClientOf, town: Town, enter: Enter, in_november: None
) -> None:
    site, client = enter(), client_of("recorder")
    recorder = Person(client).opens(PLAN)
    assert "枫港烈士陵园（革命纪念地）" in recorder.reads()
    recorder.presses("保存计划", **{"segments-0-site_id": str(site.pk)})
    first = Segment.objects.get(position=1)
    assert (first.site_id, first.site_name) == (site.pk, "枫港烈士陵园")
    assert "场所：枫港烈士陵园" in recorder.opens("/units/xingtang/2026/12/activity/").reads()
    for paper in ("notice.pdf", "agenda.pdf"):
        assert "在枫港烈士陵园" in words(client.get(f"/units/xingtang/2026/12/{paper}").content)[0]


def test_an_entry_of_another_town_or_a_wrong_one_is_refused(
    client_of: ClientOf, town: Town, enter: Enter, in_november: None
) -> None:
    enter()
    recorder = Person(client_of("recorder")).opens(PLAN)
    recorder.presses("保存计划", **{"segments-0-site_id": "00000000-0000-0000-0000-000000000009"})
    assert "请重选" in recorder.reads()
    assert not Segment.objects.exists()


def test_the_name_stays_as_it_was_when_it_was_picked(town: Town, enter: Enter, activity: Activity) -> None:
    site = enter()
    pick(activity, site, town)
    amend_site(
        site=site, draft=replace(MEMORIAL, name="枫港纪念馆"), base_version=0, by=town.users["clerk"], at=AT
    )
    assert segments_of(activity)[0].site_name == "枫港烈士陵园"


def test_what_was_taken_out_stays_where_it_is_used_and_is_offered_to_nobody_else(
    client_of: ClientOf, town: Town, enter: Enter, activity: Activity, in_november: None
) -> None:
    site = enter()
    pick(activity, site, town)
    withdraw_site(site=site, why="正在维修", by=town.users["clerk"], at=AT)
    recorder = Person(client_of("recorder")).opens(PLAN)
    assert "计划已保存" in recorder.presses("保存计划").reads()
    assert segments_of(activity)[0].site_id == site.pk
    assert "枫港烈士陵园" not in recorder.opens("/units/xingtang/2027/1/plan/?from=village").reads()


def test_the_copy_of_last_month_keeps_the_place(town: Town, enter: Enter, activity: Activity) -> None:
    site = enter()
    pick(activity, site, town)
    copied = plan_from_last(town.village, JANUARY, held_on=NEXT)
    assert copied is not None
    assert (copied.segments[0].site_id, copied.segments[0].site_name) == (site.pk, "枫港烈士陵园")


def test_the_copy_leaves_out_what_was_taken_out_of_the_directory(
    client_of: ClientOf, town: Town, enter: Enter, activity: Activity, in_november: None
) -> None:
    site = enter()
    pick(activity, site, town)
    withdraw_site(site=site, why="正在维修", by=town.users["clerk"], at=AT)
    copied = plan_from_last(town.village, JANUARY, held_on=NEXT)
    assert copied is not None
    assert (copied.segments[0].site_id, copied.segments[0].site_name) == (None, "")
    recorder = Person(client_of("recorder")).opens("/units/xingtang/2027/1/plan/?from=last")
    assert "计划已保存" in recorder.presses("保存计划").reads()


def test_the_plan_says_when_the_branch_was_last_there(
    client_of: ClientOf, town: Town, enter: Enter, activity: Activity, in_november: None
) -> None:
    site = enter()
    pick(activity, site, town)
    assert last_uses(town.village, before=JANUARY) == {site.pk: DECEMBER}
    assert last_uses(town.village, before=DECEMBER) == {}
    assert last_uses(town.other_village, before=JANUARY) == {}
    assert "本支部 2026年12月用过" in client_of("recorder").get("/units/xingtang/2027/1/plan/").text


def test_a_place_without_its_name_cannot_be_kept(town: Town, enter: Enter, activity: Activity) -> None:
    site = enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.filter(activity=activity, position=1).update(site=site)
