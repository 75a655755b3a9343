"""What goes into the cabinet says what was frozen, also years later, and opens in the programs people have."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from activityday.judgement.closing.models import Closing
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> Closing:
    return close_month(town.village, 11, {twelve[0]: "缺", twelve[1]: "其"}, twelve)


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *foot])


def words_of_pdf(content: bytes) -> str:
    return (
        "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
        .replace(" ", "")
        .replace("\n", "")
    )


@pytest.mark.parametrize("paper", ["record", "minutes"])
def test_the_record_and_the_minutes_say_the_frozen_facts(
    paper: str, closed: Closing, client_of: Callable[[str], Client]
) -> None:
    client = client_of("secretary")
    twelve_members = Member.objects.filter(name="示例003")
    twelve_members.update(name="改了名")
    for ending, words_of in (("docx", words_of_docx), ("pdf", words_of_pdf)):
        answer = client.get(f"/units/xingtang/2026/11/{paper}.{ending}")
        assert answer.status_code == 200
        words = words_of(answer.content)
        for expected in ("示例003", "学了文件", "王秀兰", "刘小燕"):
            assert expected in words, (ending, expected)
        assert "改了名" not in words


def test_the_record_names_the_absent_the_other_means_and_the_rates(
    closed: Closing, client_of: Callable[[str], Client]
) -> None:
    words = words_of_docx(client_of("secretary").get("/units/xingtang/2026/11/record.docx").content)
    for expected in ("示例001", "示例002（视频）", "91.6%", "11÷12", closed.audit_code[:4].upper()):
        assert expected in words


def test_nothing_is_printed_of_a_month_that_is_not_closed(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    for name in ("record.pdf", "record.docx", "minutes.pdf", "minutes.docx"):
        assert client_of("secretary").get(f"/units/xingtang/2026/11/{name}").status_code == 404


def test_the_ledger_shows_the_same_signs_on_the_page_in_the_workbook_and_on_paper(
    closed: Closing, client_of: Callable[[str], Client]
) -> None:
    client = client_of("secretary")
    page = client.get("/units/xingtang/ledger/2026/").content.decode()
    assert page.count("<td>√</td>") == 10
    book = openpyxl.load_workbook(BytesIO(client.get("/units/xingtang/ledger/2026.xlsx").content))
    rows = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True) if row[1]}
    assert ("缺" in rows["示例001"], "○" in rows["示例002"], "√" in rows["示例003"]) == (True, True, True)
    assert len(book.worksheets) == 2
    words = words_of_pdf(client.get("/units/xingtang/ledger/2026.pdf").content)
    assert "示例012" in words


def test_an_empty_year_says_what_will_be_here(town: Town, client_of: Callable[[str], Client]) -> None:
    client = client_of("secretary")
    assert "这一年还没有归档的活动" in client.get("/units/xingtang/ledger/2025/").content.decode()
    assert client.get("/units/xingtang/ledger/2025.pdf").status_code == 200
    assert client.get("/units/xingtang/ledger/1900/").status_code == 404
    assert "上一年" not in client.get("/units/xingtang/ledger/2017/").content.decode()


def test_the_ledger_asks_as_often_for_many_members_as_for_few(
    town: Town,
    make_members: Callable[..., list[Member]],
    close_month: Callable[..., Closing],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    client, asked, members = client_of("secretary"), [], []
    for month, number in ((9, 3), (10, 60)):
        members += make_members(town.village, number, prefix=f"第{month}批")
        close_month(town.village, month, {}, members)
        client.get("/units/xingtang/ledger/2026/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/units/xingtang/ledger/2026/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[1] <= 14
