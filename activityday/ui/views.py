"""Pages that belong to no room: errors, the switch to large type, the catalogue of components."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from activityday.ui import catalogue as samples
from activityday.ui.context import LARGE, page

YEAR_SECONDS = 365 * 24 * 3600
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that needs no sign-in; the gate in the accounts room looks for the mark."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


@open_to_all
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


@open_to_all
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component with invented data, for those who build pages; in the demo and in debugging only."""
    _only_for_builders()
    return render(request, "ui/catalogue.html", samples.page(request.GET, at=timezone.now()))


@open_to_all
def catalogue_print(request: HttpRequest) -> HttpResponse:
    """The same for a page of paper."""
    _only_for_builders()
    return render(request, "ui/catalogue_print.html", samples.paper())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent could not be read; 413: it was too much."""
    if isinstance(exception, TOO_LARGE):
        return _say(request, "413.html", 413)
    return _say(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    del exception
    return _say(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old to be trusted; nothing was written."""
    del reason
    return _say(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing for this person."""
    del exception
    return _say(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: said in words; nothing was half-written."""
    return _say(request, "500.html", 500)


def _say(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without context processors: an error page must not need the database that may have caused it."""
    return HttpResponse(render_to_string(template, page(request)), status=status)


def _only_for_builders() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
