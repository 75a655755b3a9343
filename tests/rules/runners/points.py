"""Runs the worked examples of rulebook/examples/points.toml."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from activityday.office.policy.rulebook import load_points
from activityday.rules.parameters import Parameters
from activityday.rules.points import (
    Fact,
    Standing,
    StoredEntry,
    Timeline,
    class_of,
    corrections,
    derive,
    grade,
    quarter_notice,
    total,
)
from activityday.rules.uncounted import refused_word

TABLE = load_points(Path(__file__).resolve().parents[3] / "rulebook")
TABLES = Timeline((TABLE,))
Given = Mapping[str, Any]
Found = Mapping[str, object]


def facts(given: Sequence[Sequence[str]]) -> list[Fact]:
    return [Fact(key, "attendance", month, first(month), first(month).replace(day=7)) for key, month in given]


def first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def the_entries(given: Given, now: Parameters) -> Found:
    entries = derive(facts(given["facts"]), TABLES)
    return {
        "points": [str(entry.points) for entry in entries],
        "sum": str(sum(entry.points for entry in entries)),
        "last": entries[-1].text,
    }


def the_total(given: Given, now: Parameters) -> Found:
    found = total(Decimal(given["base"]), map(Decimal, given["entries"]), floor=TABLE.floor)
    return {"points": str(found.points), "sentence": found.sentence}


def the_corrections(given: Given, now: Parameters) -> Found:
    stored = [
        StoredEntry(
            id=UUID(int=number),
            source="attendance",
            source_key=month,
            number=number,
            rule=key,
            label=TABLE.rule(key).label,
            category="organisation_life",
            month=first(month),
            on=first(month),
            points=Decimal(points),
        )
        for number, (key, month, points) in enumerate(given["stored"], start=1)
    ]
    written = corrections(stored, derive(facts(given["facts"]), TABLES))
    return {
        "written": [[entry.rule, str(entry.points)] for entry in written],
        "why": written[0].text if written else "",
    }


def the_class(given: Given, now: Parameters) -> Found:
    found = class_of(Standing(given["sector"], frozenset(given["conditions"]), given["age"]), TABLE)
    return {"label": found.label, "base": str(found.base), "is_scored": found.is_scored}


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "derive": the_entries,
    "total": the_total,
    "grade": lambda given, _: {"grade": grade(Decimal(given["points"]), TABLE.lines)},
    "corrections": the_corrections,
    "class_of": the_class,
    "refused_word": lambda given, _: {"word": refused_word(**given)},
    "quarter_notice": lambda given, now: asdict(
        quarter_notice(**given, within_days=now.integer("points_notice_days"))
    ),
}
