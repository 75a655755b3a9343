"""What was decided and is not done, and what was disclosed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.contents.deliberation.enums import FollowUpState
from activityday.contents.deliberation.models import Disclosure, FollowUp, FollowUpEntry
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.rules.follow_up import Urgency, urgency


@dataclass(frozen=True)
class Due:
    """A follow-up and how near its day is."""

    follow_up: FollowUp
    urgency: Urgency
    days: int


def open_follow_ups(unit: Unit, *, on: date) -> list[Due]:
    """What was decided at or below `unit` and is not closed out, the nearest day first.

    As many queries for one as for many; how early to remind is the parameter of `unit` itself.
    """
    days = parameters_for(unit, on=on).integer("follow_up_remind_days")
    found = follow_ups_of(unit).filter(state=FollowUpState.OPEN)
    return due_among(found.order_by("due_on", "unit__path", "pk"), on=on, remind_days=days)


def due_among(found: Iterable[FollowUp], *, on: date, remind_days: int) -> list[Due]:
    """How near each of them is."""
    return [
        Due(one, urgency(one.due_on, on, remind_days=remind_days), abs((one.due_on - on).days))
        for one in found
    ]


def follow_ups_of(unit: Unit) -> QuerySet[FollowUp]:
    """All follow-ups at or below `unit`, the newest day first."""
    found = FollowUp.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "unit__committee", "topic").order_by("-due_on", "unit__path", "pk")


def follow_up_of(unit: Unit, key: UUID) -> FollowUp | None:
    """One follow-up of `unit` itself with its steps; None for any other."""
    entries = FollowUpEntry.objects.order_by("number")
    found = FollowUp.objects.filter(unit=unit, pk=key)
    related = found.select_related("unit", "unit__committee", "topic", "topic__matter")
    return related.prefetch_related(Prefetch("entries", entries)).first()


def disclosures_of(unit: Unit) -> QuerySet[Disclosure]:
    """What was disclosed at or below `unit`, the newest first."""
    found = Disclosure.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "unit__committee", "notice").order_by(
        "-notice__starts_on", "unit__path", "pk"
    )


def disclosure_of(unit: Unit, key: UUID) -> Disclosure | None:
    """One disclosure of `unit` itself; None for any other."""
    return disclosures_of(unit).filter(unit=unit, pk=key).first()
