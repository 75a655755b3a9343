"""The figures of a circular, read from the records. Constant queries for any number of branches; nobody is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from django.urls import reverse
from django.utils.timezone import localdate
from pypinyin import lazy_pinyin

from activityday.contents.dues.queries.making_public import next_due
from activityday.judgement.closing.queries import counts_by_branch, versions_in
from activityday.leadership.reports.circulars.naming import branches_with, listed, short_day
from activityday.leadership.reports.enums import Filed
from activityday.leadership.reports.half_year.queries import Standing, standings_of
from activityday.leadership.supervision.circulars import Fact
from activityday.leadership.supervision.enums import BoardState, Order
from activityday.leadership.supervision.models import Circular
from activityday.leadership.supervision.queries import Cell, Due, open_rectifications
from activityday.leadership.supervision.queries.board import rows_of
from activityday.office.notices.enums import Kind, State
from activityday.office.notices.queries import notices_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.circular import Period
from activityday.rules.half_year import half_of
from activityday.rules.participation import Counts, participation
from activityday.rules.public_notice import Urgency

FINGERPRINT = 8
LATE = {Filed.OVERDUE, Filed.RETURNED}


@dataclass(frozen=True)
class Records:
    """What was read for a period, by branch id where it belongs to one."""

    committee: Unit
    branches: list[Unit]
    cells: dict[int, list[Cell]]
    counts: dict[int, Counts]
    percent: int
    open: list[Due]
    posted: set[int]
    unposted: set[int]
    standings: list[Standing]
    closed: str
    policy: str


def facts_now(circular: Circular, *, at: datetime) -> list[Fact]:
    """The figures of a circular as the records stand now."""
    return facts_of(circular.committee, circular.period, Order(circular.order), at=at)


def facts_of(committee: Unit, period: Period, order: Order, *, at: datetime) -> list[Fact]:
    """Every figure of a circular of `committee` about `period`, in the order in which it reads (notice 四(四))."""
    on = localdate(at)
    found = _read(committee, period, order, on)
    facts = [
        Fact("截至", f"{on.year}年{on.month}月{on.day}日"),
        *_held(found, period),
        *_rates(found),
        *_rectifying(found),
        *_dues(found),
        *_half_years(found, on),
    ]
    return [replace(fact, as_of=at.isoformat(timespec="minutes")) for fact in facts]


def _read(committee: Unit, period: Period, order: Order, on: date) -> Records:
    months, year = period.months, period.year
    branches = _in_order(
        list(branches_of(committee, on=min(max(on, period.starts_on), period.ends_on))), order
    )
    rows = {row.unit.pk: row.cells for row in rows_of(branches, year, on=on)}
    counted = counts_by_branch(branches, year)
    parameters = parameters_for(committee, on=min(on, period.ends_on))
    posted = notices_of(committee, Kind.DUES).filter(
        state=State.POSTED, covers_from__lte=period.ends_on, covers_to__gte=period.starts_on
    )
    halves = [half_of(period.ends_on).previous, half_of(period.ends_on)]
    standings = standings_of(branches, halves, on=on)
    versions = versions_in(committee, months)
    return Records(
        committee=committee,
        branches=branches,
        cells={key: [cell for cell in cells if cell.month in months] for key, cells in rows.items()},
        counts={
            one.pk: sum((counted.get(one.pk, {}).get(month, Counts()) for month in months), Counts())
            for one in branches
        },
        percent=parameters.integer("participation_percent"),
        open=open_rectifications(committee, on=on),
        posted=set(posted.values_list("unit_id", flat=True)),
        unposted={key for key, one in next_due(branches, on).items() if one.urgency == Urgency.OVERDUE},
        standings=[standings[one.pk, half] for half in halves for one in branches],
        closed=f"归档 {len(versions)} 份 · {_fingerprint(versions)}",
        policy=f"规则 {parameters.fingerprint[:FINGERPRINT]}",
    )


def _in_order(branches: list[Unit], order: Order) -> list[Unit]:
    if order == Order.TREE:
        return branches
    return sorted(branches, key=lambda unit: (lazy_pinyin(unit.short_name), unit.path))


def _held(found: Records, period: Period) -> list[Fact]:
    url = reverse("supervision:board", args=[found.committee.code, period.year])
    states = {state: _months_in(found, lambda cell, state=state: cell.state == state) for state in BoardState}  # type: ignore[misc]
    due = _months_in(found, lambda cell: not cell.is_before_use and cell.state != BoardState.NOT_DUE)
    closed = _months_in(found, lambda cell: cell.is_closed)
    moved = _months_in(found, lambda cell: cell.is_moved)
    unrecorded, overdue = states[BoardState.UNRECORDED], states[BoardState.OVERDUE]
    facts = [
        Fact("支部数", str(len(found.branches)), "期间里在册的党支部"),
        Fact("应开展", _number(due), "期间里到期的活动日，每个党支部每月一次；启用本系统以前的不算"),
        Fact("已归档", _number(closed), "纪实核对封存的月份"),
        Fact("未归档", _number(unrecorded), "签到或纪实已有、还没有归档的月份"),
        Fact("逾期", _number(overdue), "到期没有开展记录、也没有批准改期的月份"),
        Fact("改期", _number(moved), "上级同意换日子的月份"),
        _list(found, "逾期支部", overdue),
        _list(found, "未归档支部", unrecorded),
    ]
    return [replace(fact, version=found.closed, url=url) for fact in facts]


def _rates(found: Records) -> list[Fact]:
    rate = participation(sum(found.counts.values(), Counts()))
    rates = {key: participation(counts) for key, counts in found.counts.items()}
    below = {
        key: [f"{one.numerator}÷{one.denominator}，{one.shown}"]
        for key, one in rates.items()
        if one.reaches(found.percent) is False
    }
    reached = [one for one in rates.values() if one.reaches(found.percent)]
    version = f"{found.closed}；{found.policy}"
    facts = [
        Fact("参与率", rate.shown, rate.meaning),
        Fact("参与率算式", f"{rate.numerator}÷{rate.denominator}", "全部党支部已归档的活动合计"),
        Fact("参与率标准", f"{found.percent}%", "通知四(三)，党员参与率要确保的数"),
        Fact("达标支部数", str(len(reached)), f"100×分子不小于{found.percent}×分母，先比较，不进位"),
        Fact("未达标支部数", str(len(below)), "同上"),
        Fact(
            "不计算支部数",
            str(len(rates) - len(reached) - len(below)),
            "期间里没有归档，不算达到也不算没达到",
        ),
        _list(found, "未达标支部", below),
    ]
    return [replace(fact, version=version) for fact in facts]


def _rectifying(found: Records) -> list[Fact]:
    url = reverse("supervision:rectifications", args=[found.committee.code])
    late = [due for due in found.open if due.is_overdue]
    return [
        _by_number(found, "未销号支部", found.open, "督查查出、还没有销号的问题", url),
        _by_number(found, "超期支部", late, "其中过了写措施、整改或复查期限的", url),
    ]


def _by_number(found: Records, name: str, dues: Sequence[Due], detail: str, url: str) -> Fact:
    paths = [due.shortcoming.unit.path for due in dues]
    numbers = {
        one.pk: [f"{number}个"]
        for one in found.branches
        # what a Party group was found wanting in is its branch's
        if (number := sum(path.startswith(one.path) for path in paths))
    }
    return replace(_list(found, name, numbers), detail=detail, url=url)


def _dues(found: Records) -> list[Fact]:
    """Only whether a notice was posted: never a sum, never who."""
    url = reverse("dues:overview", args=[found.committee.code])
    keys = {one.pk for one in found.branches}
    missing: dict[int, list[str]] = {key: [] for key in found.unposted}
    facts = [
        Fact("党费已公示支部数", str(len(found.posted & keys)), "期间里的党费收缴张贴过公示的党支部"),
        Fact("党费未公示支部数", str(len(missing)), "过了下一次公示期限的党支部；只说公示没有公示"),
        _list(found, "党费未公示支部", missing),
    ]
    return [replace(fact, url=url) for fact in facts]


def _half_years(found: Records, on: date) -> list[Fact]:
    url = reverse("reports:half_years", args=[found.committee.code, on.year])
    late: dict[int, list[str]] = {}
    for one in found.standings:
        if one.state == Filed.RETURNED or (one.state == Filed.OVERDUE and not one.is_before_use):
            late.setdefault(one.unit.pk, []).append(
                f"{one.half.label}{one.label}，期限{short_day(one.due.due_on)}"
            )
    received = sum(one.state == Filed.RECEIVED for one in found.standings)
    return [
        Fact("报备已收", str(received), "这个半年和上一个半年，镇里已经收到的份数", url=url),
        replace(_list(found, "报备未到支部", late), detail="过了期限没有报送，或者退回以后没有再报", url=url),
    ]


def _months_in(found: Records, is_meant: Callable[[Cell], bool]) -> dict[int, list[str]]:
    months = {
        key: [f"{cell.month.month}月" for cell in cells if is_meant(cell)]
        for key, cells in found.cells.items()
    }
    return {key: said for key, said in months.items() if said}


def _number(months: dict[int, list[str]]) -> str:
    return str(sum(map(len, months.values())))


def _list(found: Records, name: str, said: dict[int, list[str]]) -> Fact:
    named = branches_with(found.branches, said)
    return Fact(name, listed(named, said), units=tuple(one.code for one in named))


def _fingerprint(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:FINGERPRINT]
