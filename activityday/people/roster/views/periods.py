"""Transfers, leaving, coming back, posts, and what holds of a member for a time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster import actions, queries
from activityday.people.roster.enums import ConditionKind, LeaveReason, PostKind
from activityday.people.roster.forms import (
    ConditionForm,
    EndForm,
    LeaveForm,
    PostForm,
    ReturnForm,
    TransferForm,
)
from activityday.people.roster.models import Member
from activityday.people.roster.views.members import address_of, own_member_or_404
from activityday.people.roster.views.steps import Step, take


@allowed(Permission.EDIT_ROSTER)
def transfer(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """To another branch or Party group of the same committee from a day."""
    person = own_member_or_404(unit, member)
    form = TransferForm(posted(request), **_places(person))

    def run() -> str:
        actions.transfer(member=person, by=request.user, at=timezone.now(), **form.cleaned_data)
        return address_of(unit, person)

    sentence = "从这一天起，参加活动的义务随组织关系转到新的党支部；以前的记录留在原支部。（依据：通知二）"
    return take(request, form, _step(unit, person, "转到本党委其他支部或党小组", "办理转接", sentence), run)


@allowed(Permission.EDIT_ROSTER)
def leave(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Out of this committee, or for good."""
    person = own_member_or_404(unit, member)
    form = LeaveForm(posted(request))

    def run() -> str:
        data = form.cleaned_data
        actions.end_affiliation(
            member=person,
            reason=LeaveReason(data["reason"]),
            on=data["on"],
            elsewhere=data["elsewhere"],
            by=request.user,
            at=timezone.now(),
        )
        return address_of(unit, person)

    sentence = "过了这一天就不再列入应到；任职和流动登记同日结束。已有的记录都保留。"
    return take(request, form, _step(unit, person, "转出或减少", "办理", sentence), run)


@allowed(Permission.EDIT_ROSTER)
def come_back(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Back into a branch of this committee."""
    person = own_member_or_404(unit, member)
    form = ReturnForm(posted(request), **_places(person))

    def run() -> str:
        actions.take_back(member=person, by=request.user, at=timezone.now(), **form.cleaned_data)
        return address_of(unit, person)

    return take(request, form, _step(unit, person, "组织关系转回", "办理转入"), run)


@allowed(Permission.EDIT_ROSTER)
def begin_post(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """A post from a day."""
    person = own_member_or_404(unit, member)
    places = queries.places_of_posts(person, on=timezone.localdate())
    form = PostForm(posted(request), units=places)

    def run() -> str:
        data = form.cleaned_data
        kind = PostKind(data["kind"])
        actions.begin_post(
            member=person, unit=data["unit"], kind=kind, on=data["on"], by=request.user, at=timezone.now()
        )
        return address_of(unit, person)

    return take(request, form, _step(unit, person, "任职", "登记任职"), run)


@allowed(Permission.EDIT_ROSTER)
def end_post(request: Request, unit: Unit, member: UUID, post: int) -> HttpResponse:
    """The end of a post."""
    person = own_member_or_404(unit, member)
    held = next((one for one in queries.posts_of(person) if one.pk == post), None)
    if held is None:
        raise Http404("no such post")
    form = EndForm(posted(request), initial={"on": timezone.localdate()})

    def run() -> str:
        actions.end_post(post=held, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        return address_of(unit, person)

    heading = f"结束任职：{held.unit.short_name}{held.get_kind_display()}"
    return take(request, form, _step(unit, person, heading, "结束任职"), run)


@allowed(Permission.EDIT_ROSTER)
def begin_condition(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Floating, suspended, out of touch from a day."""
    person = own_member_or_404(unit, member)
    form = ConditionForm(posted(request))

    def run() -> str:
        data = form.cleaned_data
        actions.begin_condition(
            member=person,
            kind=ConditionKind(data["kind"]),
            on=data["on"],
            place=data["place"],
            contact=data["contact"],
            by=request.user,
            at=timezone.now(),
        )
        return address_of(unit, person)

    sentence = "流动党员可以在流入地或流出地参加活动。（依据：通知二）"
    return take(request, form, _step(unit, person, "登记流动、停止党籍或失联", "登记", sentence), run)


@allowed(Permission.EDIT_ROSTER)
def end_condition(request: Request, unit: Unit, member: UUID, condition: int) -> HttpResponse:
    """The end of what held of a member."""
    person = own_member_or_404(unit, member)
    held = next((one for one in queries.conditions_of(person) if one.pk == condition), None)
    if held is None:
        raise Http404("no such condition")
    form = EndForm(posted(request), initial={"on": timezone.localdate()})

    def run() -> str:
        actions.end_condition(condition=held, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        return address_of(unit, person)

    return take(request, form, _step(unit, person, f"结束：{held.get_kind_display()}", "结束"), run)


def _places(person: Member) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "branches": branches_of(person.committee, on=today),
        "groups": queries.groups_below(person.committee, on=today),
        "initial": {"on": today},
    }


def _step(unit: Unit, person: Member, heading: str, button: str, sentence: str = "") -> Step:
    return Step(
        unit=unit,
        heading=f"{person.name}：{heading}",
        button=button,
        back=address_of(unit, person),
        sentence=sentence,
        member=person,
    )
