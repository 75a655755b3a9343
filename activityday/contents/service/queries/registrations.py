"""Who registered in which community, and who came to register in ours."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from activityday.contents.service.enums import RECEIVING_SECTORS, RegistrationState
from activityday.contents.service.models import Registration
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.queries import SEALED


def registrations_of(unit: Unit, year: int) -> QuerySet[Registration]:
    """The registrations of a year of the branch's members, in roster order."""
    return _loaded().filter(unit=unit, year=year).order_by("member__position", "member__name", "on", "pk")


def received_at(unit: Unit, year: int) -> QuerySet[Registration]:
    """Who came to register in this branch's community in a year, branch by branch; withdrawn ones are no matter of it."""
    found = _loaded().filter(community=unit, year=year).exclude(state=RegistrationState.WITHDRAWN)
    return found.order_by("unit__path", "member__position", "member__name", "pk")


def waiting_here(unit: Unit) -> QuerySet[Registration]:
    """Who waits for this community to confirm, the oldest first."""
    found = _loaded().filter(community=unit, state=RegistrationState.REPORTED)
    return found.order_by("on", "unit__path", "member__position", "member__name", "pk")


def registration_of(unit: Unit, key: UUID) -> Registration | None:
    """One registration of a member of `unit` itself; None for any other."""
    return _loaded().filter(unit=unit, pk=key).first()


def received_of(unit: Unit, key: UUID) -> Registration | None:
    """One registration in the community of `unit` itself; None for any other."""
    return _loaded().filter(community=unit, pk=key).exclude(state=RegistrationState.WITHDRAWN).first()


def communities_for(unit: Unit, *, on: date) -> list[Unit]:
    """The communities and villages of the same committee, in the order of the tree; one query."""
    if unit.committee is None:
        return []
    return list(branches_of(unit.committee, on=on).filter(sector__in=RECEIVING_SECTORS))


def _loaded() -> QuerySet[Registration]:
    found = Registration.objects.select_related("unit", "unit__committee", "member", "community")
    return found.defer(*SEALED)
