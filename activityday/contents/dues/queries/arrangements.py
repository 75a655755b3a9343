"""Reads of what the branch agreed to for a time (dues 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from activityday.contents.dues.models import Arrangement
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED


@dataclass(frozen=True)
class Agreed:
    """One arrangement as it stands in a month; `is_ended`: it holds no more, or never did."""

    arrangement: Arrangement
    is_ended: bool
    is_coming: bool


def agreed_in(branch: Unit, month: date) -> list[Agreed]:
    """Everything the branch ever agreed to, in roster order, what holds first of each member."""
    rows = (
        Arrangement.objects.filter(branch=branch)
        .select_related("member", "branch", "branch__committee")
        .defer(*SEALED)
        .order_by("member__position", "member__name", "-since", "-pk")
    )
    return [Agreed(row, has_ended(row, month), row.since > month and not row.ended_at) for row in rows]


def has_ended(arrangement: Arrangement, month: date) -> bool:
    """Whether it holds no more in the month: its months are over, or it was ended before they began."""
    over = arrangement.until is not None and arrangement.until < month
    return over or never_held(arrangement)


def never_held(arrangement: Arrangement) -> bool:
    """Whether it was ended before its first month."""
    ended = arrangement.ended_at
    return ended is not None and localdate(ended) < arrangement.since


def arrangement_of(branch: Unit, key: int) -> Arrangement | None:
    """The arrangement `key` of this branch, or None."""
    found = Arrangement.objects.filter(branch=branch, pk=key)
    return found.select_related("member", "branch", "branch__committee").defer(*SEALED).first()


def holding(member: UUID, kind: str, *, since: date, until: date | None) -> Arrangement | None:
    """What was agreed of this kind for this member in months that touch these; the first of them."""
    touching = Q(until__isnull=True) | Q(until__gte=since)
    rows = Arrangement.objects.filter(touching, member=member, kind=kind)
    if until is not None:
        rows = rows.filter(since__lte=until)
    live: Iterable[Arrangement] = (row for row in rows.order_by("since") if not never_held(row))
    return next(iter(live), None)
