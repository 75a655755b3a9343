"""The pages of floating members: who may see and write what, forms that lose nothing, one click where one is enough."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from activityday.audit.actions import Event, record
from activityday.audit.models import Entry
from activityday.day.activity.enums import State as Stage
from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import InboundMark, Mark, mark_inbound, save_roll
from activityday.day.attendance.enums import Mode, State
from activityday.day.attendance.models import Credit, InboundEntry, Leave, Pick
from activityday.day.floating.actions import PrintedSlip, print_slips
from activityday.day.floating.models import Claim, Slip
from activityday.people.roster.models import Arrival, Condition, ContactNote, Member
from tests.conftest import OPERATOR, Town
from tests.documents.looking import words
from tests.floating.conftest import AT, HELD_ON, NOVEMBER

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ROOM = "/units/xingtang/floating/"
TYPED = {
    "on": "2026-03-01", "reason": "work", "place": "广东省东莞市", "employer": "", "address": "", "phone": "13800001111",
    "contact_member": "", "contact": "王秀兰", "host_unit": "", "host_name": "", "host_phone": "", "reported_on": "",
    "way": "host", "dues_place": "home", "back_on": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """20 November 2026; nobody tried a code yet."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    cache.clear()


def person(member: Member) -> str:
    return f"{ROOM}people/{member.pk}/"


