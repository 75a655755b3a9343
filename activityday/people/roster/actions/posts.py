"""Writes of posts held and of what holds of a member for a time."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.affiliation import open_affiliation
from activityday.people.roster.actions.entries import log
from activityday.people.roster.checks import (
    check_day,
    check_ends_after_start,
    check_no_open_condition,
    check_no_open_post,
    check_post,
)
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Condition, Member, Post


@transaction.atomic
def begin_post(*, member: Member, unit: Unit, kind: PostKind, on: date, by: Actor, at: datetime) -> Post:
    """A member takes up a post in `unit` on the day. Raises Refused for a post the level does not know."""
    check_post(unit, kind)
    check_day(on, localdate(at))
    if (
        not unit.path.startswith(open_affiliation(member).branch.path)
        and unit.committee_id != member.committee_id
    ):
        raise Refused(f"{unit.name}不属于本党委。")
    check_no_open_post(member, unit, kind)
    post = Post.objects.create(member=member, unit=unit, kind=kind, starts_on=on)
    log("roster.post_begun", member, {"post": f"{unit.name}{kind.label}", "on": on}, by=by, at=at)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by: Actor, at: datetime) -> None:
    """A member gives up a post; `on` is the last day. Raises Refused."""
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("member__committee", "unit")
        .get(pk=post.pk)
    )
    if post.ends_on is not None:
        raise Refused("这一任职已经结束。")
    check_ends_after_start(post.starts_on, on)
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    changes = {"post": f"{post.unit.name}{PostKind(post.kind).label}", "on": on}
    log("roster.post_ended", post.member, changes, by=by, at=at)


@transaction.atomic
def begin_condition(
    *,
    member: Member,
    kind: ConditionKind,
    on: date,
    by: Actor,
    at: datetime,
    place: str = "",
    contact: str = "",
) -> Condition:
    """From the day `on` the member is floating (place and contact needed), suspended or out of touch. Raises Refused."""
    check_day(on, localdate(at))
    open_affiliation(member)
    check_no_open_condition(member, kind)
    if kind == ConditionKind.FLOATING and not (place.strip() and contact.strip()):
        raise Refused("登记流动党员，请写明外出流向和支部指定的联系人。", "notice 二")
    condition = Condition.objects.create(
        member=member, kind=kind, starts_on=on, place=place.strip(), contact=contact.strip()
    )
    changes = {"condition": kind.label, "on": on, "place": place.strip(), "contact": contact.strip()}
    log("roster.condition_begun", member, changes, by=by, at=at)
    return condition


@transaction.atomic
def end_condition(*, condition: Condition, on: date, by: Actor, at: datetime) -> None:
    """What held of the member ends; `on` is the last day. Raises Refused."""
    condition = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("member__committee")
        .get(pk=condition.pk)
    )
    if condition.ends_on is not None:
        raise Refused("这一情形已经结束。")
    check_ends_after_start(condition.starts_on, on)
    condition.ends_on = on
    condition.save(update_fields=["ends_on"])
    changes = {"condition": ConditionKind(condition.kind).label, "on": on}
    log("roster.condition_ended", condition.member, changes, by=by, at=at)
