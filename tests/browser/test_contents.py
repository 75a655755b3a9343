"""The pages of the day's contents, with a year's life on them: axe finds nothing, a phone scrolls one way, no link is dead."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from activityday.judgement.appraisal.enums import State
from activityday.people.roster.models import Member
from tests.appraisal.conftest import Stage
from tests.browser.test_every_page import FILES, kind_of, signed_in
from tests.conftest import Town
from tests.directory.conftest import enter, sites  # noqa: F401 -- fixtures
from tests.journeys.test_a_branch_s_year import (
    a_canal_is_decided_on,
    a_life_meeting_of_its_own_day,
    a_project_fills_the_day,
    members,  # noqa: F401 -- a fixture
    two_go_away,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("sites")]
HOME, OFFICE = "/units/xingtang/", "/units/fenggang/"
ROOMS = ("review/", "appraisal/2026/", "service/2026/", "floating/", "deliberation/", "directory/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def lived(town: Town, members: list[Member]) -> Town:  # noqa: F811
    """兴塘村 from March to August, and its appraisal as far as the decision."""
    two_go_away(town, members)
    a_life_meeting_of_its_own_day(town, members)
    a_canal_is_decided_on(town)
    a_project_fills_the_day(town, members)
    Stage(town.village, town.users["secretary"]).to(State.TELLING)
    return town


def walk(page: Page, start: str, unit: str) -> Iterator[str]:
    """One page of each kind in the rooms of `unit`, as links lead on; each is open while it is yielded."""
    seen: set[str] = set()
    waiting = [f"{unit}{room}" for room in ROOMS]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(start + address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        yield address
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
        waiting += [
            link
            for link in links
            if link.startswith(tuple(f"{unit}{room.split('/', 1)[0]}/" for room in ROOMS))
            and not link.split("?", 1)[0].endswith(FILES)
            and "#" not in link
        ]


@pytest.mark.parametrize(("post", "unit", "least"), [("secretary", HOME, 30), ("clerk", OFFICE, 6)])
def test_axe_finds_nothing_and_a_phone_does_not_scroll_sideways(
    post: str,
    unit: str,
    least: int,
    lived: Town,
    browser: Browser,
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> None:
    page = signed_in(browser, live_server, client_of(post), width=390)
    walked, faults = 0, dict[str, Any]()
    for address in walk(page, live_server.url, unit):
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found = Axe().run(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found.violations_count or wide > 390:
            rules = [(one["id"], one["nodes"][0]["html"][:120]) for one in found.response["violations"]]
            faults[address] = (wide, rules)
        walked += 1
    assert faults == {}
    assert walked >= least
    page.context.close()


def test_the_page_without_an_account_is_read_by_everybody(
    lived: Town, browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{live_server.url}/receipts/")
    assert Axe().run(page).violations_count == 0
    page.fill("input[name=code]", "AAAA-AAAA-AAAA")
    page.keyboard.press("Enter")
    page.get_by_text("没有这个填写码").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
