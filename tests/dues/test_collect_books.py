"""Money as it comes in: what is recorded, what is refused, and that a book balances to the fen (notice 三(五))."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.actions.books import collect, correct
from activityday.contents.dues.checks.collecting import LinesRefused
from activityday.contents.dues.enums import BookState, Channel, PaymentKind
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.queries.accounts import account_of, accounts_of
from activityday.contents.dues.reckoning import Entry, Step
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.dues_account import MonthState
from tests.conftest import OPERATOR, Town, instant
from tests.dues.collecting import AT, DAY, DECEMBER, NOVEMBER, agree, assess, reload, table, taking, yuan


@pytest.fixture
def branch(town: Town) -> Unit:
    """柳堤村: no Party groups, no committee."""
    return town.other_village


@pytest.fixture
def three(branch: Unit, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three members who pay 15 yuan a month from November on."""
    members = make_members(branch, 3)
    assess(members, branch)
    return members


def take(unit: Unit, *args: object, month: date = NOVEMBER, on: date = DAY, **more: object) -> DayBook:
    at = instant(f"{on} 11:00")
    form = taking(table(unit, month, on=on), *args, **{"day": on} | more)  # type: ignore[arg-type]
    return collect(unit=unit, month=month, taking=form, by=OPERATOR, at=at)


def refused(unit: Unit, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as caught:
        take(unit, *args, **more)
    return caught.value.sentence


def wrong(unit: Unit, member: Member, entry: Entry) -> str:
    with pytest.raises(LinesRefused) as caught:
        take(unit, {member: entry})
    assert list(caught.value.lines) == [member.pk]
    return caught.value.lines[member.pk]


def states(members: list[Member], branch: Unit, month: date = NOVEMBER, on: date = DAY) -> list[str]:
    accounts = accounts_of([one.pk for one in members], branch, on=on)
    return [accounts[one.pk].month(month).state for one in members]


def test_a_table_opens_with_everybody_at_the_assessed_amount_and_nothing_recorded(
    branch: Unit, three: list[Member]
) -> None:
    found = table(branch)
    assert [(line.name, line.usual) for line in found.lines] == [
        (member.name, yuan("15")) for member in three
    ]
    assert (Payment.objects.count(), DayBook.objects.count(), found.version, found.number) == (0, 0, 0, 1)
    assert states(three, branch) == [MonthState.DUE] * 3


def test_everybody_paid_is_one_sum_and_one_click(branch: Unit, three: list[Member]) -> None:
    book = take(branch, cash="45", step=Step.REST)
    assert (book.state, book.cash_counted, book.number) == (BookState.CLOSED, yuan("45"), 1)
    entries = Payment.objects.order_by("receipt").values_list("member", "amount", "receipt", "channel")
    assert list(entries) == [(one.pk, yuan("15"), n, Channel.CASH) for n, one in enumerate(three, start=1)]
    assert states(three, branch) == [MonthState.PAID] * 3
    last = LogEntry.objects.order_by("-sequence").first()
    assert last is not None
    assert last.action == "dues.closed"


@pytest.mark.parametrize(
    ("cash", "words"), [("44.99", "少 0.01 元"), ("45.01", "多 0.01 元"), ("0", "少 45.00 元")]
)
def test_the_rest_is_not_taken_as_paid_when_the_cash_differs_by_a_fen(
    branch: Unit, three: list[Member], cash: str, words: str
) -> None:
    assert words in refused(branch, cash=cash, step=Step.REST)
    assert Payment.objects.count() == 0


def test_the_rest_needs_the_cash_counted(branch: Unit, three: list[Member]) -> None:
    assert "先清点现金" in refused(branch, step=Step.REST)


def test_who_did_not_pay_is_left_out_of_the_rest(branch: Unit, three: list[Member]) -> None:
    take(branch, unpaid=[three[1]], cash="30", step=Step.REST)
    assert states(three, branch) == [MonthState.PAID, MonthState.DUE, MonthState.PAID]
    later = states(three, branch, on=date(2026, 12, 7))
    assert later == [MonthState.PAID, MonthState.ARREARS, MonthState.PAID]


def test_a_transfer_is_not_looked_for_in_the_cash(branch: Unit, three: list[Member]) -> None:
    by_bank = Entry(yuan("15"), channel=Channel.TRANSFER)
    book = take(branch, {three[0]: by_bank}, cash="30", step=Step.REST)
    assert book.cash_counted == yuan("30")
    assert states(three, branch) == [MonthState.PAID] * 3


def test_a_book_saved_halfway_stays_open_and_goes_on(branch: Unit, three: list[Member]) -> None:
    first = take(branch, {three[0]: "15"})
    assert (first.state, first.version) == (BookState.OPEN, 1)
    found = table(branch)
    assert [line.is_waiting for line in found.lines] == [False, True, True]
    second = take(branch, cash="45", step=Step.REST)
    assert second.pk == first.pk
    assert reload(first).state == BookState.CLOSED


def test_a_book_closes_only_on_the_cash_counted(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: "15", three[1]: "0.20"})
    assert "少 0.20 元" in refused(branch, cash="15", step=Step.CLOSE)
    assert "多 5.00 元" in refused(branch, cash="20.20", step=Step.CLOSE)
    assert take(branch, cash="15.20", step=Step.CLOSE).state == BookState.CLOSED
    assert states(three, branch) == [MonthState.PAID, MonthState.PART_PAID, MonthState.DUE]


