"""Printing what is signed and what names people: each sheet is kept, each look at telephone numbers is logged."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Max

from activityday.audit.actions import Actor, Event, record
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import Ground
from activityday.day.attendance.queries import ExpectedMember, roll_summary
from activityday.day.paper.models import Sheet
from activityday.day.paper.queries import inbound_on_paper, is_joint, note_of, on_paper, phones_of
from activityday.day.paper.wording import hours_of
from activityday.documents.codes import sheet_code
from activityday.documents.papers.calls import CallLine, CallList, render_call_list
from activityday.documents.plain import as_json
from activityday.documents.sheet import SheetLine, SheetPrint, SignInSheet, render_sheet
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

UNCODED = ""
TRIES = 5


def print_sheet(
    *, activity: Activity, unit: Unit, large: bool, by: Actor, at: datetime
) -> tuple[Sheet, bytes]:
    """The sign-in sheet for the members of `unit` at the activity, and its PDF (notice 四(四); paper layout 1).

    Printed again with nothing changed it is the same sheet with the same code; a changed list is a new one.
    Raises Refused when nobody is there to sign.
    """
    people = on_paper(activity, unit)
    if not people:
        raise Refused("名单上还没有党员，请先在花名册里登记，再打印签到表。")
    wanted = _sheet_of(activity, unit, people, large=large)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _kept(activity, unit, people, wanted, by=by, at=at)
        except IntegrityError:
            # another printer took the number, or kept the very same sheet, a moment before: look again
            continue
    raise Refused("好几个人在同时打印，请过一会儿再试。")


@transaction.atomic
def print_call_list(*, activity: Activity, unit: Unit, with_phones: bool, by: Actor, at: datetime) -> bytes:
    """The call list of `unit` as PDF, in large type; `with_phones` it says the numbers, and that is logged."""
    people = on_paper(activity, unit)
    phones = phones_of(activity) if with_phones else {}
    joint = is_joint(activity, unit)
    lines = tuple(
        CallLine(
            name=person.affiliated.member.name,
            phone=phones.get(person.affiliated.member.pk, ""),
            group=_group_of(person, joint=joint),
            note=note_of(person, is_joint=joint) if person.ground != Ground.EXPECTED or person.leave else "",
        )
        for person in people
    )
    calls = CallList(
        unit.name, activity.held_on, activity.place, activity.theme, lines, hours=hours_of(activity)
    )
    pdf = render_call_list(calls)
    if with_phones:
        event = Event("paper.phones_read", "activity", activity.pk, str(activity), {"phones": len(lines)})
        record(event, committee=str(activity.committee.code), by=by, at=at)
    return pdf


def _group_of(person: ExpectedMember, *, joint: bool) -> str:
    place = person.affiliated.branch if joint else person.affiliated.group
    return place.short_name if place else ""


def _sheet_of(
    activity: Activity, unit: Unit, people: Sequence[ExpectedMember], *, large: bool
) -> SignInSheet:
    joint = is_joint(activity, unit)
    return SignInSheet(
        code=UNCODED,
        unit=unit.name,
        held_on=activity.held_on,
        place=activity.place,
        theme=activity.theme,
        lines=tuple(
            SheetLine(person.affiliated.member.name, note_of(person, is_joint=joint)) for person in people
        ),
        expected=roll_summary(people).expected,
        hours=hours_of(activity),
        large=large,
        inbound=tuple(
            SheetLine(row.inbound.arrival.person, f"流入：{row.inbound.home_name}")
            for row in inbound_on_paper(activity, unit)
        ),
    )


def _kept(
    activity: Activity,
    unit: Unit,
    people: Sequence[ExpectedMember],
    wanted: SignInSheet,
    *,
    by: Actor,
    at: datetime,
) -> tuple[Sheet, bytes]:
    rows = [str(person.affiliated.member.pk) for person in people]
    content = _fingerprint(wanted, rows)
    found = Sheet.objects.filter(activity=activity, unit=unit, content_sha256=content).first()
    if found is not None:
        return found, render_sheet(replace(wanted, code=found.code)).pdf
    serial = (Sheet.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    printed = render_sheet(replace(wanted, code=sheet_code(serial)))
    sheet = Sheet.objects.create(
        code=sheet_code(serial),
        serial=serial,
        activity=activity,
        unit=unit,
        large=wanted.large,
        rows=rows,
        geometry=_geometry(printed),
        content_sha256=content,
        blank_sha256=printed.sha256,
        printed_by=by.display_name,
        printed_at=at,
    )
    changes = {"sheet": sheet.code, "rows": len(rows), "large": wanted.large}
    event = Event("paper.sheet", "activity", activity.pk, str(activity), changes)
    record(event, committee=str(activity.committee.code), by=by, at=at)
    return sheet, printed.pdf


def _fingerprint(wanted: SignInSheet, rows: Sequence[str]) -> str:
    content = {**asdict(wanted), "rows": list(rows)}
    if not wanted.inbound:
        # a sheet without anybody from elsewhere is the sheet it was before there were such rows
        del content["inbound"]
    return sha256(as_json(content).encode()).hexdigest()


def _geometry(printed: SheetPrint) -> object:
    return json.loads(as_json(printed.geometry.as_dict()))
