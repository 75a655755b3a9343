"""Who is lawfully not counted at votes (election counted)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.deliberation import actions, queries
from activityday.contents.deliberation.checks import check_branch
from activityday.contents.deliberation.drafts import ExclusionDraft
from activityday.contents.deliberation.forms.votes import EndForm, ExclusionForm
from activityday.contents.deliberation.views.acts import done
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category
from activityday.people.roster.queries import affiliated


@allowed(Permission.RECORD_DELIBERATION)
@never_cache
def exclusions(request: Request, unit: Unit) -> HttpResponse:
    """Who is lawfully not counted; another one is entered."""
    today = timezone.localdate()
    people = [one for one in affiliated([unit], on=today) if one.category == Category.FULL]
    form = ExclusionForm(posted(request), people=people)

    def act() -> None:
        check_branch(unit)
        data = dict(form.cleaned_data)
        member = data.pop("member")
        draft = ExclusionDraft(member=member.pk, **data)
        actions.add_exclusion(unit=unit, member=member, draft=draft, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经登记，党员大会通过那天起不计入应到。"):
        return redirect("deliberation:exclusions", unit.code)
    return _exclusions(request, unit, form)


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def end_exclusion(request: Request, unit: Unit, exclusion: int) -> HttpResponse:
    """From then on the member is counted again."""
    found = queries.exclusion_of(unit, exclusion)
    if found is None:
        raise Http404("no such exclusion here")
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_exclusion(exclusion=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.member.name}已经恢复计入。")
    else:
        messages.error(request, "请填写哪一天起恢复计入。")
    return redirect("deliberation:exclusions", unit.code)


def _exclusions(request: Request, unit: Unit, form: ExclusionForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "unit": unit,
        "form": form,
        "today": today,
        "rows": queries.exclusions_of(unit, on=today),
    }
    return render(request, "deliberation/exclusions.html", context, status=422 if form.is_bound else 200)
