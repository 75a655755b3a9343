"""The quarterly notice: who belongs here now, in roster order, base, plus, minus, sum, and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.judgement.points.actions import last_day_of, post_notice
from activityday.judgement.points.models import PointEntry
from activityday.judgement.points.queries import notice_due, posted_quarters, standing_notice
from activityday.office.notices.actions import answer_objection, withdraw, write_objection
from activityday.office.notices.enums import Kind, Verdict
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import JoinReason, LeaveReason
from activityday.people.roster.models import Affiliation, Member
from activityday.rules.points import Urgency
from tests.conftest import OPERATOR, Town, instant
from tests.points.conftest import NOW

TODAY = date(2026, 10, 12)


def hang(branch: Unit, quarter: date = date(2026, 9, 1), where: str = "村部党务公开栏") -> PublicNotice:
    return post_notice(
        branch=branch,
        quarter=quarter,
        starts_on=TODAY,
        where=where,
        by=OPERATOR,
        at=instant("2026-10-12 09:00"),
    )


def test_a_notice_says_base_plus_minus_and_sum_in_roster_order(
    town: Town, twelve: list[Member], close_month: Callable, enter: Callable
) -> None:
    close_month(town.village, 8, {twelve[0]: "缺"}, twelve)
    close_month(town.village, 9, {}, twelve)
    close_month(town.village, 10, {}, twelve)
    enter(twelve[11], "commended_province", on=date(2026, 9, 1))
    notice = hang(town.village)
    assert (notice.kind, notice.title) == (Kind.POINTS, "兴塘村2026年第三季度党员积分公示")
    assert (notice.period, notice.covers_from, notice.covers_to) == (
        "2026年第三季度",
        date(2026, 7, 1),
        date(2026, 9, 30),
    )
    assert (notice.starts_on, notice.ends_on) == (date(2026, 10, 12), date(2026, 10, 16))
    assert notice.content["header"] == ["序号", "姓名", "基础分", "加分", "扣分", "合计"]
    assert notice.content["rows"][0] == ["1", "示例001", "60", "2", "2", "60"]
    assert notice.content["rows"][1] == ["2", "示例002", "60", "4", "0", "64"]
    assert notice.content["rows"][11] == ["12", "示例012", "60", "14", "0", "74"]
    assert [row[1] for row in notice.content["rows"]] == [member.name for member in twelve]


def test_posting_writes_the_entries_first(town: Town, twelve: list[Member], close_month: Callable) -> None:
    close_month(town.village, 9, {}, twelve)
    hang(town.village)
    assert PointEntry.objects.count() == 12


def test_no_reason_no_grade_and_no_mark_stands_in_a_notice(
    town: Town, twelve: list[Member], close_month: Callable, enter: Callable
) -> None:
    close_month(town.village, 9, {twelve[0]: "缺"}, twelve)
    enter(twelve[1], "punished", document="示纪〔2026〕5号")
    said = str(hang(town.village).content)
    for word in ("一票否决", "示纪", "病", "分以上", "优秀", "不合格", "名次", "排名", "河道"):
        assert word not in said


def test_each_branch_lists_only_who_belongs_there_now(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    gone, moved = (Affiliation.objects.get(member=twelve[place]) for place in (0, 1))
    gone.ends_on, gone.leave_reason = date(2026, 10, 1), LeaveReason.DECEASED
    gone.save()
    moved.ends_on, moved.leave_reason = date(2026, 10, 1), LeaveReason.MOVED
    moved.save()
    Affiliation.objects.create(
        member=twelve[1], branch=town.other_village, starts_on=date(2026, 10, 2), join_reason=JoinReason.MOVED
    )
    here, there = hang(town.village), hang(town.other_village)
    assert [row[1] for row in here.content["rows"]] == [member.name for member in twelve[2:]]
    assert there.content["rows"] == [["1", "示例002", "60", "2", "0", "62"]]


def test_a_notice_hangs_once_for_a_quarter_and_again_after_it_was_taken_down(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    first = hang(town.village)
    with pytest.raises(Refused, match="已经在2026年10月12日张贴过"):
        hang(town.village)
    withdraw(notice=first, why="漏了一人", by=OPERATOR, at=NOW)
    assert standing_notice(town.village, date(2026, 7, 1)) is None
    assert standing_notice(town.village, date(2026, 7, 1)) != hang(town.village)
    assert posted_quarters(town.village, 2026) == {date(2026, 7, 1)}


@pytest.mark.parametrize(
    ("quarter", "where", "sentence"),
    [
        (date(2026, 12, 1), "公开栏", "这个季度到12月31日才完"),
        (date(2026, 9, 1), "  ", "请写明张贴在哪里"),
    ],
)
def test_a_notice_that_cannot_hang_is_refused(
    town: Town, twelve: list[Member], quarter: date, where: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        hang(town.village, quarter, where)
    assert PublicNotice.objects.count() == 0


def test_a_branch_without_members_has_nothing_to_hang(town: Town) -> None:
    with pytest.raises(Refused, match="没有可以公示的内容"):
        hang(town.other_village)


def test_an_upheld_objection_leads_to_a_correction_in_the_next_quarter(
    town: Town, twelve: list[Member], close_month: Callable, enter: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    notice = hang(town.village)
    objection = write_objection(
        notice=notice,
        text="八月我参加了清河道，没有记",
        raised_by="示例001",
        raised_on=date(2026, 10, 13),
        member=twelve[0],
        answer_due_on=date(2026, 10, 28),
        by=OPERATOR,
        at=instant("2026-10-13 09:00"),
    )
    enter(twelve[0], on=date(2026, 8, 12))
    answer_objection(objection=objection, verdict=Verdict.UPHELD, answer="已补登记", by=OPERATOR, at=NOW)
    assert notice.content["rows"][0][5] == "62"
    later = post_notice(
        branch=town.village,
        quarter=date(2026, 12, 1),
        starts_on=date(2027, 1, 11),
        where="公开栏",
        by=OPERATOR,
        at=instant("2027-01-11 09:00"),
    )
    assert later.content["rows"][0][5] != "62"


def test_the_notice_is_due_after_each_quarter_in_which_something_was_closed(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    found = notice_due([town.village, town.other_village], TODAY)
    assert found[town.village.pk].urgency == Urgency.DUE
    assert found[town.other_village.pk].urgency == Urgency.LATER
    assert found[town.other_village.pk].sentence == "2026年第三季度没有归档的活动，不用公示积分。"
    assert notice_due([town.village], date(2026, 11, 2))[town.village.pk].urgency == Urgency.OVERDUE
    hang(town.village)
    assert notice_due([town.village], date(2026, 11, 2))[town.village.pk].urgency == Urgency.LATER
    assert notice_due([], TODAY) == {}


def test_what_is_due_takes_four_questions_for_any_number_of_branches(town: Town) -> None:
    with CaptureQueriesContext(connection) as one:
        notice_due([town.village], TODAY)
    with CaptureQueriesContext(connection) as more:
        notice_due([town.village, town.other_village], TODAY)
    assert len(one) == len(more) <= 4


def test_a_notice_hangs_for_working_days(town: Town) -> None:
    assert last_day_of(town.village, date(2026, 9, 29)) == date(2026, 10, 10)
