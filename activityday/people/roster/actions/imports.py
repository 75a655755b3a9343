"""One workbook brought in: received, read, shown, and written only when a person confirms."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.imports.plan import Plan, Terms
from activityday.people.roster.imports.planning import plan_import
from activityday.people.roster.imports.preview import digest_of, notes, preview_of
from activityday.people.roster.imports.writing import write_plan
from activityday.people.roster.models import RosterImport
from activityday.people.roster.workbook.reading import read_roster
from activityday.people.roster.workbook.shapes import NotARoster, RosterReading

State = RosterImport.State
Progress = Callable[[str, int, int], None]
MEGABYTE = 1024 * 1024
LEVELS = (Level.COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)


class PlanChanged(Refused):
    """The roster changed between the preview and the confirmation; the preview was made anew."""


def check_place(unit: Unit) -> None:
    """A roster is brought in for a primary committee, a general branch or a branch, or Refused."""
    if unit.level not in LEVELS:
        raise Refused(f"{unit.name}下面有不止一个党委，请到基层党委的页面导入。")


def check_size(size: int) -> None:
    """The workbook is not too large, or Refused."""
    if size > settings.ROSTER_MAX_BYTES:
        most = settings.ROSTER_MAX_BYTES // MEGABYTE
        raise Refused(
            f"文件有 {size // MEGABYTE} MB，超过 {most} MB。请删去图片和无关的工作表，或分成几个文件。"
        )


@transaction.atomic
def receive(*, unit: Unit, filename: str, data: bytes, by: Actor, at: datetime) -> RosterImport:
    """Keep an uploaded workbook, sealed, until it is written or discarded. Earlier unfinished ones of the unit go."""
    check_place(unit)
    check_size(len(data))
    for earlier in RosterImport.objects.filter(unit=unit, state=State.READ):
        discard(roster=earlier, by=by, at=at)
    return RosterImport.objects.create(
        unit=unit,
        filename=filename[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        content=base64.b64encode(data).decode(),
        uploaded_by=by.display_name[:60],
        uploaded_at=at,
    )


@transaction.atomic
def remap(
    *,
    roster: RosterImport,
    columns: Mapping[str, Mapping[str, str]],
    create_units: bool,
    sectors: Mapping[str, str],
    on: date | None,
) -> None:
    """Take the clerk's corrections: sheet → column → field, whether to set up units, from which day members belong."""
    mapping = {"columns": columns, "sectors": sectors, "on": on.isoformat() if on else None}
    _claim(roster, {State.READ, State.READING}, State.READING, mapping=mapping, create_units=create_units)


def read(*, roster: RosterImport, at: datetime, progress: Progress) -> None:
    """Read and compare the workbook and keep the preview. Raises Refused where the file is no roster; it is discarded."""
    try:
        reading = _reading(roster, at, progress)
    except NotARoster as answer:
        _finish(roster, State.DISCARDED, {"error": answer.sentence})
        raise Refused(answer.sentence) from None
    plan = plan_import(reading, terms_of(roster, at), lambda done, total: progress("核对", done, total))
    RosterImport.objects.filter(pk=roster.pk, state=State.READING).update(
        state=State.READ, result=preview_of(reading, plan)
    )


def claim_writing(*, roster: RosterImport, at: datetime, interrupted: bool) -> None:
    """Take the import for writing; Refused where somebody already confirmed it and that writing is not `interrupted`."""
    states = {State.READ, State.WRITING} if interrupted else {State.READ}
    _claim(roster, states, State.WRITING, writing_since=at)


def write(*, roster: RosterImport, by: Actor, at: datetime, progress: Progress) -> dict[str, Any]:
    """Write a claimed import: all of it or nothing. Returns the result; Refused (PlanChanged) leaves it to be confirmed again."""
    reading = _reading(roster, at, progress)
    try:
        with transaction.atomic():
            plan = plan_import(
                reading, terms_of(roster, at), lambda done, total: progress("核对", done, total)
            )
            _check_as_shown(plan, roster)
            counts = write_plan(
                plan=plan,
                terms=terms_of(roster, at),
                source=f"{roster.filename} {roster.sha256[:12]}",
                by=by,
                at=at,
                progress=lambda done, total: progress("写入", done, total),
            )
            result = {**roster.result, "counts": counts, "refused": notes(plan.refused)}
            _end_writing(roster, result, at)
    except PlanChanged:
        RosterImport.objects.filter(pk=roster.pk, state=State.WRITING).update(
            state=State.READ, result=preview_of(reading, plan), writing_since=None
        )
        raise
    return result


