"""The page of a slip, for an organisation elsewhere without an account: name, branch and month, nothing else."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from activityday.day.floating import actions, queries
from activityday.day.floating.checks import check_page_open
from activityday.day.floating.forms import PageCodeForm, PageForm
from activityday.day.floating.models import Slip
from activityday.people.accounts.middleware import client_address, open_to_all
from activityday.people.organisation.checks import Refused

MOST_TRIES, TRY_SECONDS = 10, 600
TOO_MANY, REFUSED = 429, 422


@open_to_all
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with a right one, where and when the member took part; then thank and say no more."""
    typed = request.POST.get("code", "") or request.GET.get("code", "")
    if _tries(request) >= MOST_TRIES:
        return _answer(request, {"too_many": True, "minutes": TRY_SECONDS // 60}, status=TOO_MANY)
    if not typed:
        return _answer(request, {"code_form": PageCodeForm()})
    slip = _open_slip(typed)
    if slip is None:
        _count_try(request)
        form = PageCodeForm({"code": typed})
        form.is_valid()
        form.add_error("code", "没有这个填写码，或者已经用过、过期、作废。请对照回执再输一次。")
        return _answer(request, {"code_form": form}, status=REFUSED)
    if request.POST.get("do") == "claim":
        return _claim(request, slip)
    return _answer(request, {"slip": slip, "form": PageForm(initial={"code": typed})})


def _claim(request: HttpRequest, slip: Slip) -> HttpResponse:
    form = PageForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.claim(
                page_code=data["code"],
                host_name=data["host_name"],
                held_on=data["held_on"],
                confirmed_by=data["confirmed_by"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _answer(request, {"thanks": True})
    return _answer(request, {"slip": slip, "form": form}, status=REFUSED)


def _open_slip(typed: str) -> Slip | None:
    try:
        return check_page_open(queries.slip_of_page(typed), timezone.localdate())
    except Refused:
        return None


def _answer(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "floating/page.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _key(request: HttpRequest) -> str:
    return f"floating.page.{client_address(request)}"


def _tries(request: HttpRequest) -> int:
    return int(cache.get(_key(request), 0))


def _count_try(request: HttpRequest) -> None:
    cache.set(_key(request), _tries(request) + 1, TRY_SECONDS)
