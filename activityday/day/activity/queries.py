"""Reads of activities, always starting from a unit or an activity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Length, Substr

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity, ActivityStep, Evidence, Expense, Scope, Segment
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, groups_of, superior_of
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Affiliation, Post
from activityday.people.roster.queries import affiliated, posts_in

KIND = "activity"
Of = dict[tuple[int, date], list[Activity]]


def activity_for(unit: Unit, month: date) -> Activity | None:
    """The live activity of the month that `unit` holds or is credited by; None while nothing was prepared.

    A branch whose Party groups hold theirs apart has none of its own: see `parts_of`.
    """
    held_here = Q(host=unit) | Q(pk__in=_scoped_activities([unit.pk]))
    return _live().filter(held_here, month=month).first()


def parts_of(branch: Unit, month: date) -> list[Activity]:
    """The live activities of the month that `branch`'s Party groups hold apart from it, in the order of the tree."""
    below = Scope.objects.filter(
        is_live=True, unit__level=Level.GROUP, unit__path__startswith=branch.path, month=month
    ).exclude(unit=branch)
    return list(
        _live().filter(pk__in=below.values("activity")).exclude(host=branch).order_by("host__path", "pk")
    )


def whole_of(group: Unit, month: date) -> Activity | None:
    """The live activity of the month of the branch that a Party group belongs to, when the branch holds it as one."""
    branch = superior_of(group) if group.level == Level.GROUP else None
    return activity_for(branch, month) if branch else None


def cancelled_of(unit: Unit, month: date) -> list[Activity]:
    """The activities of the month that were called off here, the newest first."""
    involved = Q(host=unit) | Q(scopes__unit=unit)
    return list(
        Activity.objects.filter(involved, month=month, state=State.CANCELLED)
        .select_related("host", "host__committee")
        .distinct()
        .order_by("-version", "-pk")
    )


def activities_of(unit: Unit, *, year: int) -> list[Activity]:
    """The live activities of a calendar year in which `unit` or one of its Party groups takes part, in order."""
    months = [date(year, month, 1) for month in range(1, 13)]
    found = activities_of_many([unit], months)
    return [activity for month in months for activity in found.get((unit.pk, month), [])]


def activities_of_many(units: Sequence[Unit], months: Sequence[date]) -> Of:
    """By (unit id, month): the live activities that these units hold or are credited by. Two queries for any number.

    A branch also finds what its Party groups hold apart; months without any activity are missing.
    """
    by_path = {unit.path: unit.pk for unit in units}
    activities = list(
        _live().filter(_touching(units), month__in=months).order_by("month", "host__path", "pk")
    )
    places: dict[UUID, set[str]] = defaultdict(set)
    for key, path, level in Scope.objects.filter(activity__in=activities, is_live=True).values_list(
        "activity_id", "unit__path", "unit__level"
    ):
        places[key] |= {path, path[: -Unit.steplen]} if level == Level.GROUP else {path}
    found: Of = defaultdict(list)
    for activity in activities:
        for path in places[activity.pk] | {activity.host.path}:
            if path in by_path:
                found[by_path[path], activity.month].append(activity)
    return dict(found)


def live_scopes(units: Iterable[Unit], month: date) -> QuerySet[Scope]:
    """What already holds the month of these units: of themselves, of what they belong to, of their Party groups."""
    return (
        Scope.objects.filter(_related(units), month=month, is_live=True)
        .select_related("unit", "activity", "activity__host")
        .order_by("unit__path")
    )


def scope_units(activity: Activity) -> list[Unit]:
    """The branches and Party groups whose members are expected, in the order of the tree."""
    keys = activity.scopes.filter(is_live=True).values("unit")
    return list(Unit.objects.filter(pk__in=keys).select_related("committee").order_by("path"))


def segments_of(activity: Activity, *, with_sites: bool = False) -> list[Segment]:
    """The parts of the agenda in order; `with_sites` also the entries of the directory that they use. One query."""
    segments = activity.segments.order_by("position")
    return list(segments.select_related("site") if with_sites else segments)


def segments_of_many(activities: Iterable[Activity]) -> dict[UUID, list[Segment]]:
    """The parts of many agendas by activity; one query."""
    found: dict[UUID, list[Segment]] = defaultdict(list)
    keys = [activity.pk for activity in activities]
    for segment in Segment.objects.filter(activity__in=keys).order_by("position"):
        found[segment.activity_id].append(segment)
    return found


def expenses_of(activity: Activity) -> list[Expense]:
    """The money spent, in the order in which it was written down."""
    return list(activity.expenses.order_by("pk"))


def evidence_of(activity: Activity, *, with_removed: bool = False) -> list[Evidence]:
    """Pictures and scans in the order in which they came; removed ones only on request."""
    kept = activity.evidence.order_by("added_at", "filename", "pk")
    return list(kept if with_removed else kept.filter(removed_at__isnull=True))


def evidence_by_id(activity: Activity, key: UUID) -> Evidence | None:
    """One picture or scan of this activity, removed or not; None for any other."""
    return activity.evidence.filter(pk=key).first()


