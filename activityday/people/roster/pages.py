"""What the pages of units show, gathered in a few queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import around
from activityday.people.roster.models import Post
from activityday.people.roster.queries import full_members_in, numbers_in, posts_in
from activityday.people.roster.templatetags.roster_words import told

HISTORY = 8


@dataclass(frozen=True)
class Row:
    """A unit in the list below another, with how many members it has."""

    unit: Unit
    depth: int
    members: int
    groups: int


@dataclass(frozen=True)
class UnitPage:
    """A unit, what lies above and below it, its people, its history."""

    crumbs: list[Unit]
    rows: list[Row]
    members: int
    full_members: int | None
    branches: int
    sectors: list[tuple[str, int]]
    posts: list[Post]
    history: list[Entry]


def unit_page(unit: Unit, *, on: date) -> UnitPage:
    """Everything on the page of `unit` on the day; five queries (a branch: six) however many units lie below."""
    above, below = around(unit, on=on)
    units = [unit, *below]
    numbers = numbers_in(units, on=on)
    branches = [one for one in units if one.level == Level.BRANCH]
    members = _totals((one.path, numbers.get(one.pk, 0)) for one in branches)
    members.update({one.path: numbers.get(one.pk, 0) for one in units if one.level == Level.GROUP})
    groups = _totals((one.path[: -Unit.steplen], 1) for one in below if one.level == Level.GROUP)
    sectors = Counter(Sector(one.sector) for one in branches)
    return UnitPage(
        crumbs=above,
        rows=[
            Row(
                unit=one,
                depth=(len(one.path) - len(unit.path)) // Unit.steplen - 1,
                members=members[one.path],
                groups=groups[one.path],
            )
            for one in below
            if _is_shown(unit, one)
        ],
        members=members[unit.path],
        full_members=full_members_in(unit, on=on) if unit.is_branch else None,
        branches=len(branches),
        sectors=[(sector.label, sectors[sector]) for sector in Sector if sectors[sector]],
        posts=posts_in(unit, on=on),
        history=list(told(history_of("unit", unit.pk))[:HISTORY]),
    )


def _totals(numbers: Iterable[tuple[str, int]]) -> Counter[str]:
    """Numbers by path, each counted for every unit above it as well."""
    totals: Counter[str] = Counter()
    for path, number in numbers:
        for length in range(Unit.steplen, len(path) + 1, Unit.steplen):
            totals[path[:length]] += number
    return totals


def _is_shown(unit: Unit, one: Unit) -> bool:
    """Party groups are listed on their branch's page only; a county's page stops at the primary committees."""
    if unit.committee_id is None:
        return one.committee_id in {None, one.pk}
    return unit.is_branch or one.level != Level.GROUP