def test_an_empty_book_is_not_closed(branch: Unit, three: list[Member]) -> None:
    assert "还没有记一笔" in refused(branch, cash="0", step=Step.CLOSE)
    assert DayBook.objects.count() == 0


def test_a_closed_book_is_never_written_again_and_later_payers_stand_in_a_second(
    branch: Unit, three: list[Member]
) -> None:
    first = take(branch, {three[0]: "15"}, cash="15", step=Step.CLOSE)
    second = take(branch, {three[1]: "15"}, on=date(2026, 11, 20))
    assert (second.number, second.collected_on, second.pk != first.pk) == (2, date(2026, 11, 20), True)
    assert reload(first).payments.count() == 1
    assert list(Payment.objects.order_by("receipt").values_list("receipt", flat=True)) == [1, 2]


def test_the_month_after_waits_until_the_book_before_is_closed(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: "15"})
    sentence = refused(branch, {three[1]: "15"}, month=DECEMBER, on=date(2026, 12, 7))
    assert sentence == "2026年11月的账还没有结清，请先结清那一本，再记这个月的。"


def test_the_second_click_records_nothing_twice(branch: Unit, three: list[Member]) -> None:
    form = taking(table(branch), cash="45", step=Step.REST)
    collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    with pytest.raises(Refused) as caught:
        collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    assert "第 1 本账刚刚已经由命令 tests结清，这一次没有重复记" in caught.value.sentence
    assert Payment.objects.count() == 3


def test_two_collectors_at_once_the_second_is_told_and_overwrites_nothing(
    branch: Unit, three: list[Member]
) -> None:
    stale = taking(table(branch), {three[1]: "15"})
    take(branch, {three[0]: "15"})
    with pytest.raises(Refused, match="又有人记了几笔"):
        collect(unit=branch, month=NOVEMBER, taking=stale, by=OPERATOR, at=AT)
    again = replace(stale, version=table(branch).version)
    collect(unit=branch, month=NOVEMBER, taking=again, by=OPERATOR, at=AT)
    assert Payment.objects.count() == 2


