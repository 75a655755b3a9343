"""A month in the life of a branch secretary, from the first page to the paper in the cabinet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.test import Client
from docx import Document

from activityday.judgement.closing.models import Closing
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.pages import Person

MOST_TYPED = 13


@pytest.fixture
def secretary(client_of: Callable[[str], Client]) -> Person:
    return Person(client_of("secretary"))


@contextmanager
def day(person: Person, town: Town, moment: str) -> Iterator[None]:
    """Another day at the desk: the clock stands at `moment` and the secretary signs in again."""
    with time_machine.travel(instant(moment), tick=False):
        person.client = Client()
        person.client.force_login(
            town.users["secretary"], backend="django.contrib.auth.backends.ModelBackend"
        )
        yield


@pytest.mark.django_db
def test_a_month_from_the_first_page_to_the_cabinet(
    town: Town, make_members: Callable[..., list[Member]], secretary: Person
) -> None:
    members = make_members(town.village, 12)

    # given: a week before the day, nothing is prepared
    with day(secretary, town, "2026-11-30 09:00"):
        secretary.opens("/units/xingtang/2026/12/")
        assert "本月活动还没有准备" in secretary.reads()

        # when the secretary prepares: everything known is filled in
        secretary.clicks("准备这次活动").presses(
            "保存", theme="年终民主评议准备", place="村部会议室", chair="王秀兰", recorder="刘小燕"
        )
        secretary.opens("/units/xingtang/2026/12/")
        assert "准备好了，等活动日" in secretary.reads()

        # and prints the sheet
        sheet = secretary.client.get("/units/xingtang/2026/12/sign-in-sheet.pdf")
        assert "示例012" in pypdf.PdfReader(BytesIO(sheet.content)).pages[0].extract_text().replace(" ", "")

    # when the day comes: eleven signed, one did not
    with day(secretary, town, "2026-12-07 09:10"):
        secretary.opens("/units/xingtang/2026/12/roll/")
        absent = {f"state-{members[0].pk}": "absent"}
        secretary.presses("保存", signed_count="11", **absent)
        secretary.opens("/units/xingtang/2026/12/roll/").presses("其余")
        secretary.opens("/units/xingtang/2026/12/roll/").presses("签到完成")
        secretary.opens("/units/xingtang/2026/12/")
        assert "到 11" in secretary.reads()

    # when it is over: a few words for each part, and the closing
    with day(secretary, town, "2026-12-07 12:05"):
        secretary.opens("/units/xingtang/2026/12/record/")
        points = [name for name in secretary.page.xpath("//textarea/@name") if "point" in name]
        secretary.presses(
            "保存",
            starts_at="08:50",
            ends_at="12:00",
            **dict.fromkeys(points, "学了文件\n议了水渠\n收了党费"),
        )
        secretary.opens("/units/xingtang/2026/12/close/")
        assert "都核对过了，可以归档" in secretary.reads()
        secretary.presses("核对无误，归档封存", declared="on")
        assert "已经归档" in secretary.reads()

    # then the facts are frozen and the papers say them
    closing = Closing.objects.get()
    assert closing.members.filter(outcome="present").count() == 11
    with day(secretary, town, "2026-12-08 09:00"):
        record = Document(BytesIO(secretary.client.get("/units/xingtang/2026/12/record.docx").content))
        words = "\n".join(cell.text for table in record.tables for row in table.rows for cell in row.cells)
        assert "示例001" in words
        assert "91.6%" in words
        ledger = secretary.opens("/units/xingtang/ledger/2026/").reads()
        assert "91.6%" in ledger

    # and it took no more typing than was promised
    assert len(secretary.typed) <= MOST_TYPED
