"""Reads of what branches and organisations elsewhere confirmed of our members, and of who came here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import CreditSource, Mode
from activityday.day.attendance.models import Credit, InboundEntry, Pick
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import Inbound, as_inbound
from activityday.people.roster.models import Arrival
from activityday.people.roster.queries import SEALED, in_force

Key = tuple[UUID, date]
ROLL = "roll"
# the same columns of two tables, so that one query reads both
OF_ROLL = {
    "of_member": F("arrival__member"),
    "of_month": F("activity__month"),
    "as_key": F("id"),
    "said_where": F("arrival__unit__short_name"),
    "said_on": F("activity__held_on"),
    "said_how": Value(Mode.HOST_BRANCH.value, output_field=CharField()),
    "said_ground": Value(ROLL, output_field=CharField()),
    "said_by": F("recorded_by"),
    "said_at": F("recorded_at"),
    "host_code": F("arrival__unit__code"),
}
OF_CREDIT = {
    "of_member": F("member"),
    "of_month": F("month"),
    "as_key": F("id"),
    "said_where": F("host_name"),
    "said_on": F("held_on"),
    "said_how": F("mode"),
    "said_ground": F("source"),
    "said_by": F("recorded_by"),
    "said_at": F("recorded_at"),
    "host_code": Value("", output_field=CharField()),
}


@dataclass(frozen=True)
class Confirmation:
    """One word from elsewhere about one month of one member: by whom, on which day, how, and on what ground."""

    key: str
    where: str
    held_on: date
    mode: Mode
    ground: str
    by_name: str
    at: datetime
    # the branch of ours whose roll says so; empty for a word from outside
    host_code: str = ""

    @property
    def words(self) -> str:
        """`柳堤村 11月2日`, as the roll says it."""
        return f"{self.where} {self.held_on.month}月{self.held_on.day}日"


@dataclass(frozen=True)
class InboundRow:
    """Somebody who belongs elsewhere, as the host's roll lists them, with what was recorded."""

    inbound: Inbound
    entry: InboundEntry | None
    # what a form that came back said; None: none did
    typed: str | None = None

    @property
    def key(self) -> UUID:
        """The arrival's id, as the form names it."""
        return self.inbound.arrival.pk

    @property
    def state(self) -> str:
        """`present`, a mode, or empty for nothing recorded."""
        return "" if self.entry is None else self.entry.mode or "present"

    @property
    def shown(self) -> str:
        """What the form shows: what was typed, else what stands."""
        return self.state if self.typed is None else self.typed


def confirmations_of(members: Collection[UUID], months: Iterable[date]) -> dict[Key, list[Confirmation]]:
    """By member and month, what was confirmed elsewhere, oldest first. One query however many people and months.

    A roll that was called off confirms nothing; a credit that was taken back neither.
    """
    wanted = list(months)
    entries = InboundEntry.objects.filter(arrival__member__in=members, activity__month__in=wanted).exclude(
        activity__state=State.CANCELLED
    )
    credits_ = Credit.objects.filter(member__in=members, month__in=wanted, withdrawn_at__isnull=True)
    rows = _columns(entries, OF_ROLL).union(_columns(credits_, OF_CREDIT), all=True)
    found: dict[Key, list[Confirmation]] = defaultdict(list)
    for member, month, *said in rows:
        found[member, month].append(_confirmation(*said))
    return {key: sorted(words, key=lambda one: (one.at, one.key)) for key, words in found.items()}


def picks_of(keys: Collection[Key]) -> dict[Key, str]:
    """By member and month, whose word a person picked; the newest stands. One query, none where there are no keys."""
    if not keys:
        return {}
    rows = Pick.objects.filter(
        member__in={member for member, _ in keys}, month__in={month for _, month in keys}
    ).order_by("pk")
    return {(row.member_id, row.month): row.picked for row in rows}


def inbound_at(
    activity: Activity, members: Collection[UUID], *, unit: Unit | None = None
) -> list[InboundRow]:
    """Who takes part in the branches of this activity without belonging there, with what was recorded. At most three
    queries, one where nobody came.

    `members`: those who are expected anyway, who are left out. `unit`: only its own.
    """
    host = activity.host
    where = Q(unit__in=activity.scopes.filter(is_live=True).values("unit"))
    if host.level == Level.GROUP:
        where |= Q(unit__path=host.path[: -host.steplen])
    if unit is not None and unit.is_branch:
        where &= Q(unit=unit)
    arrivals = list(
        Arrival.objects.filter(where, in_force(activity.held_on))
        .exclude(member__in=members)
        .select_related("unit", "member")
        .defer("phone", *SEALED)
        .order_by("unit__path", "starts_on", "registered_at", "pk")
    )
    if not arrivals:
        return []
    entries = {row.arrival_id: row for row in InboundEntry.objects.filter(activity=activity)}
    return [
        InboundRow(inbound, entries.get(inbound.arrival.pk))
        for inbound in as_inbound(arrivals, on=activity.held_on)
    ]


def credits_in(unit: Unit, months: Iterable[date]) -> list[Credit]:
    """The credits in force of these months at or below `unit`, newest first."""
    found = Credit.objects.filter(
        branch__path__startswith=unit.path, month__in=list(months), withdrawn_at__isnull=True
    )
    return list(found.select_related("member", "branch").defer(*SEALED).order_by("-recorded_at", "pk"))


def credit_of(unit: Unit, key: UUID) -> Credit | None:
    """One credit of a member at or below `unit`; else None."""
    found = Credit.objects.filter(branch__path__startswith=unit.path, pk=key)
    return found.select_related("member", "branch", "branch__committee").defer(*SEALED).first()


def _columns(found: QuerySet[Any], columns: Mapping[str, Any]) -> QuerySet[Any, Any]:
    columned: QuerySet[Any, Any] = found.order_by().annotate(**columns).values_list(*columns)
    return columned


def _confirmation(
    key: UUID, where: str, held_on: date, mode: str, ground: str, by_name: str, at: datetime, code: str
) -> Confirmation:
    words = "流入地支部签到" if ground == ROLL else str(CreditSource(ground).label)
    return Confirmation(str(key), where, held_on, Mode(mode), words, by_name, at, code)
