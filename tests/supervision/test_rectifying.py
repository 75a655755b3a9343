"""From the order to closing out, and back again when it does not hold (notice 四(四))."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.checks.rectifying import may_take
from activityday.leadership.supervision.enums import TRANSITIONS, CensureKind, State, Step
from activityday.leadership.supervision.models import (
    Censure,
    Inspection,
    Measure,
    RectificationOrder,
    Shortcoming,
    ShortcomingStep,
)
from activityday.people.organisation.checks import Refused
from tests.conftest import OPERATOR, Town, instant
from tests.supervision.conftest import NOW, TODAY
from tests.supervision.test_inspecting import words

pytestmark = pytest.mark.django_db
HERE = "/units/xingtang/supervision/rectifications/"
TOWN = "/units/fenggang/supervision/"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """The clock stands on 27 November."""
    with time_machine.travel(NOW, tick=False):
        yield


def measure(one: Shortcoming, text: str = "补找原件", due_on: date = date(2026, 12, 20), at=NOW) -> Measure:
    return actions.write_measure(
        shortcoming=one, text=text, owner="刘小燕", due_on=due_on, by=OPERATOR, at=at
    )


def step(one: Shortcoming, taken: Step, note: str = "看过了", at=NOW) -> None:
    actions.take_step(shortcoming=one, step=taken, note=note, by=OPERATOR, at=at)


def state(one: Shortcoming) -> str:
    one.refresh_from_db()
    return one.state


def test_the_order_says_until_when(ordered: Shortcoming) -> None:
    order = RectificationOrder.objects.get()
    assert (order.label, order.plan_due_on, order.due_on) == (
        "整改通知书〔2026〕1号",
        date(2026, 12, 4),
        date(2026, 12, 27),
    )
    assert (ordered.state, ordered.plan_due_on, ordered.due_on) == (
        "ordered",
        order.plan_due_on,
        order.due_on,
    )


def test_an_order_is_issued_once_and_only_for_something(
    town: Town, ordered: Shortcoming, inspect: Callable[..., Inspection]
) -> None:
    with pytest.raises(Refused, match="已经下发"):
        actions.issue_order(inspection=ordered.inspection, demand="", by=OPERATOR, at=NOW)
    clean = inspect(town.other_village)
    with pytest.raises(Refused, match="没有要整改的问题"):
        actions.issue_order(inspection=clean, demand="", by=OPERATOR, at=NOW)
    planned = actions.plan_inspection(
        unit=town.other_village, planned_on=date(2026, 12, 1), purpose="看", by=OPERATOR, at=NOW
    )
    with pytest.raises(Refused, match="请先登记"):
        actions.issue_order(inspection=planned, demand="", by=OPERATOR, at=NOW)
    second = inspect(town.other_village, {"dues": "没有公示"}, at=instant("2026-12-03 09:00"))
    made = actions.issue_order(inspection=second, demand="", by=OPERATOR, at=NOW)
    assert made.number == 2


def test_the_whole_way_and_back_again(ordered: Shortcoming) -> None:
    measure(ordered)
    assert state(ordered) == State.UNDER_WAY
    step(ordered, Step.REPORT, "找到了", instant("2026-12-10 09:00"))
    assert (state(ordered), ordered.recheck_due_on) == (State.REPORTED, date(2026, 12, 25))
    step(ordered, Step.RETURN, "只有一半", instant("2026-12-12 09:00"))
    # new days, counted from the day on which it was sent back
    assert (state(ordered), ordered.plan_due_on, ordered.due_on) == (
        State.ORDERED,
        date(2026, 12, 19),
        date(2027, 1, 11),
    )
    measure(ordered, "挨户补签", date(2027, 1, 5), instant("2026-12-13 09:00"))
    step(ordered, Step.REPORT, "都补了", instant("2026-12-20 09:00"))
    step(ordered, Step.CLOSE, "逐份看过", instant("2026-12-21 09:00"))
    assert state(ordered) == State.CLOSED
    step(ordered, Step.REOPEN, "3月又没有原件", instant("2027-04-01 09:00"))
    assert (state(ordered), ordered.due_on) == (State.ORDERED, date(2027, 5, 1))
    assert list(ordered.steps.values_list("number", "step", "state")) == [
        (1, "find", "found"),
        (2, "order", "ordered"),
        (3, "plan", "under_way"),
        (4, "report", "reported"),
        (5, "return", "ordered"),
        (6, "plan", "under_way"),
        (7, "report", "reported"),
        (8, "close", "closed"),
        (9, "reopen", "ordered"),
    ]
    assert list(ordered.measures.values_list("number", "text")) == [(1, "补找原件"), (2, "挨户补签")]


def test_a_step_out_of_turn_says_where_it_stands(ordered: Shortcoming) -> None:
    for taken in (Step.REPORT, Step.CLOSE, Step.RETURN, Step.REOPEN):
        with pytest.raises(Refused, match="现在是“待写措施”"):
            step(ordered, taken)
    for taken in (Step.FIND, Step.ORDER, Step.PLAN):
        with pytest.raises(Refused, match="请选择要办的一步"):
            step(ordered, taken)
    measure(ordered)
    step(ordered, Step.REPORT)
    # a double click: the second finds it done
    with pytest.raises(Refused, match="报整改完成，现在是“待复查”，不用再办"):
        step(ordered, Step.REPORT)
    assert ShortcomingStep.objects.filter(step=Step.REPORT).count() == 1


@pytest.mark.parametrize(("where", "taken"), sorted(TRANSITIONS))
def test_every_button_that_is_offered_can_be_pressed(where: State, taken: Step) -> None:
    assert may_take(Shortcoming(state=where), taken)


def test_each_step_needs_its_words(ordered: Shortcoming) -> None:
    measure(ordered)
    with pytest.raises(Refused, match="让镇里知道去看什么"):
        step(ordered, Step.REPORT, " ")
    with pytest.raises(Refused, match="不超过 300 个字"):
        step(ordered, Step.REPORT, "长" * 301)
    step(ordered, Step.REPORT)
    for taken, sentence in ((Step.CLOSE, "复查看到了什么"), (Step.RETURN, "哪里没有整改到位")):
        with pytest.raises(Refused, match=sentence):
            step(ordered, taken, "")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "请写明整改措施"),
        ({"owner": ""}, "请写明责任人"),
        ({"due_on": date(2026, 11, 26)}, "已经过去"),
        ({"due_on": date(2026, 12, 28)}, "最晚要在12月27日整改到位"),
    ],
)
def test_a_measure_says_what_who_and_until_when(ordered: Shortcoming, change: dict, sentence: str) -> None:
    said = {"text": "补找", "owner": "刘小燕", "due_on": date(2026, 12, 20)} | change
    with pytest.raises(Refused, match=sentence):
        actions.write_measure(shortcoming=ordered, by=OPERATOR, at=NOW, **said)
    assert (state(ordered), Measure.objects.count()) == (State.ORDERED, 0)


def test_a_late_branch_can_still_write_its_measure(ordered: Shortcoming) -> None:
    measure(ordered, due_on=date(2027, 2, 1), at=instant("2027-02-01 09:00"))
    assert state(ordered) == State.UNDER_WAY


def test_a_measure_may_be_changed_and_the_old_one_stays(ordered: Shortcoming) -> None:
    measure(ordered)
    measure(ordered, "换个办法")
    due = queries.open_rectifications(ordered.unit, on=TODAY)[0]
    assert due.measure is not None
    assert (due.measure.text, ordered.measures.count(), state(ordered)) == ("换个办法", 2, State.UNDER_WAY)


def test_what_is_late_is_said_with_whose_turn_it_is(ordered: Shortcoming) -> None:
    def said(on: date) -> tuple[str, str, bool]:
        due = queries.open_rectifications(ordered.unit, on=on)[0]
        assert due.left is not None
        return due.whose_turn, due.left.sentence, due.is_overdue

    assert said(TODAY) == ("支部写明措施", "12月4日到期，还有 7 天", False)
    assert said(date(2026, 12, 5)) == ("支部写明措施", "应在12月4日前办完，已经过了 1 天", True)
    measure(ordered)
    assert said(date(2026, 12, 28)) == ("支部整改到位", "应在12月27日前办完，已经过了 1 天", True)
    step(ordered, Step.REPORT, "好了", instant("2026-12-20 09:00"))
    assert said(date(2027, 1, 5)) == ("镇里复查", "应在1月4日前办完，已经过了 1 天", True)
    step(ordered, Step.CLOSE, "好", instant("2027-01-05 09:00"))
    assert queries.open_rectifications(ordered.unit, on=date(2027, 1, 5)) == []


def test_the_oldest_deadline_comes_first_and_what_has_none_last(
    town: Town, ordered: Shortcoming, inspect: Callable[..., Inspection]
) -> None:
    inspect(town.other_village, {"dues": "没有公示"}, at=instant("2026-11-28 09:00"))
    found = queries.open_rectifications(town.committee, on=TODAY)
    assert [(due.shortcoming.text, due.left is None) for due in found] == [
        ("10月签到表没有留原件", False),
        ("没有公示", True),
    ]
    assert [due.shortcoming.unit.code for due in queries.open_rectifications(town.village, on=TODAY)] == [
        "xingtang"
    ]


def test_open_rectifications_ask_as_often_for_many_as_for_one(
    town: Town, ordered: Shortcoming, inspect: Callable[..., Inspection]
) -> None:
    asked = []
    for batch in (0, 20):
        for n in range(batch):
            wanting = {"dues": "没有公示", "record": "没有原件"}
            inspect(town.other_village, wanting, at=instant(f"2026-12-{n + 1:02} 09:00"))
        with CaptureQueriesContext(connection) as found:
            for due in queries.open_rectifications(town.committee, on=TODAY):
                assert due.shortcoming.unit.name
                assert due.measure is None
        asked.append(len(found))
    assert asked[0] == asked[1] <= 4


def test_the_branch_and_the_town_each_have_their_own_buttons(
    town: Town, ordered: Shortcoming, client_of: Callable[[str], Client]
) -> None:
    here = f"{HERE}{ordered.pk}/"
    secretary, clerk = client_of("secretary"), client_of("clerk")
    said = {"text": "补找", "owner": "刘小燕", "due_on": "2026-12-20"}
    assert "写上措施" in secretary.get(here).content.decode()
    assert "写上措施" not in clerk.get(here).content.decode()
    assert clerk.post(f"{here}measure/", said).status_code == 404
    page = secretary.post(f"{here}measure/", said | {"due_on": "2027-12-20"})
    assert page.status_code == 422
    assert "补找" in page.content.decode()
    assert secretary.post(f"{here}measure/", said).status_code == 302
    assert secretary.post(f"{here}report/", {"note": ""}).status_code == 422
    assert secretary.post(f"{here}report/", {"note": "找到"}).status_code == 302
    again = secretary.post(f"{here}report/", {"note": "找到"})
    assert again.status_code == 422
    assert "报整改完成，现在是“待复查”，不用再办" in again.content.decode()
    assert secretary.post(f"{here}decide/", {"note": "好", "step": "close"}).status_code == 404
    assert clerk.post(f"{here}decide/", {"note": "好", "step": "nonsense"}).status_code == 404
    assert clerk.post(f"{here}decide/", {"note": "好", "step": "plan"}).status_code == 404
    assert clerk.post(f"{here}decide/", {"note": "好", "step": "close"}).status_code == 302
    assert "已销号" in secretary.get(here).content.decode()
    for post in ("recorder", "group_leader", "operator", "other_secretary"):
        assert client_of(post).get(here).status_code == 404
    for post in ("leader", "county_officer"):
        assert client_of(post).get(here).status_code == 200
        assert client_of(post).post(f"{here}report/", {"note": "x"}).status_code == 404
    assert "都销号了" in clerk.get(f"{TOWN}rectifications/").content.decode()
    assert "补找" in clerk.get(f"{TOWN}rectifications/?show=all").content.decode()


def test_the_order_prints_what_was_ordered(
    town: Town, inspect: Callable[..., Inspection], client_of: Callable[[str], Client]
) -> None:
    found = inspect(town.village, {"record": "没有原件。", "dues": "没有公示"})
    taken_back = Shortcoming.objects.get(text="没有公示")
    step(taken_back, Step.WITHDRAW, "公示在村务栏")
    address = f"/units/xingtang/supervision/inspections/{found.pk}/order.pdf"
    clerk = client_of("clerk")
    assert clerk.get(address).status_code == 404
    order = f"{TOWN}inspections/{found.pk}/order/"
    assert clerk.post(order, {"demand": "举一反三"}).status_code == 302
    again = clerk.post(order, {"demand": ""})
    assert again.status_code == 422
    assert "整改通知书已经下发，不用再发" in again.content.decode()
    assert client_of("secretary").post(order, {}).status_code == 404
    paper = words(client_of("secretary").get(address).content)
    assert "整改通知书〔2026〕1号兴塘村党支部：2026年11月27日，镇党委" in paper
    assert "一、没有原件。（依据：通知四(四)）" in paper
    assert "没有公示" not in paper
    assert "举一反三" in paper
    assert "送达回执" in paper
    assert client_of("recorder").get(address).status_code == 404
    assert client_of("other_secretary").get(address).status_code == 404


def censure(town: Town, kind: CensureKind = CensureKind.TALK, **change: object) -> Censure:
    said = {
        "decided_on": TODAY,
        "decided_by": "镇党委会议",
        "document": "会议记录12号",
        "person": "某某某" if kind == CensureKind.TALK else "",
    } | change
    return actions.write_censure(unit=town.village, kind=kind, inspection=None, by=OPERATOR, at=NOW, **said)


def test_a_talk_keeps_its_name_sealed_and_out_of_the_log(town: Town) -> None:
    made = censure(town)
    with connection.cursor() as cursor:
        cursor.execute("select person from supervision_censure")
        assert "某某某" not in cursor.fetchone()[0]
    made.refresh_from_db()
    assert made.person == "某某某"
    entry = Entry.objects.get(action="supervision.censure.written")
    assert "某某某" not in entry.changes + entry.object_label


def test_only_those_who_inspect_see_who_was_talked_to(
    town: Town, ordered: Shortcoming, client_of: Callable[[str], Client]
) -> None:
    censure(town)
    here = "/units/xingtang/supervision/censures/"
    assert "某某某" in client_of("clerk").get(here).content.decode()
    pages = [
        "/units/xingtang/supervision/",
        "/units/xingtang/supervision/inspections/",
        f"/units/xingtang/supervision/inspections/{ordered.inspection_id}/",
        HERE,
        f"{HERE}{ordered.pk}/",
    ]
    for post in ("secretary", "leader", "county_officer", "recorder", "group_leader", "operator"):
        client = client_of(post)
        assert client.get(here).status_code == 404
        for page in pages:
            assert "某某某" not in client.get(page).content.decode()
            assert "诫勉" not in client.get(page).content.decode()
    assert queries.censures_of(town.village).get().get_deferred_fields() == {"person"}


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        (CensureKind.TALK, {"person": " "}, "请写明同谁谈的"),
        (CensureKind.CRITICISM, {"person": "某某某"}, "不写个人的名字"),
        (CensureKind.ORDERED, {"document": ""}, "依据哪份文件"),
        (CensureKind.ORDERED, {"decided_by": ""}, "是谁定的"),
        (CensureKind.ORDERED, {"decided_on": date(2027, 1, 1)}, "还没有到"),
    ],
)
def test_what_people_decided_is_written_whole(
    town: Town, kind: CensureKind, change: dict, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        censure(town, kind, **change)
    assert Censure.objects.count() == 0


def test_a_censure_is_written_once_and_voided_with_a_reason(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    made = censure(town, CensureKind.CRITICISM)
    with pytest.raises(Refused, match="已经登记过"):
        censure(town, CensureKind.CRITICISM)
    here = "/units/fenggang/supervision/censures/"
    clerk = client_of("clerk")
    said = {"unit": "xingtang", "kind": "talk", "decided_on": "2026-01-05", "decided_by": "党委"}
    assert clerk.post(here, said).status_code == 422
    assert clerk.post(here, said | {"document": "记录", "person": "某某"}).status_code == 302
    assert clerk.post(here, said | {"document": "记录", "person": "某某"}).status_code == 422
    for _ in range(2):
        assert clerk.post(f"{here}{made.pk}/void/", {"why": "单位写错"}).status_code == 302
    made.refresh_from_db()
    assert made.voided_why == "单位写错"
    with pytest.raises(Refused, match="不用再办"):
        actions.void_censure(censure=made, why="再来", by=OPERATOR, at=NOW)
    assert clerk.post(f"{here}00000000-0000-0000-0000-000000000001/void/", {"why": "x"}).status_code == 404


def test_nothing_in_this_room_leads_to_a_censure_by_itself(ordered: Shortcoming) -> None:
    measure(ordered)
    step(ordered, Step.REPORT)
    for _ in range(4):
        step(ordered, Step.RETURN, "没到位")
        measure(ordered)
        step(ordered, Step.REPORT)
    assert Censure.objects.count() == 0
