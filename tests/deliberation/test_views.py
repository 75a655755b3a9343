"""Who reads and writes here, what is asked next, what stays when it is refused."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from activityday.contents.deliberation.actions import add_exclusion, decide, publish
from activityday.contents.deliberation.drafts import Decision, ExclusionDraft, Publication
from activityday.contents.deliberation.enums import Method, Stage, TopicKind
from activityday.contents.deliberation.forms.topics import segment_label
from activityday.contents.deliberation.models import (
    Disclosure,
    Exclusion,
    FollowUp,
    Matter,
    Opinion,
    Topic,
    Vote,
)
from activityday.contents.deliberation.queries import passed_votes_of
from activityday.people.organisation.enums import Sector
from activityday.people.roster.models import Member
from activityday.rules.voting import Papers, Tally
from tests.closing.conftest import hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town, instant
from tests.deliberation.conftest import DAY, LATER, NOON
from tests.pages import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ROOM = "/units/xingtang/deliberation/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def everything(
    town: Town,
    resolved: Matter,
    give_opinion: Callable[..., Opinion],
    make_topic: Callable[..., Topic],
    make_vote: Callable[..., Vote],
    counted: Callable[..., Vote],
    forty: list[Member],
) -> dict[str, Any]:
    """One of everything in 兴塘村."""
    secretary = town.users["secretary"]
    topic = make_topic(kind=TopicKind.GENERAL, title="农技课", discussed=True)
    draft = ExclusionDraft(forty[3].pk, "abroad", DAY, DAY)
    exclusion = add_exclusion(unit=town.village, member=forty[3], draft=draft, by=secretary, at=NOON)
    counted(make_vote(question="修路"), 39, 30, 21)
    found = {
        "opinion": give_opinion(),
        "topic": topic,
        "vote": make_vote(question="选人", method=Method.BALLOT),
        "matter": resolved,
        "exclusion": exclusion,
    }
    decision = Decision(DAY, "办", "请农技员来讲", "张三", date(2026, 12, 1))
    other = make_topic(kind=TopicKind.GENERAL, title="路灯", discussed=True)
    decide(topic=other, decision=decision, by=secretary, at=NOON)
    return {**found, "follow_up": FollowUp.objects.get()}


def pages(found: dict[str, Any]) -> list[str]:
    return [
        ROOM,
        f"{ROOM}topics/{found['topic'].pk}/",
        f"{ROOM}votes/",
        f"{ROOM}votes/{found['vote'].pk}/",
        f"{ROOM}votes/{found['vote'].pk}/count-sheet.pdf",
        f"{ROOM}votes/{Vote.objects.get(question='修路').pk}/result.pdf",
        f"{ROOM}matters/",
        f"{ROOM}matters/{found['matter'].pk}/",
        f"{ROOM}matters/{found['matter'].pk}/tables.pdf",
        f"{ROOM}follow-ups/",
        f"{ROOM}follow-ups/{found['follow_up'].pk}/",
        f"{ROOM}disclosures/",
    ]


def recorder_pages(found: dict[str, Any]) -> list[str]:
    return [
        f"{ROOM}opinions/new/",
        f"{ROOM}opinions/{found['opinion'].pk}/",
        f"{ROOM}opinions/{found['opinion'].pk}/topic/",
        f"{ROOM}topics/new/",
        f"{ROOM}topics/{found['topic'].pk}/vote/",
        f"{ROOM}votes/new/",
        f"{ROOM}votes/{found['vote'].pk}/ballots.pdf",
        f"{ROOM}not-counted/",
        f"{ROOM}matters/new/",
        f"{ROOM}disclosures/new/",
    ]


def posts(found: dict[str, Any]) -> list[str]:
    opinion, topic, vote = (found[name].pk for name in ("opinion", "topic", "vote"))
    matter, follow_up = found["matter"].pk, found["follow_up"].pk
    return [
        f"{ROOM}opinions/new/",
        f"{ROOM}opinions/{opinion}/answer/",
        f"{ROOM}opinions/{opinion}/join/",
        f"{ROOM}topics/new/",
        *(f"{ROOM}topics/{topic}/{act}/" for act in ("agenda", "discussion", "decision", "put-off", "drop")),
        f"{ROOM}votes/new/",
        f"{ROOM}votes/{vote}/count/",
        f"{ROOM}votes/{vote}/annul/",
        f"{ROOM}not-counted/",
        f"{ROOM}matters/new/",
        *(
            f"{ROOM}matters/{matter}/{act}/"
            for act in ("left-out", "resolution", "publications/decision", "end")
        ),
        *(f"{ROOM}follow-ups/{follow_up}/{act}/" for act in ("report", "extend", "close")),
        f"{ROOM}disclosures/new/",
    ]


@pytest.mark.parametrize(
    ("post", "reads", "writes"),
    [
        ("secretary", True, True),
        ("recorder", True, True),
        ("clerk", True, False),
        ("leader", True, False),
        ("group_leader", False, False),
        ("county_officer", False, False),
        ("other_secretary", False, False),
        ("operator", False, False),
    ],
)
def test_who_reads_and_who_writes(
    client_of: SignIn, everything: dict[str, Any], post: str, reads: bool, writes: bool
) -> None:
    client = client_of(post)
    assert {client.get(page).status_code for page in pages(everything)} == {200 if reads else 404}
    assert {client.get(page).status_code for page in recorder_pages(everything)} == {200 if writes else 404}
    # empty forms are refused with what is missing, never written and never an error of the machine
    assert {client.post(page).status_code for page in posts(everything)} == {422 if writes else 404}
    ended = client.post(f"{ROOM}not-counted/{everything['exclusion'].pk}/end/")
    assert ended.status_code == (302 if writes else 404)
    assert Exclusion.objects.get().ends_on is None


@pytest.mark.parametrize("unit", ["liudi", "fenggang"])
def test_nothing_is_found_under_another_unit(
    client_of: SignIn, everything: dict[str, Any], unit: str
) -> None:
    client = client_of("clerk")
    for page in pages(everything):
        if "-0" in page or len(page) > len(ROOM) + 20:
            assert client.get(page.replace("xingtang", unit)).status_code == 404, page


def test_the_town_sees_what_waits_in_its_branches(
    town: Town, client_of: SignIn, make_topic: Callable[..., Topic]
) -> None:
    make_topic(title="一个村的议题")
    make_topic(title="另一个村的议题", unit=town.other_village)
    page = text(client_of("clerk").get("/units/fenggang/deliberation/"))
    assert ("一个村的议题" in page, "另一个村的议题" in page, "记一条意见" in page) == (True, True, False)


def test_a_group_leader_of_another_post_sees_no_name(client_of: SignIn, everything: dict[str, Any]) -> None:
    assert "示例老周" in text(client_of("recorder").get(f"{ROOM}opinions/{everything['opinion'].pk}/"))
    assert "示例老周" not in text(client_of("clerk").get(ROOM))


def test_grounds_of_those_not_counted_are_for_those_who_record(
    client_of: SignIn, everything: dict[str, Any]
) -> None:
    page = f"{ROOM}votes/{Vote.objects.get(question='修路').pk}/"
    assert "自费出国半年以上" in text(client_of("recorder").get(page))
    shown = text(client_of("clerk").get(page))
    assert ("示例004" in shown, "自费出国半年以上" in shown) == (True, False)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "还没有议题"),
        ("votes/", "还没有表决过"),
        ("matters/", "还没有走四议两公开的事"),
        ("follow-ups/", "没有要督办的事"),
        ("disclosures/", "还没有公开过"),
        ("not-counted/", "没有不计入应到的党员"),
    ],
)
def test_an_empty_page_says_what_will_be_here(
    town: Town, client_of: SignIn, address: str, sentence: str
) -> None:
    assert sentence in text(client_of("secretary").get(f"{ROOM}{address}"))


@pytest.mark.parametrize(
    ("sector", "kinds", "steps"),
    [
        (Sector.VILLAGE, ["支部重要事项", "村（社区）重要事项", "一般讨论"], True),
        (Sector.DEPARTMENT, ["提高服务效能", "支部重要事项", "一般讨论"], False),
        (Sector.ENTERPRISE, ["为企业和行业建言", "履行社会责任", "支部重要事项", "一般讨论"], False),
    ],
)
def test_each_sector_has_its_kinds_of_topic(
    town: Town, client_of: SignIn, sector: Sector, kinds: list[str], steps: bool
) -> None:
    town.village.sector = sector
    town.village.save()
    client = client_of("recorder")
    person = Person(client).opens(f"{ROOM}topics/new/")
    labels = [
        label.text_content().strip() for label in person.page.xpath("//*[@name='kind']/ancestor::label")
    ]
    assert labels == kinds
    assert ("四议两公开" in text(client.get(ROOM))) == steps
    assert client.post(f"{ROOM}matters/new/", MOTION).status_code == (302 if steps else 422)


MOTION = {"title": "修路", "source": "cadre", "text": "约五万元", "moved_on": "2026-11-20"}


def test_a_double_click_on_an_opinion_says_so_and_writes_one(town: Town, client_of: SignIn) -> None:
    given = {
        "source": "member",
        "subject": "other",
        "text": "灯坏了",
        "given_on": "2026-11-25",
        "given_by": "",
        "form_id": str(uuid4()),
    }
    client = client_of("recorder")
    assert client.post(f"{ROOM}opinions/new/", given).status_code == 302
    again = client.post(f"{ROOM}opinions/new/", given)
    assert (again.status_code, "刚刚已经记下了" in text(again), "灯坏了" in text(again)) == (422, True, True)
    assert Opinion.objects.count() == 1


NUMBERS = {
    "entitled": "40",
    "present": "30",
    "ayes-1": "25",
    "nays-1": "3",
    "abstentions-1": "2",
    "difference": "",
    "seen": "",
}


def seen(response: Any) -> str:
    return text(response).split('name="seen" value="')[1].split('"')[0]


def test_the_arithmetic_is_shown_before_it_is_written_down(
    client_of: SignIn, forty: list[Member], make_vote: Callable[..., Vote]
) -> None:
    vote, client = make_vote(), client_of("recorder")
    address = f"{ROOM}votes/{vote.pk}/count/"
    shown = client.post(address, NUMBERS)
    assert (shown.status_code, "应到 40 人，超过 1/2，就是至少 21 票；赞成 25 票，通过。" in text(shown)) == (
        200,
        True,
    )
    vote.refresh_from_db()
    assert vote.state == "prepared"
    # other numbers than those that were shown are shown again, and nothing is written
    changed = client.post(address, {**NUMBERS, "ayes-1": "24", "abstentions-1": "3", "seen": seen(shown)})
    vote.refresh_from_db()
    assert (changed.status_code, vote.state) == (200, "prepared")
    assert client.post(address, {**NUMBERS, "seen": seen(shown)}).status_code == 302
    vote.refresh_from_db()
    assert (vote.state, vote.is_passed) == ("counted", True)
    again = client.post(address, {**NUMBERS, "seen": seen(shown)}, follow=True)
    assert "不用再记" in text(again)


def test_nobody_types_that_a_vote_passed(
    client_of: SignIn, forty: list[Member], make_vote: Callable[..., Vote]
) -> None:
    vote, client = make_vote(), client_of("recorder")
    address = f"{ROOM}votes/{vote.pk}/count/"
    few = {**NUMBERS, "present": "19", "ayes-1": "19", "nays-1": "0", "abstentions-1": "0", "is_passed": "on"}
    shown = client.post(address, few)
    assert "还差 1 人，不够法定人数" in text(shown)
    client.post(address, {**few, "seen": seen(shown)})
    vote.refresh_from_db()
    assert (vote.state, vote.is_passed) == ("counted", False)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"present": ""}, "请填写实到。"),
        ({"present": "x"}, "实到请填数字。"),
        ({"present": "41"}, "比应到 40 人还多"),
        ({"ayes-1": "26"}, "＝ 31，同实到 30 人对不上"),
        ({"entitled": "39"}, "请写明为什么不一样"),
        ({"ayes-1": "-1"}, "赞成不能小于 0。"),
    ],
)
def test_a_wrong_number_is_named_at_its_field_and_stays(
    client_of: SignIn,
    forty: list[Member],
    make_vote: Callable[..., Vote],
    changed: dict[str, str],
    sentence: str,
) -> None:
    vote = make_vote()
    answer = client_of("recorder").post(f"{ROOM}votes/{vote.pk}/count/", {**NUMBERS, **changed})
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    for name, value in changed.items():
        if value:
            assert f'name="{name}" value="{value}"' in text(answer)
    vote.refresh_from_db()
    assert vote.state == "prepared"


def test_an_election_is_counted_with_names_written_in(
    client_of: SignIn, forty: list[Member], make_vote: Callable[..., Vote]
) -> None:
    vote = make_vote(body="election", method=Method.BALLOT, question="选举", candidates=["甲", "乙"], seats=1)
    numbers = {
        "entitled": "40",
        "present": "36",
        "issued": "36",
        "returned": "36",
        "spoiled": "0",
        "tellers": "丙、丁",
    }
    for n, ayes in ((1, 30), (2, 4)):
        numbers |= {f"ayes-{n}": str(ayes), f"nays-{n}": str(36 - ayes), f"abstentions-{n}": "0"}
    client, address = client_of("recorder"), f"{ROOM}votes/{vote.pk}/count/"
    wrong = client.post(address, {**numbers, "written_in": "某某"})
    assert "请写成“张三 5”这样" in text(wrong)
    shown = client.post(address, {**numbers, "written_in": "某某 2票"})
    client.post(address, {**numbers, "written_in": "某某 2票", "seen": seen(shown)})
    page = text(client.get(f"{ROOM}votes/{vote.pk}/"))
    assert ("某某（另选他人）" in page, "当选" in page) == (True, True)


def test_a_vote_is_prepared_in_the_browser(town: Town, client_of: SignIn, forty: list[Member]) -> None:
    client = client_of("recorder")
    given = {
        "question": "修路",
        "body": "members_meeting",
        "method": "hands",
        "held_on": "2026-11-25",
        "activity": "",
        "group": "",
        "candidates": "",
        "seats": "",
        "place": "",
        "chair": "",
    }
    assert client.post(f"{ROOM}votes/new/", given).status_code == 302
    again = client.post(f"{ROOM}votes/new/", given)
    assert (again.status_code, "刚刚已经准备好了" in text(again)) == (422, True)
    election = {**given, "question": "选人", "body": "election", "method": "ballot", "seats": "1"}
    assert "请写候选人姓名" in text(client.post(f"{ROOM}votes/new/", election))
    assert client.post(f"{ROOM}votes/new/", {**election, "candidates": "甲\n乙"}).status_code == 302
    many = "\n".join(f"候选{n}" for n in range(31))
    assert "候选人最多 30 名" in text(client.post(f"{ROOM}votes/new/", {**election, "candidates": many}))


def test_two_recorders_who_leave_a_step_out_write_it_once(
    town: Town, client_of: SignIn, matter: Matter
) -> None:
    page, given = f"{ROOM}matters/{matter.pk}/left-out/", {"why": "支委会已经研究过"}
    assert client_of("recorder").post(page, given).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.entries.count()) == ("suggested", 1)
    shown = text(client_of("secretary").get(f"{ROOM}matters/{matter.pk}/"))
    assert "没有走这一步，原因：支委会已经研究过" in shown


def test_a_publication_that_was_taken_down_may_hang_again(
    town: Town, client_of: SignIn, resolved: Matter
) -> None:
    vote, secretary = passed_votes_of(resolved, Stage.RESOLUTION).get(), town.users["secretary"]
    decision = Decision(date(2026, 11, 20), "修", "修好水渠", "张三", date(2026, 12, 20), vote)
    decide(topic=resolved.topic, decision=decision, by=secretary, at=LATER)
    hangs = Publication("公开栏", date(2026, 11, 25), date(2026, 12, 1), "同意", "周大山")
    notice = publish(matter=resolved, stage=Stage.DECISION, publication=hangs, by=secretary, at=LATER)
    person = Person(client_of("secretary"))
    person.opens(f"{ROOM}matters/{resolved.pk}/")
    assert "去督办" in person.reads()
    person.opens(f"/units/xingtang/notices/{notice.pk}/").presses("撤下这份公示", why="金额写错")
    person.opens(f"{ROOM}matters/{resolved.pk}/")
    assert "重新公开：决议公开" in person.reads()
    person.presses("张贴决议公开", opinion="同意", supervisor="周大山")
    assert "决议公开已经张贴" in person.reads()


def test_what_is_disclosed_is_posted_and_archived(town: Town, client_of: SignIn) -> None:
    person = Person(client_of("recorder"))
    person.opens(f"{ROOM}disclosures/new/").presses(
        "张贴公开", kind="finance", title="三季度收支", lines="租金 18000", where="公开栏"
    )
    assert "没有冒号或者缺内容" in person.reads()
    person.presses("张贴公开", lines="租金：18,000 元\n水渠材料: 12,600 元")
    assert "已经张贴" in person.reads()
    notice = Disclosure.objects.get().notice
    assert notice.content["rows"] == [["租金", "18,000 元"], ["水渠材料", "12,600 元"]]
    with time_machine.travel(instant("2026-12-30 09:00"), tick=False):
        person = Person(client_of("recorder"))
        person.opens(f"{ROOM}disclosures/").clicks("归档").presses("归档", place="2026年卷第3页")
        assert "2026-12-30，2026年卷第3页" in person.reads()
        address = f"{ROOM}disclosures/{Disclosure.objects.get().pk}/"
        again = client_of("secretary").post(address, {"place": "别处"})
        assert (again.status_code, "已由记录员小刘（recorder）归档" in text(again)) == (422, True)


def test_a_disclosure_names_nobody_s_number(town: Town, client_of: SignIn) -> None:
    person = Person(client_of("recorder"))
    person.opens(f"{ROOM}disclosures/new/").presses(
        "张贴公开", kind="party", title="党员名单", lines="张三：430624198607011234", where="公开栏"
    )
    assert "不能有身份证号、电话号码" in person.reads()
    assert not Disclosure.objects.exists()


def test_a_member_is_entered_as_not_counted_and_counted_again(
    town: Town, client_of: SignIn, forty: list[Member]
) -> None:
    person = Person(client_of("secretary"))
    person.opens(f"{ROOM}not-counted/").presses(
        "登记不计入",
        member=str(forty[0].pk),
        ground="bedridden",
        agreed_on="2026-09-01",
        approved_on="2026-10-08",
    )
    assert "生活不能自理" in person.reads()
    person.presses("恢复计入", on="2026-11-25")
    assert "已经恢复计入" in person.reads()


def test_words_of_people_stay_words(client_of: SignIn, give_opinion: Callable[..., Opinion]) -> None:
    give_opinion(text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text(client_of("recorder").get(ROOM))


@pytest.mark.parametrize("address", ["", "votes/", "matters/", "follow-ups/"])
def test_lists_ask_the_same_for_few_and_many(
    town: Town,
    client_of: SignIn,
    make_topic: Callable[..., Topic],
    make_vote: Callable[..., Vote],
    give_opinion: Callable[..., Opinion],
    django_assert_max_num_queries: Callable[..., Any],
    address: str,
) -> None:
    client, page = client_of("clerk"), f"/units/fenggang/deliberation/{address}"

    def one(n: int) -> None:
        unit = town.other_village if n % 2 else town.village
        topic = make_topic(kind=TopicKind.GENERAL, title=f"议题{n}", discussed=True, unit=unit)
        decision = Decision(DAY, "办", "办好", "张三", date(2026, 12, 1))
        decide(topic=topic, decision=decision, by=town.users["secretary"], at=NOON)
        make_topic(title=f"待议{n}", unit=unit)
        make_vote(question=f"表决{n}", unit=unit)
        give_opinion(text=f"意见{n}", unit=unit)

    for n in range(2):
        one(n)
    client.get(page)
    with django_assert_max_num_queries(14) as few:
        client.get(page)
    for n in range(2, 12):
        one(n)
    with django_assert_max_num_queries(14) as many:
        client.get(page)
    assert len(few) == len(many)


def test_a_matter_s_page_and_tables_ask_the_same_whatever_hangs_on_it(
    client_of: SignIn, everything: dict[str, Any], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client, page = client_of("secretary"), f"{ROOM}matters/{everything['matter'].pk}/"
    client.get(page)
    with django_assert_max_num_queries(20):
        client.get(page)


def test_what_was_talked_over_on_an_activity_day_bears_its_day(
    town: Town,
    make_topic: Callable[..., Topic],
    hold: Callable[..., Any],  # noqa: F811
    twelve: list[Member],  # noqa: F811
    client_of: SignIn,
) -> None:
    activity = hold(town.village, 10, {}, twelve)
    segment = activity.segments.filter(content="deliberation").get()
    early, late = make_topic(title="路灯", on=date(2026, 10, 1)), make_topic(title="水渠")
    client = client_of("secretary")
    said = {"segment": str(segment.pk), "on": "2026-11-20", "points": "都说要修"}
    assert client.post(f"{ROOM}topics/{early.pk}/discussion/", said).status_code == 302
    assert early.entries.get(step="discuss").on == activity.held_on
    refused = client.post(f"{ROOM}topics/{late.pk}/discussion/", said)
    assert (refused.status_code, late.entries.filter(step="discuss").count()) == (422, 0)
    assert f">{segment_label(segment)}<" not in text(client.get(f"{ROOM}topics/{late.pk}/"))
    asked = client.post(f"{ROOM}topics/{late.pk}/discussion/", {"segment": "", "on": "", "points": "要修"})
    assert "请填写讨论日期" in text(asked)


def test_an_election_is_not_called_passed_and_too_few_are_called_too_few(
    make_vote: Callable[..., Vote], counted: Callable[..., Vote], forty: list[Member], client_of: SignIn
) -> None:
    page = lambda vote: text(client_of("secretary").get(f"{ROOM}votes/{vote.pk}/"))  # noqa: E731
    vote = make_vote(body="election", method=Method.BALLOT, question="选举", candidates=["甲", "乙"], seats=2)
    tallies = {1: Tally(30, 6, 0), 2: Tally(5, 31, 0)}
    counted(vote, 40, 36, 0, papers=Papers(36, 36, 0), tallies=tallies, tellers="戊")
    assert "没有选满" in page(vote)
    assert "没有通过" not in page(vote)
    assert "才当选" in page(vote)
    few = counted(make_vote(question="修路"), 40, 19, 19)
    assert "人数不够，不算数" in page(few)


def test_after_an_election_that_left_a_seat_empty_the_next_is_begun_with_what_is_known(
    make_vote: Callable[..., Vote], counted: Callable[..., Vote], forty: list[Member], client_of: SignIn
) -> None:
    given = {"body": "election", "method": Method.BALLOT, "question": "选委员", "seats": 2}
    vote = make_vote(**given, candidates=["甲", "乙", "丙"])
    tallies = {1: Tally(30, 6, 0), 2: Tally(5, 31, 0), 3: Tally(6, 30, 0)}
    counted(vote, 40, 36, 0, papers=Papers(36, 36, 0), tallies=tallies, tellers="戊")
    person = Person(client_of("secretary")).opens(f"{ROOM}votes/{vote.pk}/").clicks("另行选举（还差 1 名）")
    person.presses("准备好")
    again = Vote.objects.exclude(pk=vote.pk).get()
    assert (again.question, again.seats, again.state) == ("选委员", 1, "prepared")
    assert [line.label for line in again.lines.order_by("position")] == ["乙", "丙"]
    assert "另行选举" not in text(client_of("clerk").get(f"{ROOM}votes/{vote.pk}/"))
    assert "另行选举" not in text(client_of("secretary").get(f"{ROOM}votes/{again.pk}/"))
    for nonsense in ("x", str(again.pk)):
        page = client_of("secretary").get(f"{ROOM}votes/new/?after={nonsense}")
        assert (page.status_code, "乙" in text(page)) == (200, False)
