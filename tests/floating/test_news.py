"""No news is no absence: which months are silent, what the contact is asked, what a town sees (notice 二, education 24, 25, 32)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import Mark, Part, credit, grant_leave, save_roll
from activityday.day.attendance.enums import LeaveKind, Mode, State
from activityday.day.floating import queries
from activityday.day.floating.enums import View
from activityday.people.roster import actions
from activityday.people.roster.enums import ContactWay
from activityday.people.roster.models import Condition, Member
from tests.conftest import OPERATOR, Town, instant
from tests.floating.conftest import AT, TODAY

pytestmark = pytest.mark.django_db
DAYS = {8: date(2026, 8, 3), 9: date(2026, 9, 7), 10: date(2026, 10, 8), 11: date(2026, 11, 2)}


@pytest.fixture
def autumn(town: Town, away: Condition, hold: Callable[..., Activity]) -> dict[int, Activity]:
    """Four activities of 兴塘村, from August to November."""
    return {month: hold(town.village, month=date(2026, month, 1), held_on=day) for month, day in DAYS.items()}


def line(town: Town) -> queries.Line:
    return queries.lines_of(town.village, on=TODAY)[0]


def silent(town: Town) -> list[int]:
    return [month.month for month in line(town).silent]


def reach(condition: Condition, on: date, *, reached: bool = True) -> None:
    actions.note_contact(
        condition=condition,
        on=on,
        way=ContactWay.PHONE,
        by_name="王秀兰",
        is_reached=reached,
        word="",
        by=OPERATOR,
        at=AT,
    )


def test_four_silent_months_are_asked_about_and_are_no_absence(
    town: Town, autumn: dict[int, Activity]
) -> None:
    found = line(town)
    assert silent(town) == [8, 9, 10, 11]
    assert found.question == "已有 4 个月没有消息，超过 2 个月，请支部联系人问一下本人，再作记录。"
    assert (found.is_asked, found.tone) == (False, "wait")


def test_a_mark_leave_and_a_word_from_elsewhere_are_news(
    town: Town, autumn: dict[int, Activity], members: list[Member]
) -> None:
    member = members[0]
    save_roll(
        activity=autumn[8],
        entries={member.pk: Mark(State.OTHER_MEANS, Mode.VIDEO)},
        signed_count=None,
        base_version=0,
        by=OPERATOR,
        at=AT,
    )
    assert silent(town) == [9, 10, 11]
    grant_leave(
        member=member, branch=town.village, month=date(2026, 9, 1), kind=LeaveKind.DUTY, reason="", by=OPERATOR,
        at=instant("2026-09-06 09:00"),
    )  # fmt: skip
    assert silent(town) == [10, 11]
    assert line(town).question == ""
    credit(
        member=member,
        branch=town.village,
        month=date(2026, 11, 1),
        part=Part("东莞", DAYS[11]),
        by=OPERATOR,
        at=AT,
    )
    assert silent(town) == []


def test_a_member_who_was_reached_is_asked_about_later_months_only(
    town: Town, autumn: dict[int, Activity], away: Condition
) -> None:
    reach(away, date(2026, 10, 20))
    found = line(town)
    assert (silent(town), found.question, found.contact) == ([11], "", "")


def test_somebody_who_tried_in_vain_asked(town: Town, autumn: dict[int, Activity], away: Condition) -> None:
    reach(away, date(2026, 11, 15), reached=False)
    found = line(town)
    assert (found.is_asked, silent(town)) == (True, [8, 9, 10, 11])


def test_the_contact_is_reminded_and_a_transfer_is_advised(
    town: Town, members: list[Member], send_away: Callable[..., Condition]
) -> None:
    send_away(members[1], is_settled=True)
    found = line(town)
    assert found.contact.startswith("2026年3月1日外出后还没有联系记录，已满 3 个月")
    assert found.transfer.startswith("外出已满 6 个月")
    assert found.months == ()


def test_out_of_touch_for_six_months_says_what_people_have_to_decide(town: Town, away: Condition) -> None:
    actions.lose_touch(condition=away, on=date(2026, 5, 1), by=OPERATOR, at=AT)
    found = line(town)
    assert (found.tone, found.lost.startswith("从2026年5月1日起失去联系，已满 6 个月")) == ("bad", True)


def test_the_list_is_filtered_by_what_is_to_be_done(
    town: Town, autumn: dict[int, Activity], members: list[Member], send_away: Callable[..., Condition]
) -> None:
    reach(send_away(members[1], on=date(2026, 4, 1)), date(2026, 11, 19))
    actions.lose_touch(condition=send_away(members[2]), on=date(2026, 11, 1), by=OPERATOR, at=AT)

    def names(view: View) -> list[str]:
        return [found.member.name for found in queries.lines_of(town.village, on=TODAY, view=view)]

    everybody = [members[0].name, members[1].name, members[2].name]
    assert names(View.ALL) == everybody
    assert names(View.ASK) == [everybody[0], everybody[2]]
    assert names(View.CONTACT) == [everybody[0], everybody[2]]
    assert names(View.LOST) == [everybody[2]]


def test_a_town_sees_its_branches_in_the_order_of_the_tree(
    town: Town, autumn: dict[int, Activity], members: list[Member]
) -> None:
    actions.arrive(unit=town.other_village, member=members[0], on=date(2026, 3, 5), by=OPERATOR, at=AT)
    found = queries.overview_of(town.committee, on=TODAY)
    assert [(row.branch.short_name, row.away, row.here, row.to_ask) for row in found.rows] == [
        ("兴塘村", 1, 0, 1),
        ("柳堤村", 0, 1, 0),
    ]
    assert found.totals == (1, 1, 1, 1, 0, 0)


def test_lists_take_as_many_queries_for_many_as_for_one(
    town: Town, autumn: dict[int, Activity], members: list[Member], send_away: Callable[..., Condition]
) -> None:
    asked = []
    for some in ([], members[1:8]):
        for member in some:
            reach(send_away(member), TODAY)
        with CaptureQueriesContext(connection) as found:
            queries.overview_of(town.committee, on=TODAY)
        asked.append(len(found))
    assert asked[0] == asked[1]
