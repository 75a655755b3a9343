"""Every worked example of the rulebook comes out as written, under the parameters of the rulebook itself."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from activityday.office.policy.rulebook import calendar_of, load, load_holidays, load_provisional
from activityday.rules.absence import AbsenceEvent, AbsenceState, Thresholds, absence_findings
from activityday.rules.calendar import DayRule, PostponeReading, WeekReading, activity_day
from activityday.rules.exemption import term_allowed
from activityday.rules.guards import half_day
from activityday.rules.leave import may_explain
from activityday.rules.parameters import resolve
from activityday.rules.participation import Counts, of_everybody, participation, turnout
from activityday.rules.rescheduling import Request, may_reschedule

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
RULEBOOK = load(ROOT)
CALENDAR = calendar_of(load_holidays(ROOT), load_provisional(ROOT))
NOW = resolve(RULEBOOK, on=date(2026, 11, 1), sector="village", amendments=[])
LETTERS = {
    "缺": AbsenceState.UNEXCUSED,
    "到": AbsenceState.ATTENDED,
    "假": AbsenceState.LEAVE,
    "未": AbsenceState.UNKNOWN,
    "免": AbsenceState.NOT_COUNTED,
}
EXAMPLES = [
    (f"{path.stem}: {example['text']}", example)
    for path in sorted((ROOT / "examples").glob("*.toml"))
    for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]
]


def the_day(given: dict[str, Any]) -> dict[str, object]:
    chosen = {
        key: given.get(key, NOW.values[key])
        for key in ("week_reading", "postpone_reading", "allow_make_up_days")
    }
    rule = DayRule(
        NOW.integer("weekday"),
        NOW.integer("ordinal"),
        WeekReading(chosen["week_reading"]),
        PostponeReading(chosen["postpone_reading"]),
        bool(chosen["allow_make_up_days"]),
    )
    found = activity_day(given["month"], CALENDAR, rule)
    return {"day": found.day, "status": found.status.value}


def the_rates(given: dict[str, Any]) -> dict[str, object]:
    counts = Counts(**given)
    found = {rate.__name__: rate(counts).shown for rate in (participation, turnout, of_everybody)}
    return {**found, "reaches": participation(counts).reaches(NOW.integer("participation_percent"))}


def the_absences(given: dict[str, Any]) -> dict[str, object]:
    numbers = {key: NOW.integer(key) for key in ("warn_run", "review_run", "warn_total", "review_total")}
    thresholds = Thresholds(
        **numbers, leave_breaks_run=given.get("leave_breaks_run", NOW.boolean("leave_breaks_run"))
    )
    events = [
        AbsenceEvent(date(given["year"], month, 1), LETTERS[sign])
        for month, sign in enumerate(given["months"], 1)
    ]
    return {"found": [found.kind.value for found in absence_findings(events, given["year"], thresholds)]}


def the_request(given: dict[str, Any]) -> dict[str, object]:
    same, late = NOW.boolean("rescheduling_same_month"), NOW.boolean("rescheduling_late_allowed")
    answer = may_reschedule(Request(**given), same_month=same, late_allowed=late)
    return {"may_be_asked": answer.may_be_asked, "late_note": answer.late_note}


RULES: dict[str, Callable[[dict[str, Any]], dict[str, object]]] = {
    "activity_day": the_day,
    "half_day": lambda given: {
        "passed": half_day(given["minutes"], least=NOW.integer("least_minutes")).passed
    },
    "may_reschedule": the_request,
    "participation": the_rates,
    "absence": the_absences,
    "may_explain": lambda given: {"allowed": may_explain(**given, days=NOW.integer("explain_days"))},
    "term_allowed": lambda given: {
        "allowed": term_allowed(**given, most_months=NOW.integer("exemption_months")).is_allowed
    },
}


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_the_example_comes_out_as_written(name: str, example: dict[str, Any]) -> None:
    found = RULES[example["rule"]](example["given"])
    assert {key: found[key] for key in example["then"]} == example["then"]


@pytest.mark.parametrize(
    "key", [key for key, parameter in RULEBOOK.parameters.items() if parameter.kind == "choice"]
)
def test_every_reading_has_a_worked_example(key: str) -> None:
    default = RULEBOOK.parameters[key].values[-1].value
    written = {
        example["given"].get(key, default) for _, example in EXAMPLES if example["rule"] == "activity_day"
    }
    assert written == set(RULEBOOK.parameters[key].choices)
