"""Who is away and who came: the list, the registration of each, contacts."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.audit.queries import history_of
from activityday.day.floating import actions as touch
from activityday.day.floating import queries
from activityday.day.floating.enums import View
from activityday.day.floating.forms import ContactForm, DepartureForm, EndForm, FilterForm
from activityday.day.floating.views.acts import away_or_404, branch_or_404, done, member_or_404, page
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster import actions, floating_queries
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition
from activityday.people.roster.queries import affiliated
from activityday.people.roster.templatetags.roster_words import told

HISTORY = 20


@allowed(Permission.VIEW_FLOATING)
@never_cache
def floating(request: Request, unit: Unit) -> HttpResponse:
    """A branch: who is away with their news, who came, what waits. A town: its branches with their numbers."""
    today = timezone.localdate()
    if not unit.is_branch:
        context = {"unit": unit, "overview": queries.overview_of(unit, on=today)}
        return page(request, "overview", context)
    form = FilterForm(request.GET)
    view, search = form.values()
    here = floating_queries.arrivals_of(unit, on=today)
    elsewhere = floating_queries.arrivals_elsewhere(unit, on=today)
    lines = queries.lines_of(unit, on=today, view=view, search=search)
    away = {line.member.pk for line in lines}
    is_filtered = view != View.ALL or bool(search)
    context = {
        "unit": unit,
        "form": form,
        "is_filtered": is_filtered,
        "lines": lines,
        "here": here,
        # a filtered list does not show everybody who is away
        "unregistered": []
        if is_filtered
        else [one for one in elsewhere if one.arrival.member_id not in away],
        "claims": queries.claims_waiting(unit),
        "late": queries.late_words(unit, on=today),
        "returned": floating_queries.returned_in(unit, today.year, on=today),
        "today": today,
        "may_keep": may(request, Permission.KEEP_FLOATING, unit),
        "may_print": may(request, Permission.PRINT, unit),
        "may_reopen": may(request, Permission.REOPEN_ACTIVITY, unit),
    }
    return page(request, "floating", context)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def new(request: Request, unit: Unit) -> HttpResponse:
    """Register that a member of the branch went away."""
    form = _departure_form(request, branch_or_404(unit), chosen=request.GET.get("member", ""))

    def act() -> None:
        actions.depart(
            member=form.member(),
            registration=form.registration(),
            months=_floating_months(unit),
            by=request.user,
            at=timezone.now(),
        )

    if form.is_bound and done(request, form, act, "已登记外出。以后每个月没有消息先算待核实，不算缺席。"):
        return redirect("floating:person", unit.code, form.member().pk)
    return page(request, "departure", {"unit": unit, "form": form, "months": _floating_months(unit)}, form)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def edit(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Change the registration of a member who is away, or fill in one that came with the roster workbook."""
    found = away_or_404(branch_or_404(unit), member)
    condition = floating_queries.condition_of(found.member, found.condition.pk)
    if condition is None:
        raise Http404("no such registration")
    form = _departure_form(request, unit, condition=condition)

    def act() -> None:
        actions.amend_departure(
            condition=condition,
            registration=form.registration(),
            base_version=form.cleaned_data["version"] or 0,
            months=_floating_months(unit),
            by=request.user,
            at=timezone.now(),
        )

    if form.is_bound and done(request, form, act, f"已保存{found.member.name}的流动登记。"):
        return redirect("floating:person", unit.code, found.member.pk)
    context = {"unit": unit, "form": form, "member": found.member, "months": _floating_months(unit)}
    return page(request, "departure", context, form)


