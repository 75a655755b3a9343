"""Points: from facts to entries, from entries to a sum; what is stored is only ever corrected by another entry (notice 四(四)).

Points are decimals in steps of one half. Nothing here compares one member with another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from activityday.rules.clauses import cites
from activityday.rules.point_table import (
    PERIOD_LABELS,
    Period,
    PointClass,
    PointRule,
    Table,
    shown,
    signed,
)

NOTHING = Decimal(0)
CLAUSE = "notice 四(四)"
MONTHS_OF_A_QUARTER, QUARTERS = 3, 4
FactName = tuple[str, str]


class Urgency(StrEnum):
    """How near the next quarterly notice is."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Fact:
    """Something that happened: what (the key of a row), where it is written down, and the month it counts for."""

    key: str
    source: str
    source_key: str
    month: date
    on: date
    words: str = ""

    @property
    def name(self) -> FactName:
        """What this fact is, whatever came of it: one month's activity, one month's dues, one thing entered."""
        return self.source, self.source_key


@dataclass(frozen=True)
class DerivedEntry:
    """What a fact is worth by the table of its day, with the arithmetic in words."""

    fact: Fact
    rule: PointRule
    points: Decimal
    text: str
    table: str


@dataclass(frozen=True)
class StoredEntry:
    """An entry as it was written; `number` counts the entries about one fact."""

    id: UUID
    source: str
    source_key: str
    number: int
    rule: str
    label: str
    category: str
    month: date
    on: date
    points: Decimal


@dataclass(frozen=True)
class NewEntry:
    """An entry to be written; with `corrects` it sets another one right and says why."""

    source: str
    source_key: str
    number: int
    rule: str
    label: str
    category: str
    month: date
    on: date
    points: Decimal
    text: str
    table: str
    corrects: UUID | None = None


@dataclass(frozen=True)
class Timeline:
    """The tables of one committee in the order of their days; each begins with a month."""

    tables: tuple[Table, ...]

    def on(self, day: date) -> Table:
        """The table in force on the day; before the first, the first."""
        begun = [table for table in self.tables if table.since <= day]
        return begun[-1] if begun else self.tables[0]


@dataclass(frozen=True)
class Standing:
    """What decides a member's class, as of the first day of their year."""

    sector: str
    conditions: frozenset[str] = frozenset()
    age: int | None = None


@dataclass(frozen=True)
class Total:
    """A sum that never loses its parts."""

    base: Decimal
    plus: Decimal
    minus: Decimal
    points: Decimal
    sentence: str


@dataclass(frozen=True)
class QuarterDue:
    """Which quarter is to be made known next, until when, and the sentence for the branch."""

    starts_on: date
    ends_on: date
    due_on: date
    urgency: Urgency
    sentence: str
    clause: str = CLAUSE


@cites("notice 四(四)")
def class_of(standing: Standing, table: Table) -> PointClass:
    """The first class of the table that the member meets; the last one takes everybody left."""
    return next(one for one in table.classes if _meets(standing, one))


@cites("notice 四(四)")
def derive(facts: Iterable[Fact], tables: Timeline) -> tuple[DerivedEntry, ...]:
    """One entry for each fact that has a row, in order of time; caps are used up in that order.

    A fact worth nothing has its entry too: it says why. In whatever order the facts are given, the same comes out.
    """
    used: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    entries = []
    for fact in sorted(facts, key=lambda one: (one.month, one.on, one.source, one.source_key)):
        table = tables.on(fact.month)
        rule = table.rule(fact.key)
        if rule is None or rule.since > fact.month:
            continue
        before = used[rule.key, _begins(fact.month, rule.period)]
        points = _within_cap(rule, before)
        used[rule.key, _begins(fact.month, rule.period)] = before + points
        entries.append(
            DerivedEntry(fact, rule, points, _arithmetic(fact, rule, before, points), table.fingerprint)
        )
    return tuple(entries)


@cites("notice 四(四)")
def total(base: Decimal, entries: Iterable[Decimal], *, floor: Decimal) -> Total:
    """Base plus what was added minus what was taken off, never under `floor`."""
    amounts = list(entries)
    plus = sum((points for points in amounts if points > 0), NOTHING)
    minus = -sum((points for points in amounts if points < 0), NOTHING)
    reached = base + plus - minus
    sentence = f"基础分 {shown(base)} ＋ 加分 {shown(plus)} − 扣分 {shown(minus)} = {shown(reached)} 分"
    if reached < floor:
        sentence += f"，低于 {shown(floor)} 分按 {shown(floor)} 分计"
    return Total(base, plus, minus, max(reached, floor), sentence)


@cites("notice 四(四)")
def grade(points: Decimal, lines: Sequence[Decimal]) -> str:
    """Between which lines (from the highest down) a sum lies, in neutral words: an input for people, never a verdict."""
    above: Decimal | None = None
    for line in lines:
        if points >= line:
            return f"{shown(line)}分以上" + (f"、不到{shown(above)}分" if above is not None else "")
        above = line
    return f"不到{shown(lines[-1])}分" if lines else ""


