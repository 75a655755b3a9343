"""Writes of slips: printed for a month, written down when they come back; their pages opened and revoked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record, record_all
from activityday.day.attendance.actions import Part, credit
from activityday.day.attendance.enums import CreditSource, Mode
from activityday.day.attendance.models import Credit
from activityday.day.floating.checks import (
    check_branch,
    check_month,
    check_not_returned,
    check_number,
    check_was_away,
)
from activityday.day.floating.codes import hash_of, new_page_code, slip_code
from activityday.day.floating.models import Slip
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.floating import last_day_of_page

NAME_LENGTH, TRIES = 60, 5


@dataclass(frozen=True)
class PrintedSlip:
    """A slip as it leaves the printer: with the page's code, which is never shown again, where one was opened."""

    slip: Slip
    page_code: str = ""


def print_slips(
    *,
    unit: Unit,
    members: Sequence[Member],
    month: date,
    page_days: int | None,
    by: Actor,
    at: datetime,
) -> list[PrintedSlip]:
    """A slip for each of `members` for the month, in their order; one printed before keeps its code.

    `page_days`: for so many days an organisation elsewhere may also fill in its page, and an earlier page of the same
    slip is revoked; None: on paper only, pages that are open stay so. Raises Refused.
    """
    check_branch(unit)
    check_month(month, localdate(at))
    check_number(len(members))
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _print(unit, members, month, page_days, by=by, at=at)
        except IntegrityError:
            # another printer took a number, or the very same slip, a moment before: look again
            continue
    raise Refused("好几个人在同时打印，请过一会儿再试。")


@transaction.atomic
def record_slip(*, slip: Slip, host_name: str, held_on: date, by: Actor, at: datetime) -> Credit:
    """A paper slip came back: its member is credited for its month (notice 二). Raises Refused.

    Used before, a day outside the month, a member who was back by then.
    """
    slip = _locked(slip)
    check_not_returned(slip)
    check_was_away(slip, held_on)
    part = Part(host_name, held_on, Mode.HOST_BRANCH, CreditSource.SLIP, slip.code)
    made = credit(member=slip.member, branch=slip.branch, month=slip.month, part=part, by=by, at=at)
    slip.credit = made
    slip.save(update_fields=["credit"])
    return made


@transaction.atomic
def revoke_page(*, slip: Slip, by: Actor, at: datetime) -> None:
    """The page of a slip cannot be filled in any more; the paper still can. Pressing twice revokes once."""
    slip = _locked(slip)
    if slip.page_hash is None:
        return
    slip.page_hash = slip.page_expires_on = None
    slip.save(update_fields=["page_hash", "page_expires_on"])
    record(_event("page_revoked", slip), committee=slip.branch.chain_code, by=by, at=at)


def _print(
    unit: Unit, members: Sequence[Member], month: date, page_days: int | None, *, by: Actor, at: datetime
) -> list[PrintedSlip]:
    kept = {slip.member_id: slip for slip in Slip.objects.filter(member__in=members, month=month)}
    _check_all_here(kept.values(), unit)
    serial = (Slip.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    new = [
        Slip(
            code=slip_code(serial + place),
            serial=serial + place,
            member=member,
            branch=unit,
            month=month,
            printed_by=by.display_name[:NAME_LENGTH],
            printed_at=at,
        )
        for place, member in enumerate(one for one in members if one.pk not in kept)
    ]
    Slip.objects.bulk_create(new)
    slips = {**kept, **{slip.member_id: slip for slip in new}}
    printed = [
        PrintedSlip(slips[member.pk], _open_page(slips[member.pk], page_days, localdate(at)))
        for member in members
    ]
    Slip.objects.bulk_update([one.slip for one in printed], ["page_hash", "page_expires_on"])
    record_all(
        [_event("slip_printed", one.slip, page=bool(one.page_code)) for one in printed],
        committee=unit.chain_code,
        by=by,
        at=at,
    )
    return printed


def _check_all_here(slips: Iterable[Slip], unit: Unit) -> None:
    for slip in slips:
        if slip.branch_id != unit.pk:
            raise Refused(f"{slip.member.name}这个月的回执已由{slip.branch.short_name}打印。")


def _open_page(slip: Slip, page_days: int | None, on: date) -> str:
    """The code of a page that is open from now on; empty where none is wanted, or it was filled in already."""
    if page_days is None or slip.page_used_at is not None or slip.credit_id is not None:
        return ""
    code = new_page_code()
    slip.page_hash, slip.page_expires_on = hash_of(code), last_day_of_page(on, days=page_days)
    return code


def _locked(slip: Slip) -> Slip:
    found = Slip.objects.select_for_update(of=("self",))
    return found.select_related("member", "branch", "branch__committee", "credit").get(pk=slip.pk)


def _event(what: str, slip: Slip, **more: object) -> Event:
    changes = {"month": slip.month, "slip": slip.code, **more}
    return Event(f"floating.{what}", "member", slip.member_id, slip.member.name, changes)
