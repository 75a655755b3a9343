"""三会一课 by quarter: what was held on activity days and on other days, against what the rules ask for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os.path import commonprefix
from uuid import UUID

from django.db.models import F, Q, QuerySet

from activityday.contents.review.enums import Duty as DutyKind
from activityday.contents.review.models import LifeMeeting, Meeting
from activityday.day.activity.enums import State
from activityday.day.activity.models import Segment
from activityday.day.activity.queries import in_use_since
from activityday.office.policy.queries import meeting_duties, parameters_for_many
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import is_in_force
from activityday.rules.meetings import (
    QUARTERS,
    Branch,
    Counter,
    Duty,
    Held,
    PlenaryReading,
    Standing,
    counter,
    duty_of_form,
    is_owed,
)
from activityday.rules.parameters import Parameters

HAPPENED = (State.HELD, State.CLOSED)
GROUP = DutyKind.GROUP.value


@dataclass(frozen=True)
class YearOfMeetings:
    """A branch's year of meetings: one row a kind, four quarters each."""

    unit: Unit
    year: int
    rows: tuple[tuple[Duty, tuple[Counter, ...]], ...]

    def of_quarter(self, quarter: int) -> list[Counter]:
        """The counters of one quarter in the order of the rulebook."""
        return [counters[quarter - 1] for _, counters in self.rows]

    def lacking(self, quarter: int) -> list[Counter]:
        """What is missing by today in one quarter."""
        return [one for one in self.of_quarter(quarter) if one.missing]

    @property
    def short(self) -> list[Counter]:
        """What is past and was not recorded."""
        return [one for _, counters in self.rows for one in counters if one.standing == Standing.SHORT]

    @property
    def quarters(self) -> list[tuple[int, list[Counter], Standing]]:
        """Each quarter with its counters and how it stands as a whole: the worst of them."""
        return [(n, self.of_quarter(n), _worst(self.of_quarter(n))) for n in range(1, QUARTERS + 1)]


@dataclass(frozen=True)
class CountedPart:
    """A part of an activity day and what it counts as; `is_said` where people said so."""

    segment: Segment
    held_on: date
    place: str
    duty: str
    is_said: bool


def counters_of(unit: Unit, year: int, *, on: date) -> YearOfMeetings:
    """The year's 三会一课 of one branch as seen on the day."""
    return counters_of_many([unit], year, on=on)[unit.pk]


def counters_of_many(branches: Sequence[Unit], year: int, *, on: date) -> dict[int, YearOfMeetings]:
    """`counters_of` by unit id; the same number of queries for any number of branches.

    Months before the branch began to record here are not asked for.
    """
    parameters = parameters_for_many(branches, on=on)
    groups = _groups(branches, on)
    held = _held(branches, year, parameters)
    since = in_use_since(branches)
    return {
        unit.pk: _year(
            _branch(unit, groups[unit.path], held[unit.path], since.get(unit.pk, on.replace(day=1))),
            unit,
            year,
            held[unit.path],
            parameters[unit.pk],
            on,
        )
        for unit in branches
    }


def segments_in_year(unit: Unit, year: int, *, on: date) -> list[CountedPart]:
    """The parts of the year's activity days of one branch, the newest day first, with what each counts as."""
    readings = parameters_for_many([unit], on=on)
    found = [part for _, part in _parts([unit], year, readings)]
    return sorted(found, key=lambda part: (-part.held_on.toordinal(), part.place, part.segment.position))


def segment_in(unit: Unit, key: int) -> Segment | None:
    """One part of an activity day of `unit` or its groups; None for any other."""
    mine = Q(activity__scopes__unit__path__startswith=unit.path, activity__scopes__is_live=True)
    found = Segment.objects.filter(mine, pk=key, activity__state__in=HAPPENED)
    return found.select_related("activity", "activity__host", "counted").distinct().first()


def meetings_of(unit: Unit, year: int) -> QuerySet[Meeting]:
    """The meetings of other days at or below `unit` in the year, the newest first; annulled ones too."""
    found = Meeting.objects.filter(unit__path__startswith=unit.path, held_on__year=year)
    return found.select_related("unit", "unit__committee", "group").order_by("-held_on", "unit__path", "pk")


def meeting_of(unit: Unit, key: UUID) -> Meeting | None:
    """One meeting of `unit` itself; None for any other."""
    found = Meeting.objects.select_related("unit", "unit__committee", "group")
    return found.filter(unit=unit, pk=key).first()


