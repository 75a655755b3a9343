"""Writes of floating members: who went away and came back, who came here, every contact. No status follows by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.affiliation import open_affiliation
from activityday.people.roster.actions.entries import log
from activityday.people.roster.actions.posts import begin_condition, end_condition
from activityday.people.roster.checks import check_day, check_ends_after_start
from activityday.people.roster.enums import ConditionKind, ContactWay, DepartureReason, DuesPlace, TakesPartBy
from activityday.people.roster.floating_checks import (
    check_after_last_time,
    check_comes_from_elsewhere,
    check_contact,
    check_contact_day,
    check_long_enough,
    check_not_own_contact,
    check_version,
)
from activityday.people.roster.models import Arrival, Condition, ContactNote, Departure, Member

NAME_LENGTH, PLACE_LENGTH = 60, 100
SEALED_FIELDS = frozenset({"address", "phone"})
FIELDS = (
    "reason", "employer", "address", "phone", "contact_member", "host_unit", "host_name", "host_phone",
    "reported_on", "way", "dues_place", "back_on", "is_settled",
)  # fmt: skip

LABELS: dict[str, dict[object, object]] = {
    "reason": dict(DepartureReason.choices),
    "way": dict(TakesPartBy.choices),
    "dues_place": dict(DuesPlace.choices),
}


@dataclass(frozen=True)
class Registration:
    """What the form of a departure says: the day and the place, the contact's name, and the further fields (of FIELDS)."""

    on: date
    place: str
    contact: str
    fields: Mapping[str, object]

    @property
    def contact_name(self) -> str:
        """The contact by name: the member who was picked, else what was written."""
        member = self.fields.get("contact_member")
        return member.name if isinstance(member, Member) else self.contact.strip()[:NAME_LENGTH]


@transaction.atomic
def depart(*, member: Member, registration: Registration, months: int, by: Actor, at: datetime) -> Departure:
    """Register that `member` went away: from that day a floating member (notice 二, education 33).

    `months`: from how many months on it is floating. Raises Refused: away too short, already away, an earlier time
    that is not over on the day, no contact.
    """
    open_affiliation(member)
    _check(member, registration, months)
    check_after_last_time(member, registration.on)
    condition = begin_condition(
        member=member,
        kind=ConditionKind.FLOATING,
        on=registration.on,
        place=registration.place,
        contact=registration.contact_name,
        by=by,
        at=at,
    )
    return _put(condition, registration, {}, by=by, at=at)


@transaction.atomic
def amend_departure(
    *,
    condition: Condition,
    registration: Registration,
    base_version: int,
    months: int,
    by: Actor,
    at: datetime,
) -> Departure:
    """Change a registration that is open, or fill it in for a member who came with the roster workbook. Raises Refused."""
    condition = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("member__committee")
        .get(pk=condition.pk)
    )
    if condition.ends_on is not None:
        raise Refused("已经登记返回，这份登记不能再改；再次外出请另外登记。")
    check_version(Departure.objects.filter(pk=condition).first() or Departure(), base_version)
    check_day(registration.on, localdate(at))
    _check(condition.member, registration, months)
    check_after_last_time(condition.member, registration.on, but=condition)
    before = (condition.starts_on, condition.place, condition.contact)
    condition.starts_on, condition.place = registration.on, registration.place.strip()[:PLACE_LENGTH]
    condition.contact = registration.contact_name
    condition.save(update_fields=["starts_on", "place", "contact"])
    after = (condition.starts_on, condition.place, condition.contact)
    changes: dict[str, object] = {
        name: [old, new]
        for name, old, new in zip(("on", "place", "contact"), before, after, strict=True)
        if old != new
    }
    return _put(condition, registration, changes, by=by, at=at)


@transaction.atomic
def come_home(*, condition: Condition, on: date, by: Actor, at: datetime) -> None:
    """A floating member came back; `on` is the last day away. Out of touch ends with it. Raises Refused."""
    end_condition(condition=condition, on=on, by=by, at=at)
    for lost in Condition.objects.filter(
        member=condition.member_id, kind=ConditionKind.LOST_CONTACT, ends_on=None, starts_on__lte=on
    ):
        end_condition(condition=lost, on=on, by=by, at=at)


