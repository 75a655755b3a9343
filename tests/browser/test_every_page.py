"""Every page of every post in a real browser: axe finds nothing, nothing is wider than a phone, no link leads nowhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from activityday.day.activity.models import Activity
from activityday.day.schedule.actions import ask_for_day
from activityday.judgement.closing.models import Closing
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FILES = (".pdf", ".docx", ".xlsx", ".csv", ".ics")
MOST_OF_A_KIND, MOST_PAGES = 1, 45


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def lived(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
) -> Town:
    """A town with two closed months, one that waits to be closed, and a request on the clerk's desk."""
    for month in (9, 10):
        close_month(town.village, month, {twelve[0]: "缺", twelve[1]: "其"}, twelve)
    hold(town.village, 11, {twelve[0]: "缺"}, twelve)
    asked = instant("2026-11-20 09:00")
    ask_for_day(
        unit=town.village,
        month=asked.date().replace(month=12, day=1),
        new_on=asked.date().replace(month=12, day=9),
        reason="换届选举",
        by=OPERATOR,
        on=asked.date(),
        at=asked,
    )
    return town


def signed_in(browser: Browser, server: LiveServer, client: Client, *, width: int) -> Page:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 844})
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
    )
    return context.new_page()


def kind_of(address: str) -> str:
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", address.split("?", maxsplit=1)[0])
    return re.sub(r"/\d+(?=/|\.)", "/<n>", re.sub(r"units/[\w-]+", "units/<code>", plain))


def walk(page: Page, start: str) -> Iterator[str]:
    """Every page that links lead to from `start`, one of each kind; each is open while it is yielded."""
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or kinds[kind_of(address)] >= MOST_OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind_of(address)] += 1
        answer = page.goto(start + address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        yield address
        waiting += [
            link for link in page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
            if not link.split("?", 1)[0].endswith(FILES) and "#" not in link
        ]  # fmt: skip


@pytest.mark.parametrize(
    "post", ["secretary", "clerk", "county_officer", "recorder", "group_leader", "leader", "operator"]
)
def test_axe_finds_nothing_on_any_page_of_this_post(
    post: str, browser: Browser, live_server: LiveServer, lived: Town, client_of: Callable[[str], Client]
) -> None:
    page = signed_in(browser, live_server, client_of(post), width=1280)
    walked, faults = 0, {}
    for address in walk(page, live_server.url):
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found = Axe().run(page)
        if found.violations_count:
            faults[address] = [
                (fault["id"], fault["nodes"][0]["html"][:150]) for fault in found.response["violations"]
            ]
        walked += 1
    assert faults == {}
    assert walked >= (1 if post == "operator" else 5)
    page.context.close()


@pytest.mark.parametrize("post", ["secretary", "clerk"])
def test_no_page_is_wider_than_a_phone(
    post: str, browser: Browser, live_server: LiveServer, lived: Town, client_of: Callable[[str], Client]
) -> None:
    page = signed_in(browser, live_server, client_of(post), width=390)
    wide = {
        address: found
        for address in walk(page, live_server.url)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > 390
    }
    assert wide == {}
    page.context.close()
