"""Who was expected at an activity, on what ground, and what is known of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import ExemptionKind, Ground, LeaveState, Mode, State
from activityday.day.attendance.models import Leave, RollEntry
from activityday.day.attendance.queries.elsewhere import Confirmation, confirmations_of, picks_of
from activityday.day.attendance.queries.exemptions import in_force_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.queries import Affiliated, affiliated_with
from activityday.rules.expectation import Standing, expectation
from activityday.rules.floating import HOME, CountedOnce, Seen, count_once
from activityday.rules.participation import Counts

LIVE = (LeaveState.ASKED, LeaveState.GRANTED)


@dataclass(frozen=True)
class ExpectedMember:
    """One member of the activity's units on its day: the ground, what was seen, and what was asked and granted.

    `leave` and `explanation` are granted ones; `asked` waits for the branch. `elsewhere`: who else confirmed that the
    member took part, and `picked` whose word a person chose; the month counts once.
    """

    affiliated: Affiliated
    ground: Ground
    entry: RollEntry | None = None
    leave: Leave | None = None
    explanation: Leave | None = None
    asked: Leave | None = None
    elsewhere: tuple[Confirmation, ...] = ()
    picked: str = ""

    @property
    def state(self) -> State:
        """The base state that counts; without an entry here and a word from elsewhere nothing was recorded."""
        return State(self.counted.seen.value)

    @property
    def counted(self) -> CountedOnce:
        """What the month counts as and by whose word, however many recorded it."""
        said = Seen(self.entry.state) if self.entry else Seen.UNRECORDED
        agrees = self.entry is not None and self.entry.mode == Mode.HOST_BRANCH
        return count_once(said, [one.key for one in self.elsewhere], picked=self.picked, agrees=agrees)

    @property
    def counted_elsewhere(self) -> Confirmation | None:
        """The word from elsewhere by which the month counts; None where the own roll counts."""
        return next((one for one in self.elsewhere if one.key == self.counted.by), None)

    @property
    def mode(self) -> str:
        """The mode that goes with other means, by whichever word counts; empty for none."""
        if (found := self.counted_elsewhere) is not None:
            return found.mode.value
        return self.entry.mode if self.entry and self.counted.by == HOME else ""

    @property
    def has_signed(self) -> bool:
        """Whether the own roll says present: a signature on the own sheet."""
        return self.entry is not None and self.entry.state == State.PRESENT

    @property
    def is_excused(self) -> bool:
        """Leave or an explanation was granted."""
        return self.leave is not None or self.explanation is not None

    @property
    def need_not_come(self) -> bool:
        """Nothing need be recorded: agreed not to come, or membership suspended (notice 二)."""
        return self.ground in {Ground.EXEMPT, Ground.SUSPENDED}

    @property
    def should_sign(self) -> bool:
        """Whose signature is looked for on the sheet: expected in the room, and no leave granted."""
        return self.ground == Ground.EXPECTED and not self.is_excused


def expected_at(activity: Activity, *, on: date) -> list[ExpectedMember]:
    """Everybody whose affiliation on the day is within the activity's scopes, in roster order (notice 二).

    Six queries, a seventh where something was confirmed elsewhere, however many people. A member without a row was not recorded: never present, never absent.
    """
    people = affiliated_with(activity.scopes.filter(is_live=True).values("unit"), on=on)
    keys = [person.member.pk for person in people]
    entries = {entry.member_id: entry for entry in RollEntry.objects.filter(activity=activity)}
    leaves = _leaves(keys, activity.month)
    exemptions = in_force_of(keys, on=on)
    elsewhere = confirmations_of(keys, [activity.month])
    picks = picks_of(elsewhere.keys())
    return [
        ExpectedMember(
            affiliated=person,
            ground=_ground(person, exemptions.get(person.member.pk)),
            entry=entries.get(person.member.pk),
            **leaves.get(person.member.pk, {}),
            elsewhere=tuple(elsewhere.get((person.member.pk, activity.month), ())),
            picked=picks.get((person.member.pk, activity.month), ""),
        )
        for person in people
    ]


def within(expected: Iterable[ExpectedMember], unit: Unit) -> list[ExpectedMember]:
    """Those who belong to `unit` (a branch, a Party group, or anything above them)."""
    return [member for member in expected if belongs(member.affiliated.branch, member.affiliated.group, unit)]


def belongs(branch: Unit, group: Unit | None, unit: Unit) -> bool:
    """Whether somebody of this branch and group is at or below `unit`."""
    place = group if unit.level == Level.GROUP else branch
    return place is not None and place.path.startswith(unit.path)


def roll_summary(expected: Iterable[ExpectedMember]) -> Counts:
    """How many of which outcome; `expected` = present + other means + leave + absent + unverified + unrecorded."""
    counts = dict.fromkeys(
        (
            "present",
            "other_means",
            "leave",
            "absent",
            "exempt",
            "unverified",
            "unrecorded",
            "not_expected",
        ),
        0,
    )
    for member in expected:
        counts[_outcome(member)] += 1
    return Counts(**counts)


def _outcome(member: ExpectedMember) -> str:
    """What was seen stands above everything; leave turns an absence, or silence, into leave (notice 二, 四(四))."""
    if member.state in {State.PRESENT, State.OTHER_MEANS}:
        return member.state.value
    if member.need_not_come:
        return "exempt" if member.ground == Ground.EXEMPT else "not_expected"
    if member.is_excused:
        return "leave"
    if member.state == State.ABSENT:
        return "absent"
    return "unverified" if member.ground == Ground.FLOATING else "unrecorded"


def _ground(person: Affiliated, exemption: ExemptionKind | None) -> Ground:
    standing = Standing(
        is_suspended=ConditionKind.SUSPENDED in person.conditions,
        is_floating=ConditionKind.FLOATING in person.conditions,
        is_exempt=exemption == ExemptionKind.EXEMPT,
        takes_part_by_other_means=exemption == ExemptionKind.OTHER_MEANS,
    )
    return Ground(expectation(standing).ground.value)


def _leaves(members: Iterable[UUID], month: date) -> dict[UUID, dict[str, Leave]]:
    found: dict[UUID, dict[str, Leave]] = {}
    # the sealed reason stays closed: a roll never needs it
    rows = Leave.objects.filter(member__in=members, month=month, state__in=LIVE).defer("reason")
    for leave in rows:
        name = "explanation" if leave.is_explanation else "leave"
        if leave.state == LeaveState.ASKED:
            name = "asked"
        found.setdefault(leave.member_id, {})[name] = leave
    return found
