"""Plans an import: puts every row of the workbook beside the roster. Reads, never writes."""

from collections.abc import Callable
from uuid import UUID

from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.members import put
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.imports.comparing import changes_of, differences, tidied
from activityday.people.roster.imports.names import guessed_sector
from activityday.people.roster.imports.plan import Change, Kind, Note, Plan, PlannedMember, PlannedUnit, Terms
from activityday.people.roster.imports.snapshot import Snapshot
from activityday.people.roster.imports.units import Units, UnknownUnit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.workbook.shapes import MemberRow, RosterReading

Progress = Callable[[int, int], None]
STEP = 500


def plan_import(reading: RosterReading, terms: Terms, progress: Progress | None = None) -> Plan:
    """What importing `reading` under `terms` would do; calls `progress(done, all)` every few hundred rows."""
    return _Planner(reading, terms).run(progress)


class _Planner:
    def __init__(self, reading: RosterReading, terms: Terms) -> None:
        self.reading, self.terms = reading, terms
        self.units = Units(terms)
        self.roster = Snapshot(self.units.committee)
        self.claimed: dict[UUID, MemberRow] = {}
        self.plan = Plan(
            refused=[Note(one.sheet, one.row, one.column, one.reason) for one in reading.refused],
            warnings=[Note(one.sheet, one.row, one.column, one.reason) for one in reading.warnings],
        )

    def run(self, progress: Progress | None) -> Plan:
        """Go through the rows in order."""
        for number, row in enumerate(self.reading.members, start=1):
            try:
                self.plan.members.append(self._plan(row))
            except Refused as refused:
                if isinstance(refused, UnknownUnit):
                    self.plan.unknown.append((row.unit, guessed_sector(row.unit)))
                self.plan.refused.append(Note(row.sheet, row.row, "", refused.sentence))
            if progress and number % STEP == 0:
                progress(number, len(self.reading.members))
        self.plan.units = self.units.planned
        self.plan.missing = self._missing()
        return self.plan

    def _plan(self, row: MemberRow) -> PlannedMember:
        row, cut = tidied(row)
        branch = self.units.branch(row.unit, row.parent_unit)
        member = self._match(row, branch)
        newest = self.roster.newest.get(member.pk) if member else None
        if member is not None:
            self._claim(member, row)
            _check_still_here(member, newest)
        group = self._group(row, branch, newest)
        for label in cut:
            self._warn(row, label, f"{label}太长，只保留前面的字。")
        branch.rows += 1
        if group is not None:
            group.rows += 1
        if member is None:
            return self._new(row, branch, group)
        return self._known(row, member, newest, branch, group)

    def _match(self, row: MemberRow, branch: PlannedUnit) -> Member | None:
        """The member this row speaks of, None for a new one. Raises Refused where it could be more than one."""
        if row.identity_number and (found := self.roster.by_identity(row.identity_number)):
            if found.name != row.name:
                self._warn(
                    row,
                    "姓名",
                    f"身份证号登记在{found.name}名下，文件里写的是{row.name}，请核对是不是改了名。",
                )
            return found
        sure, possible = self.roster.alike(row, branch)
        if len(sure) > 1 or (possible and not sure and not row.identity_number):
            raise Refused(
                f"名册里有{len(sure or possible)}名{row.name}，分不清是哪一位，请在文件里补上身份证号。"
            )
        return sure[0] if sure else None

    def _claim(self, member: Member, row: MemberRow) -> None:
        first = self.claimed.setdefault(member.pk, row)
        if first is not row:
            raise Refused(
                f"与“{first.sheet}”第 {first.row} 行像是同一名党员{member.name}，请只留一行；如是两个人，请都补上身份证号。"
            )

    def _group(self, row: MemberRow, branch: PlannedUnit, newest: Affiliation | None) -> PlannedUnit | None:
        """The Party group of the row; where the row names none, the one the member is in."""
        if row.group:
            group = self.units.group(branch, row.group)
            if group is None:
                self._warn(row, "党小组", f"{branch.name}没有党小组“{row.group}”，这一栏先不写入。")
            return group
        if newest and newest.group and branch.unit and newest.branch_id == branch.unit.pk:
            return self.units.group(branch, newest.group.name)
        return None

    def _new(self, row: MemberRow, branch: PlannedUnit, group: PlannedUnit | None) -> PlannedMember:
        if self.roster.namesakes(row.name, branch):
            self._warn(
                row,
                "姓名",
                f"{branch.name}已有一名{row.name}，出生或入党日期不同，会登记为两个人；如是同一人，请先改对再导入。",
            )
        member = Member(committee=self.units.committee, name=row.name)
        fields, known_to = differences(row, member)
        planned = PlannedMember(row.sheet, row.row, member, Kind.NEW, branch, group)
        planned.fields, planned.known_to = {"name": row.name, **fields}, known_to
        put(member, planned.fields, known_to)
        self.roster.add(member, branch)
        self.claimed[member.pk] = row
        self._add_posts(row, planned)
        _add_conditions(row, planned, self.roster)
        return planned

    def _known(
        self,
        row: MemberRow,
        member: Member,
        newest: Affiliation | None,
        branch: PlannedUnit,
        group: PlannedUnit | None,
    ) -> PlannedMember:
        planned = PlannedMember(row.sheet, row.row, member, Kind.UNCHANGED, branch, group, newest)
        planned.fields, planned.known_to = differences(row, member)
        planned.changes = changes_of(member, planned.fields, planned.known_to)
        self._add_move(planned)
        self._add_posts(row, planned)
        _add_conditions(row, planned, self.roster)
        if planned.changes:
            planned.kind = Kind.CHANGED
        return planned

    def _add_move(self, planned: PlannedMember) -> None:
        present = planned.affiliation
        if present is None:
            return
        if not _is(planned.branch, present.branch):
            planned.moves = True
            planned.changes.append(Change("党支部", present.branch.name, planned.branch.name))
        elif planned.group is not None and not _is(planned.group, present.group):
            planned.moves = True
            old = present.group.short_name if present.group else ""
            planned.changes.append(Change("党小组", old, planned.group.name))

    def _add_posts(self, row: MemberRow, planned: PlannedMember) -> None:
        for kind in map(PostKind, row.posts):
            place = planned.group if kind == PostKind.GROUP_LEADER else planned.branch
            if place is None:
                self._warn(row, "党内职务", "写了党小组长，但没有写是哪个党小组，任职先不写入。")
            elif place.unit is None or (planned.member.pk, place.unit.pk, kind) not in self.roster.posts:
                planned.posts.append(kind)
                planned.changes.append(Change("党内职务", "", kind.label))

    def _missing(self) -> list[Affiliation]:
        """Members of the branches the workbook speaks of who are not in it. They stay on the roster."""
        spoken_of = {one.unit.pk for one in self.plan.units if one.unit is not None}
        return [
            newest
            for key, newest in self.roster.newest.items()
            if newest.ends_on is None and newest.branch_id in spoken_of and key not in self.claimed
        ]

    def _warn(self, row: MemberRow, column: str, reason: str) -> None:
        self.plan.warnings.append(Note(row.sheet, row.row, column, reason))


