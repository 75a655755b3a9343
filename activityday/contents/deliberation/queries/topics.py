"""Opinions and topics."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.contents.deliberation.enums import TopicState
from activityday.contents.deliberation.models import Opinion, Topic, TopicEntry
from activityday.day.activity.enums import Content
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit

WAITING = (TopicState.PROPOSED, TopicState.DISCUSSED)
SEGMENTS = 24


def opinions_waiting(unit: Unit) -> QuerySet[Opinion]:
    """What was said at or below `unit` and neither answered nor made a topic, the oldest deadline first."""
    found = Opinion.objects.filter(unit__path__startswith=unit.path, settled_at__isnull=True)
    return (
        found.select_related("unit", "unit__committee")
        .defer("given_by")
        .order_by("answer_due_on", "written_at")
    )


def opinion_of(unit: Unit, key: UUID) -> Opinion | None:
    """One opinion given in `unit` itself, with the name; None for any other."""
    found = Opinion.objects.select_related("unit", "unit__committee", "topic")
    return found.filter(unit=unit, pk=key).first()


def topics_waiting(unit: Unit) -> QuerySet[Topic]:
    """The topics at or below `unit` to be talked over or decided, the oldest first; one query."""
    return topics_of(unit).filter(state__in=WAITING).order_by("proposed_on", "unit__path", "pk")


def topics_of(unit: Unit) -> QuerySet[Topic]:
    """All topics at or below `unit`, the newest first; each with its matter of the four steps, if it has one."""
    found = Topic.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "unit__committee", "matter").order_by(
        "-proposed_on", "unit__path", "pk"
    )


def topics_settled(unit: Unit) -> QuerySet[Topic]:
    """The topics at or below `unit` that were decided, put off or dropped, the newest first."""
    return topics_of(unit).exclude(state__in=WAITING)


def topic_of(unit: Unit, key: UUID) -> Topic | None:
    """One topic of `unit` itself with its steps and the opinions in it; None for any other."""
    entries = TopicEntry.objects.select_related("activity", "activity__host", "segment", "vote").order_by(
        "number"
    )
    opinions = Opinion.objects.defer("given_by").order_by("given_on", "written_at")
    return (
        Topic.objects.filter(unit=unit, pk=key)
        .select_related("unit", "unit__committee", "matter", "activity", "activity__host", "segment")
        .prefetch_related(Prefetch("entries", entries), Prefetch("opinions", opinions), "follow_ups", "votes")
        .first()
    )


def deliberation_segments(unit: Unit, *, on: date) -> list[Segment]:
    """The segments of content 民主议事决策 in this and last year's live activities of `unit`, the newest first."""
    found = Segment.objects.filter(
        activity__scopes__unit__path__startswith=unit.path,
        activity__scopes__is_live=True,
        activity__month__gte=date(on.year - 1, 1, 1),
        content=Content.DELIBERATION,
    ).exclude(activity__state=ActivityState.CANCELLED)
    found = found.select_related("activity", "activity__host").distinct()
    return list(found.order_by("-activity__held_on", "position")[:SEGMENTS])
