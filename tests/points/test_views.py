"""The pages of points: who may see them, in which order, what they say, what they refuse, how many questions they ask."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pypdf import PdfReader

from activityday.judgement.points.actions import post_entries
from activityday.judgement.points.enums import State
from activityday.judgement.points.models import ManualEntry, PointEntry, PointTable
from activityday.office.notices.models import PublicNotice
from activityday.people.accounts.enums import Role
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant
from tests.documents.looking import words
from tests.points.conftest import NOW

NOBODY = UUID(int=1)
ClientOf = Callable[[str], Client]
TEMPLATES = Path(__file__).resolve().parents[2] / "activityday/judgement/points/templates"
SEEING = ("clerk", "secretary", "recorder")
NOT_SEEING = ("county_officer", "leader", "group_leader", "other_secretary", "operator")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scored(town: Town, twelve: list[Member], close_month: Callable) -> list[Member]:
    """Twelve whose points would stand in another order if somebody sorted them."""
    close_month(town.village, 8, {twelve[0]: "缺", twelve[1]: "缺"}, twelve)
    close_month(town.village, 9, {twelve[0]: "缺", twelve[5]: "缺"}, twelve)
    return twelve


def text(response: object) -> str:
    page = html.fromstring(response.content.decode())  # type: ignore[attr-defined]
    return " ".join(page.find(".//main").text_content().split())


def table(response: object) -> list[list[str]]:
    page = html.fromstring(response.content.decode())  # type: ignore[attr-defined]
    return [
        ["".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in page.xpath("//main//table//tr")
    ]


PAGES = [
    "/units/xingtang/points/2026/",
    "/units/xingtang/points/2026/{member}/",
    "/units/xingtang/points/2026/{member}.pdf",
    "/units/xingtang/points/2026/statements.pdf",
    "/units/xingtang/points/2026/quarter-3.xlsx",
    "/units/xingtang/points/manual/",
    "/units/xingtang/points/manual/{entry}/",
    "/units/xingtang/points/notice/2026/3/",
    "/units/xingtang/points/table/",
]
WRITES = [
    ("/units/xingtang/points/2026/post/", ("secretary", "recorder")),
    ("/units/xingtang/points/manual/new/", ("secretary", "recorder")),
    ("/units/xingtang/points/manual/{entry}/answer/", SEEING),
    ("/units/xingtang/points/manual/{entry}/withdraw/", ("secretary", "recorder")),
    ("/units/xingtang/points/manual/{entry}/counter/", ("secretary", "recorder")),
    ("/units/xingtang/points/notice/2026/3/", ("secretary",)),
    ("/units/fenggang/points/table/adopt/", ("clerk",)),
    ("/units/fenggang/points/table/{table}/void/", ("clerk",)),
]


@pytest.mark.parametrize("post", [*SEEING, *NOT_SEEING])
@pytest.mark.parametrize("address", PAGES)
def test_points_are_for_the_branch_and_the_office_and_nobody_else(
    scored: list[Member], enter: Callable, client_of: ClientOf, address: str, post: str
) -> None:
    entry = enter(scored[2])
    response = client_of(post).get(address.format(member=scored[0].pk, entry=entry.pk))
    assert response.status_code == (200 if post in SEEING else 404)


@pytest.mark.parametrize("post", [*SEEING, *NOT_SEEING])
@pytest.mark.parametrize(("address", "who"), WRITES)
def test_only_who_may_writes(
    town: Town,
    scored: list[Member],
    enter: Callable,
    client_of: ClientOf,
    address: str,
    who: tuple[str, ...],
    post: str,
) -> None:
    entry = enter(scored[2], is_confirmed=False)
    own = PointTable.objects.create(
        committee=town.committee,
        since=date(2026, 1, 1),
        document="枫发〔2026〕9号",
        content={},
        fingerprint="x",
        made_by="x",
        made_at=NOW,
    )
    PointTable.objects.update(voided_by="x", voided_at=NOW, void_reason="x")
    response = client_of(post).post(address.format(entry=entry.pk, table=own.pk), {})
    assert (response.status_code != 404) == (post in who)


def test_members_stand_in_the_order_of_the_roster_whatever_their_points(
    scored: list[Member], client_of: ClientOf
) -> None:
    rows = table(client_of("secretary").get("/units/xingtang/points/2026/"))
    assert [row[0] for row in rows[1:]] == [member.name for member in scored]
    assert [row[7] for row in rows[1:]] == ["56", "60", "64", "64", "64", "60", *["64"] * 6]
    assert rows[0] == [
        *("姓名", "基础分", "组织生活", "党费", "服务", "表彰", "扣分", "合计", "其中待入账"),
    ]
    assert rows[1] == ["示例001", "60", "−4", "0", "0", "0", "0", "56", "−4（2条）"]


def test_no_page_of_points_ranks(scored: list[Member], enter: Callable, client_of: ClientOf) -> None:
    ranking = re.compile("名次|排名|第[^一二三四季版]{1,3}名|最高分|最低分的|垫底|领先|平均")
    for path in TEMPLATES.rglob("*.html"):
        assert not ranking.search(path.read_text(encoding="utf-8")), path
    entry = enter(scored[2])
    for address in PAGES:
        if address.endswith("/"):
            response = client_of("clerk").get(address.format(member=scored[0].pk, entry=entry.pk))
            assert not ranking.search(text(response)), address


def test_no_query_of_points_sorts_by_points() -> None:
    for path in TEMPLATES.parents[0].rglob("*.py"):
        said = path.read_text(encoding="utf-8")
        assert not re.search(r"order_by\([^)]*(points|total)", said), path
        assert "Avg(" not in said, path


def test_above_the_branches_there_are_only_ways_to_them(scored: list[Member], client_of: ClientOf) -> None:
    response = client_of("clerk").get("/units/fenggang/points/2026/")
    page = html.fromstring(response.content.decode())
    links = [link.get("href") for link in page.xpath("//main//ul[@class='rows']//a")]
    assert links == ["/units/xingtang/points/2026/", "/units/liudi/points/2026/"]
    assert "这里不汇总、不比较" in text(response)
    assert not re.search(r"\d+ ?分(?!前)", text(response))


def test_pending_entries_are_posted_with_one_button(scored: list[Member], client_of: ClientOf) -> None:
    client = client_of("recorder")
    assert "入账 24 条" in text(client.get("/units/xingtang/points/2026/"))
    done = client.post("/units/xingtang/points/2026/post/", follow=True)
    assert "已入账 24 条。" in done.content.decode()
    assert PointEntry.objects.count() == 24
    again = client.post("/units/xingtang/points/2026/post/", follow=True)
    assert "没有要入账的，都是最新的。" in again.content.decode()
    assert "其中待入账" not in text(again)


def test_a_statement_says_why_of_every_line(
    scored: list[Member], enter: Callable, client_of: ClientOf
) -> None:
    enter(scored[0], "punished", document="示纪〔2026〕5号")
    response = client_of("secretary").get(f"/units/xingtang/points/2026/{scored[0].pk}/")
    said = text(response)
    assert "8月3日 无故不参加活动日" in said
    assert "8月活动日缺席：无故不参加活动日，记 −2 分。" in said
    assert "基础分 60 ＋ 加分 0 − 扣分 4 = 56 分" in said
    assert "一票否决：受党纪处分（一票否决），示纪〔2026〕5号" in said
    assert "依据：通知四(四)" in said
    links = html.fromstring(response.content.decode()).xpath("//main//ul[@class='rows']//a/@href")
    assert "/units/xingtang/2026/8/closed/" in links
    assert f"/units/xingtang/points/manual/{ManualEntry.objects.get().pk}/" in links


def test_dues_lead_to_the_account_for_those_who_may_see_it(
    twelve: list[Member], assess: Callable, pay: Callable, client_of: ClientOf
) -> None:
    assess(twelve[0], since=date(2026, 10, 1))
    pay(twelve[0], "5.00", date(2026, 10, 9))
    page = f"/units/xingtang/points/2026/{twelve[0].pk}/"
    account = f"/units/xingtang/dues/members/{twelve[0].pk}/"
    assert account in client_of("secretary").get(page).content.decode()
    assert client_of("secretary").get(account).status_code == 200
    seen = client_of("recorder").get(page)
    assert account not in seen.content.decode()
    assert "10月党费10月9日交：按时交纳党费，记 +1 分。" in text(seen)


def test_what_is_worth_nothing_is_explained_too(
    town: Town, twelve: list[Member], close_month: Callable, client_of: ClientOf
) -> None:
    close_month(town.village, 9, {twelve[0]: "未"}, twelve)
    said = text(client_of("secretary").get(f"/units/xingtang/points/2026/{twelve[0].pk}/"))
    assert "9月活动日未记录：未记录或待核实，不加分也不扣分。" in said


@pytest.mark.parametrize(
    "address",
    [
        "/units/xingtang/points/2016/",
        "/units/xingtang/points/2027/",
        "/units/xingtang-1/points/2026/",
        "/units/county/points/2026/",
        f"/units/xingtang/points/2026/{NOBODY}/",
        f"/units/xingtang/points/manual/{NOBODY}/",
        "/units/xingtang/points/notice/2026/5/",
        "/units/xingtang/points/2026/quarter-0.xlsx",
        "/units/fenggang/points/notice/2026/3/",
        "/units/fenggang/points/2026/statements.pdf",
        "/units/liudi/points/2026/statements.pdf",
        "/units/xingtang/points/table/adopt/",
        "/units/fenggang/points/table/77/void/",
    ],
)
def test_what_is_not_there_is_not_found(town: Town, client_of: ClientOf, address: str) -> None:
    assert client_of("clerk").get(address).status_code == 404


# --- prints


def sizes(pdf: bytes) -> set[float]:
    found = set()

    def seen(said: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if said.strip():
            found.add(round(size * abs(matrix[0]), 1))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=seen)
    return found


def test_a_statement_is_printed_in_large_type(scored: list[Member], client_of: ClientOf) -> None:
    response = client_of("secretary").get(f"/units/xingtang/points/2026/{scored[0].pk}.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert min(sizes(response.content)) >= 16
    said = "".join(words(response.content))
    for part in (
        *("2026年党员积分单", "姓名：示例001", "兴塘村党支部", "截至2026年11月20日"),
        *("8月3日8月活动日缺席：无故不参加活动日，记−2分。（待入账）−2", "合计56分", "本人（签名）"),
    ):
        assert part in said
    assert "分档" not in said


def test_the_grade_stands_on_the_statement_only_when_the_year_is_over(
    scored: list[Member], client_of: ClientOf
) -> None:
    with time_machine.travel(instant("2027-01-11 09:00"), tick=False):
        pdf = client_of("secretary").get(f"/units/xingtang/points/2026/{scored[0].pk}.pdf").content
    said = "".join(words(pdf))
    assert "分档：不到60分（只供民主评议参考，不是评议结果）" in said
    for word in ("优秀", "不合格", "基本合格"):
        assert word not in said


def test_all_statements_of_a_branch_stand_in_one_file_in_roster_order(
    scored: list[Member], client_of: ClientOf
) -> None:
    pages = words(client_of("recorder").get("/units/xingtang/points/2026/statements.pdf").content)
    names = [found[1] for page in pages if (found := re.search(r"姓名：(示例\d{3})", page))]
    assert names == [member.name for member in scored]


def test_a_quarter_as_a_workbook_stands_in_roster_order(scored: list[Member], client_of: ClientOf) -> None:
    response = client_of("clerk").get("/units/xingtang/points/2026/quarter-3.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet["A1"].value == "2026 年第三季度党员积分汇总表"
    assert [cell.value for cell in sheet[3]] == [
        *("序号", "姓名", "基础分", "7月", "8月", "9月", "本季加分", "本季扣分", "全年累计", "备注"),
    ]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=15)]
    assert [row[1] for row in rows] == [member.name for member in scored]
    assert rows[0] == [1, "示例001", 60, 0, -2, -2, 0, 4, 56, None]
    assert rows[1] == [2, "示例002", 60, 0, -2, 2, 2, 2, 60, None]


# --- entering and confirming


def typed(member: Member, **changes: str) -> dict[str, str]:
    return {
        "member": str(member.pk),
        "rule": "volunteering",
        "on": "2026-11-06",
        "evidence": "清理河道",
        "document": "登记簿第3页",
        **changes,
    }


def test_one_enters_and_another_confirms(town: Town, scored: list[Member], client_of: ClientOf) -> None:
    recorder, secretary = client_of("recorder"), client_of("secretary")
    done = recorder.post("/units/xingtang/points/manual/new/", typed(scored[0]), follow=True)
    assert "等另一位同志复核以后才记分" in done.content.decode()
    entry = ManualEntry.objects.get()
    own = text(recorder.get(f"/units/xingtang/points/manual/{entry.pk}/"))
    assert "这一条是您登记的，请另一位有复核权限的同志来复核。" in own
    assert "提交复核意见" not in own
    answer = f"/units/xingtang/points/manual/{entry.pk}/answer/"
    refused = recorder.post(answer, {"answer": "confirm"}, follow=True)
    assert "这一条是您自己登记的" in refused.content.decode()
    done = secretary.post(answer, {"answer": "confirm"}, follow=True)
    assert "复核通过：" in done.content.decode()
    late = client_of("clerk").post(
        f"/units/fenggang/points/manual/{entry.pk}/answer/", {"answer": "confirm"}, follow=True
    )
    assert "已由书记老王（secretary）复核通过，不用再办。" in late.content.decode()


def test_what_was_typed_comes_back_with_the_sentence(scored: list[Member], client_of: ClientOf) -> None:
    client = client_of("recorder")
    response = client.post("/units/xingtang/points/manual/new/", typed(scored[0], on="2026-12-01"))
    assert response.status_code == 422
    assert "日期还没有到，办了以后再登记。" in text(response)
    assert "清理河道" in response.content.decode()
    empty = client.post("/units/xingtang/points/manual/new/", {})
    assert empty.status_code == 422
    assert "请选择党员。" in text(empty)


def test_a_branch_does_not_confirm_what_is_the_committees(
    scored: list[Member], enter: Callable, client_of: ClientOf
) -> None:
    entry = enter(scored[0], "commended_county", is_confirmed=False)
    secretary = client_of("secretary")
    assert "由枫港镇党委复核" in text(secretary.get(f"/units/xingtang/points/manual/{entry.pk}/"))
    answer = f"points/manual/{entry.pk}/answer/"
    assert secretary.post(f"/units/xingtang/{answer}", {"answer": "confirm"}).status_code == 404
    clerk = client_of("clerk")
    assert "示例001：受县级表彰" in text(clerk.get("/units/fenggang/points/manual/"))
    wordless = clerk.post(f"/units/fenggang/{answer}", {"answer": "refuse"})
    assert wordless.status_code == 422
    assert "不通过的，请写明原因" in text(wordless)
    clerk.post(f"/units/fenggang/{answer}", {"answer": "refuse", "note": "没有文件"})
    entry.refresh_from_db()
    assert entry.state == State.REFUSED


def test_a_confirmed_entry_is_countered_from_its_page(
    scored: list[Member], enter: Callable, client_of: ClientOf
) -> None:
    entry = enter(scored[0])
    client = client_of("recorder")
    page = f"/units/xingtang/points/manual/{entry.pk}/"
    assert client.post(f"{page}counter/", {}).status_code == 422
    done = client.post(f"{page}counter/", {"reason": "记错人了"}, follow=True)
    assert "已登记冲正" in done.content.decode()
    assert "这一条已经登记了冲正" in text(client.get(page))
    twice = client.post(f"{page}counter/", {"reason": "记错人了"})
    assert twice.status_code == 422
    assert "已经有人登记了冲正" in text(twice)


def test_a_waiting_entry_is_withdrawn(scored: list[Member], enter: Callable, client_of: ClientOf) -> None:
    entry = enter(scored[0], is_confirmed=False)
    page = f"/units/xingtang/points/manual/{entry.pk}/"
    done = client_of("secretary").post(f"{page}withdraw/", follow=True)
    assert "已撤回，不再等复核。" in done.content.decode()
    again = client_of("secretary").post(f"{page}withdraw/", follow=True)
    assert "已由书记老王（secretary）撤回，不用再办。" in again.content.decode()


# --- notice and table


def test_a_quarter_is_looked_at_and_posted(scored: list[Member], client_of: ClientOf) -> None:
    address = "/units/xingtang/points/notice/2026/3/"
    before = client_of("recorder").get(address)
    assert "张贴这份公示" not in text(before)
    assert table(before)[1] == ["1", "示例001", "60", "0", "4", "56"]
    secretary = client_of("secretary")
    wrong = secretary.post(address, {"starts_on": "2026-11-20", "where": ""})
    assert wrong.status_code == 422
    assert "请填写张贴在哪里。" in text(wrong)
    done = secretary.post(address, {"starts_on": "2026-11-20", "where": "村部公开栏"}, follow=True)
    assert "已张贴，到2026-11-26为止。请打印出来贴到村部公开栏。" in done.content.decode()
    assert "书记老王张贴" in text(done)
    again = secretary.post(address, {"starts_on": "2026-11-20", "where": "村部公开栏"})
    assert again.status_code == 422
    assert "已经在2026年11月20日张贴过" in text(again)
    assert PublicNotice.objects.count() == 1
    assert "已张贴" in text(secretary.get("/units/xingtang/points/2026/"))


def test_a_quarter_that_is_not_over_is_only_looked_at(scored: list[Member], client_of: ClientOf) -> None:
    response = client_of("secretary").get("/units/xingtang/points/notice/2026/4/")
    assert "还不用办" in text(response)
    assert "张贴这份公示" not in text(response)


def test_the_clerk_tries_a_table_and_adopts_it(town: Town, scored: list[Member], client_of: ClientOf) -> None:
    client = client_of("clerk")
    address = "/units/fenggang/points/table/adopt/"
    page = html.fromstring(client.get(address).content.decode())
    form = page.xpath("//main//form")[0]
    data = {field.get("name"): field.get("value", "") for field in form.xpath(".//input[@name]")}
    data = {name: value for name, value in data.items() if not name.startswith(("off-", "leaves_out_"))}
    data |= {"document": "枫发〔2026〕9号", "points-unexcused": "-1", "since": "2026-01-01"}
    tried = client.post(address, {**data, "preview": "1"})
    assert tried.status_code == 200
    assert "12 名党员里，3 人的合计会变" in text(tried)
    assert "示例0" not in text(tried)
    assert PointTable.objects.count() == 0
    hostile = client.post(
        address,
        {
            **data,
            "new-1": "微信点赞",
            "new-1-category": "service",
            "new-1-points": "1",
            "new-1-evidence": "x",
            "confirm": "1",
        },
    )
    assert hostile.status_code == 422
    assert "不能给“点赞”记分" in text(hostile)
    assert "国办函〔2026〕12号" in text(hostile)
    wrong = client.post(address, {**data, "points-unexcused": "多"})
    assert wrong.status_code == 422
    done = client.post(address, {**data, "confirm": "1"}, follow=True)
    assert "新的规则表已经登记" in done.content.decode()
    assert "枫发〔2026〕9号" in text(client_of("secretary").get("/units/xingtang/points/table/"))
    again = client.post(address, {**data, "confirm": "1"})
    assert "已经有一张规则表" in text(again)
    own = PointTable.objects.get()
    void = f"/units/fenggang/points/table/{own.pk}/void/"
    assert client.post(void, {"reason": ""}).status_code == 422
    assert "已作废" in text(client.post(void, {"reason": "分值录错了"}, follow=True))
    assert "不用再办" in text(client.post(void, {"reason": "分值录错了"}))


def test_who_is_not_scored_is_said_so(town: Town, scored: list[Member], client_of: ClientOf) -> None:
    from activityday.judgement.points.actions import adopt  # noqa: PLC0415
    from tests.points.test_tables import content  # noqa: PLC0415

    Member.objects.filter(pk=scored[0].pk).update(born_on=date(1940, 1, 1))
    classes = [{"key": "O", "label": "年满80岁的党员", "base": "60", "age_from": 80, "scored": False}]
    adopt(committee=town.committee, content=content(classes=classes), by=OPERATOR, at=NOW)
    client = client_of("secretary")
    assert table(client.get("/units/xingtang/points/2026/"))[1] == ["示例001", "不计分（年满80岁的党员）"]
    assert "年满80岁的党员不计分" in text(client.get(f"/units/xingtang/points/2026/{scored[0].pk}/"))
    pdf = client.get(f"/units/xingtang/points/2026/{scored[0].pk}.pdf").content
    assert "年满80岁的党员不计分。" in "".join(words(pdf))
    book = client.get("/units/xingtang/points/2026/quarter-3.xlsx").content
    assert openpyxl.load_workbook(BytesIO(book)).active["J4"].value == "不计分（年满80岁的党员）"
    notice = text(client.get("/units/xingtang/points/notice/2026/3/"))
    assert "示例001" not in notice
    assert "按规则表不计分的 1 名党员不列。" in notice


# --- questions

COUNTED = [
    "/units/xingtang/points/2026/",
    "/units/xingtang/points/2026/statements.pdf",
    "/units/xingtang/points/2026/quarter-3.xlsx",
    "/units/xingtang/points/notice/2026/3/",
    "/units/xingtang/points/manual/",
]


@pytest.mark.parametrize("address", COUNTED)
def test_a_page_asks_the_same_number_of_questions_for_one_member_and_for_many(
    town: Town,
    make_members: Callable,
    close_month: Callable,
    enter: Callable,
    client_of: ClientOf,
    address: str,
) -> None:
    one = make_members(town.village, 1, prefix="先")
    enter(one[0])
    enter(one[0], "punished")
    client = client_of("secretary")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    many = make_members(town.village, 30)
    close_month(town.village, 9, {many[0]: "缺"}, [*one, *many])
    for member in many:
        enter(member)
    enter(many[0], "punished")
    post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW)
    with CaptureQueriesContext(connection) as more:
        assert client.get(address).status_code == 200
    assert len(more) == len(few)


def test_only_these_posts_may_see_points() -> None:
    from activityday.people.accounts.permissions import TABLE, Permission  # noqa: PLC0415

    seeing = {
        role
        for role, sentences in TABLE.items()
        if any(Permission.VIEW_POINTS in one.permissions for one in sentences)
    }
    assert seeing == {Role.CLERK, Role.SECRETARY, Role.RECORDER}
