"""What waits for whom, what was asked, and one filing with its steps."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from activityday.office.filings.enums import State, Step
from activityday.office.filings.models import Filing, FilingStep
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit


def waiting_for(unit: Unit) -> QuerySet[Filing]:
    """What waits for the answer of `unit`, the oldest deadline first.

    A primary committee's office also answers for its general branches, which have no office of their own.
    """
    return _with_steps(Filing.objects.filter(_answered_at(unit), state=State.ASKED))


def answered_by(unit: Unit) -> QuerySet[Filing]:
    """What `unit` answered, or was withdrawn before it could, the newest first."""
    settled = Filing.objects.filter(_answered_at(unit)).exclude(state=State.ASKED)
    return _with_steps(settled).order_by("-asked_at", "pk")


def asked_by(unit: Unit) -> QuerySet[Filing]:
    """What `unit` itself sent upward, the newest first."""
    return _with_steps(Filing.objects.filter(unit=unit)).order_by("-asked_at", "pk")


def filing_of(unit: Unit, key: UUID) -> Filing | None:
    """The filing, when it was asked or is answered at or below `unit`; else None."""
    below = Q(unit__path__startswith=unit.path) | Q(answered_by__path__startswith=unit.path)
    return _with_steps(Filing.objects.filter(below, pk=key)).first()


def filings_of(unit: Unit, keys: list[UUID]) -> list[Filing]:
    """Those of the filings `keys` that wait for `unit`'s answer or did, in the order of their deadlines."""
    return list(_with_steps(Filing.objects.filter(_answered_at(unit), pk__in=keys)))


def answers_of(keys: Iterable[object]) -> dict[object, FilingStep]:
    """By filing id: the step that agreed to it or received it; those without one are missing. One query."""
    steps = FilingStep.objects.filter(filing__in=list(keys), step=Step.APPROVE)
    return {step.filing_id: step for step in steps}


def following(unit: Unit, filing: Filing) -> Filing | None:
    """The filing to take up after `filing` among those that wait for `unit`, beginning again at the end."""
    waiting = list(waiting_for(unit))
    place = next((n for n, other in enumerate(waiting) if other.pk == filing.pk), -1)
    others = waiting[place + 1 :] + waiting[: max(place, 0)]
    return others[0] if others else None


def is_overdue(filing: Filing, *, on: date) -> bool:
    """Whether it should have been answered before the day and was not."""
    return filing.state == State.ASKED and filing.due_on is not None and filing.due_on < on


def _answered_at(unit: Unit) -> Q:
    own = Q(answered_by=unit)
    if unit.level != Level.COMMITTEE:
        return own
    return own | Q(answered_by__committee=unit, answered_by__level=Level.GENERAL_BRANCH)


def _with_steps(filings: QuerySet[Filing]) -> QuerySet[Filing]:
    steps = Prefetch("steps", FilingStep.objects.order_by("number"))
    return (
        filings.select_related("unit", "unit__committee", "answered_by", "answered_by__committee")
        .prefetch_related(steps)
        .order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")
    )