def _branch(unit: Unit, groups: Sequence[str], held: Sequence[Held], in_use: date) -> Branch:
    """What the branch owes, and from when: the first month recorded here, or of which it wrote a meeting down itself."""
    since = min([in_use, *(one.held_on.replace(day=1) for one in held)])
    return Branch(unit.has_committee, tuple(groups), since)


def _year(
    branch: Branch, unit: Unit, year: int, held: Sequence[Held], now: Parameters, on: date
) -> YearOfMeetings:
    rows = tuple(
        (
            duty,
            tuple(
                counter(
                    duty,
                    held,
                    branch=branch,
                    year=year,
                    quarter=quarter,
                    number=now.integer(duty.parameter),
                    on=on,
                )
                for quarter in range(1, QUARTERS + 1)
            ),
        )
        for duty in meeting_duties()
        if is_owed(duty, branch)
    )
    return YearOfMeetings(unit, year, rows)


def _groups(branches: Sequence[Unit], on: date) -> dict[str, list[str]]:
    paths = {unit.path for unit in branches}
    found: dict[str, list[str]] = defaultdict(list)
    groups = Unit.objects.filter(is_in_force(on), level=Level.GROUP, path__startswith=_common(branches))
    for path in groups.order_by("path").values_list("path", flat=True):
        if path[: -Unit.steplen] in paths:
            found[path[: -Unit.steplen]].append(path)
    return found


def _held(branches: Sequence[Unit], year: int, parameters: Mapping[int, Parameters]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for path, part in _parts(branches, year, parameters):
        if part.duty:
            found[path].append(_as_held(part.duty, part.held_on, part.place))
    common = _common(branches)
    meetings = Meeting.objects.filter(unit__path__startswith=common, held_on__year=year, annulled_at=None)
    life = LifeMeeting.objects.filter(unit__path__startswith=common, held_on__year=year, activity=None)
    for rows, kind in ((meetings, "duty"), (life, "body")):
        for path, duty, day, group in rows.values_list("unit__path", kind, "held_on", "group__path"):
            found[path].append(_as_held(duty, day, group or ""))
    return found


def _as_held(duty: str, day: date, place: str) -> Held:
    # only group meetings are counted group by group; a lecture in the groups of one day is one
    return Held(duty, day, place if duty == GROUP else "")


def _parts(
    branches: Sequence[Unit], year: int, parameters: Mapping[int, Parameters]
) -> Iterator[tuple[str, CountedPart]]:
    """Each part of the year's activity days, once for each branch (or group of it) that it is credited to."""
    by_path = {unit.path: unit for unit in branches}
    found = Segment.objects.filter(
        activity__scopes__unit__path__startswith=_common(branches),
        activity__scopes__is_live=True,
        activity__held_on__year=year,
        activity__state__in=HAPPENED,
    ).annotate(scope=F("activity__scopes__unit__path"), level=F("activity__scopes__unit__level"))
    for segment in found.select_related("activity", "counted").order_by("activity__held_on", "position"):
        at_group = segment.level == Level.GROUP
        path = segment.scope[: -Unit.steplen] if at_group else segment.scope
        if path in by_path:
            now = parameters[by_path[path].pk]
            yield path, _counted(segment, segment.scope if at_group else "", now)


def _counted(segment: Segment, place: str, now: Parameters) -> CountedPart:
    said = getattr(segment, "counted", None)
    if said is not None:
        return CountedPart(segment, segment.activity.held_on, place, said.duty, is_said=True)
    reading = PlenaryReading(now.choice("members_meeting_reading"))
    duty = duty_of_form(meeting_duties(), segment.form, at_group=bool(place), reading=reading)
    return CountedPart(segment, segment.activity.held_on, place, duty.key if duty else "", is_said=False)


def _common(branches: Sequence[Unit]) -> str:
    common: str = commonprefix([unit.path for unit in branches])  # noqa: RUF071 -- paths of the tree, all steps of one width
    return common[: len(common) // Unit.steplen * Unit.steplen]


def _worst(counters: Sequence[Counter]) -> Standing:
    standings = {one.standing for one in counters}
    order = (Standing.SHORT, Standing.OPEN, Standing.ENOUGH, Standing.LATER, Standing.BEFORE)
    return next((one for one in order if one in standings), Standing.ENOUGH)
