"""What is past its day stands beside the board, and on the desk of the clerk."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.day.activity.models import Activity
from activityday.leadership.supervision import actions
from activityday.leadership.supervision.actions.checklists import ItemDraft
from activityday.leadership.supervision.enums import Step
from activityday.leadership.supervision.models import Leader, Shortcoming
from tests.conftest import Town, instant
from tests.pages import Person
from tests.supervision.conftest import NOW

pytestmark = pytest.mark.django_db


def test_nothing_late_nothing_beside_the_board(town: Town, client_of: Callable[[str], Client]) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "过了期限的" not in Person(client_of("clerk")).opens("/units/fenggang/board/2026/").reads()


def test_an_overdue_rectification_stands_beside_the_board(
    town: Town, ordered: Shortcoming, client_of: Callable[[str], Client]
) -> None:
    with time_machine.travel(instant("2026-12-20 09:00"), tick=False):
        board = Person(client_of("clerk")).opens("/units/fenggang/board/2026/")
        assert "整改超期兴塘村" in board.reads().replace(" ", "")
        assert "签到表没有留原件" in board.clicks("整改超期").reads()
        assert (
            "过了期限的" not in Person(client_of("other_secretary")).opens("/units/liudi/board/2026/").reads()
        )


def test_the_clerk_finds_what_waits(
    town: Town, ordered: Shortcoming, leader: Leader, client_of: Callable[[str], Client]
) -> None:
    clerk = town.users["clerk"]
    actions.write_measure(
        shortcoming=ordered, text="补留原件", owner="王秀兰", due_on=date(2026, 12, 10), by=clerk, at=NOW
    )
    actions.take_step(shortcoming=ordered, step=Step.REPORT, note="已补", by=clerk, at=NOW)
    plan = actions.make_checklist(unit=town.committee, title="清单", document="", by=clerk, at=NOW)
    item = ItemDraft("换公开栏", due_on=date(2026, 11, 28))
    actions.add_item(checklist=plan, draft=item, units=[town.village], by=clerk, at=NOW)
    with time_machine.travel(NOW, tick=False):
        words = Person(client_of("clerk")).opens("/").reads()
        for expected in ("整改等复查 1 个", "工作清单到期 1 件", "联系点没有定全", "1 名班子成员不够"):
            assert expected in words, expected
        branch = Person(client_of("secretary")).opens("/").reads()
        assert "联系点没有定全" not in branch


def test_the_clerk_is_told_of_half_years(town: Town, client_of: Callable[[str], Client]) -> None:
    Activity.objects.create(
        committee=town.committee, host=town.village, month=date(2026, 1, 1), held_on=date(2026, 1, 5)
    )
    with time_machine.travel(instant("2026-07-20 09:00"), tick=False):
        assert "半年报备过期或退回" in Person(client_of("clerk")).opens("/").reads()
