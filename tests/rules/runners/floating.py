"""Runs the worked examples of rulebook/examples/floating.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from activityday.rules.floating import (
    MonthOfNews,
    Seen,
    away,
    contact_due,
    count_once,
    last_day_of_page,
    out_of_touch,
    silent_months,
    transfer_advice,
)
from activityday.rules.parameters import Parameters


def the_absence(given: Mapping[str, Any], now: Parameters) -> Mapping[str, object]:
    return asdict(away(**given, months=now.integer("floating_months")))


def the_silence(given: Mapping[str, Any], now: Parameters) -> Mapping[str, object]:
    months = [MonthOfNews(date.fromisoformat(month), month in given["known"]) for month in given["months"]]
    found = silent_months(months, given.get("reached_on"))
    return {"months": [month.isoformat() for month in found]}


def the_count(given: Mapping[str, Any], now: Parameters) -> Mapping[str, object]:
    return asdict(count_once(Seen(given["home"]), given["elsewhere"]))


RUNNERS: dict[str, Callable[[Mapping[str, Any], Parameters], Mapping[str, object]]] = {
    "away": the_absence,
    "transfer_advice": lambda given, now: {
        "sentence": transfer_advice(**given, months=now.integer("transfer_months"))
    },
    "contact_due": lambda given, now: {
        "sentence": contact_due(**given, months=now.integer("contact_months"))
    },
    "out_of_touch": lambda given, now: {
        "sentence": out_of_touch(**given, months=now.integer("lost_contact_months"))
    },
    "silent_months": the_silence,
    "count_once": the_count,
    "last_day_of_page": lambda given, now: {
        "day": last_day_of_page(**given, days=now.integer("slip_page_days"))
    },
}
