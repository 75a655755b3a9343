"""Runs the worked examples of rulebook/examples/deliberation.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from activityday.office.policy.rulebook import load_bodies
from activityday.rules.follow_up import urgency
from activityday.rules.four_steps import (
    in_order,
    last_day_of_decision,
    may_merge,
    may_publish_outcome,
    posted_long_enough,
    told_early,
)
from activityday.rules.parameters import Parameters
from activityday.rules.voting import (
    Attendance,
    Body,
    Candidate,
    Fault,
    MajorityReading,
    Papers,
    Tally,
    attendance_faults,
    body_on,
    elected,
    majority,
    paper_faults,
    quorum,
    result,
    tally_faults,
)

BODIES = load_bodies(Path(__file__).resolve().parents[3] / "rulebook")
Given = Mapping[str, Any]
Found = Mapping[str, object]


def body(given: Given, now: Parameters) -> Body:
    reading = MajorityReading(now.choice("four_steps_majority"))
    return body_on(BODIES, given.get("body", "election"), given["on"]).under(reading)


def attendance(given: Given) -> Attendance:
    names = ("entitled", "present", "everybody", "everybody_present")
    return Attendance(**{name: given[name] for name in names if name in given})


def tally(given: Given) -> Tally:
    return Tally(given["ayes"], given.get("nays", 0), given.get("abstentions", 0))


def said(faults: list[Fault]) -> Found:
    return {"sentences": [fault.sentence for fault in faults]}


def the_quorum(given: Given, now: Parameters) -> Found:
    return asdict(quorum(body(given, now), attendance(given)))


def the_majority(given: Given, now: Parameters) -> Found:
    return asdict(majority(body(given, now), attendance(given), tally(given)))


def the_result(given: Given, now: Parameters) -> Found:
    return asdict(result(body(given, now), attendance(given), tally(given)))


def the_elected(given: Given, now: Parameters) -> Found:
    candidates = [Candidate(name, ayes) for name, ayes in given["candidates"].items()]
    found = elected(body(given, now), attendance(given), candidates, seats=given["seats"])
    return {"elected": list(found.elected), "tied": list(found.tied), "sentence": found.sentence}


def the_attendance(given: Given, now: Parameters) -> Found:
    return said(attendance_faults(attendance(given)))


def the_papers(given: Given, now: Parameters) -> Found:
    papers = Papers(given["issued"], given["returned"], given["spoiled"])
    return said(paper_faults(papers, present=given["present"]))


def the_tally(given: Given, now: Parameters) -> Found:
    return said(tally_faults(tally(given), voting=given["voting"], is_ballot=given["is_ballot"]))


def the_telling(given: Given, now: Parameters) -> Found:
    days = now.integer(given["key"])
    told, held, what, clause = given["told_on"], given["held_on"], given["what"], given["clause"]
    return asdict(told_early(told, held, days=days, what=what, clause=clause))


def the_posting(given: Given, now: Parameters) -> Found:
    days = now.integer("four_steps_posting_days")
    return asdict(posted_long_enough(given["starts_on"], given["ends_on"], days=days))


def the_outcome(given: Given, now: Parameters) -> Found:
    return asdict(may_publish_outcome(given.get("decision_until"), given["on"], is_done=given["is_done"]))


def the_urgency(given: Given, now: Parameters) -> Found:
    days = now.integer("follow_up_remind_days")
    return {"urgency": urgency(given["due_on"], given["on"], remind_days=days)}


def the_merging(given: Given, now: Parameters) -> Found:
    return asdict(may_merge(**given))


def the_order(given: Given, now: Parameters) -> Found:
    return asdict(in_order(**given))


def the_last_day(given: Given, now: Parameters) -> Found:
    return {"day": last_day_of_decision(**given)}


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "quorum": the_quorum,
    "majority": the_majority,
    "result": the_result,
    "elected": the_elected,
    "attendance_faults": the_attendance,
    "paper_faults": the_papers,
    "tally_faults": the_tally,
    "told_early": the_telling,
    "may_merge": the_merging,
    "in_order": the_order,
    "last_day_of_decision": the_last_day,
    "posted_long_enough": the_posting,
    "may_publish_outcome": the_outcome,
    "urgency": the_urgency,
}
