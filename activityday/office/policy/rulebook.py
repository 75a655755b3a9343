"""Reads the rulebook's files; the only place that does. A mistake in a file is named by file and key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from activityday.rules.calendar import WorkCalendar
from activityday.rules.dues import Band, DuesClass, Tariff
from activityday.rules.meetings import Duty, Every, Of, Where
from activityday.rules.parameters import Clause, Direction, Parameter, ParameterValue, Rulebook
from activityday.rules.point_table import Table
from activityday.rules.point_table_reading import TableError, parse_table
from activityday.rules.readings import Example, Reading
from activityday.rules.voting import Base, Body, Threshold, Who


class RulebookError(ValueError):
    """A file of the rulebook that cannot be read as one."""


@dataclass(frozen=True)
class HolidayYear:
    """One year's official arrangement: the notice, the documents that changed it later, and its days as they stand."""

    year: int
    document: str
    issued_on: date | None
    days_off: Mapping[date, str]
    make_up_workdays: Mapping[date, str]
    title: str = ""
    document_verified: bool = True
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class InspectionItem:
    """One thing an inspection looks at: its short title, its clause, and what to look at on the spot."""

    key: str
    title: str
    clause: str
    look_at: str


@dataclass(frozen=True)
class Feature:
    """One feature activity of the notice: its label, which kind of service it belongs to, who usually does it."""

    key: str
    label: str
    kind: str
    sectors: tuple[str, ...]


def load(folder: Path) -> Rulebook:
    """All clauses, parameters and readings below `folder`. Raises RulebookError naming file and key."""
    clauses = {
        key: Clause(
            key, **_checked(entry, folder / "clauses.toml", key, {"document", "text", "carried_out_by"})
        )
        for key, entry in _read(folder / "clauses.toml").items()
    }
    parameters: dict[str, Parameter] = {}
    for path in sorted((folder / "parameters").glob("*.toml")):
        for key, entry in _read(path).items():
            parameters[key] = _parameter(key, entry, path, clauses)
    path = folder / "readings.toml"
    readings = {key: _reading(key, entry, path, clauses, parameters) for key, entry in _read(path).items()}
    return Rulebook(clauses, parameters, readings)


def load_examples(folder: Path) -> tuple[Example, ...]:
    """The worked examples, in the order of the files; each names its rule, its facts and what comes out."""
    return tuple(
        _example(entry, path, number)
        for path in sorted((folder / "examples").glob("*.toml"))
        for number, entry in enumerate(_read(path).get("example", []), start=1)
    )


def load_tariffs(folder: Path) -> tuple[Tariff, ...]:
    """The bands and rates of dues, in the order of the file."""
    path = folder / "tariffs.toml"
    return tuple(_tariff(entry, path, number) for number, entry in enumerate(_read(path)["tariff"], start=1))


def load_points(folder: Path) -> Table:
    """The table of points. Raises RulebookError naming the row."""
    path = folder / "points.toml"
    try:
        return parse_table(_read(path), clauses=set(_read(folder / "clauses.toml")))
    except TableError as error:
        raise RulebookError(f"规则手册的文件 {path.name} 里{error}") from error


def load_inspection(folder: Path, clauses: Mapping[str, Clause]) -> tuple[InspectionItem, ...]:
    """What an inspection looks at, in the order of the file. Raises RulebookError for an unknown clause or a key twice."""
    path = folder / "inspection.toml"
    needed = {"key", "title", "clause", "look_at"}
    entries = [
        _checked(entry, path, f"第 {number} 条", needed)
        for number, entry in enumerate(_read(path).get("item", []), start=1)
    ]
    items = {entry["key"]: InspectionItem(**{name: entry[name] for name in needed}) for entry in entries}
    unknown = {item.clause for item in items.values()} - set(clauses)
    if unknown or len(items) != len(entries):
        raise RulebookError(
            f"规则手册的文件 {path.name} 里有重复的 key，或引用了没有的条款：{'、'.join(sorted(unknown))}。"
        )
    return tuple(items.values())


