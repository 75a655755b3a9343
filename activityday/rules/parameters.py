"""Numbers of the rules as dated values, and how the levels of the tree may change them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from activityday.rules.clauses import cites

Value = int | bool | str


class Direction(StrEnum):
    """Which way a lower unit may move a parameter."""

    HIGHER = "higher"
    LOWER = "lower"
    FREE = "free"
    FIXED = "fixed"


class NotAllowed(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """An amendment that the rulebook does not allow, as a Chinese sentence."""


@dataclass(frozen=True)
class Clause:
    """One clause in our own words, and who carries it out: rule, room or people."""

    id: str
    document: str
    text: str
    carried_out_by: str


@dataclass(frozen=True)
class ParameterValue:
    """A value from a day on, by a clause of a document; for one sector only when `sector` is set."""

    value: Value
    since: date
    clause: str
    document: str
    sector: str = ""


@dataclass(frozen=True)
class Parameter:
    """One number or choice of the rules with all its values in time."""

    key: str
    label: str
    subject: str
    unit: str
    tighten: Direction
    values: tuple[ParameterValue, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None

    @property
    def kind(self) -> str:
        """`boolean`, `choice` or `integer`."""
        if isinstance(self.values[0].value, bool):
            return "boolean"
        return "choice" if self.choices else "integer"

    def shown(self, value: Value) -> str:
        """`value` as people read it: with its unit, as 是/否, or as the words of the choice."""
        if isinstance(value, bool):
            return "是" if value else "否"
        return self.choices.get(str(value), f"{value}{self.unit}")


@dataclass(frozen=True)
class Rulebook:
    """All clauses and parameters."""

    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True)
class Amendment:
    """A parameter set differently by a unit, from a day to a day or further notice."""

    key: str
    value: Value
    since: date
    until: date | None
    document: str
    unit_label: str
    sector: str = ""

    def holds(self, on: date, sector: str) -> bool:
        """Whether it is in force on the day for a unit of this sector."""
        in_time = self.since <= on and (self.until is None or on <= self.until)
        return in_time and self.sector in {"", sector}


@dataclass(frozen=True)
class ParameterSource:
    """Where the value in force comes from."""

    document: str
    clause: str
    since: date
    amended_by: str = ""


@dataclass(frozen=True)
class Parameters:
    """The parameters in force for one unit on one day."""

    values: Mapping[str, Value]
    sources: Mapping[str, ParameterSource]

    def integer(self, key: str) -> int:
        """The whole number behind `key`."""
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{key} is no whole number")
        return value

    def boolean(self, key: str) -> bool:
        """The yes or no behind `key`."""
        value = self.values[key]
        if not isinstance(value, bool):
            raise TypeError(f"{key} is no yes or no")
        return value

    def choice(self, key: str) -> str:
        """The chosen reading behind `key`."""
        value = self.values[key]
        if not isinstance(value, str):
            raise TypeError(f"{key} is no choice")
        return value

    def source(self, key: str) -> ParameterSource:
        """Where the value of `key` comes from."""
        return self.sources[key]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all values: the version of the rules that is frozen with a closing."""
        plain = json.dumps(dict(self.values), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


@cites("notice 四(二)")
def resolve(rulebook: Rulebook, *, on: date, sector: str, amendments: Sequence[Amendment]) -> Parameters:
    """The parameters in force on the day for a unit of `sector`.

    `amendments` come from the top of the tree down, each unit's in the order of their days; the last that holds wins.
    """
    values: dict[str, Value] = {}
    sources: dict[str, ParameterSource] = {}
    for key, parameter in rulebook.parameters.items():
        chosen = value_on(parameter, on=on, sector=sector)
        values[key] = chosen.value
        sources[key] = ParameterSource(chosen.document, chosen.clause, chosen.since)
    for amendment in amendments:
        if amendment.key in values and amendment.holds(on, sector):
            clause = sources[amendment.key].clause
            values[amendment.key] = amendment.value
            sources[amendment.key] = ParameterSource(
                amendment.document, clause, amendment.since, amended_by=amendment.unit_label
            )
    return Parameters(values, sources)


def value_on(parameter: Parameter, *, on: date, sector: str) -> ParameterValue:
    """The rulebook's own value on the day: the newest for the sector, else the newest for all; before the first, the first."""
    begun = [value for value in parameter.values if value.since <= on and value.sector in {"", sector}]
    if not begun:
        return parameter.values[0]
    return max(begun, key=lambda value: (bool(value.sector), value.since))


@cites("notice 四(二)")
def check_amendment(parameter: Parameter, current: Value, proposed: Value) -> None:
    """`proposed` may stand in place of the superior's `current`, or NotAllowed with a sentence."""
    _check_shape(parameter, proposed)
    if parameter.tighten == Direction.FIXED and proposed != current:
        raise NotAllowed(f"“{parameter.label}”由上级统一规定，本级不能改。")
    if isinstance(current, bool | str) or not isinstance(proposed, int):
        return
    if parameter.tighten == Direction.HIGHER and proposed < current:
        raise NotAllowed(
            f"“{parameter.label}”只能比上级的 {parameter.shown(current)} 更高，不能改成 {parameter.shown(proposed)}。"
        )
    if parameter.tighten == Direction.LOWER and proposed > current:
        raise NotAllowed(
            f"“{parameter.label}”只能比上级的 {parameter.shown(current)} 更低，不能改成 {parameter.shown(proposed)}。"
        )


def _check_shape(parameter: Parameter, proposed: Value) -> None:
    if parameter.kind == "choice" and proposed not in parameter.choices:
        raise NotAllowed(f"“{parameter.label}”只能选：{'、'.join(parameter.choices.values())}。")
    if parameter.kind == "boolean" and not isinstance(proposed, bool):
        raise NotAllowed(f"“{parameter.label}”只能选“是”或“否”。")
    if parameter.kind == "integer":
        if isinstance(proposed, bool) or not isinstance(proposed, int):
            raise NotAllowed(f"“{parameter.label}”请填整数。")
        if (
            not (parameter.least or 0)
            <= proposed
            <= (parameter.most if parameter.most is not None else proposed)
        ):
            raise NotAllowed(f"“{parameter.label}”应在 {parameter.least or 0} 到 {parameter.most} 之间。")
