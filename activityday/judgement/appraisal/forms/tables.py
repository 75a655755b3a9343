"""Tables with one row a member: what was typed is kept whatever happens, and what is wrong stands at its row.

Plain controls instead of a form field each: two hundred rows of four have to come up at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from activityday.judgement.appraisal.drafts import Given
from activityday.judgement.appraisal.enums import Grade, Part, Way
from activityday.judgement.appraisal.queries import PersonLine
from activityday.rules.appraisal import Marks

MOST = 9999
UNGRADED = "none"
GRADES = [("", "请选择"), *Grade.choices]
DECIDED_GRADES = [*GRADES, (UNGRADED, "不评定")]
WAYS = [("", "请选择"), *Way.choices]


@dataclass
class Cell:
    """One control: its name, its label for those who hear the page, and what stands in it."""

    name: str
    label: str
    value: str


@dataclass
class Row:
    """One member with the controls of the row, and what is wrong with it."""

    line: PersonLine
    cells: list[Cell]
    error: str = ""

    @property
    def key(self) -> UUID:
        """The row of the list."""
        return self.line.appraised.pk

    def value(self, column: int) -> str:
        """What stands in a control, trimmed."""
        return self.cells[column].value.strip()


@dataclass
class Table:
    """The rows of those whom the table is about."""

    rows: list[Row] = field(default_factory=list)

    @property
    def faulty(self) -> list[Row]:
        """The rows with something to change."""
        return [row for row in self.rows if row.error]

    def fail(self, rows: Mapping[UUID, str]) -> None:
        """Write at each row what is wrong with it; what could not be read at all stands first."""
        for row in self.rows:
            row.error = row.error or rows.get(row.key, "")


def _table(
    lines: Iterable[PersonLine],
    columns: Mapping[str, str],
    data: QueryDict | None,
    initial: Mapping[UUID, tuple[str, ...]],
) -> Table:
    empty = ("",) * len(columns)
    rows = []
    for line in lines:
        kept = initial.get(line.appraised.pk, empty)
        names = [f"{name}-{line.appraised.pk}" for name in columns]
        cells = [
            Cell(name, f"{line.appraised.name} {label}", data.get(name, "") if data is not None else value)
            for name, label, value in zip(names, columns.values(), kept, strict=True)
        ]
        rows.append(Row(line, cells))
    return Table(rows)


def self_table(lines: Iterable[PersonLine], data: QueryDict | None) -> Table:
    """The grade each full member gave themselves."""
    graded = [line for line in lines if line.is_graded]
    return _table(
        graded, {"self": "自评"}, data, {one.appraised.pk: (one.appraised.self_grade,) for one in graded}
    )


def read_self(table: Table, rest: str) -> dict[UUID, Grade | None]:
    """The grades; rows left empty take `rest` where the person at the screen said so."""
    found: dict[UUID, Grade | None] = {}
    for row in table.rows:
        value = row.value(0) or rest
        if value not in {"", *Grade.values}:
            row.error = f"{row.line.appraised.name}：请选一个等次，或者空着。"
            continue
        found[row.key] = Grade(value) if value else None
    return found


def way_table(lines: Iterable[PersonLine], data: QueryDict | None, known: Mapping[UUID, Way]) -> Table:
    """How each member on the list took part; what the roll of the activity says stands in it."""
    concerned = [line for line in lines if line.appraised.part != Part.OUT]
    initial = {
        one.appraised.pk: (one.appraised.way or known.get(one.appraised.member_id, ""),) for one in concerned
    }
    return _table(concerned, {"way": "参加方式"}, data, initial)


def read_ways(table: Table, known: Mapping[UUID, Way], rest: str) -> dict[UUID, Way]:
    """The ways; rows left empty take what the roll says, then `rest` where the person at the screen said so."""
    found = {}
    for row in table.rows:
        value = row.value(0) or known.get(row.line.appraised.member_id, "") or rest
        if value in Way.values:
            found[row.key] = Way(value)
            row.cells[0].value = str(value)
    return found


def count_table(lines: Iterable[PersonLine], data: QueryDict | None) -> Table:
    """How many ballots gave each full member which grade."""
    graded = [line for line in lines if line.is_graded]
    initial = {
        one.appraised.pk: tuple(str(number) for number in one.figures) for one in graded if one.figures
    }
    return _table(graded, dict(Grade.choices), data, initial)


def read_marks(table: Table) -> dict[UUID, Marks]:
    """The figures; a row that is wholly empty is missing, an empty figure beside others is nought."""
    found = {}
    for row in table.rows:
        texts = [cell.value.strip() for cell in row.cells]
        if not any(texts):
            continue
        wrong = [
            label
            for text, label in zip(texts, Grade.labels, strict=True)
            if text and not (text.isdecimal() and int(text) <= MOST)
        ]
        if wrong:
            row.error = f"{row.line.appraised.name}的“{'”“'.join(wrong)}”：请填整数，没有就填 0。"
            continue
        found[row.key] = Marks(*(int(text or 0) for text in texts))
    return found


def decision_table(
    lines: Iterable[PersonLine], data: QueryDict | None, before: Mapping[UUID, tuple[str, str]]
) -> Table:
    """The grade of each full member and the reason; empty at first, after a reopening as decided `before`."""
    graded = [line for line in lines if line.is_graded]
    return _table(graded, {"grade": "等次", "reason": "理由"}, data, before)


def read_grades(table: Table) -> dict[UUID, Given]:
    """The grades with their reasons; a row without a choice is missing."""
    found = {}
    for row in table.rows:
        value, reason = row.value(0), row.value(1)
        if value == UNGRADED:
            found[row.key] = Given(None, reason)
        elif value in Grade.values:
            found[row.key] = Given(Grade(value), reason)
    return found
