"""Errors in words, large type, and the catalogue that only builders see. None of it needs the database."""

from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context, engines
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from activityday.ui import views
from activityday.ui.context import page


def answer(view: Callable[..., HttpResponse], *why: object) -> HttpResponse:
    return view(RequestFactory().get("/"), *why)


@pytest.mark.parametrize(
    ("response", "status", "says"),
    [
        (lambda: answer(views.bad_request, BadRequest()), 400, "发来的内容读不了"),
        (lambda: answer(views.bad_request, RequestDataTooBig()), 413, "发来的内容太大"),
        (lambda: answer(views.bad_request, TooManyFieldsSent()), 413, "发来的内容太大"),
        (lambda: answer(views.forbidden, PermissionError()), 403, "这件事不归您办"),
        (lambda: answer(views.csrf_failure), 403, "页面放得太久了"),
        (lambda: answer(views.not_found, Http404()), 404, "没有这一页"),
        (lambda: answer(views.server_error), 500, "程序出了问题"),
    ],
)
def test_an_error_says_what_happened_that_nothing_was_lost_and_the_way_on(
    response: Callable[[], HttpResponse], status: int, says: str
) -> None:
    found = response()
    text = found.content.decode()
    assert found.status_code == status
    assert f"<h1>{says}</h1>" in text
    assert any(word in text for word in ("没有变", "没有改动", "没有写入", "没有写进去"))
    assert '<a class="button button-main" href="/">回首页</a>' in text


def test_an_error_page_keeps_the_large_type() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["large"] = "1"
    assert '<html lang="zh-CN" class="large">' in views.server_error(request).content.decode()


def posted(back: str, host: str = "testserver", cookie: str = "") -> HttpResponse:
    request = RequestFactory().post("/large-mode/", {"next": back}, headers={"host": host})
    if cookie:
        request.COOKIES["large"] = cookie
    return views.large_mode(request)


def test_large_type_goes_on_and_off_and_back_to_the_page() -> None:
    on = posted("/units/xingtang/?page=2")
    assert (on.status_code, on["Location"], on.cookies["large"].value) == (
        302,
        "/units/xingtang/?page=2",
        "1",
    )
    assert posted("/", cookie="1").cookies["large"].value == "0"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leaves_the_house(back: str) -> None:
    assert posted(back)["Location"] == "/"


def test_large_type_is_not_switched_by_looking() -> None:
    assert views.large_mode(RequestFactory().get("/large-mode/")).status_code == 405


@pytest.mark.parametrize(("cookie", "large"), [("1", True), ("0", False), ("yes", False), ("", False)])
def test_the_page_knows_what_this_browser_asked_for(cookie: str, large: bool, settings: Settings) -> None:
    settings.DEMO = False
    request = HttpRequest()
    request.COOKIES["large"] = cookie
    assert page(request) == {"large_mode": large, "demo": False}


@pytest.mark.parametrize("address", ["/catalogue/", "/catalogue/print/"])
def test_the_catalogue_is_for_the_demo_and_for_builders(address: str, settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert Client().get(address).status_code == 404
    settings.DEMO = True
    assert Client().get(address).status_code == 200


def test_one_title_serves_the_tab_and_the_heading() -> None:
    page_of = engines["django"].from_string(
        '{% extends "ui/bare.html" %}{% block title %}{{ name }}的账号 · 活动日{% endblock %}'
    )
    html = page_of.template.render(Context({"name": "<b>示例甲</b>"}))
    assert "<title>&lt;b&gt;示例甲&lt;/b&gt;的账号 · 活动日</title>" in html
    assert "<h1>&lt;b&gt;示例甲&lt;/b&gt;的账号</h1>" in html


def test_an_address_that_only_a_button_uses_answers_a_reload_in_words(client: Client) -> None:
    response = client.get(reverse("ui:large_mode"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "刷新或者直接打开都不行" in response.content.decode()
