"""Dissolving a unit: the roster asks first whether members remain."""

from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.people.organisation.actions import dissolve
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import number_after


@transaction.atomic
def dissolve_unit(*, unit: Unit, on: date, by: Actor, at: datetime) -> None:
    """Dissolve `unit`, the day `on` being its last. Raises Refused while members belong to it after that day."""
    number = number_after(unit, on)
    if number:
        where = "调到别的党小组" if unit.level == Level.GROUP else "转到别的党支部"
        raise Refused(f"{unit.name}还有{number}名党员，请先把他们{where}，再撤销。")
    dissolve(unit=unit, on=on, by=by, at=at)
