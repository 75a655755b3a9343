"""Pages of talks and cases: for the secretary of the branch and the office, nobody else; every look is logged."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from activityday.audit.models import Entry
from activityday.judgement.closing.models import Closing, Finding
from activityday.judgement.standing import actions
from activityday.judgement.standing.actions.talks import TalkRecord
from activityday.judgement.standing.enums import Disposition, State
from activityday.judgement.standing.models import Appeal, Case, CaseStep, FactObjection, Talk
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.standing.conftest import AT, ON, Way

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
DESK = "/units/xingtang/standing/"
EVERYBODY = (
    *("clerk", "secretary", "county_officer", "leader", "recorder"),
    *("group_leader", "other_secretary", "operator"),
)
HELD = TalkRecord(date(2026, 3, 10), "示例005（书记）", "家里", "在外打工", "下次先请假", is_education=True)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def printed(response: Any) -> str:
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(response.content)).pages
    return "".join("".join(page.extract_text().replace("\u200b", "").split()) for page in pages)


def at(name: str, case: Case, *more: object) -> str:
    return reverse(f"standing:{name}", args=["xingtang", case.pk, *more])


def every_address(town: Town, way: Way, talk: Talk) -> dict[str, list[str]]:
    """All addresses of the room about one person: to look, for those who handle, for those who decide."""
    objection = actions.object_to_facts(case=way.case, raised_on=ON, text="x", by=way.secretary, on=ON, at=AT)
    appeal = Appeal.objects.create(case=way.case, lodged_on=ON, text="x", entered_by="x", entered_at=AT)
    member = way.case.member_id
    return {
        "look": [
            DESK,
            reverse("standing:talk", args=["xingtang", talk.pk]),
            reverse("standing:talk_record", args=["xingtang", talk.pk]),
            *(at(name, way.case) for name in ("case", "evidence", "statement", "delivery", "appeal")),
        ],
        "redirect": [reverse("standing:take_up", args=["xingtang", member])],
        "handle": [
            *(at(name, way.case) for name in ("end", "object")),
            at("answer_objection", way.case, objection.pk),
        ],
        "decide": [at("answer_appeal", way.case, appeal.pk)],
    }


@pytest.mark.parametrize("post", EVERYBODY)
def test_every_address_of_a_case_is_for_the_secretary_and_the_office_only(
    town: Town, way: Way, client_of: SignIn, post: str
) -> None:
    talk = actions.hold_talk(
        branch=town.village, member=way.case.member, given=HELD, by=way.secretary, on=ON, at=AT
    )
    client = client_of(post)
    may = {
        "look": post in {"clerk", "secretary"},
        "redirect": post in {"clerk", "secretary"},
        "handle": post == "secretary",
        "decide": post == "clerk",
    }
    for kind, addresses in every_address(town, way, talk).items():
        wanted = (302 if kind == "redirect" else 200) if may[kind] else 404
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
            addresses, wanted
        )


@pytest.mark.parametrize("post", EVERYBODY)
def test_nobody_else_takes_a_step(town: Town, way: Way, client_of: SignIn, post: str) -> None:
    client, member = client_of(post), way.case.member_id
    handle = [at("step", way.case)] + [
        reverse(f"standing:{name}", args=["xingtang", member]) for name in ("hold", "arrange", "attempt")
    ]
    for address in handle:
        assert client.post(address).status_code == (422 if post == "secretary" else 404), address
    for address in (at("decide", way.case), at("answer", way.case)):
        assert client.post(address).status_code == (302 if post == "clerk" else 404), address
    assert (CaseStep.objects.count(), Talk.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["case", "evidence", "statement", "delivery", "end", "object", "appeal"])
def test_a_neighbour_s_secretary_finds_no_case_at_the_own_address_either(
    way: Way, client_of: SignIn, name: str
) -> None:
    address = reverse(f"standing:{name}", args=["liudi", way.case.pk])
    assert client_of("other_secretary").get(address).status_code == 404


def test_a_party_group_has_no_such_page(town: Town, client_of: SignIn) -> None:
    assert client_of("secretary").get("/units/xingtang-1/standing/").status_code == 404


def test_an_empty_branch_says_what_will_be_here(town: Town, client_of: SignIn) -> None:
    page = text(client_of("other_secretary").get("/units/liudi/standing/"))
    assert "没有要谈的话" in page
    assert "没有提请研究的" in page
    assert "补记或核实" not in page


def test_the_desk_shows_talks_cases_and_what_is_next(town: Town, away: Member, client_of: SignIn) -> None:
    page = text(client_of("secretary").get(DESK))
    assert "还没有安排谁谈，应在2月17日前谈，已经过了 62 天。" in page
    assert "下一步：受理，开始了解" in page
    committee = text(client_of("clerk").get("/units/fenggang/standing/"))
    assert f"<b>{away.name}</b></a> · 兴塘村" in committee


def test_people_are_shown_by_the_tree_and_the_roster_never_by_number(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing], client_of: SignIn
) -> None:
    for month in (1, 2, 3):
        close_month(town.village, month, {twelve[8]: "缺", twelve[1]: "缺" if month > 1 else "到"}, twelve)
    page = text(client_of("clerk").get("/units/fenggang/standing/"))
    talks = page[page.index("提醒谈话") : page.index("提请研究的个案")]
    assert re.findall(r"示例0\d\d", talks) == ["示例002", "示例009"]


def test_a_look_at_a_case_is_logged_once_a_day_for_each_person_and_paper(way: Way, client_of: SignIn) -> None:
    secretary, clerk = client_of("secretary"), client_of("clerk")
    for _ in range(3):
        secretary.get(at("case", way.case))
    clerk.get(at("case", way.case))
    clerk.get(at("evidence", way.case))
    looks = Entry.objects.filter(action="standing.viewed").order_by("sequence")
    assert list(looks.values_list("by_name", "object_label", "changes")) == [
        ("书记老王（secretary）", f"个案 {way.case.number}", '{"what": "page"}'),
        ("党建办小陈（clerk）", f"个案 {way.case.number}", '{"what": "page"}'),
        ("党建办小陈（clerk）", f"个案 {way.case.number}", '{"what": "evidence"}'),
    ]
    with time_machine.travel(instant("2026-04-21 09:00"), tick=False):
        client_of("secretary").get(at("case", way.case))
    assert looks.count() == 4
    assert "党建办小陈（clerk）" in text(secretary.get(at("case", way.case)))


def test_a_look_at_a_talk_is_logged(town: Town, away: Member, client_of: SignIn) -> None:
    talk = actions.hold_talk(
        branch=town.village, member=away, given=HELD, by=town.users["secretary"], on=ON, at=AT
    )
    address = reverse("standing:talk", args=["xingtang", talk.pk])
    assert "在外打工" in text(client_of("clerk").get(address))
    client_of("clerk").get(f"{address}record.pdf")
    looks = Entry.objects.filter(action="standing.viewed", object_kind="talk")
    assert [entry.changes for entry in looks.order_by("sequence")] == [
        '{"what": "page"}',
        '{"what": "record"}',
    ]


def test_the_lists_and_the_pages_of_others_never_show_what_was_said_or_that_there_is_a_case(
    town: Town, way: Way, client_of: SignIn
) -> None:
    way.to(State.FILED)
    member = way.case.member_id
    for post in EVERYBODY:
        client = client_of(post)
        for address in (
            f"/units/xingtang/members/{member}/",
            f"/units/xingtang/people/{member}/2026/",
            "/units/xingtang/findings/2026/",
            "/units/xingtang/filings/",
            f"/units/xingtang/filings/{way.case.filing.pk}/",
            f"/units/fenggang/filings/{way.case.filing.pk}/",
        ):
            page = text(client.get(address))
            assert "在外打工" not in page
            assert "已受理" not in page
            if "filings" in address:
                assert way.case.member.name not in page, (post, address)


def test_the_findings_page_leads_on_those_who_may(town: Town, away: Member, client_of: SignIn) -> None:
    address = "/units/xingtang/findings/2026/"
    assert DESK in text(client_of("secretary").get(address))
    assert DESK not in text(client_of("county_officer").get(address))


def talk_at(name: str, member: Member) -> str:
    return reverse(f"standing:{name}", args=["xingtang", member.pk])


def test_a_talk_is_arranged_tried_and_held_on_its_page(
    town: Town, away: Member, posts: list[Member], client_of: SignIn
) -> None:
    client = client_of("secretary")
    page = text(client.get(talk_at("task", away)))
    assert "2026年1月、2月连续 2 次无故缺席" in page
    client.post(
        talk_at("arrange", away), {"arrange-talker": "示例006（组织委员）", "arrange-due_on": "2026-04-30"}
    )
    client.post(talk_at("attempt", away), {"attempt-tried_on": "2026-04-18", "attempt-reason": "没有人在家"})
    page = text(client.get(talk_at("task", away)))
    assert "请<b>示例006（组织委员）</b>在 2026年4月30日 以前谈" in page
    assert "没有人在家" in page
    response = client.post(
        talk_at("hold", away),
        {
            "hold-talker": "示例006（组织委员）",
            "hold-held_on": "2026-04-19",
            "hold-place": "家里",
            "hold-said": "在外打工",
            "hold-agreed": "下次先请假",
            "hold-is_education": "on",
        },
        follow=True,
    )
    assert "批评教育" in text(response)
    assert client.get(talk_at("task", away)).status_code == 404


def test_what_was_typed_is_kept_when_a_talk_is_refused(town: Town, away: Member, client_of: SignIn) -> None:
    response = client_of("secretary").post(
        talk_at("hold", away),
        {
            "hold-talker": "王秀兰",
            "hold-held_on": "2026-04-21",
            "hold-place": "家里",
            "hold-said": "在外",
            "hold-agreed": "好",
        },
    )
    assert response.status_code == 422
    assert "日期还没有到" in text(response)
    assert 'value="王秀兰"' in text(response)
    assert Talk.objects.count() == 0
    for name, sentence in (("arrange", "请填写谈话人"), ("attempt", "请写明为什么没有谈成")):
        response = client_of("secretary").post(talk_at(name, away))
        assert (response.status_code, sentence in text(response)) == (422, True)


def test_a_talk_whose_warning_fell_away_says_why_and_offers_nothing(
    town: Town, away: Member, client_of: SignIn
) -> None:
    by = {"by": town.users["secretary"], "on": ON, "at": AT}
    actions.arrange_talk(branch=town.village, member=away, talker="王秀兰", due_on=ON, **by)
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    page = text(client_of("secretary").get(talk_at("task", away)))
    assert "提醒已经撤销：2月记错了" in page
    assert "记下这次谈话" not in page
    assert "不用谈了" in text(client_of("secretary").get(DESK))


def test_the_first_step_is_taken_on_its_page_and_shown_to_the_office_without_a_button(
    town: Town, away: Member, client_of: SignIn
) -> None:
    address = talk_at("take_up", away)
    assert "由党支部书记受理" in text(client_of("clerk").get(address))
    assert client_of("clerk").post(address, {"taken_on": "2026-04-20"}).status_code == 404
    client = client_of("secretary")
    assert client.post(address, {"taken_on": "2026-04-21"}).status_code == 422
    assert "下一步：听取本人说明" in text(client.post(address, {"taken_on": "2026-04-19"}, follow=True))
    assert Case.objects.get().steps.get().dated_on == date(2026, 4, 19)
    assert client.post(address, {"taken_on": "2026-04-19"}).status_code == 302
    assert Case.objects.count() == 1


def test_a_member_without_findings_has_no_page_to_take_up(
    town: Town, twelve: list[Member], client_of: SignIn
) -> None:
    assert client_of("secretary").get(talk_at("take_up", twelve[3])).status_code == 404
    assert client_of("secretary").get(talk_at("task", twelve[3])).status_code == 404
    assert client_of("secretary").get(talk_at("talk_form", twelve[3])).status_code == 404


FORMS = {
    State.TAKEN_UP: "听取本人说明",
    State.HEARD: "记录批评教育",
    State.EDUCATED: "支委会研究",
    State.PROPOSED: "报基层党委",
    State.INVESTIGATED: "支委会研究",
    State.OPINED: "党员大会讨论表决",
    State.APPROVED: "宣布并送达本人",
    State.ANNOUNCED: "记下处置从哪天起",
    State.CORRECTING: "期满研究",
}


@pytest.mark.parametrize(("state", "title"), FORMS.items())
def test_each_stage_offers_its_one_next_step_to_the_branch(
    way: Way, client_of: SignIn, state: State, title: str
) -> None:
    way.to(state)
    page = text(client_of("secretary").get(at("case", way.case)))
    assert f"<h2>下一步：{title}</h2>" in page
    assert page.count("button-main") == 1
    office = text(client_of("clerk").get(at("case", way.case)))
    assert "button-main" not in office
    assert "下一步由党支部办" in office


def test_the_office_answers_the_filing_where_the_evidence_is(way: Way, client_of: SignIn) -> None:
    way.to(State.FILED)
    assert "等答复（应在 5月5日 前）" in text(client_of("secretary").get(at("case", way.case)))
    clerk = client_of("clerk")
    assert "<h2>下一步：预审</h2>" in text(clerk.get(at("case", way.case)))
    response = clerk.post(at("answer", way.case), {"step": "refuse", "note": ""})
    assert (response.status_code, "请写明原因" in text(response)) == (422, True)
    clerk.post(at("answer", way.case), {"step": "approve", "note": "同意"})
    again = clerk.post(at("answer", way.case), {"step": "approve", "note": ""}, follow=True)
    assert "不用再办" in text(again)
    assert "<h2>下一步：调查核实</h2>" in text(client_of("secretary").get(at("case", way.case)))


def test_the_office_approves_on_the_page_of_the_case(way: Way, client_of: SignIn) -> None:
    way.to(State.VOTED)
    assert "等基层党委审批" in text(client_of("secretary").get(at("case", way.case)))
    assert client_of("secretary").post(at("step", way.case)).status_code == 302
    clerk = client_of("clerk")
    given = {"base": way.case.steps.count(), "answer": "approve", "dated_on": "2026-04-20", "note": ""}
    refused = clerk.post(at("decide", way.case), given | {"paper": ""})
    assert (refused.status_code, "请写明批准的文号" in text(refused)) == (422, True)
    clerk.post(at("decide", way.case), given | {"paper": "枫委〔2026〕8号"})
    way.case.refresh_from_db()
    assert way.case.state == State.APPROVED
    assert "枫委〔2026〕8号" in text(client_of("secretary").get(at("case", way.case)))


def test_a_step_that_is_refused_keeps_what_was_typed(way: Way, client_of: SignIn) -> None:
    way.to(State.OPINED)
    votes = {"not_counted": "0", "present": "9", "ayes": "9", "nays": "1", "abstained": "0"}
    given = {"base": way.case.steps.count(), "met_on": "2026-04-20", "place": "村部会议室"}
    response = client_of("secretary").post(at("step", way.case), given | votes)
    assert response.status_code == 422
    page = text(response)
    assert "合计 10 票，到会 9 人，对不上，请核对" in page
    assert 'value="村部会议室"' in page
    assert CaseStep.objects.filter(step__in=["carry", "lose"]).count() == 0


def test_the_second_who_sends_the_same_step_is_told_and_sees_the_case_as_it_is(
    way: Way, client_of: SignIn
) -> None:
    given = {"base": "1", "heard_on": "2026-04-20", "way": "written", "text": "在外"}
    assert client_of("secretary").post(at("step", way.case), given).status_code == 302
    late = client_of("secretary").post(at("step", way.case), given)
    assert late.status_code == 422
    assert CaseStep.objects.count() == 2
    assert "记录批评教育" in text(late)


def test_a_case_whose_facts_fell_away_shows_it_at_once_and_offers_no_step(
    way: Way, client_of: SignIn
) -> None:
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    client = client_of("secretary")
    page = text(client.get(at("case", way.case)))
    assert "事实有变化，认定都不再成立" in page
    assert "2月记错了" in page
    assert "<h2>下一步" not in page
    given = {"base": "1", "heard_on": "2026-04-20", "way": "written", "text": "在外"}
    response = client.post(at("step", way.case), given)
    assert response.status_code == 422
    assert "这件个案已经结了：2月记错了" in text(response)
    assert "已办结：事实不再成立" in text(client.get(at("case", way.case)))


def test_a_decided_case_whose_facts_fell_away_is_left_to_people(way: Way, client_of: SignIn) -> None:
    way.to(State.CORRECTING)
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    page = text(client_of("secretary").get(at("case", way.case)))
    assert "请支部和基层党委研究要不要撤销处置" in page
    client_of("secretary").post(
        at("end", way.case), {"base": way.case.steps.count(), "step": "revoke", "reason": "事实变了"}
    )
    way.case.refresh_from_db()
    assert way.case.state == State.REVOKED


def test_ending_needs_its_reason_and_is_not_offered_when_it_is_over(way: Way, client_of: SignIn) -> None:
    client = client_of("secretary")
    given = {"base": "1", "step": "discipline", "reason": ""}
    assert client.post(at("end", way.case), given).status_code == 422
    client.post(at("end", way.case), given | {"reason": "县纪委已给警告处分"})
    page = text(client.get(at("case", way.case)))
    assert "已办结：已受党纪处分，不再处置" in page
    assert client.get(at("end", way.case)).status_code == 302
    assert "办结的个案 1 件" in text(client.get(DESK))


def test_the_page_after_a_removal_says_what_is_left_to_do_by_hand(way: Way, client_of: SignIn) -> None:
    way.to(State.REMOVED, disposition=Disposition.REMOVAL, months=None)
    page = text(client_of("clerk").get(at("case", way.case)))
    assert "程序没有改动花名册" in page
    assert "转出或减少" in page


def test_objections_are_entered_and_answered_on_pages(way: Way, client_of: SignIn) -> None:
    client = client_of("secretary")
    client.post(at("object", way.case), {"raised_on": "2026-04-20", "text": "二月我来了"})
    objection = FactObjection.objects.get()
    address = at("answer_objection", way.case, objection.pk)
    assert "二月我来了" in text(client.get(address))
    assert client.post(address, {"answer": ""}).status_code == 422
    client.post(address, {"answer": "查过签到表"})
    page = text(client.get(at("case", way.case)))
    assert "二月我来了" in page
    assert "答复：查过签到表" in page
    assert client.post(address, {"answer": "再答"}).status_code == 422
    assert client.get(at("answer_objection", way.case, way.case.pk)).status_code == 404
    late = client.post(at("object", way.case), {"raised_on": "2026-04-21", "text": "x"})
    assert (late.status_code, "日期还没有到" in text(late)) == (422, True)


def test_appeals_are_entered_by_either_and_answered_by_the_office(way: Way, client_of: SignIn) -> None:
    way.to(State.REMOVED, disposition=Disposition.REMOVAL, months=None)
    clerk = client_of("clerk")
    given = {"lodged_on": "2026-04-20", "text": "处理重了"}
    client_of("secretary").post(at("appeal", way.case), given)
    assert clerk.post(at("appeal", way.case), given).status_code == 422
    appeal = Appeal.objects.get()
    address = at("answer_appeal", way.case, appeal.pk)
    base = way.case.steps.count()
    answer = {
        "answered_on": "2026-04-20",
        "unit": "示例县委",
        "result": "revoked",
        "text": "撤销",
        "base": base,
    }
    assert client_of("secretary").post(address, answer).status_code == 404
    assert clerk.get(address).status_code == 200
    clerk.post(address, answer)
    assert "撤销处置" in text(clerk.get(at("case", way.case)))
    assert clerk.post(address, answer).status_code == 422
    assert clerk.get(at("answer_appeal", way.case, way.case.pk)).status_code == 404


def test_every_print_opens_and_says_what_was_entered(town: Town, way: Way, client_of: SignIn) -> None:
    name = way.case.member.name
    client = client_of("secretary")
    blank = printed(client.get(at("statement", way.case)))
    assert "本人说明" in blank
    assert f"{name}（兴塘村党支部）：" in blank
    form = printed(client.get(talk_at("talk_form", way.case.member)))
    assert "谈话对象示例001" in form
    assert "应在2026年2月17日以前谈" in form
    way.to(State.ANNOUNCED)
    assert "在外打工，没有请假" in printed(client.get(at("statement", way.case)))
    evidence = printed(client.get(at("evidence", way.case)))
    for part in (
        *("证据材料", f"党员：{name}", f"个案编号：{way.case.number}"),
        "2026年1月、2月、3月连续3次无故缺席，达到3次，提请党支部研究",
        *("2026年1月01-05无故缺席应到命令tests2026-01-0508:30第1版", "2026年4月"),
        "2026年3月10日批评教育以后，参加0次，无故缺席1次（2026年4月）。",
        "不作结论",
    ):
        assert part in evidence, part
    assert "示例002" not in evidence
    delivery = printed(client.get(at("delivery", way.case)))
    for part in (
        f"{name}同志：",
        "限期改正6个月",
        "2026年4月20日，枫委〔2026〕8号",
        "可以向批准决定的党组织或者它的上级党组织申诉",
        "中共枫港镇委员会",
    ):
        assert part in delivery, part


def test_a_held_talk_prints_what_was_said(town: Town, away: Member, client_of: SignIn) -> None:
    talk = actions.hold_talk(
        branch=town.village, member=away, given=HELD, by=town.users["secretary"], on=ON, at=AT
    )
    page = printed(client_of("secretary").get(reverse("standing:talk_record", args=["xingtang", talk.pk])))
    for part in (
        "提醒谈话记录",
        "2026年3月10日",
        "在外打工",
        "下次先请假",
        "2026年1月、2月连续2次",
        talk.number,
    ):
        assert part in page, part


def test_the_pages_take_the_same_queries_for_one_and_for_many(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing], client_of: SignIn
) -> None:
    client = client_of("secretary")
    for month in (1, 2, 3, 4, 5, 6):
        close_month(town.village, month, {twelve[0]: "缺", twelve[11]: "未"}, twelve)

    def queries() -> int:
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DESK).status_code == 200
        return len(captured)

    one = queries()
    for month in (7, 8, 9, 10, 11, 12):
        signs = dict.fromkeys(twelve[:9], "缺") | dict.fromkeys(twelve[9:], "未")
        close_month(town.village, month, signs, twelve)
    assert queries() == one
    assert one <= 16
