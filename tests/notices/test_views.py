"""The board of a unit: who reads it, who posts and answers, what is printed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from activityday.office.notices.models import Objection, PublicNotice
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.notices.conftest import CONTENT

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Post = Callable[..., PublicNotice]
BOARD = "/units/xingtang/notices/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(instant("2026-07-08 09:00"), tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("post", "reads", "posts"),
    [
        ("secretary", 200, True),
        ("recorder", 200, False),
        ("clerk", 200, False),
        ("group_leader", 404, False),
        ("leader", 404, False),
        ("county_officer", 404, False),
        ("other_secretary", 404, False),
        ("operator", 404, False),
    ],
)
def test_the_board_is_read_in_the_branch_and_written_by_its_secretary(
    town: Town, client_of: SignIn, post_notice: Post, post: str, reads: int, posts: bool
) -> None:
    notice, client = post_notice(), client_of(post)
    pages = (BOARD, f"{BOARD}{notice.pk}/", f"{BOARD}{notice.pk}/notice.pdf")
    assert [client.get(page).status_code for page in pages] == [reads] * 3
    given = {"text": "不对", "raised_on": "2026-07-08", "member": "", "raised_by": ""}
    answer = client.post(f"{BOARD}{notice.pk}/objections/", given)
    assert answer.status_code == (302 if posts else 404)
    assert Objection.objects.exists() == posts
    answer = client.post(f"{BOARD}{notice.pk}/withdraw/", {"why": "写错了"})
    assert answer.status_code == (302 if posts else 404)


def test_a_notice_is_not_found_under_another_unit(town: Town, client_of: SignIn, post_notice: Post) -> None:
    notice = post_notice()
    assert client_of("clerk").get(f"/units/liudi/notices/{notice.pk}/").status_code == 404
    assert client_of("clerk").get(f"/units/fenggang/notices/{notice.pk}/").status_code == 404


def test_an_empty_board_says_what_will_hang_here(town: Town, client_of: SignIn) -> None:
    assert "还没有张贴过公示" in text(client_of("secretary").get(BOARD))


def test_the_board_leads_whoever_posts_to_what_may_be_posted(town: Town, client_of: SignIn) -> None:
    for post, leads in (("secretary", True), ("clerk", False)):
        assert ('href="/units/xingtang/dues/notice/"' in text(client_of(post).get(BOARD))) == leads


def test_the_town_sees_what_hangs_in_its_branches(town: Town, client_of: SignIn, post_notice: Post) -> None:
    post_notice()
    post_notice(unit=town.other_village)
    page = text(client_of("clerk").get("/units/fenggang/notices/"))
    assert page.count("2026年上半年党费收缴情况公示</a>") == 2


def test_an_objection_is_written_down_answered_and_read(
    town: Town, client_of: SignIn, post_notice: Post, make_members: Callable[..., list[Member]]
) -> None:
    member = make_members(town.village, 3)[1]
    notice, client = post_notice(), client_of("secretary")
    page = f"{BOARD}{notice.pk}/"
    given = {"text": "二月份我交过", "raised_on": "2026-07-07", "raised_by": "老李", "member": str(member.pk)}
    shown = text(client.post(f"{page}objections/", given, follow=True))
    assert "已经记下" in shown
    assert "7月22日前答复" in shown
    assert "提出人老李" in shown
    assert "老李" not in text(client_of("recorder").get(page))
    raised = Objection.objects.get()
    address = f"{page}objections/{raised.pk}/"
    refused = client.post(address, {"verdict": "upheld", "answer": ""})
    assert (refused.status_code, "请填写答复。" in text(refused)) == (422, True)
    shown = text(client.post(address, {"verdict": "upheld", "answer": "补登了收据"}, follow=True))
    assert "属实，已更正" in shown
    again = client.post(address, {"verdict": "rejected", "answer": "不对"})
    assert (again.status_code, "已由书记老王（secretary）答复" in text(again)) == (422, True)
    assert client.post(f"{page}objections/{uuid4()}/", {}).status_code == 404


def test_what_was_typed_stays_when_it_is_refused(town: Town, client_of: SignIn, post_notice: Post) -> None:
    notice = post_notice()
    given = {"text": "写了很多字", "raised_on": "2026-07-20", "raised_by": "", "member": ""}
    answer = client_of("secretary").post(f"{BOARD}{notice.pk}/objections/", given)
    assert answer.status_code == 422
    assert "写了很多字" in text(answer)
    assert "提出日期还没有到" in text(answer)


def test_a_script_in_a_notice_stays_words(town: Town, client_of: SignIn, post_notice: Post) -> None:
    notice = post_notice(content=replace(CONTENT, rows=[["1", "<script>alert(1)</script>", "1.20"]]))
    page = text(client_of("secretary").get(f"{BOARD}{notice.pk}/"))
    assert "<script>alert(1)" not in page


def test_the_print_says_what_hangs_and_until_when(town: Town, client_of: SignIn, post_notice: Post) -> None:
    rows = [[str(n), f"示例{n:03}", "1.20"] for n in range(1, 201)]
    notice = post_notice(content=replace(CONTENT, rows=rows))
    answer = client_of("secretary").get(f"{BOARD}{notice.pk}/notice.pdf")
    pages = PdfReader(BytesIO(answer.content)).pages
    words = "".join(page.extract_text() for page in pages).replace(" ", "")
    assert answer["Content-Type"] == "application/pdf"
    for said in (
        "2026年上半年党费收缴情况公示",
        "示例001",
        "示例200",
        "2.40",
        "2026年7月6日至2026年7月10日",
        "兴塘村党支部",
    ):
        assert said in words, said
    assert all("姓名" in page.extract_text().replace(" ", "") for page in pages[:-1])


def test_the_board_asks_the_same_for_one_and_for_many(
    town: Town, client_of: SignIn, post_notice: Post, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = client_of("clerk")
    post_notice()
    client.get("/units/fenggang/notices/")
    with django_assert_max_num_queries(12) as one:
        client.get("/units/fenggang/notices/")
    for unit in (town.other_village, *town.groups):
        post_notice(unit=unit)
    with django_assert_max_num_queries(12) as many:
        client.get("/units/fenggang/notices/")
    assert len(one) == len(many)