def _add_conditions(row: MemberRow, planned: PlannedMember, roster: Snapshot) -> None:
    """What the row says of floating, suspension and lost contact, where the roster says otherwise."""
    lost_on = row.lost_on.on if row.lost_on else None
    said = (
        (ConditionKind.FLOATING, row.is_floating, None, row.destination[:100]),
        (ConditionKind.SUSPENDED, row.is_suspended, None, ""),
        (ConditionKind.LOST_CONTACT, row.is_lost, lost_on, ""),
    )
    for kind, holds, since, place in said:
        is_open = (planned.member.pk, kind) in roster.conditions
        if holds and not is_open:
            planned.begins.append((kind, since, place))
            planned.changes.append(Change("情形", "", kind.label))
        elif holds is False and is_open:
            planned.ends.append(kind)
            planned.changes.append(Change("情形", kind.label, "结束"))


def _check_still_here(member: Member, newest: Affiliation | None) -> None:
    if newest is not None and newest.ends_on is not None:
        reason = newest.get_leave_reason_display()
        raise Refused(
            f"{member.name}已于{newest.ends_on:%Y-%m-%d}登记“{reason}”。如已回来，请先在党员页办“转入”，再导入。"
        )


def _is(planned: PlannedUnit, unit: Unit | None) -> bool:
    return planned.unit is not None and unit is not None and planned.unit.pk == unit.pk
