"""Writes point entries: only what the facts say beyond what is stored. Running it again writes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.points.models import PointEntry
from activityday.judgement.points.queries.people import Person, concerned
from activityday.judgement.points.queries.sums import Worked, worked_out
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.points import NewEntry

TRIES = 3


@transaction.atomic(savepoint=False)
def post_entries(*, branch: Unit, year: int, by: Actor, at: datetime) -> int:
    """Bring the stored entries of everybody concerned in `branch` to what the facts of `year` say; returns how many
    entries were written.

    Points follow the person: months counted in other branches are written too. What was written wrongly stays and is
    set right by another entry (notice 四(四)). A constant number of queries for any number of members.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(pk=branch.pk).order_by("pk"))
    written = _written(branch, year, localdate(at), by, at)
    if written:
        changes = {"year": year, "entries": written}
        event = Event("points.posted", "unit", branch.pk, f"{branch.short_name}{year}年积分", changes)
        record(event, committee=branch.chain_code, by=by, at=at)
    return written


def _written(branch: Unit, year: int, on: date, by: Actor, at: datetime) -> int:
    """How many were written; whoever posts the same member elsewhere at this moment is met by the constraint."""
    for _ in range(TRIES):
        people = concerned(branch, year, on=on)
        entries = _entries(people, worked_out(people, branch, year, on=on), on, by, at)
        try:
            with transaction.atomic():
                PointEntry.objects.bulk_create(entries, batch_size=500)
        except IntegrityError:
            continue
        return len(entries)
    raise Refused("有人正在给同一批党员入账，请过一会儿再试。什么都没有写入。")


def _entries(people: Sequence[Person], worked: Worked, on: date, by: Actor, at: datetime) -> list[PointEntry]:
    """What is pending up to the day: an entry of a later day is not taken back because its facts are not looked at yet."""
    homes = {person.member.pk: person for person in people}
    return [
        _entry(new, homes[points.member.pk], worked, points.year, by, at)
        for points in worked.points
        for new in _in_order(points.pending)
        if new.on <= on
    ]


def _entry(new: NewEntry, person: Person, worked: Worked, year: int, by: Actor, at: datetime) -> PointEntry:
    home: int = person.branch_in(new.month).pk
    branch = worked.facts.branches.get((person.member.pk, (new.source, new.source_key)), home)
    return PointEntry(
        id=uuid4(),
        committee_id=person.branch.committee_id,
        branch_id=branch,
        member_id=person.member.pk,
        year=year,
        month=new.month,
        on=new.on,
        rule=new.rule,
        label=new.label,
        category=new.category,
        points=new.points,
        source=new.source,
        source_key=new.source_key,
        number=new.number,
        text=new.text,
        table=new.table,
        corrects_id=new.corrects,
        made_by=by.display_name,
        made_at=at,
    )


def _in_order(pending: Iterable[NewEntry]) -> list[NewEntry]:
    return sorted(pending, key=lambda one: (one.month, one.on, one.source, one.source_key, one.number))
