"""Writes of the register of care. The log says that something was written, never of whom or what."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record_first
from activityday.contents.service.actions.entries import insert, log
from activityday.contents.service.checks import (
    LONGEST_WHY,
    check_branch,
    check_care,
    check_care_open,
    check_members,
    check_past,
    check_visit,
    check_words,
)
from activityday.contents.service.drafts import CareDraft, VisitDraft
from activityday.contents.service.enums import CareKind
from activityday.contents.service.models import CareEntry, CareLook, CareVisit
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

REGISTER, PAGE, PRINT = "register", "page", "print"
SEALED = ("person", "address", "situation", "bring", "ended_why")


@transaction.atomic
def enter_care(*, unit: Unit, draft: CareDraft, form_id: UUID, by: Actor, at: datetime) -> CareEntry:
    """Take somebody into the register. A member who is in it, and the same form twice, are Refused."""
    entry = _enter(unit, draft, form_id, at)
    log("care_entered", entry, unit, by, at)
    return entry


@transaction.atomic
def enter_old_members(*, unit: Unit, members: Sequence[Member], by: Actor, at: datetime) -> list[CareEntry]:
    """Take the old members that people ticked into the register. Raises Refused for none, or who is in it."""
    if not members:
        raise Refused("请先勾选要列入的老党员。")
    today = localdate(at)
    made = [_enter(unit, CareDraft(CareKind.OLD, today, member), uuid4(), at) for member in members]
    log("care_entered", made[0], unit, by, at, {"number": len(made)})
    return made


@transaction.atomic
def amend_care(*, entry: CareEntry, draft: CareDraft, by: Actor, at: datetime) -> CareEntry:
    """Change what is written of somebody; who it is stays. The log has the names of the fields only."""
    entry = _locked(entry)
    check_care_open(entry)
    check_care(draft, localdate(at))
    values = {
        "kind": draft.kind,
        "address": draft.address.strip(),
        "situation": draft.situation.strip(),
        "bring": draft.bring.strip(),
        "interval_days": draft.interval_days,
    }
    changed = [name for name, value in values.items() if getattr(entry, name) != value]
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, values[name])
    entry.save(update_fields=changed)
    log("care_amended", entry, entry.unit, by, at, {"fields": sorted(changed)})
    return entry


@transaction.atomic
def write_visit(*, entry: CareEntry, draft: VisitDraft, form_id: UUID, by: Actor, at: datetime) -> CareVisit:
    """Write down a visit. The same form twice is Refused."""
    entry = _locked(entry)
    check_visit(entry, draft, localdate(at))
    visit = CareVisit(
        entry=entry,
        visited_on=draft.visited_on,
        visitors=draft.visitors.strip(),
        help=draft.help,
        amount=draft.amount,
        word=draft.word.strip(),
        written_by=by.display_name,
        written_at=at,
        form_id=form_id,
    )
    insert(visit, "这次走访刚刚已经记下了，不用再记。")
    log("care_visited", visit, entry.unit, by, at)
    return visit


@transaction.atomic
def annul_visit(*, visit: CareVisit, why: str, by: Actor, at: datetime) -> None:
    """A visit was written down wrongly: it counts no more, with the reason. Raises Refused."""
    entry = _locked(visit.entry)
    visit = CareVisit.objects.get(pk=visit.pk)
    if visit.annulled_at is not None:
        raise Refused(f"这次走访已由{visit.annulled_by}作废，不用再办。")
    check_words(why, "为什么作废", LONGEST_WHY)
    visit.annulled_by, visit.annulled_at, visit.annulled_why = by.display_name, at, why.strip()
    visit.save(update_fields=["annulled_by", "annulled_at", "annulled_why"])
    log("care_visit_annulled", visit, entry.unit, by, at)


@transaction.atomic
def end_care(*, entry: CareEntry, why: str, on: date, by: Actor, at: datetime) -> None:
    """Somebody leaves the register, with the reason; what was written stays. Raises Refused."""
    entry = _locked(entry)
    check_care_open(entry)
    check_words(why, "为什么结束", LONGEST_WHY)
    check_past(on, localdate(at), "结束日期")
    if on < entry.starts_on:
        raise Refused(f"结束日期早于列入日期 {entry.starts_on:%Y-%m-%d}，请核对。")
    entry.ends_on, entry.ended_why = on, why.strip()
    entry.save(update_fields=["ends_on", "ended_why"])
    log("care_ended", entry, entry.unit, by, at)


def look(*, unit: Unit, entry: CareEntry | None, what: str, by: Actor, on: date, at: datetime) -> bool:
    """Log that somebody looked at the register or at one entry; returns whether it was the first time on the day."""
    subject = str(entry.pk) if entry else ""
    key = {"unit": unit, "subject": subject, "what": what, "by_id": str(by.pk), "on": on}
    event = Event("service.care_viewed", "careentry", subject or unit.pk, "走访帮扶登记", {"what": what})
    return record_first(CareLook.objects, event, key=key, committee=unit.chain_code, by=by, at=at)


def _enter(unit: Unit, draft: CareDraft, form_id: UUID, at: datetime) -> CareEntry:
    check_branch(unit)
    check_care(draft, localdate(at))
    if draft.member is not None:
        check_members(unit, [draft.member])
        if CareEntry.objects.filter(unit=unit, member=draft.member, ends_on__isnull=True).exists():
            raise Refused(f"{draft.member.name}已经在走访帮扶里了，不用再列。")
    entry = CareEntry(
        committee_id=unit.committee_id,
        unit=unit,
        kind=draft.kind,
        member=draft.member,
        person=draft.person.strip(),
        address=draft.address.strip(),
        situation=draft.situation.strip(),
        bring=draft.bring.strip(),
        interval_days=draft.interval_days,
        starts_on=draft.starts_on,
        form_id=form_id,
    )
    insert(entry, "这一条刚刚已经登记了，不用再登记。")
    return entry


def _locked(entry: CareEntry) -> CareEntry:
    found = CareEntry.objects.select_for_update(of=("self",))
    return found.select_related("unit__committee").get(pk=entry.pk)
