"""Reads of the tree, always starting from a unit."""

from datetime import date

from django.db.models import Q, QuerySet

from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit


def unit_by_code(code: str) -> Unit | None:
    """The unit with this code, or None."""
    found: Unit | None = Unit.objects.select_related("committee").filter(code=code).first()
    return found


def is_in_force(on: date) -> Q:
    """Units that exist on the day `on`: established by then (or unknown) and not dissolved before it."""
    begun = Q(established_on__isnull=True) | Q(established_on__lte=on)
    return begun & (Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=on))


def in_unit_and_below(unit: Unit) -> QuerySet[Unit]:
    """`unit` and everything under it, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(path__startswith=unit.path)
    return units.select_related("committee").order_by("path")


def branches_of(unit: Unit, *, on: date) -> QuerySet[Unit]:
    """The branches at or under `unit` that exist on the day, in roster order."""
    return in_unit_and_below(unit).filter(is_in_force(on), level=Level.BRANCH)


def groups_of(branch: Unit, *, on: date) -> QuerySet[Unit]:
    """The Party groups of a branch that exist on the day, in roster order."""
    return in_unit_and_below(branch).filter(is_in_force(on), level=Level.GROUP)


def ancestors_of(unit: Unit) -> list[Unit]:
    """The units above `unit`, from the top of the tree down; one query."""
    paths = _paths_above(unit)
    return list(Unit.objects.filter(path__in=paths).select_related("committee").order_by("path"))


def around(unit: Unit, *, on: date) -> tuple[list[Unit], list[Unit]]:
    """The units above `unit` from the top down, and those below it that exist on the day; one query for both."""
    below = Q(path__startswith=unit.path) & is_in_force(on) & ~Q(pk=unit.pk)
    units = Unit.objects.filter(Q(path__in=_paths_above(unit)) | below).select_related("committee")
    found = list(units.order_by("path"))
    number = sum(len(one.path) < len(unit.path) for one in found)
    return found[:number], found[number:]


def superior_of(unit: Unit) -> Unit | None:
    """The next level up 上级党组织, or None at the top."""
    above = ancestors_of(unit)
    return above[-1] if above else None


def top_unit() -> Unit | None:
    """The root of this installation's tree."""
    found: Unit | None = Unit.objects.order_by("path").first()
    return found


def _paths_above(unit: Unit) -> list[str]:
    return [unit.path[:length] for length in range(Unit.steplen, len(unit.path), Unit.steplen)]
