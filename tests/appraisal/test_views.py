"""The pages of the appraisal: who sees what, what a wrong table keeps, and where each step leads."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from activityday.audit.models import Entry
from activityday.day.activity.actions import prepare
from activityday.day.activity.models import Activity
from activityday.day.schedule.queries import day_of
from activityday.judgement.appraisal import actions
from activityday.judgement.appraisal.drafts import Given
from activityday.judgement.appraisal.enums import Grade, State, Way
from activityday.judgement.appraisal.models import Appraised, BallotCount, Decision
from activityday.judgement.appraisal.queries import lines_of, people_of
from activityday.judgement.standing.models import Case
from activityday.people.roster.models import Member
from tests.appraisal.conftest import AT, ON, Stage
from tests.conftest import Town

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
YEAR = "/units/xingtang/appraisal/2026/"
LOW = {
    "示例001": Given(Grade.UNQUALIFIED, "长期不参加组织生活"),
    "示例002": Given(Grade.EXCELLENT),
    "示例003": Given(Grade.BASIC, "请假手续不全"),
}
LOOKS = (
    *("year", "self", "meeting", "count", "decision", "telling", "notice"),
    *(
        "forms_pdf",
        "ballot_pdf",
        "count_sheet_pdf",
        "summary_pdf",
        "summary_xlsx",
        "slips_pdf",
        "evidence_pdf",
    ),
)
LOOKS_AT_PERSON = ("person", "form_pdf", "slip_pdf", "person_evidence_pdf")
WRITES, WRITES_ABOUT_PERSON = ("start", "agenda", "ask", "finish"), ("tell", "statement", "propose")
HELD_ONLY = {"self", "meeting", "count", "decision", "telling", "notice"}
STRANGERS = ("county_officer", "leader", "recorder", "group_leader", "other_secretary", "operator")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def at(name: str, *more: object) -> str:
    return reverse(f"appraisal:{name}", args=["xingtang", 2026, *more])


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def printed(response: Any) -> str:
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(response.content)).pages
    return "".join("".join(page.extract_text().replace("\u200b", "").split()) for page in pages)


def base(stage: Stage) -> dict[str, str]:
    stage.round.refresh_from_db()
    return {"base": str(stage.round.version)}


def key(stage: Stage, name: str) -> UUID:
    return Appraised.objects.get(round=stage.round, name=name).pk


# who sees what


def test_only_the_secretary_and_the_office_see_anything(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING, changed=LOW)
    looks = [at(name) for name in LOOKS] + [at(name, fourteen[0].pk) for name in LOOKS_AT_PERSON]
    writes = [at(name) for name in WRITES] + [at(name, fourteen[0].pk) for name in WRITES_ABOUT_PERSON]
    writes += [at("back", step) for step in ("withdraw", "recount", "reopen")]
    for post in STRANGERS:
        client = client_of(post)
        assert {client.get(address).status_code for address in looks} == {404}, post
        assert {client.post(address).status_code for address in (*looks, *writes)} <= {404, 405}, post
    for post, expected in (("secretary", 200), ("clerk", 404)):
        client = client_of(post)
        for name in LOOKS:
            wanted = expected if name in HELD_ONLY else 200
            assert client.get(at(name)).status_code == wanted, (post, name)
        for name in LOOKS_AT_PERSON:
            assert client.get(at(name, fourteen[0].pk)).status_code == 200, (post, name)


def test_nobody_else_reads_a_grade_on_any_first_page(stage: Stage, town: Town, client_of: SignIn) -> None:
    stage.to(State.TELLING, changed=LOW)
    for post in STRANGERS:
        page = text(client_of(post).get("/", follow=True))
        assert "/xingtang/appraisal/" not in page, post
        assert "评为不合格" not in page, post


def test_the_office_sees_numbers_by_branch_and_no_name(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.TELLING, changed=LOW)
    page = text(client_of("clerk").get("/units/fenggang/appraisal/2026/"))
    rows = re.findall(r"<tr> <th scope=\"row\">.*?</tr>", page)
    numbers = [re.findall(r'<td class="num">(\d+)</td>', row) for row in rows]
    assert numbers == [["12", "12", "1", "1", "9", "1", "1", "0"], []]
    assert "示例0" not in page


def test_a_look_at_a_member_is_logged_once_a_day(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING)
    client = client_of("clerk")
    for _ in range(2):
        client.get(at("person", fourteen[0].pk))
    client.get(at("slip_pdf", fourteen[0].pk))
    looks = Entry.objects.filter(action="appraisal.viewed", object_kind="appraised").order_by("sequence")
    assert [entry.changes for entry in looks] == ['{"what": "page"}', '{"what": "slip"}']
    assert all("示例" not in entry.object_label for entry in looks)


def test_an_open_case_shows_only_that_it_exists_and_only_to_who_may_see_cases(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING, changed=LOW)
    client = client_of("secretary")
    assert "没有在办的个案" in text(client.get(at("person", fourteen[0].pk)))
    client.post(at("propose", fourteen[0].pk))
    assert "有在办的个案" in text(client.get(at("person", fourteen[0].pk)))
    assert "在办的个案" not in printed(client.get(at("form_pdf", fourteen[0].pk)))


def test_a_case_leads_to_the_evidence_it_came_from_while_that_holds(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING, changed=LOW)
    secretary = client_of("secretary")
    secretary.post(at("propose", fourteen[0].pk))
    url = reverse("standing:case", args=["xingtang", Case.objects.get().pk])
    way = f'<a href="{at("person", fourteen[0].pk)}">看评议依据'
    for post in ("secretary", "clerk"):
        client = client_of(post)
        assert way in text(client.get(url)), post
        assert client.get(at("person", fourteen[0].pk)).status_code == 200
    secretary.post(at("back", "reopen"), {"reason": "票数有误"})
    page = text(secretary.get(url))
    assert "民主评议退回重新评定" in page
    assert way not in page


# the empty state and the steps


def test_a_year_begins_with_one_button_and_a_second_click_does_no_harm(
    town: Town, fourteen: list[Member], client_of: SignIn
) -> None:
    client = client_of("secretary")
    page = text(client.get(YEAR))
    assert "定名单，开始准备" in page
    assert "2026年度的民主评议最晚2027年3月31日办完" in page
    client.post(at("start"))
    again = text(client.post(at("start"), follow=True))
    assert "刚刚有人开始了" in again
    assert "名单 14 人" in again
    assert "由党支部书记办" in text(client_of("clerk").get(YEAR))


@pytest.mark.parametrize("year", [2016, 2027])
def test_a_year_that_has_none_is_not_found(town: Town, client_of: SignIn, year: int) -> None:
    assert client_of("secretary").get(f"/units/xingtang/appraisal/{year}/").status_code == 404


def test_an_old_year_without_a_round_says_so(town: Town, client_of: SignIn) -> None:
    page = text(client_of("secretary").get("/units/xingtang/appraisal/2020/"))
    assert "这个年度没有民主评议的记录" in page
    assert "开始准备" not in page


def test_a_step_pressed_twice_is_told_in_words(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    page = text(client_of("secretary").post(at("ask"), follow=True))
    assert "民主评议现在是“个人自评中”，不能“发自评表，开始自评”" in page


def test_the_meeting_goes_into_the_agenda_with_one_click(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    month = date(2026, 12, 1)
    day = day_of(stage.branch, month).day
    activity = prepare(host=stage.branch, scopes=[stage.branch], month=month, held_on=day, by=stage.by, at=AT)
    stage.to(State.SELF)
    client = client_of("secretary")
    assert "列入议程" in text(client.get(YEAR))
    page = text(client.post(at("agenda"), {"activity": str(activity.pk)}, follow=True))
    assert "已列入12月7日活动日的议程" in page
    assert activity.segments.filter(form="appraisal").count() == 1


# the tables


def test_self_grades_are_typed_by_exception(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    typed = {"rest": "qualified", f"self-{key(stage, '示例002')}": "excellent"} | base(stage)
    response = client_of("secretary").post(at("self"), typed)
    assert response.status_code == 302
    grades = [one.self_grade for one in people_of(stage.round)]
    assert grades == ["qualified", "excellent", *["qualified"] * 9, "", "", "qualified"]


def test_a_self_grade_that_is_none_keeps_the_page(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    typed = {f"self-{key(stage, '示例002')}": "perfect"} | base(stage)
    response = client_of("secretary").post(at("self"), typed)
    assert response.status_code == 422
    assert "示例002：请选一个等次，或者空着。" in text(response)


def test_the_meeting_takes_day_and_ways_from_the_activity(
    stage: Stage, fourteen: list[Member], hold: Callable[..., Activity], client_of: SignIn
) -> None:
    stage.start(on=date(2026, 12, 1))
    stage.ask_on(date(2026, 12, 1))
    signs = {fourteen[0]: "缺", fourteen[13]: "其", fourteen[1]: "未"}
    activity = hold(stage.branch, 12, signs, fourteen)
    client = client_of("secretary")
    typed = {"activity": str(activity.pk), "is_mutual_done": "on"} | base(stage)
    refused = client.post(at("meeting"), typed)
    assert refused.status_code == 422
    assert "示例002怎么参加的，请选一项。" in text(refused)
    assert text(refused).count('value="in_person" selected') == 10
    kept = client.post(at("meeting"), typed | {f"way-{key(stage, '示例002')}": "visit"})
    assert kept.status_code == 302
    stage.round.refresh_from_db()
    assert (stage.round.held_on, stage.round.place, stage.round.chair) == (
        date(2026, 12, 7),
        "会议室",
        "王秀兰",
    )
    ways = {one.name: one.way for one in people_of(stage.round)}
    assert [ways[name] for name in ("示例001", "示例002", "示例003", "示例014")] == [
        Way.AWAY,
        Way.VISIT,
        Way.IN_PERSON,
        Way.VIDEO,
    ]


def test_only_activities_since_the_list_was_drawn_up_are_offered(
    stage: Stage, fourteen: list[Member], hold: Callable[..., Activity], client_of: SignIn
) -> None:
    before, after = (hold(stage.branch, month, {}, fourteen) for month in (11, 12))
    stage.start(on=date(2026, 12, 1))
    stage.ask_on(date(2026, 12, 1))
    page = client_of("secretary").get(at("meeting"))
    assert list(page.context["form"].activities) == [str(after.pk)]
    refused = client_of("secretary").post(
        at("meeting"), {"activity": str(before.pk), "is_mutual_done": "on"} | base(stage)
    )
    assert "activity" in refused.context["form"].errors


def test_before_the_end_the_page_says_that_nothing_was_posted(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.TELLING, changed={"示例002": Given(Grade.EXCELLENT)})
    stage.tell_all()
    said = "评为优秀的名单还没有在支部内公布"
    assert said in text(client_of("secretary").get(at("year")))
    actions.publish(round_=stage.round, where="党员活动室", starts_on=ON, by=stage.by, at=AT)
    assert said not in text(client_of("secretary").get(at("year")))


def test_under_two_thirds_the_page_warns_and_the_round_goes_on(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    stage.meet({f"示例{number:03}": Way.AWAY for number in range(1, 6)})
    page = text(client_of("secretary").get(YEAR))
    assert "参加的不到应参加的 2/3。可以往下办，请先问清没有参加的" in page
    assert "下一步：登记计票" in page


def test_a_person_may_say_that_everybody_else_came(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    typed = {"held_on": str(ON), "is_mutual_done": "on", "rest": "in_person"} | base(stage)
    typed |= {f"way-{key(stage, '示例014')}": "away"}
    assert client_of("secretary").post(at("meeting"), typed).status_code == 302
    ways = [one.way for one in people_of(stage.round)]
    assert (ways.count(Way.IN_PERSON), ways.count(Way.AWAY), ways.count("")) == (12, 1, 1)


def counted(stage: Stage, **changed: str) -> dict[str, str]:
    typed = {"handed_out": "12", "returned": "12", "valid": "11", "tellers": "赵国平、刘小燕"}
    for one in stage.people():
        typed |= {f"excellent-{one.pk}": "4", f"qualified-{one.pk}": "6"}
    return typed | base(stage) | changed


def test_a_wrong_count_names_every_row_and_field_and_keeps_what_was_typed(
    stage: Stage, client_of: SignIn
) -> None:
    stage.to(State.BALLOT)
    wrong = {
        "handed_out": "13",
        f"excellent-{key(stage, '示例001')}": "四",
        f"excellent-{key(stage, '示例002')}": "9",
    }
    empty = {f"{grade}-{key(stage, '示例003')}": "" for grade in ("excellent", "qualified")}
    response = client_of("secretary").post(at("count"), counted(stage, **wrong, **empty))
    page = text(response)
    assert response.status_code == 422
    for said in (
        "发出 13 张，比能投票的 12 人还多",
        "示例001的“优秀”：请填整数，没有就填 0。",
        "示例002：优秀 9 + 合格 6 = 15，比有效票 11 张多 4 张，请再数一遍。",
        "示例003这一行没有填。没有票的填 0。",
        'value="四"',
    ):
        assert said in page, said
    assert page.count('value="6"') == 11
    assert not BallotCount.objects.exists()


def test_a_count_that_agrees_is_kept_and_read_back(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.BALLOT)
    client = client_of("secretary")
    assert client.post(at("count"), counted(stage)).status_code == 302
    assert lines_of(stage.round)[0].figures == (4, 6, 0, 0)
    again = client.post(at("count"), counted(stage))
    assert again.status_code == 422
    assert "这张表不能再填" in text(again)


def test_what_somebody_wrote_meanwhile_is_told_and_a_second_try_goes_through(
    stage: Stage, client_of: SignIn
) -> None:
    stage.to(State.BALLOT)
    client, typed = client_of("secretary"), counted(stage)
    stage.meet({"示例014": Way.VIDEO})
    refused = client.post(at("count"), typed)
    assert refused.status_code == 422
    assert "您打开以后有人改过" in text(refused)
    shown = re.search(r'name="base" value="(\d+)"', text(refused))
    assert shown is not None
    assert client.post(at("count"), typed | {"base": shown[1]}).status_code == 302


def decided(stage: Stage, **changed: str) -> dict[str, str]:
    typed = {"body": "committee_meeting", "met_on": str(ON), "entitled": "5", "present": "3"}
    typed |= {f"grade-{one.pk}": "qualified" for one in stage.people()}
    return typed | base(stage) | changed


def test_no_grade_is_chosen_beforehand(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.DECIDING)
    page = text(client_of("secretary").get(at("decision")))
    assert "selected" not in re.sub(r'value="" selected', "", page)
    assert "测评（有效 11 张）：优秀 3、合格 7、基本合格 0、不合格 0" in page
    assert "党员总数 13 人 ÷ 3 = 4 人（去掉小数），优秀最多 4 人" in page


def test_too_many_excellent_and_missing_reasons_keep_the_table(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.DECIDING)
    client = client_of("secretary")
    low = {f"grade-{key(stage, '示例001')}": "unqualified"}
    refused = client.post(at("decision"), decided(stage, **low))
    assert refused.status_code == 422
    assert "示例001：评为不合格的，请写明理由。" in text(refused)
    assert 'value="unqualified" selected' in text(refused)
    many = {f"grade-{key(stage, f'示例{number:03}')}": "excellent" for number in range(1, 6)}
    refused = client.post(at("decision"), decided(stage, **many))
    assert refused.status_code == 422
    assert "多了 1 人。请支部再议" in text(refused)
    assert not Decision.objects.exists()


def test_grades_are_entered_told_posted_and_the_round_ends(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.DECIDING)
    client = client_of("secretary")
    changed = {
        f"grade-{key(stage, '示例001')}": "basic",
        f"reason-{key(stage, '示例001')}": "请假手续不全",
        f"grade-{key(stage, '示例002')}": "excellent",
        f"grade-{key(stage, '示例003')}": "none",
        f"reason-{key(stage, '示例003')}": "住院",
    }
    assert client.post(at("decision"), decided(stage, **changed)).status_code == 302
    assert "还有 11 名党员没有反馈" in text(client.get(YEAR))
    told = {"told_on": str(ON), "told_by": "王秀兰"}
    assert client.post(at("telling"), told | {"everybody": "on"}).status_code == 302
    assert "示例001" in text(client.post(at("finish"), follow=True))
    mine = told | {"answer": "differs", "opinion": "去看病了", "measures": "书记帮助，三月底前"}
    assert client.post(at("tell", fourteen[0].pk), told | {"answer": "agrees"}).status_code == 422
    assert client.post(at("tell", fourteen[0].pk), mine).status_code == 302
    page = text(client.get(at("person", fourteen[0].pk)))
    for said in ("请假手续不全", "去看病了", "书记帮助，三月底前"):
        assert said in page, said
    assert client.post(at("notice"), {"starts_on": str(ON), "where": "活动室"}).status_code == 302
    assert client.post(at("notice"), {"starts_on": str(ON), "where": "活动室"}).status_code == 422
    client.post(at("finish"))
    stage.round.refresh_from_db()
    assert stage.round.state == State.FINISHED
    assert "请先到公示里撤下" in text(client.post(at("back", "reopen"), {"reason": "有异议"}))


def test_telling_nobody_is_refused_with_what_was_typed(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.TELLING)
    response = client_of("secretary").post(at("telling"), {"told_on": str(ON), "told_by": "组织委员老周"})
    assert response.status_code == 422
    assert "请先勾选" in text(response)
    assert "组织委员老周" in text(response)


def test_a_statement_is_kept_and_shown_on_the_member_s_page(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.SELF)
    client = client_of("secretary")
    assert client.post(at("statement", fourteen[0].pk), {"text": "学习抓得不紧"}).status_code == 302
    assert "学习抓得不紧" in text(client.get(at("person", fourteen[0].pk)))
    assert "学习抓得不紧" in printed(client.get(at("form_pdf", fourteen[0].pk)))
    too_long = client.post(at("statement", fourteen[0].pk), {"text": "长" * 3001})
    assert too_long.status_code == 422


@pytest.mark.parametrize(
    ("state", "step"), [(State.SELF, "withdraw"), (State.DECIDING, "recount"), (State.TELLING, "reopen")]
)
def test_a_step_back_needs_its_reason(stage: Stage, client_of: SignIn, state: State, step: str) -> None:
    stage.to(state)
    client = client_of("secretary")
    assert client.get(at("back", step)).status_code == 200
    assert client.post(at("back", step), {"reason": " "}).status_code == 422
    assert client.post(at("back", step), {"reason": "记错了"}).status_code == 302
    assert "记错了" in text(client.get(YEAR))


def test_a_step_back_that_is_none_or_not_now(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.SELF)
    client = client_of("secretary")
    assert client.get(at("back", "ask")).status_code == 404
    assert "不用“退回重新评定”" in text(client.get(at("back", "reopen")))


# the case


def test_an_unqualified_member_is_put_forward_by_a_click_and_nothing_else_changes(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING, changed=LOW)
    assert not Case.objects.exists()
    client = client_of("secretary")
    page = text(client.post(at("propose", fourteen[0].pk), follow=True))
    assert "已提请研究。身份没有变化" in page
    assert "已经提请研究，不用再提" in text(client.post(at("propose", fourteen[0].pk), follow=True))
    case = Case.objects.get()
    shown = text(client.get(reverse("standing:case", args=["xingtang", case.pk])))
    assert "2026年度民主评议党员，2026年12月10日经支委会评定为不合格。" in shown
    assert "只有评为不合格的" in text(client.post(at("propose", fourteen[2].pk), follow=True))
    assert Case.objects.count() == 1


# papers and many


def test_the_papers_say_what_was_entered_in_roster_order(
    stage: Stage, fourteen: list[Member], client_of: SignIn
) -> None:
    stage.to(State.TELLING, changed=LOW)
    client = client_of("secretary")
    ballot = printed(client.get(at("ballot_pdf")))
    names = re.findall(r"示例\d{3}", ballot)
    assert names == [f"示例{number:03}" for number in (*range(1, 12), 14)]
    assert names == re.findall(r"示例\d{3}", printed(client.get(at("count_sheet_pdf"))))
    summary = printed(client.get(at("summary_pdf")))
    assert "优秀1人、合格9人、基本合格1人、不合格1人" in summary
    slip = printed(client.get(at("slip_pdf", fourteen[0].pk)))
    assert "您的评议等次是：不合格" in slip
    assert "理由：长期不参加组织生活" in slip
    slips = printed(client.get(at("slips_pdf")))
    assert slips.count("同志：") == 12
    assert "长期不参加组织生活" not in slips
    forms = client.get(at("forms_pdf"))
    assert len(PdfReader(BytesIO(forms.content)).pages) == 13
    evidence = client.get(at("evidence_pdf"))
    assert len(PdfReader(BytesIO(evidence.content)).pages) == 14


def test_the_workbook_says_the_same(stage: Stage, client_of: SignIn) -> None:
    stage.to(State.TELLING, changed=LOW)
    response = client_of("clerk").get(at("summary_xlsx"))
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    rows = [tuple(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0][:2] == ("序号", "姓名")
    assert rows[1][1:10] == ("示例001", "评定等次", None, 3, 7, 0, 0, 1, "不合格")
    assert rows[12][1:4] == ("示例012", "参加，不评等次", None)


def test_the_pages_take_the_same_queries_for_few_and_for_many(
    stage: Stage, make_members: Callable[..., list[Member]], client_of: SignIn, town: Town
) -> None:
    client = client_of("secretary")

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    stage.to(State.DECIDING)
    addresses = [YEAR, at("decision"), at("evidence_pdf"), at("forms_pdf")]
    few = [queries(address) for address in addresses]
    actions.withdraw(round_=stage.round, reason="重来", by=stage.by, on=ON, at=AT)
    make_members(town.village, 60, prefix="多人")
    stage.to(State.DECIDING)
    # a withdrawn round is read once more
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 50


def test_two_hundred_members_fit_on_every_page(
    stage: Stage, make_members: Callable[..., list[Member]], client_of: SignIn, town: Town
) -> None:
    make_members(town.village, 186, prefix="欧阳淑贞古丽阿卜杜热合曼")
    client = client_of("secretary")
    stage.to(State.BALLOT)
    page = client.get(at("count"))
    assert page.status_code == 200
    assert len(page.content) < 400_000
    assert (
        client.post(at("count"), counted(stage, handed_out="198", returned="198", valid="198")).status_code
        == 302
    )


def test_the_town_page_takes_the_same_queries_for_one_round_and_for_two(
    stage: Stage, town: Town, make_members: Callable[..., list[Member]], client_of: SignIn
) -> None:
    client = client_of("clerk")

    def queries() -> int:
        client.get("/units/fenggang/appraisal/2026/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/units/fenggang/appraisal/2026/")
        return len(captured)

    stage.to(State.TELLING, changed=LOW)
    one = queries()
    make_members(town.other_village, 14, prefix="邻村")
    other = Stage(town.other_village, town.users["other_secretary"])
    other.to(State.DECIDING)
    assert queries() == one
