"""What this room prints: from its tables, books and accounts to the papers of the press."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

from activityday.contents.dues.enums import BookState, Channel, PaymentKind
from activityday.contents.dues.models import Contribution, DayBook, Payment, Remittance
from activityday.contents.dues.money import fen
from activityday.contents.dues.queries.accounts import Covered, Unpaid
from activityday.contents.dues.queries.books import NOTHING, Line, Table, cash_in, sum_of
from activityday.contents.dues.queries.overview import SIGNS, BranchYear
from activityday.documents.capitals import capitals
from activityday.documents.papers.approval import ApprovalForm, Opinion
from activityday.documents.papers.dues import (
    BookLine,
    BookPage,
    CallLine,
    CollectionSheet,
    Receipt,
    Receipts,
    SheetLine,
    UnpaidList,
    YearBook,
    YearMember,
)
from activityday.documents.plain import day
from activityday.people.organisation.models import Unit
from activityday.rules.dues import next_month
from activityday.rules.dues_account import AccountMonth, MonthState


def collection_sheet(table: Table, collector: str, *, filled: bool) -> CollectionSheet:
    """The table of one collector; amounts and remarks of the month's books only when `filled`."""
    lines = [_sheet_line(line, filled=filled) for line in table.lines]
    paid = sum((sum_of(line.recorded) for line in table.lines), NOTHING)
    books = [*table.closed, *([table.book] if table.book else [])]
    return CollectionSheet(
        unit=_where(table.unit, table.branch),
        month=table.month,
        collector=books[-1].collector if books else collector,
        lines=tuple(lines),
        due_total=sum((_due(line) for line in table.lines), NOTHING),
        paid_total=paid if filled else None,
        collected_on=books[0].collected_on if books and filled else None,
    )


def _due(line: Line) -> Decimal:
    month = line.now
    if line.has_paid_here and month:
        paid = sum((one.amount for one in line.recorded if one.kind == PaymentKind.DUES), NOTHING)
        return max(paid, month.due)
    return line.usual


def _sheet_line(line: Line, *, filled: bool) -> SheetLine:
    behind = f"{len(line.behind)} 个月 {line.behind_amount:f}" if line.behind else ""
    paid = sum_of(line.recorded)
    return SheetLine(
        name=line.name,
        due=_due_words(line),
        behind=behind,
        paid=f"{paid:f}" if filled and paid else "",
        note=_note(line, filled=filled),
    )


def _due_words(line: Line) -> str:
    words = {
        MonthState.UNASSESSED: "未核定",
        MonthState.WAIVED: "按批准交",
        MonthState.NOT_DUE: "不用交",
    }
    if line.state in words:
        return words[line.state]
    if line.state == MonthState.PAID and not line.has_paid_here:
        return "已交"
    return f"{_due(line):f}"


def _note(line: Line, *, filled: bool) -> str:
    said = ["按季度"] if line.pays_by_quarter else []
    if filled:
        for one in line.recorded:
            if one.corrects_id:
                said.append(f"冲正 {one.amount:f}")
            elif one.kind == PaymentKind.EXTRA:
                said.append(f"自愿多交 {one.amount:f}")
            if one.channel == Channel.TRANSFER and not one.corrects_id:
                said.append("转账")
            if one.payer and not one.corrects_id:
                said.append(f"{one.payer}（{one.relation}）代交")
    elif line.proxy:
        said.append(f"{line.proxy.payer}（{line.proxy.relation}）代交")
    return "，".join(dict.fromkeys(said))


def receipts_of(book: DayBook, covered: Covered) -> Receipts:
    """The strips of a book: no correction, and nothing that was corrected."""
    valid = [one for one in book.payments.all() if not one.corrects_id and not _is_corrected(one)]
    return Receipts(
        unit=book.branch.name,
        receipts=tuple(
            Receipt(
                number=receipt_number(one),
                name=one.member.name,
                amount=one.amount,
                covers=_covers(one, covered),
                collector=book.collector,
                received_on=one.received_on,
                payer=f"{one.payer}（{one.relation}）" if one.payer else "",
            )
            for one in valid
        ),
    )


def receipt_number(payment: Payment) -> str:
    """2026-0007."""
    return f"{payment.year}-{payment.receipt:04}"


def book_page(book: DayBook) -> BookPage:
    """A day-book as it is filed."""
    payments = list(book.payments.all())
    closed = ""
    if book.state == BookState.CLOSED and book.closed_at:
        closed = f"{book.closed_by.partition('（')[0]} {day(localtime(book.closed_at).date())}结清。"
    return BookPage(
        unit=_where(book.unit, book.branch),
        month=book.month,
        number=book.number,
        collected_on=book.collected_on,
        collector=book.collector,
        lines=tuple(_book_line(one) for one in payments),
        cash=cash_in(payments),
        total=sum_of(payments),
        cash_counted=book.cash_counted,
        closed=closed,
    )


