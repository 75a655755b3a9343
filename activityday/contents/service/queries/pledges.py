"""Pledges of a branch's year, with what the branch said of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from activityday.contents.service.enums import PledgeState
from activityday.contents.service.models import Pledge, PledgeEntry
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED
from activityday.rules.service import PledgeStanding, pledge_standing

LABELS = {
    PledgeStanding.OPEN: ("待兑现", "info"),
    PledgeStanding.OVERDUE: ("到期，等支部写兑现情况", "wait"),
    PledgeStanding.KEPT: ("已兑现", "ok"),
    PledgeStanding.PARTLY: ("部分兑现", "wait"),
    PledgeStanding.NOT_KEPT: ("没有兑现", "bad"),
}


@dataclass(frozen=True)
class PledgeLine:
    """A pledge as it stands on a day: the last thing the branch said of it, and when."""

    pledge: Pledge
    standing: PledgeStanding
    word: str
    said_on: date | None

    @property
    def who(self) -> str:
        """Whose pledge it is."""
        return self.pledge.member.name if self.pledge.member else "党支部"

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return str(PledgeState(self.pledge.state).label) if self.is_carried else LABELS[self.standing][0]

    @property
    def tone(self) -> str:
        """The colour of it."""
        return "mute" if self.is_carried else LABELS[self.standing][1]

    @property
    def is_carried(self) -> bool:
        """Whether it went on to the next year."""
        return self.pledge.state == PledgeState.CARRIED


def pledges_of(unit: Unit, year: int, *, on: date) -> list[PledgeLine]:
    """The branch's own pledges first, then its members' in roster order, those taken back left out. Two queries."""
    rows = _of(unit).filter(year=year).exclude(state=PledgeState.TAKEN_BACK)
    order = (F("member__position").asc(nulls_first=True), "member__name", "due_on", "text")
    return [_line(row, on) for row in rows.order_by(*order)]


def pledges_of_member(member: UUID, year: int, *, on: date) -> list[PledgeLine]:
    """One member's pledges of a year, wherever they were made. Two queries."""
    return pledges_of_many([member], year, on=on).get(member, [])


def pledges_of_many(members: Iterable[UUID], year: int, *, on: date) -> dict[UUID, list[PledgeLine]]:
    """`pledges_of_member` by member id; two queries for any number. Who promised nothing is missing."""
    rows = Pledge.objects.filter(member__in=list(members), year=year).exclude(state=PledgeState.TAKEN_BACK)
    found: dict[UUID, list[PledgeLine]] = {}
    for row in _loaded(rows).order_by("due_on", "text"):
        if row.member_id is not None:
            found.setdefault(row.member_id, []).append(_line(row, on))
    return found


def pledge_of(unit: Unit, key: UUID) -> Pledge | None:
    """One pledge of `unit` itself; None for any other."""
    return _of(unit).filter(pk=key).first()


def pledges_waiting(unit: Unit, *, on: date) -> list[int]:
    """The years of the pledges of which the branch has to say what came of them, one for each: their day is near or
    over. One query beside the parameters."""
    days = parameters_for(unit, on=on).integer("pledge_remind_days")
    rows = Pledge.objects.filter(unit=unit, state=PledgeState.MADE, due_on__lte=on + timedelta(days=days))
    return list(rows.order_by("year").values_list("year", flat=True))


def open_among(lines: Iterable[PledgeLine]) -> list[PledgeLine]:
    """Those of which the branch said nothing yet."""
    return [line for line in lines if line.pledge.state == PledgeState.MADE]


def _of(unit: Unit) -> QuerySet[Pledge]:
    return _loaded(Pledge.objects.filter(unit=unit))


def _loaded(found: QuerySet[Pledge]) -> QuerySet[Pledge]:
    entries = PledgeEntry.objects.order_by("number")
    related = found.select_related("unit", "unit__committee", "member").defer(*SEALED)
    return related.prefetch_related(Prefetch("entries", entries))


def _line(pledge: Pledge, on: date) -> PledgeLine:
    said = [entry for entry in pledge.entries.all() if entry.state in {"kept", "partly", "not_kept"}]
    last = said[-1] if said else None
    return PledgeLine(
        pledge,
        pledge_standing(last.state if last else "", pledge.due_on, on),
        last.text if last else "",
        last.on if last else None,
    )