def give_back(*, roster: RosterImport, sentence: str) -> None:
    """A reading or writing that failed: nothing was written, the import may be tried again; the sentence says why."""
    RosterImport.objects.filter(pk=roster.pk, state=State.WRITING).update(
        state=State.READ, writing_since=None, result={**roster.result, "error": sentence}
    )
    RosterImport.objects.filter(pk=roster.pk, state=State.READING).update(
        state=State.DISCARDED, content="", result={"error": sentence}
    )


@transaction.atomic
def discard(*, roster: RosterImport, by: Actor, at: datetime) -> None:
    """Throw an unwritten import away with its content."""
    _claim(roster, {State.READ, State.READING}, State.DISCARDED, content="")
    event = Event(
        "roster.import_discarded", "unit", roster.unit_id, roster.unit.name, {"source": roster.filename}
    )
    record(event, committee=roster.unit.chain_code, by=by, at=at)


def terms_of(roster: RosterImport, at: datetime) -> Terms:
    """Under which the import is planned: members belong from the chosen day, else from the first of this month."""
    today = localdate(at)
    chosen = roster.mapping.get("on")
    return Terms(
        unit=roster.unit,
        on=date.fromisoformat(chosen) if chosen else today.replace(day=1),
        today=today,
        create_units=roster.create_units,
        sectors=roster.mapping.get("sectors", {}),
    )


def plan_file(*, unit: Unit, data: bytes, filename: str, terms: Terms) -> tuple[RosterReading, Plan]:
    """Read and compare a workbook at once, for the command. Raises Refused where the file is no roster."""
    check_place(unit)
    check_size(len(data))
    try:
        reading = read_roster(data, filename, today=terms.today)
    except NotARoster as answer:
        raise Refused(answer.sentence) from None
    return reading, plan_import(reading, terms)


def _reading(roster: RosterImport, at: datetime, progress: Progress) -> RosterReading:
    return read_roster(
        base64.b64decode(roster.content),
        roster.filename,
        today=localdate(at),
        mapping=roster.mapping.get("columns") or None,
        progress=lambda done, total: progress("读取", done, total),
    )


def _check_as_shown(plan: Plan, roster: RosterImport) -> None:
    """The plan does what the person was shown, or PlanChanged."""
    if digest_of(plan) != roster.result.get("digest"):
        raise PlanChanged("核对之后，名册又有了变化，什么都没有写入。请看新的核对结果，再确认一次。")


def _claim(roster: RosterImport, states: set[State], state: State, **fields: Any) -> None:
    """Move the import to `state` if it still is in one of `states`; whoever comes second is told."""
    same = RosterImport.objects.filter(pk=roster.pk, state__in=states, writing_since=roster.writing_since)
    taken = same.update(state=state, **fields)
    roster.refresh_from_db()
    if not taken:
        raise Refused(f"这次导入{roster.get_state_display()}，不用再点。")


def _end_writing(roster: RosterImport, result: dict[str, Any], at: datetime) -> None:
    """Mark it written inside the same transaction; a claim that was taken over meanwhile undoes everything."""
    ended = RosterImport.objects.filter(
        pk=roster.pk, state=State.WRITING, writing_since=roster.writing_since
    ).update(state=State.WRITTEN, content="", result=result, written_at=at)
    if not ended:
        raise Refused("这次导入已由别人接手，本次什么都没有写入。")


def _finish(roster: RosterImport, state: State, result: dict[str, Any]) -> None:
    RosterImport.objects.filter(pk=roster.pk).update(state=state, content="", result=result)
