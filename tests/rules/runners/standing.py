"""Runs the worked examples of rulebook/examples/standing.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from activityday.rules.absence import AbsenceEvent, AbsenceState
from activityday.rules.parameters import Parameters
from activityday.rules.standing import (
    Ballots,
    Matter,
    committee_meets,
    correction_term,
    since_education,
    six_months,
    talk_due,
    vote_result,
)

LETTERS = {"缺": AbsenceState.UNEXCUSED, "到": AbsenceState.ATTENDED, "假": AbsenceState.LEAVE}
Given = Mapping[str, Any]
Found = Mapping[str, object]


def the_talk(given: Given, now: Parameters) -> Found:
    days, remind = now.integer("talk_days"), now.integer("talk_reminder_days")
    return asdict(talk_due(**given, days=days, remind_days=remind))


def the_gaps(given: Given, now: Parameters) -> Found:
    matter, months = Matter(given["matter"]), now.integer("gap_months")
    return {"found": [gap.arithmetic for gap in six_months(given["missed"], matter=matter, months=months)]}


def the_correction(given: Given, now: Parameters) -> Found:
    usual, most = now.integer("correction_months_usual"), now.integer("correction_months_most")
    return asdict(correction_term(**given, usual=usual, most=most))


def the_time_since(given: Given, now: Parameters) -> Found:
    months = [date(2026, place, 1) for place in range(1, len(given["months"]) + 1)]
    events = [AbsenceEvent(month, LETTERS[sign]) for month, sign in zip(months, given["months"], strict=True)]
    held = dict(zip(months, given["held"], strict=True))
    return asdict(since_education(events, given["educated_on"], held=held))


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "talk_due": the_talk,
    "six_months": the_gaps,
    "committee_meets": lambda given, _: asdict(committee_meets(**given)),
    "vote_result": lambda given, _: asdict(vote_result(Ballots(**given))),
    "correction_term": the_correction,
    "since_education": the_time_since,
}
