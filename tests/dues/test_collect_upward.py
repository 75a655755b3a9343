"""Money that leaves the branch: handed up and received, large gifts to the centre, and the public notice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from activityday.contents.dues.actions import contributions as giving
from activityday.contents.dues.actions.books import collect
from activityday.contents.dues.actions.making_public import make_public
from activityday.contents.dues.actions.remittances import hand_up, move
from activityday.contents.dues.enums import RemittanceState, RemittanceStep
from activityday.contents.dues.models import Contribution, DayBook, Payment, Remittance
from activityday.contents.dues.queries.books import unremitted
from activityday.contents.dues.queries.making_public import (
    draft_of,
    months_to_cover,
    next_due,
    period_label,
    usual_end,
)
from activityday.contents.dues.queries.month import month_of_dues
from activityday.contents.dues.queries.remittances import town_rows
from activityday.contents.dues.reckoning import Step
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.public_notice import Urgency
from tests.conftest import OPERATOR, Town, instant
from tests.dues.collecting import AT, DAY, NOVEMBER, assess, table, taking, waive, yuan
from tests.pages import Person

pytestmark = pytest.mark.django_db
MONTHS = [date(2026, month, 1) for month in range(1, 13)]


@pytest.fixture
def branch(town: Town) -> Unit:
    """柳堤村, without Party groups."""
    return town.other_village


@pytest.fixture
def three(branch: Unit, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three who pay 15 yuan a month from November on."""
    members = make_members(branch, 3)
    assess(members, branch)
    return members


@pytest.fixture
def november(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)


def pay(branch: Unit, month: date, amounts: dict[Member, str], day: date | None = None) -> DayBook:
    day = day or month.replace(day=5)
    form = taking(table(branch, month, on=day), amounts, day=day)
    total = sum(entry.amount for entry in form.entries.values())
    form = taking(table(branch, month, on=day), amounts, cash=str(total), step=Step.CLOSE, day=day)
    return collect(unit=branch, month=month, taking=form, by=OPERATOR, at=instant(f"{day} 11:00"))


def send(branch: Unit, shown: str, **more: Any) -> Remittance:
    given = {"sent_by": "示例001", "sent_on": DAY, "by": OPERATOR, "at": instant("2026-11-10 09:00")}
    return hand_up(branch=branch, shown=yuan(shown), **given | more)


def test_closed_books_go_up_with_their_sum_and_only_once(branch: Unit, three: list[Member]) -> None:
    book = pay(branch, NOVEMBER, {three[0]: "15", three[1]: "0.20"}, DAY)
    made = send(branch, "15.20")
    book.refresh_from_db()
    assert (made.amount, made.number, made.state, book.remittance_id) == (
        yuan("15.20"),
        1,
        RemittanceState.SENT,
        made.pk,
    )
    with pytest.raises(Refused, match="没有等着上缴的账了"):
        send(branch, "15.20")
    assert Remittance.objects.count() == 1


def test_an_open_book_stays_in_the_branch(branch: Unit, three: list[Member]) -> None:
    form = taking(table(branch), {three[0]: "15"})
    collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="没有等着上缴的账了"):
        send(branch, "15")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"shown": "14.99"}, "您看的时候是 14.99 元，现在要上缴的是 15.00 元"),
        ({"sent_by": " "}, "上缴人的姓名"),
        ({"sent_on": date(2026, 11, 11)}, "还没有到"),
        ({"sent_on": date(2026, 11, 1)}, "早于收取日期"),
    ],
)
def test_what_is_handed_up_is_what_was_looked_at(
    branch: Unit, three: list[Member], change: dict[str, Any], words: str
) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    with pytest.raises(Refused, match=words):
        send(branch, change.pop("shown", "15"), **change)


def test_the_committee_receives_only_what_agrees(branch: Unit, three: list[Member]) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    made = send(branch, "15")
    with pytest.raises(Refused, match=r"少 0\.01 元"):
        move(remittance=made, step=RemittanceStep.RECEIVE, amount=yuan("14.99"), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="实际收到多少"):
        move(remittance=made, step=RemittanceStep.RECEIVE, by=OPERATOR, at=AT)
    move(remittance=made, step=RemittanceStep.RECEIVE, amount=yuan("15"), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="现在是“镇里已收到”，不用再办"):
        move(remittance=made, step=RemittanceStep.RECEIVE, amount=yuan("15"), by=OPERATOR, at=AT)
    steps = list(made.steps.order_by("number").values_list("number", "step", "state"))
    assert steps == [(1, "send", "sent"), (2, "receive", "received")]