def test_who_is_not_assessed_cannot_pay_dues_and_owes_nothing(
    branch: Unit, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(branch, 2)
    assess(members[:1], branch)
    assert "先核定再收" in wrong(branch, members[1], Entry(yuan("15")))
    later = account_of(members[1].pk, branch, on=date(2026, 12, 7))
    assert (later.arrears, later.month(NOVEMBER).state) == (0, MonthState.UNASSESSED)


def test_back_payment_settles_the_oldest_month_first(
    branch: Unit, make_members: Callable[..., list[Member]]
) -> None:
    [member] = make_members(branch, 1)
    assess([member], branch, since=date(2026, 9, 1))
    line = table(branch).lines[0]
    assert [offer.key for offer in line.offers] == ["month", "back-1", "back-2", "back-quarter"]
    assert [offer.amount for offer in line.offers] == [yuan(n) for n in ("15", "30", "45", "60")]
    take(branch, {member: "15"}, cash="15", step=Step.CLOSE)
    account = account_of(member.pk, branch, on=DAY)
    assert account.month(date(2026, 9, 1)).is_late
    assert account.arrears == yuan("15")


def test_more_than_the_arrears_and_the_quarter_is_no_dues(branch: Unit, three: list[Member]) -> None:
    assert "最多 30.00 元" in wrong(branch, three[0], Entry(yuan("30.01"), has_consent=True))


def test_paying_ahead_needs_the_branch_s_consent(branch: Unit, three: list[Member]) -> None:
    assert "支部同意" in wrong(branch, three[0], Entry(yuan("30")))
    take(branch, {three[0]: Entry(yuan("30"), has_consent=True)})
    assert states(three[:1], branch, DECEMBER) == [MonthState.PAID]


def test_a_quarterly_payer_opens_with_the_quarter_in_its_first_month(
    branch: Unit, make_members: Callable[..., list[Member]]
) -> None:
    [member] = make_members(branch, 1)
    october = date(2026, 10, 1)
    assess([member], branch, since=october)
    agree(member, branch, "quarterly")
    day = date(2026, 10, 9)
    assert table(branch, october, on=day).lines[0].usual == yuan("45")
    take(branch, cash="45", step=Step.REST, month=october, on=day)
    assert [table(branch, month, on=DAY).lines[0].usual for month in (NOVEMBER, DECEMBER)] == [0, 0]


def test_a_standing_proxy_is_filled_in_by_itself(branch: Unit, three: list[Member]) -> None:
    agree(three[0], branch, "proxy", payer="李小妹", relation="女儿")
    take(branch, cash="45", step=Step.REST)
    payment = Payment.objects.get(member=three[0])
    assert (payment.payer, payment.relation, payment.is_by_proxy) == ("李小妹", "女儿", True)


@pytest.mark.parametrize(
    ("payer", "relation", "consent", "words"),
    [
        ("李小妹", "女儿", False, "要支部同意"),
        ("李小妹", "", True, "都填上"),
        ("", "女儿", True, "都填上"),
        ("柳堤村党支部", "组织", True, "要写一个人的姓名"),
        ("村委会", "集体", True, "要写一个人的姓名"),
        ("诚信米业有限公司", "单位", True, "要写一个人的姓名"),
        ("示例001", "本人", True, "本人自己交"),
        ("李" * 31, "女儿", True, "不超过 30 个字"),
    ],
)
def test_who_may_bring_the_money(
    branch: Unit, three: list[Member], payer: str, relation: str, consent: bool, words: str
) -> None:
    entry = Entry(yuan("15"), payer=payer, relation=relation, has_consent=consent)
    assert words in wrong(branch, three[0], entry)


def test_a_proxy_for_once_with_consent_is_recorded(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: Entry(yuan("15"), payer="李小妹", relation="女儿", has_consent=True)})
    assert account_of(three[0].pk, branch, on=DAY).month(NOVEMBER).is_by_proxy


def test_more_of_free_will_stands_beside_and_settles_no_month(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: Entry(yuan("15"), extra=yuan("100"))}, cash="145", step=Step.REST)
    kinds = Payment.objects.filter(member=three[0]).order_by("receipt").values_list("kind", "amount")
    assert list(kinds) == [(PaymentKind.DUES, yuan("15")), (PaymentKind.EXTRA, yuan("100"))]
    assert account_of(three[0].pk, branch, on=DAY).credit == 0


@pytest.mark.parametrize(("extra", "is_refused"), [("999.99", False), ("1000", True), ("5000", True)])
def test_a_thousand_and_more_goes_another_way(
    branch: Unit, three: list[Member], extra: str, is_refused: bool
) -> None:
    entry = Entry(yuan("15"), extra=yuan(extra))
    if is_refused:
        assert "大额党费" in wrong(branch, three[0], entry)
    else:
        take(branch, {three[0]: entry})
        assert Payment.objects.count() == 2


