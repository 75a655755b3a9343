"""The pages of this room: who may open them, what a form that comes back does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import Mode, State
from activityday.day.attendance.models import Guest, RollEntry
from activityday.day.attendance.queries import expected_at, roll_of
from activityday.people.roster.models import Member
from tests.conftest import Town, instant

NOON = instant("2026-11-02 12:00")
ROLL = "/units/xingtang/2026/11/roll/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon on the activity day; the session's own clock is left alone."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def typed(activity: Activity, marks: dict[Member, str], **fields: Any) -> dict[str, Any]:
    posted: dict[str, Any] = {"version": roll_of(activity).version, "signed_count": "", "do": "save"}
    for member, state in marks.items():
        posted[f"state-{member.pk}"] = state
    return {**posted, **fields}


def states(activity: Activity) -> list[str]:
    return [expected.state.value for expected in expected_at(activity, on=activity.held_on)]


def test_the_roll_opens_with_everybody_unrecorded(activity: Activity, client_of: SignIn) -> None:
    page = client_of("recorder").get(ROLL)
    assert page.status_code == 200
    assert page.content.decode().count('class="person"') == 10
    assert 'value="present" checked' not in page.content.decode()


def test_one_form_saves_all(activity: Activity, members: list[Member], client_of: SignIn) -> None:
    posted = typed(activity, {members[0]: "present", members[1]: "other_means", members[2]: "absent"})
    posted |= {
        f"mode-{members[1].pk}": "visit",
        f"mode-{members[0].pk}": "video",
        f"note-{members[2].pk}": "外出",
    }
    client = client_of("recorder")
    answer = client.post(ROLL, posted)
    assert (answer.status_code, answer["Location"]) == (302, ROLL)
    found = RollEntry.objects.order_by("member__position").values_list("state", "mode", "note", "recorded_by")
    who = "记录员小刘（recorder）"
    assert list(found) == [
        ("present", "", "", who),
        ("other_means", "visit", "", who),
        ("absent", "", "外出", who),
    ]
    assert "已保存，改动 3 人" in client.get(ROLL).content.decode()


def test_the_rest_and_the_end_in_one_press_each(
    activity: Activity, members: list[Member], client_of: SignIn
) -> None:
    client = client_of("recorder")
    posted = typed(activity, {members[0]: "absent"}, signed_count="9", do="rest")
    assert client.post(ROLL, posted).status_code == 302
    assert states(activity) == ["absent", *["present"] * 9]
    assert client.post(ROLL, typed(activity, {}, signed_count="9", do="finish")).status_code == 302
    activity.refresh_from_db()
    assert activity.state == ActivityState.HELD


def test_a_refused_rest_keeps_what_was_marked(
    activity: Activity, members: list[Member], client_of: SignIn
) -> None:
    posted = typed(activity, {members[0]: "absent"}, signed_count="8", do="rest")
    answer = client_of("recorder").post(ROLL, posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已记到 0 人，加上还没有记的 9 人，是 9 人，比签名 8 人多 1 人" in page
    assert "您点的都已经保存" in page
    assert states(activity) == ["absent", *["unrecorded"] * 9]


def test_a_refused_save_keeps_what_was_typed(
    activity: Activity, members: list[Member], client_of: SignIn
) -> None:
    client = client_of("recorder")
    client.post(ROLL, typed(activity, {members[0]: "present"}, signed_count="1", do="finish"))
    posted = typed(activity, {members[0]: "absent"}, **{f"note-{members[0].pk}": "看错了"})
    answer = client.post(ROLL, posted)
    assert answer.status_code == 422
    assert f'name="state-{members[0].pk}" value="absent" checked' in answer.content.decode()
    assert 'value="看错了"' in answer.content.decode()
    assert states(activity)[0] == "present"
    assert client.post(ROLL, {**posted, "why": "看错了行"}).status_code == 302
    assert states(activity)[0] == "absent"


def test_two_recorders_meet_and_the_second_picks(
    activity: Activity, members: list[Member], client_of: SignIn
) -> None:
    first, second = client_of("recorder"), client_of("secretary")
    first.post(ROLL, typed(activity, {members[0]: "present"}))
    stale = typed(activity, {members[0]: "absent", members[1]: "absent"}, version=0)
    answer = second.post(ROLL, stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "记录员小刘（recorder） 11月2日 12:00 记的" in page
    assert states(activity)[:2] == ["present", "absent"]
    mine = {f"pick-{members[0].pk}": "mine", f"mine-{members[0].pk}": "absent||"}
    assert second.post(ROLL, typed(activity, {}, **mine)).status_code == 302
    assert states(activity)[0] == "absent"


@pytest.mark.parametrize(
    "posted",
    [
        {"state-xyz": "present", "version": "0"},
        {"state-00000000-0000-0000-0000-000000000001": "here", "version": "0"},
        {"version": "x"},
        {"version": "0", "signed_count": "many"},
        {"version": "0", "signed_count": "-1"},
        {"version": "0", "signed_count": "99999999999999999999"},
    ],
)
def test_a_broken_form_is_answered_in_words(
    activity: Activity, client_of: SignIn, posted: dict[str, str]
) -> None:
    answer = client_of("recorder").post(ROLL, posted)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert RollEntry.objects.count() == 0


def test_a_month_without_an_activity_says_what_to_do(town: Town, client_of: SignIn) -> None:
    page = client_of("recorder").get("/units/xingtang/2026/12/roll/").content.decode()
    assert "这个月的活动还没有准备" in page


def test_before_the_day_the_roll_is_only_shown(
    activity: Activity, members: list[Member], client_of: SignIn
) -> None:
    Activity.objects.filter(pk=activity.pk).update(held_on=date(2026, 11, 9))
    client = client_of("recorder")
    assert "还没有到" in client.get(ROLL).content.decode()
    assert 'type="radio"' not in client.get(ROLL).content.decode()
    assert client.post(ROLL, typed(activity, {members[0]: "present"})).status_code == 422


def test_a_closed_roll_is_only_shown(activity: Activity, members: list[Member], client_of: SignIn) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=ActivityState.CLOSED)
    client = client_of("secretary")
    assert 'type="radio"' not in client.get(ROLL).content.decode()
    answer = client.post(ROLL, typed(activity, {members[0]: "present"}))
    assert (answer.status_code, states(activity)[0]) == (422, "unrecorded")


# ---- who may


@pytest.mark.parametrize(
    ("post", "reading", "writing"),
    [
        ("secretary", 200, 302),
        ("recorder", 200, 302),
        ("clerk", 200, 404),
        ("leader", 404, 404),
        ("county_officer", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
        ("group_leader", 404, 404),
    ],
)
def test_who_may_take_the_roll_of_a_branch(
    activity: Activity, members: list[Member], client_of: SignIn, post: str, reading: int, writing: int
) -> None:
    client = client_of(post)
    assert client.get(ROLL).status_code == reading
    assert client.post(ROLL, typed(activity, {members[0]: "present"})).status_code == writing
    assert RollEntry.objects.count() == (1 if writing == 302 else 0)


def test_a_group_leader_takes_the_roll_of_the_own_group_only(
    town: Town, members: list[Member], hold: Callable[..., Activity], client_of: SignIn
) -> None:
    activity = hold(town.village, town.groups)
    own, foreign = members[0], members[1]
    client = client_of("group_leader")
    page = client.get("/units/xingtang-1/2026/11/roll/").content.decode()
    assert (own.name in page, foreign.name in page) == (True, False)
    assert (
        client.post("/units/xingtang-1/2026/11/roll/", typed(activity, {own: "present"})).status_code == 302
    )
    refused = client.post("/units/xingtang-1/2026/11/roll/", typed(activity, {foreign: "present"}))
    assert refused.status_code == 422
    assert client.get("/units/xingtang-2/2026/11/roll/").status_code == 404
    assert [entry.member for entry in RollEntry.objects.all()] == [own]


def test_a_joint_activity_credits_each_branch_and_keeps_them_apart(
    town: Town,
    members: list[Member],
    make_members: Callable[..., list[Member]],
    hold: Callable[..., Activity],
    client_of: SignIn,
) -> None:
    guest = make_members(town.other_village, 2, prefix="邻村")[0]
    activity = hold(town.village, [town.village, town.other_village])
    posted = typed(activity, {members[0]: "present", guest: "present"}, signed_count="2")
    assert client_of("recorder").post(ROLL, posted).status_code == 302
    credited = {entry.member: entry.branch for entry in RollEntry.objects.select_related("branch")}
    assert credited == {members[0]: town.village, guest: town.other_village}
    neighbour = client_of("other_secretary")
    page = neighbour.get("/units/liudi/2026/11/roll/").content.decode()
    assert (guest.name in page, members[0].name in page, "签到完成</button>" in page) == (True, False, False)


# ---- many people


def test_a_roll_of_300_fits_into_one_form(
    town: Town,
    make_members: Callable[..., list[Member]],
    hold: Callable[..., Activity],
    client_of: SignIn,
) -> None:
    people = make_members(town.village, 300)
    activity = hold(town.village)
    posted = typed(activity, dict.fromkeys(people, "other_means"), signed_count="0")
    for member in people:
        posted |= {f"mode-{member.pk}": Mode.VIDEO, f"note-{member.pk}": "在外务工"}
    assert client_of("recorder").post(ROLL, posted).status_code == 302
    assert RollEntry.objects.filter(state=State.OTHER_MEANS).count() == 300


@pytest.mark.parametrize("number", [1, 200])
def test_the_page_asks_as_often_for_many_as_for_one(
    town: Town,
    make_members: Callable[..., list[Member]],
    hold: Callable[..., Activity],
    client_of: SignIn,
    number: int,
) -> None:
    people = make_members(town.village, number)
    activity = hold(town.village)
    client = client_of("recorder")
    client.post(ROLL, typed(activity, dict.fromkeys(people, "present")))
    client.get(ROLL)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ROLL).status_code == 200
    assert len(asked) <= 13, "\n".join(query["sql"][:90] for query in asked)


# ---- guests


def test_guests_by_name_and_by_number(activity: Activity, client_of: SignIn) -> None:
    client, address = client_of("recorder"), "/units/xingtang/2026/11/guests/"
    assert client.post(address, {"kind": "applicant", "names": "张三、李四 张三"}).status_code == 302
    assert client.post(address, {"kind": "mass", "count": "12"}).status_code == 302
    assert client.post(address, {"kind": "mass", "count": "15"}).status_code == 302
    found = Guest.objects.order_by("pk").values_list("kind", "name", "count")
    assert list(found) == [("applicant", "张三", 1), ("applicant", "李四", 1), ("mass", "", 15)]
    assert expected_at(activity, on=activity.held_on)[0].state == State.UNRECORDED
    for posted in ({"kind": "mass"}, {"kind": "mass", "count": "0"}, {"names": "王五"}):
        assert client.post(address, posted).status_code == 422
    guest = Guest.objects.get(name="张三")
    assert client.post(f"{address}remove/", {"guest": guest.pk}).status_code == 302
    assert Guest.objects.count() == 2
    assert client.post(f"{address}remove/", {"guest": "999999"}).status_code == 404