def test_what_comes_back_says_why_and_may_be_taken_back(branch: Unit, three: list[Member]) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    made = send(branch, "15")
    with pytest.raises(Refused, match="写明哪里对不上"):
        move(remittance=made, step=RemittanceStep.RETURN, by=OPERATOR, at=AT)
    move(remittance=made, step=RemittanceStep.RETURN, note="少一张", by=OPERATOR, at=AT)
    move(remittance=made, step=RemittanceStep.SEND, by=OPERATOR, at=AT)
    move(remittance=made, step=RemittanceStep.RETURN, note="少一张", by=OPERATOR, at=AT)
    move(remittance=made, step=RemittanceStep.WITHDRAW, by=OPERATOR, at=AT)
    assert unremitted(branch).count() == 1
    assert send(branch, "15").number == 2


def test_a_month_of_handing_up_in_the_browser(
    client_of: Callable[[str], Client], branch: Unit, three: list[Member], november: None
) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    secretary = Person(client_of("other_secretary")).opens("/units/liudi/dues/remittances/")
    secretary.presses("上缴 15.00 元", sent_by="汤文彬")
    assert "已上缴，待核对" in secretary.reads()
    clerk = Person(client_of("clerk")).opens("/units/fenggang/dues/")
    clerk.clicks("柳堤村 第 1 号").presses("核对无误", amount="15.00")
    assert Remittance.objects.get().state == RemittanceState.RECEIVED
    again = client_of("clerk").post(clerk.at, {"step": "receive", "amount": "15.00"})
    assert again.status_code == 422
    assert "不用再办" in again.content.decode()


@pytest.mark.parametrize(
    ("post", "step", "status"),
    [
        ("clerk", "receive", 302),
        ("clerk", "withdraw", 404),
        ("other_secretary", "receive", 404),
        ("other_secretary", "withdraw", 302),
        ("secretary", "withdraw", 404),
        ("county_officer", "receive", 404),
        ("leader", "receive", 404),
        ("operator", "receive", 404),
    ],
)
def test_the_branch_takes_back_and_the_committee_receives(
    client_of: Callable[[str], Client],
    branch: Unit,
    three: list[Member],
    november: None,
    post: str,
    step: str,
    status: int,
) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    made = send(branch, "15", at=AT)
    address = f"/units/liudi/dues/remittances/{made.pk}/"
    response = client_of(post).post(address, {"step": step, "amount": "15"})
    assert response.status_code == status