def load_features(folder: Path) -> tuple[Feature, ...]:
    """The feature activities, in the order of the file. Raises RulebookError for a missing word or a key twice."""
    path = folder / "service.toml"
    needed = {"key", "label", "kind", "sectors"}
    entries = [
        _checked(entry, path, f"第 {number} 项", needed)
        for number, entry in enumerate(_read(path).get("feature", []), start=1)
    ]
    features = {
        entry["key"]: Feature(entry["key"], entry["label"], entry["kind"], tuple(entry["sectors"]))
        for entry in entries
    }
    if len(features) != len(entries):
        raise RulebookError(f"规则手册的文件 {path.name} 里有重复的 key。")
    return tuple(features.values())


def load_bodies(folder: Path) -> tuple[Body, ...]:
    """The bodies that vote and their rules, in the order of the file."""
    path = folder / "bodies.toml"
    return tuple(_body(entry, path, number) for number, entry in enumerate(_read(path)["body"], start=1))


def load_duties(folder: Path) -> tuple[Duty, ...]:
    """The meetings a branch owes 三会一课, in the order of the file. Raises RulebookError naming the entry."""
    path = folder / "meetings.toml"
    return tuple(_duty(entry, path, number) for number, entry in enumerate(_read(path)["duty"], start=1))


def load_holidays(folder: Path) -> dict[int, HolidayYear]:
    """The official years of the rulebook."""
    files = sorted((folder / "holidays").glob("[0-9]*.toml"))
    return {year.year: year for year in map(_holiday_year, files)}


def load_provisional(folder: Path) -> dict[date, str]:
    """The statutory holidays of years whose notice is not published yet."""
    return {
        day: entry["name"]
        for entry in _read(folder / "holidays" / "provisional.toml")["holiday"]
        for day in entry["days_off"]
    }


def calendar_of(years: Mapping[int, HolidayYear], provisional: Mapping[date, str]) -> WorkCalendar:
    """One calendar of all official years, with the statutory days of the others."""
    days_off = {day: name for day, name in provisional.items() if day.year not in years}
    made_up: set[date] = set()
    for year in years.values():
        days_off.update(year.days_off)
        made_up.update(year.make_up_workdays)
    return WorkCalendar(days_off, frozenset(made_up), frozenset(years))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RulebookError(f"规则手册的文件 {path.name} 读不了：{error}") from error


def _checked(entry: dict[str, Any], path: Path, key: str, needed: set[str]) -> dict[str, Any]:
    missing = needed - set(entry)
    if missing:
        raise RulebookError(f"规则手册的文件 {path.name} 里“{key}”缺少 {'、'.join(sorted(missing))}。")
    return entry


def _parameter(key: str, entry: dict[str, Any], path: Path, clauses: Mapping[str, Clause]) -> Parameter:
    _checked(entry, path, key, {"label", "unit", "tighten", "values"})
    try:
        values = tuple(ParameterValue(**value) for value in entry["values"])
        tighten = Direction(entry["tighten"])
    except (TypeError, ValueError) as error:
        raise RulebookError(
            f"规则手册的文件 {path.name} 里“{key}”的 values 或 tighten 写得不对：{error}"
        ) from error
    unknown = {value.clause for value in values} - set(clauses)
    if unknown or not values:
        raise RulebookError(
            f"规则手册的文件 {path.name} 里“{key}”没有值，或引用了没有的条款：{'、'.join(sorted(unknown))}。"
        )
    return Parameter(
        key=key,
        label=entry["label"],
        subject=path.stem,
        unit=entry["unit"],
        tighten=tighten,
        values=values,
        choices=entry.get("choices", {}),
        least=entry.get("least"),
        most=entry.get("most"),
        note=entry.get("note", ""),
    )


