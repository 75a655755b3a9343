"""Runs the worked examples of rulebook/examples/notices.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from activityday.office.policy.rulebook import calendar_of, load_holidays, load_provisional
from activityday.rules.parameters import Parameters
from activityday.rules.public_notice import last_day_posted, next_notice

ROOT = Path(__file__).resolve().parents[3] / "rulebook"
CALENDAR = calendar_of(load_holidays(ROOT), load_provisional(ROOT))


def the_next(given: Mapping[str, Any], now: Parameters) -> Mapping[str, object]:
    return asdict(next_notice(**given))


def the_last_day(given: Mapping[str, Any], now: Parameters) -> Mapping[str, object]:
    days = now.integer("notice_days")
    return {"day": last_day_posted(given["starts_on"], working_days=days, calendar=CALENDAR)}


RUNNERS: dict[str, Callable[[Mapping[str, Any], Parameters], Mapping[str, object]]] = {
    "next_notice": the_next,
    "last_day_posted": the_last_day,
}
