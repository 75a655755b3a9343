"""What was entered by hand: what waits for a second person, what was settled, one of them."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.judgement.points.enums import State
from activityday.judgement.points.models import ManualEntry, ManualEntryStep
from activityday.judgement.points.queries.tables import committee_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED
from activityday.rules.point_table import Confirmer


def waiting_to_confirm(unit: Unit) -> QuerySet[ManualEntry]:
    """What waits for a second person at `unit`, the oldest first.

    At a primary committee that is what the table leaves to it; at a branch everything that waits there.
    """
    found = _whole(ManualEntry.objects.filter(branch__path__startswith=unit.path, state=State.PROPOSED))
    if unit.level == Level.COMMITTEE:
        found = found.filter(confirmed_by=Confirmer.COMMITTEE)
    return found.order_by("proposed_at", "pk")


def settled_in(unit: Unit) -> QuerySet[ManualEntry]:
    """What was confirmed, refused, withdrawn or taken back at or below `unit`, the newest first."""
    found = ManualEntry.objects.filter(branch__path__startswith=unit.path).exclude(state=State.PROPOSED)
    return _whole(found).order_by("-proposed_at", "pk")


def manual_entry_of(unit: Unit, key: UUID) -> ManualEntry | None:
    """One entry of a member of this unit, with its steps and its evidence; None for any other."""
    steps = Prefetch("steps", ManualEntryStep.objects.order_by("number"))
    found = ManualEntry.objects.filter(branch__path__startswith=unit.path, pk=key)
    return (
        found.select_related("member", "branch", "branch__committee", "counters")
        .defer(*SEALED, "counters__evidence")
        .prefetch_related(steps)
        .first()
    )


def live_counter_of(entry: ManualEntry) -> ManualEntry | None:
    """The entry that takes this one back, proposed or confirmed."""
    found = entry.countered_by.filter(state__in=[State.PROPOSED, State.CONFIRMED])
    return found.defer("evidence").first()


def confirming_unit(entry: ManualEntry) -> Unit:
    """Where the second person sits: the branch, or its primary committee."""
    return committee_of(entry.branch) if entry.confirmed_by == Confirmer.COMMITTEE else entry.branch


def _whole(found: QuerySet[ManualEntry]) -> QuerySet[ManualEntry]:
    return found.select_related("member", "branch", "branch__committee", "counters").defer(
        "evidence", "counters__evidence", *SEALED
    )