@transaction.atomic
def arrive(
    *,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    member: Member | None = None,
    outsider: Mapping[str, str] | None = None,
) -> Arrival:
    """Register that somebody takes part in the branch `unit` from a day: `member` of another branch of ours, or an
    `outsider` (name, home_organisation, home_phone, phone). Never expected here, never in a rate (notice 二).

    Raises Refused: not a branch, a member of this branch, registered already.
    """
    if not unit.is_branch:
        raise Refused("流入登记请到党支部的页面办理。", "notice 二")
    check_day(on, localdate(at))
    if member is not None:
        check_comes_from_elsewhere(member, unit, on)
    arrival = Arrival(
        unit=unit,
        member=member,
        starts_on=on,
        registered_by=by.display_name[:NAME_LENGTH],
        registered_at=at,
        **({key: value.strip() for key, value in (outsider or {}).items()} if member is None else {}),
    )
    if not (member or (arrival.name and arrival.home_organisation)):
        raise Refused("请填写姓名和流出地党组织。")
    try:
        with transaction.atomic():
            arrival.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{arrival.person}已经登记在这里参加活动，不用再登记。") from None
    _log_arrival("registered", arrival, {"on": on}, by=by, at=at)
    return arrival


@transaction.atomic
def move_on(*, arrival: Arrival, on: date, by: Actor, at: datetime) -> None:
    """Somebody takes part here no longer; `on` is the last day. Raises Refused."""
    arrival = (
        Arrival.objects.select_for_update(of=("self",)).select_related("unit", "member").get(pk=arrival.pk)
    )
    if arrival.ends_on is not None:
        raise Refused(f"{arrival.person}已经登记离开。")
    check_ends_after_start(arrival.starts_on, on)
    arrival.ends_on = on
    arrival.save(update_fields=["ends_on"])
    _log_arrival("ended", arrival, {"on": on}, by=by, at=at)


@transaction.atomic
def note_contact(
    *,
    condition: Condition,
    on: date,
    way: ContactWay,
    by_name: str,
    is_reached: bool,
    word: str,
    by: Actor,
    at: datetime,
) -> ContactNote:
    """Write down one contact with a floating member (education 32). What was said is sealed. Raises Refused."""
    check_contact_day(on, condition.starts_on, localdate(at))
    note = ContactNote(
        condition=condition,
        on=on,
        way=way,
        by_name=by_name.strip()[:NAME_LENGTH],
        is_reached=is_reached,
        word=word.strip(),
        recorded_by=by.display_name[:NAME_LENGTH],
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError:
        raise Refused("这一次联系已经记过了，不用再记。") from None
    changes: dict[str, object] = {
        "on": on,
        "way": way.label,
        "reached": "联系上" if is_reached else "没有联系上",
    }
    log("floating.contacted", condition.member, changes, by=by, at=at)
    return note


@transaction.atomic
def lose_touch(*, condition: Condition, on: date, by: Actor, at: datetime) -> Condition:
    """A person says that a floating member is out of touch since a day; whether more follows people decide
    (education 24). Raises Refused."""
    check_contact_day(on, condition.starts_on, localdate(at))
    return begin_condition(member=condition.member, kind=ConditionKind.LOST_CONTACT, on=on, by=by, at=at)


@transaction.atomic
def find_again(*, lost: Condition, on: date, by: Actor, at: datetime) -> None:
    """A member out of touch was found; `on` is the last day out of touch. Raises Refused."""
    end_condition(condition=lost, on=on, by=by, at=at)


def _check(member: Member, registration: Registration, months: int) -> None:
    fields = registration.fields
    back_on, contact = fields.get("back_on"), fields.get("contact_member")
    check_long_enough(registration.on, back_on if isinstance(back_on, date) else None, months=months)
    check_contact(registration.contact_name)
    check_not_own_contact(member, contact if isinstance(contact, Member) else None)
    if not registration.place.strip():
        raise Refused("请写明外出流向：省、市、县。", "notice 二")


def _put(
    condition: Condition, registration: Registration, changes: dict[str, object], *, by: Actor, at: datetime
) -> Departure:
    departure = Departure.objects.filter(pk=condition).first() or Departure(condition=condition)
    for name in FIELDS:
        new = registration.fields.get(name, getattr(departure, name))
        if getattr(departure, name) != new:
            changes[name] = _plain(name, new)
            setattr(departure, name, new)
    departure.version += 1
    departure.registered_by, departure.registered_at = by.display_name[:NAME_LENGTH], at
    departure.save()
    log("floating.registered", condition.member, changes, by=by, at=at)
    return departure


def _plain(name: str, value: object) -> object:
    """How a field stands in the log: in words, sensitive ones without their value."""
    if name in SEALED_FIELDS:
        return [None, None]
    if isinstance(value, Member | Unit):
        return str(value)
    return str(LABELS.get(name, {}).get(value, value)) if name in LABELS else value


def _log_arrival(what: str, arrival: Arrival, changes: dict[str, object], *, by: Actor, at: datetime) -> None:
    kind, key = ("member", arrival.member_id) if arrival.member_id else ("arrival", arrival.pk)
    logged = {"place": arrival.unit.short_name, **changes}
    event = Event(f"floating.arrival_{what}", kind, key, arrival.person, logged)
    record(event, committee=arrival.unit.chain_code, by=by, at=at)
