"""Pledges: made by members and by the branch, judged in a few words, carried over."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.contents.service.actions import (
    carry_over,
    judge_pledge,
    make_pledges,
    take_back_pledge,
)
from activityday.contents.service.enums import PledgeState
from activityday.contents.service.models import Pledge, PledgeEntry
from activityday.contents.service.queries import pledges_of, pledges_of_member
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Promise = Callable[..., Pledge]
NEW_YEAR = instant("2027-01-04 09:00")


def judge(town: Town, pledge: Pledge, result: PledgeState, text: str = "") -> Pledge:
    by = town.users["secretary"]
    return judge_pledge(pledge=pledge, result=result, text=text, on=DAY, by=by, at=NOON)


def test_the_branch_stands_first_then_the_members_in_roster_order(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    for member in (twelve[3], None, twelve[1]):
        promise(member, f"{member or '支部'}的承诺")
    lines = pledges_of(town.village, 2026, on=DAY)
    assert [line.who for line in lines] == ["党支部", "示例002", "示例004"]


@pytest.mark.parametrize("has_member", [True, False])
def test_the_same_words_of_the_same_person_stand_once(
    twelve: list[Member], promise: Promise, has_member: bool
) -> None:
    member = twelve[0] if has_member else None
    promise(member)
    with pytest.raises(Refused, match="已经登记了"):
        promise(member)
    promise(twelve[1])
    assert Pledge.objects.count() == 2


def test_nothing_written_is_refused_and_a_day_of_another_year_too(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    with pytest.raises(Refused, match="一条承诺也没有写"):
        make_pledges(unit=town.village, year=2026, drafts=[], by=town.users["secretary"], at=NOON)
    with pytest.raises(Refused, match="请写明承诺"):
        promise(twelve[0], " ")
    with pytest.raises(Refused, match="不超过 120 个字"):
        promise(twelve[0], "长" * 121)


def test_a_member_of_another_branch_promises_elsewhere(
    town: Town, promise: Promise, make_members: Callable[..., list[Member]]
) -> None:
    (stranger,) = make_members(town.other_village, 1, prefix="邻村")
    with pytest.raises(Refused, match="不是兴塘村的党员"):
        promise(stranger)


def test_what_the_branch_says_is_kept_step_by_step(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    pledge = promise(twelve[0])
    judge(town, pledge, PledgeState.NOT_KEPT, "遇上汛期，还没有办")
    judge(town, pledge, PledgeState.KEPT)
    judge(town, pledge, PledgeState.KEPT)
    (line,) = pledges_of(town.village, 2026, on=DAY)
    assert (line.label, line.word, line.said_on) == ("已兑现", "", DAY)
    steps = [entry.step for entry in PledgeEntry.objects.filter(pledge=pledge).order_by("number")]
    assert steps == ["make", "fall_short", "keep"]


def test_what_is_not_wholly_kept_says_why(town: Town, twelve: list[Member], promise: Promise) -> None:
    pledge = promise(twelve[0])
    for result in (PledgeState.PARTLY, PledgeState.NOT_KEPT):
        with pytest.raises(Refused, match="用一句话写明原因"):
            judge(town, pledge, result)
    with pytest.raises(Refused, match="请选已兑现"):
        judge(town, pledge, PledgeState.CARRIED, "转走")


def test_a_pledge_whose_day_went_by_waits_for_the_branch(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    promise(twelve[0], due_on=date(2026, 11, 1))
    promise(twelve[1], due_on=DAY)
    labels = [line.label for line in pledges_of(town.village, 2026, on=DAY)]
    assert labels == ["到期，等支部写兑现情况", "待兑现"]


def test_only_what_is_not_kept_is_carried_over_and_only_once(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    kept, partly, open_ = (promise(member) for member in twelve[:3])
    judge(town, kept, PledgeState.KEPT)
    judge(town, partly, PledgeState.PARTLY, "收了两户")
    by = town.users["secretary"]
    assert carry_over(unit=town.village, year=2026, by=by, at=NEW_YEAR) == 2
    with pytest.raises(Refused, match="没有要转到下一年的承诺"):
        carry_over(unit=town.village, year=2026, by=by, at=NEW_YEAR)
    after = pledges_of(town.village, 2027, on=DAY)
    assert [line.pledge.carried_from for line in after] == [partly, open_]
    assert {line.pledge.due_on for line in after} == {date(2027, 12, 31)}
    before = {line.pledge.pk: (line.label, line.word) for line in pledges_of(town.village, 2026, on=DAY)}
    assert before[partly.pk] == ("转到下一年", "收了两户")
    assert before[kept.pk] == ("已兑现", "")


def test_a_pledge_written_down_wrongly_is_taken_back_before_it_is_judged(
    town: Town, twelve: list[Member], promise: Promise
) -> None:
    wrong, right = promise(twelve[0], "写错了"), promise(twelve[0], "写对了")
    by = town.users["secretary"]
    with pytest.raises(Refused, match="请写明为什么撤回"):
        take_back_pledge(pledge=wrong, why="", by=by, at=NOON)
    take_back_pledge(pledge=wrong, why="记成了别人的", by=by, at=NOON)
    judge(town, right, PledgeState.KEPT)
    with pytest.raises(Refused, match="现在是“已兑现”"):
        take_back_pledge(pledge=right, why="记错了", by=by, at=NOON)
    assert [line.pledge for line in pledges_of_member(twelve[0].pk, 2026, on=DAY)] == [right]
    promise(twelve[0], "写错了")