@allowed(Permission.VIEW_FLOATING)
@never_cache
def person(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """One member: the registration, the months, every contact; below it the form for the next one."""
    who = member_or_404(unit, member)
    found = floating_queries.floating_member(unit, member, on=timezone.localdate())
    form = ContactForm(
        posted(request),
        initial={"on": timezone.localdate(), "by_name": found.condition.contact if found else ""},
    )

    def act() -> None:
        if found is None:
            raise Refused("现在没有外出登记，不用记联系。")
        actions.note_contact(condition=found.condition, by=request.user, at=timezone.now(), **form.values())

    if form.is_bound:
        if not may(request, Permission.KEEP_FLOATING, unit):
            raise Http404("may not write here")
        if done(request, form, act, "已记下这次联系。"):
            return redirect("floating:person", unit.code, who.pk)
    return page(request, "person", _person(request, unit, who.pk, form), form)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def come_home(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """The member came back."""
    found = away_or_404(branch_or_404(unit), member)
    form = EndForm(posted(request), initial={"on": timezone.localdate()})

    def act() -> None:
        actions.come_home(
            condition=found.condition, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        )

    sentence = f"已登记{found.member.name}返回，过了这一天照常应到。"
    if form.is_bound and done(request, form, act, sentence):
        return redirect("floating:floating", unit.code)
    context = {
        "unit": unit,
        "form": form,
        "heading": f"{found.member.name}：登记返回",
        "sentence": "写在外面的最后一天。过了这一天，照常到本支部参加；再次外出另外登记。",
        "button": "登记返回",
        "back": found.member.pk,
    }
    return page(request, "step", context, form)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def lose_touch(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """A person says that the member is out of touch, since when."""
    found = away_or_404(branch_or_404(unit), member)
    form = EndForm(posted(request), initial={"on": found.reached_on or found.condition.starts_on})
    form.fields["on"].label = "从哪天起失去联系"

    def act() -> None:
        touch.lose_touch(
            condition=found.condition, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        )

    if form.is_bound and done(request, form, act, "已登记失去联系。联系上了请随时改回来。"):
        return redirect("floating:person", unit.code, found.member.pk)
    months = parameters_for(unit, on=timezone.localdate()).integer("lost_contact_months")
    context = {
        "unit": unit,
        "form": form,
        "heading": f"{found.member.name}：登记失去联系",
        "sentence": f"登记以后还要继续找。满 {months} 个月，由支部研究、报基层党委；程序不改任何人的身份。"
        "（依据：教育管理工作条例第二十四条）",
        "button": "登记失去联系",
        "back": found.member.pk,
    }
    return page(request, "step", context, form)


@allowed(Permission.KEEP_FLOATING)
@require_POST
def find_again(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """The member was found: yesterday was the last day out of touch, or today where it was said today."""
    found = away_or_404(branch_or_404(unit), member)
    if found.lost is None:
        messages.error(request, "现在没有失去联系的登记。")
    else:
        _end_lost(request, found.lost)
    return redirect("floating:person", unit.code, found.member.pk)


def _end_lost(request: Request, lost: Condition) -> None:
    try:
        last = max(lost.starts_on, timezone.localdate() - timedelta(days=1))
        actions.find_again(lost=lost, on=last, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已结束失去联系的登记，请把这次联系也记下来。")


def _person(request: Request, unit: Unit, key: UUID, form: forms.Form) -> dict[str, Any]:
    today = timezone.localdate()
    found = floating_queries.floating_member(unit, key, on=today)
    who = member_or_404(unit, key)
    lines = queries.as_lines([found], on=today) if found else []
    condition = floating_queries.condition_of(who, found.condition.pk) if found else None
    return {
        "unit": unit,
        "member": who,
        "line": lines[0] if lines else None,
        "condition": condition,
        "departure": getattr(condition, "departure", None),
        "times": floating_queries.departures_of(who),
        "notes": floating_queries.contacts_of(who),
        "history": told(history_of("member", who.pk))[:HISTORY],
        "form": form,
        "today": today,
        "may_keep": unit.is_branch and may(request, Permission.KEEP_FLOATING, unit),
        "may_print": may(request, Permission.PRINT, unit),
        "may_edit_roster": may(request, Permission.EDIT_ROSTER, unit),
        "may_transfer": may(request, Permission.EDIT_ROSTER, unit),
    }


def _departure_form(
    request: Request, unit: Unit, *, condition: Condition | None = None, chosen: str = ""
) -> DepartureForm:
    today = timezone.localdate()
    people = affiliated([unit], on=today)
    if condition is None:
        people_away = [one for one in people if ConditionKind.FLOATING in one.conditions]
        away = {one.member.pk for one in people_away}
        people = [one for one in people if one.member.pk not in away]
    hosts = [one for one in branches_of(unit.committee or unit, on=today) if one.pk != unit.pk]
    form = DepartureForm(posted(request), people=people, hosts=hosts, condition=condition)
    if condition is None and chosen:
        form.initial = {**form.initial, "member": chosen}
    return form


def _floating_months(unit: Unit) -> int:
    return parameters_for(unit, on=timezone.localdate()).integer("floating_months")
