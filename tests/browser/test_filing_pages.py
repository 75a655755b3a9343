"""Plan, materials, half-year and writings in a real browser, with data on them: axe finds nothing, a phone scrolls one way."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from activityday.day.schedule.plan import Suggested
from activityday.day.schedule.plan_actions import publish_suggestion
from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.filings.enums import Kind
from activityday.office.filings.writings.actions import send_writing
from activityday.office.notices.materials.actions import Draft, publish_material
from tests.browser.test_every_page import signed_in
from tests.conftest import Town, instant
from tests.reports.conftest import (  # noqa: F401 -- fixtures
    close_month,
    hold,
    post_dues,
    send_half,
    twelve,
    whole_half,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOW = instant("2026-06-20 09:00")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def pages(
    town: Town,
    whole_half: list[Closing],  # noqa: F811
    send_half: Callable[..., HalfYearReport],  # noqa: F811
    settings: Any,
    tmp_path: Path,
) -> dict[str, list[str]]:
    """The addresses of each post, with a title as long as titles get."""
    settings.MEDIA_ROOT = tmp_path
    clerk, secretary, long = (
        town.users["clerk"],
        town.users["secretary"],
        "关于进一步做好冬春农田水利建设工作的通知" * 3,
    )
    version = publish_material(
        committee=town.committee,
        draft=Draft(long, "镇党委办公室", "第一条\n第二条"),
        first_month=date(2026, 12, 1),
        last_month=date(2026, 12, 1),
        sectors=[],
        by=clerk,
        at=NOW,
    )
    publish_suggestion(
        committee=town.committee,
        month=date(2026, 12, 1),
        suggested=Suggested("study", "lecture", long, 60, version.words, version.pk),
        sectors=["village"],
        by=clerk,
        at=NOW,
    )
    written = send_writing(
        unit=town.village,
        kind=Kind.EXPERIENCE,
        title=long,
        text="一段\n二段",
        upload=None,
        by=secretary,
        at=NOW,
    )
    report = send_half(town.village)
    own, office = "/units/xingtang/", "/units/fenggang/"
    return {
        "secretary": [
            f"{own}half-years/2026/",
            f"{own}half-years/2026/1/",
            f"{own}half-years/2026/2/",
            f"{own}half-years/2026/1/1/",
            f"{own}filings/{report.pk}/",
            f"{own}plans/2026/",
            f"{own}2026/12/plan/",
            f"{own}materials/2026/",
            f"{own}materials/read/{version.pk}/",
            f"{own}writings/",
            f"{own}writings/new/local_plan/",
            f"{own}writings/{written.pk}/",
        ],
        "clerk": [
            f"{office}half-years/2026/",
            f"{office}half-years/2026/1/",
            f"{office}filings/",
            f"{office}filings/{report.pk}/",
            f"{office}plans/2026/",
            f"{office}suggestions/2026/12/",
            f"{office}materials/2026/",
            f"{office}materials/2026/publish/",
            f"{office}materials/{version.material_id}/renew/",
            f"{office}materials/{version.material_id}/withdraw/",
            f"{office}writings/{written.pk}/",
        ],
    }


@pytest.mark.parametrize("post", ["secretary", "clerk"])
def test_axe_finds_nothing_and_a_phone_does_not_scroll_sideways(
    post: str,
    pages: dict[str, list[str]],
    browser: Browser,
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> None:
    page = signed_in(browser, live_server, client_of(post), width=390)
    faults: dict[str, Any] = {}
    for address in pages[post]:
        answer = page.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found = Axe().run(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found.violations_count or wide > 390:
            rules = [(one["id"], one["nodes"][0]["html"][:120]) for one in found.response["violations"]]
            faults[address] = (wide, rules)
    assert faults == {}
    page.context.close()
