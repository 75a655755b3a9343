"""Rounds of assessment and the secretaries in them, always in the order of the tree: nothing is ranked."""

from django.db.models import Count, Q, QuerySet

from activityday.leadership.supervision.models import AssessedSecretary, AssessmentRound
from activityday.people.organisation.models import Unit


def rounds_of(committee: Unit) -> QuerySet[AssessmentRound]:
    """The rounds of a committee, the newest first, with how far each is."""
    return (
        AssessmentRound.objects.filter(committee=committee)
        .annotate(
            number=Count("secretaries"),
            stated=Count("secretaries", filter=~Q(secretaries__points="")),
            counted=Count("secretaries", filter=Q(secretaries__counted_at__isnull=False)),
            decided=Count("secretaries", filter=~Q(secretaries__grade="")),
        )
        .order_by("-year")
    )


def round_of(committee: Unit, year: int) -> AssessmentRound | None:
    """The round of a year; None where there is none."""
    return rounds_of(committee).filter(year=year).select_related("committee", "committee__committee").first()


def assessed_ones(round_: AssessmentRound) -> list[AssessedSecretary]:
    """The secretaries of a round in the order of the tree."""
    return list(round_.secretaries.select_related("unit", "unit__committee").order_by("unit__path"))


def assessed_of(unit: Unit, year: int) -> AssessedSecretary | None:
    """The secretary of one branch in the round of a year; None where there is none."""
    return (
        AssessedSecretary.objects.filter(unit=unit, round__year=year)
        .select_related("unit", "unit__committee", "round", "round__committee")
        .first()
    )


def statement_of(unit: Unit) -> AssessedSecretary | None:
    """The newest round that the secretary of this branch is in; None before the first."""
    return (
        AssessedSecretary.objects.filter(unit=unit)
        .select_related("unit", "unit__committee", "round")
        .order_by("-round__year")
        .first()
    )
