"""Reads of what the primary committee agreed to for old or frail members (notice 二)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from activityday.day.attendance.enums import ExemptionKind, Standing
from activityday.day.attendance.models import Exemption
from activityday.office.filings.enums import State
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED
from activityday.rules.exemption import is_ending_soon

LIVE = (State.ASKED, State.APPROVED)


@dataclass(frozen=True)
class Agreement:
    """One exemption as it stands on a day; `is_renewed` when a later one was asked or approved."""

    exemption: Exemption
    standing: Standing
    is_renewed: bool = False


def in_force_of(members: Iterable[UUID], *, on: date) -> dict[UUID, ExemptionKind]:
    """What holds of which member on the day: approved, and within its term (both ends included). One query.

    Where two terms meet, staying away stands above other means.
    """
    rows = Exemption.objects.filter(
        member__in=members, filing__state=State.APPROVED, starts_on__lte=on, ends_on__gte=on
    ).values_list("member", "kind")
    held: dict[UUID, ExemptionKind] = {}
    for member, kind in rows:
        if held.get(member) != ExemptionKind.EXEMPT:
            held[member] = ExemptionKind(kind)
    return held


def agreements_of(unit: Unit, *, on: date) -> list[Agreement]:
    """Everything ever asked for members of `unit` and below, as it stands on the day, in roster order."""
    exemptions = list(_of(unit))
    days = parameters_for(unit, on=on).integer("exemption_reminder_days")
    latest = _latest_ends(exemptions)
    return [
        Agreement(
            found, standing_of(found, on=on, days=days), found.ends_on < latest.get(found.member_id, on)
        )
        for found in exemptions
    ]


def exemptions_ending(unit: Unit, *, on: date) -> list[Agreement]:
    """What ends within the policy's reminder days at or below `unit` and was not asked again."""
    return [
        agreement
        for agreement in agreements_of(unit, on=on)
        if agreement.standing == Standing.ENDING and not agreement.is_renewed
    ]


def standing_of(exemption: Exemption, *, on: date, days: int) -> Standing:
    """Where an exemption stands on the day; `days` before its end it counts as ending."""
    state = exemption.filing.state
    if state != State.APPROVED:
        return {State.ASKED: Standing.WAITING, State.REFUSED: Standing.REFUSED}.get(
            State(state), Standing.WITHDRAWN
        )
    if exemption.ends_on < on:
        return Standing.EXPIRED
    if is_ending_soon(exemption.ends_on, on, days=days):
        return Standing.ENDING
    return Standing.IN_FORCE if exemption.starts_on <= on else Standing.COMING


def exemption_of(unit: Unit, key: UUID) -> Exemption | None:
    """The exemption with this filing if it was asked at or below `unit`; else None."""
    return _of(unit).filter(pk=key).first()


def overlapping(members: Iterable[UUID], *, starts_on: date, ends_on: date) -> QuerySet[Exemption]:
    """What is asked or approved for these members in a term that touches this one."""
    return Exemption.objects.filter(
        member__in=members, filing__state__in=LIVE, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).select_related("member", "filing")


def _of(unit: Unit) -> QuerySet[Exemption]:
    where = Q(filing__unit__path__startswith=unit.path)
    if unit.level == Level.GROUP:
        where = Q(member__affiliations__in=unit.group_affiliations.filter(ends_on__isnull=True))
    return (
        Exemption.objects.filter(where)
        .select_related("member", "filing", "filing__unit", "filing__unit__committee")
        .defer(*SEALED)
        .order_by("filing__unit__path", "member__position", "member__name", "-starts_on")
    )


def _latest_ends(exemptions: Iterable[Exemption]) -> dict[UUID, date]:
    latest: dict[UUID, date] = {}
    for found in exemptions:
        if found.filing.state in LIVE:
            latest[found.member_id] = max(latest.get(found.member_id, found.ends_on), found.ends_on)
    return latest