def _book_line(one: Payment) -> BookLine:
    note = f"{one.payer}（{one.relation}）代交" if one.payer else ""
    kind = str(one.get_kind_display())
    if one.corrects is not None:
        kind, note = "冲正", f"冲 {one.corrects.receipt} 号：{one.reason}"
    elif _is_corrected(one):
        note = f"已冲正。{note}"
    return BookLine(one.receipt, one.member.name, kind, str(one.get_channel_display()), one.amount, note)


def unpaid_list(unit: Unit, branch: Unit, unpaid: Sequence[Unpaid], *, on: date) -> UnpaidList:
    """Who has not paid, in roster order."""
    lines = [
        CallLine(
            one.person.member.name,
            one.person.group.short_name if one.person.group else "",
            in_words([month.month for month in one.months]),
            one.amount,
        )
        for one in unpaid
    ]
    total = sum((line.amount for line in lines), NOTHING)
    return UnpaidList(_where(unit, branch), on, tuple(lines), total)


def year_book(shown: BranchYear, *, as_of: datetime) -> YearBook:
    """A branch's year for a workbook."""
    members = [
        YearMember(
            name=row.person.member.name,
            group=row.person.group.short_name if row.person.group else "",
            signs=tuple(cell.sign for cell in row.cells),
            paid=tuple(cell.month.paid for cell in row.cells),
            due=sum((cell.month.due for cell in row.cells), NOTHING),
            arrears=sum((cell.month.rest for cell in row.cells if _is_open(cell.month)), NOTHING),
        )
        for row in shown.members
    ]
    legend = "　".join(f"{sign} {word}" for sign, _, word in SIGNS.values())
    return YearBook(shown.branch.name, shown.year, tuple(members), f"{legend}　补 补交　代 代交", as_of)


def remittance_slip(remittance: Remittance) -> ApprovalForm:
    """党费上缴单: the books, the sum in figures and capitals, room for both signatures."""
    books = [
        (
            f"{one.month.year}年{one.month.month}月 {one.unit.short_name} 第 {one.number} 本",
            f"{fen(getattr(one, 'sum', None)):f} 元",
        )
        for one in remittance.books.all()
    ]
    return ApprovalForm(
        title="党费上缴单",
        unit=remittance.branch.name,
        rows=(
            *books,
            ("合计", f"{remittance.amount:f} 元"),
            ("大写", capitals(remittance.amount)),
            ("上缴日期", day(remittance.sent_on)),
            ("接收单位", remittance.committee.name),
        ),
        opinions=(Opinion("上缴人", "", remittance.sent_by), Opinion("接收单位点收")),
        number=f"{remittance.branch.short_name}-{remittance.number}",
        note="一式两份，上缴单位和接收单位各存一份。",
    )


def contribution_slip(contribution: Contribution) -> ApprovalForm:
    """大额党费移交单."""
    return ApprovalForm(
        title="大额党费移交单",
        unit=contribution.branch.name,
        rows=(
            ("党员姓名", contribution.member.name),
            ("金额", f"{contribution.amount:f} 元"),
            ("大写", capitals(contribution.amount)),
            ("收到日期", day(contribution.received_on)),
            ("本人简要情况", contribution.brief),
            ("代收单位", contribution.committee.name),
        ),
        opinions=(Opinion("移交人"), Opinion("镇党委代收"), Opinion("上缴中央", contribution.centre_receipt)),
        number=str(contribution.pk)[:8].upper(),
        note="党员自愿一次多交的大额党费，由基层党委代收，全部上缴中央（党费收缴规定第11条）。",
    )


def in_words(months: Iterable[date]) -> str:
    """2026年9月至11月、2027年1月."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and next_month(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return "、".join(_run(first, last) for first, last in runs)


def _run(first: date, last: date) -> str:
    words = f"{first.year}年{first.month}月"
    if first == last:
        return words
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{words}至{year}{last.month}月"


def _covers(one: Payment, covered: Covered) -> str:
    if one.kind == PaymentKind.EXTRA:
        return "项目：自愿多交党费"
    months = covered.get(one.pk, ())
    if not months:
        return "项目：党费"
    part = "（其中有的月份没有交满）" if any(month.rest > 0 for month in months) else ""
    return f"项目：党费，{in_words(month.month for month in months)}{part}"


def _where(unit: Unit, branch: Unit) -> str:
    return str(branch.name) if unit.pk == branch.pk else f"{branch.name}{unit.short_name}"


def _is_corrected(one: Payment) -> bool:
    return hasattr(one, "corrected_by")


def _is_open(month: AccountMonth) -> bool:
    return month.state in {MonthState.ARREARS, MonthState.PART_PAID}
