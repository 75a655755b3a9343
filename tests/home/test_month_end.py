"""Closing a month with everything that follows from it: the same facts, the same log, few questions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.day.activity.models import Activity
from activityday.home.actions import close_month
from activityday.judgement.closing.actions import close
from activityday.judgement.closing.models import Closing, CountedMember, Finding
from activityday.judgement.points.actions import post_entries
from activityday.judgement.points.models import PointEntry
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.closing.conftest import BOTH, hold  # noqa: F401 -- fixture
from tests.conftest import OPERATOR, Town, instant

pytestmark = pytest.mark.django_db
Hold = Callable[..., Activity]
MakeMembers = Callable[..., list[Member]]


def at_noon(activity: Activity) -> Closing:
    at = instant(f"{activity.held_on} 12:00")
    return close_month(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)


def in_two_steps(activity: Activity) -> None:
    """The same without reading the rules once."""
    at = instant(f"{activity.held_on} 12:00")
    close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)
    post_entries(branch=activity.host, year=activity.month.year, by=OPERATOR, at=at)


def facts_of(branch: Unit) -> tuple[list[object], ...]:
    """What is stored about a branch, by the place in its roster."""
    counted = CountedMember.objects.filter(branch=branch, is_current=True).order_by("month", "position")
    findings = Finding.objects.filter(branch=branch).order_by("member__position", "kind", "month")
    points = PointEntry.objects.filter(branch=branch).order_by(
        "member__position", "month", "source", "number"
    )
    return (
        list(counted.values_list("month", "position", "ground", "outcome")),
        list(findings.values_list("member__position", "kind", "month", "months", "arithmetic", "policy")),
        list(points.values_list("member__position", "month", "on", "rule", "points", "text", "table")),
    )


def test_what_follows_is_the_same_as_step_by_step(town: Town, make_members: MakeMembers, hold: Hold) -> None:  # noqa: F811
    for branch, end in ((town.village, at_noon), (town.other_village, in_two_steps)):
        people = make_members(branch, 5)
        for month in (1, 2, 3):
            end(hold(branch, month, {people[0]: "缺", people[month]: "未"}, people))
    assert facts_of(town.village) == facts_of(town.other_village)
    assert all(facts_of(town.village))


def test_the_log_tells_it_in_order(town: Town, make_members: MakeMembers, hold: Hold) -> None:  # noqa: F811
    people = make_members(town.village, 5)
    at_noon(hold(town.village, 1, {people[0]: "缺"}, people))
    at_noon(hold(town.village, 2, {people[0]: "缺"}, people))
    activity = hold(town.village, 3, {people[0]: "缺"}, people)
    before = Entry.objects.count()
    closing = at_noon(activity)
    found = list(Entry.objects.order_by("sequence").values_list("action", "code"))[before:]
    actions = [action for action, _ in found]
    assert actions[:2] == ["activity.close", "closing.closed"]
    assert set(actions[2:-1]) == {"closing.finding.found"}
    assert actions[-1] == "points.posted"
    assert closing.audit_code == found[-2][1]
    assert first_break("fenggang") is None


def test_it_asks_the_same_few_questions_for_few_and_for_many(
    town: Town,
    make_members: MakeMembers,
    hold: Hold,  # noqa: F811
) -> None:
    asked = []
    for branch, number in ((town.village, 3), (town.other_village, 40)):
        people = make_members(branch, number)
        activity = hold(branch, 3, {people[0]: "缺"}, people)
        with CaptureQueriesContext(connection) as captured:
            at_noon(activity)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[0] <= 56
