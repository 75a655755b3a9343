"""Whether the person in charge took part, from the records (notice 四(一))."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.judgement.closing.models import Closing
from activityday.leadership.supervision.enums import Presence
from activityday.leadership.supervision.queries import presence_of
from activityday.leadership.supervision.queries.presence import presence_in
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town

NOVEMBER = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], Presence.NOTHING),
        ([(State.PREPARING, True)], Presence.NOTHING),
        ([(State.HELD, None)], Presence.UNSAID),
        ([(State.CLOSED, True)], Presence.PRESENT),
        ([(State.CLOSED, False)], Presence.ABSENT),
        ([(State.CLOSED, True), (State.CLOSED, False)], Presence.ABSENT),
        ([(State.CLOSED, True), (State.HELD, None)], Presence.UNSAID),
        ([(State.CLOSED, True), (State.PREPARING, None)], Presence.PRESENT),
    ],
)
def test_what_a_month_says(said: list[tuple[State, bool | None]], expected: Presence) -> None:
    assert presence_in([Activity(state=state, leader_present=there) for state, there in said]) == expected


@pytest.mark.django_db
def test_a_year_at_a_glance(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 8, {}, twelve, leader_present=True)
    close_month(town.village, 9, {}, twelve, leader_present=False)
    hold(town.village, 10, {}, twelve)
    rows = presence_of(town.committee, 2026, on=NOVEMBER)
    assert ["".join(cell.sign for cell in row.cells) for row in rows] == ["·······到缺？··", "············"]
    assert [(row.present, row.held) for row in rows] == [(1, 3), (0, 0)]
    page = client_of("clerk").get("/units/fenggang/supervision/presence/2026/").content.decode()
    assert "1 / 3" in page
    assert client_of("secretary").get("/units/xingtang/supervision/presence/2026/").status_code == 200
    assert client_of("clerk").get("/units/fenggang/supervision/presence/1999/").status_code == 404


@pytest.mark.django_db
def test_it_asks_as_often_for_forty_branches_as_for_two(town: Town) -> None:
    asked = []
    for extra in (0, 40):
        for n in range(extra):
            establish(
                parent=town.committee,
                code=f"m-{n}",
                name=f"第{n}村",
                level=Level.BRANCH,
                by=OPERATOR,
                at=START,
            )
        with CaptureQueriesContext(connection) as found:
            presence_of(town.committee, 2026, on=NOVEMBER)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 3
