"""Writes a plan: everything or nothing, in batches, with one entry in the log for every member it touches."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Greatest

from activityday.audit.actions import Actor, Event, record_all
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.entries import event_of
from activityday.people.roster.actions.members import EDITABLE, put
from activityday.people.roster.enums import ConditionKind, JoinReason, LeaveReason, PostKind
from activityday.people.roster.imports.names import code_for, owner_names, plain
from activityday.people.roster.imports.plan import Kind, Plan, PlannedMember, PlannedUnit, Terms
from activityday.people.roster.models import Affiliation, Condition, Member, Post

BATCH = 500
SHORT = 40
NUMBERED = re.compile(r"第[^第]{1,3}$")
DAY = timedelta(days=1)
Progress = Callable[[int, int], None]


@dataclass
class _Rows:
    """What is to be inserted and updated, gathered before anything is sent to the database."""

    members: list[Member] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    ended: list[Affiliation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    changed: list[Member] = field(default_factory=list)
    over: list[tuple[Member, list[ConditionKind]]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@transaction.atomic
def write_plan(
    *,
    plan: Plan,
    terms: Terms,
    source: str,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write the whole plan in one transaction; returns its counts. A plan that changes nothing writes nothing.

    `source` names the workbook in the log. `progress(done, all)` is called between batches.
    """
    counts = plan.counts()
    if not (counts["created"] or counts["updated"] or counts["units"] or counts["groups"]):
        return counts
    _set_up(plan, terms, by, at)
    rows = _gather(plan, terms)
    _send(rows, terms.today, progress or _silent)
    committee = terms.unit.chain_code
    summary = Event("roster.imported", "unit", terms.unit.pk, terms.unit.name, {"source": source, **counts})
    record_all([*rows.events, summary], committee=committee, by=by, at=at)
    return counts


def _set_up(plan: Plan, terms: Terms, by: Actor, at: datetime) -> None:
    """Establish the units that are missing, parents first."""
    new = [*plan.new_units, *plan.new_groups]
    taken = set(Unit.objects.values_list("code", flat=True)) if new else set()
    owners = owner_names([terms.unit.committee or terms.unit])
    for planned in new:
        parent = planned.parent.unit if planned.parent else terms.unit
        assert parent is not None, "parents are set up first"  # noqa: S101
        planned.unit = establish(
            parent=parent,
            code=_code(planned, parent, owners, taken),
            name=_name(planned, parent),
            short_name=_short_name(planned, owners),
            level=planned.level,
            sector=planned.sector,
            by=by,
            at=at,
        )


def _code(planned: PlannedUnit, parent: Unit, owners: list[str], taken: set[str]) -> str:
    if planned.level != Level.GROUP:
        return code_for(plain(planned.name, owners), taken)
    number = 1
    while f"{parent.code[: SHORT - 5]}-{number}" in taken:
        number += 1
    taken.add(f"{parent.code[: SHORT - 5]}-{number}")
    return f"{parent.code[: SHORT - 5]}-{number}"


def _name(planned: PlannedUnit, parent: Unit) -> str:
    if planned.level == Level.GROUP and not planned.name.startswith(parent.short_name):
        return f"{parent.short_name}{planned.name}"[:100]
    return planned.name


def _short_name(planned: PlannedUnit, owners: list[str]) -> str:
    """`兴塘村` for 兴塘村党支部, `兴塘村第一支部` for one of several of the village."""
    if planned.level == Level.GROUP:
        return planned.name[:SHORT]
    short = plain(planned.name, owners)[: SHORT - 2]
    return f"{short}支部" if NUMBERED.search(short) else short


def _gather(plan: Plan, terms: Terms) -> _Rows:
    rows = _Rows()
    positions = _last_positions(plan)
    for planned in plan.members:
        if planned.kind == Kind.UNCHANGED:
            continue
        branch = _unit(planned.branch)
        if planned.kind == Kind.NEW or (planned.moves and not _stays(planned, branch)):
            positions[branch.pk] += 1
            planned.member.position = positions[branch.pk]
        if planned.kind == Kind.NEW:
            _gather_new(planned, branch, terms, rows)
        else:
            _gather_changed(planned, branch, terms, rows)
        _gather_posts(planned, branch, terms, rows)
    return rows


def _last_positions(plan: Plan) -> Counter[int]:
    branches = {unit.unit.pk for unit in plan.units if unit.unit is not None}
    highest = Affiliation.objects.filter(branch__in=branches).values_list("branch")
    return Counter(dict(highest.annotate(highest=Max("member__position")).order_by()))


