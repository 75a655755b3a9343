"""Problems that are not put right yet, the nearest day first; and where they can stand on an agenda again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from activityday.contents.review.enums import OPEN_PROBLEMS, ProblemState
from activityday.contents.review.models import Problem, ProblemEntry
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED
from activityday.rules.follow_up import Urgency, urgency


@dataclass(frozen=True)
class OpenProblem:
    """A problem and how near its day is; `urgency` None while no deadline is set."""

    problem: Problem
    urgency: Urgency | None
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day is past and it is not reported done."""
        return self.urgency == Urgency.OVERDUE and self.problem.state != ProblemState.DONE

    def stands_in(self, activity: Activity) -> bool:
        """Whether it is on the agenda of the activity already."""
        segment = self.problem.segment
        return segment is not None and segment.activity_id == activity.pk


def open_problems(unit: Unit, *, on: date) -> list[OpenProblem]:
    """What is not closed out at or below `unit`, the nearest day first, those without a day last.

    As many queries for one as for many; how early to remind is the parameter of `unit` itself. Titles are sealed and
    read only where somebody asks for them; who may read a personal one is the page's question.
    """
    days = parameters_for(unit, on=on).integer("problem_remind_days")
    found = problems_of(unit).filter(state__in=OPEN_PROBLEMS)
    return due_among(
        found.order_by(F("due_on").asc(nulls_last=True), "unit__path", "found_on", "pk"), on, days
    )


def due_among(found: Iterable[Problem], on: date, remind_days: int) -> list[OpenProblem]:
    """How near each of them is."""
    return [
        OpenProblem(
            one,
            urgency(one.due_on, on, remind_days=remind_days) if one.due_on else None,
            abs((one.due_on - on).days) if one.due_on else 0,
        )
        for one in found
    ]


def problems_of(unit: Unit) -> QuerySet[Problem]:
    """All problems at or below `unit`, the newest first."""
    found = Problem.objects.filter(unit__path__startswith=unit.path)
    related = ("unit", "unit__committee", "member", "meeting", "segment", "segment__activity")
    return (
        found.select_related(*related)
        .defer("meeting__points", *SEALED)
        .order_by("-found_on", "unit__path", "pk")
    )


def problems_settled(unit: Unit) -> QuerySet[Problem]:
    """What was closed out or struck at or below `unit`, the newest first."""
    return problems_of(unit).exclude(state__in=OPEN_PROBLEMS)


def problem_of(unit: Unit, key: UUID) -> Problem | None:
    """One problem of `unit` itself with its steps; None for any other."""
    entries = ProblemEntry.objects.order_by("number")
    return problems_of(unit).filter(unit=unit, pk=key).prefetch_related(Prefetch("entries", entries)).first()


def problem_counts(unit: Unit, *, on: date) -> dict[int, tuple[int, int]]:
    """By branch at or below `unit`: how many problems are open, and how many of them overdue; one query."""
    counts: dict[int, tuple[int, int]] = {}
    rows = Problem.objects.filter(unit__path__startswith=unit.path, state__in=OPEN_PROBLEMS)
    for key, state, due_on in rows.values_list("unit", "state", "due_on"):
        number, late = counts.get(key, (0, 0))
        is_late = due_on is not None and due_on < on and state != ProblemState.DONE
        counts[key] = (number + 1, late + is_late)
    return counts


def preparing_activity(unit: Unit, *, on: date) -> Activity | None:
    """The activity of `unit` that is being prepared and whose day is not past, the nearest first."""
    found = Activity.objects.filter(scopes__unit=unit, scopes__is_live=True, state=State.PREPARING)
    found = found.filter(held_on__gte=on).select_related("host", "host__committee", "committee")
    return found.order_by("held_on").first()
