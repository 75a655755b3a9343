"""Reads of slips and of what came back of them, always starting from a branch or from a code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from activityday.day.activity.enums import State, Step
from activityday.day.activity.models import Activity, ActivityStep
from activityday.day.activity.queries import activities_of_many
from activityday.day.attendance.enums import State as Seen
from activityday.day.attendance.models import Credit, InboundEntry, Pick, RollEntry
from activityday.day.floating.codes import hash_of, read_slip_code
from activityday.day.floating.enums import ClaimState
from activityday.day.floating.models import Claim, Slip
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import SEALED, in_force

SLIP_SEALED = tuple(f"slip__{field}" for field in SEALED)


@dataclass(frozen=True)
class Late:
    """A word that came after the month was closed: it counts when the month is opened and closed again."""

    member: Member
    branch: Unit
    month: date
    where: str


def slip_by_code(typed: str) -> Slip | None:
    """The slip whose code a person typed, None when it was never printed. Raises Refused for what is no code."""
    return slip_of(read_slip_code(typed))


def slip_of(code: str) -> Slip | None:
    """The slip with this very code."""
    found = Slip.objects.select_related("member", "branch", "branch__committee", "credit")
    return found.defer(*SEALED).filter(pk=code).first()


def slip_of_page(page_code: str) -> Slip | None:
    """The slip whose page has this code; whether it is open is not looked at."""
    found = Slip.objects.select_related("member", "branch", "credit").defer(*SEALED)
    return found.filter(page_hash=hash_of(page_code)).first() if page_code.strip() else None


def slips_of(branch: Unit, month: date) -> list[Slip]:
    """The slips printed for a month, in roster order."""
    found = Slip.objects.filter(branch=branch, month=month).select_related("member", "credit")
    return list(found.defer(*SEALED).order_by("member__position", "member__name", "pk"))


def claims_waiting(unit: Unit) -> list[Claim]:
    """What organisations elsewhere filled in and nobody answered, at or below `unit`, the oldest first."""
    found = Claim.objects.filter(state=ClaimState.WAITING, slip__branch__path__startswith=unit.path)
    return list(
        found.select_related("slip", "slip__member", "slip__branch")
        .defer(*SLIP_SEALED)
        .order_by("claimed_at", "pk")
    )


def claims_of(member: Member, month: date) -> list[Claim]:
    """Everything that was ever filled in for a member's month, newest first."""
    found = Claim.objects.filter(slip__member=member, slip__month=month).select_related("slip")
    return list(found.order_by("-claimed_at"))


def claim_of(branch: Unit, key: UUID) -> Claim | None:
    """One claim about a member of `branch`; else None."""
    found = Claim.objects.filter(slip__branch=branch, pk=key)
    return found.select_related("slip", "slip__member").defer(*SLIP_SEALED).first()


def is_closed(branch: Unit, month: date) -> bool:
    """Whether the branch's month is closed, so that a new word waits until it is opened again."""
    found = activities_of_many([branch], [month]).get((branch.pk, month), [])
    return any(activity.state == State.CLOSED for activity in found)


def late_words(unit: Unit, *, on: date) -> list[Late]:
    """What was confirmed of members at or below `unit` this year or last after their month was closed, where it would
    count for something: who was present at home already counts. At most seven queries."""
    since = date(on.year - 1, 1, 1)
    here = Affiliation.objects.filter(in_force(on), branch__path__startswith=unit.path)
    homes = {
        row.member_id: row.branch for row in here.select_related("branch").filter(_said_elsewhere(since))
    }
    words = _words(homes, since)
    months = sorted({month for _, month, _, _ in words})
    if not words:
        return []
    branches = list({branch.pk: branch for branch in homes.values()}.values())
    held = activities_of_many(branches, months)
    closed_at = _closed_at([one for found in held.values() for one in found])
    late: dict[tuple[UUID, date], Late] = {}
    for member, month, at, where in words:
        branch = homes[member.pk]
        when = [closed_at[one.pk] for one in held.get((branch.pk, month), []) if one.pk in closed_at]
        if when and max(when) < at:
            late.setdefault((member.pk, month), Late(member, branch, month, where))
    for key in _present_at_home(late, list(closed_at)):
        late.pop(key, None)
    return sorted(late.values(), key=lambda one: (one.month, one.branch.path, one.member.position))


def _present_at_home(late: Iterable[tuple[UUID, date]], closed: list[UUID]) -> list[tuple[UUID, date]]:
    """Which of these signed at home and nobody picked another word for the month."""
    members = {member for member, _ in late}
    if not members:
        return []
    picked = Pick.objects.filter(member=OuterRef("member"), month=OuterRef("activity__month"))
    rows = RollEntry.objects.filter(activity__in=closed, member__in=members, state=Seen.PRESENT)
    return list(rows.exclude(Exists(picked)).values_list("member_id", "activity__month"))


def _said_elsewhere(since: date) -> Q:
    return Q(member__credits__month__gte=since) | Q(member__arrivals__entries__activity__month__gte=since)


def _words(homes: dict[UUID, Unit], since: date) -> list[tuple[Member, date, datetime, str]]:
    credits_ = (
        Credit.objects.filter(member__in=homes, month__gte=since, withdrawn_at__isnull=True)
        .select_related("member")
        .defer(*SEALED)
    )
    entries = (
        InboundEntry.objects.filter(arrival__member__in=homes, activity__month__gte=since)
        .exclude(activity__state=State.CANCELLED)
        .select_related("activity", "arrival__member", "arrival__unit")
        .defer("arrival__phone", *(f"arrival__{field}" for field in SEALED))
    )
    return [
        *((one.member, one.month, one.recorded_at, one.host_name) for one in credits_),
        *(
            (one.arrival.member, one.activity.month, one.recorded_at, one.arrival.unit.short_name)
            for one in entries
            if one.arrival.member is not None
        ),
    ]


def _closed_at(activities: Sequence[Activity]) -> dict[UUID, datetime]:
    """When each activity that is closed now was closed last."""
    keys = [one.pk for one in activities if one.state == State.CLOSED]
    rows = ActivityStep.objects.filter(activity__in=keys, step=Step.CLOSE).values_list("activity")
    return dict(rows.annotate(last=Max("at")).order_by())
