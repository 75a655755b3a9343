"""The pages of a half-year: what is missing and why, one signature, one receipt, and the papers."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pypdf
import pytest
import time_machine
from django.test import Client
from docx import Document

from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.models import HalfYearReport
from tests.conftest import Town, instant

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Send = Callable[..., HalfYearReport]
HALF = "/units/xingtang/half-years/2026/1/"
BOARD = "/units/fenggang/half-years/2026/"
TYPED = {"problems": "外出党员多\n\n· 会场小", "measures": "", "secretary_name": "王秀兰"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(instant("2026-07-06 09:00"), tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


def words_of_pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages).replace("\u200b", "")


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("post", "page", "send"),
    [
        ("secretary", 200, 302),
        ("recorder", 200, 404),
        ("clerk", 200, 404),
        ("county_officer", 200, 404),
        ("leader", 200, 404),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_whoever_may_see_the_branch_reads_it_and_only_its_secretary_sends(
    whole_half: list[Closing], client_of: SignIn, post: str, page: int, send: int
) -> None:
    client = client_of(post)
    assert client.get(HALF).status_code == page
    assert client.post(HALF, TYPED).status_code == send
    assert HalfYearReport.objects.count() == (send == 302)


def test_the_page_says_that_all_is_there_and_has_one_next_action(
    whole_half: list[Closing], client_of: SignIn
) -> None:
    page = text(client_of("secretary").get(HALF))
    assert "都核对过了，可以报送" in page
    assert "提交给枫港镇党委" in page
    assert page.count("button-main") == 1
    assert "1月：1月缺凳子" in page
    assert "缺项说明" not in page


def test_what_was_typed_is_not_lost_when_a_reason_is_missing(
    town: Town, client_of: SignIn, whole_half: list[Closing]
) -> None:
    response = client_of("other_secretary").post(
        "/units/liudi/half-years/2026/1/", {**TYPED, "problems": "全村抗洪", "gaps_reason": ""}
    )
    assert response.status_code == 422
    assert "确实补不齐的，写明原因再报送" in text(response)
    assert "全村抗洪" in text(response)
    assert not HalfYearReport.objects.exists()


def test_what_is_sent_is_bulleted_received_and_printed(
    town: Town, client_of: SignIn, whole_half: list[Closing]
) -> None:
    sent = client_of("secretary").post(HALF, TYPED, follow=True)
    assert "已报送枫港镇党委，等对方收到。" in text(sent)
    report = HalfYearReport.objects.get()
    assert report.problems == "外出党员多\n会场小"

    clerk = client_of("clerk")
    assert "看报送的内容" in text(clerk.get(f"/units/fenggang/filings/{report.pk}/"))
    page = clerk.get(f"/units/fenggang/filings/{report.pk}/half-year/", follow=True)
    assert "收到或退回" in text(page)
    clerk.post(f"/units/fenggang/filings/{report.pk}/answer/", {"step": "approve", "note": ""})
    version = text(client_of("secretary").get(f"{HALF}1/"))
    assert "已收到" in version
    pdf = words_of_pdf(client_of("secretary").get(f"{HALF}1.pdf").content)
    assert "中共枫港镇委员会党建办小陈2026年7月6日收到" in pdf
    for expected in ("第1版", "98.6%：71÷72", "外出党员多", "王秀兰", report.audit_code[:4].upper()):
        assert expected in pdf
    receipt = words_of_pdf(
        client_of("secretary").get(f"/units/xingtang/filings/{report.pk}/form.pdf").content
    )
    assert "半年开展情况报备回执" in receipt


def test_the_three_papers_say_the_same(client_of: SignIn, whole_half: list[Closing]) -> None:
    client = client_of("secretary")
    pdf = words_of_pdf(client.get(f"{HALF}0.pdf").content)
    word = words_of_docx(client.get(f"{HALF}0.docx").content)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{HALF}0.xlsx").content))
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "6月"]
    assert rows[0][4:11] == (12, 11, 0, 0, 1, "91.6%", "已归档")
    for expected in ("6月1日", "91.6%"):
        assert expected in pdf
        assert expected in word
    assert "草稿" in pdf


def test_a_sum_is_printed_by_branch(town: Town, client_of: SignIn, whole_half: list[Closing]) -> None:
    client = client_of("clerk")
    assert "汇总签名，报示例县委" in text(client.get("/units/fenggang/half-years/2026/1/"))
    book = openpyxl.load_workbook(BytesIO(client.get("/units/fenggang/half-years/2026/1/0.xlsx").content))
    names = [row[1] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)]
    assert names == ["兴塘村", "柳堤村"]
    assert "柳堤村" in words_of_pdf(client.get("/units/fenggang/half-years/2026/1/0.pdf").content)


def test_a_return_is_shown_with_its_reason_and_the_form_to_send_again(
    town: Town, client_of: SignIn, whole_half: list[Closing], send_half: Send
) -> None:
    report = send_half(town.village)
    page = text(client_of("secretary").get(HALF))
    assert "已经报送，等枫港镇党委收到" in page
    assert "提交给枫港镇党委" not in page
    data = {"step": "refuse", "note": "请写明五月为什么少两人"}
    client_of("clerk").post(f"/units/fenggang/filings/{report.pk}/answer/", data)
    page = text(client_of("secretary").get(HALF))
    assert "退回了第 1 版：请写明五月为什么少两人" in page
    assert "提交给枫港镇党委" in page


def test_a_change_after_sending_is_said(
    town: Town, client_of: SignIn, whole_half: list[Closing], send_half: Send
) -> None:
    send_half(town.village)
    assert "报送以后记录又有改动" not in text(client_of("secretary").get(HALF))
    client_of("clerk").post("/units/xingtang/2026/6/reopen/", {"reason": "漏记一人"})
    assert "报送以后记录又有改动" in text(client_of("secretary").get(HALF))


def test_before_the_last_day_the_page_says_when(client_of: SignIn, whole_half: list[Closing]) -> None:
    page = text(client_of("secretary").get("/units/xingtang/half-years/2026/2/"))
    assert "还不到报送的时候" in page
    assert "提交给枫港镇党委" not in page
    assert page.count("还没有到") == 6


def test_the_board_is_in_the_order_of_the_tree_with_a_word_in_each_cell(
    town: Town, client_of: SignIn, whole_half: list[Closing], send_half: Send
) -> None:
    send_half(town.village)
    page = text(client_of("clerk").get(BOARD))
    assert (
        page.index("枫港镇党委2026年上半年")
        < page.index("兴塘村2026年上半年")
        < page.index("柳堤村2026年上半年")
    )
    assert "已报待收 1，" in page or "快到期 2，已报待收 1" in page
    assert "存证码" in page
    assert client_of("secretary").get(BOARD).status_code == 404
    assert client_of("secretary").get("/units/xingtang/half-years/2026/").status_code == 200
    assert client_of("group_leader").get("/units/xingtang-1/half-years/2026/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/units/xingtang/half-years/2016/1/",
        "/units/xingtang/half-years/2026/3/",
        "/units/xingtang/half-years/2026/0/",
        "/units/xingtang/half-years/2026/1/7/",
        "/units/xingtang/half-years/2026/1/7.pdf",
        "/units/xingtang/half-years/1999/",
        "/units/county/half-years/2026/1/",
    ],
)
def test_a_half_year_that_does_not_exist_is_not_found(town: Town, client_of: SignIn, address: str) -> None:
    assert client_of("county_officer").get(address).status_code == 404


def test_an_empty_town_says_what_will_be_here(town: Town, client_of: SignIn) -> None:
    page = text(client_of("secretary").get("/units/xingtang/half-years/2026/"))
    assert "启用以前" in page
    assert "应开展 0 次" in text(client_of("secretary").get(HALF))
