"""Asking for another day. Approval and withdrawal are steps of the filing; the day follows its state."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.day.schedule import checks
from activityday.day.schedule.models import Rescheduling
from activityday.office.filings.actions import ask as ask_superior
from activityday.office.filings.enums import Kind, Verb
from activityday.office.policy.queries import work_calendar
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.calendar import in_words


@transaction.atomic
def ask_for_day(
    *, unit: Unit, month: date, new_on: date, reason: str, by: Actor, on: date, at: datetime
) -> Rescheduling:
    """Ask the next level up to let `unit` hold the month's day on `new_on` (notice 一). Nothing moves before it agrees.

    `on` is today. Raises Refused when something is asked or approved already, outside the month, for a past day, after
    the original day where the policy does not allow it, and without a reason.
    """
    # counted before anything is checked: whoever asks in between is met at the check or at this place
    number = Rescheduling.objects.filter(unit=unit, month=month).count() + 1
    asking = checks.check_may_ask(unit, month)
    answer = checks.check_new_day(asking, new_on, reason, on=on)
    original_on = asking.day.day
    filing = ask_superior(
        kind=Kind.RESCHEDULING,
        verb=Verb.APPROVAL,
        unit=unit,
        answered_by=asking.superior,
        subject=f"{unit.short_name}{month.year}年{month.month}月党员活动日改到{new_on.month}月{new_on.day}日",
        details=[
            ("申请单位", unit.name),
            ("原定日期", _day(original_on)),
            ("拟调日期", _day(new_on) + _note(new_on)),
            ("调整原因", reason.strip()),
        ],
        due_on=answer_due(original_on, asking.parameters.integer("rescheduling_answer_days"), on=on),
        late_note=answer.late_note,
        by=by,
        at=at,
    )
    rescheduling = Rescheduling(
        filing=filing,
        unit=unit,
        month=month,
        number=number,
        original_on=original_on,
        new_on=new_on,
        reason=reason.strip(),
    )
    _keep(rescheduling)
    changes = {"month": month, "original_on": original_on, "new_on": new_on}
    event = Event("schedule.asked", "rescheduling", filing.pk, filing.subject, changes)
    record(event, committee=unit.chain_code, by=by, at=at)
    return rescheduling


def answer_due(original_on: date, days: int, *, on: date) -> date:
    """By when the superior should answer: within `days`, and before the original day where that is still to come."""
    return max(on, min(on + timedelta(days=days), original_on - timedelta(days=1)))


def _day(day: date) -> str:
    return f"{day.year}年{in_words(day)}"


def _note(day: date) -> str:
    calendar = work_calendar()
    if calendar.is_working_day(day):
        return ""
    return f"，{calendar.days_off[day]}放假" if day in calendar.days_off else "，周末"


def _keep(rescheduling: Rescheduling) -> None:
    try:
        with transaction.atomic():
            rescheduling.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("刚刚已经有人为这个月申请过改期，请刷新页面看看。什么都没有重复写入。") from error
