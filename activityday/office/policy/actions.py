"""Writes of the policy: amendments down the tree, and holiday notices."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.office.policy import checks
from activityday.office.policy.models import Amendment, HolidayDay, HolidayNotice
from activityday.office.policy.notice_files import DraftNotice
from activityday.office.policy.queries import rulebook
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules


@transaction.atomic
def amend(*, unit: Unit, proposal: rules.Amendment, by: Actor, at: datetime) -> Amendment:
    """Set a parameter differently for `unit` and everything under it, from a day (until a day), by a document.

    With a sector only for units of that kind. Raises Refused for a missing document number, a value that the level
    above does not leave room for (notice 四(二)), and a second amendment from the same day.
    """
    known = checks.check_proposal(unit, proposal)
    fields = {
        "parameter": proposal.key,
        "value": proposal.value,
        "since": proposal.since,
        "until": proposal.until,
        "sector": proposal.sector,
        "document": proposal.document.strip(),
    }
    try:
        with transaction.atomic():
            amendment = Amendment.objects.create(unit=unit, made_by=by.display_name, made_at=at, **fields)
    except IntegrityError as error:
        raise checks.already_amended(known, proposal.since) from error
    event = Event("policy.amended", "amendment", amendment.pk, known.label, fields)
    record(event, committee=unit.chain_code, by=by, at=at)
    return amendment


@transaction.atomic
def end(*, amendment: Amendment, until: date | None, reason: str, by: Actor, at: datetime) -> None:
    """End an amendment after the day `until`, or mark it void from its beginning (None: it was entered wrongly).

    What was closed under it stays as it was frozen. Raises Refused when it was ended already, for a day before its
    beginning, and without a reason.
    """
    amendment.refresh_from_db()
    checks.check_may_end(amendment, until, reason)
    amendment.until = until if until is not None else amendment.until
    amendment.is_void = until is None
    amendment.ended_by, amendment.ended_at, amendment.end_reason = by.display_name, at, reason.strip()
    fields = ["until", "is_void", "ended_by", "ended_at", "end_reason"]
    amendment.save(update_fields=fields)
    label = rulebook().parameters[amendment.parameter].label
    action = "policy.voided" if until is None else "policy.ended"
    event = Event(action, "amendment", amendment.pk, label, {"until": until, "reason": reason.strip()})
    record(event, committee=amendment.unit.chain_code, by=by, at=at)


@transaction.atomic
def enter_notice(
    *, unit: Unit, draft: DraftNotice, base_version: int, reason: str, by: Actor, at: datetime
) -> HolidayNotice:
    """Enter the holiday notice of a year, or its correction as the next version; `unit` is on whose behalf.

    `base_version` is the newest version the person saw (0: none). Raises Refused without document number or day of
    issue, when somebody entered another version meanwhile, and for a correction without a reason.
    """
    current = HolidayNotice.objects.filter(year=draft.year).order_by("-version").first()
    version = current.version if current else 0
    checks.check_new_version(draft, version, base_version, reason)
    if draft.issued_on is None:
        raise Refused("请填写通知的发布日期。")
    try:
        with transaction.atomic():
            notice = HolidayNotice.objects.create(
                year=draft.year,
                version=version + 1,
                document=draft.document.strip(),
                issued_on=draft.issued_on,
                reason=reason.strip(),
                entered_by=by.display_name,
                entered_at=at,
            )
    except IntegrityError:
        checks.check_new_version(draft, version + 1, base_version, reason)
        raise
    HolidayDay.objects.bulk_create(_days(notice, draft))
    changes = {
        "year": draft.year,
        "version": notice.version,
        "document": draft.document,
        "days": draft.lines,
        "reason": reason.strip(),
    }
    event = Event("policy.notice_entered", "holiday_notice", draft.year, str(notice), changes)
    record(event, committee=unit.chain_code, by=by, at=at)
    return notice


def _days(notice: HolidayNotice, draft: DraftNotice) -> list[HolidayDay]:
    off = [
        HolidayDay(notice=notice, day=day, name=name, is_workday=False)
        for day, name in draft.days_off.items()
    ]
    work = [
        HolidayDay(notice=notice, day=day, name=name, is_workday=True)
        for day, name in draft.make_up_workdays.items()
    ]
    return off + work
