"""What is printed of dues, opened and read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from activityday.contents.dues import papers
from activityday.contents.dues.actions import contributions as giving
from activityday.contents.dues.actions.books import collect, correct
from activityday.contents.dues.actions.remittances import hand_up
from activityday.contents.dues.enums import Channel
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.reckoning import Entry, Step
from activityday.documents.capitals import capitals
from activityday.documents.papers.dues import (
    BookLine,
    BookPage,
    CallLine,
    CollectionSheet,
    Receipt,
    Receipts,
    SheetLine,
    UnpaidList,
    render_page,
    render_receipts,
    render_sheet,
    render_unpaid,
)
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE
from tests.dues.collecting import AT, DAY, NOVEMBER, appoint, assess, table, taking, waive, yuan

NAMES = 45


@pytest.mark.parametrize(
    ("amount", "chinese"),
    [
        ("0.20", "贰角"),
        ("0.05", "伍分"),
        ("15.00", "壹拾伍元整"),
        ("1318.60", "壹仟叁佰壹拾捌元陆角"),
        ("1000.05", "壹仟元零伍分"),
        ("10001.00", "壹万零壹元整"),
        ("100000.10", "壹拾万元壹角"),
        ("0.00", "零元整"),
        ("-15.00", "负壹拾伍元整"),
    ],
)
def test_amounts_in_capitals(amount: str, chinese: str) -> None:
    assert capitals(Decimal(amount)) == chinese


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([(2026, 11)], "2026年11月"),
        ([(2026, 9), (2026, 10), (2026, 11)], "2026年9月至11月"),
        ([(2026, 9), (2026, 11)], "2026年9月、2026年11月"),
        ([(2026, 12), (2027, 1)], "2026年12月至2027年1月"),
        ([], ""),
    ],
)
def test_months_as_people_say_them(months: list[tuple[int, int]], said: str) -> None:
    assert papers.in_words(date(year, month, 1) for year, month in months) == said


@pytest.mark.parametrize("text", [*HOSTILE, RARE])
def test_hostile_and_rare_names_come_out_as_they_are(text: str) -> None:
    plain = "".join(text.split())
    nothing = Decimal("0.00")
    printed = [
        render_sheet(CollectionSheet(text, NOVEMBER, "甲", (SheetLine("甲", "0.20"),), nothing)),
        render_unpaid(UnpaidList(text, DAY, (CallLine("甲", "", "2026年11月", nothing),), nothing)),
        render_page(
            BookPage(
                text,
                NOVEMBER,
                1,
                DAY,
                "甲",
                (BookLine(1, "甲", "党费", "现金", nothing),),
                nothing,
                nothing,
                None,
            )
        ),
    ]
    assert [plain in "".join(words(pdf)) for pdf in printed] == [True] * 3


def test_receipts_are_cut_seven_to_a_page() -> None:
    many = tuple(
        Receipt(f"2026-{n:04}", f"示例{n:03}", Decimal("0.20"), "项目：党费，2026年11月", "老赵", DAY)
        for n in range(1, NAMES + 1)
    )
    pages = words(render_receipts(Receipts("柳堤村党支部", many)))
    assert len(pages) == 7
    assert [n for n in range(1, NAMES + 1) if f"2026-{n:04}" not in "".join(pages)] == []


@pytest.fixture
def book(
    town: Town, make_members: Callable[..., list[Member]], time_machine: Any
) -> tuple[DayBook, list[Member]]:
    """A closed book of 柳堤村: one with arrears and a proxy, one by bank, one of free will, one waived, one unpaid."""
    time_machine.move_to(AT, tick=False)
    branch = town.other_village
    members = make_members(branch, 5)
    appoint(members[0], branch, PostKind.SECRETARY)
    assess(members[1:], branch)
    assess(members[:1], branch, since=date(2026, 9, 1))
    waive(members[3], branch, since=NOVEMBER, until=date(2026, 12, 1))
    entries: dict[Member, Entry | str] = {
        members[0]: Entry(yuan("45"), payer="李小妹", relation="女儿", has_consent=True),
        members[1]: Entry(yuan("15"), channel=Channel.TRANSFER),
        members[2]: Entry(yuan("15"), extra=yuan("100")),
    }
    form = taking(table(branch), entries, cash="160", step=Step.CLOSE)
    return collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT), members


def fetch(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    assert "no-store" in response.headers["Cache-Control"]
    return response.content


def test_the_receipts_say_what_was_paid_for_which_months(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    found, _ = book
    page = words(fetch(client_of("other_secretary"), f"/units/liudi/dues/books/{found.pk}/receipts.pdf"))[0]
    assert "№2026-0001" in page
    assert "今收到示例001￥45.00元人民币（大写）肆拾伍元整收取人：示例001" in page
    assert "项目：党费，2026年9月至11月" in page
    assert "代交：李小妹（女儿）" in page
    assert "项目：自愿多交党费" in page
    assert "壹佰元整" in page


def test_a_part_payment_leaves_the_whole_month_due_on_the_sheet(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    branch = town.other_village
    [member] = make_members(branch, 1)
    assess([member], branch)
    form = taking(table(branch), {member: "5"}, cash="5", step=Step.CLOSE)
    collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    sheet = words(fetch(client_of("other_secretary"), "/units/liudi/2026/11/dues/sheet.pdf"))[0]
    assert "1示例00115.00" in sheet


def test_a_corrected_entry_has_no_receipt_and_stays_on_the_page(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    found, members = book
    payment = Payment.objects.get(member=members[1])
    contra = correct(payment=payment, reason="收错了人", by=OPERATOR, at=AT)
    client = client_of("other_secretary")
    strips = words(fetch(client, f"/units/liudi/dues/books/{found.pk}/receipts.pdf"))
    assert "示例002" not in "".join(strips)
    page = words(fetch(client, f"/units/liudi/dues/books/{found.pk}/page.pdf"))[0]
    assert "2示例002党费转账15.00已冲正" in page
    second = words(fetch(client, f"/units/liudi/dues/books/{contra.book_id}/page.pdf"))[0]
    assert "5示例002冲正转账-15.00冲2号：收错了人" in second
    assert "还没有结清" in second


def test_the_day_book_balances_on_paper(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    found, _ = book
    page = words(fetch(client_of("clerk"), f"/units/liudi/dues/books/{found.pk}/page.pdf"))[0]
    assert "合计4笔，175.00元（大写：壹佰柒拾伍元整）" in page
    assert "其中现金160.00元。清点现金160.00元，与账一致。命令tests2026年11月2日结清。" in page


def test_the_table_is_printed_blank_and_filled_in(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    client = client_of("other_secretary")
    blank = words(fetch(client, "/units/liudi/2026/11/dues/sheet.pdf"))[0]
    assert "序号姓名应交（元）以前月份实交（元）本人或代交人签名备注" in blank
    assert "4示例004按批准交" in blank
    assert "转账" not in blank
    filled = words(fetch(client, "/units/liudi/2026/11/dues/sheet.pdf?filled=1"))[0]
    assert "1示例00145.0045.00李小妹（女儿）代交" in filled
    assert "2示例00215.0015.00转账" in filled
    assert "3示例00315.00115.00自愿多交100.00" in filled
    assert "收缴日期：2026年11月2日" in filled


def test_the_call_list_names_who_has_not_paid_and_what(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    page = words(fetch(client_of("other_secretary"), "/units/liudi/2026/11/dues/calls.pdf"))[0]
    assert "1示例0052026年11月15.00" in page
    assert "示例001" not in page
    assert "示例004" not in page


def test_the_slip_of_a_remittance_says_the_sum_twice(
    client_of: Callable[[str], Client], town: Town, book: tuple[DayBook, list[Member]]
) -> None:
    made = hand_up(
        branch=town.other_village, shown=yuan("175"), sent_by="示例001", sent_on=DAY, by=OPERATOR, at=AT
    )
    page = words(fetch(client_of("clerk"), f"/units/fenggang/dues/remittances/{made.pk}/slip.pdf"))[0]
    for part in (
        "2026年11月柳堤村第1本",
        "175.00元",
        "合计175.00元",
        "大写壹佰柒拾伍元整",
        "中共枫港镇委员会",
    ):
        assert part in page


def test_the_paper_of_a_large_gift(
    client_of: Callable[[str], Client], town: Town, book: tuple[DayBook, list[Member]]
) -> None:
    made = giving.register(
        branch=town.other_village,
        member=book[1][0],
        amount=yuan("10000"),
        received_on=DAY,
        brief="1985年入党。",
        by=OPERATOR,
        at=AT,
    )
    page = words(fetch(client_of("other_secretary"), f"/units/liudi/dues/contributions/{made.pk}/slip.pdf"))[
        0
    ]
    for part in ("大额党费移交单", "党员姓名示例001", "金额10000.00元", "大写壹万元整", "1985年入党。"):
        assert part in page


def test_the_year_as_a_workbook_has_signs_and_amounts_and_no_base(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]]
) -> None:
    content = fetch(client_of("other_secretary"), "/units/liudi/dues/2026/year.xlsx")
    opened = openpyxl.load_workbook(BytesIO(content))
    signs, amounts = opened["收缴情况"], opened["各月实交"]
    rows = {row[1]: row for row in signs.iter_rows(min_row=4, values_only=True)}
    assert rows["示例001"][11:15] == ("补", "补", "代", "应")
    assert (rows["示例004"][13], rows["示例005"][13]) == ("免", "应")
    paid = {row[1]: row for row in amounts.iter_rows(min_row=4, values_only=True)}
    assert paid["示例001"][11:14] == (15, 15, 15)
    everything = "".join(str(cell) for sheet in opened for row in sheet.values for cell in row)
    assert "3000" not in everything
    assert "0.5%" not in everything


@pytest.mark.parametrize("post", ["county_officer", "leader", "recorder", "operator", "secretary"])
def test_who_may_not_see_dues_prints_none(
    client_of: Callable[[str], Client], book: tuple[DayBook, list[Member]], post: str
) -> None:
    client = client_of(post)
    for address in (
        "2026/11/dues/sheet.pdf",
        "2026/11/dues/calls.pdf",
        f"dues/books/{book[0].pk}/page.pdf",
        f"dues/books/{book[0].pk}/receipts.pdf",
        "dues/2026/year.xlsx",
    ):
        assert client.get(f"/units/liudi/{address}").status_code == 404, address
