"""What comes out of a roster workbook: plain, JSON-able shapes."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

Precision = Literal["day", "month", "year"]


class NotARoster(Exception):  # noqa: N818 -- it is an answer to a person, not a fault
    """The file as a whole cannot be read as a roster; its text is the sentence for the clerk."""

    @property
    def sentence(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the office knows it: a month without its day stands on the first of the month."""

    on: date
    precision: Precision = "day"

    @property
    def is_exact(self) -> bool:
        return self.precision == "day"

    def agrees_with(self, exact: date) -> bool:
        """May this be the same day as `exact`, given how much of it is known?"""
        if self.precision == "year":
            return self.on.year == exact.year
        if self.precision == "month":
            return (self.on.year, self.on.month) == (exact.year, exact.month)
        return self.on == exact

    def is_after(self, other: "PartialDate") -> bool:
        """Is this surely later than `other`, whatever the unknown parts are?"""
        if "year" in (self.precision, other.precision):
            return self.on.year > other.on.year
        if "month" in (self.precision, other.precision):
            return (self.on.year, self.on.month) > (other.on.year, other.on.month)
        return self.on > other.on


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row (or one cell of it) that is not taken over, and what the clerk does about it."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class RosterWarning:
    """Something taken over that a person should look at; row 0 speaks of the whole sheet."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: index from 0, Excel's letter, header text, the field it fills and how sure."""

    index: int
    letter: str
    header: str
    field: str
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as one row says it.

    Codes are those of the roster's enums: gender male/female, category full/probationary, posts as
    PostKind; an empty text or None means the workbook does not say.
    """

    sheet: str
    row: int
    unit: str
    name: str
    parent_unit: str = ""
    group: str = ""
    gender: str = ""
    ethnicity: str = ""
    identity_number: str = ""
    born_on: PartialDate | None = None
    education: str = ""
    category: str = ""
    joined_on: PartialDate | None = None
    full_on: PartialDate | None = None
    occupation: str = ""
    phone: str = ""
    landline: str = ""
    address: str = ""
    is_suspended: bool | None = None
    is_lost: bool | None = None
    lost_on: PartialDate | None = None
    is_floating: bool | None = None
    destination: str = ""
    posts: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class SheetReading:
    """One sheet: whether it was read (else why not) and how it was understood; rows as Excel numbers them.

    `passed_over` are totals, notes and signature lines: no members, and nothing wrong with them.
    """

    name: str
    skipped: str = ""
    unit: str = ""
    header_rows: list[int] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)
    members: int = 0

    @property
    def unmapped(self) -> list[Column]:
        """The columns with a header that fill no field."""
        return [column for column in self.columns if not column.field]


@dataclass(slots=True)
class RosterReading:
    """All that a workbook says, before anything is compared with the database or written."""

    filename: str
    sheets: list[SheetReading] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[RosterWarning] = field(default_factory=list)

    @property
    def units(self) -> list[str]:
        """The unit names in the order of their first member."""
        return list(dict.fromkeys(member.unit for member in self.members))

    def as_json(self) -> dict[str, Any]:
        """The whole reading as dicts, lists, texts and numbers; dates as ISO text."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
