"""Forty-five people on the roll in a real browser: with the keyboard alone, and without any script."""

import os
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from activityday.day.activity.models import Activity, Scope
from activityday.day.attendance.queries import expected_at, roll_of, roll_summary
from activityday.people.accounts.models import User
from activityday.people.roster.models import Member
from activityday.rules.participation import Counts
from tests.conftest import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CHROMIUM = "/usr/bin/chromium"
# the browser's driver runs a loop of its own in this thread; the database is used outside it
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def today(town: Town, make_members: Callable[..., list[Member]], monkeypatch: pytest.MonkeyPatch) -> Activity:
    """An activity of 兴塘村 today, with 45 members."""
    make_members(town.village, 45)
    User.objects.update(password_changed_at=timezone.now())
    day = timezone.localdate()
    activity = Activity.objects.create(
        committee=town.committee,
        host=town.village,
        month=day.replace(day=1),
        held_on=day,
        planned_starts_at=time(9),
        planned_ends_at=time(12),
    )
    Scope.objects.create(activity=activity, unit=town.village, month=activity.month)
    return activity


@pytest.fixture
def open_roll(
    browser: Browser, today: Activity, client_of: Callable[[str], Client], live_server: Any
) -> Iterator[Callable[..., Page]]:
    """The recorder's roll in a fresh browser window."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        contexts.append(context)
        session = client_of("recorder").cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/units/xingtang/{today.month:%Y/%-m}/roll/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def counts(activity: Activity) -> Counts:
    return roll_summary(expected_at(activity, on=activity.held_on))


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} with the keyboard")


def shown(page: Page, name: str) -> str:
    return page.locator(f".strip [data-count={name}]").inner_text()


def focused_row(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.person').querySelector('b').textContent")


def test_forty_five_people_with_the_keyboard_alone(open_roll: Callable[..., Page], today: Activity) -> None:
    page = open_roll(viewport={"width": 1280, "height": 900})
    tab_to(page, "#signed")
    page.keyboard.type("42")
    page.keyboard.press("Enter")
    assert focused_row(page) == "示例001"
    keys = ["p"] * 45
    keys[4], keys[20], keys[44] = "a", "o", "a"
    for place, key in enumerate(keys):
        page.keyboard.press(key)
        if place < 44:
            assert focused_row(page) == f"示例{place + 2:03}"
    assert [shown(page, name) for name in ("expected", "present", "other_means", "unrecorded")] == [
        "45",
        "42",
        "1",
        "0",
    ]
    assert page.locator("[data-agreement]").inner_text() == "与已记实到一致 ✓"
    page.keyboard.press("ArrowUp")
    assert focused_row(page) == "示例044"
    page.keyboard.press("ArrowRight")
    assert shown(page, "present") == "42"
    page.keyboard.press("Delete")
    assert shown(page, "unrecorded") == "1"
    page.keyboard.press("p")
    tab_to(page, "[data-finish]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "签到已完成" in page.content()
    assert counts(today) == Counts(present=42, other_means=1, absent=2)
    assert roll_of(today).finished_by == "记录员小刘（recorder）"


def test_one_tap_an_exception_and_one_for_the_rest(open_roll: Callable[..., Page], today: Activity) -> None:
    page = open_roll(viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator("#signed").fill("43")
    for name in ("示例003", "示例030"):
        page.locator(".person", has_text=name).locator("input[value=absent]").tap()
    assert page.locator("[data-agreement]").inner_text() == "已记到 0 + 其余 43 = 43，对得上"
    with page.expect_navigation():
        page.locator("[data-rest]").first.tap()
    assert counts(today) == Counts(present=43, absent=2)


def test_a_second_tap_takes_a_mark_back(open_roll: Callable[..., Page], today: Activity) -> None:
    page = open_roll()
    choice = page.locator(".person", has_text="示例007").locator("input[value=present]")
    choice.click()
    assert shown(page, "present") == "1"
    choice.click()
    assert (shown(page, "present"), shown(page, "unrecorded")) == ("0", "45")


def test_the_same_page_without_any_script(open_roll: Callable[..., Page], today: Activity) -> None:
    page = open_roll(java_script_enabled=False)
    page.locator("#signed").fill("43")
    page.locator(".person", has_text="示例003").locator("input[value=absent]").check()
    other = page.locator(".person", has_text="示例030")
    other.locator("input[value=other_means]").check()
    other.locator("select").select_option("group_call")
    page.locator("button[value=rest]").first.click()
    assert shown(page, "present") == "43"
    page.locator("button[value=finish]").click()
    assert "签到已完成" in page.content()
    assert counts(today) == Counts(present=43, other_means=1, absent=1)


def test_without_a_network_nothing_typed_is_lost_and_saving_again_keeps_it(
    open_roll: Callable[..., Page], today: Activity
) -> None:
    page = open_roll()
    save = page.get_by_role("button", name="保存", exact=True).last
    page.context.set_offline(True)
    page.locator(".person").nth(0).locator("label").nth(2).click()
    save.click()
    page.get_by_text("现在没有网，还没有保存。您填的都在这一页上").wait_for()
    absent = page.locator(".sum b[data-count=absent]").inner_text()
    assert (absent, counts(today).absent) == ("1", 0)
    page.context.set_offline(False)
    page.get_by_text("网通了，还没有保存：请再点一次。").wait_for()
    save.click()
    page.get_by_text("已保存，改动 1 人。").wait_for()
    assert counts(today).absent == 1
