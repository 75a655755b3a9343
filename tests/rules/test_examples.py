"""Every worked example of the rulebook comes out as written, under the parameters of the rulebook itself."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from activityday.office.policy.rulebook import (
    calendar_of,
    load,
    load_examples,
    load_holidays,
    load_provisional,
)
from activityday.rules.absence import (
    AbsenceEvent,
    AbsenceState,
    Thresholds,
    absence_findings,
    question_for_branch,
)
from activityday.rules.branch import note_on_term, notes_on_form
from activityday.rules.calendar import DayRule, activity_day, nominal_day
from activityday.rules.clauses import CITED
from activityday.rules.exemption import is_ending_soon, term_allowed
from activityday.rules.expectation import Standing, expectation, question_for_contact
from activityday.rules.guards import PlannedSegment, allowed_expense, half_day, real_content
from activityday.rules.holiday_notice import parse_notice
from activityday.rules.leave import last_day_to_explain, may_ask_leave, may_explain
from activityday.rules.parameters import Amendment, NotAllowed, Parameters, check_amendment, resolve
from activityday.rules.participation import RATES, Counts, participation, rate_by
from activityday.rules.readings import Example
from activityday.rules.rescheduling import Request, may_reschedule
from tests.rules.runners import (
    appraisal,
    deliberation,
    dues,
    filings,
    floating,
    notices,
    points,
    review,
    service,
    standing,
    supervision,
)

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
RULEBOOK = load(ROOT)
CALENDAR = calendar_of(load_holidays(ROOT), load_provisional(ROOT))
EXAMPLES = load_examples(ROOT)
LETTERS = {
    "缺": AbsenceState.UNEXCUSED,
    "到": AbsenceState.ATTENDED,
    "假": AbsenceState.LEAVE,
    "未": AbsenceState.UNKNOWN,
    "免": AbsenceState.NOT_COUNTED,
}
Given = Mapping[str, Any]
Found = Mapping[str, object]


def events(given: Given) -> list[AbsenceEvent]:
    before, months, year = given.get("before", ""), given["months"], given["year"]
    return [
        *(
            AbsenceEvent(date(year - 1, 13 - len(before) + place, 1), LETTERS[sign])
            for place, sign in enumerate(before)
        ),
        *(AbsenceEvent(date(year, place, 1), LETTERS[sign]) for place, sign in enumerate(months, 1)),
    ]


def the_rates(given: Given, now: Parameters) -> Found:
    counts = Counts(**given)
    shown = {name: rate(counts).shown for name, rate in RATES.items()}
    reaches = participation(counts).reaches(now.integer("participation_percent"))
    return {**shown, "reaches": reaches, "rate": rate_by(counts, now.choice("rate_reading")).shown}


def the_findings(given: Given, now: Parameters) -> Found:
    found = absence_findings(events(given), given["year"], Thresholds.of(now))
    return {"found": [f"{item.month:%Y-%m} {item.kind}" for item in found]}


def the_question(given: Given, now: Parameters) -> Found:
    asked = question_for_branch(events(given), given["year"])
    return {"sentence": asked.arithmetic if asked else ""}


def the_request(given: Given, now: Parameters) -> Found:
    return asdict(
        may_reschedule(
            Request(**given),
            same_month=now.boolean("rescheduling_same_month"),
            late_allowed=now.boolean("rescheduling_late_allowed"),
        )
    )


def the_notice(given: Given, now: Parameters) -> Found:
    found = parse_notice(given["line"], given["year"])
    return {"days_off": list(found.days_off), "make_up_workdays": list(found.make_up_workdays)}


def the_content(given: Given, now: Parameters) -> Found:
    return asdict(real_content([PlannedSegment(*segment) for segment in given["segments"]]))


def the_term(given: Given, now: Parameters) -> Found:
    found = term_allowed(**given, most_months=now.integer("exemption_months"))
    return {"allowed": found.is_allowed, "sentence": found.sentence}


def the_form(given: Given, now: Parameters) -> Found:
    notes = notes_on_form(
        **given,
        least=now.integer("branch_least"),
        committee_from=now.integer("committee_from"),
        most=now.integer("branch_most"),
    )
    return {"notes": [note.sentence for note in notes]}


def the_branch_term(given: Given, now: Parameters) -> Found:
    own = resolve(RULEBOOK, on=given["on"], sector=given["sector"], amendments=[])
    note = note_on_term(given["elected_on"], given["on"], years=own.integer("term_years"))
    return {"sentence": note.sentence if note else ""}


def the_amendment(given: Given, now: Parameters) -> Found:
    try:
        check_amendment(RULEBOOK.parameters[given["key"]], now.values[given["key"]], given["value"])
    except NotAllowed as refusal:
        return {"sentence": str(refusal)}
    return {"sentence": ""}


def the_resolved(given: Given, now: Parameters) -> Found:
    amendments = [
        Amendment(given["key"], value, since, None, "示发〔2026〕1号", unit)
        for unit, value, since in given["amendments"]
    ]
    found = resolve(RULEBOOK, on=given["on"], sector="village", amendments=amendments)
    return {"value": found.integer(given["key"]), "amended_by": found.source(given["key"]).amended_by}


RULES: dict[str, Callable[[Given, Parameters], Found]] = {
    "activity_day": lambda given, now: asdict(activity_day(given["month"], CALENDAR, DayRule.of(now))),
    "nominal_day": lambda given, now: {"day": nominal_day(given["month"], DayRule.of(now))},
    "parse_notice": the_notice,
    "half_day": lambda given, now: asdict(half_day(**given, least=now.integer("least_minutes"))),
    "real_content": the_content,
    "allowed_expense": lambda given, _: asdict(allowed_expense(given["kind"])),
    "may_reschedule": the_request,
    "expectation": lambda given, _: asdict(expectation(Standing(**given))),
    "question_for_contact": lambda given, now: {
        "sentence": question_for_contact(**given, most=now.integer("unverified_months"))
    },
    "participation": the_rates,
    "turnout": the_rates,
    "of_everybody": the_rates,
    "rate_by": the_rates,
    "absence_findings": the_findings,
    "question_for_branch": the_question,
    "may_ask_leave": lambda given, _: {"allowed": may_ask_leave(**given)},
    "may_explain": lambda given, now: {"allowed": may_explain(**given, days=now.integer("explain_days"))},
    "last_day_to_explain": lambda given, now: {
        "day": last_day_to_explain(**given, days=now.integer("explain_days"))
    },
    "term_allowed": the_term,
    "is_ending_soon": lambda given, now: {
        "soon": is_ending_soon(**given, days=now.integer("exemption_reminder_days"))
    },
    "notes_on_form": the_form,
    "note_on_term": the_branch_term,
    "check_amendment": the_amendment,
    "resolve": the_resolved,
    **appraisal.RUNNERS,
    **deliberation.RUNNERS,
    **dues.RUNNERS,
    **filings.RUNNERS,
    **floating.RUNNERS,
    **notices.RUNNERS,
    **points.RUNNERS,
    **review.RUNNERS,
    **standing.RUNNERS,
    **supervision.RUNNERS,
    **service.RUNNERS,
}


def under(reading: Mapping[str, Any]) -> Parameters:
    now = resolve(RULEBOOK, on=date(2026, 11, 1), sector="department", amendments=[])
    return replace(now, values={**now.values, **reading})


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{example.subject}: {example.text}" for example in EXAMPLES]
)
def test_the_example_comes_out_as_written(example: Example) -> None:
    found = RULES[example.rule](example.given, under(example.reading))
    assert {key: found[key] for key in example.then} == example.then


def test_every_rule_has_a_worked_example() -> None:
    rules = {name.rsplit(".", 1)[1] for names in CITED.values() for name in names}
    assert {example.rule for example in EXAMPLES} == rules == set(RULES)


@pytest.mark.parametrize("key", sorted(RULEBOOK.readings))
def test_every_reading_has_a_worked_example_and_the_chosen_one_is_in_force(key: str) -> None:
    worked = {spelled(example.reading[key]) for example in EXAMPLES if key in example.reading}
    assert worked == set(RULEBOOK.readings[key].options)
    assert spelled(RULEBOOK.parameters[key].values[-1].value) in worked


def spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_choice_of_the_rulebook_is_explained_as_a_reading() -> None:
    choices = {key for key, parameter in RULEBOOK.parameters.items() if parameter.kind == "choice"}
    assert choices <= set(RULEBOOK.readings)
    for key in choices:
        assert set(RULEBOOK.parameters[key].choices) == set(RULEBOOK.readings[key].options), key


def test_examples_cite_clauses_that_exist() -> None:
    assert {example.clause for example in EXAMPLES} <= set(RULEBOOK.clauses)
