"""Reads of the roster: who belongs where on a day, always starting from a unit or a member."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from activityday.audit.queries import history_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import in_unit_and_below, is_in_force
from activityday.people.roster.enums import Category, ConditionKind, PostKind
from activityday.people.roster.models import Affiliation, Arrival, Condition, Member, Post, RosterImport

SEALED = ("member__identity_number", "member__phone", "member__address")


@dataclass(frozen=True)
class Affiliated:
    """One member as they stood on a day: where they belonged, as what, and what held of them."""

    member: Member
    branch: Unit
    group: Unit | None
    category: Category
    conditions: frozenset[ConditionKind]


def in_force(on: date) -> Q:
    """Periods (affiliations, posts, conditions) that hold on the day `on`."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def category_on(member: Member, on: date) -> Category:
    """Full or probationary on the day: probationary until the day of becoming full, where that day is known."""
    if member.full_on is None:
        return Category(member.category)
    return Category.PROBATIONARY if on < member.full_on else Category.FULL


def affiliated(units: Iterable[Unit], *, on: date, with_contacts: bool = False) -> list[Affiliated]:
    """Everybody whose formal affiliation on the day is with one of these branches or Party groups.

    In roster order: branch by branch as the tree stands, each by the order of its roster. Two queries however many
    units. Sealed columns (identity number, telephone, address) are left closed unless `with_contacts`.
    """
    return affiliated_with([unit.pk for unit in units], on=on, with_contacts=with_contacts)


def affiliated_with(
    units: Sequence[int] | QuerySet[Any, Any], *, on: date, with_contacts: bool = False
) -> list[Affiliated]:
    """The same by the keys of the units, or by a query of them that is asked along with it."""
    found = _in_roster_order(Q(branch__in=units) | Q(group__in=units), on)
    return as_affiliated(found if with_contacts else found.defer(*SEALED), on=on)


def as_affiliated(affiliations: Iterable[Affiliation], *, on: date) -> list[Affiliated]:
    """`affiliations` with category and conditions of the day, in the same order; one more query."""
    rows = list(affiliations)
    conditions = _conditions_of([row.member_id for row in rows], on)
    return [
        Affiliated(
            member=row.member,
            branch=row.branch,
            group=row.group,
            category=category_on(row.member, on),
            conditions=frozenset(conditions[row.member_id]),
        )
        for row in rows
    ]


def members_of(unit: Unit, *, on: date, search: str = "") -> list[Affiliated]:
    """The members at or below `unit` on the day whose name or pinyin initials match `search`, in roster order."""
    return as_affiliated(found_in(unit, on=on, search=search), on=on)


def found_in(
    unit: Unit,
    *,
    on: date,
    search: str = "",
    group: str = "",
    category: str = "",
    condition: str = "",
) -> QuerySet[Affiliation]:
    """The affiliations at or below `unit` on the day that pass every filter that is given, in roster order.

    `search`: part of a name, or the first letters of its pinyin; `group`: a unit code, `-` for no group;
    `category`, `condition`: values of their enums. Sealed columns stay closed.
    """
    found = _in_roster_order(_at_or_below(unit), on).defer(*SEALED)
    if search := search.strip():
        found = found.filter(
            Q(member__name__contains=search) | Q(member__initials__contains=f" {search.lower()}")
        )
    if group:
        found = found.filter(group__isnull=True) if group == "-" else found.filter(group__code=group)
    if category:
        found = found.filter(_category_is(category, on))
    if condition:
        holding = Condition.objects.filter(in_force(on), kind=condition)
        found = found.filter(member__in=holding.values("member"))
    return found


def member_of(unit: Unit, key: UUID) -> Member | None:
    """The member `key` if one of their affiliations, past or present, is at or below `unit`; else None."""
    belongs = Affiliation.objects.filter(_at_or_below(unit), member=key)
    return Member.objects.select_related("committee").filter(pk__in=belongs.values("member")).first()


def affiliations_of(member: Member) -> list[Affiliation]:
    """The whole history of where a member belonged, newest first."""
    return list(
        member.affiliations.select_related("branch", "branch__committee", "group").order_by(
            "-starts_on", "-pk"
        )
    )


def belongs_now(affiliations: list[Affiliation], unit: Unit) -> bool:
    """Whether the newest of a member's affiliations (as from `affiliations_of`) is at or below `unit`."""
    return bool(affiliations) and any(
        place is not None and place.path.startswith(unit.path)
        for place in (affiliations[0].branch, affiliations[0].group)
    )


def posts_of(member: Member) -> list[Post]:
    """The posts a member holds and held, open ones first."""
    return list(member.posts.select_related("unit").order_by("-ends_on", "-starts_on"))


def conditions_of(member: Member) -> list[Condition]:
    """What holds and held of a member, newest first, each time away with its registration."""
    found = member.conditions.select_related("departure", "departure__host_unit")
    return list(found.defer("departure__address", "departure__phone").order_by("-starts_on", "-pk"))


