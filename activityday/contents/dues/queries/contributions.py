"""Large contributions at or below a unit."""

from uuid import UUID

from django.db.models import QuerySet

from activityday.contents.dues.models import Contribution
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED


def contributions_of(unit: Unit) -> QuerySet[Contribution]:
    """What members at or below `unit` gave, the newest first."""
    found = Contribution.objects.filter(branch__path__startswith=unit.path)
    return (
        found.select_related("member", "branch", "branch__committee", "committee")
        .defer(*SEALED)
        .order_by("-received_on", "branch__path", "-made_at")
    )


def contribution_of(unit: Unit, key: UUID) -> Contribution | None:
    """One of them; None for any other."""
    return contributions_of(unit).filter(pk=key).first()
