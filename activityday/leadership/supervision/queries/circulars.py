"""Circulars: those that a unit may read, those being drafted, and the names that a draft should not hold."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet

from activityday.leadership.supervision.enums import CircularState
from activityday.leadership.supervision.models import Circular
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

READ = (CircularState.ISSUED, CircularState.WITHDRAWN)


def circulars_of(unit: Unit) -> QuerySet[Circular]:
    """What was issued by the town that `unit` belongs to, or by the towns below it; the newest first."""
    return _concerning(unit).filter(state__in=READ).order_by("-dated_on", "-issued_at")


def drafts_of(committee: Unit) -> QuerySet[Circular]:
    """What the town is drafting."""
    return _concerning(committee).filter(state=CircularState.DRAFT).order_by("-drafted_at")


def circular_of(unit: Unit, key: UUID) -> Circular | None:
    """One circular of the town that `unit` belongs to or lies above; None for any other."""
    return _concerning(unit).filter(pk=key).first()


def circulars_issued(committees: Iterable[Unit], year: int) -> dict[int, int]:
    """By committee: how many circulars dated in the year stand. One query for any number."""
    rows = Circular.objects.filter(
        committee__in=[one.pk for one in committees], state=CircularState.ISSUED, dated_on__year=year
    ).values("committee_id")
    return {row["committee_id"]: row["number"] for row in rows.annotate(number=Count("pk")).order_by()}


def names_in(committee: Unit, text: str) -> list[str]:
    """The names of the town's members that stand in `text`: a circular names branches, not people. One query."""
    names = Member.objects.filter(committee=committee).order_by("name").values_list("name", flat=True)
    return [name for name in names.distinct() if name and name in text]


def _concerning(unit: Unit) -> QuerySet[Circular]:
    found = Circular.objects.select_related("committee", "committee__committee")
    if unit.committee_id is None and unit.level != Level.COMMITTEE:
        return found.filter(committee__path__startswith=unit.path)
    return found.filter(committee=unit.committee_id or unit.pk)
