"""Who holds which post, and where a user may do what."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.permissions import TABLE, Permission, Reach
from activityday.people.organisation.models import Unit


def appointments_of(user: User, *, on: date) -> list[Appointment]:
    """The posts `user` holds on the day, the highest unit first. Read once per request and kept on the user."""
    kept: dict[date, list[Appointment]] = user.__dict__.setdefault("_appointments", {})
    if on not in kept:
        kept[on] = list(
            user.appointments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
            .select_related("unit", "unit__committee")
            .order_by("unit__path", "pk")
        )
    return kept[on]


def may_in(user: User, permission: Permission, unit: Unit, *, on: date) -> bool:
    """Whether one of the user's posts lets `user` do this in `unit` on the day."""
    return any(
        permission in sentence.permissions and _reaches(sentence.reach, appointment.unit, unit)
        for appointment in appointments_of(user, on=on)
        for sentence in TABLE[appointment.role]
    )


def units_where(user: User, permission: Permission, *, on: date) -> QuerySet[Unit]:
    """All units in which `user` may do this on the day, in the order of the tree."""
    where = [
        Q(path__startswith=appointment.unit.path)
        if sentence.reach == Reach.BELOW
        else Q(pk=appointment.unit_id)
        for appointment in appointments_of(user, on=on)
        for sentence in TABLE[appointment.role]
        if permission in sentence.permissions
    ]
    units = Unit.objects.select_related("committee").order_by("path")
    return units.filter(reduce(or_, where)) if where else units.none()


def people_in_unit(unit: Unit, *, on: date) -> QuerySet[Appointment]:
    """The posts held in `unit` itself on the day, with their users."""
    return (
        Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit=unit, starts_on__lte=on)
        .select_related("user")
        .order_by("role", "pk")
    )


def _reaches(reach: Reach, own: Unit, unit: Unit) -> bool:
    return own.pk == unit.pk or (reach == Reach.BELOW and unit.path.startswith(own.path))
