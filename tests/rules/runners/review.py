"""Runs the worked examples of rulebook/examples/review.toml."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from activityday.office.policy.rulebook import load_duties
from activityday.rules.meetings import Branch, Duty, Held, PlenaryReading, counter, duty_of_form, is_owed
from activityday.rules.parameters import Parameters
from activityday.rules.review import (
    LifeReading,
    Prepared,
    QuorumReading,
    life_meetings,
    not_talked_with,
    parts_of_meeting,
    presence,
)

DUTIES = load_duties(Path(__file__).resolve().parents[3] / "rulebook")
Given = Mapping[str, Any]
Found = Mapping[str, object]


def duty(key: str) -> Duty:
    return next(one for one in DUTIES if one.key == key)


def branch(given: Given) -> Branch:
    return Branch(given.get("has_committee", False), tuple(given.get("groups", ())), given.get("since"))


def the_duty(given: Given, now: Parameters) -> Found:
    reading = PlenaryReading(now.choice("members_meeting_reading"))
    found = duty_of_form(DUTIES, given["form"], at_group=given.get("at_group", False), reading=reading)
    return {"duty": found.key if found else ""}


def the_owed(given: Given, now: Parameters) -> Found:
    return {"owed": [one.label for one in DUTIES if is_owed(one, branch(given))]}


def the_counter(given: Given, now: Parameters) -> Found:
    mine = duty(given["duty"])
    held = [Held(mine.key, *([one] if not isinstance(one, list) else one)) for one in given["held"]]
    found = counter(
        mine,
        held,
        branch=branch(given),
        year=given["year"],
        quarter=given["quarter"],
        number=now.integer(mine.parameter),
        on=given["on"],
    )
    return {name: getattr(found, name) for name in ("needed", "held", "missing", "standing", "arithmetic")}


def the_year(given: Given, now: Parameters) -> Found:
    return vars(life_meetings(**given, reading=LifeReading(now.choice("life_meeting_reading"))))


def the_presence(given: Given, now: Parameters) -> Found:
    return vars(presence(**given, reading=QuorumReading(now.choice("life_meeting_quorum_reading"))))


def the_rest(given: Given, now: Parameters) -> Found:
    return {"left": not_talked_with(**given, number=now.integer("heart_talks_a_year"))}


def the_parts(given: Given, now: Parameters) -> Found:
    parts = parts_of_meeting(Prepared(**given))
    return {"missing": [part.label for part in parts if not part.is_done]}


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "duty_of_form": the_duty,
    "is_owed": the_owed,
    "counter": the_counter,
    "life_meetings": the_year,
    "presence": the_presence,
    "not_talked_with": the_rest,
    "parts_of_meeting": the_parts,
}
