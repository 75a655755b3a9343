"""The page of the parameters and of the holidays, as each post meets them."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from activityday.office.policy.models import Amendment, HolidayNotice
from activityday.office.policy.queries import work_calendar
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town, instant
from tests.policy.conftest import NOTICE_2027

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
POLICY = "/units/fenggang/policy/"
AMEND = f"{POLICY}least_minutes/amend/"
ENTER = "/units/fenggang/holidays/2027/"
ANSWER = {"value": "240", "since": "2026-12-01", "until": "", "document": "樟发〔2026〕8号", "sector": ""}
HEAD = {"document": "", "issued_on": "", "base_version": "0"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("post", "branch", "town_page", "amending"),
    [
        ("clerk", 200, 200, 200),
        ("county_officer", 200, 200, 200),
        ("secretary", 200, 404, 404),
        ("recorder", 200, 404, 404),
        ("leader", 200, 404, 404),
        ("other_secretary", 404, 404, 404),
        ("operator", 404, 404, 404),
    ],
)
def test_everyone_of_a_unit_reads_its_rules_and_the_office_amends_them(
    town: Town, client_of: SignIn, post: str, branch: int, town_page: int, amending: int
) -> None:
    client = client_of(post)
    addresses = ("/units/xingtang/policy/", POLICY, AMEND)
    assert [client.get(address).status_code for address in addresses] == [branch, town_page, amending]


def test_the_page_says_each_value_where_it_comes_from_and_its_readings(
    town: Town, client_of: SignIn, amended: Callable[..., Amendment]
) -> None:
    amended(town.committee, "least_minutes", 240, since=date(2026, 11, 1))
    page = text(client_of("secretary").get("/units/xingtang/policy/"))
    assert "活动最短时长：<b>240分钟</b>" in page
    assert "枫港镇党委调整，樟发〔2026〕8号，通知一，2026-11-01 起。为什么" in page
    assert "“遇节假日顺延”有几种读法：" in page
    assert "<b>采用：</b>推到节后的第一个工作日。" in page
    assert "未采用：推到下一个不放假的星期一。" in page
    assert f"{POLICY}least_minutes/amend/" not in page
    assert f'href="{AMEND}"' in text(client_of("clerk").get(POLICY))


def test_an_amendment_is_shown_before_it_is_written_and_written_when_confirmed(
    town: Town, client_of: SignIn
) -> None:
    client = client_of("clerk")
    preview = client.post(AMEND, ANSWER)
    assert "180分钟 → 240分钟" in text(preview)
    assert "没有支部的活动日会变" in text(preview)
    assert not Amendment.objects.exists()
    assert client.post(AMEND, {**ANSWER, "back": "1"}).status_code == 200
    assert not Amendment.objects.exists()
    response = client.post(AMEND, {**ANSWER, "confirm": "1"})
    assert (response["Location"], Amendment.objects.get().value) == (POLICY, 240)
    again = client.post(AMEND, {**ANSWER, "confirm": "1"})
    assert again.status_code == 422
    assert "本级已经从 2026-12-01 起调整过“活动最短时长”" in text(again)
    assert Amendment.objects.count() == 1


def test_the_preview_names_the_days_that_move(town: Town, client_of: SignIn) -> None:
    page = text(client_of("clerk").post(f"{POLICY}weekday/amend/", {**ANSWER, "value": "5"}))
    assert "星期一 → 星期五" in page
    assert "12月7日 星期一" in page
    assert "12月4日 星期五" in page
    assert "兴塘村、柳堤村" in page


@pytest.mark.parametrize(
    ("key", "change", "said"),
    [
        ("least_minutes", {"value": "120"}, "只能比上级的 180分钟 更高"),
        ("least_minutes", {"value": "很久"}, "请填整数。"),
        ("least_minutes", {"value": "9" * 400}, "活动最短时长"),
        ("least_minutes", {"document": ""}, "没有文件依据的，不能调整"),
        ("least_minutes", {"since": "2026-02-30"}, "请填写日期"),
        ("least_minutes", {"until": "2026-11-30"}, "失效日期不能早于生效日期"),
        ("weekday", {"value": "8"}, "选择一个有效的选项"),
        ("least_minutes", {"sector": "army"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_amended_is_said_and_nothing_is_written(
    town: Town, client_of: SignIn, key: str, change: dict[str, str], said: str
) -> None:
    response = client_of("clerk").post(f"{POLICY}{key}/amend/", {**ANSWER, **change, "confirm": "1"})
    assert response.status_code == 422
    assert said in text(response)
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("key", ["review_run", "no_such_thing"])
def test_what_is_fixed_or_unknown_has_no_form(town: Town, client_of: SignIn, key: str) -> None:
    assert client_of("clerk").get(f"{POLICY}{key}/amend/").status_code == 404


def test_an_amendment_is_ended_after_a_look_at_what_follows(
    town: Town, client_of: SignIn, amended: Callable[..., Amendment]
) -> None:
    one, client = amended(town.committee, "least_minutes", 240), client_of("clerk")
    address = f"{POLICY}amendments/{one.pk}/end/"
    data = {"how": "end", "until": "2026-12-31", "reason": "文件废止"}
    assert "240分钟 → 180分钟" in text(client.post(address, data))
    assert client.post(address, {**data, "confirm": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.until, one.is_void, one.ended_by) == (date(2026, 12, 31), False, "党建办小陈（clerk）")
    again = client.post(address, {**data, "confirm": "1"})
    assert (again.status_code, "已由党建办小陈（clerk）停用" in text(again)) == (422, True)


def test_an_amendment_of_another_unit_is_not_found(
    town: Town, client_of: SignIn, amended: Callable[..., Amendment]
) -> None:
    one = amended(town.committee, "least_minutes", 240)
    assert client_of("clerk").get(f"/units/xingtang/policy/amendments/{one.pk}/end/").status_code == 404


def test_the_page_costs_the_same_queries_with_one_amendment_and_with_many(
    town: Town,
    client_of: SignIn,
    amended: Callable[..., Amendment],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    client = client_of("clerk")
    amended(town.committee, "least_minutes", 200)
    client.get(POLICY)
    with django_assert_max_num_queries(10) as one:
        client.get(POLICY)
    for n in range(20):
        branch = establish(
            parent=town.committee, code=f"b{n}", name=f"支部{n}", level=Level.BRANCH, by=OPERATOR, at=START
        )
        amended(branch, "least_minutes", 200 + n)
        amended(town.committee, "least_minutes", 240 + n, since=date(2027, 1, 1 + n))
    with django_assert_max_num_queries(10) as many:
        client.get(POLICY)
    assert len(one) == len(many)


@pytest.mark.parametrize("post", ["clerk", "secretary", "group_leader", "operator"])
def test_the_holidays_are_for_everyone_signed_in(town: Town, client_of: SignIn, post: str) -> None:
    page = text(client_of(post).get("/holidays/2026/"))
    assert "国办发明电〔2025〕7号" in page
    assert "10月1日 星期四 至 10月7日 星期三" in page
    assert "暂定" in text(client_of(post).get("/holidays/2027/"))
    assert ("更正" in page) == (post == "clerk")
    assert client_of(post).get("/holidays/1999/").status_code == 404


@pytest.mark.parametrize(
    ("post", "status"),
    [("clerk", 200), ("county_officer", 200), ("secretary", 404), ("recorder", 404), ("operator", 404)],
)
def test_only_the_office_enters_a_notice(town: Town, client_of: SignIn, post: str, status: int) -> None:
    client = client_of(post)
    assert [client.get(f"{ENTER}{way}/").status_code for way in ("text", "days")] == [status, status]
    assert client.post(f"{ENTER}confirm/", {}).status_code == (422 if status == 200 else 404)


def hidden(page: str) -> dict[str, str]:
    """What the preview hands to the confirmation."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {
        name: html.unescape(value) for name, value in fields if name not in {"csrfmiddlewaretoken", "next"}
    }


