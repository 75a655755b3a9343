"""Collecting dues in a real browser: the sums follow, axe finds nothing, nothing is wider than a phone."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from activityday.contents.dues.actions.books import collect
from activityday.contents.dues.actions.remittances import hand_up
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.reckoning import Step
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.dues.collecting import AT, DAY, NOVEMBER, agree, appoint, assess, table, taking, yuan

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]], time_machine: Any) -> list[Member]:
    """Twelve in two groups; the second group has handed its money up, one owes a month, one pays by proxy."""
    time_machine.move_to(AT, tick=True)
    found = make_members(town.village, 12)
    appoint(found[0], town.groups[0], PostKind.GROUP_LEADER)
    assess(found, town.village, since=date(2026, 10, 1))
    agree(found[2], town.village, "proxy", payer="李小妹", relation="女儿")
    at, group = AT, town.groups[1]
    form = taking(table(group, on=DAY), cash="90", step=Step.REST, day=DAY)
    collect(unit=group, month=NOVEMBER, taking=form, by=OPERATOR, at=at)
    hand_up(branch=town.village, shown=yuan("90"), sent_by="示例001", sent_on=DAY, by=OPERATOR, at=at)
    return found


def signed_in(browser: Browser, server: LiveServer, client: Client, width: int) -> Page:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 844})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    return context.new_page()


def addresses(members: list[Member]) -> list[str]:
    book = DayBook.objects.get()
    payment = Payment.objects.order_by("receipt").first()
    assert payment is not None
    return [
        "/units/xingtang/2026/11/dues/",
        "/units/xingtang-1/2026/11/dues/",
        "/units/xingtang-2/2026/11/dues/",
        "/units/xingtang/dues/2026/",
        "/units/xingtang/dues/arrears/",
        f"/units/xingtang/dues/members/{members[0].pk}/",
        f"/units/xingtang/dues/books/{book.pk}/",
        f"/units/xingtang/dues/payments/{payment.pk}/correct/",
        "/units/xingtang/dues/remittances/",
        f"/units/xingtang/dues/remittances/{book.remittance_id}/",
        "/units/xingtang/dues/contributions/",
        "/units/xingtang/dues/notice/",
    ]


def faults(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *(["wider than the screen"] if wider > 0 else [])]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_collecting_is_readable_by_everybody(
    browser: Browser,
    live_server: LiveServer,
    client_of: Callable[[str], Client],
    members: list[Member],
    width: int,
) -> None:
    page = signed_in(browser, live_server, client_of("secretary"), width)
    clerk = signed_in(browser, live_server, client_of("clerk"), width)
    found = {address: faults(page, live_server.url + address) for address in addresses(members)}
    found["town"] = faults(clerk, f"{live_server.url}/units/fenggang/dues/")
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_sums_follow_what_is_filled_in(
    browser: Browser, live_server: LiveServer, client_of: Callable[[str], Client], members: list[Member]
) -> None:
    page = signed_in(browser, live_server, client_of("group_leader"), 390)
    page.goto(f"{live_server.url}/units/xingtang-1/2026/11/dues/")
    said = page.locator("[data-agreement]")
    assert said.text_content() == "其余 6 人都交的话，现金应是 90.00 元"
    page.fill("#id_cash", "７５")
    assert said.text_content() == "其余都交的话应是 90.00 元，少 15.00 元"
    first = page.locator(f"#m-{members[0].pk}")
    first.locator("label", has_text="没交").click()
    assert "对得上" in (said.text_content() or "")
    first.locator("summary").click()
    first.locator(f"[name='extra-{members[0].pk}']").fill("5")
    first.locator(f"[name='extra-{members[0].pk}']").press("Tab")
    assert first.locator("input[value=paid]").is_checked()
    first.locator("label", has_text="没交").click()
    page.locator("[data-rest]").click()
    page.wait_for_url("**/dues/books/**")
    assert Payment.objects.filter(book__unit__code="xingtang-1").count() == 5
