"""Workbooks built for the tests of the roster."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from stdnum.cn import ric

from activityday.people.roster.actions import imports
from activityday.people.roster.models import RosterImport
from tests.conftest import Town, instant

HEADER = ("姓名", "性别", "身份证号", "所在党支部", "入党时间", "转正时间", "手机", "备注")
TODAY = date(2026, 11, 10)
NOW = instant("2026-11-10 09:00")


def identity(number: int, born: date = date(1960, 5, 1)) -> str:
    """A valid invented number: the region of no real place, the running number at its end."""
    stem = f"430999{born:%Y%m%d}{number:03}"
    return stem + ric.calc_check_digit(stem + "0")


def row(number: int, name: str, branch: str = "柳堤村党支部", **cells: str) -> tuple[str, ...]:
    values = {
        "姓名": name,
        "性别": "男",
        "身份证号": identity(number),
        "所在党支部": branch,
        "入党时间": "1986.07.01",
        "转正时间": "1987.07.01",
        "手机": f"1380000{number:04}",
        "备注": "",
        **cells,
    }
    return tuple(values[column] for column in HEADER)


def workbook(
    rows: Iterable[Sequence[object]], header: Sequence[str] = HEADER, title: str = "党员花名册"
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append([title])
    sheet.append(list(header))
    for values in rows:
        sheet.append(list(values))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


@pytest.fixture
def bring_in(town: Town) -> Callable[..., RosterImport]:
    """Receive, read and (unless told not to) write a workbook for the town, as its clerk."""

    def bring(data: bytes, *, write: bool = True, create: bool = False, unit: object = None) -> RosterImport:
        clerk = town.users["clerk"]
        roster = imports.receive(
            unit=unit or town.committee, filename="花名册.xlsx", data=data, by=clerk, at=NOW
        )
        if create:
            imports.remap(roster=roster, columns={}, create_units=True, sectors={}, on=None)
        imports.read(roster=roster, at=NOW, progress=silent)
        roster.refresh_from_db()
        if write:
            imports.claim_writing(roster=roster, at=NOW, interrupted=False)
            imports.write(roster=roster, by=clerk, at=NOW, progress=silent)
            roster.refresh_from_db()
        return roster

    return bring
