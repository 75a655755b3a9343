"""One member's year on one page: twelve signs, dues, points, and what the rules found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from activityday.judgement.closing.enums import SIGNS, Outcome
from activityday.judgement.closing.models import CountedMember, Finding
from activityday.judgement.closing.queries import findings_in_force, months_of_member
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.dues_account import Account, MonthState

TONES = {
    Outcome.PRESENT: "ok",
    Outcome.OTHER_MEANS: "ok",
    Outcome.LEAVE: "info",
    Outcome.ABSENT: "bad",
    Outcome.EXEMPT: "mute",
    Outcome.UNVERIFIED: "wait",
    Outcome.UNRECORDED: "wait",
    Outcome.NOT_EXPECTED: "mute",
}
TOOK_PART = {Outcome.PRESENT, Outcome.OTHER_MEANS}
DUES = {
    MonthState.NOT_DUE: ("·", "mute", "不用交"),
    MonthState.UNASSESSED: ("核", "wait", "未核定"),
    MonthState.DUE: ("应", "info", "应交"),
    MonthState.PAID: ("√", "ok", "已交"),
    MonthState.PART_PAID: ("半", "wait", "没交够"),
    MonthState.WAIVED: ("免", "mute", "经批准免交"),
    MonthState.ARREARS: ("欠", "bad", "欠交"),
}
NOT_COUNTED = {Outcome.EXEMPT, Outcome.NOT_EXPECTED}


@dataclass(frozen=True)
class Month:
    """One month as it was frozen; without `row` nothing was closed, or the member belonged elsewhere."""

    month: date
    row: CountedMember | None
    is_here: bool = False

    @property
    def sign(self) -> str:
        """The sign of the outcome, a dot for none."""
        return (SIGNS[Outcome(self.row.outcome)] or "·") if self.row else "·"

    @property
    def tone(self) -> str:
        """The colour of the outcome."""
        return TONES[Outcome(self.row.outcome)] if self.row else "mute"

    @property
    def word(self) -> str:
        """What the sign says, with mode or leave where there is one."""
        if self.row is None:
            return f"{self.month.month}月没有归档的记录"
        remark = f"（{self.row.remark}）" if self.row.remark else ""
        return f"{self.month.month}月{Outcome(self.row.outcome).label}{remark}"


@dataclass(frozen=True)
class PersonYear:
    """What one year holds of one member."""

    member: Member
    year: int
    months: tuple[Month, ...]
    findings: tuple[Finding, ...]

    @property
    def counted(self) -> int:
        """How many closed months count for the member."""
        return sum(row.outcome not in NOT_COUNTED for row in self._rows())

    @property
    def took_part(self) -> int:
        """In how many of them the member took part."""
        return sum(row.outcome in TOOK_PART for row in self._rows())

    @property
    def sentence(self) -> str:
        """The year in one sentence."""
        if not self.counted:
            return "这一年还没有归档的活动计到本人。"
        return f"计入 {self.counted} 次，参加 {self.took_part} 次。"

    def _rows(self) -> Iterable[CountedMember]:
        return (month.row for month in self.months if month.row)


def person_year(member: Member, unit: Unit, year: int, *, is_own: bool, with_findings: bool) -> PersonYear:
    """The year of a member as `unit` may see it; at most three queries.

    Where the member belongs now (`is_own`) the whole year is seen, wherever they were counted: counts follow the
    person. A unit that they left sees what was counted there.
    """
    rows = {row.month: row for row in months_of_member(member, year)}
    findings = findings_in_force(member, year) if with_findings else []
    if not is_own:
        rows = {month: row for month, row in rows.items() if _is_here(row, unit)}
        findings = [finding for finding in findings if _is_here(finding, unit)]
    return PersonYear(
        member=member,
        year=year,
        months=tuple(_month(date(year, n, 1), rows, unit) for n in range(1, 13)),
        findings=tuple(findings),
    )


def dues_year(account: Account, year: int) -> list[tuple[date, str, str, str]]:
    """The twelve months of a year of dues: month, sign, tone and the words behind it."""
    months = {month.month: month for month in account.months}
    found = []
    for first in (date(year, number, 1) for number in range(1, 13)):
        month = months.get(first)
        sign, tone, word = DUES[month.state] if month else DUES[MonthState.NOT_DUE]
        if first > account.on and (month is None or month.state == MonthState.DUE):
            sign, tone, word = "·", "mute", "还没有到"
        found.append((first, sign, tone, f"{first.month}月{word}"))
    return found


def _month(month: date, rows: dict[date, CountedMember], unit: Unit) -> Month:
    row = rows.get(month)
    return Month(month, row, is_here=row is not None and _is_here(row, unit))


def _is_here(row: CountedMember | Finding, unit: Unit) -> bool:
    return bool(row.branch.path.startswith(unit.path) or unit.path.startswith(row.branch.path))
