"""What the pages of units show, gathered in a few queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import around
from activityday.people.roster.models import Post
from activityday.people.roster.queries import full_members_in, numbers_in, posts_in

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
    numbers = numbers_in([unit, *below], on=on)
    branches = [one for one in [unit, *below] if one.level == Level.BRANCH]
    sectors = Counter(Sector(one.sector) for one in branches)
    return UnitPage(
        crumbs=above,
        rows=[_row(unit, one, below, numbers) for one in below if _is_shown(unit, one)],
        members=_members(unit, [unit, *below], numbers),
        full_members=full_members_in(unit, on=on) if unit.is_branch else None,
        branches=len(branches),
        sectors=[(sector.label, sectors[sector]) for sector in Sector if sectors[sector]],
        posts=posts_in(unit, on=on),
        history=list(history_of("unit", unit.pk)[:HISTORY]),
    )


def _is_shown(unit: Unit, one: Unit) -> bool:
    """Party groups are listed on their branch's page only; a county's page stops at the primary committees."""
    if unit.committee_id is None:
        return one.committee_id in {None, one.pk}
    return unit.is_branch or one.level != Level.GROUP


def _row(top: Unit, unit: Unit, units: list[Unit], numbers: dict[int, int]) -> Row:
    groups = sum(one.level == Level.GROUP and one.path.startswith(unit.path) for one in units)
    return Row(
        unit=unit,
        depth=(len(unit.path) - len(top.path)) // Unit.steplen - 1,
        members=_members(unit, units, numbers),
        groups=0 if unit.level == Level.GROUP else groups,
    )


def _members(unit: Unit, units: list[Unit], numbers: dict[int, int]) -> int:
    if unit.level == Level.GROUP:
        return numbers.get(unit.pk, 0)
    return sum(numbers.get(one.pk, 0) for one in units if one.is_branch and one.path.startswith(unit.path))
