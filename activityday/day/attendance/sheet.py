"""The roll as a page shows it: one row a person, in sections, what is saved or what was just typed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from activityday.day.attendance.checks import present_in, rest_of
from activityday.day.attendance.enums import Ground, Mode
from activityday.day.attendance.marks import Mark, mark_of
from activityday.day.attendance.queries.expected import ExpectedMember, roll_summary
from activityday.day.attendance.settling import Conflict
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.rules.participation import Counts

USUAL_MODES = {Ground.FLOATING: Mode.VIDEO, Ground.OTHER_MEANS: Mode.VISIT, Ground.EXEMPT: Mode.VISIT}


@dataclass(frozen=True)
class Row:
    """One person: the place on the roster, what is said of them, and what is to be picked when two recorders differ."""

    number: int
    expected: ExpectedMember
    mark: Mark
    facts: tuple[str, ...]
    conflict: Conflict | None = None

    @property
    def key(self) -> UUID:
        """The member's id, as the form names it."""
        return self.expected.affiliated.member.pk

    @property
    def name(self) -> str:
        """The member's name."""
        return self.expected.affiliated.member.name

    @property
    def mode(self) -> Mode:
        """The mode that is offered first: what was chosen, else what is usual on this ground."""
        return Mode(self.mark.mode) if self.mark.mode else USUAL_MODES.get(self.expected.ground, Mode.VIDEO)

    @property
    def other_label(self) -> str:
        """What stands on the second button."""
        return Mode(self.mark.mode).short if self.mark.mode else self.usual_label

    @property
    def usual_label(self) -> str:
        """The second button untouched: who takes part at home is recorded with one tap, from the card brought back."""
        return Mode.VISIT.short if self.is_visited else "其他"

    @property
    def is_visited(self) -> bool:
        """Whether the primary committee agreed to other means, for which a visit card is printed (notice 二)."""
        return self.expected.ground == Ground.OTHER_MEANS

    @property
    def absent_label(self) -> str:
        """What stands on the third button: leave that was granted is no absence."""
        return "假" if self.expected.is_excused else "缺"

    @property
    def counts_as(self) -> str:
        """What silence about this person counts as, for the figures that follow while one types."""
        if self.expected.elsewhere:
            return "other_means"
        if self.expected.need_not_come:
            return "nothing"
        return "leave" if self.expected.is_excused else "unrecorded"


@dataclass(frozen=True)
class Section:
    """People of one kind under one heading."""

    title: str
    sentence: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Sheet:
    """The whole roll with its figures."""

    sections: Sequence[Section]
    counts: Counts
    present: int
    rest: int

    @property
    def silent(self) -> int:
        """About how many nothing is known: unrecorded and to be verified."""
        return self.counts.unrecorded + self.counts.unverified

    @property
    def conflicts(self) -> int:
        """How many rows wait for a choice."""
        return sum(row.conflict is not None for section in self.sections for row in section.rows)


def sheet_of(
    expected: Sequence[ExpectedMember],
    *,
    unit: Unit,
    typed: Mapping[UUID, Mark] | None = None,
    conflicts: Iterable[Conflict] = (),
) -> Sheet:
    """`expected` as rows seen from `unit`; `typed` marks (of a form that came back) stand before saved ones."""
    open_conflicts = {conflict.member_id: conflict for conflict in conflicts}
    rows = [
        Row(
            number=number,
            expected=member,
            mark=_shown(member, typed or {}, open_conflicts),
            facts=tuple(_facts(member, unit)),
            conflict=open_conflicts.get(member.affiliated.member.pk),
        )
        for number, member in enumerate(expected, start=1)
    ]
    sections = (
        Section("应到", "", [row for row in rows if _kind(row) == "expected"]),
        Section(
            "流动党员",
            "在流入地参加的、视频参加的，点“其他”选方式。没有消息就先空着，算待核实，不算缺席。",
            [row for row in rows if _kind(row) == "floating"],
        ),
        Section(
            "不用记的",
            "经批准可以不参加，或停止党籍。不用点；来了可以记“到”。",
            [row for row in rows if _kind(row) == "free"],
        ),
    )
    return Sheet(
        [section for section in sections if section.rows],
        roll_summary(expected),
        present_in(expected),
        len(rest_of(expected)),
    )


def _kind(row: Row) -> str:
    if row.expected.need_not_come:
        return "free"
    return "floating" if row.expected.ground == Ground.FLOATING else "expected"


def _shown(member: ExpectedMember, typed: Mapping[UUID, Mark], conflicts: Mapping[UUID, Conflict]) -> Mark:
    key = member.affiliated.member.pk
    if key in conflicts:
        return conflicts[key].theirs
    return typed.get(key, mark_of(member.entry))


def _facts(member: ExpectedMember, unit: Unit) -> Iterable[str]:
    """The small line under a name: where, on what ground, what was asked, what was said elsewhere."""
    yield from _standing(member, unit)
    if member.leave is not None:
        yield f"已准假 · {member.leave.get_kind_display()}"
    if member.explanation is not None:
        yield f"说明已认可 · {member.explanation.get_kind_display()}"
    if (found := member.counted_elsewhere) is not None:
        yield f"已在外参加：{found.words}（{found.ground}），不用再点"
    if member.asked is not None:
        yield "说明待认定" if member.asked.is_explanation else "请假待批"


def _standing(member: ExpectedMember, unit: Unit) -> Iterable[str]:
    person = member.affiliated
    if person.branch.pk != unit.pk and person.group is None:
        yield person.branch.short_name
    elif person.group is not None and person.group.pk != unit.pk:
        yield person.group.short_name
    if member.ground != Ground.EXPECTED:
        yield member.ground.label
    if ConditionKind.LOST_CONTACT in person.conditions:
        yield ConditionKind.LOST_CONTACT.label
