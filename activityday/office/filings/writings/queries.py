"""What units wrote, and where each stands: always starting from a unit."""

from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet

from activityday.office.filings.enums import Kind, State
from activityday.office.filings.models import Writing, WritingFiling
from activityday.people.organisation.models import Unit


def writings_of(unit: Unit) -> QuerySet[Writing]:
    """What was written at or below `unit`, the newest first, without the texts."""
    found = Writing.objects.filter(unit__path__startswith=unit.path).defer("text")
    return _whole(found).order_by("-written_at", "pk")


def shared_with(unit: Unit) -> QuerySet[Writing]:
    """The summaries that the town shares with all its branches, the newest first, without the texts."""
    found = Writing.objects.filter(committee=unit.committee_id, kind=Kind.EXPERIENCE, shared_at__isnull=False)
    return _whole(found.defer("text")).order_by("-shared_at", "pk")


def writing_of(unit: Unit, key: UUID) -> Writing | None:
    """One writing, when it was written at or below `unit` or is shared in its town; else None."""
    own = Q(unit__path__startswith=unit.path)
    shared = Q(committee=unit.committee_id, shared_at__isnull=False)
    return _whole(Writing.objects.filter(own | shared, pk=key)).first()


def writing_behind(unit: Unit, filing: UUID) -> Writing | None:
    """The writing that a filing is about, when it may be read from `unit`."""
    link = WritingFiling.objects.filter(pk=filing).first()
    return writing_of(unit, link.writing_id) if link else None


def first_filing(writing: Writing) -> WritingFiling:
    """Its way to the next level up."""
    return next(iter(writing.filings.all()))


def forwarded(writing: Writing) -> WritingFiling | None:
    """Its way from the town to the county that is open or was recorded; None while there is none."""
    live = [
        link for link in list(writing.filings.all())[1:] if link.filing.state in {State.ASKED, State.APPROVED}
    ]
    return live[-1] if live else None


def next_number(writing: Writing) -> int:
    """The place of its next filing."""
    return int(writing.filings.aggregate(last=Max("number"))["last"] or 0) + 1


def _whole(found: QuerySet[Writing]) -> QuerySet[Writing]:
    filings = (
        WritingFiling.objects.select_related("filing", "filing__answered_by", "filing__unit")
        .prefetch_related("filing__steps")
        .order_by("number")
    )
    return found.select_related("unit", "unit__committee", "committee").prefetch_related(
        Prefetch("filings", filings)
    )
