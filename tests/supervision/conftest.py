"""A town with a leader, a village that was inspected, and the ways to bring it further in one line."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from activityday.leadership.supervision import actions
from activityday.leadership.supervision.actions import InspectionDraft
from activityday.leadership.supervision.enums import Seen
from activityday.leadership.supervision.models import Inspection, Leader, Shortcoming
from activityday.office.policy.queries import inspection_items
from activityday.people.organisation.models import Unit
from tests.conftest import Town, instant

NOW = instant("2026-11-27 10:00")
TODAY = date(2026, 11, 27)


@pytest.fixture
def leader(town: Town) -> Leader:
    """李建民, tied to the user of the linked leader."""
    return actions.add_leader(
        committee=town.committee,
        name="李建民",
        post_title="镇党委委员",
        user=town.users["leader"],
        starts_on=date(2024, 1, 1),
        by=town.users["clerk"],
        at=NOW,
    )


def draft(wanting: dict[str, str] | None = None, *, held_on: date = TODAY) -> InspectionDraft:
    """Everything was fine but `wanting` (key of item → words, one shortcoming a line)."""
    wanting = wanting or {}
    answers = {
        item.key: (Seen.SHORTCOMING, wanting[item.key]) if item.key in wanting else (Seen.FINE, "")
        for item in inspection_items()
    }
    return InspectionDraft(held_on, "陈思齐、李建民", answers, "总的办得认真")


@pytest.fixture
def inspect(town: Town) -> Callable[..., Inspection]:
    """`inspect(unit, {"record": "没有原件"})`: planned and recorded the same day."""

    def inspected(unit: Unit, wanting: dict[str, str] | None = None, *, at: datetime = NOW) -> Inspection:
        clerk = town.users["clerk"]
        made = actions.plan_inspection(unit=unit, planned_on=at.date(), purpose="例行督查", by=clerk, at=at)
        actions.record_inspection(inspection=made, draft=draft(wanting, held_on=at.date()), by=clerk, at=at)
        made.refresh_from_db()
        return made

    return inspected


@pytest.fixture
def ordered(town: Town, inspect: Callable[..., Inspection]) -> Shortcoming:
    """One shortcoming of 兴塘村, ordered to be put right on 27 November."""
    found = inspect(town.village, {"record": "10月签到表没有留原件"})
    actions.issue_order(inspection=found, demand="", by=town.users["clerk"], at=NOW)
    return Shortcoming.objects.select_related("unit__committee").get()
