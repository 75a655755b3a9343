"""Samples, inspections, and what people decided after them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from activityday.leadership.supervision.enums import State
from activityday.leadership.supervision.models import Censure, Inspection, Sample, Shortcoming
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.rules.sampling import Share, share_of

STANDING = ~Q(shortcomings__state=State.WITHDRAWN)


def samples_of(committee: Unit) -> QuerySet[Sample]:
    """The samples of a committee, the newest first, with how many could be and were drawn."""
    return (
        Sample.objects.filter(committee=committee)
        .annotate(of=Count("candidates"), drawn=Count("candidates", filter=Q(candidates__is_drawn=True)))
        .order_by("-year", "-number")
    )


def sample_of(committee: Unit, key: UUID) -> Sample | None:
    """One sample of this committee with its candidates; None for any other."""
    return (
        samples_of(committee)
        .filter(pk=key)
        .select_related("committee", "committee__committee")
        .prefetch_related("candidates__unit")
        .first()
    )


def shares_of(branches: Sequence[Unit], *, on: date) -> dict[int, Share]:
    """At what share each branch is sampled on the day, and why, by unit id; three queries for any number."""
    rows = (
        Inspection.objects.filter(unit__in=branches, sample__isnull=False, held_on__isnull=False)
        .annotate(found=Count("shortcomings", filter=STANDING))
        .order_by("-held_on", "-recorded_at")
        .values_list("unit_id", "found")
    )
    clean: dict[int, list[bool]] = defaultdict(list)
    for unit, found in rows:
        clean[unit].append(found == 0)
    parameters = parameters_for_many(branches, on=on)
    return {
        branch.pk: share_of(
            clean[branch.pk],
            percent=parameters[branch.pk].integer("sample_percent"),
            lowered=parameters[branch.pk].integer("sample_percent_clean"),
            needed=parameters[branch.pk].integer("clean_samples"),
        )
        for branch in branches
    }


def inspections_of(unit: Unit) -> QuerySet[Inspection]:
    """The inspections recorded at or below `unit`, the newest first, with what they found and what is still open."""
    open_ones = ~Q(shortcomings__state__in=(State.CLOSED, State.WITHDRAWN))
    return (
        Inspection.objects.filter(unit__path__startswith=unit.path, held_on__isnull=False)
        .annotate(
            found=Count("shortcomings", filter=STANDING),
            left=Count("shortcomings", filter=open_ones & Q(shortcomings__isnull=False)),
        )
        .select_related("unit", "sample", "order")
        .order_by("-held_on", "unit__path", "pk")
    )


def planned_inspections(unit: Unit) -> list[Inspection]:
    """The inspections that are planned at or below `unit` and not recorded yet, the nearest day first."""
    return list(
        Inspection.objects.filter(
            unit__path__startswith=unit.path, held_on__isnull=True, cancelled_at__isnull=True
        )
        .select_related("unit", "sample")
        .order_by("planned_on", "unit__path", "pk")
    )


def inspection_of(unit: Unit, key: UUID) -> Inspection | None:
    """One inspection at or below `unit` with its answers and shortcomings; None for any other."""
    return (
        Inspection.objects.filter(unit__path__startswith=unit.path, pk=key)
        .select_related("unit", "unit__committee", "committee", "sample", "order")
        .prefetch_related("answers", Prefetch("shortcomings", Shortcoming.objects.order_by("number")))
        .first()
    )


def censures_of(unit: Unit) -> QuerySet[Censure]:
    """What was decided about organisations at or below `unit`, the newest first; names stay sealed."""
    return (
        Censure.objects.filter(unit__path__startswith=unit.path)
        .select_related("unit", "unit__committee", "inspection")
        .defer("person")
        .order_by("-decided_on", F("unit__path"), "pk")
    )


def censures_with_names(unit: Unit) -> QuerySet[Censure]:
    """The same with the names, for those who inspect."""
    return censures_of(unit).defer(None)


def censure_of(unit: Unit, key: UUID) -> Censure | None:
    """One of them at or below `unit`; None for any other."""
    return censures_of(unit).filter(pk=key).first()
