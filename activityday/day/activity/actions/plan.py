"""Writes of the plan: prepared from a template or last month, then edited by its differences."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from activityday.audit.actions import Actor
from activityday.day.activity.actions.entries import VERSION, differences, log, raise_version, stale
from activityday.day.activity.actions.life import append
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.checks import (
    check_day,
    check_exists,
    check_may_change,
    check_may_drop,
    check_may_split,
    check_scopes,
    check_segments,
)
from activityday.day.activity.enums import State, Step
from activityday.day.activity.models import Activity, Scope, Segment
from activityday.day.activity.plan import Plan, plan_from_agenda
from activityday.day.activity.queries import scope_units, segments_of, without_group
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of

ASIDE = 1000


@transaction.atomic
def prepare(
    *,
    host: Unit,
    scopes: Sequence[Unit],
    month: date,
    held_on: date,
    by: Actor,
    at: datetime,
    template: str = "",
    plan: Plan | None = None,
    scheduled: date | None = None,
) -> Activity:
    """Begin the activity of `month` (a first day) for `scopes` (notice 一, 三): with `plan`, else from `template`.

    `held_on` is the day in force; `scheduled` the day the calendar says, when the plan is for another one.
    Raises Refused when one of the units already has the month, or the day lies outside it.
    """
    _hold(scopes)
    check_exists(host, scheduled or held_on)
    check_day(held_on, month, scheduled)
    check_scopes(host, scopes, month)
    plan = plan or plan_from_agenda(host, month, held_on=held_on, template=template)
    check_segments(plan.segments)
    activity = _create(host, scopes, month, held_on, plan)
    append(activity, Step.PREPARE, note="", by=by, at=at)
    return activity


@transaction.atomic
def amend_plan(
    *,
    activity: Activity,
    plan: Plan,
    scopes: Sequence[Unit],
    scheduled: date,
    base_version: int,
    by: Actor,
    at: datetime,
) -> Activity:
    """Keep the differences between `plan` and what is kept; nothing to keep is no error and no new version.

    Raises StaleActivity when another writer was first, Refused when the activity may not be changed any more.
    """
    activity.refresh_from_db()
    check_may_change(activity)
    check_day(plan.held_on, activity.month, scheduled)
    check_segments(plan.segments)
    changes = differences(activity, _columns(plan))
    kept = segments_of(activity)
    if _differ(kept, plan.segments):
        changes["segments"] = [_titles(kept), [draft.title for draft in plan.segments]]
    if {unit.pk for unit in scopes} != {unit.pk for unit in scope_units(activity)}:
        changes["scopes"] = _change_scopes(activity, scopes)
    if not changes:
        return activity
    if base_version != activity.version:
        raise stale(activity, base_version)
    activity.version = raise_version(activity, base_version)
    if "segments" in changes:
        _keep_segments(activity, kept, plan.segments)
    activity.save(update_fields=[*_columns(plan)])
    log("plan_amended", activity, {**changes, VERSION: activity.version}, by=by, at=at)
    return activity


@transaction.atomic
def split(
    *,
    branch: Unit,
    month: date,
    plan: Plan,
    scheduled: date,
    by: Actor,
    at: datetime,
) -> list[Activity]:
    """Begin one activity for each Party group of `branch` on the same plan (notice 四(二)); each is then its own.

    Raises Refused when there are no groups, when a member belongs to none, or the month is taken.
    """
    groups = list(groups_of(branch, on=plan.held_on))
    check_may_split(groups, without_group(branch, on=plan.held_on))
    return [
        prepare(
            host=group,
            scopes=[group],
            month=month,
            held_on=plan.held_on,
            plan=plan,
            scheduled=scheduled,
            by=by,
            at=at,
        )
        for group in groups
    ]


@transaction.atomic
def follow_day(*, activity: Activity, day: date, by: Actor, at: datetime) -> None:
    """Move a plan to the day in force, after the superior agreed or a holiday notice came (notice 一). Raises Refused."""
    activity.refresh_from_db()
    if activity.state != State.PREPARING or activity.recorded_at is not None:
        raise Refused("这次活动已经记录，日期以实际开展的那天为准，要改请在纪实里改。", "notice 一")
    changes = differences(activity, {"held_on": day})
    if not changes:
        return
    activity.version = raise_version(activity, activity.version)
    activity.save(update_fields=["held_on"])
    log("day_followed", activity, {**changes, VERSION: activity.version}, by=by, at=at)


@transaction.atomic
def leave_joint(*, activity: Activity, unit: Unit, by: Actor, at: datetime) -> None:
    """A branch drops out of a joint activity while it is being prepared, so that it can hold its own. Raises Refused."""
    if activity.state != State.PREPARING:
        raise Refused("已经签到或归档的活动，不能再退出。")
    rest = [scope for scope in scope_units(activity) if scope.pk != unit.pk]
    if activity.host_id == unit.pk or not rest:
        raise Refused("这次活动就是本单位组织的，不办了请用“取消”。")
    activity.scopes.filter(unit=unit).update(is_live=False)
    Activity.objects.filter(pk=activity.pk).update(version=F(VERSION) + 1)
    activity.refresh_from_db(fields=[VERSION])
    changes = {"scopes": [unit.short_name, ""], VERSION: activity.version}
    log("joint_left", activity, changes, by=by, at=at)


def _hold(scopes: Sequence[Unit]) -> None:
    # a branch and its groups exclude each other, which no unique column can say: they wait for one another here
    paths = {unit.path[: -Unit.steplen] if unit.level == Level.GROUP else unit.path for unit in scopes}
    list(Unit.objects.select_for_update().filter(path__in=paths).order_by("path").values_list("pk"))


def _create(host: Unit, scopes: Sequence[Unit], month: date, held_on: date, plan: Plan) -> Activity:
    columns = {**_columns(plan), "held_on": held_on}
    try:
        with transaction.atomic():
            activity = Activity.objects.create(
                committee_id=host.committee_id, host=host, month=month, **columns
            )
            Scope.objects.bulk_create(Scope(activity=activity, unit=unit, month=month) for unit in scopes)
    except IntegrityError:
        raise Refused("刚刚已经有人准备了这个月的活动，请刷新页面接着填。", "notice 一") from None
    _keep_segments(activity, [], plan.segments)
    return activity


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "held_on": plan.held_on,
        "planned_starts_at": plan.starts_at,
        "planned_ends_at": plan.ends_at,
        "place": plan.place,
        "theme": plan.theme,
        "chair": plan.chair,
        "recorder": plan.recorder,
    }


def _change_scopes(activity: Activity, scopes: Sequence[Unit]) -> list[list[str]]:
    if activity.state != State.PREPARING:
        raise Refused("已经签到的活动，不能再改范围。")
    _hold(scopes)
    check_scopes(activity.host, scopes, activity.month, activity=activity)
    before = [unit.short_name for unit in scope_units(activity)]
    activity.scopes.exclude(unit__in=scopes).update(is_live=False)
    try:
        with transaction.atomic():
            for unit in scopes:
                Scope.objects.update_or_create(
                    activity=activity, unit=unit, defaults={"month": activity.month, "is_live": True}
                )
    except IntegrityError:
        raise Refused("刚刚有别的活动选了同一个单位，请刷新页面看看。", "notice 一") from None
    return [before, [unit.short_name for unit in scopes]]


def _differ(kept: Sequence[Segment], drafts: Sequence[SegmentDraft]) -> bool:
    return [_written(segment) for segment in kept] != [_written(draft) for draft in drafts]


def _written(part: Segment | SegmentDraft) -> tuple[object, ...]:
    return (
        str(part.content),
        str(part.form),
        part.title,
        part.minutes,
        part.led_by,
        part.material,
        part.material_version_id,
        part.site_id,
        part.site_name,
    )


def _titles(kept: Sequence[Segment]) -> list[str]:
    return [segment.title for segment in kept]


def _keep_segments(activity: Activity, kept: Sequence[Segment], drafts: Sequence[SegmentDraft]) -> None:
    by_key = {segment.pk: segment for segment in kept}
    named = {draft.key for draft in drafts}
    for segment in kept:
        if segment.pk not in named:
            check_may_drop(segment)
            segment.delete()
    # out of the way first, so that no two ever stand on one place
    activity.segments.update(position=F("position") + ASIDE)
    for position, draft in enumerate(drafts, start=1):
        columns = {name: value for name, value in asdict(draft).items() if name != "key"}
        segment = by_key.get(draft.key or 0) or Segment(activity=activity)
        for name, value in columns.items():
            setattr(segment, name, value)
        segment.position = position
        segment.save()
