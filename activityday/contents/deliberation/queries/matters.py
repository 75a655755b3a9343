"""Matters on their way through the four steps."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.contents.deliberation.enums import VoteState
from activityday.contents.deliberation.models import Matter, MatterEntry, Topic, Vote, VoteLine
from activityday.people.organisation.models import Unit


def matters_of(unit: Unit) -> QuerySet[Matter]:
    """The matters at or below `unit`, the newest motion first."""
    found = Matter.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "unit__committee", "topic").order_by("-moved_on", "unit__path", "pk")


def matter_of(unit: Unit, key: UUID) -> Matter | None:
    """One matter of `unit` itself with its steps and their votes; None for any other."""
    lines = VoteLine.objects.order_by("position")
    votes = Vote.objects.prefetch_related(Prefetch("lines", lines))
    entries = (
        MatterEntry.objects.select_related("notice")
        .prefetch_related(Prefetch("vote", votes), "notice__objections")
        .order_by("number")
    )
    return (
        Matter.objects.filter(unit=unit, pk=key)
        .select_related("unit", "unit__committee", "topic")
        .prefetch_related(
            Prefetch("entries", entries),
            Prefetch("votes", Vote.objects.order_by("held_on", "prepared_at")),
            "topic__follow_ups",
        )
        .first()
    )


def matter_with(topic: Topic) -> Matter | None:
    """The matter that a topic is the subject of, if any."""
    return Matter.objects.filter(topic=topic).first()


def passed_votes_of(matter: Matter, stage: str) -> QuerySet[Vote]:
    """The counted votes of a stage that passed."""
    return Vote.objects.filter(matter=matter, stage=stage, state=VoteState.COUNTED, is_passed=True)
