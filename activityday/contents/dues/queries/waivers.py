"""Reads of what the superior agreed to for members in hardship (dues 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from activityday.contents.dues.enums import Standing
from activityday.contents.dues.models import Waiver
from activityday.contents.dues.queries.due import last_day
from activityday.office.filings.enums import State
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED
from activityday.rules.exemption import is_ending_soon

LIVE = (State.ASKED, State.APPROVED)
PLAIN = {
    State.ASKED: Standing.WAITING,
    State.REFUSED: Standing.REFUSED,
    State.WITHDRAWN: Standing.WITHDRAWN,
}


@dataclass(frozen=True)
class Relieved:
    """One reduction as it stands on a day; `is_renewed` when a later one was asked or approved."""

    waiver: Waiver
    standing: Standing
    is_renewed: bool = False

    @property
    def may_renew(self) -> bool:
        """Whether asking again is the thing to do."""
        return self.standing in {Standing.ENDING, Standing.EXPIRED} and not self.is_renewed


def waivers_of(unit: Unit, *, on: date, with_ground: bool = False) -> list[Relieved]:
    """Everything ever asked for members of `unit` and below, as it stands on the day, in roster order.

    Grounds stay closed unless `with_ground`.
    """
    waivers = list(_of(unit) if with_ground else _of(unit).defer("ground", *SEALED))
    days = parameters_for(unit, on=on).integer("dues_waiver_remind_days")
    latest = _latest_months(waivers)
    return [
        Relieved(
            found,
            standing_of(found, on=on, days=days),
            found.until < latest.get(found.member_id, found.until),
        )
        for found in waivers
    ]


def waivers_ending(unit: Unit, *, on: date) -> list[Relieved]:
    """What ends within the policy's reminder days at or below `unit` and was not asked again."""
    found = waivers_of(unit, on=on)
    return [one for one in found if one.standing == Standing.ENDING and not one.is_renewed]


def standing_of(waiver: Waiver, *, on: date, days: int) -> Standing:
    """Where a reduction stands on the day; `days` before the end of its last month it counts as ending."""
    state = State(waiver.filing.state)
    if state in PLAIN:
        return PLAIN[state]
    ends_on = last_day(waiver.until)
    if ends_on < on:
        return Standing.EXPIRED
    if is_ending_soon(ends_on, on, days=days):
        return Standing.ENDING
    return Standing.IN_FORCE if waiver.since <= on else Standing.COMING


def waiver_of(unit: Unit, key: UUID) -> Waiver | None:
    """The reduction with this filing if it was asked at or below `unit`; else None."""
    return _of(unit).filter(pk=key).first()


def overlapping(member: UUID, *, since: date, until: date) -> Waiver | None:
    """What is asked or approved for this member in months that touch these; the first of them."""
    touching = Waiver.objects.filter(
        member=member, filing__state__in=LIVE, since__lte=until, until__gte=since
    )
    return touching.select_related("filing").defer("ground").order_by("since").first()


def _of(unit: Unit) -> QuerySet[Waiver]:
    return (
        Waiver.objects.filter(filing__unit__path__startswith=unit.path)
        .select_related("member", "filing", "filing__unit", "filing__unit__committee")
        .defer(*SEALED)
        .order_by("filing__unit__path", "member__position", "member__name", "-since")
    )


def _latest_months(waivers: Iterable[Waiver]) -> dict[UUID, date]:
    latest: dict[UUID, date] = {}
    for found in waivers:
        if found.filing.state in LIVE:
            latest[found.member_id] = max(latest.get(found.member_id, found.until), found.until)
    return latest