def test_a_pasted_notice_shows_whom_it_moves_and_is_written_when_confirmed(
    town: Town, client_of: SignIn
) -> None:
    client = client_of("clerk")
    page = text(client.post(f"{ENTER}text/", {**HEAD, "text": NOTICE_2027}))
    assert "国办发明电〔2026〕9号 · 2026-11-20 发布" in page
    assert "5月3日 星期一" in page
    assert "5月6日 星期四" in page
    assert not HolidayNotice.objects.exists()
    response = client.post(f"{ENTER}confirm/", hidden(page), follow=True)
    assert "2027 年放假安排已录入" in text(response)
    assert work_calendar().days_off[date(2027, 5, 3)] == "劳动节"


def test_confirming_twice_writes_once(town: Town, client_of: SignIn) -> None:
    client = client_of("clerk")
    fields = hidden(text(client.post(f"{ENTER}text/", {**HEAD, "text": NOTICE_2027})))
    assert [client.post(f"{ENTER}confirm/", fields).status_code for _ in range(2)] == [302, 422]
    assert HolidayNotice.objects.count() == 1


def test_a_correction_asks_for_its_reason_and_keeps_the_first_version(town: Town, client_of: SignIn) -> None:
    client = client_of("clerk")
    client.post(f"{ENTER}confirm/", hidden(text(client.post(f"{ENTER}text/", {**HEAD, "text": NOTICE_2027}))))
    again = {
        **HEAD,
        "base_version": "1",
        "text": NOTICE_2027.replace("六、中秋节：9月15日放假。", "六、中秋节：9月15日至17日放假。"),
    }
    refused = client.post(f"{ENTER}text/", again)
    assert (refused.status_code, "请填写更正原因。" in text(refused)) == (422, True)
    preview = client.post(f"{ENTER}text/", {**again, "reason": "中秋节录错"})
    page = text(client.post(f"{ENTER}confirm/", hidden(text(preview)), follow=True))
    assert "录入第 2 版" in page
    assert "更正原因：中秋节录错" in page
    assert "录入第 1 版" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "请粘贴正文，或者上传文件，二者选一。"),
        ({"text": "明年放假安排见附件"}, "没有读到任何节日"),
        ({"text": "一、元旦：1月1日放假。"}, "没有读到文号，请填写。"),
        ({"text": NOTICE_2027.replace("2月5日至11日放假调休，共7天", "2月5日至31日放假调休")}, "第 4 行"),
        ({"file": SimpleUploadedFile("通知.docx", b"PK\x03\x04")}, "不是 .txt、.csv 或 .toml 文件"),
        ({"file": SimpleUploadedFile("大.txt", b"x" * 300_000)}, "超过 200 KB"),
        ({"file": SimpleUploadedFile("空.csv", b"")}, "没有读到任何放假的日子"),
        ({"text": NOTICE_2027, "file": SimpleUploadedFile("a.txt", NOTICE_2027.encode())}, "二者选一"),
    ],
)
def test_a_wrong_notice_is_answered_at_its_field(
    town: Town, client_of: SignIn, data: dict[str, Any], said: str
) -> None:
    response = client_of("clerk").post(f"{ENTER}text/", {**HEAD, **data})
    assert response.status_code == 422
    assert said in text(response)


