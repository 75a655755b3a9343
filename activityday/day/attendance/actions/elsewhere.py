"""Writes of what was taken part in elsewhere: a host's own roll, a home branch's credits, and whose word stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.day.activity.models import Activity
from activityday.day.attendance.checks import check_belongs, check_known, check_may_record
from activityday.day.attendance.elsewhere_checks import (
    check_credit_day,
    check_inbound_mark,
    check_may_withdraw_credit,
    check_pick,
    check_same_as_opened,
)
from activityday.day.attendance.enums import CreditSource, Mode
from activityday.day.attendance.models import Credit, InboundEntry, Pick, Roll
from activityday.day.attendance.queries.elsewhere import Confirmation, InboundRow, inbound_at
from activityday.day.attendance.queries.expected import expected_at
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

NAME_LENGTH, WHERE_LENGTH = 60, 100


@dataclass(frozen=True)
class InboundMark:
    """What the form says of one person who belongs elsewhere, and what it said when it was opened: empty, `present`,
    or a mode."""

    state: str
    was: str


@dataclass(frozen=True)
class Part:
    """How somebody took part elsewhere: where or by whose word, on which day, how, on what ground."""

    host_name: str
    held_on: date
    mode: Mode = Mode.HOST_BRANCH
    source: CreditSource = CreditSource.SLIP
    slip_code: str = ""


@transaction.atomic
def mark_inbound(*, activity: Activity, marks: Mapping[UUID, InboundMark], by: Actor, at: datetime) -> int:
    """Record who of those that belong elsewhere took part here; returns how many changed (notice 二).

    Not expected, not in any rate of this branch; a member of another branch of ours is credited there by this alone.
    Somebody whom another recorder marked differently meanwhile is left as they stand: raises Refused naming them.
    """
    changed = {key: mark for key, mark in marks.items() if mark.state != mark.was}
    if not changed:
        return 0
    Roll.objects.get_or_create(activity=activity)
    roll = Roll.objects.select_for_update(of=("self",)).select_related("activity").get(activity=activity)
    check_may_record(roll.activity, localtime(at).date())
    rows = {row.key: row for row in _here(roll.activity)}
    check_known(changed.keys() - rows.keys())
    wanted = {key: mark.state for key, mark in changed.items() if rows[key].state != mark.state}
    for key, state in wanted.items():
        check_inbound_mark(state, rows[key].inbound.arrival.person)
        check_same_as_opened(rows[key], changed[key].was)
    for key, state in wanted.items():
        _put(roll.activity, rows[key], state, by=by, at=at)
    if wanted:
        said = {str(key): [rows[key].state, state] for key, state in wanted.items()}
        event = Event(
            "attendance.inbound_saved", "activity", activity.pk, str(roll.activity), {"inbound": said}
        )
        record(event, committee=str(activity.committee.code), by=by, at=at)
    return len(wanted)


@transaction.atomic
def credit(*, member: Member, branch: Unit, month: date, part: Part, by: Actor, at: datetime) -> Credit:
    """Write down that a member of `branch` took part elsewhere in `month` (notice 二, 四(二)).

    A month that is closed keeps its frozen version; the credit waits until somebody opens it again. Raises Refused: not
    a member then, a day outside the month or in the future, credited already on this ground.
    """
    check_credit_day(part.held_on, month, localtime(at).date())
    check_belongs(member, branch, part.held_on)
    made = Credit(
        member=member,
        branch=branch,
        month=month,
        source=part.source,
        mode=part.mode,
        host_name=part.host_name.strip()[:WHERE_LENGTH],
        held_on=part.held_on,
        slip_code=part.slip_code,
        recorded_by=by.display_name[:NAME_LENGTH],
        recorded_at=at,
    )
    if not made.host_name:
        raise Refused("请写明在哪个党组织参加，或者由谁证明。", "notice 二")
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"{member.name}{month.month}月已经凭{part.source.label}登记过，不用再登记；登记错了请先撤回。"
        ) from None
    _log("credited", made, {"source": part.source.label, "slip": part.slip_code}, by=by, at=at)
    return made


@transaction.atomic
def withdraw_credit(*, credited: Credit, why: str, by: Actor, at: datetime) -> None:
    """Take a credit back with a reason; it stays on record. Raises Refused."""
    found = (
        Credit.objects.select_for_update(of=("self",)).select_related("member", "branch").get(pk=credited.pk)
    )
    check_may_withdraw_credit(found, why)
    found.withdrawn_by, found.withdrawn_at = by.display_name[:NAME_LENGTH], at
    found.withdrawn_why = why.strip()
    found.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    _log("credit_withdrawn", found, {"why": found.withdrawn_why}, by=by, at=at)


@transaction.atomic
def pick(
    *, member: Member, month: date, words: Mapping[str, Confirmation], picked: str, by: Actor, at: datetime
) -> Pick:
    """Choose whose word stands for one month of a member: `home` or one of `words`. Both stay. Raises Refused."""
    check_pick(picked, words)
    made = Pick.objects.create(
        member=member, month=month, picked=picked, by_name=by.display_name[:NAME_LENGTH], at=at
    )
    where = words[picked].where if picked in words else "本支部签到"
    changes: dict[str, object] = {"month": month, "picked": where}
    event = Event("attendance.picked", "member", member.pk, member.name, changes)
    record(event, committee=member.committee.chain_code, by=by, at=at)
    return made


def _here(activity: Activity) -> list[InboundRow]:
    expected = expected_at(activity, on=activity.held_on)
    return inbound_at(activity, [one.affiliated.member.pk for one in expected])


def _put(activity: Activity, row: InboundRow, state: str, *, by: Actor, at: datetime) -> None:
    if not state:
        InboundEntry.objects.filter(activity=activity, arrival=row.inbound.arrival).delete()
        return
    InboundEntry.objects.update_or_create(
        activity=activity,
        arrival=row.inbound.arrival,
        defaults={
            "mode": "" if state == "present" else state,
            "recorded_by": by.display_name[:NAME_LENGTH],
            "recorded_at": at,
        },
    )


def _log(what: str, made: Credit, changes: dict[str, object], *, by: Actor, at: datetime) -> None:
    logged = {"month": made.month, **changes}
    event = Event(f"attendance.{what}", "member", made.member_id, made.member.name, logged)
    record(event, committee=made.branch.chain_code, by=by, at=at)
