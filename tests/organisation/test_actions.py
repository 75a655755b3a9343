"""The tree grows by what may hang where; a unit is dissolved, never deleted."""

from datetime import date

import pytest

from activityday.audit.queries import history_of
from activityday.people.organisation.actions import amend, dissolve, establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import LEGAL_CHILDREN, Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of, branches_of, in_unit_and_below
from tests.conftest import OPERATOR, START, Town


def under(parent: Unit | None, level: Level, code: str = "new") -> Unit:
    return establish(parent=parent, code=code, name="新设党组织", level=level, by=OPERATOR, at=START)


@pytest.mark.parametrize("level", list(Level))
def test_only_legal_levels_hang_under_a_branch(town: Town, level: Level) -> None:
    if level in LEGAL_CHILDREN[Level.BRANCH]:
        assert ancestors_of(under(town.village, level)) == [town.county, town.committee, town.village]
        return
    with pytest.raises(Refused, match=f"党支部下面不能直接设{level.label}，请换一个上级"):
        under(town.village, level)


def test_a_code_is_used_once(town: Town) -> None:
    with pytest.raises(Refused, match="编码“xingtang”已经有党组织在用"):
        under(town.committee, Level.BRANCH, "xingtang")


def test_branches_under_a_general_branch_belong_to_the_committee(town: Town) -> None:
    general = under(town.committee, Level.GENERAL_BRANCH, "general")
    branch = under(general, Level.BRANCH, "deep")
    assert (branch.committee, branch.chain_code) == (town.committee, "fenggang")
    assert [unit.code for unit in branches_of(town.committee, on=date(2026, 11, 2))] == [
        "xingtang",
        "liudi",
        "deep",
    ]


def test_neighbouring_paths_are_not_below(town: Town) -> None:
    assert [unit.code for unit in in_unit_and_below(town.village)] == [
        "xingtang",
        "xingtang-1",
        "xingtang-2",
    ]


def test_an_amendment_logs_old_and_new_and_nothing_else(town: Town) -> None:
    amend(
        unit=town.village,
        by=OPERATOR,
        at=START,
        sector=Sector.COMMUNITY,
        name="兴塘社区党支部",
        has_committee=True,
    )
    changes = history_of("unit", town.village.pk).first()
    assert changes is not None
    assert (
        changes.changes == '{"name": ["兴塘村党支部", "兴塘社区党支部"], "sector": ["village", "community"]}'
    )


def test_an_amendment_without_difference_leaves_no_entry(town: Town) -> None:
    before = history_of("unit", town.village.pk).count()
    amend(unit=town.village, by=OPERATOR, at=START, name=town.village.name)
    assert history_of("unit", town.village.pk).count() == before


def test_a_unit_with_units_below_is_not_dissolved(town: Town) -> None:
    with pytest.raises(Refused, match="兴塘村下面还有2个党组织（第一党小组、第二党小组等），请先撤销它们"):
        dissolve(unit=town.village, on=date(2026, 11, 2), by=OPERATOR, at=START)


def test_a_dissolved_branch_is_gone_the_day_after_and_stays_on_record(town: Town) -> None:
    last = date(2026, 11, 2)
    dissolve(unit=town.other_village, on=last, by=OPERATOR, at=START)
    assert [unit.code for unit in branches_of(town.committee, on=last)] == ["xingtang", "liudi"]
    assert [unit.code for unit in branches_of(town.committee, on=date(2026, 11, 3))] == ["xingtang"]
    with pytest.raises(Refused, match="已于2026-11-02撤销，不能再办"):
        dissolve(unit=town.other_village, on=last, by=OPERATOR, at=START)
    with pytest.raises(Refused, match="已于2026-11-02撤销"):
        under(town.other_village, Level.GROUP)


def test_a_unit_is_not_dissolved_before_it_was_established(town: Town) -> None:
    young = establish(
        parent=town.committee,
        code="young",
        name="新支部",
        level=Level.BRANCH,
        established_on=date(2026, 10, 1),
        by=OPERATOR,
        at=START,
    )
    with pytest.raises(Refused, match="撤销日期早于成立日期2026-10-01"):
        dissolve(unit=young, on=date(2026, 9, 30), by=OPERATOR, at=START)
