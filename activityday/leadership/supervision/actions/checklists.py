"""Writes of work checklists: made, written, moved on, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from activityday.audit.actions import Actor
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.checklists import (
    check_open,
    check_progress,
    check_title,
    check_units,
    made_already,
    written_already,
)
from activityday.leadership.supervision.enums import Progress
from activityday.leadership.supervision.models import Checklist, ChecklistItem, ChecklistStep
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class ItemDraft:
    """One thing to do, as it was typed; who and until when may be empty."""

    text: str
    owner: str = ""
    due_on: date | None = None


@transaction.atomic
def make_checklist(*, unit: Unit, title: str, document: str, by: Actor, at: datetime) -> Checklist:
    """An empty list of `unit`. Raises Refused, also for the same name twice."""
    check_title(unit, title)
    made = Checklist(
        committee_id=unit.committee_id,
        unit=unit,
        title=title.strip(),
        document=document.strip(),
        made_by=by.display_name,
        made_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise made_already(title) from error
    log("checklist.made", ("checklist", made.pk, made.title), unit, by, at)
    return made


@transaction.atomic
def add_item(
    *, checklist: Checklist, draft: ItemDraft, units: Sequence[Unit], by: Actor, at: datetime
) -> list[ChecklistItem]:
    """Write one thing to do, for each of `units`. Raises Refused, also for the same words twice."""
    checklist = (
        Checklist.objects.select_for_update(of=("self",))
        .select_related("unit__committee")
        .get(pk=checklist.pk)
    )
    check_open(checklist)
    check_units(checklist, units)
    last = checklist.items.aggregate(last=Max("position"))["last"] or 0
    made = [
        ChecklistItem(
            checklist=checklist,
            unit=unit,
            position=last + 1,
            text=draft.text.strip(),
            owner=draft.owner.strip(),
            due_on=draft.due_on,
        )
        for unit in units
    ]
    try:
        with transaction.atomic():
            ChecklistItem.objects.bulk_create(made)
    except IntegrityError as error:
        raise written_already() from error
    changes = {"text": draft.text.strip(), "units": [unit.code for unit in units]}
    log("checklist.item", ("checklist", checklist.pk, checklist.title), checklist.unit, by, at, changes)
    return made


@transaction.atomic
def say_progress(*, item: ChecklistItem, progress: Progress, note: str, by: Actor, at: datetime) -> None:
    """How far an item is, in a word and if need be in a sentence. Raises Refused when that is no news."""
    item = (
        ChecklistItem.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__committee", "checklist")
        .get(pk=item.pk)
    )
    check_progress(item, progress, note)
    place = item.steps.count() + 1
    step = ChecklistStep(
        item=item, number=place, progress=progress, note=note.strip(), by_name=by.display_name, at=at
    )
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("刚刚有人也填了进度，请刷新页面看看。") from error
    item.progress = progress
    item.save(update_fields=["progress"])
    log(
        "checklist.progress",
        ("checklist_item", item.pk, item.text),
        item.unit,
        by,
        at,
        {"progress": progress},
    )


@transaction.atomic
def end_checklist(*, checklist: Checklist, by: Actor, at: datetime) -> None:
    """The list is over; what is on it stays to be read. Raises Refused when it ended already."""
    found = (
        Checklist.objects.select_for_update(of=("self",))
        .select_related("unit__committee")
        .get(pk=checklist.pk)
    )
    check_open(found)
    found.ended_by, found.ended_at = by.display_name, at
    found.save(update_fields=["ended_by", "ended_at"])
    log("checklist.ended", ("checklist", found.pk, found.title), found.unit, by, at)
