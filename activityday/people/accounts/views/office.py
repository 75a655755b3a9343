"""The accounts of a unit and below, for the clerk and the operator."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.people.accounts import actions, queries
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.checks import roles_at_or_below
from activityday.people.accounts.enums import Role
from activityday.people.accounts.forms import NewAccountForm, PostForm
from activityday.people.accounts.models import User
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.MANAGE_ACCOUNTS)
def accounts(request: Request, unit: Unit) -> HttpResponse:
    """Everybody with an account at or below the unit, with their posts."""
    return render(
        request,
        "accounts/accounts.html",
        {"unit": unit, "people": queries.accounts_in(unit), "today": timezone.localdate()},
    )


@allowed(Permission.MANAGE_ACCOUNTS)
@never_cache
def new(request: Request, unit: Unit) -> HttpResponse:
    """Open an account; the one-time password is on the answer and nowhere else."""
    today = timezone.localdate()
    form = NewAccountForm(posted(request), **_choices(request.user, unit))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user, password = actions.open_account(
                username=data["username"],
                name=data["name"],
                role=Role(data["role"]),
                unit=data["unit"],
                by=request.user,
                on=today,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _handed_over(request, unit, user, password)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/new.html", {"unit": unit, "form": form}, status=status)


@allowed(Permission.MANAGE_ACCOUNTS)
def account(request: Request, unit: Unit, user: int) -> HttpResponse:
    """One account: its posts and what may be done with it."""
    return _account_page(request, unit, _user(unit, user))


@allowed(Permission.MANAGE_ACCOUNTS)
@require_POST
@never_cache
def renew(request: Request, unit: Unit, user: int) -> HttpResponse:
    """A new one-time password, shown on the answer and nowhere else."""
    person = _user(unit, user)
    try:
        password = actions.renew_password(
            user=person, by=request.user, on=timezone.localdate(), at=timezone.now()
        )
    except Refused as refused:
        return _refuse(request, unit, person, refused)
    return _handed_over(request, unit, person, password)


@allowed(Permission.MANAGE_ACCOUNTS)
@require_POST
def close(request: Request, unit: Unit, user: int) -> HttpResponse:
    """Close an account; whoever is signed in with it is out at the next click."""
    person = _user(unit, user)
    try:
        actions.close_account(user=person, by=request.user, on=timezone.localdate(), at=timezone.now())
    except Refused as refused:
        return _refuse(request, unit, person, refused)
    messages.success(request, f"{person.name}的账号已停用。")
    return redirect("accounts:accounts", unit.code)


@allowed(Permission.MANAGE_ACCOUNTS)
@require_POST
def add_post(request: Request, unit: Unit, user: int) -> HttpResponse:
    """Give a user one more post."""
    person = _user(unit, user)
    form = PostForm(request.POST, **_choices(request.user, unit))
    if not form.is_valid():
        return _account_page(request, unit, person, form, status=422)
    try:
        actions.appoint(
            user=person,
            role=Role(form.cleaned_data["role"]),
            unit=form.cleaned_data["unit"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _account_page(request, unit, person, form, status=422)
    messages.success(request, "岗位已增加。")
    return redirect("accounts:account", unit.code, person.pk)


@allowed(Permission.MANAGE_ACCOUNTS)
@require_POST
def end(request: Request, unit: Unit, post: int) -> HttpResponse:
    """End a post."""
    held = queries.post_in(unit, post)
    if held is None:
        raise Http404("no such post here")
    try:
        actions.end_post(post=held, by=request.user, on=timezone.localdate(), at=timezone.now())
    except Refused as refused:
        return _refuse(request, unit, held.user, refused)
    messages.success(request, "岗位已结束。")
    return redirect("accounts:account", unit.code, held.user_id)


def _user(unit: Unit, key: int) -> User:
    user = queries.account_in(unit, key)
    if user is None:
        raise Http404("no such account here")
    return user


def _choices(by: User, unit: Unit) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "units": queries.units_where(by, Permission.MANAGE_ACCOUNTS, on=today),
        "roles": roles_at_or_below(by, unit, on=today),
    }


def _account_page(
    request: Request, unit: Unit, person: User, form: PostForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "unit": unit,
        "person": person,
        "posts": queries.posts_ever_of(person),
        "history": queries.history_of_account(person),
        "form": form or PostForm(**_choices(request.user, unit)),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/account.html", context, status=status)


def _handed_over(request: Request, unit: Unit, person: User, password: str) -> HttpResponse:
    context = {"unit": unit, "person": person, "password": password}
    return render(request, "accounts/handed_over.html", context)


def _refuse(request: Request, unit: Unit, person: User, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("accounts:account", unit.code, person.pk)
