"""Writes of the leading team, its links and its guidance visits (notice 四(一))."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.leaders import (
    check_in_office,
    check_link_open,
    check_may_end,
    check_may_link,
    check_may_record_visit,
    check_not_void,
    check_town,
    check_why,
    suggestions_of,
)
from activityday.leadership.supervision.models import FollowUp, GuidanceVisit, Leader, LeaderLink
from activityday.leadership.supervision.queries.leaders import last_position
from activityday.people.accounts.actions import appoint, end_post
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class VisitDraft:
    """A guidance visit as it was typed; suggestions one a line, `follow_up` may be empty."""

    visited_on: date
    looked_at: str
    suggestions: str
    follow_up: str = ""


@transaction.atomic
def add_leader(
    *,
    committee: Unit,
    name: str,
    post_title: str,
    user: User | None,
    starts_on: date,
    by: Actor,
    at: datetime,
) -> Leader:
    """Enter a member of the leading team, at the end of its order. Raises Refused, also when entered already."""
    check_town(committee)
    leader = Leader(
        committee=committee,
        name=name.strip(),
        post_title=post_title.strip(),
        user=user,
        position=last_position(committee) + 1,
        starts_on=starts_on,
    )
    try:
        with transaction.atomic():
            leader.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            f"{leader.name}（{leader.post_title}）已经在班子名单里，或者这个账号已经对应另一位。"
        ) from error
    log("leader.added", ("leader", leader.pk, str(leader)), committee, by, at)
    return leader


@transaction.atomic
def end_leader(*, leader: Leader, on: date, by: Actor, at: datetime) -> None:
    """The leader leaves on the day, and all links with them. Raises Refused when they left already."""
    leader = (
        Leader.objects.select_for_update(of=("self",)).select_related("user", "committee").get(pk=leader.pk)
    )
    check_in_office(leader)
    check_may_end(leader.starts_on, on)
    links = leader.links.filter(ends_on=None).select_related("leader__user", "unit__committee")
    for one in links:
        _end(one, max(on, one.starts_on), by, at)
    leader.ends_on = on
    leader.save(update_fields=["ends_on"])
    log("leader.left", ("leader", leader.pk, str(leader)), leader.committee, by, at, {"on": on})


@transaction.atomic
def link(*, leader: Leader, unit: Unit, starts_on: date, by: Actor, at: datetime) -> LeaderLink:
    """Link a leader to a branch or Party group from the day; a tied user may then look at it. Raises Refused."""
    check_may_link(leader, unit, starts_on)
    made = LeaderLink(leader=leader, unit=unit, starts_on=starts_on, made_by=by.display_name, made_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"{leader.name}已经联系{unit.short_name}，不用再加。") from error
    _open_the_door(leader.user, unit, by, at)
    log("linked", ("leader", leader.pk, str(leader)), unit, by, at, {"unit": unit.name, "from": starts_on})
    return made


@transaction.atomic
def end_link(*, link: LeaderLink, on: date, by: Actor, at: datetime) -> None:
    """The link ends on the day, and with it what a tied user may look at. Raises Refused when it ended already."""
    found = (
        LeaderLink.objects.select_for_update(of=("self",))
        .select_related("leader__user", "unit__committee")
        .get(pk=link.pk)
    )
    check_link_open(found)
    check_may_end(found.starts_on, on)
    _end(found, on, by, at)
    label = str(found.leader)
    log(
        "unlinked",
        ("leader", found.leader_id, label),
        found.unit,
        by,
        at,
        {"unit": found.unit.name, "on": on},
    )


@transaction.atomic
def record_visit(*, leader: Leader, unit: Unit, draft: VisitDraft, by: Actor, at: datetime) -> GuidanceVisit:
    """Write down that a leader went there, what they looked at and suggested. Raises Refused, also for the same twice."""
    check_may_record_visit(leader, unit, draft.visited_on, on=localdate(at))
    visit = GuidanceVisit(
        committee_id=unit.committee_id,
        leader=leader,
        unit=unit,
        visited_on=draft.visited_on,
        looked_at=draft.looked_at.strip(),
        suggestions="\n".join(suggestions_of(draft.suggestions)),
        written_by=by.display_name,
        written_at=at,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            f"{leader.name}{draft.visited_on.month}月{draft.visited_on.day}日到{unit.short_name}的指导已经登记过，不用再登。"
        ) from error
    if draft.follow_up.strip():
        FollowUp.objects.create(visit=visit, text=draft.follow_up.strip(), by_name=by.display_name, at=at)
    log("visit.recorded", ("guidance_visit", visit.pk, str(visit)), unit, by, at)
    return visit


@transaction.atomic
def follow_up(*, visit: GuidanceVisit, text: str, by: Actor, at: datetime) -> FollowUp:
    """Write down what became of the suggestions. Raises Refused for a void visit or the same words twice."""
    check_not_void(visit)
    if not text.strip():
        raise Refused("请写明落实得怎么样。")
    made = FollowUp(visit=visit, text=text.strip(), by_name=by.display_name, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("同样的话已经写过，不用再写。") from error
    log("visit.followed_up", ("guidance_visit", visit.pk, str(visit)), visit.unit, by, at)
    return made


@transaction.atomic
def void_visit(*, visit: GuidanceVisit, why: str, by: Actor, at: datetime) -> None:
    """Declare a visit entered wrongly void, with the reason; it stays to be read. Raises Refused."""
    found = (
        GuidanceVisit.objects.select_for_update(of=("self",))
        .select_related("leader", "unit__committee")
        .get(pk=visit.pk)
    )
    check_not_void(found)
    check_why(why)
    found.voided_by, found.voided_at, found.voided_why = by.display_name, at, why.strip()
    found.save(update_fields=["voided_by", "voided_at", "voided_why"])
    log(
        "visit.voided",
        ("guidance_visit", found.pk, str(found)),
        found.unit,
        by,
        at,
        {"why": found.voided_why},
    )


def _end(link: LeaderLink, on: date, by: Actor, at: datetime) -> None:
    link.ends_on = on
    link.save(update_fields=["ends_on"])
    user = link.leader.user
    if user is None or not isinstance(by, User) or user.pk == by.pk:
        return
    for post in Appointment.objects.filter(
        user=user, role=Role.TOWN_LEADER, unit=link.unit, ends_on=None
    ).select_related("user", "unit__committee"):
        end_post(post=post, by=by, on=localdate(at), at=at)


def _open_the_door(user: User | None, unit: Unit, by: Actor, at: datetime) -> None:
    """A tied user holds the post of the linked leader at the unit: one fact is entered once."""
    if user is None or not isinstance(by, User) or user.pk == by.pk or not user.is_active:
        return
    if not Appointment.objects.filter(user=user, role=Role.TOWN_LEADER, unit=unit, ends_on=None).exists():
        appoint(user=user, role=Role.TOWN_LEADER, unit=unit, by=by, on=localdate(at), at=at)
