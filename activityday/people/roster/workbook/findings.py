"""Collects what is refused and what is remarked, each at its sheet, row and column."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from activityday.people.roster.workbook.cells import Read, Unreadable
from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.headers import Header
from activityday.people.roster.workbook.shapes import Refusal, RosterWarning

T = TypeVar("T")


@dataclass(slots=True)
class Findings:
    """Everything said about the rows of a workbook, in the order it was met."""

    refused: list[Refusal] = field(default_factory=list)
    warnings: list[RosterWarning] = field(default_factory=list)


@dataclass(slots=True)
class Spot:
    """One row under reading; `row` is Excel's own number."""

    sheet: str
    row: int
    header: Header
    findings: Findings
    is_refused: bool = False

    def refuse(self, wanted: Field, reason: str) -> None:
        self.refuse_at(self.header.label(wanted), reason)

    def refuse_at(self, column: str, reason: str) -> None:
        self.is_refused = True
        self.findings.refused.append(Refusal(self.sheet, self.row, column, reason))

    def warn(self, wanted: Field, reason: str) -> None:
        self.findings.warnings.append(RosterWarning(self.sheet, self.row, self.header.label(wanted), reason))

    def take(self, wanted: Field, read: Callable[[], Read[T]], otherwise: T) -> T:
        """The value that `read` finds; its remarks become warnings, Unreadable becomes a refusal."""
        try:
            found = read()
        except Unreadable as refusal:
            self.refuse(wanted, str(refusal))
            return otherwise
        for remark in found.remarks:
            self.warn(wanted, remark)
        return found.value
