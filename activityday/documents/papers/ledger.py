"""台账: a branch's year: its members by month, its activities by fact; as PDF and as a workbook."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from activityday.documents import excel, plain, typeset
from activityday.documents.excel import Cell, Sheet, Workbook

MONTHS = range(1, 13)


class Sign(Enum):
    """What a cell of the ledger says; its value is the sign that is printed."""

    PRESENT = "√"
    OTHER_MEANS = "○"
    LEAVE = "假"
    ABSENT = "缺"
    EXEMPT = "免"
    UNVERIFIED = "核"
    UNRECORDED = "—"
    NONE = ""


LEGEND = {
    Sign.PRESENT: "到会",
    Sign.OTHER_MEANS: "其他方式参加",
    Sign.LEAVE: "请假",
    Sign.ABSENT: "缺席",
    Sign.EXEMPT: "经批准不参加",
    Sign.UNVERIFIED: "待核实",
    Sign.UNRECORDED: "未记录",
    Sign.NONE: "未到期、未开展或不在册",
}
TOTALLED = (Sign.PRESENT, Sign.OTHER_MEANS, Sign.LEAVE, Sign.ABSENT, Sign.EXEMPT)


@dataclass(frozen=True)
class LedgerMember:
    """A member's year: `signs` are twelve, January first; a month with two activities has both signs in one
    entry."""

    name: str
    signs: tuple[tuple[Sign, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class LedgerActivity:
    """A month's line: what was held and what came of it. Counts are None where nothing is recorded."""

    month: int
    status: str
    held_on: date | None = None
    theme: str = ""
    contents: str = ""
    place: str = ""
    minutes: int | None = None
    chair: str = ""
    expected: int | None = None
    present: int | None = None
    other_means: int | None = None
    leave: int | None = None
    absent: int | None = None
    participation: str = ""
    note: str = ""


@dataclass(frozen=True)
class BranchLedger:
    """A branch's year. `as_of` is in local time."""

    unit: str
    year: int
    members: tuple[LedgerMember, ...]
    activities: tuple[LedgerActivity, ...]
    as_of: datetime
    audit_code: str = ""


def render_ledger_pdf(ledger: BranchLedger) -> bytes:
    """The ledger as PDF, A4 landscape; the head is repeated on each page."""
    return typeset.set_pdf("ledger", _data(ledger))


def render_ledger_xlsx(ledger: BranchLedger) -> bytes:
    """The ledger as a workbook of two sheets, 党员参加情况 and 活动开展情况."""
    return excel.write(Workbook((_member_sheet(ledger), _activity_sheet(ledger))))


def month_totals(ledger: BranchLedger) -> dict[Sign, list[int]]:
    """How many members have each sign, by month."""
    counted = [Counter(sign for member in ledger.members for sign in member.signs[m - 1]) for m in MONTHS]
    return {
        sign: [count[sign] for count in counted] for sign in (*TOTALLED, Sign.UNVERIFIED, Sign.UNRECORDED)
    }


def _data(ledger: BranchLedger) -> dict[str, Any]:
    return {
        "title": _title(ledger),
        "as_of": ledger.as_of,
        "version": "",
        "audit_code": ledger.audit_code or "未存证",
        "unit": ledger.unit,
        "legend": _legend(),
        "totalled": [sign.value for sign in TOTALLED],
        "members": [_member_row(n, member) for n, member in enumerate(ledger.members, start=1)],
        "totals": _totals(ledger),
        "days": [_days(ledger, month) for month in MONTHS],
        "activities": [[_shown(value) for value in _activity_row(one)] for one in ledger.activities],
    }


def _totals(ledger: BranchLedger) -> list[list[str]]:
    totals = month_totals(ledger)
    # A month without a sign has nothing to count: it stays empty instead of showing noughts.
    counted = [any(counts[m] for counts in totals.values()) for m in range(len(MONTHS))]
    return [
        [LEGEND[sign], *(str(count) if here else "" for count, here in zip(counts, counted, strict=True))]
        for sign, counts in totals.items()
        if any(counts)
    ]


def _title(ledger: BranchLedger) -> str:
    return f"{ledger.year} 年党员活动日台账"


def _legend() -> str:
    return "　".join(f"{sign.value or '空白'} {words}" for sign, words in LEGEND.items())


def _member_row(number: int, member: LedgerMember) -> list[str]:
    count = Counter(sign for month in member.signs for sign in month)
    signs = ["".join(sign.value for sign in month) for month in member.signs]
    return [str(number), member.name, member.note, *signs, *(str(count[sign]) for sign in TOTALLED)]


def _days(ledger: BranchLedger, month: int) -> str:
    held = [one.held_on for one in ledger.activities if one.month == month and one.held_on]
    return "、".join(f"{on.month}.{on.day}" for on in held)


def _activity_row(one: LedgerActivity) -> list[Cell]:
    return [
        f"{one.month}月",
        one.held_on,
        one.status,
        one.theme,
        one.contents,
        one.place,
        one.minutes,
        one.chair,
        one.expected,
        one.present,
        one.other_means,
        one.leave,
        one.absent,
        one.participation,
        one.note,
    ]


ACTIVITY_HEAD = (
    *("月份", "日期", "状态", "主题", "内容", "地点", "时长（分钟）", "主持人"),
    *("应到", "实到", "其他方式", "请假", "缺席", "参与率", "备注"),
)


def _member_sheet(ledger: BranchLedger) -> Sheet:
    head = ("序号", "姓名", "党小组、备注", *(f"{month}月" for month in MONTHS), *(s.value for s in TOTALLED))
    rows: list[list[Cell]] = []
    for number, member in enumerate(ledger.members, start=1):
        row = _member_row(number, member)
        rows.append([number, *row[1:15], *(int(count) for count in row[15:])])
    foot: list[list[Cell]] = [
        ["", "活动日期", "", *(_days(ledger, m) for m in MONTHS), *[""] * len(TOTALLED)]
    ]
    for sign, counts in month_totals(ledger).items():
        foot.append(["", "合计", LEGEND[sign], *counts, *[""] * len(TOTALLED)])
    widths = (6, 12, 14, *[5.5] * 12, *[5] * len(TOTALLED))
    return Sheet(
        "党员参加情况", _title(ledger), head, rows, widths, _subtitle(ledger), foot, (f"说明：{_legend()}",)
    )


def _activity_sheet(ledger: BranchLedger) -> Sheet:
    rows = [_activity_row(one) for one in ledger.activities]
    widths = (6, 12, 16, 24, 24, 16, 8, 10, 6, 6, 8, 6, 6, 9, 16)
    return Sheet("活动开展情况", _title(ledger), ACTIVITY_HEAD, rows, widths, _subtitle(ledger))


def _subtitle(ledger: BranchLedger) -> str:
    return f"{ledger.unit}　截至 {plain.plain(ledger.as_of)}　存证码 {ledger.audit_code or '未存证'}"


def _shown(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value.month}月{value.day}日"
    return "" if value is None else str(value)