@cites("notice 四(四)")
def corrections(stored: Sequence[StoredEntry], derived: Sequence[DerivedEntry]) -> tuple[NewEntry, ...]:
    """The entries to write so that what is stored about each fact, row by row, is what the facts say now.

    What was written wrongly is set right by an entry that names it and says why; applying the result and asking again
    gives nothing.
    """
    wanted = {(entry.fact.name, entry.rule.key): entry for entry in derived}
    now = {entry.fact.name: entry for entry in derived}
    kept: dict[tuple[FactName, str], list[StoredEntry]] = defaultdict(list)
    numbers: dict[FactName, int] = defaultdict(int)
    for old in stored:
        kept[(old.source, old.source_key), old.rule].append(old)
        numbers[old.source, old.source_key] = max(numbers[old.source, old.source_key], old.number)
    found: list[NewEntry] = []
    for key, entries in kept.items():
        target = wanted[key].points if key in wanted else NOTHING
        written = sum((entry.points for entry in entries), NOTHING)
        if written != target:
            found.append(_correcting(entries[-1], written, target, now.get(key[0])))
    found += [_new(entry) for key, entry in wanted.items() if key not in kept and entry.points]
    return tuple(_numbered(found, numbers))


@cites("notice 四(四)")
def quarter_notice(covered_to: date | None, on: date, *, within_days: int) -> QuarterDue:
    """The quarter whose points are to be made known next: the last one that is over, until it was; then this one.

    `covered_to` is the last day that a notice covered; `within_days` days after a quarter's end it is due.
    """
    starts_on, ends_on = quarter_of(quarter_of(on)[0] - timedelta(days=1))
    if covered_to is not None and covered_to >= ends_on:
        starts_on, ends_on = quarter_of(on)
    due_on = ends_on + timedelta(days=within_days)
    name, words = quarter_label(starts_on), f"{due_on.year}年{due_on.month}月{due_on.day}日"
    if ends_on >= on:
        return QuarterDue(
            starts_on, ends_on, due_on, Urgency.LATER, f"{name}的积分，季度完了以后公示，最晚{words}。"
        )
    if due_on < on:
        sentence = f"{name}的积分应在{words}前公示，已经过了 {(on - due_on).days} 天。"
        return QuarterDue(starts_on, ends_on, due_on, Urgency.OVERDUE, sentence)
    sentence = f"{name}的积分该公示了，最晚{words}，还有 {(due_on - on).days} 天。"
    return QuarterDue(starts_on, ends_on, due_on, Urgency.DUE, sentence)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter in which the day lies."""
    first = date(day.year, (day.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1, 1)
    return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def quarter_label(day: date) -> str:
    """`2026年第三季度`."""
    return f"{day.year}年第{'一二三四'[(day.month - 1) // MONTHS_OF_A_QUARTER]}季度"


def _meets(standing: Standing, one: PointClass) -> bool:
    of_sector = not one.sectors or standing.sector in one.sectors
    of_condition = not one.conditions or bool(standing.conditions & one.conditions)
    of_age = one.age_from is None or (standing.age is not None and standing.age >= one.age_from)
    return of_sector and of_condition and of_age


def _begins(month: date, period: Period | None) -> date:
    if period == Period.YEAR:
        return month.replace(month=1, day=1)
    return quarter_of(month)[0] if period == Period.QUARTER else month.replace(day=1)


def _within_cap(rule: PointRule, before: Decimal) -> Decimal:
    if rule.cap is None:
        return rule.points
    room = max(rule.cap - abs(before), NOTHING)
    return min(rule.points, room) if rule.points >= 0 else max(rule.points, -room)


def _arithmetic(fact: Fact, rule: PointRule, before: Decimal, points: Decimal) -> str:
    said = f"{fact.words}：{rule.label}" if fact.words else rule.label
    if rule.is_veto:
        return f"{said}，只作标记，不计入分数。"
    if not rule.points:
        return f"{said}，不加分也不扣分。"
    if rule.cap is None or rule.period is None:
        return f"{said}，记 {signed(points)} 分。"
    limit = f"{PERIOD_LABELS[rule.period]}至多 {shown(rule.cap)} 分，此前已记 {shown(abs(before))} 分"
    if not points:
        return f"{said}，每次 {signed(rule.points)} 分；{limit}，已经记满，这次不再记。"
    return f"{said}，每次 {signed(rule.points)} 分；{limit}，这次记 {signed(points)} 分。"


def _new(entry: DerivedEntry) -> NewEntry:
    fact, rule = entry.fact, entry.rule
    return NewEntry(
        source=fact.source,
        source_key=fact.source_key,
        number=0,
        rule=rule.key,
        label=rule.label,
        category=rule.category.value,
        month=fact.month,
        on=fact.on,
        points=entry.points,
        text=entry.text,
        table=entry.table,
    )


def _correcting(last: StoredEntry, written: Decimal, target: Decimal, now: DerivedEntry | None) -> NewEntry:
    return NewEntry(
        source=last.source,
        source_key=last.source_key,
        number=0,
        rule=last.rule,
        label=last.label,
        category=last.category,
        month=last.month,
        on=last.on,
        points=target - written,
        text=_why_corrected(last, written, target, now),
        table=now.table if now is not None else "",
        corrects=last.id,
    )


def _why_corrected(last: StoredEntry, written: Decimal, target: Decimal, now: DerivedEntry | None) -> str:
    before = f"更正：原按“{last.label}”记 {signed(written)} 分"
    if now is None:
        return f"{before}，现在这件事不成立或者不计分，应记 0 分。"
    if now.rule.key != last.rule:
        return f"{before}，现在是“{now.rule.label}”，这一项应记 {signed(target)} 分。"
    return f"{before}，现在应记 {signed(target)} 分。{now.text}"


def _numbered(found: Iterable[NewEntry], numbers: Mapping[FactName, int]) -> Iterable[NewEntry]:
    used = dict(numbers)
    for entry in found:
        name = entry.source, entry.source_key
        used[name] = used.get(name, 0) + 1
        yield replace(entry, number=used[name])
