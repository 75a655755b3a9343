"""Duty posts: set up, held, left, given up, printed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.contents.service import actions, printing, queries
from activityday.contents.service.forms.posts import EndForm, PostForm, TakePostForm
from activityday.contents.service.models import DutyPost, PostHolding
from activityday.contents.service.views.places import (
    PDF,
    as_file,
    check_branch,
    check_year,
    done,
    form_page,
    views_of,
)
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import affiliated


@allowed(Permission.VIEW_SERVICE)
def posts(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The posts that stood in the year and who held them."""
    check_branch(unit)
    check_year(year)
    today = timezone.localdate()
    found = queries.posts_in(unit, year)
    context = {
        "unit": unit,
        "year": year,
        "views": views_of(request, unit, year, "posts"),
        "standing": [post for post in found if post.ends_on is None],
        "former": [post for post in found if post.ends_on is not None],
        "may_record": may(request, Permission.RECORD_SERVICE, unit),
        "has_next": year <= today.year,
    }
    return render(request, "service/posts.html", context)


@allowed(Permission.RECORD_SERVICE)
def new_post(request: Request, unit: Unit) -> HttpResponse:
    """Set up a post."""
    check_branch(unit)
    today = timezone.localdate()
    form = PostForm(posted(request), members=_members(unit), initial={"starts_on": today})

    def act() -> None:
        actions.set_up_post(unit=unit, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "岗位已经设好。"):
        return redirect("service:posts", unit.code, today.year)
    return form_page(request, unit, form, "设一个岗位", "设岗")


@allowed(Permission.RECORD_SERVICE)
def take(request: Request, unit: Unit, post: int) -> HttpResponse:
    """Who holds the post from a day."""
    found, today = _post_or_404(unit, post), timezone.localdate()
    held = {one.member_id for one in found.holdings.all() if one.ends_on is None}
    free = [member for member in _members(unit) if member.pk not in held]
    form = TakePostForm(posted(request), members=free, initial={"on": today})

    def act() -> None:
        actions.take_post(post=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经上岗。"):
        return redirect("service:posts", unit.code, today.year)
    return form_page(request, unit, form, f"上岗：{found.name}", "上岗")


@allowed(Permission.RECORD_SERVICE)
def give_up(request: Request, unit: Unit, post: int) -> HttpResponse:
    """The post stands no more."""
    found, today = _post_or_404(unit, post), timezone.localdate()
    form = EndForm(posted(request), initial={"on": today})

    def act() -> None:
        actions.give_up_post(post=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经撤岗。"):
        return redirect("service:posts", unit.code, today.year)
    return form_page(request, unit, form, f"撤岗：{found.name}", "撤岗，在岗的一并离岗")


@allowed(Permission.RECORD_SERVICE)
def leave(request: Request, unit: Unit, holding: int) -> HttpResponse:
    """One member leaves a post."""
    found, today = _holding_or_404(unit, holding), timezone.localdate()
    form = EndForm(posted(request), initial={"on": today})

    def act() -> None:
        actions.leave_post(holding=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经离岗。"):
        return redirect("service:posts", unit.code, today.year)
    return form_page(request, unit, form, f"{found.member.name}离岗：{found.post.name}", "离岗")


@allowed(Permission.VIEW_SERVICE)
def posts_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The table of posts, duties and holders."""
    check_branch(unit)
    check_year(year)
    content = printing.post_table(unit, year)
    return as_file(content, PDF, f"{unit.short_name}{year}年设岗定责.pdf")


def _members(unit: Unit) -> list[Member]:
    return [entry.member for entry in affiliated([unit], on=timezone.localdate())]


def _post_or_404(unit: Unit, key: int) -> DutyPost:
    found = queries.post_of(unit, key)
    if found is None:
        raise Http404("no such post here")
    return found


def _holding_or_404(unit: Unit, key: int) -> PostHolding:
    found = queries.holding_of(unit, key)
    if found is None:
        raise Http404("nobody holds it here")
    return found