def test_the_town_sees_every_branch_in_the_order_of_the_tree(
    town: Town, branch: Unit, three: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    villagers = make_members(town.village, 4, prefix="兴塘")
    assess(villagers, town.village, "0.20", since=date(2026, 10, 1))
    pay(branch, NOVEMBER, {three[0]: "15", three[1]: "15"}, DAY)
    made = send(branch, "30")
    move(remittance=made, step=RemittanceStep.RECEIVE, amount=yuan("30"), by=OPERATOR, at=AT)
    pay(branch, NOVEMBER, {three[2]: "15"}, DAY)
    rows = town_rows(town.committee, 2026, on=DAY)
    assert [(row.branch.code, row.collected, row.handed_up, row.received) for row in rows] == [
        ("xingtang", 0, 0, 0),
        ("liudi", yuan("45"), yuan("30"), yuan("30")),
    ]
    assert [(row.difference, row.debtors) for row in rows] == [(0, 4), (yuan("15"), 0)]


def test_the_queries_of_the_town_do_not_grow(
    town: Town, make_members: Callable[..., list[Member]], django_assert_max_num_queries: Any
) -> None:
    for unit in (town.village, town.other_village):
        assess(make_members(unit, 60, prefix=unit.code[:3]), unit)
    with django_assert_max_num_queries(22):
        town_rows(town.committee, 2026, on=DAY)


def test_the_month_above_reads_the_dues_in_a_handful_of_queries(
    branch: Unit, three: list[Member], django_assert_max_num_queries: Any
) -> None:
    pay(branch, NOVEMBER, {three[0]: "15"}, DAY)
    with django_assert_max_num_queries(6):
        found = month_of_dues(branch, NOVEMBER, DAY)
    assert (found.people, found.due, found.received, found.open_books, found.closed_books) == (
        3,
        yuan("45"),
        yuan("15"),
        0,
        1,
    )
    assert found.is_settled


def test_a_month_is_not_settled_while_a_group_that_owes_has_no_book(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    one, other = make_members(town.village, 2)
    assess([one, other], town.village)
    pay(town.groups[0], NOVEMBER, {one: "15"}, DAY)
    assert not month_of_dues(town.village, NOVEMBER, DAY).is_settled
    assert month_of_dues(town.groups[0], NOVEMBER, DAY).is_settled
    pay(town.groups[1], NOVEMBER, {other: "15"}, DAY)
    assert month_of_dues(town.village, NOVEMBER, DAY).is_settled


def give(branch: Unit, member: Member, amount: str = "1000", **more: Any) -> Contribution:
    given = {"received_on": DAY, "brief": "1985年入党，退休教师。", "by": OPERATOR, "at": AT} | more
    return giving.register(branch=branch, member=member, amount=yuan(amount), **given)


def test_a_large_gift_goes_its_own_way_to_the_centre(branch: Unit, three: list[Member]) -> None:
    made = give(branch, three[0])
    giving.take_over(contribution=made, day=DAY, by=OPERATOR, at=AT)
    giving.pass_on(contribution=made, day=DAY, receipt="", by=OPERATOR, at=AT)
    giving.note_receipt(contribution=made, receipt="组收 2026-17", by=OPERATOR, at=AT)
    made.refresh_from_db()
    assert (made.taken_over_on, made.sent_on, made.centre_receipt) == (DAY, DAY, "组收 2026-17")
    assert (Payment.objects.count(), DayBook.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": "999.99"}, "不是大额党费"),
        ({"brief": ""}, "简要情况"),
        ({"received_on": date(2026, 11, 3)}, "还没有到"),
        ({"received_on": date(2009, 1, 1)}, "不是柳堤村的党员"),
    ],
)
def test_what_is_no_large_gift_is_refused(
    branch: Unit, three: list[Member], change: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        give(branch, three[0], **change)


def test_the_steps_of_a_gift_stand_in_their_order_and_once(branch: Unit, three: list[Member]) -> None:
    made = give(branch, three[0])
    with pytest.raises(Refused, match="先点“镇党委代收”"):
        giving.pass_on(contribution=made, day=DAY, receipt="", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="收据来了再记"):
        giving.note_receipt(contribution=made, receipt="1", by=OPERATOR, at=AT)
    giving.take_over(contribution=made, day=DAY, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="不用再办"):
        giving.take_over(contribution=made, day=DAY, by=OPERATOR, at=AT)
    giving.pass_on(contribution=made, day=DAY, receipt="1", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="不能在这里作废"):
        giving.void(contribution=made, reason="错了", by=OPERATOR, at=AT)


def test_a_gift_entered_wrongly_is_void_and_stays_readable(branch: Unit, three: list[Member]) -> None:
    made = give(branch, three[0])
    with pytest.raises(Refused, match="写明为什么"):
        giving.void(contribution=made, reason="", by=OPERATOR, at=AT)
    giving.void(contribution=made, reason="金额抄错", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="金额抄错"):
        giving.take_over(contribution=made, day=DAY, by=OPERATOR, at=AT)
    assert Contribution.objects.get().void_reason == "金额抄错"


def test_a_gift_from_the_branch_to_the_centre_in_the_browser(
    client_of: Callable[[str], Client], branch: Unit, three: list[Member], november: None
) -> None:
    secretary = Person(client_of("other_secretary")).opens("/units/liudi/dues/contributions/")
    secretary.presses("登记", member=str(three[0].pk), amount="５０００", brief="1985年入党。")
    assert "5,000.00 元" in secretary.reads()
    address = f"/units/fenggang/dues/contributions/{Contribution.objects.get().pk}/"
    clerk = Person(client_of("clerk")).opens(address).presses("点清，代收")
    clerk.presses("已上缴中央", receipt="组收 17")
    assert "已上缴中央" in clerk.reads()
    assert client_of("secretary").get(f"/units/xingtang/dues/contributions/{three[0].pk}/").status_code == 404


@pytest.mark.parametrize("number", range(1, 7))
def test_periods_are_named_as_people_say_them(number: int) -> None:
    names = {
        1: ((2026, 1), (2026, 6), "2026年上半年"),
        2: ((2026, 7), (2026, 12), "2026年下半年"),
        3: ((2026, 1), (2026, 12), "2026年"),
        4: ((2026, 3), (2026, 3), "2026年3月"),
        5: ((2026, 2), (2026, 5), "2026年2月至5月"),
        6: ((2025, 11), (2026, 2), "2025年11月至2026年2月"),
    }
    first, last, words = names[number]
    assert period_label(date(*first, 1), date(*last, 1)) == words


def test_a_notice_says_months_due_paid_and_state_in_plain_words(
    branch: Unit, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(branch, 4)
    assess(members[:3], branch, since=date(2026, 9, 1))
    waive(members[2], branch, since=date(2026, 9, 1), until=date(2026, 12, 1))
    for month in (date(2026, 9, 1), date(2026, 10, 1)):
        pay(branch, month, {members[0]: "15"} | ({members[1]: "15"} if month.month == 9 else {}))
    months = months_to_cover(branch, on=DAY)
    assert months == [date(2026, 9, 1), date(2026, 10, 1)]
    draft = draft_of(branch, months[0], usual_end(months), on=DAY)
    assert draft.content.header == ("序号", "姓名", "应交月数", "应交（元）", "实交（元）", "情况")
    assert [list(row) for row in draft.content.rows] == [
        ["1", "示例001", "2", "30.00", "30.00", "已交清"],
        ["2", "示例002", "2", "30.00", "15.00", "欠 1 个月"],
        ["3", "示例003", "—", "—", "—", "按批准交"],
        ["4", "示例004", "—", "—", "—", "未核定"],
    ]
    assert [list(row) for row in draft.content.foot] == [["合计", "4 人", "", "60.00", "45.00", ""]]
    assert (draft.period, draft.unassessed, draft.debtors) == ("2026年9月至10月", 1, 1)


def test_a_notice_never_holds_base_class_number_or_hardship(
    client_of: Callable[[str], Client],
    branch: Unit,
    make_members: Callable[..., list[Member]],
    november: None,
) -> None:
    [member, poor] = make_members(branch, 2)
    member.identity_number = "430699195501011234"
    member.save()
    assess([member, poor], branch, since=date(2026, 9, 1))
    waive(poor, branch, since=date(2026, 9, 1), until=date(2026, 12, 1), ground="大病")
    person = Person(client_of("other_secretary")).opens("/units/liudi/dues/notice/")
    person.presses("张贴公示", where="村务公开栏")
    notice = PublicNotice.objects.get()
    said = str(notice.content) + person.reads()
    for secret in ("3000", "0.5%", "按月领工资", "430699", "大病", "免交"):
        assert secret not in str(notice.content), secret
    assert "430699" not in said
    assert (notice.covers_from, notice.covers_to) == (date(2026, 9, 1), date(2026, 10, 31))
    assert (notice.starts_on, notice.ends_on, notice.where) == (DAY, date(2026, 11, 6), "村务公开栏")


def test_the_second_click_posts_nothing_twice(
    client_of: Callable[[str], Client], branch: Unit, three: list[Member], november: None
) -> None:
    assess(three, branch, since=date(2026, 10, 1))
    client = client_of("other_secretary")
    page = html.fromstring(client.get("/units/liudi/dues/notice/").content.decode())
    data = {one.get("name"): one.get("value") for one in page.xpath("//form[@method='post']//input[@name]")}
    data |= {"where": "公开栏"}
    assert [client.post("/units/liudi/dues/notice/", data).status_code for _ in range(2)] == [302, 422]
    assert PublicNotice.objects.count() == 1


def test_only_the_branch_posts(
    client_of: Callable[[str], Client], branch: Unit, three: list[Member], november: None
) -> None:
    for post, status in (("clerk", 404), ("secretary", 404), ("county_officer", 404), ("leader", 404)):
        assert client_of(post).post("/units/liudi/dues/notice/", {}).status_code == status


def test_the_next_notice_is_counted_from_the_first_assessed_month_then_from_the_last_notice(
    branch: Unit, make_members: Callable[..., list[Member]], town: Town
) -> None:
    members = make_members(branch, 1)
    assess(members, branch, since=date(2026, 1, 1))
    units = [branch, town.village]
    assert next_due(units, date(2026, 5, 31)).keys() == {branch.pk}
    found = [
        next_due(units, day)[branch.pk] for day in (date(2026, 5, 30), date(2026, 5, 31), date(2026, 7, 1))
    ]
    assert [one.urgency for one in found] == [Urgency.LATER, Urgency.SOON, Urgency.OVERDUE]
    assert {one.due_on for one in found} == {date(2026, 6, 30)}
    months = months_to_cover(branch, on=DAY)
    on = date(2026, 7, 6)
    draft = draft_of(branch, months[0], usual_end(months), on=on)
    make_public(
        branch=branch,
        draft=draft,
        starts_on=on,
        where="公开栏",
        on=on,
        by=OPERATOR,
        at=instant(f"{on} 09:00"),
    )
    assert next_due(units, on)[branch.pk].due_on == date(2026, 12, 31)
    assert months_to_cover(branch, on=DAY) == MONTHS[6:10]