def said(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


# ---- who sees, who writes


@pytest.mark.parametrize(
    ("post", "sees", "writes"),
    [
        ("secretary", 200, 200),
        ("recorder", 200, 200),
        ("clerk", 200, 404),
        ("other_secretary", 404, 404),
        ("group_leader", 404, 404),
        ("leader", 404, 404),
        ("county_officer", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_secretary_and_recorder_keep_the_clerk_looks(
    away: Condition, client_of: SignIn, members: list[Member], post: str, sees: int, writes: int
) -> None:
    client = client_of(post)
    for address in (ROOM, person(members[0]), f"{ROOM}slips/2026/11/", f"{person(members[0])}2026/11/"):
        assert client.get(address).status_code == sees, address
    for address in (f"{ROOM}new/", f"{ROOM}arrivals/new/", f"{person(members[0])}edit/"):
        assert client.get(address).status_code == writes, address


@pytest.mark.parametrize("do", ["credit", "leave", "pick"])
def test_a_clerk_writes_nothing(away: Condition, client_of: SignIn, members: list[Member], do: str) -> None:
    client = client_of("clerk")
    assert client.post(f"{person(members[0])}2026/11/", {"do": do}).status_code == 404
    assert client.post(person(members[0]), {"on": "2026-11-20"}).status_code == 404
    assert client.post(f"{ROOM}slips/2026/11/", {"do": "print"}).status_code == 404


def test_a_town_sees_its_branches_and_a_branch_that_is_empty_what_to_do(
    town: Town, client_of: SignIn
) -> None:
    assert "柳堤村" in said(client_of("clerk").get("/units/fenggang/floating/"))
    assert "还没有登记过外出" in said(client_of("secretary").get(ROOM))


# ---- registration


def test_a_departure_is_typed_amended_and_ended(client_of: SignIn, members: list[Member]) -> None:
    client = client_of("recorder")
    response = client.post(f"{ROOM}new/", {**TYPED, "member": str(members[0].pk)})
    assert (response.status_code, response["Location"]) == (302, person(members[0]))
    form = said(client.get(f"{person(members[0])}edit/"))
    assert "138****1111" in form
    assert "13800001111" not in form
    changed = {**TYPED, "employer": "示例厂", "phone": "", "version": "1"}
    assert client.post(f"{person(members[0])}edit/", changed).status_code == 302
    condition = Condition.objects.get()
    assert (condition.departure.employer, condition.departure.phone) == ("示例厂", "13800001111")
    assert client.post(f"{person(members[0])}return/", {"on": "2026-11-10"}).status_code == 302
    condition.refresh_from_db()
    assert condition.ends_on == date(2026, 11, 10)
    assert client.get(f"{person(members[0])}edit/").status_code == 404
    assert "再次登记外出" in said(client.get(person(members[0])))


def test_what_was_typed_is_not_lost_when_it_is_refused(client_of: SignIn, members: list[Member]) -> None:
    response = client_of("recorder").post(
        f"{ROOM}new/", {**TYPED, "member": str(members[0].pk), "back_on": "2026-04-01", "employer": "示例厂"}
    )
    assert response.status_code == 422
    assert "登记请假就行" in said(response)
    assert 'value="示例厂"' in said(response)


def test_somebody_has_to_keep_in_touch(client_of: SignIn, members: list[Member]) -> None:
    response = client_of("recorder").post(
        f"{ROOM}new/", {**TYPED, "member": str(members[0].pk), "reason": "", "contact": ""}
    )
    assert response.status_code == 422
    assert {"reason", "contact_member"} == set(response.context["form"].errors)


def test_the_page_of_a_person_tells_only_what_the_roster_tells(
    away: Condition, client_of: SignIn, members: list[Member]
) -> None:
    event = Event("dues.assessed", "member", members[0].pk, members[0].name)
    record(event, committee="", by=OPERATOR, at=AT)
    page = said(client_of("recorder").get(person(members[0])))
    assert "填写流动登记" in page
    assert "dues.assessed" not in page


def test_two_hosts_are_one_too_many(client_of: SignIn, members: list[Member]) -> None:
    typed = {**TYPED, "member": str(members[0].pk), "host_unit": "liudi", "host_name": "别处"}
    assert "已经选了本镇的党支部" in said(client_of("recorder").post(f"{ROOM}new/", typed))
    del typed["host_name"]
    client_of("recorder").post(f"{ROOM}new/", typed)
    assert Condition.objects.get().departure.host == "柳堤村"


def test_contacts_are_written_down_once(away: Condition, client_of: SignIn, members: list[Member]) -> None:
    client = client_of("recorder")
    typed = {"on": "2026-11-19", "way": "phone", "by_name": "王秀兰", "is_reached": "yes", "word": "都好"}
    assert client.post(person(members[0]), typed).status_code == 302
    again = client.post(person(members[0]), typed)
    assert (again.status_code, "已经记过了" in said(again)) == (422, True)
    assert ContactNote.objects.count() == 1
    assert "都好" in said(client.get(person(members[0])))


def test_out_of_touch_and_found_again(away: Condition, client_of: SignIn, members: list[Member]) -> None:
    client = client_of("secretary")
    assert client.post(f"{person(members[0])}lost/", {"on": "2026-05-01"}).status_code == 302
    page = said(client.get(person(members[0])))
    assert "由人决定，程序不改任何人的身份" in page
    assert client.post(f"{person(members[0])}found/").status_code == 302
    assert "失去联系，已满" not in said(client.get(person(members[0])))
    assert client.post(f"{person(members[0])}found/").status_code == 302


def test_nobody_is_out_of_touch_on_a_day_they_took_part_or_were_reached(
    away: Condition, activity: Activity, client_of: SignIn, members: list[Member]
) -> None:
    entries = {members[0].pk: Mark(State.OTHER_MEANS, Mode.VIDEO)}
    save_roll(activity=activity, entries=entries, signed_count=None, base_version=0, by=OPERATOR, at=AT)
    client, address = client_of("secretary"), f"{person(members[0])}lost/"
    refused = client.post(address, {"on": "2026-05-01"})
    assert refused.status_code == 422
    assert "2026-11-02 还有参加活动或者联系上的记录" in said(refused)
    reached = {"on": "2026-11-10", "way": "phone", "by_name": "王秀兰", "is_reached": "yes", "word": ""}
    client.post(person(members[0]), reached)
    assert "2026-11-10 还有" in said(client.post(address, {"on": "2026-11-03"}))
    assert client.post(address, {"on": "2026-11-11"}).status_code == 302


def test_somebody_of_another_branch_and_an_outsider_arrive(
    town: Town, client_of: SignIn, make_members: Callable[..., list[Member]], members: list[Member]
) -> None:
    guest = make_members(town.other_village, 1, prefix="柳堤")[0]
    client, address = client_of("recorder"), f"{ROOM}arrivals/new/"
    assert guest.name in said(client.get(address, {"name": guest.name}))
    assert "没有叫" in said(client.get(address, {"name": members[0].name}))
    ours = {"do": "ours", "member": str(guest.pk), "on": "2026-11-01"}
    assert client.post(address, ours).status_code == 302
    assert "已经登记在这里" in said(client.post(address, ours))
    outsider = {"do": "outsider", "name": "周外来", "home_organisation": "", "on": "2026-11-01"}
    assert "请填写流出地党组织" in said(client.post(address, outsider))
    assert client.post(address, {**outsider, "home_organisation": "外县某村"}).status_code == 302
    page = said(client.get(ROOM))
    assert "周外来" in page
    arrival = Arrival.objects.get(name="周外来")
    assert client.post(f"{ROOM}arrivals/{arrival.pk}/end/", {"on": "2026-11-20"}).status_code == 302
    assert client.get(f"{ROOM}arrivals/{arrival.pk}/end/").status_code == 404


# ---- the roll


def test_the_host_marks_on_its_roll_and_home_sees_it(
    host: Activity, activity: Activity, arrival: Arrival, away: Condition, client_of: SignIn
) -> None:
    client, address = client_of("other_secretary"), "/units/liudi/2026/11/roll/"
    assert "流入党员" in said(client.get(address))
    typed = {
        "version": "0",
        "do": "save",
        f"inbound-{arrival.pk}": "present",
        f"inbound-was-{arrival.pk}": "",
    }
    assert client.post(address, typed).status_code == 302
    assert InboundEntry.objects.get().mode == ""
    stale = client.post(address, {**typed, f"inbound-{arrival.pk}": "video"})
    assert (stale.status_code, "刚由别人记过" in said(stale)) == (422, True)
    assert "已在外参加：柳堤村 11月2日" in said(client_of("recorder").get("/units/xingtang/2026/11/roll/"))


def test_two_words_are_shown_and_picked(
    host: Activity,
    activity: Activity,
    arrival: Arrival,
    away: Condition,
    members: list[Member],
    client_of: SignIn,
) -> None:
    mark_inbound(activity=host, marks={arrival.pk: InboundMark("present", "")}, by=OPERATOR, at=AT)
    save_roll(
        activity=activity,
        entries={members[0].pk: Mark(State.PRESENT)},
        signed_count=None,
        base_version=0,
        by=OPERATOR,
        at=AT,
    )
    client, address = client_of("recorder"), f"{person(members[0])}2026/11/"
    assert "看一看，选定以谁为准" in said(client.get("/units/xingtang/2026/11/roll/"))
    assert "以谁为准" in said(client.get(address))
    assert client.post(address, {"do": "pick", "picked": "nobody"}).status_code == 422
    assert client.post(address, {"do": "pick", "picked": "home"}).status_code == 302
    assert Pick.objects.get().picked == "home"


def test_the_sign_in_sheet_lists_them_apart(
    host: Activity, arrival: Arrival, client_of: SignIn, members: list[Member]
) -> None:
    response = client_of("other_secretary").get("/units/liudi/2026/11/sign-in-sheet.pdf")
    page = words(response.content)[0]
    assert "流入：兴塘村" in page
    assert "应到3人" in page


# ---- answers


def test_a_contact_answers_for_a_silent_month(
    activity: Activity, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    client, address = client_of("recorder"), f"{person(members[0])}2026/11/"
    assert "十一月" in said(client.get(ROOM))
    typed = {"do": "credit", "mode": "video", "host_name": "联系人视频确认", "held_on": "2026-11-02"}
    assert client.post(address, {**typed, "held_on": "2026-10-02"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    credit = Credit.objects.get()
    assert "联系人视频确认" in said(client.get(address))
    assert client.post(f"{address}withdraw/", {"credit": str(credit.pk), "why": ""}).status_code == 302
    assert client.post(f"{address}withdraw/", {"credit": str(credit.pk), "why": "记错了"}).status_code == 302
    credit.refresh_from_db()
    assert credit.withdrawn_why == "记错了"


def test_leave_after_the_days_is_refused_in_words(
    activity: Activity, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    response = client_of("recorder").post(
        f"{person(members[0])}2026/11/", {"do": "leave", "kind": "duty", "reason": ""}
    )
    assert (response.status_code, "说明要在 7 天之内" in said(response)) == (422, True)
    assert not Leave.objects.exists()


def test_a_closed_month_says_that_it_waits(
    activity: Activity, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=Stage.CLOSED)
    typed = {"do": "credit", "mode": "host_branch", "host_name": "东莞", "held_on": "2026-11-02"}
    response = client_of("secretary").post(f"{person(members[0])}2026/11/", typed, follow=True)
    assert "请书记重新打开、再归档一次，才算进去" in said(response)


# ---- slips


def printed(town: Town, *members: Member, days: int | None = None) -> list[PrintedSlip]:
    return print_slips(unit=town.village, members=members, month=NOVEMBER, page_days=days, by=OPERATOR, at=AT)


def test_slips_are_printed_with_code_and_page(
    town: Town, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    client, address = client_of("recorder"), f"{ROOM}slips/2026/11/"
    assert client.post(address, {"do": "print"}).status_code == 422
    response = client.post(address, {"do": "print", "members": [str(members[0].pk)], "with_page": "on"})
    assert response["Content-Type"] == "application/pdf"
    page = words(response.content)[0]
    slip = Slip.objects.get()
    assert slip.code in page
    assert "/receipts/" in page
    assert client.post(f"{ROOM}slips/{slip.code}/revoke/").status_code == 302
    slip.refresh_from_db()
    assert slip.page_hash is None
    assert (
        client_of("other_secretary").post(f"/units/liudi/floating/slips/{slip.code}/revoke/").status_code
        == 404
    )


def test_a_code_leads_to_its_member_and_month(
    town: Town, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    slip = printed(town, members[0])[0].slip
    client, address = client_of("recorder"), f"{ROOM}slips/2026/11/"
    assert "不是回执编号" in said(client.post(address, {"do": "code", "code": "12"}))
    response = client.post(address, {"do": "code", "code": slip.code.lower()})
    assert response["Location"] == f"{ROOM}slips/{slip.code}/"
    assert members[0].name in said(client.get(response["Location"]))
    typed = {"host_name": "东莞示例社区", "held_on": "2026-11-02"}
    assert client.post(response["Location"], {**typed, "host_name": ""}).status_code == 422
    assert client.post(response["Location"], typed).status_code == 302
    assert Credit.objects.get().slip_code == slip.code
    assert "登记过" in said(client.post(address, {"do": "code", "code": slip.code}))
    assert client_of("other_secretary").get(f"/units/liudi/floating/slips/{slip.code}/").status_code == 404


def test_a_page_without_an_account_becomes_a_fact_by_one_click(
    town: Town, away: Condition, members: list[Member], client_of: SignIn
) -> None:
    code = printed(town, members[0], days=30)[0].page_code
    stranger = Client()
    first = stranger.get("/receipts/")
    assert (first.status_code, first["Cache-Control"], first["X-Robots-Tag"]) == (
        200,
        "no-store, private",
        "noindex, nofollow",
    )
    page = said(stranger.post("/receipts/", {"code": code.lower()}))
    assert members[0].name in page
    assert "13800001111" not in page
    assert "东莞" not in page
    typed = {
        "do": "claim",
        "code": code,
        "host_name": "东莞示例社区党委",
        "held_on": "2026-11-02",
        "confirmed_by": "",
    }
    assert stranger.post("/receipts/", typed).status_code == 422
    assert "已经收到" in said(stranger.post("/receipts/", {**typed, "confirmed_by": "陈志强"}))
    assert stranger.post("/receipts/", {"code": code}).status_code == 422
    client, claim = client_of("recorder"), Claim.objects.get()
    assert "认定以后才算参加" in said(client.get(ROOM))
    answer = f"{ROOM}claims/{claim.pk}/answer/"
    assert client_of("clerk").post(answer, {"answer": "accept"}).status_code == 404
    assert client.post(answer, {"answer": "perhaps"}).status_code == 404
    assert client.post(answer, {"answer": "accept"}).status_code == 302
    assert client.post(answer, {"answer": "accept"}).status_code == 302
    assert Credit.objects.count() == 1


def test_a_browser_may_send_the_page_off(town: Town, away: Condition, members: list[Member]) -> None:
    """A page that forbids its referrer is sent off with `Origin: null`, and refused as a forgery."""
    code = printed(town, members[0], days=30)[0].page_code
    stranger = Client(enforce_csrf_checks=True, HTTP_ORIGIN="http://testserver")
    first = stranger.get("/receipts/")
    assert first["Referrer-Policy"] == "same-origin"
    sent = {"code": code, "csrfmiddlewaretoken": stranger.cookies["csrftoken"].value}
    assert members[0].name in said(stranger.post("/receipts/", sent))


def test_somebody_who_guesses_codes_is_stopped(town: Town, away: Condition, members: list[Member]) -> None:
    code = printed(town, members[0], days=30)[0].page_code
    stranger = Client()
    for _ in range(10):
        assert stranger.post("/receipts/", {"code": "4F7K-92QX-M0TB"}).status_code == 422
    assert stranger.post("/receipts/", {"code": code}).status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.9").post("/receipts/", {"code": code}).status_code == 200


# ---- papers


def test_the_call_list_says_whole_numbers_only_to_those_who_may_see_them(
    away: Condition, members: list[Member], client_of: SignIn
) -> None:
    masked = words(client_of("recorder").get(f"{ROOM}calls.pdf").content)[0]
    assert "138****1111" in masked
    assert not Entry.objects.filter(action="floating.phones_read").exists()
    assert "13800001111" in words(client_of("secretary").get(f"{ROOM}calls.pdf").content)[0]
    assert Entry.objects.filter(action="floating.phones_read").count() == 1


def test_the_registration_is_printed(away: Condition, members: list[Member], client_of: SignIn) -> None:
    page = words(client_of("recorder").get(f"{person(members[0])}form.pdf").content)[0]
    for part in ("流动党员登记表", members[0].name, "广东省东莞市", "138****1111", "示例电子厂"):
        assert part in page
    assert "13800001111" in words(client_of("secretary").get(f"{person(members[0])}form.pdf").content)[0]


def test_the_roster_never_holds_whole_numbers(
    town: Town, away: Condition, arrival: Arrival, client_of: SignIn
) -> None:
    response = client_of("clerk").get("/units/fenggang/floating/roster.xlsx")
    book = load_workbook(BytesIO(response.content))
    away_rows, here_rows = book["流出"], book["流入"]
    assert away_rows.cell(4, 8).value == "138****1111"
    assert [here_rows.cell(4, column).value for column in (2, 3, 4)] == ["柳堤村", "示例001", "兴塘村"]
    assert Entry.objects.filter(action="floating.exported").count() == 1


def test_a_month_of_the_calendar_that_is_none_is_not_found(
    away: Condition, members: list[Member], client_of: SignIn
) -> None:
    client = client_of("recorder")
    for address in (f"{ROOM}slips/2026/13/", f"{ROOM}slips/1999/1/", f"{person(members[0])}2026/0/"):
        assert client.get(address).status_code == 404, address
    assert client.get(f"{ROOM}slips/G00099/").status_code == 404
    assert HELD_ON.month == NOVEMBER.month
