"""Questions over the records: only what stands in the list, only what the post may see, in the order of the tree."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.models import SavedQuestion
from activityday.leadership.reports.questions import saving
from activityday.leadership.reports.questions.asking import Condition
from activityday.leadership.reports.questions.fields import FIELDS, NEEDS, READY
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.models import Condition as Held
from activityday.privacy.sealed import SealedTextField
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town
from tests.pages import Person
from tests.reports.conftest import NOW

pytestmark = pytest.mark.django_db
TOWN, HERE, NEXT, COUNTY = (
    f"/units/{code}/questions/" for code in ("fenggang", "xingtang", "liudi", "county")
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
VILLAGE = {"county_officer", "clerk", "leader", "secretary", "recorder"}


@pytest.fixture(autouse=True)
def in_july() -> object:
    """It is the morning of 20 July."""
    with time_machine.travel(NOW, tick=False):
        yield


def ask(client: Client, address: str, **asked: object) -> list[list[str]]:
    """The cells of the answer, row by row."""
    page = Person(client).opens(f"{address}?{urlencode(asked, doseq=True)}").page
    return [[cell.text_content().strip() for cell in row.iter("td")] for row in page.xpath("//tbody/tr")]


def test_who_may_ask_about_what(town: Town, client_of: Callable[[str], Client]) -> None:
    pages = {
        HERE: VILLAGE,
        f"{HERE}branches/": VILLAGE,
        f"{HERE}activities/": VILLAGE,
        f"{HERE}members/": {"clerk", "secretary", "recorder"},
        f"{TOWN}members/": {"clerk"},
        f"{TOWN}branches/": {"clerk", "county_officer"},
        f"{COUNTY}activities/": {"county_officer"},
        f"{COUNTY}members/": set(),
        f"{NEXT}members/": {"clerk", "other_secretary"},
        f"{HERE}dues/": set(),
        f"{HERE}members.xlsx?show=name": {"clerk", "secretary", "recorder"},
        f"{HERE}branches.xlsx?show=name": VILLAGE,
        "/units/xingtang-1/questions/members/": {"clerk", "secretary", "recorder", "group_leader"},
    }
    for post in POSTS:
        client = client_of(post)
        for page, posts in pages.items():
            assert client.get(page).status_code == (200 if post in posts else 404), (post, page)


def test_nothing_sealed_no_base_no_reason_can_be_asked() -> None:
    sealed = {field.name for field in Member._meta.get_fields() if isinstance(field, SealedTextField)}
    for subject in Subject:
        keys = {field.key for field in FIELDS[subject]}
        assert keys.isdisjoint(
            sealed | {"note", "base", "ground", "reason", "identity_fingerprint", "problems"}
        )
        assert len(keys) == len(FIELDS[subject])
    assert NEEDS[Subject.MEMBERS] == Permission.VIEW_ROSTER


def test_the_ready_ones_ask_only_what_is_in_the_list(town: Town, client_of: Callable[[str], Client]) -> None:
    assert [one.name for one in READY] == [
        "党员名册基本情况",
        "流动党员",
        "到期的不参加",
        "本年活动一览",
        "支部基本情况",
    ]
    clerk = Person(client_of("clerk"))
    for one in READY:
        assert set(one.asked["show"]) <= {field.key for field in FIELDS[one.subject]}
        clerk.opens(TOWN).clicks(one.name)
        assert one.name in clerk.page.findtext(".//h1")
    county = Person(client_of("county_officer")).opens(COUNTY).reads()
    assert "本年活动一览" in county
    assert "党员名册" not in county


def test_members_by_what_holds_of_them(
    town: Town,
    twelve: list[Member],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    Held.objects.create(
        member=twelve[4], kind=ConditionKind.FLOATING, starts_on=date(2026, 1, 5), place="广东省东莞市"
    )
    Member.objects.filter(pk=twelve[4].pk).update(born_on=date(1986, 7, 1), known_to={"born_on": "month"})
    clerk = client_of("clerk")
    show = ["name", "born_on", "age", "away_since", "away_to"]
    assert ask(clerk, f"{TOWN}members/", show=show, **{"floating-is": "yes"}) == [
        ["示例005", "1986年7月", "40", "2026-01-05", "广东省东莞市"]
    ]
    assert ask(clerk, f"{TOWN}members/", show=["name"], **{"age-from": 40, "age-to": 40}) == [["示例005"]]
    assert ask(clerk, f"{TOWN}members/", show=["name"], **{"name-word": "012"}) == [["示例012"]]
    assert ask(clerk, f"{TOWN}members/", show=["name"], **{"name-how": "equal", "name-word": "012"}) == []
    assert len(ask(clerk, f"{TOWN}members/", show=["name"], **{"floating-is": "no"})) == 11
    assert ask(clerk, f"{TOWN}members/", show=["name"], on="2026-01-04", **{"floating-is": "yes"}) == []


def test_members_in_roster_order_and_only_below(
    town: Town,
    twelve: list[Member],  # noqa: F811
    make_members: Callable[..., list[Member]],
    client_of: Callable[[str], Client],
) -> None:
    make_members(town.other_village, 3, prefix="柳堤")
    names = [row[0] for row in ask(client_of("clerk"), f"{TOWN}members/", show=["name"])]
    assert names == [*(one.name for one in twelve), "柳堤001", "柳堤002", "柳堤003"]
    assert ask(client_of("other_secretary"), f"{NEXT}members/", show=["name"]) == [
        ["柳堤001"],
        ["柳堤002"],
        ["柳堤003"],
    ]


def test_activities_of_the_year_with_their_figures(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., object],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 5, {twelve[0]: "缺", twelve[1]: "其"}, twelve)
    hold(town.village, 6, {}, twelve)
    show = ["branch", "month", "state", "expected", "present", "other_means", "absent", "rate"]
    county = client_of("county_officer")
    asked = {"show": show, "period": "this_year", "order": "date"}
    assert ask(county, f"{COUNTY}activities/", **asked) == [
        ["兴塘村", "2026-05", "已归档", "12", "10", "1", "1", "91.6%（11÷12）"],
        ["兴塘村", "2026-06", "已开展", "", "", "", "", ""],
    ]
    chosen = {**asked, "period": "chosen", "first": "2026-06-15", "last": "2026-06-15"}
    assert [row[1] for row in ask(county, f"{COUNTY}activities/", **chosen)] == ["2026-06"]
    assert ask(county, f"{COUNTY}activities/", **{**asked, "period": "last_year"}) == []


def test_branches_with_their_year(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 6, {}, twelve)
    show = [
        "short_name",
        "sector",
        "has_committee",
        "members",
        "groups",
        "due",
        "closed",
        "overdue",
        "reaches",
    ]
    assert ask(client_of("county_officer"), f"{COUNTY}branches/", show=show) == [
        ["兴塘村", "村", "是", "12", "2", "2", "1", "1", "是"],
        ["柳堤村", "村", "否", "0", "0", "2", "0", "2", ""],
    ]


def test_a_post_without_the_roster_sees_no_name_of_a_secretary(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    answer = client_of("county_officer").get(f"{COUNTY}branches/?show=secretary")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["show"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"show": "identity_number"}, "show"),
        ({"show": "member__phone"}, "show"),
        ({}, "show"),
        ({"show": "name", "age-from": "十"}, "age-from"),
        ({"show": "name", "age-from": "50", "age-to": "40"}, "age-to"),
        ({"show": "name", "age-from": "-1"}, "age-from"),
        ({"show": "name", "age-from": "9" * 40}, "age-from"),
        ({"show": "name", "born_on-from": "2026-13-40"}, "born_on-from"),
        ({"show": "name", "name-word": "字" * 61}, "name-word"),
        ({"show": "name", "name-word": "a\x00b"}, "name-word"),
        ({"show": "name", "category-word": "'; drop table"}, "category-word"),
        ({"show": "name", "floating-is": "maybe"}, "floating-is"),
        ({"show": "name", "name-how": "regex", "name-word": "("}, "name-how"),
        ({"show": "name", "on": "0001-01-01"}, "on"),
    ],
)
def test_a_hostile_filter_is_told_at_its_field(
    asked: dict[str, str], field: str, town: Town, client_of: Callable[[str], Client]
) -> None:
    answer = client_of("clerk").get(f"{TOWN}members/", {**asked, "q": "查"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert client_of("clerk").get(f"{TOWN}members.xlsx", {**asked, "q": "查"}).status_code == 422


def test_a_period_is_whole(town: Town, client_of: Callable[[str], Client]) -> None:
    for asked, field in (
        ({"period": "chosen"}, "first"),
        ({"period": "chosen", "first": "2026-06-01", "last": "2026-05-01"}, "last"),
        ({"period": "ever"}, "period"),
    ):
        answer = client_of("clerk").get(f"{TOWN}activities/", {"show": "theme", "order": "tree", **asked})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors


def test_words_are_compared_as_they_stand(town: Town, client_of: Callable[[str], Client]) -> None:
    for word in ("%", "_", ".*", "' or 1=1 --"):
        assert ask(client_of("clerk"), f"{TOWN}branches/", show=["name"], **{"name-word": word}) == []


def test_an_unknown_value_answers_nothing() -> None:
    assert not Condition("x", "is", wanted=False).holds({"x": None})
    assert not Condition("x", "between", least=1).holds({"x": None})
    assert Condition("x", "between", most=3).holds({"x": 3})


def test_the_workbook_holds_the_page_and_the_log_knows(
    town: Town,
    twelve: list[Member],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    Member.objects.filter(pk=twelve[0].pk).update(occupation="=1+1")
    asked = urlencode({"show": ["name", "occupation"], "name-word": "示例00", "q": "名册"}, doseq=True)
    answer = client_of("clerk").get(f"{TOWN}members.xlsx?{asked}")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "中共枫港镇委员会名册"
    assert rows[2] == ("序号", "姓名", "工作岗位")
    assert rows[3] == (1, "示例001", "=1+1")
    assert len(rows) == 3 + 9
    entry = Entry.objects.get(action="reports.question_exported")
    assert entry.by_name.startswith("党建办小陈")
    assert "姓名" in entry.changes
    assert "示例00" not in entry.changes


def test_saved_once_and_used_by_everybody_of_the_committee(
    town: Town,
    twelve: list[Member],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    clerk = Person(client_of("clerk"))
    clerk.opens(f"{TOWN}members/?{urlencode({'show': 'name', 'name-word': '003'})}")
    clerk.presses("存下", name="尾号三")
    assert "尾号三" in clerk.page.findtext(".//h1")
    assert "示例003" in clerk.reads()
    clerk.presses("存下", name="尾号三")
    assert "已经有了，请换一个" in clerk.reads()
    found = SavedQuestion.objects.get()
    assert found.asked == {"show": ["name"], "name-word": ["003"]}

    secretary = Person(client_of("secretary")).opens(HERE)
    assert "示例003" in secretary.clicks("尾号三").reads()
    # a post that may not ask about members neither sees nor opens it; another tree has its own
    assert "尾号三" not in Person(client_of("leader")).opens(HERE).reads()
    assert client_of("leader").get(f"{HERE}saved/{found.pk}/").status_code == 404
    assert client_of("county_officer").get(f"{COUNTY}saved/{found.pk}/").status_code == 404

    client_of("secretary").post(f"{HERE}saved/{found.pk}/remove/")
    assert saving.question_of(town.village, found.pk) is not None
    clerk.opens(TOWN).presses("删去")
    assert saving.question_of(town.village, found.pk) is None
    with pytest.raises(Refused, match="已经删了"):
        saving.remove_question(question=found, by=town.users["clerk"], at=NOW)


def test_many_people_ask_no_more_than_few(
    town: Town, make_members: Callable[..., list[Member]], client_of: Callable[[str], Client]
) -> None:
    client = client_of("clerk")

    def asked(subject: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(
                f"{TOWN}{subject}/",
                {
                    "show": ["branch" if subject != "branches" else "name"],
                    "period": "this_year",
                    "order": "tree",
                },
            )
        return len(captured)

    make_members(town.village, 1)
    asked("members")
    few = {subject: asked(subject) for subject in ("members", "branches")}
    Affiliation.objects.all().delete()
    make_members(town.village, 200, prefix="多")
    assert {subject: asked(subject) for subject in ("members", "branches")} == few


def test_a_long_answer_goes_page_by_page(
    town: Town, make_members: Callable[..., list[Member]], client_of: Callable[[str], Client]
) -> None:
    make_members(town.village, 120)
    clerk = Person(client_of("clerk")).opens(f"{TOWN}members/?show=name&page=3")
    assert clerk.page.xpath("//tbody/tr/th")[0].text_content() == "101"
    assert "120 条" in clerk.client.get(f"{TOWN}members/?show=name").content.decode()
