"""A question as data, and which rows answer it. Pure: rows in, rows out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.questions.fields import Field

Value = str | int | date | bool | None
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Condition:
    """What one field must be: `how` is equal, contains, between or is."""

    key: str
    how: str
    word: str = ""
    least: date | int | None = None
    most: date | int | None = None
    wanted: bool = False

    def holds(self, row: Row) -> bool:
        """Whether `row` answers it; an unknown value answers nothing."""
        value = row.get(self.key)
        if self.how == "is":
            return value is not None and bool(value) == self.wanted
        if self.how == "between":
            return self._is_between(value)
        text = str(value or "")
        return text == self.word if self.how == "equal" else self.word in text

    def _is_between(self, value: Value) -> bool:
        if not isinstance(value, date | int):
            return False
        above = self.least is None or value >= self.least  # type: ignore[operator]
        return above and (self.most is None or value <= self.most)  # type: ignore[operator]


@dataclass(frozen=True)
class Question:
    """What is asked: of which subject, which columns, under which conditions, as of a day or over a period."""

    subject: Subject
    fields: tuple[Field, ...]
    on: date
    first: date
    last: date
    conditions: tuple[Condition, ...] = field(default=())
    by_date: bool = False

    def answered_by(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that meet every condition, in the order they came, or by date."""
        found = [row for row in rows if all(one.holds(row) for one in self.conditions)]
        # stable: within a day the order of the tree stays
        return sorted(found, key=lambda row: str(row.get("held_on"))) if self.by_date else found

    def cells(self, row: Row) -> list[Value]:
        """What stands in the columns of one row; a date known to the month only reads as it is known."""
        return [_shown(row.get(f"{one.key}:shown", row.get(one.key))) for one in self.fields]

    @property
    def when(self) -> str:
        """As of when, or over what."""
        if self.subject == Subject.ACTIVITIES:
            return f"{self.first:%Y-%m}至{self.last:%Y-%m}"
        return f"截至{self.on:%Y-%m-%d}"


def _shown(value: Value) -> Value:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value
