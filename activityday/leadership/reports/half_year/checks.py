"""What a half-year still lacks, as sentences; and whether it may be sent now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from activityday.leadership.reports.enums import Filed, MonthState
from activityday.leadership.reports.half_year.facts import BranchHalf, HalfYear, MonthLine
from activityday.leadership.reports.half_year.queries import FILING, Standing
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of
from activityday.rules.half_year import may_send
from activityday.rules.participation import participation

CLAUSE = "notice 四(四)"
LONGEST_TEXT = 1500
FEW = 5


@dataclass(frozen=True)
class Item:
    """One thing a person looks at before signing. A gap has to be mended, or explained when it is sent."""

    passed: bool
    sentence: str
    clause: str
    is_gap: bool = False
    url: str = ""


@dataclass(frozen=True)
class Typed:
    """What the secretary adds to the generated report."""

    problems: str
    measures: str
    secretary_name: str
    gaps_reason: str = ""
    correction: str = ""


def checklist(unit: Unit, report: HalfYear, waiting: Sequence[Standing]) -> list[Item]:
    """What is missing, with the way to it (notice 四(四), 三(五), 四(三)); for a sum, `waiting` are branches not received."""
    months = [*_months(report)]
    return [
        _held(report),
        *([*_branches(unit, waiting)] if report.is_sum else months),
        *_unknown(report),
        _reaches(report),
        *_dues(report),
    ]


def gaps_of(items: Sequence[Item]) -> list[str]:
    """The sentences of what is missing."""
    return [item.sentence for item in items if item.is_gap and not item.passed]


def check_may_file(unit: Unit) -> Unit:
    """Who receives `unit`'s half-year, or Refused: a Party group reports with its branch, the top has no superior."""
    superior = superior_of(unit)
    if unit.level not in FILING or superior is None:
        raise Refused(f"{unit.short_name}不单独报送半年开展情况。", CLAUSE)
    return superior


def check_may_send(
    standing: Standing, items: Sequence[Item], typed: Typed, *, last_day: date, on: date
) -> None:
    """The half-year may be sent with what was typed, or Refused."""
    allowed = may_send(standing.half, on, last_day=last_day)
    if not allowed.is_allowed:
        raise Refused(allowed.sentence, allowed.clause)
    if standing.state == Filed.SENT:
        raise Refused("已经报送，正等上级收。要改，请先撤回那一份。", CLAUSE)
    if standing.state == Filed.RECEIVED and not typed.correction.strip():
        raise Refused("上级已经收到这半年的报备。确实要更正，请写明更正了什么。", CLAUSE)
    if gaps_of(items) and not typed.gaps_reason.strip():
        raise Refused("还有缺项。请先补齐；确实补不齐的，写明原因再报送。", CLAUSE)
    if not typed.secretary_name.strip():
        raise Refused("请书记签名。", CLAUSE)
    if max(len(typed.problems), len(typed.measures)) > LONGEST_TEXT:
        raise Refused(f"问题和打算各不超过 {LONGEST_TEXT} 个字，请写短一些。")


def _held(report: HalfYear) -> Item:
    return Item(
        report.held >= report.due,
        f"应开展 {report.due} 次，已归档 {report.held} 次。",
        "notice 一",
    )


def _months(report: HalfYear) -> list[Item]:
    return [
        _month(branch, line)
        for branch in report.branches
        for line in branch.lines
        if line.state in {MonthState.UNRECORDED, MonthState.MISSING}
    ]


def _month(branch: BranchHalf, line: MonthLine) -> Item:
    if line.state == MonthState.UNRECORDED:
        sentence = f"{line.month.month}月的活动已开展，还没有归档。"
    else:
        sentence = f"{line.month.month}月没有开展记录。确实开展了的请补录；没有开展的，请在下面写明原因。"
    url = reverse("home:month", args=[branch.code, line.month.year, line.month.month])
    return Item(False, sentence, CLAUSE, is_gap=True, url=url)


def _branches(unit: Unit, waiting: Sequence[Standing]) -> list[Item]:
    if not waiting:
        return [Item(True, "下级的半年报备都已收到。", CLAUSE)]
    names = "、".join(one.unit.short_name for one in waiting[:FEW])
    rest = f"等 {len(waiting)} 个支部" if len(waiting) > FEW else ""
    url = reverse("reports:half_years", args=[unit.code, waiting[0].half.year])
    sentence = f"{names}{rest}的半年报备还没有收到。"
    return [Item(False, sentence, CLAUSE, is_gap=True, url=url)]


def _unknown(report: HalfYear) -> list[Item]:
    rate = report.rates[0]
    if rate.is_complete:
        return []
    return [Item(False, f"有 {rate.open} 人次未记录或待核实，不算缺席，参与率注明不完整。", CLAUSE)]


def _reaches(report: HalfYear) -> Item:
    rate = report.rates[0]
    enough = rate.reaches(report.percent)
    word = "" if enough is None else f"，{'达到' if enough else '不到'} {report.percent}%"
    return Item(enough is not False, f"{rate.sentence}{word}。", rate.clause)


def _dues(report: HalfYear) -> list[Item]:
    without = [branch for branch in report.branches if not branch.posted and branch.due]
    if not without:
        return [Item(True, "党费收缴情况公示过。", "notice 三(五)")] if report.posted else []
    if not report.is_sum:
        sentence = "这半年没有党费公示的记录。"
        return [Item(False, sentence, "notice 三(五)", is_gap=True)]
    names = "、".join(branch.short_name for branch in without[:FEW])
    rest = f"等 {len(without)} 个支部" if len(without) > FEW else ""
    return [Item(False, f"{names}{rest}没有党费公示的记录。", "notice 三(五)")]


def why_of(report: HalfYear) -> list[str]:
    """The arithmetic of each recorded month, for whoever asks where a rate comes from."""
    return [
        f"{branch.short_name if report.is_sum else ''}{line.month.month}月 {participation(line.counts).sentence}"
        for branch in report.branches
        for line in branch.lines
        if line.is_recorded
    ]
