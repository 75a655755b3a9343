"""Reads of floating members: who is away, who came here, who keeps in touch with whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Affiliation, Arrival, Condition, ContactNote, Departure, Member
from activityday.people.roster.queries import SEALED, Affiliated, as_affiliated, found_in, in_force
from activityday.rules.floating import contact_due

CLOSED_COLUMNS = (
    "departure__address",
    "departure__phone",
    *(f"departure__contact_member__{field}" for field in ("identity_number", "phone", "address")),
)


@dataclass(frozen=True)
class Floating:
    """One member away: the condition with its registration, the newest contact, and since when out of touch."""

    affiliated: Affiliated
    condition: Condition
    departure: Departure | None
    reached_on: date | None = None
    asked_on: date | None = None
    lost: Condition | None = None

    @property
    def member(self) -> Member:
        """The member."""
        return self.affiliated.member


@dataclass(frozen=True)
class Inbound:
    """Somebody who takes part here: the registration, and for a member of ours the branch they belong to."""

    arrival: Arrival
    home: Unit | None

    @property
    def home_name(self) -> str:
        """Where the affiliation is, in words."""
        return str(self.home.short_name) if self.home else self.arrival.home_organisation


def floating_of(unit: Unit, *, on: date, search: str = "") -> list[Floating]:
    """The members at or below `unit` who are away on the day, in roster order. Five queries however many people."""
    found = found_in(unit, on=on, search=search, condition=ConditionKind.FLOATING)
    people = as_affiliated(found, on=on)
    keys = [person.member.pk for person in people]
    conditions = {row.member_id: row for row in _conditions(keys, on, ConditionKind.FLOATING)}
    lost = {row.member_id: row for row in _conditions(keys, on, ConditionKind.LOST_CONTACT)}
    notes = _newest_contacts([row.pk for row in conditions.values()], on)
    return [
        _floating(person, conditions[person.member.pk], lost.get(person.member.pk), notes)
        for person in people
    ]


def floating_member(unit: Unit, key: UUID, *, on: date) -> Floating | None:
    """The member `key` as they are away on the day, if they belong at or below `unit`; else None."""
    people = as_affiliated(found_in(unit, on=on, condition=ConditionKind.FLOATING).filter(member=key), on=on)
    if not people:
        return None
    condition = _conditions([key], on, ConditionKind.FLOATING)[0]
    lost = _conditions([key], on, ConditionKind.LOST_CONTACT)
    return _floating(people[0], condition, lost[0] if lost else None, _newest_contacts([condition.pk], on))


def departures_of(member: Member) -> list[Condition]:
    """Every time a member was away, newest first, each with its registration; sealed columns stay closed."""
    found = Condition.objects.filter(member=member, kind=ConditionKind.FLOATING)
    return list(_with_departure(found).order_by("-starts_on", "-pk"))


def condition_of(member: Member, key: int) -> Condition | None:
    """One of a member's times away with everything its registration says; None for any other."""
    found = Condition.objects.filter(pk=key, member=member, kind=ConditionKind.FLOATING)
    return found.select_related("departure", "departure__contact_member", "departure__host_unit").first()


def returned_in(unit: Unit, year: int, *, on: date) -> list[Condition]:
    """Those at or below `unit` who came back in a year, in the order of the days."""
    here = found_in(unit, on=on).values("member")
    found = Condition.objects.filter(
        member__in=here, kind=ConditionKind.FLOATING, ends_on__year=year, ends_on__lt=on
    )
    return list(found.select_related("member").defer(*SEALED).order_by("ends_on", "pk"))


def contacts_of(member: Member) -> list[ContactNote]:
    """Every contact with a member, newest first, with what was said."""
    return list(ContactNote.objects.filter(condition__member=member).order_by("-on", "-pk"))


def arrivals_of(unit: Unit, *, on: date) -> list[Inbound]:
    """Who takes part at or below `unit` without belonging there, by branch and in the order of registration. Two queries."""
    return as_inbound(_arrivals().filter(in_force(on), unit__path__startswith=unit.path), on=on)