def _reading(
    key: str,
    entry: dict[str, Any],
    path: Path,
    clauses: Mapping[str, Clause],
    parameters: Mapping[str, Parameter],
) -> Reading:
    _checked(entry, path, key, {"clause", "wording", "options", "why"})
    if key not in parameters or entry["clause"] not in clauses:
        raise RulebookError(f"规则手册的文件 {path.name} 里“{key}”没有同名的参数，或引用了没有的条款。")
    return Reading(key, entry["clause"], entry["wording"], entry["options"], entry["why"])


def _example(entry: dict[str, Any], path: Path, number: int) -> Example:
    _checked(entry, path, f"第 {number} 个算例", {"rule", "clause", "text", "given", "then"})
    return Example(
        subject=path.stem,
        rule=entry["rule"],
        clause=entry["clause"],
        text=entry["text"],
        given=entry["given"],
        then=entry["then"],
        reading=entry.get("reading", {}),
    )


def _tariff(entry: dict[str, Any], path: Path, number: int) -> Tariff:
    name = f"第 {number} 张费率表"
    _checked(entry, path, name, {"classes", "since", "clause", "document", "bands"})
    try:
        bands = tuple(
            Band(Decimal(band["up_to"]) if "up_to" in band else None, Decimal(band["percent"]))
            for band in entry["bands"]
        )
        classes = tuple(DuesClass(name) for name in entry["classes"])
    except (KeyError, ValueError, InvalidOperation) as error:
        raise RulebookError(f"规则手册的文件 {path.name} 里{name}写得不对：{error}") from error
    return Tariff(classes, entry["since"], entry["clause"], entry["document"], bands)


def _body(entry: dict[str, Any], path: Path, number: int) -> Body:
    name = f"第 {number} 个会议"
    _checked(entry, path, name, {"key", "label", "who", "members", "quorum", "majority", "document", "since"})
    rest = {key: value for key, value in entry.items() if key not in {"who", "quorum", "majority"}}
    try:
        return Body(
            who=Who(entry["who"]),
            quorum=_threshold(entry["quorum"]),
            majority=_threshold(entry["majority"]),
            quorum_clause=entry["quorum"]["clause"],
            majority_clause=entry["majority"]["clause"],
            **rest,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RulebookError(f"规则手册的文件 {path.name} 里{name}写得不对：{error}") from error


def _duty(entry: dict[str, Any], path: Path, number: int) -> Duty:
    name = f"第 {number} 种会"
    _checked(
        entry, path, name, {"key", "label", "every", "of", "where", "parameter", "clause", "forms", "plenary"}
    )
    try:
        return Duty(
            key=entry["key"],
            label=entry["label"],
            every=Every(entry["every"]),
            of=Of(entry["of"]),
            where=Where(entry["where"]),
            parameter=entry["parameter"],
            clause=entry["clause"],
            forms=frozenset(entry["forms"]),
            plenary=frozenset(entry["plenary"]),
        )
    except (TypeError, ValueError) as error:
        raise RulebookError(f"规则手册的文件 {path.name} 里{name}写得不对：{error}") from error


def _threshold(entry: dict[str, Any]) -> Threshold:
    return Threshold(Fraction(entry["share"]), bool(entry["or_equal"]), Base(entry["of"]))


def _holiday_year(path: Path) -> HolidayYear:
    content = _checked(_read(path), path, path.stem, {"year", "document", "issued_on", "holiday"})
    off = {day: entry["name"] for entry in content["holiday"] for day in entry["days_off"]}
    made_up = {
        day: entry["name"] for entry in content["holiday"] for day in entry.get("make_up_workdays", [])
    }
    return HolidayYear(
        year=content["year"],
        document=content["document"],
        issued_on=content["issued_on"],
        days_off=off,
        make_up_workdays=made_up,
        title=content.get("title", ""),
        document_verified=content.get("document_verified", True),
        amended_by=tuple(entry["document"] for entry in content.get("amended_by", [])),
    )
