"""What hangs, what hung, what was objected, and when the next is due."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet

from activityday.office.notices.enums import Kind, State
from activityday.office.notices.models import Objection, PublicNotice
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED


def notices_of(unit: Unit, kind: Kind | None = None) -> QuerySet[PublicNotice]:
    """What was posted at or below `unit`, the newest first."""
    found = PublicNotice.objects.filter(unit__path__startswith=unit.path)
    if kind is not None:
        found = found.filter(kind=kind)
    return _whole(found).order_by("-starts_on", "unit__path", "-posted_at")


def notice_of(unit: Unit, key: UUID) -> PublicNotice | None:
    """One notice of `unit` itself; None for any other."""
    return _whole(PublicNotice.objects.filter(unit=unit, pk=key)).first()


def last_covered(units: Iterable[Unit], kind: Kind) -> dict[int, date]:
    """By unit id: the last day that a standing notice of this kind covers; units without any are missing. One query."""
    keys = [unit.pk for unit in units]
    rows = PublicNotice.objects.filter(unit__in=keys, kind=kind, state=State.POSTED).values("unit_id")
    return {row["unit_id"]: row["last"] for row in rows.annotate(last=Max("covers_to")).order_by()}


def last_notice(unit: Unit, kind: Kind) -> PublicNotice | None:
    """The standing notice of `unit` that covers the latest months; None while there is none."""
    found = PublicNotice.objects.filter(unit=unit, kind=kind, state=State.POSTED)
    return found.order_by("-covers_to", "-posted_at").first()


def open_objections(unit: Unit) -> QuerySet[Objection]:
    """What waits for an answer at or below `unit`, the oldest deadline first."""
    found = Objection.objects.filter(
        notice__unit__path__startswith=unit.path, answered_at__isnull=True, notice__state=State.POSTED
    )
    return found.select_related("notice", "notice__unit").order_by("answer_due_on", "written_at")


def objection_of(notice: PublicNotice, key: UUID) -> Objection | None:
    """One objection to `notice`; None for any other."""
    return notice.objections.select_related("notice", "notice__unit").filter(pk=key).first()


def _whole(found: QuerySet[PublicNotice]) -> QuerySet[PublicNotice]:
    objections = (
        Objection.objects.select_related("member")
        .defer("raised_by", *SEALED)
        .order_by("raised_on", "written_at")
    )
    return found.select_related("unit", "unit__committee").prefetch_related(
        Prefetch("objections", objections)
    )
