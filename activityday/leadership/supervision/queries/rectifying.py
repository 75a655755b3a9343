"""Shortcomings on their way to being closed out, and which of them are late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.leadership.supervision.enums import OPEN_STATES, STATE_TONES, State
from activityday.leadership.supervision.models import Measure, Shortcoming, ShortcomingStep
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.rules.public_notice import Urgency
from activityday.rules.rectification import TimeLeft, time_left

WHOSE = {
    State.FOUND: "镇里下发整改通知书",
    State.ORDERED: "支部写明措施",
    State.UNDER_WAY: "支部整改到位",
    State.REPORTED: "镇里复查",
}


@dataclass(frozen=True)
class Due:
    """A shortcoming with whose turn it is and how near the day is; `left` is None where no day runs."""

    shortcoming: Shortcoming
    whose_turn: str
    left: TimeLeft | None

    @property
    def is_overdue(self) -> bool:
        """Whether the day for the next step is over."""
        return self.left is not None and self.left.urgency == Urgency.OVERDUE

    @property
    def tone(self) -> str:
        """The colour of its state, of lateness before all."""
        return "bad" if self.is_overdue else STATE_TONES[State(self.shortcoming.state)]

    @property
    def measure(self) -> Measure | None:
        """The measure in force, None before one was written."""
        measures = list(self.shortcoming.measures.all())
        return measures[-1] if measures else None


def open_rectifications(unit: Unit, *, on: date) -> list[Due]:
    """What is not closed out at or below `unit`, the oldest deadline first, then in the order of the tree. Three queries."""
    found = due_of(list(_whole(_below(unit).filter(state__in=OPEN_STATES))), on=on)
    return sorted(
        found, key=lambda due: (running_day(due.shortcoming) or date.max, due.shortcoming.unit.path)
    )


def rectifications_of(unit: Unit, *, on: date) -> list[Due]:
    """All shortcomings at or below `unit`, in the order of the tree, the newest inspection first. Three queries."""
    return due_of(list(_whole(_below(unit)).order_by("unit__path", "-inspection__held_on", "number")), on=on)


def due_of(shortcomings: Sequence[Shortcoming], *, on: date) -> list[Due]:
    """Whose turn it is with each, and how near the day is; two queries for any number."""
    units = {one.unit_id: one.unit for one in shortcomings}
    parameters = parameters_for_many(units.values(), on=on)
    return [
        Due(
            one,
            WHOSE.get(State(one.state), ""),
            time_left(day, on, remind_days=parameters[one.unit_id].integer("supervision_remind_days"))
            if (day := running_day(one))
            else None,
        )
        for one in shortcomings
    ]


def running_day(shortcoming: Shortcoming) -> date | None:
    """The day until which the next step should be taken; None while none runs."""
    days = {
        State.ORDERED: shortcoming.plan_due_on,
        State.UNDER_WAY: shortcoming.due_on,
        State.REPORTED: shortcoming.recheck_due_on,
    }
    return days.get(State(shortcoming.state))


def shortcoming_of(unit: Unit, key: UUID) -> Shortcoming | None:
    """One shortcoming at or below `unit` with its measures and steps; None for any other."""
    steps = Prefetch("steps", ShortcomingStep.objects.order_by("number"))
    return _whole(_below(unit).filter(pk=key)).prefetch_related(steps).first()


def _below(unit: Unit) -> QuerySet[Shortcoming]:
    return Shortcoming.objects.filter(unit__path__startswith=unit.path)


def _whole(found: QuerySet[Shortcoming]) -> QuerySet[Shortcoming]:
    return found.select_related(
        "unit", "unit__committee", "inspection", "inspection__order", "inspection__sample"
    ).prefetch_related("measures")
