"""Signing in and out, the lockout, and one's own password."""

from typing import cast

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from activityday.people.accounts import actions, queries
from activityday.people.accounts.access import Request, for_every_user, posted
from activityday.people.accounts.forms import PasswordForm, SignInForm
from activityday.people.accounts.middleware import before_password, client_address, open_to_all
from activityday.people.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRONG = "登录名或密码不对，请重新填写。连续错 5 次，要等 5 分钟才能再试。"


@open_to_all
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; back to `next` afterwards where that is a page of ours."""
    following = _following(request)
    if request.method != "POST":
        return (
            redirect(following) if request.user.is_authenticated else _page(request, SignInForm(), following)
        )
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, following, status=422)
    user = _try(request, form.cleaned_data["username"], form.cleaned_data["password"])
    if user is None:
        form.add_error(None, WRONG)
        return _page(request, form, following, status=422)
    login(request, user, backend=BACKEND)
    return redirect(following)


@open_to_all
@require_POST
@never_cache
def sign_in_as_cast(request: HttpRequest) -> HttpResponse:
    """One click signs in as somebody of the demo's cast; outside the demo there is no such page."""
    user = queries.user_by_name(request.POST.get("username", "")) if settings.DEMO else None
    if user is None or not user.is_active:
        raise Http404("no demo")
    _log("accounts.signed_in", request, user)
    login(request, user, backend=BACKEND)
    return redirect(_following(request))


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    if isinstance(request.user, User):
        _log("accounts.signed_out", request, request.user)
    logout(request)
    messages.info(request, "您已退出。")
    return redirect("accounts:sign_in")


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, object] | None
) -> HttpResponse:
    """The page after too many failures: when to try again and what to do meanwhile."""
    del response, credentials
    return render(request, "accounts/locked.html", {"minutes": _minutes()}, status=429)


@for_every_user
@before_password
@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """One's own new password: of one's own will, the first time, or after it grew old."""
    user, now = cast(Request, request).user, timezone.now()
    form = PasswordForm(posted(request), user=user)
    following = _following(request)
    if request.method == "POST" and form.is_valid():
        actions.change_password(user=user, password=form.cleaned_data["new"], at=now)
        update_session_auth_hash(request, user)
        messages.success(request, "新密码已生效。")
        return redirect(following)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "next": following, "days": settings.PASSWORD_DAYS, "due": user}
    return render(request, "accounts/password.html", context, status=status)


def _try(request: HttpRequest, username: str, password: str) -> User | None:
    """Check the password and log how it went; a name that is locked is neither checked nor logged again."""
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return None
    known_to_all = password == settings.DEMO_PASSWORD and not settings.DEMO
    user = None if known_to_all else authenticate(request, username=username, password=password)
    if user is not None:
        _log("accounts.signed_in", request, user)
        return user
    locked = getattr(request, "axes_locked_out", False)
    _log("accounts.locked" if locked else "accounts.sign_in_failed", request, None, username)
    return None


def _log(action: str, request: HttpRequest, user: User | None, username: str = "") -> None:
    actions.log_signing_in(
        action=action,
        user=user or queries.user_by_name(username),
        actor=user or actions.Visitor(username),
        address=client_address(request),
        at=timezone.now(),
    )


def _following(request: HttpRequest) -> str:
    """The page asked for before signing in, if it is one of ours; else home."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else "/"


def _page(request: HttpRequest, form: SignInForm, following: str, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": following,
        "ended": request.GET.get("ended", ""),
        "idle_minutes": settings.IDLE_SECONDS // 60,
        "cast": queries.cast_of_demo(on=timezone.localdate()) if settings.DEMO else [],
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def _minutes() -> int:
    return round(settings.AXES_COOLOFF_TIME * 60)
