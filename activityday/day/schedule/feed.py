"""The calendar feed: dates and names of units, never a person. Whoever holds the signed address may read it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core import signing
from icalendar import Calendar, Event

from activityday.day.schedule.pages import holds_its_own
from activityday.day.schedule.queries import ScheduledDay, days_of_many, months_of, reschedulings_approved
from activityday.office.policy.queries import changes_around
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.calendar import in_words

SALT = "schedule.feed"
FEW = 4


def signature_of(unit: Unit) -> str:
    """The secret half of the feed's address."""
    return signing.Signer(salt=SALT).signature(unit.code)


def is_signed(code: str, signature: str) -> bool:
    """Whether `signature` was made here for `code`."""
    try:
        signing.Signer(salt=SALT).unsign(f"{code}:{signature}")
    except signing.BadSignature:
        return False
    return True


def feed_of(unit: Unit, *, on: date, at: datetime) -> bytes:
    """The .ics of `unit` from last year to next year: one all-day event per month and day.

    A day that is only provisional is TENTATIVE. SEQUENCE grows with every notice, amendment and approval, and the UID
    of a unit's month stays the same, so that a calendar moves the event instead of doubling it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//activityday//schedule//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{unit.short_name}党员活动日")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    months = [month for year in (on.year - 1, on.year, on.year + 1) for month in months_of(year)]
    units = [unit] if holds_its_own(unit) else list(branches_of(unit, on=on))
    changes, approved = changes_around(unit), reschedulings_approved(unit, months)
    for alike, day in _events(units, months):
        event = _event(unit, alike, day, at)
        event.add("sequence", changes[day.month.year] + approved[day.month])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(units: list[Unit], months: list[date]) -> Iterable[tuple[list[Unit], ScheduledDay]]:
    days = days_of_many(units, months)
    for month in months:
        alike: dict[tuple[date, str], list[Unit]] = defaultdict(list)
        for unit in units:
            day = days[unit.pk, month]
            alike[day.day, day.status].append(unit)
        for group in sorted(alike.values(), key=len, reverse=True):
            yield group, days[group[0].pk, month]


def _event(owner: Unit, units: list[Unit], day: ScheduledDay, at: datetime) -> Event:
    event = Event()
    first = units[0].code
    event.add("uid", f"{day.month:%Y-%m}-{owner.code}-{first}@activityday")
    event.add("dtstamp", at)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    whose = "、".join(unit.short_name for unit in units) if len(units) <= FEW else f"{len(units)} 个支部"
    tentative = day.status == "provisional"
    event.add("summary", f"党员活动日（{whose}）" + ("暂定" if tentative else ""))
    event.add("description", _description(day))
    event.add("status", "TENTATIVE" if tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(day: ScheduledDay) -> str:
    # the reason of a rescheduling is free text and might name a person
    if day.rescheduling is not None:
        return f"经上级同意改期，原定{in_words(day.rescheduling.original_on)}。"
    return day.reason