def test_a_file_and_the_form_of_days_lead_to_the_same_preview(town: Town, client_of: SignIn) -> None:
    client = client_of("clerk")
    head = {**HEAD, "document": "国办发明电〔2026〕9号", "issued_on": "2026-11-20"}
    lines = (
        "日期,类别,节日\n"
        + "".join(f"2027-05-0{day},放假,劳动节\n" for day in range(1, 6))
        + "2027-05-08,上班,劳动节\n"
    )
    by_file = client.post(
        f"{ENTER}text/", {**head, "file": SimpleUploadedFile("2027.csv", lines.encode("gbk"))}
    )
    rows = {
        "days-TOTAL_FORMS": "2",
        "days-INITIAL_FORMS": "0",
        "days-0-name": "劳动节",
        "days-0-first": "2027-05-01",
        "days-0-last": "2027-05-05",
        "days-0-work_1": "2027-05-08",
    }
    by_form = client.post(f"{ENTER}days/", {**head, **rows})
    assert hidden(text(by_file)) == hidden(text(by_form))
    assert "5月6日 星期四" in text(by_form)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"first": "2027-05-01"}, "请写上节日名称。"),
        ({"name": "劳动节", "last": "2027-05-05"}, "请写上放假从哪天起。"),
        ({"name": "劳动节", "first": "2027-05-05", "last": "2027-05-01"}, "最后一天应在第一天之后"),
        ({"name": "劳动节", "first": "五一"}, "请填写日期"),
        ({"name": "劳动节", "first": "2027-05-01", "work_1": "2027-05-01"}, "又放假又上班"),
        ({"name": "劳动节", "first": "2026-05-01"}, "2026-05-01 不在 2027 年"),
        ({}, "没有读到任何放假的日子"),
    ],
)
def test_a_wrong_line_of_the_form_is_said_beside_it(
    town: Town, client_of: SignIn, row: dict[str, str], said: str
) -> None:
    head = {**HEAD, "document": "国办发明电〔2026〕9号", "issued_on": "2026-11-20"}
    rows = {
        "days-TOTAL_FORMS": "1",
        "days-INITIAL_FORMS": "0",
        **{f"days-0-{key}": value for key, value in row.items()},
    }
    response = client_of("clerk").post(f"{ENTER}days/", {**head, **rows})
    assert response.status_code == 422
    assert said in text(response)
    assert not HolidayNotice.objects.exists()


def test_a_form_that_was_tampered_with_is_no_server_error(town: Town, client_of: SignIn) -> None:
    client = client_of("clerk")
    assert client.post(f"{ENTER}days/", {**HEAD}).status_code == 422
    assert (
        client.post(f"{ENTER}confirm/", {**HEAD, "lines": "2027-01-01,放假", "base_version": "x"}).status_code
        == 422
    )
