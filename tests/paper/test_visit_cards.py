"""notice 二: who takes part at home gets a card: what to read is printed, who came and a signature are written by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.models import Activity, Segment
from activityday.day.attendance.actions import ask_exemptions, save_roll
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind, State
from activityday.day.attendance.models import RollEntry
from activityday.day.attendance.queries import expected_at
from activityday.day.attendance.sheet import sheet_of
from activityday.day.paper.queries import visited_at
from activityday.day.paper.wording import learning_in
from activityday.day.schedule.enums import Content
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.people.roster.models import Member
from tests.activity.conftest import DAY, MONTH, PREPARED_AT, RECORDED_AT
from tests.conftest import Town
from tests.documents.looking import words

ClientOf = Callable[[str], Client]
Agree = Callable[..., None]
CARDS = f"{MONTH}visit-cards.pdf"
EXEMPTIONS = "/units/xingtang/exemptions/"


@pytest.fixture(autouse=True)
def today(in_november: None) -> None:
    """23 November."""


@pytest.fixture
def agree(town: Town) -> Agree:
    """The primary committee agreed to it for these members, for a year."""

    def make(
        *members: Member, kind: ExemptionKind = ExemptionKind.OTHER_MEANS, ends_on: date = date(2027, 10, 1)
    ) -> None:
        asked = ask_exemptions(
            unit=town.village,
            members=members,
            kind=kind,
            ground=ExemptionGround.MOBILITY,
            starts_on=date(2026, 11, 1),
            ends_on=ends_on,
            by=town.users["secretary"],
            on=date(2026, 11, 1),
            at=PREPARED_AT,
        )
        for one in asked:
            answer(filing=one.filing, step=Step.APPROVE, note="", by=town.users["clerk"], at=PREPARED_AT)

    return make


def visited(activity: Activity, town: Town) -> list[str]:
    return [one.affiliated.member.name for one in visited_at(activity, town.village)]


def test_only_who_takes_part_by_other_means_on_the_day_gets_a_card(
    town: Town, activity: Activity, members: list[Member], agree: Agree
) -> None:
    agree(members[0], members[3])
    agree(members[1], kind=ExemptionKind.EXEMPT)
    agree(members[2], ends_on=DAY - timedelta(days=1))
    assert visited(activity, town) == ["示例001", "示例004"]


def test_a_group_prints_the_cards_of_its_own(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    agree(members[0], members[1])
    pdf = client_of("group_leader").get("/units/xingtang-1/2026/12/visit-cards.pdf").content
    assert [name for name in ("示例001", "示例002") if name in "".join(words(pdf))] == ["示例001"]


def test_a_card_says_who_where_when_and_what_to_read_and_leaves_room_for_hands(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    agree(members[0])
    Activity.objects.update(theme="冬修水利")
    study = Segment.objects.filter(content=Content.STUDY)
    study.update(material="支部工作条例（节选）")
    response = client_of("secretary").get(CARDS)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    page = words(response.content)[0]
    printed = (
        "2026年12月走访学习卡",
        "2026年12月7日星期一",
        town.village.name,
        "第一党小组",
        "示例001",
        "冬修水利",
        "支部工作条例（节选）",
    )
    by_hand = ("谁去的：", "哪一天：", "读了什么、说了什么：", "党员签名（按手印）：", "走访人签名：")
    assert [said for said in (*printed, *by_hand) if said not in page] == []
    assert "行动不便" not in page


def test_two_cards_a_page_or_one_in_large_type(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    agree(*members[:3])
    client = client_of("secretary")
    pages = [words(client.get(f"{CARDS}{query}").content) for query in ("", "?large=1")]
    assert [[page.count("走访学习卡") for page in one] for one in pages] == [[2, 1], [1, 1, 1]]


def test_with_nobody_at_home_it_is_said_and_leads_back(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    agree(members[0], kind=ExemptionKind.EXEMPT)
    response = client_of("secretary").get(CARDS, follow=True)
    assert response.redirect_chain == [(f"{MONTH}papers/", 302)]
    assert "没有经镇党委同意、以其他方式参加的党员，不用印走访学习卡" in response.content.decode()


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("secretary", 200),
        ("recorder", 200),
        ("clerk", 200),
        ("leader", 404),
        ("county_officer", 404),
        ("other_secretary", 404),
        ("group_leader", 404),
        ("operator", 404),
    ],
)
def test_cards_name_people_and_are_for_who_may_see_the_roster(
    town: Town,
    activity: Activity,
    members: list[Member],
    agree: Agree,
    client_of: ClientOf,
    post: str,
    status: int,
) -> None:
    agree(members[0])
    assert client_of(post).get(CARDS).status_code == status


def test_the_month_s_papers_offer_cards_only_where_somebody_needs_one(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    client = client_of("secretary")
    before = client.get(f"{MONTH}papers/").content.decode()
    assert ("visit-cards.pdf" in before, "不用走访学习卡" in before) == (False, True)
    agree(members[0])
    after = client.get(f"{MONTH}papers/").content.decode()
    assert (after.count("visit-cards.pdf"), "不用走访学习卡" in after) == (2, False)
    assert "visit-cards.pdf" not in client_of("leader").get(f"{MONTH}papers/").content.decode()


def test_the_page_of_agreements_leads_to_the_cards_of_the_months_that_are_prepared(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    client = client_of("secretary")
    agree(members[1], kind=ExemptionKind.EXEMPT)
    assert "走访学习卡" not in client.get(EXEMPTIONS).content.decode()
    agree(members[0])
    page = client.get(EXEMPTIONS).content.decode()
    assert (CARDS in page, "/2026/11/visit-cards.pdf" in page) == (True, False)
    assert "visit-cards" not in client_of("clerk").get("/units/fenggang/exemptions/").content.decode()


def test_one_tap_on_the_roll_records_the_visit_and_who_made_it(
    town: Town, activity: Activity, members: list[Member], agree: Agree
) -> None:
    agree(members[0])
    shown = sheet_of(expected_at(activity, on=DAY), unit=town.village)
    rows = {row.name: row for section in shown.sections for row in section.rows}
    assert [(rows[n].other_label, rows[n].mode.label) for n in ("示例001", "示例002")] == [
        ("上门", "送学上门"),
        ("其他", "视频"),
    ]
    tapped = (State.OTHER_MEANS.value, rows["示例001"].mode.value, "赵国平，12月8日")
    save_roll(
        activity=activity,
        entries={members[0].pk: tapped},
        signed_count=None,
        base_version=0,
        by=town.users["recorder"],
        at=RECORDED_AT,
    )
    entry = RollEntry.objects.get()
    assert (entry.get_mode_display(), entry.note) == ("送学上门", "赵国平，12月8日")


def test_what_to_read_is_materials_and_study_without_any_each_once() -> None:
    def part(content: Content, title: str, material: str = "") -> Segment:
        return Segment(content=content, title=title, material=material)

    parts = [
        part(Content.STUDY, "集中学习", "党章"),
        part(Content.STUDY, "观看教育片"),
        part(Content.ANALYSIS, "党性分析", "党章"),
        part(Content.DELIBERATION, "修路", "修路方案"),
        part(Content.DUES, "交纳党费"),
    ]
    assert learning_in(parts) == ["党章", "观看教育片", "修路方案"]


def test_more_cards_cost_no_more_queries(
    town: Town, activity: Activity, members: list[Member], agree: Agree, client_of: ClientOf
) -> None:
    client, counts = client_of("secretary"), []
    client.get("/")
    for some in (members[:1], members[1:]):
        agree(*some)
        with CaptureQueriesContext(connection) as seen:
            client.get(CARDS)
        counts.append(len(seen))
    assert counts[0] == counts[1]
