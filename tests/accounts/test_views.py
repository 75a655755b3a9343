"""Signing in: the lock, the forced change, the idle session, and what the office sees of accounts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from activityday.audit.models import Entry
from activityday.people.accounts.models import User
from tests.conftest import Town, instant

MONDAY = instant("2026-11-02 09:00")
RIGHT = "Passw0rd!"


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(MONDAY, tick=False):
        yield


def sign_in(
    client: Client, username: str = "secretary", password: str = RIGHT, following: str = ""
) -> object:
    return client.post("/sign-in/", {"username": username, "password": password, "next": following})


def actions_of(username: str) -> list[str]:
    return list(
        Entry.objects.filter(object_kind="user", object_label__contains=username)
        .order_by("sequence")
        .values_list("action", flat=True)
    )


def test_the_right_password_leads_to_the_page_asked_for(town: Town) -> None:
    client = Client()
    sent = client.get("/units/xingtang/members/?search=w")
    assert (sent.status_code, sent["Location"]) == (
        302, "/sign-in/?next=%2Funits%2Fxingtang%2Fmembers%2F%3Fsearch%3Dw",
    )  # fmt: skip
    response = sign_in(client, following="/units/xingtang/members/?search=w")
    assert (response.status_code, response["Location"]) == (302, "/units/xingtang/members/?search=w")
    assert client.get("/units/xingtang/members/").status_code == 200
    assert actions_of("secretary") == ["accounts.signed_in"]


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "https:evil.example", "\\\\evil"],
)
def test_signing_in_never_leads_out_of_the_house(town: Town, target: str) -> None:
    assert sign_in(Client(), following=target)["Location"] == "/"
    assert f'value="{target}"' not in Client().get("/sign-in/", {"next": target}).text


def test_a_wrong_password_is_a_sentence_and_an_entry(town: Town) -> None:
    response = sign_in(Client(), password="wrong")
    assert response.status_code == 422
    assert "登录名或密码不对，请重新填写。连续错 5 次，要等 5 分钟才能再试。" in response.text
    assert Entry.objects.filter(action="accounts.sign_in_failed").count() == 1
    assert "wrong" not in Entry.objects.get(action="accounts.sign_in_failed").changes


def test_an_unknown_name_looks_like_a_wrong_password(town: Town) -> None:
    known, unknown = sign_in(Client(), password="wrong"), sign_in(Client(), username="nobody")
    assert known.status_code == unknown.status_code == 422
    assert unknown.text.count("登录名或密码不对") == 1


def test_five_failures_lock_the_name_for_five_minutes(town: Town) -> None:
    client = Client()
    for _ in range(4):
        assert sign_in(client, password="wrong").status_code == 422
    locked = sign_in(client, password="wrong")
    assert locked.status_code == 429
    assert "5 分钟后再登录就行" in locked.text
    assert sign_in(client).status_code == 429
    with time_machine.travel(MONDAY + timedelta(seconds=290), tick=False):
        assert sign_in(client).status_code == 429
    with time_machine.travel(MONDAY + timedelta(seconds=301), tick=False):
        assert sign_in(client).status_code == 302
    failures = Entry.objects.filter(action__in=["accounts.sign_in_failed", "accounts.locked"])
    assert list(failures.order_by("sequence").values_list("action", flat=True)) == [
        *["accounts.sign_in_failed"] * 4,
        "accounts.locked",
    ]


def test_a_closed_account_signs_in_no_more_and_is_out_at_once(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("secretary")
    assert client.get("/units/xingtang/").status_code == 200
    closed = client_of("clerk").post(f"/units/fenggang/accounts/{town.users['secretary'].pk}/close/")
    assert closed["Location"] == "/units/fenggang/accounts/"
    assert client.get("/units/xingtang/").status_code == 302
    assert sign_in(Client()).status_code == 422


def test_a_one_time_password_must_be_changed_before_anything_else(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    user = town.users["secretary"]
    page = client_of("clerk").post(f"/units/fenggang/accounts/{user.pk}/password/")
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    password = page.text.split('<code class="large">')[1].split("<")[0]
    client = Client()
    assert sign_in(client, password=RIGHT).status_code == 422
    assert sign_in(client, password=password).status_code == 302
    assert client.get("/units/xingtang/")["Location"] == "/password/?next=%2Funits%2Fxingtang%2F"
    changed = client.post(
        "/password/",
        {"old": password, "new": "Xingtang2026", "again": "Xingtang2026", "next": "/units/xingtang/"},
    )
    assert changed["Location"] == "/units/xingtang/"
    assert client.get("/units/xingtang/").status_code == 200


def test_after_ninety_days_a_new_password_is_due(town: Town, client_of: Callable[[str], Client]) -> None:
    client = client_of("secretary")
    for days, due in ((90, False), (91, True)):
        changed_at = MONDAY - timedelta(days=days)
        User.objects.filter(username="secretary").update(password_changed_at=changed_at)
        location = client.get("/units/xingtang/").headers.get("Location", "")
        assert location.startswith("/password/") is due


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Ab1", "密码太短，至少要 8 位。"),
        ("abcdefgh", "要含小写字母、大写字母、数字、符号中的三种"),
        (RIGHT, "新密码不能与现在的密码相同"),
        ("书记老王Aa1", "密码跟 姓名 太相似了"),
    ],
)
def test_a_weak_password_is_refused_with_the_rule(
    town: Town, client_of: Callable[[str], Client], new: str, sentence: str
) -> None:
    response = client_of("secretary").post("/password/", {"old": RIGHT, "new": new, "again": new})
    assert response.status_code == 422
    assert sentence in response.text


def test_an_idle_session_ends_and_says_so(town: Town, client_of: Callable[[str], Client]) -> None:
    client = client_of("secretary")
    assert client.get("/units/xingtang/").status_code == 200
    with time_machine.travel(MONDAY + timedelta(seconds=599), tick=False):
        assert client.get("/units/xingtang/").status_code == 200
    with time_machine.travel(MONDAY + timedelta(seconds=599 + 601), tick=False):
        sent = client.get("/units/xingtang/members/")
        assert sent["Location"] == "/sign-in/?next=%2Funits%2Fxingtang%2Fmembers%2F&ended=idle"
        assert "您有 10 分钟没有操作，已自动退出。登录后回到刚才那一页。" in client.get(sent["Location"]).text


def test_what_was_sent_too_late_is_said_to_be_unsaved_and_leads_back_to_its_form(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("clerk")
    client.get("/units/fenggang/edit/")
    with time_machine.travel(MONDAY + timedelta(seconds=601), tick=False):
        sent = client.post(
            "/units/fenggang/edit/",
            {"name": "别的"},
            headers={"referer": "http://testserver/units/fenggang/edit/"},
        )
        assert sent["Location"] == "/sign-in/?next=%2Funits%2Ffenggang%2Fedit%2F&ended=unsaved"
        assert "刚才提交的内容没有保存" in client.get(sent["Location"]).text
        elsewhere = client.post("/units/fenggang/edit/", headers={"referer": "https://evil.example/x"})
        assert elsewhere["Location"] == "/sign-in/"


def test_a_fragment_asked_for_too_late_brings_the_whole_page_to_the_sign_in(town: Town) -> None:
    response = Client().get(
        "/units/xingtang/members/",
        headers={"hx-request": "true", "hx-current-url": "http://testserver/units/xingtang/"},
    )
    assert (response.status_code, response["HX-Redirect"]) == (204, "/sign-in/?next=%2Funits%2Fxingtang%2F")


def test_the_cast_is_offered_in_the_demo_only(town: Town, settings: LazySettings) -> None:
    assert "示例镇的人" not in Client().get("/sign-in/").text
    assert Client().post("/sign-in/demo/", {"username": "secretary"}).status_code == 404
    settings.DEMO = True
    page = Client().get("/sign-in/").text
    assert "书记老王<small>兴塘村 支部书记</small>" in " ".join(page.split())
    client = Client()
    assert client.post("/sign-in/demo/", {"username": "secretary"}).status_code == 302
    assert client.get("/units/xingtang/").status_code == 200
    assert Client().post("/sign-in/demo/", {"username": "nobody"}).status_code == 404


def test_the_password_of_the_demo_opens_nothing_elsewhere(town: Town, settings: LazySettings) -> None:
    user = town.users["secretary"]
    user.set_password(settings.DEMO_PASSWORD)
    user.save()
    assert sign_in(Client(), password=settings.DEMO_PASSWORD).status_code == 422
    settings.DEMO = True
    assert sign_in(Client(), password=settings.DEMO_PASSWORD).status_code == 302


def test_signing_out_needs_a_button(town: Town, client_of: Callable[[str], Client]) -> None:
    client = client_of("secretary")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/units/xingtang/").status_code == 302


def test_the_clerk_opens_an_account_and_sees_its_password_once(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("clerk")
    form = {"name": "赵新", "username": "zhaoxin", "unit": town.village.pk, "role": "recorder"}
    page = client.post("/units/fenggang/accounts/new/", form)
    assert page.status_code == 200
    password = page.text.split('<code class="large">')[1].split("<")[0]
    assert User.objects.get(username="zhaoxin").check_password(password)
    again = client.post("/units/fenggang/accounts/new/", form)
    assert again.status_code == 422
    assert "登录名“zhaoxin”已经有人用，请换一个。" in again.text
    account = client.get(f"/units/fenggang/accounts/{User.objects.get(username='zhaoxin').pk}/")
    assert password not in account.text
    assert "开账号：党组织 兴塘村党支部，岗位 记录员" in account.text


def test_a_clerk_is_offered_no_post_above_their_own_and_may_not_forge_one(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("clerk")
    page = client.get("/units/fenggang/accounts/new/").text
    assert "支部书记" in page
    assert "系统维护" not in page
    assert "县委组织部工作人员" not in page
    for unit, role in ((town.county, "clerk"), (town.committee, "operator")):
        form = {"name": "赵新", "username": "zhaoxin", "unit": unit.pk, "role": role}
        assert client.post("/units/fenggang/accounts/new/", form).status_code == 422
    assert not User.objects.filter(username="zhaoxin").exists()


@pytest.mark.parametrize("post", ["secretary", "recorder", "group_leader", "leader", "county_officer"])
def test_accounts_are_no_business_of_other_posts(
    town: Town, client_of: Callable[[str], Client], post: str
) -> None:
    client = client_of(post)
    for address in ("fenggang/accounts/", "fenggang/accounts/new/", "xingtang/accounts/"):
        assert client.get(f"/units/{address}").status_code == 404


def test_the_operator_manages_the_clerk_but_sees_no_members(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("operator")
    assert client.post(f"/units/county/accounts/{town.users['clerk'].pk}/password/").status_code == 200
    assert client.get("/units/xingtang/members/").status_code == 404
    assert client.get("/units/xingtang/").status_code == 404


def test_everybody_reads_what_each_post_may_do(town: Town, client_of: Callable[[str], Client]) -> None:
    page = client_of("recorder").get("/accounts/permissions/").text
    assert "查看身份证号、电话、住址" in page
    assert "班子成员（联系领导）" in page


def test_a_branch_reads_who_can_see_and_change_it(town: Town, client_of: Callable[[str], Client]) -> None:
    page = " ".join(client_of("recorder").get("/units/xingtang/permissions/").text.split())
    roster = page.split("修改花名册、办理转接")[1].split("</tr>")[0]
    assert "党建办小陈（枫港镇党委 镇党委党建办）" in roster
    assert "书记老王" not in roster
    assert client_of("other_secretary").get("/units/xingtang/permissions/").status_code == 404


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_of_accounts_asks_the_same_few_questions(
    town: Town,
    client_of: Callable[[str], Client],
    make_user: Callable[..., User],
    django_assert_num_queries: Callable[[int], object],
    number: int,
) -> None:
    for n in range(number):
        make_user(f"extra{n}", "recorder", town.village)
    client = client_of("clerk")
    client.get("/units/fenggang/accounts/")
    with django_assert_num_queries(7):
        client.get("/units/fenggang/accounts/")
