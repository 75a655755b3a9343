"""What the components are given: small records a view builds. Anything with the same names serves as well."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One word of a row of links."""

    label: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Step:
    """One of the steps in a line; `state` is done, current, todo or blocked."""

    number: int
    label: str
    detail: str = ""
    state: str = "todo"
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure, the names behind it at `url`, its denominator or condition in `note`."""

    label: str
    value: object
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the large radio buttons; `tone` is ok, info, wait or bad."""

    value: str
    label: str
    tone: str = "ok"


@dataclass(frozen=True)
class Why:
    """A finding taken apart: the facts, the rule and its clause, the arithmetic."""

    facts: Sequence[str]
    rule: str
    clause: str
    arithmetic: str
