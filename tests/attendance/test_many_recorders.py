"""Eight recorders save at the same moment: every row is written once, every disagreement is shown to somebody."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, connections

from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import Mark, SavedRoll, save_roll
from activityday.day.attendance.enums import State
from activityday.day.attendance.models import RollChange, RollEntry
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite lives in memory, for one writer"
    ),
]
RECORDERS, EACH, OVERLAP = 8, 8, 4


def test_eight_recorders_at_once(
    town: Town, make_members: Callable[..., list[Member]], hold: Callable[..., Activity]
) -> None:
    people = make_members(town.village, RECORDERS * OVERLAP + OVERLAP)
    activity = hold(town.village)
    saved: list[SavedRoll] = []

    def take(recorder: int) -> None:
        state = State.PRESENT if recorder % 2 else State.ABSENT
        own = people[recorder * OVERLAP : recorder * OVERLAP + EACH]
        try:
            saved.append(
                save_roll(
                    activity=activity,
                    entries={member.pk: Mark(state) for member in own},
                    signed_count=None,
                    base_version=0,
                    by=OPERATOR,
                    at=instant("2026-11-02 09:00"),
                )
            )
        finally:
            connections.close_all()

    threads = [Thread(target=take, args=[recorder]) for recorder in range(RECORDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RollEntry.objects.count() == len(people)
    assert sum(one.changed for one in saved) == len(people)
    assert sum(len(one.conflicts) for one in saved) == RECORDERS * EACH - len(people)
    assert RollChange.objects.count() == 0
