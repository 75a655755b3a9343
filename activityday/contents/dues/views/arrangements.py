"""Who pays by the quarter, and for whom somebody else brings the money (dues 12, notice 三(五))."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.dues import actions
from activityday.contents.dues.enums import ArrangementKind
from activityday.contents.dues.forms.agreeing import ArrangementForm
from activityday.contents.dues.queries import arrangements as queries
from activityday.contents.dues.views.places import branch_or_404, place
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated


@allowed(Permission.VIEW_DUES_BASE)
@never_cache
def arrangements(request: Request, unit: Unit) -> HttpResponse:
    """What the branch agreed to, and the form to enter what it agrees to now."""
    branch_or_404(unit)
    today = timezone.localdate()
    month = today.replace(day=1)
    form = ArrangementForm(
        posted(request),
        people=affiliated([unit], on=today),
        month=month,
        initial={"since": month.isoformat(), "consented_on": today},
    )
    may_edit = may(request, Permission.ASSESS_DUES, unit)
    if request.method == "POST":
        if not may_edit:
            raise Http404("may not arrange here")
        if form.is_valid() and _arrange(request, unit, form):
            return redirect("dues:arrangements", unit.code)
    found = queries.agreed_in(unit, month)
    context = {
        **place(request, unit),
        "form": form,
        "live": [one for one in found if not one.is_ended],
        "over": [one for one in found if one.is_ended],
        "may_edit": may_edit,
        "year": today.year,
    }
    return render(request, "dues/arrangements.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.ASSESS_DUES)
@require_POST
def end(request: Request, unit: Unit, arrangement: int) -> HttpResponse:
    """End one with this month."""
    found = queries.arrangement_of(branch_or_404(unit), arrangement)
    if found is None:
        raise Http404("no such arrangement here")
    try:
        actions.end_arrangement(
            arrangement=found, by=request.user, on=timezone.localdate(), at=timezone.now()
        )
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, f"{found.member.name}的“{found.get_kind_display()}”已停用。")
    return redirect("dues:arrangements", unit.code)


def _arrange(request: Request, unit: Unit, form: ArrangementForm) -> bool:
    """Whether it was entered; a refusal stands on the form."""
    data = form.cleaned_data
    kind = ArrangementKind(data["kind"])
    try:
        made = actions.arrange(
            branch=unit,
            member=data["member"].member,
            kind=kind,
            payer=data["payer"],
            relation=data["relation"],
            reason=data["reason"],
            consented_on=data["consented_on"],
            since=data["since"],
            until=data["until"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"已登记：{made.member.name}{kind.label}。")
    return True