def _gather_new(planned: PlannedMember, branch: Unit, terms: Terms, rows: _Rows) -> None:
    rows.members.append(planned.member)
    rows.affiliations.append(_affiliation(planned, branch, terms.on, JoinReason.IMPORTED))
    changes = {"branch": branch.name, "on": terms.on, "reason": JoinReason.IMPORTED.label}
    rows.events.append(event_of("roster.added", planned.member, changes))


def _gather_changed(planned: PlannedMember, branch: Unit, terms: Terms, rows: _Rows) -> None:
    changes = put(planned.member, planned.fields, planned.known_to)
    if planned.moves:
        changes["affiliation"] = _move(planned, branch, terms, rows)
    elif planned.affiliation is None:
        rows.affiliations.append(_affiliation(planned, branch, terms.on, JoinReason.IMPORTED))
    said = [kind.label for kind in planned.posts] + [kind.label for kind, _, _ in planned.begins]
    if said:
        changes["begun"] = said
    if planned.ends:
        changes["ended"] = [kind.label for kind in planned.ends]
    planned.member.version += 1
    rows.changed.append(planned.member)
    logged = {**changes, "reason": "花名册导入", "version": planned.member.version}
    rows.events.append(event_of("roster.edited", planned.member, logged))


def _move(planned: PlannedMember, branch: Unit, terms: Terms, rows: _Rows) -> list[object]:
    """The member belongs to another branch or group from today on; what began today is put right in place."""
    present = planned.affiliation
    assert present is not None, "only members with an affiliation move"  # noqa: S101
    before = present.branch.name
    if present.starts_on >= terms.today:
        present.branch, present.group = branch, _group(planned)
    else:
        present.ends_on, present.leave_reason = terms.today - DAY, LeaveReason.MOVED
        rows.affiliations.append(_affiliation(planned, branch, terms.today, JoinReason.MOVED))
    rows.ended.append(present)
    return [before, branch.name, terms.today]


def _gather_posts(planned: PlannedMember, branch: Unit, terms: Terms, rows: _Rows) -> None:
    for kind in planned.posts:
        place = _group(planned) if kind == PostKind.GROUP_LEADER else branch
        if place is not None:
            rows.posts.append(Post(member=planned.member, unit=place, kind=kind, starts_on=terms.on))
    for condition, since, place_name in planned.begins:
        start = since or terms.on
        rows.conditions.append(
            Condition(member=planned.member, kind=condition, starts_on=start, place=place_name)
        )
    if planned.ends:
        rows.over.append((planned.member, planned.ends))


def _send(rows: _Rows, today: date, progress: Progress) -> None:
    """Insert and update in batches."""
    total = len(rows.members) + len(rows.changed) or 1
    done = 0
    for batch in _batches(rows.members):
        Member.objects.bulk_create(batch)
        done += len(batch)
        progress(done, total)
    for batch in _batches(rows.changed):
        Member.objects.bulk_update(
            batch, [*EDITABLE, "initials", "identity_fingerprint", "known_to", "position", "version"], BATCH
        )
        done += len(batch)
        progress(done, total)
    Affiliation.objects.bulk_update(rows.ended, ["branch", "group", "ends_on", "leave_reason"], BATCH)
    Affiliation.objects.bulk_create(rows.affiliations, BATCH)
    Post.objects.bulk_create(rows.posts, BATCH)
    for member, kinds in rows.over:
        Condition.objects.filter(member=member, kind__in=kinds, ends_on=None).update(
            ends_on=Greatest("starts_on", Value(today))
        )
    Condition.objects.bulk_create(rows.conditions, BATCH)


def _affiliation(planned: PlannedMember, branch: Unit, on: date, reason: JoinReason) -> Affiliation:
    return Affiliation(
        member=planned.member, branch=branch, group=_group(planned), starts_on=on, join_reason=reason
    )


def _stays(planned: PlannedMember, branch: Unit) -> bool:
    return planned.affiliation is not None and planned.affiliation.branch_id == branch.pk


def _unit(planned: PlannedUnit) -> Unit:
    assert planned.unit is not None, "units are set up before members"  # noqa: S101
    return planned.unit


def _group(planned: PlannedMember) -> Unit | None:
    return planned.group.unit if planned.group else None


def _batches(members: list[Member]) -> Iterable[list[Member]]:
    return (members[start : start + BATCH] for start in range(0, len(members), BATCH))


def _silent(done: int, total: int) -> None:
    del done, total
