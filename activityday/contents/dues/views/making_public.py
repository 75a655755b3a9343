"""The public notice of dues: looked at as it will hang, then posted."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.actions.making_public import last_day, make_public
from activityday.contents.dues.forms.upward import NoticeForm, PeriodForm
from activityday.contents.dues.queries import making_public as queries
from activityday.contents.dues.queries.due import in_use_since
from activityday.contents.dues.queries.making_public import Draft
from activityday.contents.dues.views.pages import REFUSED, branch_or_404, place
from activityday.office.notices.enums import Kind
from activityday.office.notices.queries import last_notice
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_DUES)
@never_cache
def notice(request: Request, unit: Unit) -> HttpResponse:
    """What the next notice says, up to the month that is chosen; the form to post it."""
    branch, today = branch_or_404(unit), timezone.localdate()
    used, standing = in_use_since([branch.pk]), last_notice(branch, Kind.DUES)
    covered = {branch.pk: standing.covers_to} if standing else {}
    months = queries.months_after(covered.get(branch.pk), used.get(branch.pk), on=today)
    last = _last(request, months)
    draft = queries.draft_of(branch, months[0], last, on=today) if last else None
    initial = {"last": last, "starts_on": today, "where": standing.where if standing else branch.place}
    form = NoticeForm(posted(request), initial=initial)
    if form.is_bound:
        if not may(request, Permission.POST_NOTICES, branch):
            raise Http404("may not post here")
        if form.is_valid() and _post(request, branch, draft, form):
            return redirect("dues:notice", branch.code)
    context = place(request, branch) | {
        "draft": draft,
        "form": form,
        "last": last,
        "options": PeriodForm.options(months),
        "standing": standing,
        "next_notice": queries.due_after([branch], used, covered, today).get(branch.pk),
        "days": parameters_for(branch, on=today).integer("notice_days"),
        "ends_on": last_day(branch, today),
        "today": today,
    }
    return render(request, "dues/notice.html", context, status=REFUSED if form.is_bound else 200)


def _last(request: Request, months: list[date]) -> date | None:
    """The month chosen in the address or on the form that came back, when it can be covered; else the usual one."""
    if not months:
        return None
    form = PeriodForm(request.POST if request.method == "POST" else request.GET)
    chosen = form.cleaned_data["last"] if form.is_valid() else None
    return chosen if chosen in months else queries.usual_end(months)


def _post(request: Request, branch: Unit, draft: Draft | None, form: NoticeForm) -> bool:
    """Whether it was posted; a refusal stands on the form."""
    data = form.cleaned_data
    if draft is None or draft.covers_to.replace(day=1) != data["last"]:
        form.add_error(None, "这段时间已经公示过，请刷新页面看看。")
        return False
    try:
        made = make_public(
            branch=branch,
            draft=draft,
            starts_on=data["starts_on"],
            where=data["where"],
            on=timezone.localdate(),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"已登记张贴，公示到{made.ends_on.month}月{made.ends_on.day}日。请打印贴出去。")
    return True