def same_evidence(activity: Activity, sha256: str) -> Evidence | None:
    """The same file, kept with another activity of the same primary committee; None when there is none."""
    return (
        Evidence.objects.filter(
            activity__committee=activity.committee_id, sha256=sha256, removed_at__isnull=True
        )
        .exclude(activity=activity)
        .select_related("activity", "activity__host")
        .order_by("added_at")
        .first()
    )


def steps_of(activity: Activity) -> list[ActivityStep]:
    """The steps of an activity, the first first."""
    return list(activity.steps.order_by("at", "pk"))


def history_of_activity(activity: Activity) -> QuerySet[Entry]:
    """What was done to the activity, newest first."""
    return history_of(KIND, activity.pk)


def last_before(unit: Unit, month: date) -> Activity | None:
    """The newest live activity of an earlier month in which `unit` took part: what “copy last month” copies."""
    held_here = Q(host=unit) | Q(pk__in=_scoped_activities([unit.pk]))
    return _live().filter(held_here, month__lt=month).order_by("-month", "-pk").first()


def last_uses(unit: Unit, *, before: date) -> dict[UUID, date]:
    """By entry of the directory: the newest earlier month whose live agenda of `unit` used it. One query."""
    used = Segment.objects.filter(
        Q(activity__host=unit) | Q(activity__in=_scoped_activities([unit.pk])),
        site__isnull=False,
        activity__month__lt=before,
    ).exclude(activity__state=State.CANCELLED)
    rows = used.values_list("site_id").annotate(last=Max("activity__month"))
    return dict(rows)


def secretary_of(unit: Unit, *, on: date) -> str:
    """The name of the secretary (for a Party group: its leader) on the day, empty when no post is entered."""
    post = _first_post(unit, on)
    if post is None and unit.level == Level.GROUP and (branch := superior_of(unit)):
        post = _first_post(branch, on)
    return post.member.name if post else ""


def possible_scopes(host: Unit, *, on: date) -> list[Unit]:
    """Whom an activity held by `host` may be for: itself, its branches or Party groups, and its neighbours."""
    if host.level == Level.GENERAL_BRANCH:
        return list(branches_of(host, on=on))
    if host.level == Level.GROUP:
        return [host]
    superior = superior_of(host)
    neighbours = branches_of(superior, on=on).filter(depth=host.depth).exclude(pk=host.pk) if superior else []
    return [host, *groups_of(host, on=on), *neighbours]


def without_group(branch: Unit, *, on: date) -> list[str]:
    """The names of members of `branch` who belong to no Party group: nobody would expect them when it is split."""
    return [entry.member.name for entry in affiliated([branch], on=on) if entry.group is None]


def _first_post(unit: Unit, on: date) -> Post | None:
    kind = PostKind.GROUP_LEADER if unit.level == Level.GROUP else PostKind.SECRETARY
    return next((post for post in posts_in(unit, on=on) if post.kind == kind), None)


def _live() -> QuerySet[Activity]:
    return Activity.objects.exclude(state=State.CANCELLED).select_related(
        "host", "host__committee", "committee"
    )


def _scoped_activities(units: Iterable[int]) -> QuerySet[Scope, Any]:
    return Scope.objects.filter(unit__in=units, is_live=True).values("activity")


def _touching(units: Sequence[Unit]) -> Q:
    keys = [unit.pk for unit in units]
    groups = (
        Unit.objects.filter(level=Level.GROUP)
        .annotate(above=Substr("path", 1, Length("path") - Unit.steplen))
        .filter(above__in=[unit.path for unit in units if unit.level == Level.BRANCH])
    )
    scoped = Scope.objects.filter(Q(unit__in=keys) | Q(unit__in=groups.values("pk")), is_live=True)
    return Q(host__in=keys) | Q(pk__in=scoped.values("activity"))


def _related(units: Iterable[Unit]) -> Q:
    found = Q(pk__in=[])
    for unit in units:
        above = [unit.path[:length] for length in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
        found |= Q(unit__path__in=above) | Q(unit__path__startswith=unit.path)
    return found


def in_use_since(units: Sequence[Unit]) -> dict[int, date]:
    """By unit: the first month that can be asked of it. Months before it are nobody's debt.

    That is the first month of which its committee recorded anything here; for a branch entered or founded later, the
    month of its first member or of its founding. Without any record of the committee there is no entry.
    """
    committees = {unit.committee_id for unit in units}
    rows = Activity.objects.filter(committee__in=committees).values("committee").annotate(first=Min("month"))
    first = {row["committee"]: row["first"] for row in rows.order_by()}
    own = _begun(units)
    return {
        unit.pk: max(first[unit.committee_id], own[unit.pk]) for unit in units if unit.committee_id in first
    }


def _begun(units: Sequence[Unit]) -> dict[int, date]:
    """By unit: the month in which it began to have members, or was founded where that is later. One query."""
    found = Affiliation.objects.filter(branch__in=[unit.pk for unit in units]).values("branch")
    first = {row["branch"]: row["first"] for row in found.annotate(first=Min("starts_on")).order_by()}
    return {
        unit.pk: max(first.get(unit.pk, date.min), unit.established_on or date.min).replace(day=1)
        for unit in units
    }
