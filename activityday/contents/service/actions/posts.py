"""Writes of duty posts: set up, held, left, given up (notice 三(四))."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.contents.service.actions.entries import insert, log
from activityday.contents.service.checks import check_branch, check_members, check_post_open, check_words
from activityday.contents.service.models import DutyPost, PostHolding
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@transaction.atomic
def set_up_post(
    *,
    unit: Unit,
    name: str,
    duties: str,
    starts_on: date,
    members: Sequence[Member] = (),
    by: Actor,
    at: datetime,
) -> DutyPost:
    """Set up a duty post, with its holders where they are known. Raises Refused for a name that stands already."""
    check_branch(unit)
    check_words(name, "岗位", 40)
    check_words(duties, "职责", 200)
    check_members(unit, members)
    post = DutyPost(
        committee_id=unit.committee_id,
        unit=unit,
        name=name.strip(),
        duties=duties.strip(),
        starts_on=starts_on,
    )
    insert(post, f"“{name.strip()}”已经设了，不用再设。")
    for member in members:
        insert(PostHolding(post=post, member=member, starts_on=starts_on))
    log("duty_post_set_up", post, unit, by, at, {"holders": len(members)})
    return post


@transaction.atomic
def take_post(*, post: DutyPost, members: Sequence[Member], on: date, by: Actor, at: datetime) -> None:
    """These members hold the post from the day. Raises Refused: nobody chosen, or somebody holds it already."""
    post = _locked(post)
    check_post_open(post, on)
    check_members(post.unit, members)
    if not members:
        raise Refused("请先勾选谁来上岗。")
    for member in members:
        insert(
            PostHolding(post=post, member=member, starts_on=on), f"{member.name}已经在“{post.name}”这个岗上。"
        )
    log("duty_post_taken", post, post.unit, by, at, {"holders": len(members)})


@transaction.atomic
def leave_post(*, holding: PostHolding, on: date, by: Actor, at: datetime) -> None:
    """The member leaves the post; the last day is `on`. Raises Refused."""
    post = _locked(holding.post)
    holding = PostHolding.objects.select_related("member").get(pk=holding.pk)
    if holding.ends_on is not None:
        raise Refused(f"{holding.member.name}已于{holding.ends_on:%Y-%m-%d}离岗。")
    if on < holding.starts_on:
        raise Refused("离岗日期早于上岗日期，请核对。")
    holding.ends_on = on
    holding.save(update_fields=["ends_on"])
    log("duty_post_left", post, post.unit, by, at, {"on": on})


@transaction.atomic
def give_up_post(*, post: DutyPost, on: date, by: Actor, at: datetime) -> None:
    """The post stands no more; who holds it leaves on the same day. Raises Refused."""
    post = _locked(post)
    check_post_open(post, on)
    open_now = PostHolding.objects.filter(post=post, ends_on__isnull=True)
    if open_now.filter(starts_on__gt=on).exists():
        raise Refused("有人的上岗日期晚于这一天，请核对。")
    open_now.update(ends_on=on)
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    log("duty_post_given_up", post, post.unit, by, at, {"on": on})


def _locked(post: DutyPost) -> DutyPost:
    return DutyPost.objects.select_for_update(of=("self",)).select_related("unit__committee").get(pk=post.pk)
