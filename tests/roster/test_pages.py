"""What the page of a unit counts, at every level of the tree."""

from collections.abc import Callable
from datetime import date

from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.roster.models import Member
from activityday.people.roster.pages import unit_page
from tests.conftest import OPERATOR, START, Town

MakeMembers = Callable[..., list[Member]]
DAY = date(2026, 11, 2)


def rows_of(unit: object) -> list[tuple[str, int, int, int]]:
    return [(row.unit.code, row.depth, row.members, row.groups) for row in unit_page(unit, on=DAY).rows]


def test_every_level_counts_its_own_members_once(town: Town, make_members: MakeMembers) -> None:
    general = establish(
        parent=town.committee,
        code="taolin",
        name="桃林村党总支",
        level=Level.GENERAL_BRANCH,
        by=OPERATOR,
        at=START,
    )
    first = establish(
        parent=general,
        code="taolin-1",
        name="桃林村第一党支部",
        level=Level.BRANCH,
        sector=Sector.COMMUNITY,
        by=OPERATOR,
        at=START,
    )
    make_members(town.village, 5)
    make_members(first, 3, prefix="桃林")
    assert rows_of(town.county) == [("fenggang", 0, 8, 2)]
    assert rows_of(town.committee) == [
        ("xingtang", 0, 5, 2),
        ("liudi", 0, 0, 0),
        ("taolin", 0, 3, 0),
        ("taolin-1", 1, 3, 0),
    ]
    assert rows_of(town.village) == [("xingtang-1", 0, 3, 0), ("xingtang-2", 0, 2, 0)]
    page = unit_page(town.committee, on=DAY)
    assert (page.members, page.branches, page.sectors) == (8, 3, [("村", 2), ("社区", 1)])
    assert [unit.code for unit in unit_page(first, on=DAY).crumbs] == ["county", "fenggang", "taolin"]
    assert (unit_page(town.village, on=DAY).full_members, unit_page(town.groups[0], on=DAY).members) == (5, 3)


def test_dissolved_units_are_not_listed_after_their_last_day(town: Town) -> None:
    town.other_village.dissolved_on = date(2026, 11, 1)
    town.other_village.save()
    assert rows_of(town.committee) == [("xingtang", 0, 0, 2)]
