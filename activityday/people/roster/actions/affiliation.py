"""Writes of where a member belongs. A period ends the day before the next begins; no two overlap."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.entries import log
from activityday.people.roster.checks import (
    check_after_last,
    check_day,
    check_elsewhere,
    check_place,
    check_same_committee,
)
from activityday.people.roster.enums import JoinReason, LeaveReason
from activityday.people.roster.models import Affiliation, Arrival, Condition, Member, Post
from activityday.people.roster.queries import last_position

DAY = timedelta(days=1)


@transaction.atomic
def transfer(
    *, member: Member, branch: Unit, group: Unit | None, on: date, by: Actor, at: datetime
) -> Affiliation:
    """Move a member to another branch or Party group of the same committee from the day `on` (notice 二).

    The duty to attend moves with that day. Posts held in the branch left behind end the day before,
    and so does taking part in the new branch as somebody from elsewhere. Raises Refused.
    """
    present = open_affiliation(member)
    check_day(on, localdate(at))
    check_place(branch, group, on)
    check_same_committee(member, branch)
    check_elsewhere(present, branch, group)
    check_after_last(present, on)
    _end(present, on - DAY, LeaveReason.MOVED)
    if branch.pk != present.branch_id:
        _end_posts(member, on - DAY, present.branch)
        Member.objects.filter(pk=member.pk).update(position=last_position(branch) + 1)
    _end_arrivals(member, on - DAY, branch)
    moved = Affiliation.objects.create(
        member=member, branch=branch, group=group, starts_on=on, join_reason=JoinReason.MOVED
    )
    changes = {"from": _place(present), "to": _place(moved), "on": on}
    log("roster.transferred", member, changes, by=by, at=at)
    return moved


@transaction.atomic
def end_affiliation(
    *, member: Member, reason: LeaveReason, on: date, by: Actor, at: datetime, elsewhere: str = ""
) -> None:
    """End a member's affiliation: `on` is the last day they belong here. Open posts and conditions end with it.

    Raises Refused: no open affiliation, a day before it began, or no destination named for a transfer out.
    """
    present = open_affiliation(member)
    check_day(on, localdate(at))
    if reason == LeaveReason.MOVED:
        raise Refused("镇内调整请办“转到本镇其他支部”。")
    if reason == LeaveReason.TRANSFERRED_OUT and not elsewhere.strip():
        raise Refused("请写明转往哪个党组织。")
    if on < present.starts_on:
        check_after_last(present, on)
    present.elsewhere = elsewhere.strip() or present.elsewhere
    _end(present, on, reason)
    _end_posts(member, on, None)
    _end_arrivals(member, on, None)
    Condition.objects.filter(member=member, ends_on=None, starts_on__lte=on).update(ends_on=on)
    changes = {"from": _place(present), "reason": reason.label, "on": on, "elsewhere": elsewhere.strip()}
    log("roster.left", member, changes, by=by, at=at)


@transaction.atomic
def take_back(
    *,
    member: Member,
    branch: Unit,
    group: Unit | None,
    on: date,
    by: Actor,
    at: datetime,
    elsewhere: str = "",
) -> Affiliation:
    """A member who left comes back to a branch of the same committee from the day `on`. Raises Refused."""
    check_day(on, localdate(at))
    check_place(branch, group, on)
    check_same_committee(member, branch)
    newest = member.affiliations.select_for_update().order_by("-starts_on").first()
    if newest is not None and newest.ends_on is None:
        raise Refused(f"{member.name}的组织关系还在{newest.branch.name}，请办转接。")
    if newest is not None and newest.leave_reason == LeaveReason.DECEASED:
        raise Refused(f"{member.name}已登记去世；如是登记有误，请先核对。")
    if newest is not None and newest.ends_on is not None and on <= newest.ends_on:
        raise Refused(
            f"{member.name}到{newest.ends_on:%Y-%m-%d}还在{newest.branch.name}，转入日期要晚于这一天。"
        )
    Member.objects.filter(pk=member.pk).update(position=last_position(branch) + 1)
    back = Affiliation.objects.create(
        member=member,
        branch=branch,
        group=group,
        starts_on=on,
        join_reason=JoinReason.TRANSFERRED_IN,
        elsewhere=elsewhere,
    )
    log("roster.taken_back", member, {"to": _place(back), "on": on}, by=by, at=at)
    return back


def open_affiliation(member: Member) -> Affiliation:
    """The period that is open, locked for the change to come; Refused where the member has left."""
    present = (
        member.affiliations.select_for_update(of=("self",))
        .select_related("member", "branch", "group")
        .filter(ends_on=None)
        .first()
    )
    if present is None:
        raise Refused(f"{member.name}的组织关系已经不在本党委，请先办“转入”。")
    return present


def _end(affiliation: Affiliation, on: date, reason: LeaveReason) -> None:
    affiliation.ends_on, affiliation.leave_reason = on, reason
    affiliation.save(update_fields=["ends_on", "leave_reason", "elsewhere"])


def _end_posts(member: Member, on: date, branch: Unit | None) -> None:
    posts = Post.objects.filter(Q(ends_on=None) & Q(member=member, starts_on__lte=on))
    (posts.filter(unit__path__startswith=branch.path) if branch else posts).update(ends_on=on)


def _end_arrivals(member: Member, on: date, branch: Unit | None) -> None:
    """Who belongs to a branch from now on, or left the committee, is no longer somebody from elsewhere there."""
    here = Arrival.objects.filter(member=member, ends_on=None, starts_on__lte=on)
    (here.filter(unit=branch) if branch else here).update(ends_on=on)


def _place(affiliation: Affiliation) -> str:
    group = affiliation.group
    return f"{affiliation.branch.name} {group.short_name}" if group else str(affiliation.branch.name)
