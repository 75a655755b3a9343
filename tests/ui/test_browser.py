"""The catalogue in a real browser: accessibility, widths, targets, keyboard, no script at all."""

from collections.abc import Iterator
from io import BytesIO
from unicodedata import normalize

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TARGETS = """selector => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect())
    .filter(r => r.width > 1).map(r => [Math.round(r.width), Math.round(r.height)])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs beside the test's database
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def address(live_server: LiveServer, settings: Settings) -> str:
    settings.DEMO = True
    return f"{live_server.url}/catalogue/"


def context_of(
    browser: Browser, address: str, *, width: int = 1280, large: bool = False, **more: object
) -> BrowserContext:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 860}, **more)
    if large:
        context.add_cookies([{"name": "large", "value": "1", "url": address}])
    return context


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "large"),
    [(1280, "light", False), (1280, "dark", False), (390, "light", False), (390, "dark", True)],
)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str, large: bool) -> None:
    context = context_of(browser, address, width=width, large=large, color_scheme=scheme)
    for path in ("", "print/", "nothing-here/"):
        found = Axe().run(opened(context, address + path))
        assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1024])
@pytest.mark.parametrize("large", [False, True])
def test_no_page_is_wider_than_its_screen(browser: Browser, address: str, width: int, large: bool) -> None:
    context = context_of(browser, address, width=width, large=large)
    assert opened(context, address).evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize(("large", "main", "plain", "roll"), [(False, 52, 44, 60), (True, 64, 60, 72)])
def test_a_finger_finds_every_target(
    browser: Browser, address: str, large: bool, main: int, plain: int, roll: int
) -> None:
    context = context_of(browser, address, width=390, large=large)
    page = opened(context, address)
    assert min(height for _, height in page.evaluate(TARGETS, ".button-main")) >= main
    assert (
        min(height for _, height in page.evaluate(TARGETS, ".nav a, .button:not(.button-main), main select"))
        >= plain
    )
    assert {min(size) for size in page.evaluate(TARGETS, ".people .choices span")} == {roll}
    context.close()


def test_large_type_leaves_nothing_under_eighteen_pixels(browser: Browser, address: str) -> None:
    context = context_of(browser, address, large=True)
    sizes = opened(context, address).evaluate(
        """[...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 18
    context.close()


def test_a_form_is_sent_once_and_says_so(browser: Browser, address: str) -> None:
    context = context_of(browser, address)
    page, sent = opened(context, address), []
    page.on("request", lambda request: sent.append(request.method))
    page.route("**/slow/", lambda route: route.fulfill(status=204))  # an answer that leaves the page standing
    page.evaluate("""() => {
        const form = document.querySelector('form.form');
        form.method = 'post'; form.action = '/slow/'; form.noValidate = true;
    }""")
    button = page.locator("form.form").first.locator("button")
    button.dblclick()
    page.get_by_text("正在提交…").wait_for()
    assert button.is_disabled()
    assert sent == ["POST"]
    context.close()


def test_the_question_mark_opens_the_keys(browser: Browser, address: str) -> None:
    context = context_of(browser, address)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("?")
    assert page.locator("#keys[open]").count() == 1
    context.close()


def test_without_any_script_a_choice_can_be_made_and_large_type_switched(
    browser: Browser, address: str
) -> None:
    context = context_of(browser, address, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("group", name="示例丁的签到").get_by_label("到", exact=True).check()
    page.get_by_role("button", name="大字").click()
    assert page.locator("html.large").count() == 1
    context.close()


def test_large_type_comes_at_once_and_keeps_what_is_typed(browser: Browser, address: str) -> None:
    context = context_of(browser, address)
    page = opened(context, address)
    page.get_by_label("说明").first.fill("村委换届")
    page.get_by_role("button", name="大字").click()
    page.locator("html.large").wait_for()
    assert page.get_by_label("说明").first.input_value() == "村委换届"
    page.evaluate("window.onbeforeunload = null")
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    context.close()


def test_the_policy_of_the_house_lets_every_part_through(browser: Browser, address: str) -> None:
    context = context_of(browser, address)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert complaints == []
    context.close()


def test_a_wide_sheet_prints_on_one_page_of_a4_across(browser: Browser, address: str) -> None:
    context = context_of(browser, address, color_scheme="dark")
    paper = PdfReader(BytesIO(opened(context, address + "print/").pdf(prefer_css_page_size=True)))
    assert [[round(side / 72 * 25.4) for side in page.mediabox[2:]] for page in paper.pages] == [[297, 210]]
    text = normalize("NFKC", paper.pages[0].extract_text())  # the font maps 日 to its radical
    assert "兴塘村党支部" in text
    assert "返回" not in text
    context.close()
