"""Runs the worked examples of rulebook/examples/filings.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from activityday.rules.half_year import Half, due_day, filing_due, half_of, may_send
from activityday.rules.parameters import Parameters

Given = Mapping[str, Any]


def the_half(given: Given, now: Parameters) -> Mapping[str, object]:
    half = half_of(given["on"])
    return {
        "label": half.label,
        "starts_on": half.starts_on,
        "ends_on": half.ends_on,
        "previous": half.previous.label,
    }


def due(half: Half, now: Parameters) -> date:
    return due_day(half, first=now.integer("first_half_due_day"), second=now.integer("second_half_due_day"))


def the_due_day(given: Given, now: Parameters) -> Mapping[str, object]:
    return {"day": due(Half(given["year"], given["half"]), now)}


def how_near(given: Given, now: Parameters) -> Mapping[str, object]:
    half = Half(given["year"], given["half"])
    days = now.integer("half_remind_days")
    return asdict(filing_due(half, given["on"], due_on=due(half, now), remind_days=days))


def the_sending(given: Given, now: Parameters) -> Mapping[str, object]:
    half = Half(given["year"], given["half"])
    return asdict(may_send(half, given["on"], last_day=given["last_day"]))


RUNNERS: dict[str, Callable[[Given, Parameters], Mapping[str, object]]] = {
    "half_of": the_half,
    "due_day": the_due_day,
    "filing_due": how_near,
    "may_send": the_sending,
}
