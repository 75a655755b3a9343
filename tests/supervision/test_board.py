"""The month board: five states, roster order, no ranking, a constant number of questions."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.schedule.actions import ask_for_day
from activityday.home.year import year_of
from activityday.judgement.closing.models import Closing
from activityday.leadership.supervision.board import state_of
from activityday.leadership.supervision.enums import BoardState
from activityday.leadership.supervision.queries import board_of
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town, instant

DAY = date(2026, 11, 2)
BEFORE, AFTER = date(2026, 11, 1), date(2026, 11, 3)


@pytest.mark.parametrize(
    ("activity", "has_facts", "moved", "on", "expected"),
    [
        (None, False, False, BEFORE, BoardState.NOT_DUE),
        (None, False, False, DAY, BoardState.NOT_DUE),
        (None, False, False, AFTER, BoardState.OVERDUE),
        (None, False, True, BEFORE, BoardState.RESCHEDULED),
        (None, False, True, AFTER, BoardState.OVERDUE),
        (State.PREPARING, False, False, BEFORE, BoardState.NOT_DUE),
        (State.PREPARING, False, False, AFTER, BoardState.OVERDUE),
        (State.PREPARING, True, False, AFTER, BoardState.UNRECORDED),
        (State.HELD, True, False, AFTER, BoardState.UNRECORDED),
        (State.CLOSED, True, False, AFTER, BoardState.RECORDED),
        (State.CLOSED, True, True, AFTER, BoardState.RESCHEDULED),
    ],
)
def test_not_held_and_not_recorded_are_different(
    activity: State | None, has_facts: bool, moved: bool, on: date, expected: BoardState
) -> None:
    assert state_of(day=DAY, is_rescheduled=moved, activity=activity, has_facts=has_facts, on=on) == expected


def signs(town: Town, on: date) -> dict[str, str]:
    return {
        row.unit.short_name: "".join(cell.sign for cell in row.cells)
        for row in board_of(town.committee, on.year, on=on).rows
    }


@pytest.mark.django_db
def test_the_legend_says_that_months_before_the_start_look_like_months_to_come(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    here = f"/units/{town.committee.code}/board"
    assert [
        "未到期或启用本系统以前</li>" in client_of("clerk").get(f"{here}/{year}/").content.decode()
        for year in (START.year, START.year + 1)
    ] == [True, False]


@pytest.mark.django_db
def test_the_board_of_a_town(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    close_month(town.village, 9, {}, twelve)
    close_month(town.village, 10, {twelve[n]: "缺" for n in range(5)}, twelve)
    hold(town.village, 11, {}, twelve)
    assert signs(town, date(2026, 11, 23)) == {"兴塘村": "········✓✓未·", "柳堤村": "········逾逾逾·"}
    board = board_of(town.committee, 2026, on=date(2026, 11, 23))
    assert [(row.rate.shown, row.is_below) for row in board.rows] == [("79.1%", True), ("不计算", False)]
    overdue = [
        (unit.short_name, cell.month.month)
        for unit, cell in board.in_state(BoardState.OVERDUE, on=date(2026, 11, 23))
    ]
    assert overdue == [("柳堤村", 9), ("柳堤村", 10), ("柳堤村", 11)]


@pytest.mark.django_db
def test_an_approved_change_shows_and_a_refused_one_does_not(town: Town) -> None:
    asked = instant("2026-11-20 09:00")
    for unit, step in ((town.village, Step.APPROVE), (town.other_village, Step.REFUSE)):
        change = ask_for_day(
            unit=unit,
            month=date(2026, 12, 1),
            new_on=date(2026, 12, 9),
            reason="换届",
            by=OPERATOR,
            on=asked.date(),
            at=asked,
        )
        answer(filing=change.filing, step=step, note="按此办理", by=OPERATOR, at=asked)
    assert {name: row[11] for name, row in signs(town, date(2026, 11, 23)).items()} == {
        "兴塘村": "改",
        "柳堤村": "·",
    }


@pytest.mark.django_db
def test_a_town_that_has_just_begun_owes_nothing(town: Town) -> None:
    assert set(signs(town, date(2026, 11, 1)).values()) == {"············"}


@pytest.mark.django_db
def test_a_narrow_screen_begins_at_the_newest_month_that_is_due(
    town: Town,
    client_of: Callable[[str], Client],
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    assert board_of(town.committee, 2026, on=date(2026, 1, 1)).newest_due is None
    close_month(town.village, 5, {}, twelve)
    assert board_of(town.committee, 2026, on=date(2026, 5, 31)).newest_due == date(2026, 5, 1)
    page = client_of("clerk").get(f"/units/{town.committee.code}/board/2026/").content.decode()
    assert page.count("data-seen") == 1


@pytest.mark.django_db
def test_a_branch_that_came_later_owes_nothing_of_the_months_before_it(
    town: Town,
    make_members: Callable[..., list[Member]],
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    hold(town.village, 8, {}, make_members(town.village, 3))
    make_members(town.other_village, 3, since=date(2026, 10, 12), prefix="后来")
    assert signs(town, date(2026, 11, 23))["柳堤村"] == "·········逾逾·"
    assert year_of(town.other_village, 2026, on=date(2026, 11, 23)).due == 2
    Unit.objects.filter(pk=town.other_village.pk).update(established_on=date(2026, 11, 1))
    assert signs(town, date(2026, 11, 23))["柳堤村"] == "··········逾·"


@pytest.mark.django_db
def test_the_board_asks_as_often_for_forty_branches_as_for_two(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("clerk")
    asked = []
    for extra in (0, 40):
        for number in range(extra):
            establish(
                parent=town.committee,
                code=f"more-{number}",
                name=f"第{number}村党支部",
                level=Level.BRANCH,
                by=OPERATOR,
                at=START,
            )
        client.get("/units/fenggang/board/2026/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/units/fenggang/board/2026/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/units/fenggang/board/1999/", "/units/fenggang/board/9999/"])
def test_a_year_out_of_range_is_not_found(
    address: str, town: Town, client_of: Callable[[str], Client]
) -> None:
    assert client_of("clerk").get(address).status_code == 404
