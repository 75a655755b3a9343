"""Text and data as the press takes them: printable, and never more than text."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any

# What XML 1.0 and the printer cannot carry: control characters (but not tab and newline) and lone surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the reading direction round and could make a name read as another.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

WEEKDAYS = "一二三四五六日"


def text(value: str) -> str:
    """`value` with one kind of newline and without characters that cannot be printed."""
    return _TURNING.sub("", _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))


@singledispatch
def plain(value: Any) -> Any:
    """`value` (dataclasses, mappings, sequences, dates, decimals, enums) as dicts, lists, clean text and
    numbers. Dates become 2026年12月7日, times 14:30, instants both (in the zone they carry: the caller
    converts), enums their label. Raises `TypeError` for anything else."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"the press cannot print a {type(value).__name__}")


@plain.register(type(None))
@plain.register(bool)
@plain.register(int)
@plain.register(float)
def _number(value: float | None) -> float | None:
    return value


@plain.register
def _enum(value: Enum) -> Any:
    return plain(str(getattr(value, "label", value.value)))


@plain.register
def _string(value: str) -> str:
    return str(getattr(value, "label", text(value)))


@plain.register
def _date(value: date) -> str:
    return day(value)


@plain.register
def _instant(value: datetime) -> str:
    return f"{day(value)} {value:%H:%M}"


@plain.register
def _time(value: time) -> str:
    return f"{value:%H:%M}"


@plain.register
def _decimal(value: Decimal) -> str:
    return f"{value:f}"


@plain.register(dict)
@plain.register(Mapping)
def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {text(str(key)): plain(inner) for key, inner in value.items()}


@plain.register(list)
@plain.register(tuple)
def _sequence(value: Any) -> list[Any]:
    return [plain(inner) for inner in value]


def as_json(value: Any) -> str:
    """`plain(value)` as JSON text."""
    return json.dumps(plain(value), ensure_ascii=False)


def day(value: date) -> str:
    """2026年12月7日: no leading zeros, as official papers write it."""
    return f"{value.year}年{value.month}月{value.day}日"


def weekday(value: date) -> str:
    """星期一 … 星期日."""
    return f"星期{WEEKDAYS[value.weekday()]}"
