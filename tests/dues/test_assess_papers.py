"""The table and the workbook as they are fetched: without bases, and with them only when asked for and logged."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from activityday.audit.models import Entry as LogEntry
from activityday.people.roster.models import Member
from tests.conftest import Town
from tests.documents.looking import words
from tests.dues.cast import AT, FARMER, assess, logged, wage

PAGE = "/units/xingtang/dues/assess/2026/"


@pytest.fixture(autouse=True)
def a_day_in_december() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three members of 兴塘村; the first is assessed with a base, the third not yet."""
    made = make_members(town.village, 3)
    assess(town.village, {made[0]: wage(), made[1]: FARMER})
    return made


@pytest.fixture(params=["secretary", "clerk"])
def reader(request: pytest.FixtureRequest, client_of: Callable[[str], Client]) -> Client:
    return client_of(request.param)


def printed(content: bytes) -> str:
    return "".join(words(content))


def cells(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return str([[cell.value for cell in row] for row in book.active.iter_rows()])


def test_the_paper_has_everybody_and_no_base(reader: Client, members: list[Member]) -> None:
    answer = reader.get(f"{PAGE}table.pdf")
    seen = printed(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert all(name in seen for name in ("示例001", "示例002", "示例003", "98.15"))
    assert "6543" not in seen
    assert not LogEntry.objects.filter(action="dues.bases_read").exists()


def test_the_workbook_has_no_base(reader: Client, members: list[Member]) -> None:
    answer = reader.get(f"{PAGE}table.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="dues-xingtang-2026.xlsx"'
    assert "98.15" in cells(answer.content)
    assert "6543" not in cells(answer.content)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_with_bases_it_is_fetched_on_purpose_and_logged(
    kind: str, reader: Client, members: list[Member]
) -> None:
    assert reader.get(f"{PAGE}with-bases/").status_code == 405
    answer = reader.post(f"{PAGE}with-bases/", {"as": kind})
    assert "6543.21" in (printed(answer.content) if kind == "pdf" else cells(answer.content))
    assert "no-store" in answer["Cache-Control"]
    look = LogEntry.objects.get(action="dues.bases_read")
    assert look.changes == '{"members": 3, "on_paper": true, "year": 2026}'
    assert logged("6543") == []
