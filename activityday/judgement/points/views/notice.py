"""The quarterly notice: what it will say, then posting it; what hangs already."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.judgement.points import actions, queries
from activityday.judgement.points.forms import PostingForm
from activityday.judgement.points.views.places import check_branch, check_quarter, check_year
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.points import quarter_label, quarter_of


@allowed(Permission.VIEW_POINTS)
def notice(request: Request, unit: Unit, year: int, quarter: int) -> HttpResponse:
    """Look at the notice of a quarter as it will hang; who may post it says since when and where."""
    check_branch(unit)
    check_year(year)
    check_quarter(quarter)
    first, last = quarter_of(date(year, 3 * quarter, 1))
    today = timezone.localdate()
    if first > today:
        raise Http404("not begun")
    may_post = may(request, Permission.POST_NOTICES, unit)
    form = PostingForm(posted(request), initial={"starts_on": today, "where": "党务公开栏"})
    if request.method == "POST":
        if not may_post:
            raise Http404("may not post here")
        if form.is_valid() and _posted(request, unit, first, form):
            return redirect("points:notice", unit.code, year, quarter)
    points = queries.points_of(unit, year, on=today)
    standing = queries.standing_notice(unit, first)
    context = {
        "unit": unit,
        "year": year,
        "quarter": quarter,
        "name": quarter_label(first),
        "is_over": last < today,
        "ends_on": last,
        "content": queries.content_of(points, first, last),
        "pending": sum(len(one.pending) for one in points),
        "standing": standing,
        "posted_by": standing.posted_by.partition("（")[0] if standing else "",
        "due": queries.notice_due([unit], today)[unit.pk],
        "hangs_to": actions.last_day_of(unit, today),
        "form": form,
        "may_post": may_post,
    }
    return render(request, "points/notice.html", context, status=422 if form.is_bound else 200)


def _posted(request: Request, unit: Unit, quarter: date, form: PostingForm) -> bool:
    """Whether it was posted; a refusal stands on the form."""
    data = form.cleaned_data
    try:
        made = actions.post_notice(
            branch=unit,
            quarter=quarter,
            starts_on=data["starts_on"],
            where=data["where"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"已张贴，到{made.ends_on:%Y-%m-%d}为止。请打印出来贴到{made.where}。")
    return True
