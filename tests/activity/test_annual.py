"""The year beside what was held, and a month that takes its theme, content and material from what was planned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pypdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.actions import amend_plan, prepare
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.annual import draft_of
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import as_planned, plan_from_agenda, plan_of
from activityday.day.activity.queries import segments_of
from activityday.day.schedule.models import AnnualPlan
from activityday.day.schedule.plan import PlannedMonth, Suggested
from activityday.day.schedule.plan_actions import keep_plan, publish_suggestion
from activityday.day.schedule.queries import months_of
from activityday.judgement.closing.models import Closing
from activityday.office.notices.materials.actions import (
    Draft,
    publish_material,
    renew_material,
    withdraw_material,
)
from activityday.office.notices.models import MaterialVersion
from activityday.people.roster.models import Member
from tests.activity.conftest import DAY, DECEMBER, PREPARED_AT
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town, instant

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
PLAN = "/units/xingtang/plans/2026/"
DECEMBERS = PlannedMonth(
    DECEMBER, "年终民主评议准备", (Content.ANALYSIS, Content.DUES), Form.CRITICISM, "王秀兰"
)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(instant("2026-11-23 10:00"), tick=False):
        yield


@pytest.fixture
def planned(town: Town) -> AnnualPlan:
    """兴塘村's year with a theme for December only."""
    months = [DECEMBERS if month == DECEMBER else PlannedMonth(month) for month in months_of(2026)]
    drafted = [PlannedMonth(month) for month in months_of(2026)]
    return keep_plan(
        unit=town.village,
        year=2026,
        months=months,
        drafted=drafted,
        base_version=0,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )


@pytest.fixture
def material(town: Town) -> MaterialVersion:
    return publish_material(
        committee=town.committee,
        draft=Draft("评议办法", "县委组织部", "第一条"),
        first_month=DECEMBER,
        last_month=DECEMBER,
        sectors=[],
        by=town.users["clerk"],
        at=PREPARED_AT,
    )


@pytest.fixture
def suggestion(town: Town, material: MaterialVersion) -> Suggested:
    suggested = Suggested(Content.ANALYSIS, Form.APPRAISAL, "民主评议党员", 70, material.words, material.pk)
    publish_suggestion(
        committee=town.committee,
        month=DECEMBER,
        suggested=suggested,
        sectors=["village"],
        by=town.users["clerk"],
        at=PREPARED_AT,
    )
    return suggested


def text(response: Any) -> str:
    return response.content.decode()


def fields(page: str, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"version": "0"}
    for number in range(1, 13):
        data |= {f"m{number}-{name}": "" for name in ("theme", "form", "in_charge", "remark")}
    return data | changes


def test_a_month_is_prepared_with_the_plan_s_theme_and_content(town: Town, planned: AnnualPlan) -> None:
    plan = plan_from_agenda(town.village, DECEMBER, held_on=DAY)
    assert plan.theme == "年终民主评议准备"
    parts = [(part.content, part.form, part.title) for part in plan.segments]
    assert (Content.ANALYSIS, Form.CRITICISM, "年终民主评议准备") in parts
    assert parts[-1][0] == Content.DUES


def test_without_a_plan_and_suggestions_everything_is_as_before(town: Town) -> None:
    plan = plan_from_agenda(town.village, DECEMBER, held_on=DAY)
    assert plan.theme == ""
    assert plan.segments == as_planned(plan.segments, None, [])


