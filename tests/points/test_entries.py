"""Entries follow the facts, the person, and the table of their month; what was wrong is set right by another entry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activityday.audit.queries import first_break
from activityday.contents.dues.enums import ArrangementKind
from activityday.contents.dues.models import Arrangement
from activityday.day.attendance.actions import answer_leave, ask_leave
from activityday.day.attendance.enums import LeaveKind
from activityday.judgement.closing.actions import close, reopen
from activityday.judgement.points.actions import post_entries
from activityday.judgement.points.models import PointEntry
from activityday.judgement.points.queries import (
    person_of,
    points_of,
    points_of_member,
)
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category, JoinReason, LeaveReason
from activityday.people.roster.models import Affiliation, Member
from tests.closing.conftest import BOTH
from tests.conftest import OPERATOR, Town, instant
from tests.points.conftest import NOW, close_book

TODAY = date(2026, 11, 20)


def post(branch: Unit, at: str = "2026-11-20 09:00", year: int = 2026) -> int:
    return post_entries(branch=branch, year=year, by=OPERATOR, at=instant(at))


def entries_of(member: Member) -> list[tuple[str, str, str]]:
    rows = PointEntry.objects.filter(member=member).order_by("month", "source", "number")
    return [(f"{row.month:%Y-%m}", row.rule, f"{row.points:f}") for row in rows]


def sum_of(member: Member) -> Decimal:
    found = points_of_member(member, 2026, on=TODAY)
    assert found is not None
    return found.total.points


def test_a_closed_month_becomes_an_entry_for_everybody_but_who_is_worth_nothing(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 10, {twelve[0]: "缺", twelve[1]: "其", twelve[2]: "未"}, twelve)
    assert post(town.village) == 11
    assert entries_of(twelve[0]) == [("2026-10", "unexcused", "-2.0")]
    assert entries_of(twelve[1]) == [("2026-10", "attended", "2.0")]
    assert entries_of(twelve[2]) == []
    assert entries_of(twelve[3]) == [("2026-10", "attended", "2.0")]
    assert first_break("fenggang") is None


def test_posting_again_writes_nothing(town: Town, twelve: list[Member], close_month: Callable) -> None:
    close_month(town.village, 10, {twelve[0]: "缺"}, twelve)
    assert post(town.village) == 12
    before = list(PointEntry.objects.order_by("pk").values())
    assert post(town.village, "2026-11-21 09:00") == 0
    assert list(PointEntry.objects.order_by("pk").values()) == before


def test_posting_as_of_an_earlier_day_takes_nothing_later_back(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 10, {twelve[0]: "缺"}, twelve)
    assert post(town.village) == 12
    assert post(town.village, "2026-09-14 16:00") == 0


def test_an_entry_keeps_the_version_of_the_table_and_the_arithmetic(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 10, {}, twelve)
    post(town.village)
    entry = PointEntry.objects.filter(member=twelve[0]).get()
    assert len(entry.table) == 64
    assert entry.text == (
        "10月活动日到：参加活动日，每次 +2 分；全年至多 24 分，此前已记 0 分，这次记 +2 分。"
    )


def test_what_is_not_posted_yet_is_counted_all_the_same(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 10, {twelve[0]: "缺"}, twelve)
    found = points_of(town.village, 2026, on=TODAY)
    assert [one.total.points for one in found[:2]] == [58, 62]
    assert [one.pending_points for one in found[:2]] == [-2, 2]
    post(town.village)
    found = points_of(town.village, 2026, on=TODAY)
    assert [one.total.points for one in found[:2]] == [58, 62]
    assert [one.pending for one in found[:2]] == [(), ()]


def test_a_month_closed_again_is_corrected_and_nothing_is_rewritten(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    closing = close_month(town.village, 10, {twelve[0]: "缺"}, twelve)
    post(town.village)
    reopen(activity=closing.activity, reason="签名漏看", by=OPERATOR, at=instant("2026-11-03 09:00"))
    closing.activity.roll_entries.filter(member=twelve[0]).update(state="present")
    closing.activity.roll.signed_count += 1
    closing.activity.roll.save()
    closing.activity.refresh_from_db()
    version = closing.activity.version
    close(
        activity=closing.activity,
        signatures=BOTH,
        base_version=version,
        by=OPERATOR,
        at=instant("2026-11-03 10:00"),
    )
    assert post(town.village) == 2
    assert entries_of(twelve[0]) == [
        ("2026-10", "unexcused", "-2.0"),
        ("2026-10", "unexcused", "2.0"),
        ("2026-10", "attended", "2.0"),
    ]
    correcting = PointEntry.objects.get(member=twelve[0], number=2)
    assert correcting.corrects == PointEntry.objects.get(member=twelve[0], number=1)
    assert correcting.text == ("更正：原按“无故不参加活动日”记 −2 分，现在是“参加活动日”，这一项应记 0 分。")
    assert post(town.village) == 0


def test_an_accepted_explanation_lifts_the_two_points(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 11, {twelve[0]: "缺"}, twelve)
    post(town.village)
    leave = ask_leave(
        member=twelve[0],
        branch=town.village,
        month=date(2026, 11, 1),
        kind=LeaveKind.ILLNESS,
        reason="住院",
        by=OPERATOR,
        at=instant("2026-11-04 09:00"),
    )
    answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=instant("2026-11-04 10:00"))
    assert sum_of(twelve[0]) == 60
    assert post(town.village) == 1
    assert entries_of(twelve[0]) == [("2026-11", "unexcused", "-2.0"), ("2026-11", "unexcused", "2.0")]
    assert "住院" not in "".join(PointEntry.objects.values_list("text", flat=True))


def test_dues_in_time_and_late_and_the_month_to_come(
    town: Town, twelve: list[Member], assess: Callable, pay: Callable
) -> None:
    assess(twelve[0], since=date(2026, 9, 1))
    pay(twelve[0], "5.00", date(2026, 9, 7))
    pay(twelve[0], "5.00", date(2026, 11, 2))
    close_book(town.village, date(2026, 10, 9))
    post(town.village)
    assert entries_of(twelve[0]) == [("2026-09", "dues_on_time", "1.0"), ("2026-10", "dues_late", "-1.0")]
    pay(twelve[0], "10.00", date(2026, 11, 9))
    post(town.village)
    assert entries_of(twelve[0])[2:] == [("2026-11", "dues_on_time", "1.0")]


def test_an_unpaid_month_counts_only_where_the_branch_closed_a_day_book(
    town: Town, twelve: list[Member], assess: Callable
) -> None:
    assess(twelve[0], since=date(2026, 9, 1))
    assert post(town.village) == 0
    close_book(town.village, date(2026, 9, 7))
    assert post(town.village) == 1
    assert entries_of(twelve[0]) == [("2026-09", "dues_late", "-1.0")]


def test_dues_by_the_quarter_are_in_time_within_the_quarter(
    town: Town, twelve: list[Member], assess: Callable, pay: Callable
) -> None:
    assess(twelve[0], since=date(2026, 7, 1))
    Arrangement.objects.create(
        member=twelve[0],
        branch=town.village,
        kind=ArrangementKind.QUARTERLY,
        reason="在外务工",
        consented_on=date(2026, 6, 20),
        since=date(2026, 7, 1),
        made_by="书记老王",
        made_at=NOW,
    )
    close_book(town.village, date(2026, 7, 6))
    pay(twelve[0], "15.00", date(2026, 9, 7))
    post(town.village)
    assert [(month, rule) for month, rule, _ in entries_of(twelve[0])] == [
        ("2026-07", "dues_on_time"),
        ("2026-08", "dues_on_time"),
        ("2026-09", "dues_on_time"),
    ]


def test_money_taken_back_takes_its_point_back(
    town: Town, twelve: list[Member], assess: Callable, pay: Callable
) -> None:
    assess(twelve[0], since=date(2026, 10, 1))
    payment = pay(twelve[0], "5.00", date(2026, 10, 9))
    post(town.village)
    payment.pk, payment.corrects_id, payment.amount, payment.reason, payment.receipt = (
        None,
        payment.pk,
        Decimal("-5.00"),
        "收错人",
        9,
    )
    payment._state.adding = True
    payment.save(force_insert=True)
    post(town.village)
    assert entries_of(twelve[0]) == [
        ("2026-10", "dues_on_time", "1.0"),
        ("2026-10", "dues_on_time", "-1.0"),
        ("2026-10", "dues_late", "-1.0"),
    ]


def test_points_follow_the_person_into_another_branch(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    post(town.village, "2026-09-30 09:00")
    moved = Affiliation.objects.get(member=twelve[0])
    moved.ends_on, moved.leave_reason = date(2026, 9, 30), LeaveReason.MOVED
    moved.save()
    Affiliation.objects.create(
        member=twelve[0],
        branch=town.other_village,
        starts_on=date(2026, 10, 1),
        join_reason=JoinReason.MOVED,
    )
    close_month(town.other_village, 10, {}, [twelve[0]])
    assert post(town.other_village) == 1
    assert list(
        PointEntry.objects.filter(member=twelve[0]).order_by("month").values_list("branch__code", flat=True)
    ) == ["xingtang", "liudi"]
    there = points_of(town.other_village, 2026, on=TODAY)
    assert [(one.member.name, one.total.points) for one in there] == [("示例001", Decimal(64))]
    assert twelve[0] not in [one.member for one in points_of(town.village, 2026, on=TODAY)]
    assert person_of(town.village, twelve[0].pk, 2026, on=TODAY) is None


def test_who_died_or_left_keeps_what_was_written_and_gets_no_more(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    gone = Affiliation.objects.get(member=twelve[0])
    gone.ends_on, gone.leave_reason = date(2026, 9, 20), LeaveReason.DECEASED
    gone.save()
    close_month(town.village, 10, {}, twelve[1:])
    post(town.village)
    assert entries_of(twelve[0]) == [("2026-09", "attended", "2.0")]
    found = {one.member.pk: one for one in points_of(town.village, 2026, on=TODAY)}
    assert found[twelve[0].pk].person.is_current is False
    assert found[twelve[1].pk].person.is_current is True


def test_probationary_members_are_scored_like_others(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    Member.objects.filter(pk=twelve[0].pk).update(category=Category.PROBATIONARY, full_on=None)
    close_month(town.village, 10, {}, twelve)
    post(town.village)
    assert entries_of(twelve[0]) == entries_of(twelve[1])


def test_a_year_begins_from_the_base_again(town: Town, twelve: list[Member], close_month: Callable) -> None:
    close_month(town.village, 12, {}, twelve, year=2025)
    post(town.village, year=2025)
    assert sum_of(twelve[0]) == 60
    last = points_of_member(twelve[0], 2025, on=TODAY)
    assert last is not None
    assert last.total.points == 62


def test_two_who_post_at_once_never_write_one_fact_twice(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 10, {}, twelve)
    post(town.village)
    again = PointEntry.objects.filter(member=twelve[0]).get()
    again.pk, again._state.adding = twelve[1].pk, True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize("many", [40])
def test_posting_asks_the_same_number_of_questions_for_one_and_for_many(
    town: Town, make_members: Callable, many: int
) -> None:
    def questions(branch: Unit, members: list[Member]) -> int:
        with CaptureQueriesContext(connection) as captured:
            post(branch)
        return len(captured)

    one = questions(town.other_village, make_members(town.other_village, 1, prefix="柳"))
    more = questions(town.village, make_members(town.village, many))
    assert more == one


def test_the_command_posts_everywhere_and_says_how_much(
    town: Town, twelve: list[Member], close_month: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    close_month(town.village, 10, {}, twelve)
    call_command("post_points", "--year", "2026", verbosity=2)
    assert "2026 年 2 个支部，新入账 12 条。" in capsys.readouterr().out
    call_command("post_points", "--year", "2026", "--unit", "xingtang")
    assert "2026 年 1 个支部，新入账 0 条。" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有编码是“nowhere”的党组织"):
        call_command("post_points", "--unit", "nowhere")
