"""Leaders and their links, gaps from both sides, and visits (notice 四(一))."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.actions import VisitDraft
from activityday.leadership.supervision.models import FollowUp, GuidanceVisit, Leader, LeaderLink
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town, instant
from tests.supervision.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
TOWN = "/units/fenggang/supervision/"
VISITS = "/units/xingtang/supervision/visits/"
VISIT = {"visited_on": "2026-11-20", "looked_at": "看了签到表", "suggestions": "原件要留"}


def link(leader: Leader, unit, town: Town, starts_on: date = TODAY) -> LeaderLink:
    return actions.link(leader=leader, unit=unit, starts_on=starts_on, by=town.users["clerk"], at=NOW)


def names(town: Town, on: date = TODAY) -> tuple[list[str], list[str]]:
    coverage = queries.coverage_of(town.committee, on=on)
    return (
        [leader.name for leader in coverage.leaders_short],
        [unit.short_name for unit in coverage.branches_without],
    )


def test_gaps_are_shown_from_both_sides(town: Town, leader: Leader) -> None:
    assert names(town) == (["李建民"], ["兴塘村", "柳堤村"])
    link(leader, town.groups[0], town)
    assert names(town) == ([], ["柳堤村"])
    gaps = queries.gaps_in_links(town.committee, on=TODAY)
    assert gaps.sentence == "1 名班子成员，每人至少 1 个联系点：0 名不够；2 个支部，1 个没有人联系。"
    assert (gaps.leaders, gaps.branches) == ((), (town.other_village.path,))


def test_a_link_holds_from_its_day_to_its_day(town: Town, leader: Leader) -> None:
    made = link(leader, town.village, town, date(2026, 12, 1))
    assert names(town) == (["李建民"], ["兴塘村", "柳堤村"])
    assert names(town, date(2026, 12, 1)) == ([], ["柳堤村"])
    actions.end_link(link=made, on=date(2026, 12, 5), by=OPERATOR, at=NOW)
    assert names(town, date(2026, 12, 5)) == ([], ["柳堤村"])
    assert names(town, date(2026, 12, 6)) == (["李建民"], ["兴塘村", "柳堤村"])


def test_linking_opens_the_door_for_a_tied_user_and_ending_closes_it(town: Town, leader: Leader) -> None:
    made = link(leader, town.other_village, town)
    post = Appointment.objects.get(user=town.users["leader"], unit=town.other_village)
    assert (post.role, post.ends_on) == (Role.TOWN_LEADER, None)
    actions.end_link(link=made, on=TODAY, by=town.users["clerk"], at=NOW)
    post.refresh_from_db()
    assert post.ends_on is not None


def test_a_leader_who_leaves_leaves_all_links(town: Town, leader: Leader) -> None:
    link(leader, town.village, town)
    link(leader, town.other_village, town)
    actions.end_leader(leader=leader, on=TODAY, by=town.users["clerk"], at=NOW)
    assert list(LeaderLink.objects.values_list("ends_on", flat=True)) == [TODAY, TODAY]
    with pytest.raises(Refused, match="离任"):
        actions.end_leader(leader=leader, on=TODAY, by=OPERATOR, at=NOW)
    leader.refresh_from_db()
    with pytest.raises(Refused, match="离任"):
        link(leader, town.village, town)


def test_the_same_twice_is_refused_in_words(town: Town, leader: Leader) -> None:
    made = link(leader, town.village, town)
    with pytest.raises(Refused, match="已经联系兴塘村"):
        link(leader, town.village, town)
    with pytest.raises(Refused, match="已经在班子名单里"):
        actions.add_leader(
            committee=town.committee,
            name="李建民",
            post_title="镇党委委员",
            user=None,
            starts_on=TODAY,
            by=OPERATOR,
            at=NOW,
        )
    actions.end_link(link=made, on=TODAY, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="不用再办"):
        actions.end_link(link=made, on=TODAY, by=OPERATOR, at=NOW)
    assert (Leader.objects.count(), LeaderLink.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("place", "starts_on", "sentence"),
    [
        ("committee", TODAY, "联系点是党支部或党小组"),
        ("village", date(2020, 1, 1), "不能更早开始"),
    ],
)
def test_what_is_no_place_to_link_is_refused(
    town: Town, leader: Leader, place: str, starts_on: date, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        link(leader, getattr(town, place), town, starts_on)


def test_a_leader_is_not_linked_to_another_town_or_a_branch_that_is_gone(town: Town, leader: Leader) -> None:
    other = establish(
        parent=town.county, code="other", name="外镇", level=Level.COMMITTEE, by=OPERATOR, at=START
    )
    branch = establish(parent=other, code="far", name="外村", level=Level.BRANCH, by=OPERATOR, at=START)
    with pytest.raises(Refused, match="只能联系本镇"):
        link(leader, branch, town)
    town.other_village.dissolved_on = date(2026, 1, 1)
    with pytest.raises(Refused, match="已经撤销"):
        link(leader, town.other_village, town)


def test_a_visit_is_written_once_with_its_suggestions_as_bullets(town: Town, leader: Leader) -> None:
    said = VisitDraft(date(2026, 11, 20), "看了签到表", " · 原件要留 \n\n- 党费按季公示", "当场装盒")
    visit = actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    assert visit.points == ["原件要留", "党费按季公示"]
    assert FollowUp.objects.get().text == "当场装盒"
    with pytest.raises(Refused, match="已经登记过"):
        actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    assert Entry.objects.filter(action="supervision.visit.recorded").count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (VisitDraft(date(2026, 11, 28), "看", "好"), "还没有到"),
        (VisitDraft(date(2023, 11, 28), "看", "好"), "不在任"),
        (VisitDraft(TODAY, "看", "\n \n"), "至少写一条"),
        (VisitDraft(TODAY, "看", "\n".join("条" for _ in range(11))), "不超过 10 条"),
        (VisitDraft(TODAY, "看", "长" * 201), "不超过 200 个字"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(
    town: Town, leader: Leader, said: VisitDraft, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    assert GuidanceVisit.objects.count() == 0


def test_a_void_visit_stays_with_its_reason_and_can_be_written_again(town: Town, leader: Leader) -> None:
    said = VisitDraft(TODAY, "看了台账", "好")
    visit = actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="请写明原因"):
        actions.void_visit(visit=visit, why=" ", by=OPERATOR, at=NOW)
    actions.void_visit(visit=visit, why="日期写错", by=OPERATOR, at=NOW)
    visit.refresh_from_db()
    assert (visit.voided_why, visit.voided_at) == ("日期写错", NOW)
    with pytest.raises(Refused, match="不用再办"):
        actions.void_visit(visit=visit, why="再来", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="作废"):
        actions.follow_up(visit=visit, text="办了", by=OPERATOR, at=NOW)
    actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)


def test_what_became_of_it_is_written_once(town: Town, leader: Leader) -> None:
    said = VisitDraft(TODAY, "看了台账", "好")
    visit = actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    actions.follow_up(visit=visit, text="办了", by=OPERATOR, at=NOW)
    for text, sentence in (("办了", "已经写过"), (" ", "请写明")):
        with pytest.raises(Refused, match=sentence):
            actions.follow_up(visit=visit, text=text, by=OPERATOR, at=NOW)
    assert FollowUp.objects.count() == 1


def test_a_leader_writes_only_their_own_visits_to_linked_units(
    town: Town, leader: Leader, client_of: Callable[[str], Client]
) -> None:
    clerk = town.users["clerk"]
    other = actions.add_leader(
        committee=town.committee,
        name="周建军",
        post_title="书记",
        user=None,
        starts_on=TODAY,
        by=clerk,
        at=NOW,
    )
    mine = client_of("leader")
    # not linked yet: the post alone does not let them write
    assert "登记一次指导" not in mine.get(VISITS).content.decode()
    assert mine.post(VISITS, VISIT | {"leader": leader.pk, "unit": "xingtang"}).status_code == 422
    link(leader, town.village, town, date(2026, 1, 1))
    # nor may they write for another
    assert mine.post(VISITS, VISIT | {"leader": other.pk, "unit": "xingtang"}).status_code == 422
    assert mine.post(VISITS, VISIT | {"leader": leader.pk, "unit": "xingtang"}).status_code == 302
    assert mine.post("/units/liudi/supervision/visits/", VISIT).status_code == 404
    visit = GuidanceVisit.objects.get()
    assert (visit.leader, visit.unit.code) == (leader, "xingtang")
    foreign = actions.record_visit(
        leader=other, unit=town.village, draft=VisitDraft(TODAY, "看", "好"), by=clerk, at=NOW
    )
    assert mine.post(f"{VISITS}{foreign.pk}/void/", {"why": "错"}).status_code == 404
    assert mine.post(f"{VISITS}{visit.pk}/void/", {"why": "错"}).status_code == 302


def test_the_branch_reads_the_visit_and_says_what_became_of_it(
    town: Town, leader: Leader, client_of: Callable[[str], Client]
) -> None:
    said = VisitDraft(TODAY, "看了台账", "党费按季公示")
    visit = actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    address = f"{VISITS}{visit.pk}/"
    secretary = client_of("secretary")
    assert "党费按季公示" in secretary.get(address).content.decode()
    assert secretary.post(address, {"text": "已经贴出"}).status_code == 302
    assert secretary.post(address, {"text": ""}).status_code == 422
    assert secretary.post(f"{address}void/", {"why": "错"}).status_code == 404
    assert client_of("county_officer").post(address, {"text": "好"}).status_code == 404
    assert client_of("other_secretary").get(address).status_code == 404
    neighbour = f"/units/liudi/supervision/visits/{visit.pk}/"
    assert client_of("other_secretary").get(neighbour).status_code == 404


def test_my_links_show_only_my_own(town: Town, leader: Leader, client_of: Callable[[str], Client]) -> None:
    link(leader, town.village, town)
    assert "兴塘村党支部" in client_of("leader").get("/my-links/").content.decode()
    page = client_of("secretary").get("/my-links/").content.decode()
    assert "您没有联系点" in page
    assert "李建民" not in page


def test_the_clerk_enters_leaders_and_links_in_the_browser(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    clerk = client_of("clerk")
    page = clerk.get(f"{TOWN}leaders/")
    assert "还没有登记班子成员" in page.content.decode()
    form = {"name": "李建民", "post_title": "委员", "user": "", "starts_on": "2024-01-01"}
    assert clerk.post(f"{TOWN}leaders/", form).url == f"{TOWN}leaders/{Leader.objects.get().pk}/"
    again = clerk.post(f"{TOWN}leaders/", form)
    assert again.status_code == 422
    assert "已经在班子名单里" in again.content.decode()
    found = Leader.objects.get()
    address = f"{TOWN}leaders/{found.pk}/"
    assert clerk.post(address, {"unit": "xingtang", "starts_on": "2026-01-01"}).status_code == 302
    assert clerk.post(address, {"unit": "", "starts_on": ""}).status_code == 422
    made = LeaderLink.objects.get()
    for _ in range(2):
        assert clerk.post(f"{TOWN}links/{made.pk}/end/").status_code == 302
    assert clerk.post(f"{TOWN}links/999/end/").status_code == 404
    assert clerk.get(f"{TOWN}leaders/999/").status_code == 404
    assert clerk.post(f"{address}end/", {"on": "2026-11-27"}).status_code == 302
    assert "离任" in clerk.get(address).content.decode()
    for post in ("leader", "secretary", "county_officer"):
        assert client_of(post).post(f"{TOWN}leaders/", form).status_code == 404
    assert clerk.get("/units/xingtang/supervision/leaders/").status_code == 404


def test_the_page_of_links_asks_as_often_for_forty_as_for_two(
    town: Town, leader: Leader, client_of: Callable[[str], Client]
) -> None:
    client, asked = client_of("clerk"), []
    for extra in (0, 40):
        for number in range(extra):
            branch = establish(
                parent=town.committee,
                code=f"more-{number}",
                name=f"第{number}村",
                level=Level.BRANCH,
                by=OPERATOR,
                at=START,
            )
            link(leader, branch, town)
        client.get(f"{TOWN}leaders/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{TOWN}leaders/")
        asked.append(len(found))
    assert asked[0] == asked[1]
    with CaptureQueriesContext(connection) as found:
        queries.gaps_in_links(town.committee, on=TODAY)
    assert len(found) <= 5


def test_a_leader_sees_the_year_s_visits_counted(town: Town, leader: Leader) -> None:
    for day in (date(2025, 12, 1), date(2026, 3, 1), date(2026, 5, 1)):
        said = VisitDraft(day, "看", "好")
        actions.record_visit(
            leader=leader, unit=town.village, draft=said, by=OPERATOR, at=instant("2026-11-01 09:00")
        )
    row = queries.coverage_of(town.committee, on=TODAY).leaders[0]
    assert (row.visits, row.last_visit) == (2, date(2026, 5, 1))


def test_no_branch_stands_chosen_before_somebody_chose(
    town: Town, leader: Leader, client_of: Callable[[str], Client]
) -> None:
    page = client_of("clerk").get(f"{TOWN}visits/").content.decode()
    chosen = page[page.index('name="unit"') :]
    assert chosen.index("请选择") < chosen.index("兴塘村")
    refused = client_of("clerk").post(f"{TOWN}visits/", {**VISIT, "leader": leader.pk, "unit": ""})
    assert (refused.status_code, GuidanceVisit.objects.count()) == (422, 0)
