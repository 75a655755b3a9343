"""Runs the worked examples of rulebook/examples/service.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from activityday.rules.parameters import Parameters
from activityday.rules.service import (
    FirstVisit,
    OldReading,
    hours_of,
    hours_sum,
    is_old_member,
    is_same_deed,
    next_visit,
    pledge_standing,
)

Given = Mapping[str, Any]
Found = Mapping[str, object]


def the_hours(given: Given, now: Parameters) -> Found:
    typed = [Decimal(one) if one else None for one in given["typed"]]
    return {"hours": [str(hours_of(Decimal(given["usual"]), one)) for one in typed]}


def the_sum(given: Given, now: Parameters) -> Found:
    return {"sum": str(hours_sum(map(Decimal, given["hours"])))}


def the_pledge(given: Given, now: Parameters) -> Found:
    return {"standing": pledge_standing(**given)}


def the_visit(given: Given, now: Parameters) -> Found:
    found = next_visit(
        given["since"],
        given.get("last"),
        given["on"],
        interval_days=now.integer(f"care_interval_{given['kind']}"),
        remind_days=now.integer("care_remind_days"),
        first=FirstVisit(now.choice("care_first_visit")),
    )
    return asdict(found)


def the_old(given: Given, now: Parameters) -> Found:
    found = is_old_member(
        **given,
        reading=OldReading(now.choice("old_member_reading")),
        age=now.integer("old_member_age"),
        party_age=now.integer("old_member_party_age"),
    )
    return {"is_old": found}


def the_deed(given: Given, now: Parameters) -> Found:
    return {"is_same": is_same_deed(**given)}


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "hours_of": the_hours,
    "hours_sum": the_sum,
    "pledge_standing": the_pledge,
    "next_visit": the_visit,
    "is_old_member": the_old,
    "is_same_deed": the_deed,
}
