"""The decorator that every view of a unit wears: who may do what where. Out of scope answers 404."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from activityday.people.accounts.models import User
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import may_in
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code

Params = ParamSpec("Params")
EVERY_USER = "every signed-in user"


class Request(HttpRequest):
    """A request of a signed-in user, as views see it."""

    user: User
    htmx: HtmxDetails


UnitView = Callable[Concatenate[Request, Unit, Params], HttpResponseBase]


def allowed(permission: Permission) -> Callable[[UnitView[Params]], Callable[..., HttpResponseBase]]:
    """Give the view the unit named by `code` in its URL, when the user may do `permission` there; else 404."""

    def decorate(view: UnitView[Params]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            unit = unit_by_code(code)
            if unit is None or not may(request, permission, unit):
                raise Http404(f"{code}: {permission}")
            return view(cast(Request, request), unit, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def may(request: HttpRequest, permission: Permission, unit: Unit) -> bool:
    """Whether the signed-in user may do this in `unit` today: for buttons and for `allowed`."""
    user = request.user
    return isinstance(user, User) and may_in(user, permission, unit, on=timezone.localdate())


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, None where the page is only looked at: binds a form even when it came back empty."""
    return request.POST if request.method == "POST" else None


def visible(request: HttpRequest, units: Iterable[Unit]) -> list[Unit]:
    """Those of `units` whose page the signed-in user may open: for crumbs that lead nowhere else."""
    return [unit for unit in units if may(request, Permission.VIEW_UNIT, unit)]


def for_every_user(view: Callable[Params, HttpResponseBase]) -> Callable[Params, HttpResponseBase]:
    """Marks a view that any signed-in user may open and that shows only what concerns them."""
    view.permission = EVERY_USER  # type: ignore[attr-defined]
    return view
