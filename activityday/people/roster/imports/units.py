"""Which unit a name in the workbook means: one that exists, or one to be set up."""

import re
from collections import defaultdict

from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of, in_unit_and_below
from activityday.people.roster.imports.names import guessed_sector, is_general, owner_names, plain
from activityday.people.roster.imports.plan import PlannedUnit, Terms

LONGEST_NAME = 100
NUMERALS = [
    "零",
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
]
NUMBER = re.compile("二十|十[一二三四五六七八九]?|[一二三四五六七八九]")


class UnknownUnit(Refused):
    """The name means no unit of the tree; one may be set up for it."""


class Units:
    """The units of one committee by what identifies their names, and those that the workbook adds."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.committee: Unit = (
            terms.unit if terms.unit.level == Level.COMMITTEE else terms.unit.committee or terms.unit
        )
        self._owners = owner_names([*ancestors_of(self.committee), self.committee])
        self._known: dict[str, list[PlannedUnit]] = defaultdict(list)
        self._groups: dict[tuple[int, str], PlannedUnit] = {}
        self._added: list[PlannedUnit] = []
        self._answers: dict[tuple[str, str], PlannedUnit | Refused] = {}
        self.top = PlannedUnit(self.committee.name, Level.COMMITTEE, unit=self.committee)
        self._read()

    @property
    def planned(self) -> list[PlannedUnit]:
        """Every unit that at least one row names, parents before children; found ones and new ones."""
        known = [one for ones in self._known.values() for one in ones]
        used = {id(one): one for one in [*known, *self._added, *self._groups.values()] if one.rows}
        return sorted(used.values(), key=_rank)

    def branch(self, name: str, parent: str = "") -> PlannedUnit:
        """The branch that `name` (under the general branch `parent`) means. Raises Refused with what to do."""
        key = (name, parent)
        if key not in self._answers:
            try:
                self._answers[key] = self._branch(name, parent)
            except Refused as refused:
                self._answers[key] = refused
        answer = self._answers[key]
        if isinstance(answer, Refused):
            raise type(answer)(answer.sentence)
        return answer

    def group(self, branch: PlannedUnit, name: str) -> PlannedUnit | None:
        """The Party group of `branch` that `name` means; None where it is unknown and none may be set up."""
        key = (id(branch), plain(name, [plain(branch.name, self._owners)]))
        if key not in self._groups and self.terms.create_units and len(name) <= LONGEST_NAME:
            full = name if "党小组" in name else f"{name}党小组"
            self._groups[key] = PlannedUnit(full, Level.GROUP, parent=branch)
        return self._groups.get(key)

    def _read(self) -> None:
        branches: list[PlannedUnit] = []
        for unit in in_unit_and_below(self.committee):
            planned = PlannedUnit(unit.name, Level(unit.level), unit=unit)
            if unit.level == Level.GROUP:
                branch = next(one for one in reversed(branches) if unit.path.startswith(one.unit.path))  # type: ignore[union-attr]
                planned.parent = branch
                for name in (unit.name, unit.short_name):
                    self._groups[id(branch), plain(name, [plain(branch.name, self._owners)])] = planned
            elif unit.pk != self.committee.pk:
                branches.append(planned)
                for name in {plain(unit.name, self._owners), plain(unit.short_name, self._owners)}:
                    self._known[name].append(planned)

    def _branch(self, name: str, parent: str) -> PlannedUnit:
        if not name:
            return self._without_name()
        found = self._pick(name)
        if found is None:
            return self._new(name, parent)
        if found.level != Level.BRANCH:
            raise Refused(f"“{name}”是党总支，党员的组织关系要落到党支部，请写明党支部名称。")
        unit = found.unit
        if unit is not None and not unit.path.startswith(self.terms.unit.path):
            raise Refused(f"“{name}”不在{self.terms.unit.name}范围内，请从上一级导入，或删去这一行。")
        if unit is not None and unit.dissolved_on and unit.dissolved_on < self.terms.on:
            raise Refused(f"{unit.name}已于{unit.dissolved_on:%Y-%m-%d}撤销，请改成现在的党支部。")
        return found

    def _pick(self, name: str) -> PlannedUnit | None:
        """The unit meant by the name: one spelt exactly so, else the only one that the name identifies."""
        candidates = self._known.get(plain(name, self._owners), [])
        same_kind = [one for one in candidates if is_general(name) == (one.level == Level.GENERAL_BRANCH)]
        candidates = same_kind or candidates
        exact = [one for one in candidates if one.name == name]
        if len(candidates) > 1 and len(exact) != 1:
            raise Refused(f"“{name}”可能是{'、'.join(one.name for one in candidates[:3])}，请写全称。")
        found = exact or candidates
        return found[0] if found else None

    def _without_name(self) -> PlannedUnit:
        own = [one for ones in self._known.values() for one in ones if one.unit == self.terms.unit]
        if self.terms.unit.level == Level.BRANCH and own:
            return own[0]
        raise Refused("这一行没有写所在党支部，请补上党支部名称。")

    def _new(self, name: str, parent: str) -> PlannedUnit:
        if self.terms.unit.level == Level.BRANCH:
            raise Refused(f"“{name}”不是{self.terms.unit.name}，请从镇党委一级导入，或改正党支部名称。")
        if not self.terms.create_units:
            raise UnknownUnit(
                f"没有“{name}”这个党支部。名称写错了的，请改正；没有写错的，可以随这次导入新建。"
            )
        if len(name) > LONGEST_NAME:
            raise Refused(f"党支部名称超过 {LONGEST_NAME} 个字，请核对。")
        planned = PlannedUnit(name, Level.BRANCH, self._sector(name), self._parent_of(parent))
        return self._add(planned)

    def _sector(self, name: str) -> Sector:
        chosen = self.terms.sectors.get(name, "")
        return Sector(chosen) if chosen in Sector.values else guessed_sector(name)

    def _parent_of(self, name: str) -> PlannedUnit:
        """The general branch that the row names; else the unit the import is for."""
        own = [one for ones in self._known.values() for one in ones if one.unit == self.terms.unit]
        if own or not (name and is_general(name)):
            return own[0] if own else self.top
        found = self._pick(name)
        if found is not None:
            return found if found.level == Level.GENERAL_BRANCH else self.top
        general = PlannedUnit(name, Level.GENERAL_BRANCH, guessed_sector(name), self.top, rows=1)
        return self._add(general)

    def _add(self, planned: PlannedUnit) -> PlannedUnit:
        self._known[plain(planned.name, self._owners)].append(planned)
        self._added.append(planned)
        return planned


def _rank(one: PlannedUnit) -> tuple[int, int]:
    """Parents before children; the groups of a branch by their number."""
    if one.level != Level.GROUP:
        return int(one.level == Level.BRANCH), 0
    found = NUMBER.search(one.name)
    return 2, NUMERALS.index(found[0]) if found else len(NUMERALS)