def arrivals_elsewhere(unit: Unit, *, on: date) -> list[Inbound]:
    """Members of `unit` and below who are registered as taking part in another branch of ours. Two queries."""
    own = found_in(unit, on=on).values("member")
    return as_inbound(_arrivals().filter(in_force(on), member__in=own), on=on)


def as_inbound(arrivals: Iterable[Arrival], *, on: date) -> list[Inbound]:
    """`arrivals` with the home branch of members of ours on the day; one more query."""
    rows = list(arrivals)
    keys = [row.member_id for row in rows if row.member_id]
    homes = {
        row.member_id: row.branch
        for row in Affiliation.objects.filter(in_force(on), member__in=keys).select_related("branch")
    }
    return [Inbound(row, homes.get(row.member_id) if row.member_id else None) for row in rows]


def arrival_of(unit: Unit, key: UUID) -> Arrival | None:
    """The arrival `key` at `unit` or below, with its telephone number; None for any other."""
    found = Arrival.objects.filter(unit__path__startswith=unit.path, pk=key)
    return found.select_related("unit", "unit__committee", "member").first()


def numbers_away(unit: Unit, *, on: date) -> dict[int, int]:
    """How many members of each branch at or below `unit` are away on the day; one query."""
    rows = found_in(unit, on=on, condition=ConditionKind.FLOATING).values_list("branch")
    return dict(rows.annotate(number=Count("pk")).order_by())


def numbers_here(unit: Unit, *, on: date) -> Counter[int]:
    """How many take part in each branch at or below `unit` without belonging there; one query."""
    rows = Arrival.objects.filter(in_force(on), unit__path__startswith=unit.path).values_list("unit")
    return Counter(dict(rows.annotate(number=Count("pk")).order_by()))


def out_of_reach(unit: Unit, *, on: date, months: int) -> list[Member]:
    """The members at or below `unit` whose contact is to be reminded on the day (education 32), in roster order. One query."""
    here = found_in(unit, on=on).values("member")
    found = Condition.objects.filter(in_force(on), kind=ConditionKind.FLOATING, member__in=here)
    reached = Max("contact_notes__on", filter=Q(contact_notes__is_reached=True))
    rows = found.annotate(reached_on=reached).select_related("member").defer(*SEALED)
    return [
        row.member
        for row in rows.order_by("member__position", "member__name", "pk")
        if contact_due(row.reached_on, row.starts_on, on, months=months)
    ]


def _arrivals() -> QuerySet[Arrival]:
    return (
        Arrival.objects.select_related("unit", "unit__committee", "member")
        .defer("phone", *SEALED)
        .order_by("unit__path", "starts_on", "registered_at", "pk")
    )


def _conditions(members: list[UUID], on: date, kind: ConditionKind) -> list[Condition]:
    found = Condition.objects.filter(in_force(on), member__in=members, kind=kind).order_by("starts_on")
    return list(_with_departure(found) if kind == ConditionKind.FLOATING else found)


def _with_departure(found: QuerySet[Condition]) -> QuerySet[Condition]:
    return found.select_related("departure", "departure__contact_member", "departure__host_unit").defer(
        *CLOSED_COLUMNS
    )


def _newest_contacts(conditions: list[int], on: date) -> dict[int, tuple[date | None, date | None]]:
    """By condition: the last day on which the member was reached, and on which anybody tried."""
    found: dict[int, tuple[date | None, date | None]] = {}
    rows = ContactNote.objects.filter(condition__in=conditions, on__lte=on).order_by("on")
    for key, day, is_reached in rows.values_list("condition", "on", "is_reached"):
        found[key] = (day if is_reached else found.get(key, (None, None))[0], day)
    return found


def _floating(
    person: Affiliated,
    condition: Condition,
    lost: Condition | None,
    notes: dict[int, tuple[date | None, date | None]],
) -> Floating:
    reached_on, asked_on = notes.get(condition.pk, (None, None))
    return Floating(
        affiliated=person,
        condition=condition,
        departure=getattr(condition, "departure", None),
        reached_on=reached_on,
        asked_on=asked_on,
        lost=lost,
    )
