"""What the records say of members in a year, for the meeting that appraises them: facts with their arithmetic, no verdict.

No amount of dues and no base, no reason of a leave. What is open against somebody is only that it exists, and only for
those who may see cases.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from activityday.contents.dues.queries.accounts import accounts_of
from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.appraisal.models import Appraised, Round
from activityday.judgement.appraisal.queries.contents import (
    Deeds,
    deeds_of,
    life_line,
    pledges_line,
    service_line,
)
from activityday.judgement.appraisal.queries.lines import EvidenceLine, thawed
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember, Finding
from activityday.judgement.closing.queries import counts_of, why_fallen
from activityday.judgement.points.queries.people import persons
from activityday.judgement.points.queries.sums import MemberPoints, worked_out
from activityday.judgement.standing.enums import TalkState
from activityday.judgement.standing.models import Case, Talk
from activityday.people.organisation.models import Unit
from activityday.rules.dues_account import Account, MonthState
from activityday.rules.participation import RATES
from activityday.rules.point_table import Category, shown, signed
from activityday.rules.points import DerivedEntry
from activityday.ui.words import clause_label

DECEMBER = 12
PAID = {MonthState.PAID, MonthState.WAIVED}
ASKED = {*PAID, MonthState.PART_PAID, MonthState.ARREARS}
ATTENDANCE, FINDINGS, DUES, COMMENDED, POINTS, STANDING = (
    "参加活动日",
    "无故缺席",
    "交纳党费",
    "表彰",
    "积分",
    "谈话和个案",
)


@dataclass(frozen=True)
class Known:
    """Everything read at once for all members."""

    months: Mapping[UUID, Sequence[CountedMember]]
    explained: frozenset[tuple[UUID, date]]
    findings: Mapping[UUID, Sequence[Finding]]
    accounts: Mapping[UUID, Account]
    points: Mapping[UUID, MemberPoints]
    deeds: Deeds
    talks: Mapping[UUID, int]
    cases: Mapping[UUID, int]


def sheets_of(
    round_: Round, people: Iterable[Appraised], *, on: date, with_cases: bool
) -> dict[UUID, tuple[EvidenceLine, ...]]:
    """By row of the list: the sheet as the deciding meeting had it, before that as the records stand on the day.

    Whether a case is open is never frozen: it is looked up for those who may see cases.
    """
    rows = list(people)
    frozen = Appraised.objects.filter(pk__in=[one.pk for one in rows], evidence__isnull=False)
    kept = {key: thawed(lines or ()) for key, lines in frozen.values_list("pk", "evidence")}
    live = evidence_of(
        round_.branch,
        [one.member_id for one in rows if one.pk not in kept],
        round_.year,
        on=on,
        with_cases=with_cases,
    )
    found = {one.pk: kept[one.pk] if one.pk in kept else live[one.member_id] for one in rows}
    return _with_cases(round_, rows, found, kept) if with_cases and kept else found


def _with_cases(
    round_: Round,
    rows: Sequence[Appraised],
    found: dict[UUID, tuple[EvidenceLine, ...]],
    kept: Mapping[UUID, object],
) -> dict[UUID, tuple[EvidenceLine, ...]]:
    keys = [one.member_id for one in rows]
    talks, cases = _talks(keys, round_.year), _cases(keys)
    return {
        one.pk: (
            *found[one.pk],
            _standing(round_.branch, talks[one.member_id], cases[one.member_id], round_.year),
        )
        if one.pk in kept
        else found[one.pk]
        for one in rows
    }


def evidence_of(
    branch: Unit, members: Iterable[UUID], year: int, *, on: date, with_cases: bool
) -> dict[UUID, tuple[EvidenceLine, ...]]:
    """The sheets of members of a branch for a year up to the day. The same number of queries for any number of members."""
    keys = list(members)
    until = min(on, date(year, DECEMBER, 31))
    known = _known(branch, keys, year, until, with_cases=with_cases)
    return {key: _sheet(branch, key, year, known, with_cases=with_cases) for key in keys}


def _known(branch: Unit, keys: list[UUID], year: int, on: date, *, with_cases: bool) -> Known:
    months: dict[UUID, list[CountedMember]] = defaultdict(list)
    for row in CountedMember.objects.filter(member__in=keys, month__year=year, is_current=True).order_by(
        "month"
    ):
        months[row.member_id].append(row)
    explained = Leave.objects.filter(
        member__in=keys, month__year=year, is_explanation=True, state=LeaveState.GRANTED
    )
    people = persons(Q(member__in=keys), year, on=on)
    worked = worked_out(people, branch, year, on=on).points if people else ()
    return Known(
        months=months,
        explained=frozenset(explained.values_list("member_id", "month")),
        findings=_findings(keys, year),
        accounts=accounts_of(keys, branch, on=on, since=date(year, 1, 1), until=date(year, DECEMBER, 1)),
        points={one.member.pk: one for one in worked},
        deeds=deeds_of(keys, year, on=on),
        talks=_talks(keys if with_cases else (), year),
        cases=_cases(keys if with_cases else ()),
    )


def _findings(keys: list[UUID], year: int) -> Mapping[UUID, Sequence[Finding]]:
    rows = list(
        Finding.objects.filter(member__in=keys, year=year, withdrawn_at__isnull=True).order_by("month", "pk")
    )
    fallen = why_fallen(rows)
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for row in rows:
        if row.pk not in fallen:
            found[row.member_id].append(row)
    return found


def _talks(keys: Iterable[UUID], year: int) -> Mapping[UUID, int]:
    held = Talk.objects.filter(member__in=list(keys), state=TalkState.HELD, held_on__year=year)
    return Counter(held.values_list("member_id", flat=True))


def _cases(keys: Iterable[UUID]) -> Mapping[UUID, int]:
    opened = Case.objects.filter(member__in=list(keys), closed_at__isnull=True)
    return Counter(opened.values_list("member_id", flat=True))


def _sheet(branch: Unit, key: UUID, year: int, known: Known, *, with_cases: bool) -> tuple[EvidenceLine, ...]:
    points = known.points.get(key)
    lines = [
        _attendance(branch, key, year, known.months.get(key, ())),
        _absences(branch, key, year, known),
        _dues(branch, key, known.accounts.get(key)),
        life_line(branch, year, known.deeds.life.get(key, ())),
        service_line(branch, key, year, known.deeds.service.get(key), points),
        pledges_line(branch, year, known.deeds.pledges.get(key, ())),
        _summed(COMMENDED, _entries(points, Category.COMMENDATION), branch, key, year, "notice 四(四)"),
        _points(branch, key, year, points),
    ]
    if with_cases:
        lines.append(_standing(branch, known.talks[key], known.cases[key], year))
    return tuple(lines)


def _attendance(branch: Unit, key: UUID, year: int, rows: Sequence[CountedMember]) -> EvidenceLine:
    counts = counts_of(row.outcome for row in rows)
    rates = [rate(counts) for rate in RATES.values()]
    value = (
        f"归档 {len(rows)} 个月，到 {counts.present} 次、其他方式 {counts.other_means} 次、请假 {counts.leave} 次、"
        f"缺席 {counts.absent} 次"
    )
    return EvidenceLine(
        ATTENDANCE,
        f"{value}，{rates[0].label} {rates[0].shown}" if rows else "没有归档的月份",
        tuple(_month(row) for row in rows),
        "每月归档时封存的结果；未记录、待核实的不算缺席。",
        "notice 四(三)",
        "；".join(rate.sentence for rate in rates),
        reverse("home:person", args=[branch.code, key, year]),
    )


def _month(row: CountedMember) -> str:
    remark = f"，{row.remark}" if row.remark else ""
    return f"{row.month.month}月：{row.get_outcome_display()}（{row.get_ground_display()}{remark}）"


def _absences(branch: Unit, key: UUID, year: int, known: Known) -> EvidenceLine:
    absent = [row.month for row in known.months.get(key, ()) if row.outcome == Outcome.ABSENT]
    excused = [month for month in absent if (key, month) in known.explained]
    left = [month for month in absent if month not in excused]
    findings = known.findings.get(key, ())
    return EvidenceLine(
        FINDINGS,
        f"无故缺席 {len(left)} 次" + ("，有认定" if findings else ""),
        (
            f"缺席：{_named(absent)}；说明已认可：{_named(excused)}",
            *(
                f"{finding.get_kind_display()}：{finding.arithmetic}（{clause_label(finding.clause)}）"
                for finding in findings
            ),
        ),
        "缺席减去说明已认可的，就是无故缺席；认定是事实，怎么评由人定。",
        "notice 四(四)",
        f"{len(absent)} − {len(excused)} = {len(left)}",
        reverse("closing:findings", args=[branch.code, year]),
    )


def _named(months: Iterable[date]) -> str:
    return "、".join(f"{month.month}月" for month in months) or "没有"


def _dues(branch: Unit, key: UUID, account: Account | None) -> EvidenceLine:
    months = [one for one in account.months if one.state in ASKED] if account else []
    paid = [one for one in months if one.state in PAID]
    open_ = [one.month for one in months if one.state not in PAID]
    late = [one.month for one in paid if one.is_late]
    value = f"应交 {len(months)} 个月，已交 {len(paid)} 个月"
    value += f"，没有交齐 {len(open_)} 个月" if open_ else ""
    return EvidenceLine(
        DUES,
        value if months else "没有到期的月份",
        (f"没有交齐：{_named(open_)}", f"过后补交：{_named(late)}"),
        "只列月份，不列基数和数额；经批准免交的算已交。",
        "notice 三(五)",
        f"{len(months)} − {len(paid)} = {len(open_)}",
        reverse("dues:member", args=[branch.code, key]),
    )


def _entries(points: MemberPoints | None, category: Category) -> Sequence[DerivedEntry]:
    return [entry for entry in points.derived if entry.rule.category == category] if points else []


def _summed(
    label: str, entries: Sequence[DerivedEntry], branch: Unit, key: UUID, year: int, clause: str
) -> EvidenceLine:
    names: dict[str, int] = defaultdict(int)
    for entry in entries:
        names[entry.rule.label] += 1
    return EvidenceLine(
        label,
        "、".join(f"{name} {number} 次" for name, number in names.items()) or "没有登记",
        tuple(f"{entry.fact.on.month}月{entry.fact.on.day}日 {entry.rule.label}" for entry in entries),
        "一人登记、另一人复核过的事项。",
        clause,
        f"共 {len(entries)} 次",
        reverse("points:statement", args=[branch.code, year, key]),
    )


def _points(branch: Unit, key: UUID, year: int, points: MemberPoints | None) -> EvidenceLine:
    url = reverse("points:statement", args=[branch.code, year, key])
    rule = "积分只供评议参考，不是评议结果；等次由支部评定。"
    if points is None or not points.is_scored:
        return EvidenceLine(POINTS, "不计分", (), rule, "notice 四(四)", "不计分的党员照常评议", url)
    sums = [f"{_label(category)} {signed(value)}" for category, value in points.by_category.items() if value]
    marks = [f"一票否决标记：{entry.rule.label}" for entry in points.marks]
    band = f"，在“{points.grade}”一档（只供参考）" if points.grade else ""
    return EvidenceLine(
        POINTS,
        f"{shown(points.total.points)} 分{band}",
        (*sums, *marks),
        rule,
        "notice 四(四)",
        points.total.sentence,
        url,
    )


def _label(category: Category) -> str:
    return {
        Category.ORGANISATION_LIFE: "组织生活",
        Category.DUES: "党费",
        Category.SERVICE: "服务",
        Category.COMMENDATION: "表彰",
        Category.DEDUCTION: "扣分",
    }[category]


def _standing(branch: Unit, talks: int, cases: int, year: int) -> EvidenceLine:
    return EvidenceLine(
        STANDING,
        f"谈话 {talks} 次" + ("，有在办的个案" if cases else "，没有在办的个案"),
        (),
        "这里只说有没有，内容在谈话和个案里看，看要留记录。",
        "notice 四(四)",
        f"{year}年谈话 {talks} 次，在办个案 {cases} 件",
        reverse("standing:overview", args=[branch.code]),
    )
