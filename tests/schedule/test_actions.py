"""Another day is asked of the next level up, before the original one, within the month, once."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.audit.queries import history_of
from activityday.day.schedule.actions import answer_due
from activityday.day.schedule.models import Rescheduling
from activityday.office.filings.actions import withdraw
from activityday.office.filings.models import Filing
from activityday.office.policy.actions import amend
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.rules import parameters as rules
from tests.conftest import OPERATOR, START, Town
from tests.schedule.conftest import NOW

pytestmark = pytest.mark.django_db
Ask = Callable[..., Rescheduling]


def test_what_is_asked_reads_as_the_form_and_goes_to_the_next_level_up(town: Town, ask: Ask) -> None:
    filing = ask(date(2026, 12, 12)).filing
    assert (filing.answered_by, filing.due_on, filing.late_note) == (town.committee, date(2026, 11, 26), "")
    assert filing.subject == "兴塘村2026年12月党员活动日改到12月12日"
    assert filing.details == [
        ["申请单位", "兴塘村党支部"],
        ["原定日期", "2026年12月7日（星期一）"],
        ["拟调日期", "2026年12月12日（星期六），周末"],
        ["调整原因", "村委换届选举"],
    ]
    assert [entry.action for entry in history_of("rescheduling", filing.pk)] == ["schedule.asked"]


def test_a_branch_of_a_general_branch_asks_that_one(town: Town, ask: Ask) -> None:
    general = establish(
        parent=town.committee,
        code="general",
        name="枫港社区党总支",
        level=Level.GENERAL_BRANCH,
        by=OPERATOR,
        at=START,
    )
    branch = establish(
        parent=general, code="north", name="社区北支部", level=Level.BRANCH, by=OPERATOR, at=START
    )
    assert [ask(unit=unit).filing.answered_by for unit in (branch, general)] == [general, town.committee]


@pytest.mark.parametrize(
    ("new_on", "reason", "said"),
    [
        (date(2026, 12, 7), "换届", "是同一天，不用申请"),
        (date(2027, 1, 4), "换届", "只能改到12月之内的另一天"),
        (date(2026, 11, 30), "换届", "只能改到12月之内的另一天"),
        (date(2026, 12, 8), "  ", "请写明为什么要改期"),
        (date(2026, 12, 8), "长" * 301, "不超过 300 个字"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_and_nothing_is_written(
    town: Town, ask: Ask, new_on: date, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask(new_on, reason=reason)
    assert not Rescheduling.objects.exists()
    assert not Filing.objects.exists()


@pytest.mark.parametrize(
    ("on", "note"),
    [
        (date(2026, 12, 6), ""),
        (date(2026, 12, 7), "原定日当天提出"),
        (date(2026, 12, 9), "原定日后 2 天提出"),
    ],
)
def test_a_late_request_is_labelled(ask: Ask, on: date, note: str) -> None:
    assert ask(date(2026, 12, 10), on=on).filing.late_note == note


def test_a_town_may_stop_late_requests_by_policy(town: Town, ask: Ask) -> None:
    proposal = rules.Amendment(
        "rescheduling_late_allowed", False, date(2026, 12, 1), None, "樟发〔2026〕8号", ""
    )
    amend(unit=town.committee, proposal=proposal, by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match="应当在原定日之前提出"):
        ask(date(2026, 12, 10), on=date(2026, 12, 7))


def test_a_second_request_waits_for_the_first_and_follows_a_withdrawn_one(
    town: Town, ask: Ask, approve: Callable[[Rescheduling], None]
) -> None:
    first = ask()
    with pytest.raises(Refused, match="12月已经申请改到12月8日（星期二），正等枫港镇党委答复"):
        ask(date(2026, 12, 9))
    withdraw(filing=first.filing, note="", by=town.users["secretary"], at=NOW)
    second = ask(date(2026, 12, 9))
    approve(second)
    assert [first.number, second.number] == [1, 2]
    with pytest.raises(Refused, match="12月已经批准改到12月9日（星期三），不能再改"):
        ask(date(2026, 12, 10))


def test_two_who_ask_at_the_same_moment_meet_at_the_place(town: Town, ask: Ask) -> None:
    taken = ask()
    withdraw(filing=taken.filing, note="", by=town.users["secretary"], at=NOW)
    Rescheduling.objects.filter(pk=taken.pk).update(number=2)  # as though it had come in after the count
    with pytest.raises(Refused, match="刚刚已经有人为这个月申请过改期"):
        ask(date(2026, 12, 9))
    assert Filing.objects.count() == 1


def test_groups_follow_their_branch_and_the_top_has_nobody_to_ask(town: Town, ask: Ask) -> None:
    with pytest.raises(Refused, match="党小组的活动日随所在党支部"):
        ask(unit=town.groups[0])
    with pytest.raises(Refused, match="没有上级可以报批"):
        ask(unit=town.county)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),
        (date(2026, 12, 5), date(2026, 12, 6)),
        (date(2026, 12, 7), date(2026, 12, 7)),
    ],
)
def test_an_answer_is_due_in_three_days_but_before_the_original_day(on: date, due: date) -> None:
    assert answer_due(date(2026, 12, 7), 3, on=on) == due
