"""Writes of the tree."""

from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.checks import (
    Refused,
    check_child,
    check_code_is_free,
    check_not_dissolved,
    check_nothing_below,
)
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit


@transaction.atomic
def establish(
    *,
    parent: Unit | None,
    code: str,
    name: str,
    level: Level,
    by: Actor,
    at: datetime,
    short_name: str = "",
    sector: Sector = Sector.MIXED,
    has_committee: bool = False,
    established_on: date | None = None,
) -> Unit:
    """Set up a unit under `parent` (None: the top of the tree). Raises Refused for an illegal place or a used code."""
    check_code_is_free(code)
    if parent is not None:
        check_child(parent, level)
        check_not_dissolved(parent)
        parent.refresh_from_db()
    fields = {
        "code": code,
        "name": name,
        "short_name": short_name or name,
        "level": level,
        "sector": sector,
        "has_committee": has_committee,
        "established_on": established_on,
        "committee": parent.committee if parent else None,
    }
    unit: Unit = Unit.objects.add_child(parent, fields) if parent else Unit.objects.add_root(fields)
    if level == Level.COMMITTEE:
        unit.committee = unit
        unit.save(update_fields=["committee"])
    record(
        _event("organisation.established", unit, {"level": level}), committee=unit.chain_code, by=by, at=at
    )
    return unit


@transaction.atomic
def amend(*, unit: Unit, by: Actor, at: datetime, **changes: object) -> None:
    """Change fields of `unit` (name, short_name, sector, has_committee, place, dissolved_on); logs old and new."""
    before = {field: getattr(unit, field) for field in changes}
    differences: dict[str, object] = {
        field: [before[field], value] for field, value in changes.items() if before[field] != value
    }
    if not differences:
        return
    for field, value in changes.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(changes))
    record(_event("organisation.amended", unit, differences), committee=unit.chain_code, by=by, at=at)


@transaction.atomic
def dissolve(*, unit: Unit, on: date, by: Actor, at: datetime) -> None:
    """The unit exists until the day `on`, its last. Raises Refused while units under it exist; nothing is deleted."""
    check_nothing_below(unit, on)
    check_not_dissolved(unit)
    if unit.established_on and on < unit.established_on:
        raise Refused(f"撤销日期早于成立日期{unit.established_on:%Y-%m-%d}，请核对。")
    unit.dissolved_on = on
    unit.save(update_fields=["dissolved_on"])
    record(_event("organisation.dissolved", unit, {"on": on}), committee=unit.chain_code, by=by, at=at)


def _event(action: str, unit: Unit, changes: dict[str, object]) -> Event:
    return Event(action, "unit", unit.pk, unit.name, changes)
