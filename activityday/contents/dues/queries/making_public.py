"""The public notice of dues: prepared from the accounts, without base, number, hardship or class (notice 三(五))."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from activityday.contents.dues.queries.accounts import accounts_of, months_between
from activityday.contents.dues.queries.books import NOTHING
from activityday.contents.dues.queries.due import in_use_since
from activityday.contents.dues.queries.overview import belonged
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind
from activityday.office.notices.queries import last_covered, last_notice
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.rules.dues_account import Account, AccountMonth, MonthState
from activityday.rules.public_notice import NextNotice, next_notice

HALVES = {(1, 6): "上半年", (7, 12): "下半年", (1, 12): ""}
HALF_ENDS = (6, 12)
HEADER = ("序号", "姓名", "应交月数", "应交（元）", "实交（元）", "情况")
RELIEF = "dues 7"
UNSAID = "—"
APPROVED, CLEAR, UNKNOWN = "按批准交", "已交清", "未核定"


@dataclass(frozen=True)
class Draft:
    """A notice before it is posted: what it covers and says, and what should be put right first."""

    covers_from: date
    covers_to: date
    period: str
    title: str
    content: Content
    unassessed: int
    debtors: int


def next_due(units: Iterable[Unit], on: date) -> dict[int, NextNotice]:
    """By branch id: until when the next notice has to hang; branches that assessed nobody are missing.

    Without any notice yet it is counted from the first month that was assessed. Four queries for any number of units.
    """
    units = list(units)
    return due_after(units, in_use_since(unit.pk for unit in units), last_covered(units, Kind.DUES), on)


def due_after(
    units: Iterable[Unit], used: Mapping[int, date], covered: Mapping[int, date], on: date
) -> dict[int, NextNotice]:
    """`next_due` where the first months assessed and the last days covered are known already."""
    parameters = parameters_for_many(units, on=on)
    return {
        key: next_notice(
            covered.get(key, since - timedelta(days=1)),
            on,
            months=parameters[key].integer("dues_notice_months"),
            remind_days=parameters[key].integer("dues_notice_remind_days"),
        )
        for key, since in used.items()
    }


def months_to_cover(branch: Unit, *, on: date) -> list[date]:
    """The months that no standing notice covers, up to the last one gone by; empty where there is none."""
    last = last_notice(branch, Kind.DUES)
    return months_after(last.covers_to if last else None, in_use_since([branch.pk]).get(branch.pk), on=on)


def months_after(covered: date | None, since: date | None, *, on: date) -> list[date]:
    """`months_to_cover` where the last day covered and the first month assessed are known already."""
    if since is None:
        return []
    first = (covered + timedelta(days=1)).replace(day=1) if covered else since
    return [month for month in months_between(first, on.replace(day=1)) if month < on.replace(day=1)]


def usual_end(months: Sequence[date]) -> date:
    """The month that a notice ends with by itself: the end of the first half-year in `months`, else the last of them."""
    return next((month for month in months if month.month in HALF_ENDS), months[-1])


def draft_of(branch: Unit, first: date, last: date, *, on: date) -> Draft:
    """The notice about the months from `first` to `last` (first days), as the accounts stand on the day."""
    people = belonged(branch, first, _end(last))
    accounts = accounts_of([one.member.pk for one in people], branch, on=on)
    lines = [
        (person.member.name, months)
        for person in people
        if (months := _of_the_period(accounts[person.member.pk], first, last))
    ]
    period = period_label(first, last)
    everything = [month for _, months in lines for month in months]
    return Draft(
        covers_from=first,
        covers_to=_end(last),
        period=period,
        title=f"{branch.name}{period}党费收缴情况公示",
        content=Content(
            opening=[f"现将{branch.short_name}{period}党费收缴情况公示如下。"],
            header=HEADER,
            rows=[_row(number, name, months) for number, (name, months) in enumerate(lines, start=1)],
            foot=[("合计", f"{len(lines)} 人", "", _sum(everything, "due"), _sum(everything, "paid"), "")],
            closing=["党员对公示内容有异议的，请在公示期内向党支部或者镇党委党建办提出。"],
        ),
        unassessed=sum(_word(months) == UNKNOWN for _, months in lines),
        debtors=sum(bool(_open(months)) for _, months in lines),
    )


def period_label(first: date, last: date) -> str:
    """2026年上半年, 2026年, 2026年3月, 2026年1月至5月, 2025年11月至2026年2月."""
    if first.year == last.year and (first.month, last.month) in HALVES:
        return f"{first.year}年{HALVES[first.month, last.month]}"
    if first == last:
        return f"{first.year}年{first.month}月"
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月至{year}{last.month}月"


def _of_the_period(account: Account, first: date, last: date) -> list[AccountMonth]:
    return [
        month
        for month in account.months
        if first <= month.month <= last and month.state != MonthState.NOT_DUE
    ]


def _row(number: int, name: str, months: Sequence[AccountMonth]) -> Sequence[str]:
    """Of whom the superior agreed to reduce or waive, nothing stands but that they pay as was approved."""
    word = _word(months)
    if word in {APPROVED, UNKNOWN}:
        return (str(number), name, UNSAID, UNSAID, UNSAID, word)
    counted = sum(month.due > 0 for month in months)
    return (str(number), name, str(counted), _sum(months, "due"), _sum(months, "paid"), word)


def _word(months: Sequence[AccountMonth]) -> str:
    if any(month.clause == RELIEF for month in months):
        return APPROVED
    if any(month.state == MonthState.UNASSESSED for month in months):
        return UNKNOWN
    left = _open(months)
    return f"欠 {len(left)} 个月" if left else CLEAR


def _open(months: Sequence[AccountMonth]) -> list[AccountMonth]:
    return [month for month in months if month.rest > 0]


def _sum(months: Iterable[AccountMonth], name: str) -> str:
    total: Decimal = sum((getattr(month, name) for month in months), NOTHING)
    return f"{total:.2f}"


def _end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
