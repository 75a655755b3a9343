"""Pages that belong to no room: errors, and the switch to large type."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from activityday.ui.context import LARGE

YEAR_SECONDS = 365 * 24 * 3600


@require_POST
def large_mode(request: HttpRequest) -> HttpResponse:
    """Switch this browser between normal and large type and go back to where the person was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    on = request.COOKIES.get(LARGE) != "1"
    response.set_cookie(LARGE, "1" if on else "0", max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    return response


large_mode.open_to_all = True  # type: ignore[attr-defined]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent could not be read."""
    del exception
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    del exception
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old to be trusted; nothing was written."""
    del reason
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing for this person."""
    del exception
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: said in words; nothing was half-written."""
    return render(request, "500.html", status=500)