def arrivals_of_member(member: Member) -> list[Arrival]:
    """Where else in the committee a member takes and took part, newest first."""
    found = member.arrivals.select_related("unit").defer("phone")
    return list(found.order_by("-starts_on", "-pk"))


def groups_below(unit: Unit, *, on: date) -> QuerySet[Unit]:
    """The Party groups at or under `unit` that exist on the day."""
    return in_unit_and_below(unit).filter(is_in_force(on), level=Level.GROUP)


def places_of_posts(member: Member, *, on: date) -> QuerySet[Unit]:
    """Where a member can hold a post on the day: general branches, branches, groups of their committee."""
    levels = (Level.GENERAL_BRANCH, Level.BRANCH, Level.GROUP)
    return in_unit_and_below(member.committee).filter(is_in_force(on), level__in=levels)


def posts_in(unit: Unit, *, on: date) -> list[Post]:
    """Who holds which post in `unit` itself on the day."""
    held = Post.objects.filter(in_force(on), unit=unit).select_related("member").defer(*SEALED)
    order = list(PostKind)
    return sorted(held.order_by("starts_on", "pk"), key=lambda post: order.index(PostKind(post.kind)))


def numbers_in(units: Iterable[Unit], *, on: date) -> dict[int, int]:
    """How many members belong to each of these branches and Party groups on the day; units without any are missing."""
    keys = [unit.pk for unit in units]
    counts: dict[int, int] = {}
    for place in ("branch", "group"):
        rows = Affiliation.objects.filter(in_force(on), **{f"{place}__in": keys}).values_list(place)
        counts.update(rows.annotate(number=Count("pk")).order_by())
    return counts


def number_after(unit: Unit, on: date) -> int:
    """How many members belong to `unit` or below it on some day after `on`."""
    later = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return Affiliation.objects.filter(_at_or_below(unit), later).count()


def namesakes(branch: Unit, name: str, born_on: date | None) -> QuerySet[Member]:
    """Members now in the committee of `branch` with this name and day of birth (or no day known)."""
    return Member.objects.filter(
        committee=branch.committee, name=name, born_on=born_on, affiliations__ends_on=None
    )


def full_members_in(branch: Unit, *, on: date) -> int:
    """How many full members belong to `branch` on the day."""
    rows = Affiliation.objects.filter(in_force(on), branch=branch)
    return rows.filter(_category_is(Category.FULL, on)).count()


def last_position(branch: Unit) -> int:
    """The highest place taken in the roster order of `branch`; 0 for an empty roster."""
    members = Member.objects.filter(affiliations__branch=branch)
    return members.aggregate(highest=Max("position"))["highest"] or 0


def imports_of(unit: Unit) -> list[RosterImport]:
    """The newest workbooks brought in for `unit`, without their contents."""
    return list(RosterImport.objects.filter(unit=unit).defer("content").order_by("-uploaded_at")[:10])


def import_of(unit: Unit, key: UUID) -> RosterImport | None:
    """The import `key` if it belongs to `unit`; else None."""
    return RosterImport.objects.select_related("unit", "unit__committee").filter(unit=unit, pk=key).first()


def changed_since(member: Member, version: int) -> tuple[str, ...]:
    """The labels of the fields that edits after `version` changed, as the log knows them."""
    names: list[str] = []
    for entry in history_of("member", member.pk).filter(action="roster.edited"):
        changes = json.loads(entry.changes)
        if changes.get("version", 0) > version:
            names += [name for name in changes if name not in {"version", "reason"}]
    labels = {field.name: str(field.verbose_name) for field in Member._meta.fields}  # noqa: SLF001
    return tuple(labels[name] for name in dict.fromkeys(names) if name in labels)


def _in_roster_order(where: Q, on: date) -> QuerySet[Affiliation]:
    return (
        Affiliation.objects.filter(in_force(on) & where)
        .select_related("member", "branch", "branch__committee", "group")
        .order_by("branch__path", "member__position", "member__name", "member__pk")
    )


def _at_or_below(unit: Unit) -> Q:
    place = "group__path__startswith" if unit.level == Level.GROUP else "branch__path__startswith"
    return Q(**{place: unit.path})


def _category_is(category: str, on: date) -> Q:
    probationary = Q(member__full_on__gt=on) | Q(
        member__full_on__isnull=True, member__category=Category.PROBATIONARY
    )
    return probationary if category == Category.PROBATIONARY else ~probationary


def _conditions_of(members: list[UUID], on: date) -> dict[UUID, set[ConditionKind]]:
    held: dict[UUID, set[ConditionKind]] = defaultdict(set)
    for member, kind in Condition.objects.filter(in_force(on), member__in=members).values_list(
        "member", "kind"
    ):
        held[member].add(ConditionKind(kind))
    return held
