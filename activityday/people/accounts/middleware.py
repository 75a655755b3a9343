"""Every page needs a signed-in user unless it says otherwise; an idle session ends."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from activityday.people.accounts.models import User

SEEN = "seen_at"
RENEW_SECONDS = 60
READING = {"GET", "HEAD", "OPTIONS"}


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that needs no sign-in: signing in itself, health, the calendar feed by its own token."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def before_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks the pages that open even while a new password is due."""
    view.before_password = True  # type: ignore[attr-defined]
    return view


def client_address(request: HttpRequest) -> str:
    """The address the lockout counts by."""
    return str(request.META.get("REMOTE_ADDR", ""))


class SignInRequired:
    """Sends visitors to the sign-in page and ends idle sessions; asks for a new password when one is due."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._end_when_idle(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer with a redirect where the view may not be opened yet."""
        del args, kwargs
        if getattr(view, "open_to_all", False):
            return None
        user = request.user
        if not isinstance(user, User):
            return self._to("accounts:sign_in", request, ended=getattr(request, "ended", ""))
        if self._password_is_due(user) and not getattr(view, "before_password", False):
            return self._to("accounts:password", request)
        return None

    def _to(self, name: str, request: HttpRequest, ended: str = "") -> HttpResponse:
        words = {"next": _page_of(request), "ended": ended}
        query = urlencode({word: value for word, value in words.items() if value not in {"", "/"}})
        target = reverse(name) + (f"?{query}" if query else "")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)

    def _end_when_idle(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            return
        now = timezone.now().timestamp()
        seen = request.session.get(SEEN, now)
        if now - seen > settings.IDLE_SECONDS:
            logout(request)
            request.ended = "idle" if request.method in READING else "unsaved"  # type: ignore[attr-defined]
        elif now - seen > RENEW_SECONDS or SEEN not in request.session:
            request.session[SEEN] = now

    def _password_is_due(self, user: User) -> bool:
        if user.must_change_password or user.password_changed_at is None:
            return True
        return (timezone.now() - user.password_changed_at).days > settings.PASSWORD_DAYS


def _page_of(request: HttpRequest) -> str:
    """The page the visitor was looking at, to come back to: a form's own page where a form was sent."""
    shown = request.headers.get("HX-Current-URL", "")
    if request.method in READING and not shown:
        return request.get_full_path()
    parts = urlsplit(shown or request.headers.get("Referer", ""))
    return urlunsplit(("", "", parts.path, parts.query, "")) if parts.netloc == request.get_host() else ""
