"""What stands in the directory of a town: always starting from a unit of that town."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from activityday.day.directory.enums import Kind
from activityday.day.directory.models import Site
from activityday.people.organisation.models import Unit

ORDER = {kind: place for place, kind in enumerate(Kind)}


def sites_of(unit: Unit) -> list[Site]:
    """What a branch of this town may pick from, by kind and name. One query."""
    return in_order(_of_town(unit).filter(withdrawn_at__isnull=True))


def withdrawn_of(unit: Unit) -> list[Site]:
    """What was taken out, the newest first."""
    return list(_of_town(unit).filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "pk"))


def site_of(unit: Unit, key: UUID) -> Site | None:
    """One entry of the town's directory, withdrawn or not; None for another town's."""
    return _of_town(unit).filter(pk=key).first()


def names_of(keys: Iterable[UUID]) -> dict[UUID, Site]:
    """Entries by id. One query."""
    return {one.pk: one for one in Site.objects.filter(pk__in=list(keys))}


def in_order(sites: Iterable[Site]) -> list[Site]:
    """By kind in the order of the notice, then by name."""
    return sorted(sites, key=lambda site: (ORDER[Kind(site.kind)], site.name))


def _of_town(unit: Unit) -> QuerySet[Site]:
    return Site.objects.filter(committee=unit.committee_id)
