"""Numbers of the rules as dated values, and how the levels of the tree may change them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from activityday.rules.clauses import cites
from activityday.rules.readings import Reading

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
    note: str = ""

    @property
    def kind(self) -> str:
        """`boolean`, `choice` or `integer`."""
        if isinstance(self.values[0].value, bool):
            return "boolean"
        return "choice" if isinstance(self.values[0].value, str) else "integer"

    def shown(self, value: Value) -> str:
        """`value` as people read it: with its unit, as 是/否, or as the words of the choice."""
        if isinstance(value, bool):
            return "是" if value else "否"
        return self.choices.get(str(value), f"{value}{self.unit}")


@dataclass(frozen=True)
class Rulebook:
    """All clauses, parameters and named readings, each by its id or key."""

    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]
    readings: Mapping[str, Reading] = field(default_factory=dict)


@dataclass(frozen=True)
class Amendment:
    """A parameter set differently by a unit, from a day to a day or further notice.

    `unit_path` tells units of the same short name apart, where a general branch and its branch share one.
    """

    key: str
    value: Value
    since: date
    until: date | None
    document: str
    unit_label: str
    sector: str = ""
    unit_path: str = ""

    @property
    def weight(self) -> tuple[bool, date]:
        """What decides between two amendments of one unit: for the sector first, then the newer."""
        return bool(self.sector), self.since

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

    `amendments` come from the top of the tree down. What a unit amended for the sector stands before what it amended
    for all, the newer before the older; the unit below stands before the one above, but never beyond what the
    parameter lets it: a floor that the county raises later lifts every town that is under it.
    """
    values: dict[str, Value] = {}
    sources: dict[str, ParameterSource] = {}
    for key, parameter in rulebook.parameters.items():
        chosen = value_on(parameter, on=on, sector=sector)
        values[key] = chosen.value
        sources[key] = ParameterSource(chosen.document, chosen.clause, chosen.since)
    for _, group in groupby(amendments, key=lambda amendment: (amendment.unit_path, amendment.unit_label)):
        standing: dict[str, Amendment] = {}
        for amendment in group:
            before = standing.get(amendment.key)
            if amendment.holds(on, sector) and (before is None or amendment.weight >= before.weight):
                standing[amendment.key] = amendment
        for key in standing.keys() & values.keys():
            amendment = standing[key]
            if may_stand(rulebook.parameters[key], values[key], amendment.value):
                values[key] = amendment.value
                sources[key] = ParameterSource(
                    amendment.document, sources[key].clause, amendment.since, amended_by=amendment.unit_label
                )
    return Parameters(values, sources)


def may_stand(parameter: Parameter, current: Value, proposed: Value) -> bool:
    """Whether a lower unit's `proposed` holds beside its superior's `current`."""
    if parameter.tighten == Direction.FREE or proposed == current:
        return True
    if isinstance(current, bool | str) or isinstance(proposed, bool | str):
        return False
    higher, lower = parameter.tighten == Direction.HIGHER, parameter.tighten == Direction.LOWER
    return (higher and proposed > current) or (lower and proposed < current)


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
    if may_stand(parameter, current, proposed):
        return
    if isinstance(current, bool | str) or parameter.tighten == Direction.FIXED:
        raise NotAllowed(f"“{parameter.label}”由上级统一规定，本级不能改。")
    word = "高" if parameter.tighten == Direction.HIGHER else "低"
    raise NotAllowed(
        f"“{parameter.label}”只能比上级的 {parameter.shown(current)} 更{word}，不能改成 {parameter.shown(proposed)}。"
    )


def _check_shape(parameter: Parameter, proposed: Value) -> None:
    if parameter.kind == "boolean":
        if not isinstance(proposed, bool):
            raise NotAllowed(f"“{parameter.label}”只能选“是”或“否”。")
        return
    if parameter.kind == "integer" and (isinstance(proposed, bool) or not isinstance(proposed, int)):
        raise NotAllowed(f"“{parameter.label}”请填整数。")
    if parameter.choices:
        if str(proposed) not in parameter.choices:
            raise NotAllowed(f"“{parameter.label}”只能选：{'、'.join(parameter.choices.values())}。")
        return
    _check_range(parameter, int(proposed))


def _check_range(parameter: Parameter, proposed: int) -> None:
    if proposed < (parameter.least or 0):
        raise NotAllowed(f"“{parameter.label}”最少是 {parameter.shown(parameter.least or 0)}。")
    if parameter.most is not None and proposed > parameter.most:
        raise NotAllowed(f"“{parameter.label}”最多是 {parameter.shown(parameter.most)}。")
