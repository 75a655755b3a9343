"""Who takes part here though they belong elsewhere: members of other branches of ours, and outsiders."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.day.floating.forms import EndForm, FindForm, OursForm, OutsiderForm
from activityday.day.floating.views.acts import branch_or_404, done, page
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster import actions, floating_queries
from activityday.people.roster.queries import Affiliated, as_affiliated, found_in


@allowed(Permission.KEEP_FLOATING)
@never_cache
def new_arrival(request: Request, unit: Unit) -> HttpResponse:
    """Register somebody who came: found by the whole name among our members, or written down as an outsider."""
    branch_or_404(unit)
    today, what = timezone.localdate(), request.POST.get("do", "")
    ours = OursForm(request.POST if what == "ours" else None, initial={"on": today})
    outsider = OutsiderForm(request.POST if what == "outsider" else None, initial={"on": today})
    find = FindForm(request.GET)
    name = find.cleaned_data["name"] if find.is_valid() else ""
    found = _namesakes(unit, name) if name else []

    def take_ours() -> None:
        chosen = {one.member.pk: one.member for one in _anywhere(unit, ours.cleaned_data["member"])}
        if ours.cleaned_data["member"] not in chosen:
            raise Http404("no such member in this committee")
        member = chosen[ours.cleaned_data["member"]]
        actions.arrive(
            unit=unit, member=member, on=ours.cleaned_data["on"], by=request.user, at=timezone.now()
        )

    def take_outsider() -> None:
        data = {**outsider.cleaned_data}
        on = data.pop("on")
        actions.arrive(unit=unit, outsider=data, on=on, by=request.user, at=timezone.now())

    sentence = "已登记流入，签到表最后会列出来。"
    if (ours.is_bound and done(request, ours, take_ours, sentence)) or (
        outsider.is_bound and done(request, outsider, take_outsider, sentence)
    ):
        return redirect("floating:floating", unit.code)
    context = {
        "unit": unit, "find": find, "name": name, "found": found, "ours": ours, "outsider": outsider,
    }  # fmt: skip
    return page(request, "arrival", context, ours, outsider)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def end_arrival(request: Request, unit: Unit, arrival: UUID) -> HttpResponse:
    """Somebody takes part here no longer."""
    found = floating_queries.arrival_of(branch_or_404(unit), arrival)
    if found is None or found.ends_on is not None:
        raise Http404("nobody of that name here")
    form = EndForm(posted(request), initial={"on": timezone.localdate()})

    def act() -> None:
        actions.move_on(arrival=found, on=form.cleaned_data["on"], by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, f"已登记{found.person}离开。"):
        return redirect("floating:floating", unit.code)
    context = {
        "unit": unit,
        "form": form,
        "heading": f"{found.person}：不再在这里参加",
        "sentence": "写在这里参加的最后一天。以前在这里签到的记录都保留。",
        "button": "登记离开",
    }
    return page(request, "step", context, form)


def _namesakes(unit: Unit, name: str) -> list[Affiliated]:
    """Members of other branches of the committee with this very name."""
    if unit.committee is None:
        return []
    today = timezone.localdate()
    found = found_in(unit.committee, on=today).filter(member__name=name).exclude(branch=unit)
    return as_affiliated(found, on=today)


def _anywhere(unit: Unit, key: UUID) -> list[Affiliated]:
    if unit.committee is None:
        return []
    today = timezone.localdate()
    return as_affiliated(found_in(unit.committee, on=today).filter(member=key), on=today)
