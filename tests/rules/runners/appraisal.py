"""Runs the worked examples of rulebook/examples/appraisal.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from activityday.rules.appraisal import (
    CapReading,
    LineReading,
    Marks,
    Papers,
    People,
    VoterReading,
    ballot_faults,
    cap_on_excellent,
    count_marks,
    meeting_counts,
    number_of_voters,
    place_of,
    round_due,
)
from activityday.rules.parameters import Parameters

Given = Mapping[str, Any]
Found = Mapping[str, object]


def the_cap(given: Given, now: Parameters) -> Found:
    people = People(given["members"], given["taking_part"])
    one_in = now.integer("appraisal_excellent_one_in")
    reading = CapReading(now.choice("appraisal_cap_reading"))
    return asdict(cap_on_excellent(people, given["excellent"], one_in=one_in, reading=reading))


def the_turnout(given: Given, now: Parameters) -> Found:
    return asdict(meeting_counts(**given, line=LineReading(now.choice("appraisal_turnout_line"))))


def the_voters(given: Given, now: Parameters) -> Found:
    return {"voters": number_of_voters(**given, reading=VoterReading(now.choice("appraisal_voters")))}


def the_papers(given: Given, now: Parameters) -> Found:
    papers = Papers(given["handed_out"], given["returned"], given["valid"])
    return {"faults": [fault.sentence for fault in ballot_faults(papers, voters=given["voters"])]}


def the_marks(given: Given, now: Parameters) -> Found:
    marks = {name: number for name, number in given.items() if name != "valid"}
    return asdict(count_marks(Marks(**marks), valid=given["valid"]))


def the_due(given: Given, now: Parameters) -> Found:
    months, remind = now.integer("appraisal_due_months"), now.integer("appraisal_remind_days")
    return asdict(round_due(**given, months=months, remind_days=remind))


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "place_of": lambda given, _: asdict(place_of(**given)),
    "cap_on_excellent": the_cap,
    "meeting_counts": the_turnout,
    "number_of_voters": the_voters,
    "ballot_faults": the_papers,
    "count_marks": the_marks,
    "round_due": the_due,
}
