"""The pages of a month: who may open what, what a look leaves behind (nothing), what a form does with what it gets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.actions import RecordDraft, cancel, prepare, write_record
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity, Evidence, Scope
from activityday.day.activity.queries import activity_for, evidence_of, parts_of, segments_of
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.activity.conftest import DAY, DECEMBER, MONTH, PREPARED_AT, RECORDED_AT, jpeg
from tests.conftest import Town

ClientOf = Callable[[str], Client]
PAGE = f"{MONTH}activity/"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(in_november: None) -> None:
    """23 November, unless a test says otherwise."""


def rows(*parts: dict[str, object]) -> dict[str, object]:
    typed = {f"segments-{n}-{name}": value for n, part in enumerate(parts) for name, value in part.items()}
    return {**typed, "segments-TOTAL_FORMS": len(parts), "segments-INITIAL_FORMS": len(parts)}


STUDY = {
    "key": "",
    "title": "学习",
    "content": "study",
    "form": "lecture",
    "minutes": 170,
    "led_by": "",
    "material": "",
}
DUES = {
    "key": "",
    "title": "交党费",
    "content": "dues",
    "form": "dues",
    "minutes": 10,
    "led_by": "",
    "material": "",
}


def plan_data(town: Town, *parts: dict[str, object], **differences: object) -> dict[str, Any]:
    return {
        "held_on": "2026-12-07",
        "starts_at": "09:00",
        "ends_at": "12:00",
        "theme": "冬季学习",
        "place": "村部",
        "chair": "王书记",
        "recorder": "刘记录",
        "scopes": [town.village.pk],
        "version": "",
        **rows(*(parts or (STUDY, DUES))),
        **differences,
    }


def record_data(activity: Activity, *points: str, **differences: object) -> dict[str, Any]:
    typed = {f"points_{part.pk}": text for part, text in zip(segments_of(activity), points, strict=False)}
    return {
        "held_on": "2026-12-07",
        "starts_at": "09:00",
        "ends_at": "12:05",
        "place": "村部",
        "chair": "王书记",
        "recorder": "刘记录",
        "leader_present": "yes",
        "version": activity.version,
        "expenses-TOTAL_FORMS": 0,
        "expenses-INITIAL_FORMS": 0,
        **typed,
        **differences,
    }


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        f"{MONTH}plan/",
        f"{MONTH}plan/?from=last",
        "/units/xingtang/2026/",
        "/units/xingtang/2031/5/activity/",
    ],
)
def test_looking_at_a_month_leaves_nothing_behind(town: Town, client_of: ClientOf, address: str) -> None:
    client = client_of("secretary")
    client.get("/units/xingtang/2026/1/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(address)
    assert response.status_code == 200
    assert [query["sql"] for query in seen if query["sql"].startswith(WRITES)] == []
    assert not Activity.objects.exists()


@pytest.mark.parametrize("state", list(State))
def test_a_month_can_be_looked_at_in_every_state(
    town: Town, activity: Activity, client_of: ClientOf, state: State
) -> None:
    Activity.objects.update(state=state)
    client = client_of("leader")
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        for page in ("activity/", "evidence/"):
            assert client.get(f"{MONTH}{page}").status_code in {200, 404 if state == State.CANCELLED else 200}
    assert [query["sql"] for query in seen if query["sql"].startswith(WRITES)] == []


def test_the_page_asks_few_questions(town: Town, activity: Activity, client_of: ClientOf) -> None:
    client = client_of("secretary")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    assert len(seen) <= 14


@pytest.mark.parametrize(
    ("post", "page", "status"),
    [
        ("secretary", "activity/", 200),
        ("recorder", "plan/", 200),
        ("group_leader", "activity/", 404),
        ("leader", "activity/", 200),
        ("leader", "plan/", 404),
        ("leader", "record/", 404),
        ("leader", "cancel/", 404),
        ("clerk", "activity/", 200),
        ("clerk", "plan/", 404),
        ("county_officer", "activity/", 200),
        ("county_officer", "record/", 404),
        ("recorder", "cancel/", 404),
        ("secretary", "cancel/", 200),
        ("recorder", "evidence/", 200),
        ("leader", "evidence/", 200),
        ("operator", "activity/", 404),
        ("other_secretary", "activity/", 404),
        ("other_secretary", "plan/", 404),
    ],
)
def test_each_post_opens_what_it_may(
    town: Town, activity: Activity, client_of: ClientOf, post: str, page: str, status: int
) -> None:
    assert client_of(post).get(f"{MONTH}{page}").status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/units/fenggang/2026/12/activity/",
        "/units/xingtang/2026/13/activity/",
        "/units/xingtang/1949/10/plan/",
        "/units/xingtang/2026/0/plan/",
    ],
)
def test_no_such_month(town: Town, client_of: ClientOf, address: str) -> None:
    assert client_of("clerk").get(address).status_code == 404


def test_the_plan_comes_filled_in(town: Town, client_of: ClientOf) -> None:
    page = client_of("secretary").get(f"{MONTH}plan/")
    form = page.context["form"]
    assert form["held_on"].value() == DAY
    assert len(page.context["parts"]) == 4
    assert [guard.passed for guard in page.context["guards"]] == [True, True, True]
    assert "照抄上次" not in page.content.decode()


def test_a_plan_is_kept_and_sent_twice_kept_once(town: Town, client_of: ClientOf) -> None:
    client = client_of("recorder")
    for _ in range(2):
        response = client.post(f"{MONTH}plan/", plan_data(town))
        assert (response.status_code, response["Location"]) == (302, MONTH)
    activity = activity_for(town.village, DECEMBER)
    assert activity is not None
    assert (activity.theme, activity.version) == ("冬季学习", 0)
    assert [part.title for part in segments_of(activity)] == ["学习", "交党费"]


def test_the_buttons_of_a_row_move_it_and_keep_nothing(town: Town, client_of: ClientOf) -> None:
    client = client_of("secretary")
    for order, titles in (
        ("down-0", ["交党费", "学习"]),
        ("up-1", ["交党费", "学习"]),
        ("up-0", ["学习", "交党费"]),
        ("drop-0", ["交党费"]),
        ("add", ["学习", "交党费", None]),
        ("drop-9", ["学习", "交党费"]),
        ("nonsense", ["学习", "交党费"]),
    ):
        page = client.post(f"{MONTH}plan/", plan_data(town, row=order, theme="还没存"))
        assert page.status_code == 200
        assert [part["title"].value() for part in page.context["parts"]] == titles
        assert page.context["form"]["theme"].value() == "还没存"
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ({"ends_at": "08:00"}, "结束时间要晚于开始时间。"),
        ({"held_on": "2027-01-04"}, "这是2026年12月的活动，请选当月的日子。"),
        ({"held_on": "明天"}, "日期看不懂，请重选。"),
        ({"scopes": [999_999]}, "不在可用的选项中"),
        ({"segments-0-minutes": "半小时"}, "请填整数分钟。"),
        ({"segments-0-title": ""}, "请填题目。"),
        ({"segments-0-content": "<b>"}, "不在可用的选项中"),
        ({"theme": "长" * 101}, "100"),
        ({"place": "\x00"}, "空字符"),
        ({"segments-TOTAL_FORMS": "abc"}, "ManagementForm"),
        ({"segments-TOTAL_FORMS": "0"}, "议程至少要有一个环节。"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it(
    town: Town, client_of: ClientOf, differences: dict[str, object], sentence: str
) -> None:
    page = client_of("secretary").post(f"{MONTH}plan/", plan_data(town, **differences))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Activity.objects.exists()


def test_a_plan_of_too_many_parts_is_refused(town: Town, client_of: ClientOf) -> None:
    page = client_of("secretary").post(f"{MONTH}plan/", plan_data(town, *[STUDY] * 25))
    assert page.status_code == 422
    assert not Activity.objects.exists()


def test_the_second_editor_keeps_their_own_words(town: Town, activity: Activity, client_of: ClientOf) -> None:
    keys = [{**STUDY, "key": part.pk, "title": part.title} for part in segments_of(activity)]
    client_of("secretary").post(f"{MONTH}plan/", plan_data(town, *keys, version=0, theme="书记的主题"))
    mine = plan_data(town, *keys, version=0, theme="我的主题")
    page = client_of("recorder").post(f"{MONTH}plan/", mine)
    assert page.status_code == 422
    text = page.content.decode()
    assert "书记老王（secretary）在11月23日 10:00 改了" in text
    assert 'value="我的主题"' in text
    assert '<input type="hidden" name="version" value="1">' in text
    client_of("recorder").post(f"{MONTH}plan/", {**mine, "version": 1})
    activity.refresh_from_db()
    assert (activity.theme, activity.version) == ("我的主题", 2)


def test_hostile_words_are_shown_not_run(town: Town, client_of: ClientOf) -> None:
    client = client_of("secretary")
    client.post(
        f"{MONTH}plan/",
        plan_data(
            town, {**STUDY, "title": "<script>alert(1)</script>"}, theme="<img src=x onerror=alert(1)>"
        ),
    )
    text = client.get(PAGE).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_branch_is_split_from_its_plan(
    town: Town, client_of: ClientOf, make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.village, 4)
    client = client_of("secretary")
    client.post(f"{MONTH}plan/", plan_data(town, split="1"))
    assert [part.host for part in parts_of(town.village, DECEMBER)] == town.groups
    assert "本月分党小组开展" in client.get(PAGE).content.decode()
    assert client.get("/units/xingtang-1/2026/12/plan/").status_code == 200


def test_a_group_s_page_leads_to_its_branch(town: Town, activity: Activity, client_of: ClientOf) -> None:
    text = client_of("group_leader").get("/units/xingtang-1/2026/12/activity/").content.decode()
    assert "本月由兴塘村统一开展" in text


@pytest.fixture
def joint(town: Town) -> Activity:
    return prepare(
        host=town.village,
        scopes=[town.village, town.other_village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )


def test_a_guest_branch_reads_a_joint_activity_and_may_leave_it(
    town: Town, joint: Activity, client_of: ClientOf
) -> None:
    guest, there = client_of("other_secretary"), "/units/liudi/2026/12/"
    assert "退出这次联合活动" in guest.get(f"{there}activity/").content.decode()
    refused = guest.get(f"{there}plan/", follow=True)
    assert "这次活动由兴塘村组织，计划由那边修改。" in refused.content.decode()
    assert guest.post(f"{there}record/", {}).status_code == 302
    assert (
        guest.post(
            f"{there}evidence/", {"kind": "photo", "pieces": [SimpleUploadedFile("a.jpg", jpeg())]}
        ).status_code
        == 404
    )
    guest.post(f"{there}leave-joint/")
    assert activity_for(town.other_village, DECEMBER) is None
    assert guest.post(f"{there}leave-joint/").status_code == 404


def test_the_host_does_not_leave_its_own_activity(town: Town, joint: Activity, client_of: ClientOf) -> None:
    assert client_of("secretary").post(f"{MONTH}leave-joint/").status_code == 404
    assert Scope.objects.filter(is_live=True).count() == 2


def test_a_moved_day_is_told_and_followed_by_one_press(
    town: Town, activity: Activity, client_of: ClientOf
) -> None:
    client = client_of("recorder")
    assert "计划还写着" not in client.get(PAGE).content.decode()
    Activity.objects.update(held_on="2026-12-02")
    assert "活动日现在是 12月7日 星期一，计划还写着 12月2日 星期三。" in client.get(PAGE).content.decode()
    assert client_of("leader").post(f"{MONTH}follow-day/").status_code == 404
    assert client.post(f"{MONTH}follow-day/").status_code == 302
    activity.refresh_from_db()
    assert activity.held_on == DAY


def test_a_record_is_kept_and_sent_twice_kept_once(
    town: Town, activity: Activity, client_of: ClientOf, after_the_day: None
) -> None:
    client = client_of("recorder")
    page = client.get(f"{MONTH}record/")
    assert page.context["form"]["starts_at"].value().isoformat() == "09:00:00"
    data = record_data(activity, "一句\n两句\n三句")
    for _ in range(2):
        assert client.post(f"{MONTH}record/", data).status_code == 302
    activity.refresh_from_db()
    assert (activity.version, activity.leader_present, activity.badges_worn) == (1, True, None)
    assert segments_of(activity)[0].points == "一句\n两句\n三句"
    assert [point in client.get(PAGE).content.decode() for point in ("一句", "两句", "三句")] == [True] * 3


def test_a_record_before_the_day_is_refused_with_the_words_kept(
    town: Town, activity: Activity, client_of: ClientOf
) -> None:
    page = client_of("recorder").post(f"{MONTH}record/", record_data(activity, "还没发生的事"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "还没有到，到了那天再写纪实" in text
    assert "还没发生的事" in text
    assert segments_of(activity)[0].points == ""


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ({"ends_at": ""}, "开始和结束时间要一起填。"),
        ({"starts_at": "12:00", "ends_at": "09:00"}, "结束时间要晚于开始时间。"),
        ({"problems": "长" * 4001}, "4000"),
        (
            {
                "expenses-TOTAL_FORMS": 1,
                "expenses-0-kind": "banquet",
                "expenses-0-amount": "300",
                "expenses-0-purpose": "聚餐",
            },
            "活动日严禁公款吃喝，这笔支出不能登记。",
        ),
        (
            {
                "expenses-TOTAL_FORMS": 1,
                "expenses-0-kind": "venue",
                "expenses-0-amount": "",
                "expenses-0-purpose": "",
            },
            "请填大于零的金额。",
        ),
        (
            {
                "expenses-TOTAL_FORMS": 1,
                "expenses-0-kind": "",
                "expenses-0-amount": "5",
                "expenses-0-purpose": "",
            },
            "请选类别。",
        ),
        (
            {
                "expenses-TOTAL_FORMS": 1,
                "expenses-0-kind": "venue",
                "expenses-0-amount": "-5",
                "expenses-0-purpose": "椅",
            },
            "大于或等于",
        ),
    ],
)
def test_a_record_that_cannot_be_kept_says_why(
    town: Town,
    activity: Activity,
    client_of: ClientOf,
    after_the_day: None,
    differences: dict[str, object],
    sentence: str,
) -> None:
    page = client_of("recorder").post(f"{MONTH}record/", record_data(activity, "一句", **differences))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    activity.refresh_from_db()
    assert activity.recorded_at is None


def test_the_record_of_a_closed_activity_leads_back_with_a_sentence(
    town: Town, activity: Activity, client_of: ClientOf, after_the_day: None
) -> None:
    Activity.objects.update(state=State.CLOSED)
    for page in ("record/", "plan/"):
        response = client_of("secretary").get(f"{MONTH}{page}", follow=True)
        assert "已经归档，内容封存" in response.content.decode()


def test_the_second_recorder_is_told(
    town: Town,
    activity: Activity,
    client_of: ClientOf,
    after_the_day: None,
    record_of: Callable[..., RecordDraft],
) -> None:
    write_record(
        activity=activity, record=record_of(), base_version=0, by=town.users["secretary"], at=RECORDED_AT
    )
    page = client_of("recorder").post(f"{MONTH}record/", record_data(activity, "我的话", version=0))
    assert page.status_code == 422
    text = page.content.decode()
    assert "书记老王（secretary）在12月7日 15:00 改了" in text
    assert "我的话" in text


def upload(client: Client, *files: tuple[str, bytes]) -> Any:
    pieces = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{MONTH}evidence/", {"kind": "photo", "pieces": pieces}, follow=True)


def test_photos_are_uploaded_looked_at_and_taken_out(
    town: Town, activity: Activity, client_of: ClientOf, evidence_folder: Path
) -> None:
    client = client_of("recorder")
    page = upload(client, ("合影.jpg", jpeg()), ("会场.jpg", jpeg("blue")))
    assert "已保存 2 个文件。" in page.content.decode()
    piece = evidence_of(activity)[0]
    shown = client_of("leader").get(f"{MONTH}evidence/{piece.pk}/")
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert shown["Content-Disposition"].startswith("inline")
    removal = f"{MONTH}evidence/{piece.pk}/remove/"
    assert client.post(removal, {"reason": ""}).status_code == 422
    client.post(removal, {"reason": "传错了"})
    assert len(evidence_of(activity)) == 1
    assert "传错了" in client.get(f"{MONTH}evidence/").content.decode()


def test_a_scan_is_handed_over_as_a_file(
    town: Town, activity: Activity, client_of: ClientOf, evidence_folder: Path
) -> None:
    client = client_of("recorder")
    upload(client, ("签到表.pdf", b"%PDF-1.4\n%%EOF\n"))
    shown = client.get(f"{MONTH}evidence/{evidence_of(activity)[0].pk}/")
    assert b"".join(shown.streaming_content).startswith(b"%PDF-")
    assert shown["Content-Disposition"].startswith("attachment")


def test_evidence_is_not_served_to_strangers_nor_under_another_month(
    town: Town, activity: Activity, client_of: ClientOf, evidence_folder: Path
) -> None:
    upload(client_of("recorder"), ("合影.jpg", jpeg()))
    piece = evidence_of(activity)[0]
    prepare(
        host=town.other_village,
        scopes=[town.other_village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["other_secretary"],
        at=PREPARED_AT,
    )
    stranger = client_of("other_secretary")
    assert stranger.get(f"{MONTH}evidence/{piece.pk}/").status_code == 404
    assert stranger.get(f"/units/liudi/2026/12/evidence/{piece.pk}/").status_code == 404
    assert (
        stranger.post(f"/units/liudi/2026/12/evidence/{piece.pk}/remove/", {"reason": "x"}).status_code == 404
    )


def test_a_lost_file_is_not_found_rather_than_an_error(
    town: Town, activity: Activity, client_of: ClientOf, evidence_folder: Path
) -> None:
    client = client_of("recorder")
    upload(client, ("合影.jpg", jpeg()))
    piece = evidence_of(activity)[0]
    (evidence_folder / str(piece.file.name)).unlink()
    assert client.get(f"{MONTH}evidence/{piece.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("文档.docx", b"PK\x03\x04" + b"\0" * 50, "不是照片或扫描件"),
        ("空.jpg", b"", "是空文件"),
        ("合影.heic", b"\0\0\0\x20ftypheic" + b"\0" * 50, "HEIC"),
        ("重.jpg", b"\xff" * (13 * 1024 * 1024), "一个文件最多 12 MB"),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(
    town: Town,
    activity: Activity,
    client_of: ClientOf,
    evidence_folder: Path,
    name: str,
    content: bytes,
    sentence: str,
) -> None:
    page = upload(client_of("recorder"), (name, content))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Evidence.objects.exists()


def test_no_file_at_all_is_said(town: Town, activity: Activity, client_of: ClientOf) -> None:
    page = client_of("recorder").post(f"{MONTH}evidence/", {"kind": "photo"})
    assert page.status_code == 422
    assert "还没有选文件。" in page.content.decode()


def test_cancelling_asks_for_a_reason_and_frees_the_month(
    town: Town, activity: Activity, client_of: ClientOf
) -> None:
    client = client_of("secretary")
    assert client.post(f"{MONTH}cancel/", {"reason": ""}).status_code == 422
    assert client.post(f"{MONTH}cancel/", {"reason": "抗洪"}).status_code == 302
    text = client.get(PAGE).content.decode()
    assert "抗洪" in text
    assert "开始准备" in text
    assert client.post(f"{MONTH}cancel/", {"reason": "再"}).status_code == 404


def test_a_past_month_may_be_entered_late_and_says_so(town: Town, client_of: ClientOf) -> None:
    october = "/units/xingtang/2026/10/"
    client = client_of("secretary")
    text = client.get(f"{october}activity/").content.decode()
    assert "活动日已经过去" in text
    assert "补录这次活动" in text
    client.post(f"{october}plan/", plan_data(town, held_on="2026-10-08"))
    assert "补录 46 天" in client.get(f"{october}activity/").content.decode()


def test_the_year_lists_its_twelve_days(town: Town, activity: Activity, client_of: ClientOf) -> None:
    page = client_of("clerk").get("/units/xingtang/2026/")
    assert [day.month.month for day, _ in page.context["months"]] == list(range(1, 13))
    assert page.context["months"][11][1] == [activity]


def test_a_cancelled_month_is_not_shown_as_held(town: Town, activity: Activity, client_of: ClientOf) -> None:
    cancel(activity=activity, reason="抗洪", by=town.users["secretary"], at=PREPARED_AT)
    page = client_of("secretary").get("/units/xingtang/2026/")
    assert page.context["months"][11][1] == []


def test_a_unit_without_activities_has_no_such_page(town: Town, client_of: ClientOf) -> None:
    assert Unit.objects.get(code="fenggang").level == "committee"
    assert client_of("clerk").get("/units/fenggang/2026/").status_code == 404
