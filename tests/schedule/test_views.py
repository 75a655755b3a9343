"""The pages of the year and of asking for another day, as each post meets them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from activityday.day.schedule.models import Rescheduling
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town, instant

pytestmark = pytest.mark.django_db
YEAR = "/units/xingtang/calendar/2026/"
DECEMBER = f"{YEAR}12/reschedule/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("post", "own", "town_page"),
    [
        ("secretary", 200, 404),
        ("recorder", 200, 404),
        ("leader", 200, 404),
        ("clerk", 200, 200),
        ("county_officer", 200, 200),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_who_sees_which_year(town: Town, client_of: SignIn, post: str, own: int, town_page: int) -> None:
    client = client_of(post)
    assert [client.get(YEAR).status_code, client.get("/units/fenggang/calendar/2026/").status_code] == [
        own,
        town_page,
    ]


def test_a_branch_sees_its_twelve_days_with_status_and_reason(town: Town, client_of: SignIn) -> None:
    page = text(client_of("secretary").get(YEAR))
    assert page.count('id="month-') == 12
    assert "10月8日 星期四" in page
    assert "10月5日（星期一）是国庆节假期，顺延到10月8日（星期四）。" in page
    assert "下一个：12月7日 星期一" in page
    assert page.count("申请改期<") == 2  # November and December; earlier months are past


@pytest.mark.parametrize(("post", "links"), [("secretary", 2), ("recorder", 0), ("clerk", 0)])
def test_only_who_may_ask_is_offered_to_ask(town: Town, client_of: SignIn, post: str, links: int) -> None:
    assert text(client_of(post).get(YEAR)).count("申请改期<") == links


@pytest.mark.parametrize("year", [1999, 2101, 0, 99999])
def test_a_year_that_cannot_be_is_not_found(town: Town, client_of: SignIn, year: int) -> None:
    assert client_of("secretary").get(f"/units/xingtang/calendar/{year}/").status_code == 404


def test_the_town_sees_those_alike_on_one_line(town: Town, client_of: SignIn) -> None:
    for n in range(10):
        establish(
            parent=town.committee, code=f"b{n}", name=f"支部{n}", level=Level.BRANCH, by=OPERATOR, at=START
        )
    page = text(client_of("clerk").get("/units/fenggang/calendar/2026/"))
    assert "12 个支部同一天" in page
    assert "2027 年" in page


def test_a_town_without_branches_is_told_what_will_be_here(town: Town, client_of: SignIn) -> None:
    establish(parent=town.county, code="empty", name="空镇党委", level=Level.COMMITTEE, by=OPERATOR, at=START)
    assert "还没有党支部" in text(client_of("county_officer").get("/units/empty/calendar/2026/"))


def test_the_page_costs_the_same_queries_for_two_branches_and_for_forty(
    town: Town, client_of: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = client_of("clerk")
    address = "/units/fenggang/calendar/2026/"
    client.get(address)  # the first page of a session also writes that it was seen
    with django_assert_max_num_queries(12) as two:
        client.get(address)
    for n in range(38):
        establish(
            parent=town.committee, code=f"b{n}", name=f"支部{n}", level=Level.BRANCH, by=OPERATOR, at=START
        )
    with django_assert_max_num_queries(12) as forty:
        client.get(address)
    assert len(two) == len(forty)


def test_asking_leads_to_the_request_and_the_year_says_it_waits(town: Town, client_of: SignIn) -> None:
    client = client_of("secretary")
    form = text(client.get(DECEMBER))
    assert "提交给枫港镇党委" in form
    assert 'value="2026-12-08"' in form
    assert "只能改到12月之内" in form
    response = client.post(DECEMBER, {"new_on": "2026-12-09", "reason": "村委换届选举"}, follow=True)
    assert "已提交给枫港镇党委。没有批准之前，活动日不变。" in text(response)
    asked = Rescheduling.objects.get()
    assert response.redirect_chain == [(f"/units/xingtang/filings/{asked.pk}/", 302)]
    assert "已申请改到 12月9日 星期三，等枫港镇党委答复" in text(client.get(YEAR))


def test_pressing_twice_asks_once_and_says_so(town: Town, client_of: SignIn) -> None:
    client = client_of("secretary")
    answers = [client.post(DECEMBER, {"new_on": "2026-12-09", "reason": "村委换届选举"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "12月已经申请改到12月9日（星期三），正等枫港镇党委答复" in text(answers[1])
    assert Rescheduling.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"new_on": "", "reason": "换届"}, "请选择改到哪一天。"),
        ({"new_on": "明天", "reason": "换届"}, "请填写日期，例如 2026-12-08。"),
        ({"new_on": "2026-12-09", "reason": ""}, "请写明为什么要改期"),
        ({"new_on": "2027-01-09", "reason": "换届"}, "只能改到12月之内的另一天"),
        ({"new_on": "2026-12-09", "reason": "长" * 301}, "不超过 300 个字"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(
    town: Town, client_of: SignIn, data: dict[str, str], said: str
) -> None:
    response = client_of("secretary").post(DECEMBER, data)
    assert response.status_code == 422
    assert said in text(response)
    assert data["reason"] in text(response)
    assert not Rescheduling.objects.exists()


def test_a_late_request_is_told_so_before_it_is_sent(town: Town, client_of: SignIn) -> None:
    assert "现在已经过了原定日，会注明迟报。" in text(client_of("secretary").get(f"{YEAR}11/reschedule/"))


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("secretary", 200),
        ("recorder", 404),
        ("clerk", 404),
        ("county_officer", 404),
        ("other_secretary", 404),
    ],
)
def test_only_the_unit_itself_asks(town: Town, client_of: SignIn, post: str, status: int) -> None:
    assert client_of(post).get(DECEMBER).status_code == status


def test_what_cannot_be_asked_is_said_in_a_sentence(town: Town, client_of: SignIn) -> None:
    response = client_of("secretary").get("/units/xingtang-1/calendar/2026/12/reschedule/")
    assert response.status_code == 200
    assert "党小组的活动日随所在党支部，请由党支部提出改期。" in text(response)
    assert client_of("secretary").get(f"{YEAR}13/reschedule/").status_code == 404


@pytest.mark.parametrize(
    ("post", "address", "said"), [("secretary", "xingtang", "兴塘村党支部"), ("clerk", "fenggang", "柳堤村")]
)
def test_the_year_is_printed(town: Town, client_of: SignIn, post: str, address: str, said: str) -> None:
    response = client_of(post).get(f"/units/{address}/calendar/2026/print.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert said in "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
