"""The answer to a question as a workbook."""

from collections.abc import Sequence

from activityday.documents.excel import Sheet, Workbook, write
from activityday.leadership.reports.questions.asking import Question, Row
from activityday.people.organisation.models import Unit

NUMBER_WIDTH = 6


def workbook_of(question: Question, rows: Sequence[Row], unit: Unit, *, name: str) -> bytes:
    """One sheet, numbered rows in the order of the page; texts stay texts whatever they begin with."""
    sheet = Sheet(
        name=name,
        title=f"{unit.name}{name}",
        subtitle=f"{question.when}，{len(rows)} 条",
        header=("序号", *(one.label for one in question.fields)),
        rows=[(number, *question.cells(row)) for number, row in enumerate(rows, start=1)],
        widths=(NUMBER_WIDTH, *(one.width for one in question.fields)),
    )
    return write(Workbook((sheet,)))
