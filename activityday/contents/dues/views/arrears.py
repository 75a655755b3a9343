"""Who has open months, in roster order; never a ranking."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.queries.accounts import arrears_in, arrears_of
from activityday.contents.dues.views.pages import COLLECTING, place
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_DUES)
@never_cache
def arrears(request: Request, unit: Unit) -> HttpResponse:
    """Everybody with open months gone by; a long unbroken run as a separate finding in words."""
    if unit.level not in COLLECTING:
        raise Http404("collects nothing")
    today = timezone.localdate()
    debtors = arrears_of(unit, today)
    context = place(request, unit) | {
        "debtors": debtors,
        "total": arrears_in(debtors),
        "today": today,
        "studied": [debtor for debtor in debtors if debtor.is_for_study],
    }
    return render(request, "dues/arrears.html", context)
