"""Ambiguous wording as named readings, and worked examples in words: the rulebook's half that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """One ambiguous wording: what it says, how it may be read, and why one reading was chosen.

    The reading in force is the value of the parameter of the same key; `options` gives each value its explanation
    (`true` and `false` for a parameter that is a yes or no).
    """

    key: str
    clause: str
    wording: str
    options: Mapping[str, str]
    why: str


@dataclass(frozen=True)
class Example:
    """One worked example: under which readings, from which facts, what comes out of which rule."""

    subject: str
    rule: str
    clause: str
    text: str
    given: Mapping[str, Any]
    then: Mapping[str, Any]
    reading: Mapping[str, Any]
