"""What the pages and prints of points show: a member's year line by line, each with its fact, its row and its clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from activityday.judgement.points.enums import Source
from activityday.judgement.points.models import PointEntry
from activityday.judgement.points.queries.sums import MemberPoints, as_stored
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import (
    CATEGORY_LABELS,
    Category,
    PointClass,
    PointRule,
    Table,
    signed,
)
from activityday.rules.points import DerivedEntry, NewEntry, StoredEntry, Timeline
from activityday.ui.parts import Why


@dataclass(frozen=True)
class Line:
    """One line of a statement: stored, still to be written, or worth nothing and why."""

    on: date
    label: str
    points: Decimal
    text: str
    source: str
    url: str
    is_pending: bool
    is_correction: bool
    is_veto: bool
    why: Why


@dataclass(frozen=True)
class Place:
    """Where the reader stands: links lead only to pages of this branch."""

    branch: Unit
    member: UUID
    tables: Timeline
    may_open: bool
    may_see_dues: bool


def lines_of(points: MemberPoints, tables: Timeline, *, unit: Unit, may_see_dues: bool = False) -> list[Line]:
    """The statement of a member as seen from `unit`, in the order of time: entries, what is pending, what counts nothing."""
    may_open = points.branch.path.startswith(unit.path)
    place = Place(points.branch, points.member.pk, tables, may_open, may_see_dues)
    written = {(entry.source, entry.source_key, entry.rule) for entry in points.stored}
    pending = {(entry.source, entry.source_key, entry.rule) for entry in points.pending}
    silent = [
        entry
        for entry in points.derived
        if not entry.points and (*entry.fact.name, entry.rule.key) not in written | pending
    ]
    found = [
        *((_key(entry, 0), _stored(entry, place)) for entry in points.stored),
        *((_key(entry, 1), _pending(entry, points, place)) for entry in points.pending),
        *((_key_of(entry), _silent(entry, points, place)) for entry in silent),
    ]
    return [line for _, line in sorted(found, key=_first)]


def rows_of(table: Table) -> list[tuple[str, list[PointRule]]]:
    """The rows of a table by category, in the order of the columns."""
    groups = ((one, [rule for rule in table.rules if rule.category == one]) for one in Category)
    return [(CATEGORY_LABELS[one], rules) for one, rules in groups if rules]


def left_out(classes: Iterable[PointClass]) -> list[str]:
    """Who is not scored, in words."""
    return [one.label for one in classes if not one.is_scored]


def _stored(entry: PointEntry, place: Place) -> Line:
    return _line(as_stored(entry), entry.text, place, here=entry.branch_id == place.branch.pk).made(
        is_pending=False, is_correction=entry.corrects_id is not None
    )


def _pending(entry: NewEntry, points: MemberPoints, place: Place) -> Line:
    here = points.person.branch_in(entry.month).pk == place.branch.pk
    return _line(entry, entry.text, place, here=here).made(
        is_pending=True, is_correction=entry.corrects is not None
    )


def _silent(entry: DerivedEntry, points: MemberPoints, place: Place) -> Line:
    fact, rule = entry.fact, entry.rule
    here = points.person.branch_in(fact.month).pk == place.branch.pk
    shape = _Shape(fact.on, fact.month, rule.key, rule.label, entry.points, fact.source, fact.source_key)
    return _line(shape, entry.text, place, here=here).made(is_pending=False, is_correction=False)


@dataclass(frozen=True)
class _Shape:
    on: date
    month: date
    rule: str
    label: str
    points: Decimal
    source: str
    source_key: str


@dataclass(frozen=True)
class _Draft:
    on: date
    label: str
    points: Decimal
    text: str
    source: str
    url: str
    is_veto: bool
    why: Why

    def made(self, *, is_pending: bool, is_correction: bool) -> Line:
        return Line(**vars(self), is_pending=is_pending, is_correction=is_correction)


def _line(entry: StoredEntry | NewEntry | _Shape, text: str, place: Place, *, here: bool) -> _Draft:
    table = place.tables.on(entry.month)
    rule = table.rule(entry.rule)
    source = Source(entry.source)
    limit = f"，{rule.cap_label}" if rule and rule.cap_label else ""
    said = f"{rule.label}：每次 {signed(rule.points)} 分{limit}" if rule else entry.label
    return _Draft(
        on=entry.on,
        label=entry.label,
        points=entry.points,
        text=text,
        source=str(source.label),
        url=_url(source, entry, place) if here and place.may_open else "",
        is_veto=rule is not None and rule.is_veto,
        why=Why(
            facts=(f"{source.label}，{entry.on.year}年{entry.on.month}月{entry.on.day}日",),
            rule=f"{said}（{table.document}，规则表版本 {table.fingerprint[:8]}）",
            clause=rule.clause if rule else "notice 四(四)",
            arithmetic=text,
        ),
    )


def _url(source: Source, entry: StoredEntry | NewEntry | _Shape, place: Place) -> str:
    if source == Source.ATTENDANCE:
        return reverse("closing:closed", args=[place.branch.code, entry.month.year, entry.month.month])
    if source == Source.MANUAL:
        return reverse("points:manual_entry", args=[place.branch.code, entry.source_key])
    if source == Source.SERVICE:
        return reverse("service:project", args=[place.branch.code, entry.source_key])
    return reverse("dues:member", args=[place.branch.code, place.member]) if place.may_see_dues else ""


def _key(entry: PointEntry | NewEntry, rank: int) -> tuple[date, date, str, str, int, int]:
    return entry.month, entry.on, entry.source, entry.source_key, rank, entry.number


def _key_of(entry: DerivedEntry) -> tuple[date, date, str, str, int, int]:
    return entry.fact.month, entry.fact.on, entry.fact.source, entry.fact.source_key, 2, 0


def _first(pair: tuple[tuple[date, date, str, str, int, int], Line]) -> tuple[date, date, str, str, int, int]:
    return pair[0]
