"""Everything a post can reach from its first page that is not in the bar: one list, in the order of the notice."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from activityday.people.accounts.access import may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

P = Permission
BRANCH, TOWN, COUNTY = "branch", "town", "county"
KINDS = {
    Level.GENERAL_BRANCH: BRANCH,
    Level.BRANCH: BRANCH,
    Level.COMMITTEE: TOWN,
    Level.COUNTY: COUNTY,
}
# chapter of the notice → label, address, whether the address names the year, for which units, needed permission
Entry = tuple[str, str, bool, tuple[str, ...], P]
PLACES: dict[str, tuple[Entry, ...]] = {
    "参加的人": (
        ("导入花名册", "roster:imports", False, (TOWN,), P.IMPORT_ROSTER),
        ("流动党员", "floating:floating", False, (BRANCH, TOWN), P.VIEW_FLOATING),
        ("不参加和其他方式", "attendance:exemptions", False, (BRANCH, TOWN), P.VIEW_ROSTER),
    ),
    "活动的内容": (
        ("年度计划", "activity:annual", True, (BRANCH, TOWN), P.VIEW_UNIT),
        ("学习资料", "notices:materials", True, (BRANCH, TOWN), P.VIEW_UNIT),
        ("场所和资源名录", "directory:directory", False, (BRANCH, TOWN), P.VIEW_UNIT),
        ("党性分析和三会一课", "review:review", False, (BRANCH, TOWN), P.VIEW_REVIEW),
        ("民主评议党员", "appraisal:year", True, (BRANCH, TOWN), P.VIEW_APPRAISAL),
        ("议事、表决和督办", "deliberation:deliberation", False, (BRANCH, TOWN), P.VIEW_DELIBERATION),
        ("服务党员群众", "service:year", True, (BRANCH, TOWN), P.VIEW_SERVICE),
        ("党费：各支部收缴和上缴", "dues:overview", False, (TOWN,), P.VIEW_DUES),
        ("公示", "notices:notices", False, (BRANCH, TOWN), P.VIEW_NOTICES),
    ),
    "组织和督查": (
        ("谈话和个案", "standing:overview", False, (BRANCH, TOWN), P.VIEW_CASES),
        ("积分", "points:year", True, (BRANCH, TOWN), P.VIEW_POINTS),
        ("积分规则表", "points:table", False, (TOWN,), P.VIEW_POINTS),
        ("半年报备", "reports:half_years", True, (BRANCH, TOWN, COUNTY), P.VIEW_BOARD),
        ("联系点、督查和整改", "supervision:overview", False, (BRANCH, TOWN, COUNTY), P.VIEW_SUPERVISION),
        ("通报", "reports:circulars", False, (BRANCH, TOWN, COUNTY), P.VIEW_SUPERVISION),
        ("实施方案和经验总结", "filings:writings", False, (BRANCH, TOWN, COUNTY), P.VIEW_UNIT),
        ("查询", "reports:questions", False, (BRANCH, TOWN, COUNTY), P.VIEW_UNIT),
        ("Word 模板", "reports:templates", False, (TOWN,), P.EDIT_TREE),
    ),
}


@dataclass(frozen=True)
class Place:
    """One way on from the first page."""

    label: str
    url: str


@dataclass(frozen=True)
class Chapter:
    """Places that belong together, as the notice puts them."""

    heading: str
    places: list[Place]


def more_places(request: HttpRequest, unit: Unit, *, on: date) -> list[Chapter]:
    """Where else this reader may go at `unit`, in the chapters of the notice, none of them empty; no query."""
    found = [
        Chapter(heading, [_place(one, unit, on) for one in entries if _is_open(request, unit, one)])
        for heading, entries in PLACES.items()
    ]
    return [chapter for chapter in found if chapter.places]


def _is_open(request: HttpRequest, unit: Unit, entry: Entry) -> bool:
    _, _, _, kinds, permission = entry
    return KINDS.get(Level(unit.level)) in kinds and may(request, permission, unit)


def _place(entry: Entry, unit: Unit, on: date) -> Place:
    label, name, with_year, _, _ = entry
    return Place(label, reverse(name, args=[unit.code, on.year] if with_year else [unit.code]))
