"""What the page of the parameters shows: each with its value, where that comes from, and how it came about."""

from dataclasses import dataclass
from datetime import date

from activityday.office.policy.checks import may_amend
from activityday.office.policy.enums import Subject
from activityday.office.policy.models import Amendment
from activityday.office.policy.queries import amendments_on, parameters_for, rulebook
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.rules.parameters import Direction, Parameter, Parameters, Rulebook

LEEWAY = {
    Direction.HIGHER: "下级只能改得更高",
    Direction.LOWER: "下级只能改得更低",
    Direction.FREE: "下级可以改",
    Direction.FIXED: "上级统一规定，下级不能改",
}


@dataclass(frozen=True)
class Turn:
    """One entry of a parameter's history: from when, which value, by whom, on which document, and if it ended."""

    since: date
    until: date | None
    value: str
    by: str
    document: str
    amendment: Amendment | None = None


@dataclass(frozen=True)
class Line:
    """One parameter as the page shows it; `readings` are those of an ambiguous wording, each with whether it holds."""

    parameter: Parameter
    value: str
    document: str
    clause: str
    clause_text: str
    amended_by: str
    since: date
    leeway: str
    readings: tuple[tuple[str, bool], ...]
    wording: str
    wording_why: str
    history: tuple[Turn, ...]

    @property
    def may_amend(self) -> bool:
        """Whether some level may set it differently."""
        return may_amend(self.parameter)


def subjects_of(unit: Unit, *, on: date) -> list[tuple[str, list[Line]]]:
    """All parameters in force at `unit` on the day, grouped by subject in the order of the enum."""
    book, amendments = rulebook(), amendments_on(unit)
    parameters = parameters_for(unit, on=on)
    lines = [_line(book, parameter, parameters, amendments) for parameter in book.parameters.values()]
    order = [*Subject.values, *sorted({line.parameter.subject for line in lines} - set(Subject.values))]
    groups = [(subject, [line for line in lines if line.parameter.subject == subject]) for subject in order]
    labels = dict(Subject.choices)
    return [(str(labels.get(subject, subject)), found) for subject, found in groups if found]


def _line(book: Rulebook, parameter: Parameter, parameters: Parameters, amendments: list[Amendment]) -> Line:
    source, value = parameters.source(parameter.key), parameters.values[parameter.key]
    reading = book.readings.get(parameter.key)
    options = reading.options if reading else {}
    chosen = str(value).lower() if isinstance(value, bool) else str(value)
    return Line(
        parameter=parameter,
        value=parameter.shown(value),
        document=source.document,
        clause=source.clause,
        clause_text=book.clauses[source.clause].text,
        amended_by=source.amended_by,
        since=source.since,
        leeway=LEEWAY[parameter.tighten],
        readings=tuple((label, code == chosen) for code, label in options.items()),
        wording=reading.wording if reading else "",
        wording_why=reading.why if reading else "",
        history=tuple(_history(parameter, amendments)),
    )


def _history(parameter: Parameter, amendments: list[Amendment]) -> list[Turn]:
    labels = dict(Sector.choices)
    own = [
        Turn(
            row.since,
            row.until,
            parameter.shown(row.value),
            row.unit.short_name + _only(str(labels.get(row.sector, ""))),
            row.document,
            row,
        )
        for row in amendments
        if row.parameter == parameter.key
    ]
    rules = [
        Turn(
            value.since,
            None,
            parameter.shown(value.value),
            "规则手册" + _only(str(labels.get(value.sector, ""))),
            value.document,
        )
        for value in parameter.values
    ]
    return sorted(own + rules, key=lambda turn: turn.since, reverse=True)


def _only(sector: str) -> str:
    return f"（只对{sector}）" if sector else ""
