"""The pages of circulars: who opens which, what is told at which field, and what is printed."""

from collections.abc import Callable
from io import BytesIO

import docx
import pypdf
import pytest
import time_machine
from django.test import Client

from activityday.leadership.supervision import actions
from activityday.leadership.supervision.models import Circular
from activityday.people.accounts.enums import Role
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town
from tests.pages import Person
from tests.reports.conftest import NOW, PAPER

pytestmark = pytest.mark.django_db
TOWN, HERE, NEXT, COUNTY = (
    f"/units/{code}/circulars/" for code in ("fenggang", "xingtang", "liudi", "county")
)
POSTS = (
    "county_officer",
    "clerk",
    "leader",
    "secretary",
    "recorder",
    "group_leader",
    "other_secretary",
    "operator",
)
OF_THE_VILLAGE = {"county_officer", "clerk", "leader", "secretary"}


@pytest.fixture(autouse=True)
def in_july() -> object:
    """It is the morning of 20 July."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def issued(town: Town, draft: Callable[..., Circular]) -> Circular:
    """The circular of the first half-year, issued."""
    return actions.issue_circular(circular=draft(), issuing=PAPER, by=town.users["clerk"], at=NOW)


def test_who_reads_what_was_issued(issued: Circular, client_of: Callable[[str], Client]) -> None:
    pages = {
        TOWN: {"county_officer", "clerk"},
        f"{TOWN}{issued.pk}/": {"county_officer", "clerk"},
        f"{TOWN}{issued.pk}.pdf": {"county_officer", "clerk"},
        HERE: OF_THE_VILLAGE,
        f"{HERE}{issued.pk}/": OF_THE_VILLAGE,
        f"{HERE}{issued.pk}.docx": OF_THE_VILLAGE,
        f"{NEXT}{issued.pk}/": {"county_officer", "clerk", "other_secretary"},
        COUNTY: {"county_officer"},
        f"{COUNTY}{issued.pk}/": {"county_officer"},
    }
    for post in POSTS:
        client = client_of(post)
        for page, posts in pages.items():
            assert client.get(page).status_code == (200 if post in posts else 404), (post, page)


def test_a_draft_is_for_those_who_write_it(
    draft: Callable[..., Circular], client_of: Callable[[str], Client]
) -> None:
    made = draft()
    for post in POSTS:
        for page in (f"{TOWN}{made.pk}/", f"{TOWN}{made.pk}.pdf"):
            assert client_of(post).get(page).status_code == (200 if post == "clerk" else 404), (post, page)
        for page in (f"{HERE}{made.pk}/", f"{COUNTY}{made.pk}/"):
            expected = 200 if post == "clerk" and page.startswith(HERE) else 404
            assert client_of(post).get(page).status_code == expected, (post, page)


def test_only_the_clerk_writes(draft: Callable[..., Circular], client_of: Callable[[str], Client]) -> None:
    made = draft()
    for post in POSTS:
        if post != "clerk":
            for step in ("words", "facts", "issue", "withdraw", "drop"):
                answer = client_of(post).post(f"{TOWN}{made.pk}/{step}/")
                assert answer.status_code == 404, (post, step)
            assert client_of(post).post(TOWN, {"year": 2026}).status_code == 404
    # nor through the address of a branch
    assert client_of("clerk").post(f"{HERE}{made.pk}/issue/").status_code == 404
    assert client_of("clerk").post(HERE, {"year": 2026}).status_code == 404


def test_a_neighbour_town_finds_nothing(
    town: Town, issued: Circular, make_user: Callable[..., object]
) -> None:
    other = establish(
        parent=town.county,
        code="qinghe",
        name="中共清河镇委员会",
        short_name="清河镇党委",
        level=Level.COMMITTEE,
        by=OPERATOR,
        at=START,
    )
    client = Client()
    client.force_login(
        make_user("qinghe", Role.CLERK, other), backend="django.contrib.auth.backends.ModelBackend"
    )
    for page in (TOWN, f"{TOWN}{issued.pk}/", f"/units/qinghe/circulars/{issued.pk}/"):
        assert client.get(page).status_code == 404, page
    assert client.post(f"/units/qinghe/circulars/{issued.pk}/withdraw/", {"why": "x"}).status_code == 404
    assert client.get("/units/qinghe/circulars/").status_code == 200


def test_from_the_first_click_to_the_paper(
    half_of_xingtang: None,
    client_of: Callable[[str], Client],
) -> None:
    clerk = Person(client_of("clerk"))
    clerk.opens(TOWN).presses("起草", part="half-1")
    assert "2个党支部应开展活动12次" in clerk.reads()
    clerk.presses("保存文字", demands="请柳堤村【查无此数】前报告。")
    assert clerk.response.status_code == 422  # type: ignore[union-attr]
    assert "【查无此数】不是这份通报里的数" in clerk.reads()
    assert "请柳堤村【查无此数】前报告。" in clerk.page.xpath("//textarea[@name='demands']")[0].text
    clerk.presses("保存文字", demands="请柳堤村八月前报告。\n其他支部照旧。")
    clerk.presses("印发", number="枫发[2026]12号")
    assert "年份要用六角括号〔〕" in clerk.reads()
    assert clerk.page.xpath("//input[@name='number']/@value") == ["枫发[2026]12号"]
    clerk.presses("印发", number="枫发〔2026〕12号", addressees="各党支部")
    assert "已印发" in clerk.reads()

    circular = Circular.objects.get()
    pdf = clerk.client.get(f"{TOWN}{circular.pk}.pdf").content
    words = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    word = docx.Document(BytesIO(clerk.client.get(f"{TOWN}{circular.pk}.docx").content))
    typed = "".join(paragraph.text for paragraph in word.paragraphs)
    for expected in (
        "枫发〔2026〕12号",
        "关于2026年上半年党员活动日开展情况的通报",
        "各党支部：",
        "一、总体情况",
        "55÷60",
        "二、存在问题",
        "柳堤村（1月、2月、3月、4月、5月、6月）",
        "三、整改要求",
        "请柳堤村八月前报告。",
        "2026年7月20日",
    ):
        assert expected in words, expected
        assert expected in "".join(typed.split()), expected
    assert "【" not in words


def test_a_second_click_is_told_that_it_is_done(
    town: Town, issued: Circular, client_of: Callable[[str], Client]
) -> None:
    data = {
        "number": "枫发〔2026〕12号",
        "addressees": "各党支部",
        "signer": "镇党委",
        "dated_on": "2026-07-20",
        "base_version": "1",
    }
    answer = client_of("clerk").post(f"{TOWN}{issued.pk}/issue/", data, follow=True)
    assert answer.status_code == 200
    assert "不用再办" in answer.content.decode()
    assert Circular.objects.count() == 1


def test_a_changed_record_is_said_and_refreshed(
    town: Town,
    half_of_xingtang: None,
    draft: Callable[..., Circular],
    close_month: Callable[..., object],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    made = draft()
    close_month(town.other_village, 6, {}, [])
    clerk = Person(client_of("clerk")).opens(f"{TOWN}{made.pk}/")
    assert "个数的记录变了：应开展" not in clerk.reads()
    assert "已归档" in clerk.reads().split("个数的记录变了：")[1].split("。")[0]
    clerk.presses("更新已归档")
    assert "已开展并归档6次" in clerk.reads()
    clerk.presses("全部更新")
    assert "个数的记录变了" not in clerk.reads()


def test_the_branch_sees_that_it_is_named(
    half_of_xingtang: None,
    issued: Circular,
    client_of: Callable[[str], Client],
) -> None:
    page = Person(client_of("other_secretary")).opens("/units/liudi/supervision/")
    assert "关于2026年上半年党员活动日开展情况的通报" in page.reads()
    assert "点到本支部" in page.clicks("关于2026年上半年").reads()
    actions.withdraw_circular(circular=issued, why="数错了", by=OPERATOR, at=NOW)
    assert "撤回：数错了" in Person(client_of("secretary")).opens(f"{HERE}{issued.pk}/").reads()


def test_withdrawing_asks_why(issued: Circular, client_of: Callable[[str], Client]) -> None:
    clerk = Person(client_of("clerk")).opens(f"{TOWN}{issued.pk}/")
    clerk.presses("撤回", why="")
    assert clerk.response.status_code == 422  # type: ignore[union-attr]
    clerk.presses("撤回", why="数错了")
    assert "已撤回" in clerk.reads()


@pytest.mark.parametrize(
    ("field", "value"),
    [("year", "20260"), ("year", "二〇二六"), ("part", "month-13"), ("part", "week-1"), ("order", "figures")],
)
def test_a_period_that_does_not_exist_is_told_at_its_field(
    field: str, value: str, town: Town, client_of: Callable[[str], Client]
) -> None:
    data = {"year": "2026", "part": "month-6", "order": "tree", field: value}
    answer = client_of("clerk").post(TOWN, data)
    assert answer.status_code == 422
    assert Circular.objects.count() == 0


def test_figures_that_changed_meanwhile_are_not_issued_without_a_word(
    town: Town,
    half_of_xingtang: None,
    draft: Callable[..., Circular],
    close_month: Callable[..., object],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    made = draft()
    close_month(town.other_village, 6, {}, [])
    clerk = Person(client_of("clerk")).opens(f"{TOWN}{made.pk}/")
    clerk.presses("印发", number="枫发〔2026〕12号", addressees="各党支部")
    assert clerk.response.status_code == 422  # type: ignore[union-attr]
    assert "请先更新，或者勾选照原来的印" in clerk.reads()
    assert clerk.page.xpath("//input[@name='number']/@value") == ["枫发〔2026〕12号"]
    clerk.presses("印发", number="枫发〔2026〕12号", addressees="各党支部", keeps="on")
    assert "已印发" in clerk.reads()


def test_a_withdrawn_paper_says_so_when_it_is_printed(
    issued: Circular, client_of: Callable[[str], Client]
) -> None:
    def printed() -> str:
        content = client_of("clerk").get(f"{TOWN}{issued.pk}.pdf").content
        return "".join(
            "".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(content)).pages
        )

    assert "已撤回" not in printed()
    actions.withdraw_circular(circular=issued, why="数错了", by=OPERATOR, at=NOW)
    assert "这份通报已撤回，不再有效" in printed()
