"""The papers in a browser: who may print what, what a print leaves behind, and that each is a PDF."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from activityday.audit.queries import history_of
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.paper.models import Sheet
from activityday.people.roster.models import Member
from tests.activity.conftest import MONTH
from tests.conftest import Town

ClientOf = Callable[[str], Client]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
PDFS = ("sign-in-sheet.pdf", "sign-in-sheet.pdf?large=1", "call-list.pdf", "notice.pdf", "agenda.pdf")


@pytest.fixture(autouse=True)
def today(in_november: None) -> None:
    """23 November."""


@pytest.mark.parametrize("name", PDFS)
def test_each_paper_is_one_pdf_of_a4(
    town: Town, members: list[Member], client_of: ClientOf, name: str
) -> None:
    response = client_of("secretary").get(f"{MONTH}{name}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "private, no-store"
    reader = PdfReader(BytesIO(response.content))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("secretary", [200, 200, 200, 200]),
        ("recorder", [200, 200, 200, 200]),
        ("clerk", [200, 200, 200, 200]),
        ("leader", [200, 404, 404, 200]),
        ("county_officer", [200, 404, 404, 200]),
        ("other_secretary", [404, 404, 404, 404]),
        ("operator", [404, 404, 404, 404]),
    ],
)
def test_names_are_printed_only_by_those_who_may_see_the_roster(
    town: Town, members: list[Member], client_of: ClientOf, post: str, status: list[int]
) -> None:
    client = client_of(post)
    pages = ("papers/", "sign-in-sheet.pdf", "call-list.pdf", "notice.pdf")
    assert [client.get(f"{MONTH}{page}").status_code for page in pages] == status


def test_looking_at_what_can_be_printed_leaves_nothing(
    town: Town, members: list[Member], client_of: ClientOf
) -> None:
    client = client_of("secretary")
    client.get(f"{MONTH}papers/")
    with CaptureQueriesContext(connection) as seen:
        for page in ("papers/", "notice.pdf", "agenda.pdf"):
            assert client.get(f"{MONTH}{page}").status_code == 200
    assert [query["sql"] for query in seen if query["sql"].startswith(WRITES)] == []


def test_a_sheet_printed_twice_is_kept_once(town: Town, members: list[Member], client_of: ClientOf) -> None:
    client = client_of("recorder")
    first, again = (client.get(f"{MONTH}sign-in-sheet.pdf").content for _ in range(2))
    assert first == again
    sheet = Sheet.objects.get()
    assert sheet.code in client.get(f"{MONTH}papers/").content.decode()
    assert sheet.printed_by == "记录员小刘（recorder）"


def test_numbers_are_printed_and_logged_only_for_those_who_may_see_them(
    town: Town, activity: Activity, members: list[Member], client_of: ClientOf
) -> None:
    for post in ("recorder", "group_leader", "secretary"):
        unit = "xingtang-1" if post == "group_leader" else "xingtang"
        assert client_of(post).get(f"/units/{unit}/2026/12/call-list.pdf").status_code == 200
    read = history_of("activity", activity.pk).filter(action="paper.phones_read")
    assert [entry.by_name for entry in read] == ["书记老王（secretary）"]


def test_a_group_leader_prints_the_group_s_sheet(
    town: Town, members: list[Member], client_of: ClientOf
) -> None:
    client = client_of("group_leader")
    assert client.get("/units/xingtang-1/2026/12/sign-in-sheet.pdf").status_code == 200
    assert len(Sheet.objects.get().rows) == 3
    assert client.get(f"{MONTH}sign-in-sheet.pdf").status_code == 404


def test_an_empty_list_is_said_and_leads_back(town: Town, activity: Activity, client_of: ClientOf) -> None:
    response = client_of("secretary").get(f"{MONTH}sign-in-sheet.pdf", follow=True)
    assert "名单上还没有党员" in response.content.decode()
    assert not Sheet.objects.exists()


def test_nothing_is_printed_before_anything_is_prepared(town: Town, client_of: ClientOf) -> None:
    client = client_of("secretary")
    assert {client.get(f"{MONTH}{page}").status_code for page in (*PDFS, "papers/")} == {404}


def test_nothing_is_printed_of_a_cancelled_activity(
    town: Town, activity: Activity, members: list[Member], client_of: ClientOf
) -> None:
    activity.scopes.update(is_live=False)
    Activity.objects.update(state=State.CANCELLED)
    assert client_of("secretary").get(f"{MONTH}sign-in-sheet.pdf").status_code == 404
    assert not Sheet.objects.exists()


def test_a_notice_says_when_where_and_what(
    town: Town, activity: Activity, members: list[Member], client_of: ClientOf
) -> None:
    Activity.objects.update(theme="冬修水利", place="村部会议室", chair="王书记")
    pages = PdfReader(BytesIO(client_of("secretary").get(f"{MONTH}notice.pdf").content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    said = (
        "兴塘村党支部",
        "2026年12月7日",
        "09:00–12:00",
        "村部会议室",
        "冬修水利",
        "集中学习",
        "本支部全体党员",
        "王书记",
    )
    assert [words for words in said if words not in text] == []