def test_nothing_is_collected_for_a_month_that_has_not_come(branch: Unit, three: list[Member]) -> None:
    assert "还没有到" in refused(branch, {three[0]: "15"}, month=DECEMBER)


def test_nothing_is_collected_for_a_month_too_far_back(
    branch: Unit, make_members: Callable[..., list[Member]]
) -> None:
    [member] = make_members(branch, 1)
    assess([member], branch, since=date(2026, 1, 1))
    sentence = refused(branch, {member: "15"}, month=date(2026, 4, 1))
    assert sentence == "补交一般不超过 6 个月，这个月的账不能再记。"


@pytest.mark.parametrize(("day", "words"), [(date(2026, 11, 3), "还没有到"), (date(2026, 10, 31), "早于")])
def test_the_day_lies_in_the_month_and_not_in_the_future(
    branch: Unit, three: list[Member], day: date, words: str
) -> None:
    assert words in refused(branch, {three[0]: "15"}, day=day)


def test_somebody_who_belongs_elsewhere_is_not_on_the_table(
    town: Town, branch: Unit, three: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    [stranger] = make_members(town.village, 1, prefix="外村")
    assert "名册刚刚有变动" in refused(branch, {stranger: "15"})


def test_a_correction_is_another_entry_and_the_member_may_pay_again(
    branch: Unit, three: list[Member]
) -> None:
    book = take(branch, {three[0]: "15", three[1]: "15"}, cash="30", step=Step.CLOSE)
    payment = Payment.objects.get(member=three[0])
    contra = correct(payment=payment, reason="收错了人", by=OPERATOR, at=instant("2026-11-05 09:00"))
    assert (contra.amount, contra.receipt, contra.corrects_id) == (yuan("-15"), 3, payment.pk)
    assert (contra.book.number, contra.book.state) == (2, BookState.OPEN)
    assert reload(book).payments.count() == 2
    assert states(three, branch) == [MonthState.DUE, MonthState.PAID, MonthState.DUE]
    assert table(branch).lines[0].usual == yuan("15")


def test_an_entry_is_corrected_once_and_with_a_reason(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: "15"})
    payment = Payment.objects.get()
    with pytest.raises(Refused, match="写明为什么"):
        correct(payment=payment, reason=" ", by=OPERATOR, at=AT)
    contra = correct(payment=payment, reason="多记一笔", by=OPERATOR, at=AT)
    assert contra.book_id == payment.book_id
    with pytest.raises(Refused, match="不用再冲"):
        correct(payment=payment, reason="多记一笔", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="本身就是冲正"):
        correct(payment=contra, reason="多记一笔", by=OPERATOR, at=AT)


def test_a_book_of_corrections_only_closes_on_what_was_given_back(branch: Unit, three: list[Member]) -> None:
    take(branch, {three[0]: "15"}, cash="15", step=Step.CLOSE)
    correct(payment=Payment.objects.get(), reason="退还", by=OPERATOR, at=AT)
    assert "多 15.00 元" in refused(branch, cash="0", step=Step.CLOSE)
    assert take(branch, cash="-15", step=Step.CLOSE).state == BookState.CLOSED


def test_receipts_begin_again_with_the_year(branch: Unit, three: list[Member]) -> None:
    take(branch, cash="45", step=Step.REST)
    assess(three, branch, since=date(2027, 1, 1))
    take(branch, {three[0]: "15"}, month=date(2027, 1, 1), on=date(2027, 1, 4))
    newest = Payment.objects.get(year=2027)
    assert newest.receipt == 1


def test_a_payment_goes_with_the_member_to_another_branch(
    town: Town, branch: Unit, three: list[Member]
) -> None:
    take(branch, {three[0]: "15"})
    assert account_of(three[0].pk, town.village, on=DAY).month(NOVEMBER).paid == Decimal("15.00")
