"""Where the half-years of units stand, and what was sent: always starting from a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from activityday.day.activity.queries import in_use_since
from activityday.leadership.reports.enums import TONES, Filed
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.filings.enums import State
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import in_unit_and_below, is_in_force
from activityday.rules.half_year import Due, Half, Urgency, due_day, filing_due, half_of
from activityday.rules.parameters import Parameters

# a general branch may sum up its branches; what is due is due from branches and from the town
OWING = (Level.BRANCH, Level.COMMITTEE)
FILING = (*OWING, Level.GENERAL_BRANCH)
BY_STATE = {
    State.ASKED: Filed.SENT,
    State.APPROVED: Filed.RECEIVED,
    State.REFUSED: Filed.RETURNED,
}
BY_URGENCY = {Urgency.LATER: Filed.NOT_DUE, Urgency.SOON: Filed.SOON, Urgency.OVERDUE: Filed.OVERDUE}
WAITING = {Filed.SOON, Filed.OVERDUE, Filed.RETURNED}


@dataclass(frozen=True)
class Standing:
    """Where one unit's half-year stands on a day. `report` is the newest version that was not withdrawn."""

    unit: Unit
    half: Half
    due: Due
    state: Filed
    report: HalfYearReport | None
    is_before_use: bool = False

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return TONES[self.state]

    @property
    def label(self) -> str:
        """The state as a word; a half-year before the system was in use is nobody's debt."""
        return "启用以前" if self.is_before_use and self.report is None else str(self.state.label)

    @property
    def sentence(self) -> str:
        """What the cell says in words."""
        return f"{self.half.label} {self.label}，期限 {self.due.due_on.month}月{self.due.due_on.day}日"


@dataclass(frozen=True)
class Row:
    """One unit's two half-years."""

    unit: Unit
    cells: tuple[Standing, ...]


def standings_of(
    units: Sequence[Unit], halves: Iterable[Half], *, on: date
) -> dict[tuple[int, Half], Standing]:
    """Where these units' half-years stand on the day, by (unit id, half); four queries for any number."""
    halves = list(halves)
    parameters = parameters_for_many(units, on=on)
    latest, in_use = _latest(units, halves), in_use_since(units)
    return {
        (unit.pk, half): _standing(
            unit, half, latest.get((unit.pk, half)), parameters[unit.pk], in_use.get(unit.pk), on
        )
        for unit in units
        for half in halves
    }


def standing_of(unit: Unit, half: Half, *, on: date) -> Standing:
    """Where one half-year of one unit stands."""
    return standings_of([unit], [half], on=on)[unit.pk, half]


def rows_of(unit: Unit, year: int, *, on: date) -> list[Row]:
    """The deadline board of a year: the unit itself where it files, and its branches, in the order of the tree."""
    halves = [Half(year, 1), Half(year, 2)]
    units = _owing(unit, min(max(on, halves[0].starts_on), halves[1].ends_on))
    found = standings_of(units, halves, on=on)
    return [Row(one, tuple(found[one.pk, half] for half in halves)) for one in units]


def half_years_due(unit: Unit, *, on: date) -> list[Standing]:
    """What at or below `unit` has to be sent now, or again: soon due, overdue or returned; this half-year and the one before.

    The oldest half-year first, in the order of the tree; a constant number of queries.
    """
    halves = [half_of(on).previous, half_of(on)]
    units = _owing(unit, on)
    found = standings_of(units, halves, on=on)
    return [found[one.pk, half] for half in halves for one in units if found[one.pk, half].state in WAITING]


def reports_of(unit: Unit, half: Half) -> list[HalfYearReport]:
    """Every version that was sent, the newest first, with its filing and steps."""
    found = HalfYearReport.objects.filter(unit=unit, year=half.year, half=half.number)
    return list(_whole(found).order_by("-version"))


def report_of(unit: Unit, half: Half, version: int) -> HalfYearReport | None:
    """One version, or None."""
    found = HalfYearReport.objects.filter(unit=unit, year=half.year, half=half.number, version=version)
    return _whole(found).first()


def report_by_filing(unit: Unit, key: UUID) -> HalfYearReport | None:
    """The half-year behind a filing, when it was sent at or below `unit` or is received there."""
    found = _whole(HalfYearReport.objects.filter(pk=key)).first()
    if found is None:
        return None
    paths = (found.unit.path, found.filing.answered_by.path)
    return found if any(path.startswith(unit.path) for path in paths) else None


def not_received(standings: Iterable[Standing]) -> list[Standing]:
    """Those that the superior has not received yet, in the order given."""
    return [one for one in standings if one.state != Filed.RECEIVED and not one.is_before_use]


def _owing(unit: Unit, on: date) -> list[Unit]:
    """Above the towns only the towns: what a branch sends is its town's business."""
    levels = OWING if unit.level in FILING else (Level.COMMITTEE,)
    return [*in_unit_and_below(unit).filter(is_in_force(on), level__in=levels)]


def _latest(units: Sequence[Unit], halves: Sequence[Half]) -> dict[tuple[int, Half], HalfYearReport]:
    live = HalfYearReport.objects.filter(
        unit__in=[unit.pk for unit in units], year__in={half.year for half in halves}
    ).exclude(filing__state=State.WITHDRAWN)
    # ascending: the newest version is the one that stays
    rows = live.select_related("filing").defer("content", "problems", "measures").order_by("version")
    return {(row.unit_id, Half(row.year, row.half)): row for row in rows}


def _standing(
    unit: Unit,
    half: Half,
    report: HalfYearReport | None,
    parameters: Parameters,
    since: date | None,
    on: date,
) -> Standing:
    due = due_of(unit, half, parameters, on=on)
    is_before_use = (since or on.replace(day=1)) > half.ends_on
    if report is not None:
        return Standing(unit, half, due, BY_STATE[State(report.filing.state)], report, is_before_use)
    state = Filed.NOT_DUE if is_before_use else BY_URGENCY[due.urgency]
    return Standing(unit, half, due, state, None, is_before_use)


def due_of(unit: Unit, half: Half, parameters: Parameters, *, on: date) -> Due:
    """Until when `unit` files `half`, by its own parameters: a town has longer than its branches (notice 四(四))."""
    first, second = parameters.integer("first_half_due_day"), parameters.integer("second_half_due_day")
    if unit.level == Level.COMMITTEE:
        first = second = parameters.integer("town_half_due_day")
    due_on = due_day(half, first=first, second=second)
    return filing_due(half, on, due_on=due_on, remind_days=parameters.integer("half_remind_days"))


def next_version(unit: Unit, half: Half) -> int:
    """The place of the next version."""
    found = HalfYearReport.objects.filter(unit=unit, year=half.year, half=half.number)
    return int(found.aggregate(last=Max("version"))["last"] or 0) + 1


def _whole(found: QuerySet[HalfYearReport]) -> QuerySet[HalfYearReport]:
    return found.select_related(
        "unit", "unit__committee", "filing", "filing__answered_by", "filing__unit"
    ).prefetch_related("filing__steps")