def test_a_suggestion_brings_title_form_minutes_and_material(
    town: Town, suggestion: Suggested, material: MaterialVersion
) -> None:
    activity = prepare(
        host=town.village,
        scopes=[town.village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )
    part = Segment.objects.get(activity=activity, content=Content.ANALYSIS)
    assert (part.title, part.form, part.minutes, part.material, part.material_version) == (
        "民主评议党员",
        Form.APPRAISAL,
        70,
        "《评议办法》",
        material,
    )
    assert activity.theme == "民主评议党员"


def test_two_suggestions_of_one_kind_are_two_parts() -> None:
    dues = SegmentDraft(Content.DUES, Form.DUES, "交党费", 20)
    study = SegmentDraft(Content.STUDY, Form.COLLECTIVE_STUDY, "学文件", 60)
    one = Suggested(Content.STUDY, Form.LECTURE, "党课", 60)
    found = as_planned([study, dues], None, [one, replace(one, title="讨论")])
    assert [part.title for part in found] == ["党课", "讨论", "交党费"]


def test_a_planned_kind_that_no_part_has_becomes_one_before_the_dues() -> None:
    dues = SegmentDraft(Content.DUES, Form.DUES, "交党费", 20)
    study = SegmentDraft(Content.STUDY, Form.COLLECTIVE_STUDY, "学文件", 60)
    planned = PlannedMonth(DECEMBER, "清河", (Content.STUDY, Content.SERVICE, Content.DUES))
    found = as_planned([study, dues], planned, [])
    assert [(part.title, part.form) for part in found] == [
        ("清河", Form.COLLECTIVE_STUDY),
        ("清河", Form.VOLUNTEERING),
        ("交党费", Form.DUES),
    ]


def test_the_version_that_was_chosen_stays_when_a_newer_one_comes(
    town: Town, activity: Activity, material: MaterialVersion
) -> None:
    kept = plan_of(activity, segments_of(activity))
    first = replace(kept.segments[0], material_version_id=material.pk, material="《评议办法》")
    amend_plan(
        activity=activity,
        plan=replace(kept, segments=(first, *kept.segments[1:])),
        scopes=[town.village],
        scheduled=DAY,
        base_version=activity.version,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )
    renew_material(
        material=material.material,
        draft=Draft("评议办法", "县委组织部", "改了"),
        by=town.users["clerk"],
        at=PREPARED_AT,
    )
    assert segments_of(activity)[0].material_version == material


def test_the_preparation_page_offers_the_month_s_materials_and_keeps_the_choice(
    town: Town, client_of: SignIn, material: MaterialVersion, planned: AnnualPlan
) -> None:
    client = client_of("secretary")
    page = text(client.get("/units/xingtang/2026/12/plan/"))
    for expected in ("评议办法", "年度计划怎么定的", f'value="{material.pk}"', "年终民主评议准备"):
        assert expected in page
    data = {
        "held_on": "2026-12-07",
        "starts_at": "09:00",
        "ends_at": "12:00",
        "theme": "评议",
        "place": "",
        "chair": "",
        "recorder": "",
        "version": "",
        "scopes": [town.village.pk],
        "segments-TOTAL_FORMS": "1",
        "segments-INITIAL_FORMS": "0",
        "segments-0-title": "学办法",
        "segments-0-content": "study",
        "segments-0-form": "collective_study",
        "segments-0-minutes": "60",
        "segments-0-material_version_id": str(material.pk),
    }
    client.post("/units/xingtang/2026/12/plan/", data)
    segment = Segment.objects.get()
    assert (segment.material_version, segment.material) == (material, "《评议办法》")
    month = text(client.get("/units/xingtang/2026/12/activity/"))
    assert f"/units/xingtang/materials/read/{material.pk}/" in month
    withdraw_material(material=material.material, why="有误", by=town.users["clerk"], at=PREPARED_AT)
    again = text(client.get("/units/xingtang/2026/12/plan/"))
    assert f'value="{material.pk}" selected' in again


def test_a_material_of_another_month_cannot_be_chosen(
    town: Town, client_of: SignIn, material: MaterialVersion
) -> None:
    page = text(client_of("secretary").get("/units/xingtang/2026/11/plan/"))
    assert str(material.pk) not in page


def test_last_year_s_activities_are_the_draft_of_this_year(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    closing = close_month(town.village, 10, {}, twelve)
    Activity.objects.filter(pk=closing.activity_id).update(theme="秋收互助")
    found = {one.month.month: one for one in draft_of(town.village, 2027, on=date(2026, 12, 1))}
    assert (found[10].theme, found[10].source) == ("秋收互助", "去年同月")
    assert Content.DUES in found[10].contents
    assert found[9].is_empty


@pytest.mark.parametrize(
    ("post", "page", "keep", "send"),
    [
        ("secretary", 200, 302, 302),
        ("recorder", 200, 302, 404),
        ("clerk", 200, 404, 404),
        ("leader", 200, 404, 404),
        ("group_leader", 404, 404, 404),
        ("other_secretary", 404, 404, 404),
        ("operator", 404, 404, 404),
    ],
)
def test_who_reads_plans_and_sends(
    town: Town, client_of: SignIn, planned: AnnualPlan, post: str, page: int, keep: int, send: int
) -> None:
    client = client_of(post)
    assert client.get(PLAN).status_code == page
    assert client.post(PLAN, fields("", version="1", **{"m12-theme": "评议"})).status_code == keep
    assert client.post(f"{PLAN}send/").status_code == send


def test_the_page_opens_whole_and_keeps_what_was_changed(town: Town, client_of: SignIn) -> None:
    client = client_of("secretary")
    page = text(client.get(PLAN))
    assert "什么都还没有保存" in page
    assert page.count("annual-month") == 12
    changes = {"m6-theme": "防汛", "m6-contents": ["service", "study"], "m6-form": "volunteering"}
    client.post(PLAN, fields(page, **changes))
    entry = AnnualPlan.objects.get().entries.get()
    assert (entry.month.month, entry.theme, entry.contents) == (6, "防汛", ["study", "service"])
    page = text(client.get(PLAN))
    assert "计划定好了，报枫港镇党委备案" in page
    assert page.count("button-main") == 1


def test_what_was_typed_is_not_lost_to_a_second_editor_or_a_mistake(
    town: Town, client_of: SignIn, planned: AnnualPlan
) -> None:
    client = client_of("recorder")
    stale = client.post(PLAN, fields("", version="0", **{"m6-theme": "我写的防汛"}))
    assert stale.status_code == 422
    assert "别人改过这份计划" in text(stale)
    assert 'value="我写的防汛"' in text(stale)
    assert 'name="version" value="1"' in text(stale)
    long = client.post(PLAN, fields("", version="1", **{"m6-theme": "长" * 101}))
    assert long.status_code == 422
    assert "主题不超过 100 个字" in text(long)


def test_sending_tells_what_is_missing_and_then_waits(
    town: Town, client_of: SignIn, planned: AnnualPlan
) -> None:
    client = client_of("secretary")
    assert "11月还没有写主题" in text(client.post(f"{PLAN}send/", follow=True))
    client.post(PLAN, fields("", version="1", **{"m11-theme": "廉洁", "m12-theme": "评议"}))
    page = text(client.post(f"{PLAN}send/", follow=True))
    assert "已报送枫港镇党委，等对方收到。" in page
    assert "待收" in page
    board = text(client_of("clerk").get("/units/fenggang/plans/2026/"))
    assert board.index("兴塘村</a>") < board.index("柳堤村</a>")
    assert "给支部的每月建议" in board
    assert client_of("secretary").post("/units/liudi/plans/2026/send/").status_code == 404


def test_a_plan_that_nobody_kept_is_not_sent(town: Town, client_of: SignIn) -> None:
    assert client_of("secretary").post(f"{PLAN}send/").status_code == 404
    assert "还没有编年度计划" in text(client_of("leader").get(PLAN))


def test_what_was_held_stands_beside_what_was_planned(
    town: Town,
    client_of: SignIn,
    planned: AnnualPlan,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    closing = close_month(town.village, 10, {}, twelve)
    Activity.objects.filter(pk=closing.activity_id).update(theme="秋收互助")
    for post in ("secretary", "leader"):
        assert "10月8日 秋收互助" in text(client_of(post).get(PLAN))


def test_the_sheet_and_the_workbook_say_the_plan(town: Town, client_of: SignIn, planned: AnnualPlan) -> None:
    client = client_of("secretary")
    pdf = client.get("/units/xingtang/plans/2026.pdf").content
    words = "".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "12月12月7日年终民主评议准备开展党性分析、集中交纳党费批评和自我批评王秀兰" in words
    book = openpyxl.load_workbook(BytesIO(client.get("/units/xingtang/plans/2026.xlsx").content))
    rows = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 12
    assert rows[11][:3] == ("12月", "12月7日", "年终民主评议准备")
    draft = client_of("other_secretary").get("/units/liudi/plans/2026.pdf").content
    assert "草稿" in pypdf.PdfReader(BytesIO(draft)).pages[0].extract_text().replace(" ", "")


@pytest.mark.parametrize(
    "address",
    ["/units/xingtang/plans/2016/", "/units/xingtang-1/plans/2026/", "/units/county/plans/2026/"],
)
def test_a_plan_that_cannot_be_is_not_found(town: Town, client_of: SignIn, address: str) -> None:
    assert client_of("county_officer").get(address).status_code == 404


def test_the_office_suggests_and_takes_back(town: Town, client_of: SignIn, material: MaterialVersion) -> None:
    address, client = "/units/fenggang/suggestions/2026/12/", client_of("clerk")
    assert "这个月还没有" in text(client.get(address))
    data = {"title": "", "content": "study", "form": "lecture", "minutes": "60"}
    wrong = client.post(address, data)
    assert (wrong.status_code, "请填写题目。" in text(wrong)) == (422, True)
    data |= {"title": "党课", "material_version": str(material.pk), "sectors": ["village"]}
    page = text(client.post(address, data, follow=True))
    assert "党课" in page
    assert "资料：《评议办法》" in page
    key = town.committee.suggestions.get().pk
    assert client.post(f"{address}{key + 1}/withdraw/").status_code == 404
    assert "已撤回“党课”" in text(client.post(f"{address}{key}/withdraw/", follow=True))
    for post in ("secretary", "county_officer", "recorder"):
        assert client_of(post).get(address).status_code == 404
    assert client.get("/units/fenggang/suggestions/2026/13/").status_code == 404
    assert client.get("/units/xingtang/suggestions/2026/12/").status_code == 404


def test_the_page_asks_as_often_for_a_full_year_as_for_an_empty_one(
    town: Town,
    client_of: SignIn,
    planned: AnnualPlan,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    client, asked = client_of("secretary"), []
    for months in ((1,), (2, 3, 4, 5, 6)):
        for month in months:
            close_month(town.village, month, {}, twelve)
        client.get(PLAN)
        with CaptureQueriesContext(connection) as queried:
            client.get(PLAN)
        asked.append(len(queried))
    assert asked[0] == asked[1]
