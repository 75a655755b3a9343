"""What was published for a month, and one version of it: always starting from a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Prefetch, QuerySet

from activityday.office.notices.models import Material, MaterialVersion
from activityday.office.policy.queries import places_of
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class Offered:
    """A material as a branch meets it: its newest version, and the older ones."""

    material: Material
    newest: MaterialVersion
    older: tuple[MaterialVersion, ...] = ()

    @property
    def months_label(self) -> str:
        """6月, or 6月至8月."""
        first, last = self.material.first_month, self.material.last_month
        return f"{first.month}月" if first == last else f"{first.month}月至{last.month}月"

    @property
    def is_withdrawn(self) -> bool:
        """Whether the office took it back; it stays to be read where it was used."""
        return self.material.withdrawn_at is not None


def materials_for(unit: Unit, month: date) -> list[Offered]:
    """What the office published to `unit` for the month, the newest last; nothing withdrawn. At most three queries."""
    sector = places_of([unit])[unit.pk].sector
    found = materials_of(unit).filter(
        first_month__lte=month, last_month__gte=month, withdrawn_at__isnull=True
    )
    return [_offered(one) for one in found if not one.sectors or sector in one.sectors]


def materials_in(unit: Unit, year: int) -> list[Offered]:
    """What the committee of `unit` published for any month of a year to `unit`, or as the office to anybody."""
    found = materials_of(unit).filter(first_month__lte=date(year, 12, 1), last_month__gte=date(year, 1, 1))
    if unit.pk == unit.committee_id:
        return [_offered(one) for one in found]
    sector = places_of([unit])[unit.pk].sector
    return [
        _offered(one)
        for one in found
        if (not one.sectors or sector in one.sectors) and one.withdrawn_at is None
    ]


def materials_of(unit: Unit) -> QuerySet[Material]:
    """Everything that the committee of `unit` ever published, by month and as it was published, without its texts."""
    versions = MaterialVersion.objects.order_by("number").defer("text")
    return (
        Material.objects.filter(committee=unit.committee_id)
        .select_related("unit", "unit__committee", "committee")
        .prefetch_related(Prefetch("versions", versions))
        .annotate(first_at=Min("versions__published_at"))
        .order_by("first_month", "first_at", "pk")
    )


def material_of(committee: Unit, key: UUID) -> Offered | None:
    """One material that this committee published, or None."""
    found = materials_of(committee).filter(pk=key).first()
    return _offered(found) if found else None


def version_of(unit: Unit, key: UUID) -> MaterialVersion | None:
    """One version with its text, published by the committee of `unit`; withdrawn and older ones stay readable."""
    return (
        MaterialVersion.objects.filter(pk=key, material__committee=unit.committee_id)
        .select_related("material", "material__unit", "material__committee")
        .first()
    )


def titles_of(keys: Iterable[UUID]) -> dict[UUID, MaterialVersion]:
    """Versions by id, without their texts. One query."""
    return {one.pk: one for one in MaterialVersion.objects.filter(pk__in=list(keys)).defer("text")}


def next_number(material: Material) -> int:
    """The place of the next version."""
    return int(material.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _offered(material: Material) -> Offered:
    versions = list(material.versions.all())
    return Offered(material, versions[-1], tuple(reversed(versions[:-1])))
