"""Money that goes upward: the town at one look, what a branch hands up, one remittance with its steps."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.actions import remittances as actions
from activityday.contents.dues.checks.upward import may_take
from activityday.contents.dues.enums import RemittanceStep
from activityday.contents.dues.forms.upward import HandUpForm, StepForm
from activityday.contents.dues.models import Remittance
from activityday.contents.dues.queries import remittances as queries
from activityday.contents.dues.queries.books import NOTHING, sum_of, unremitted
from activityday.contents.dues.queries.collectors import collector_at
from activityday.contents.dues.queries.contributions import contributions_of
from activityday.contents.dues.views.pages import REFUSED, branch_or_404, place, year_or_404
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Figure

TOWN = {Level.COMMITTEE, Level.GENERAL_BRANCH}
RECEIVING = {RemittanceStep.RECEIVE, RemittanceStep.RETURN}


@allowed(Permission.VIEW_DUES)
@never_cache
def overview(request: Request, unit: Unit) -> HttpResponse:
    """The branches of a town with their money, in the order of the tree; a branch's or a group's own page."""
    today = timezone.localdate()
    if unit.level == Level.BRANCH:
        return redirect("dues:year", unit.code, today.year)
    if unit.level == Level.GROUP:
        return redirect("dues:month", unit.code, today.year, today.month)
    if unit.level not in TOWN:
        raise Http404("no dues here")
    year = _year(request, today)
    rows = queries.town_rows(unit, year, on=today)
    context = place(request, unit) | {
        "year": year,
        "years": [year - 1, year + 1] if year < today.year else [year - 1],
        "rows": rows,
        "waiting": queries.waiting_at(unit),
        "figures": _figures(rows),
        "open_contributions": [
            one for one in contributions_of(unit) if one.voided_at is None and one.sent_on is None
        ],
    }
    return render(request, "dues/town.html", context)


@allowed(Permission.VIEW_DUES)
@never_cache
def remittances(request: Request, unit: Unit) -> HttpResponse:
    """What waits in closed books, the form to hand it up, and everything that went up before."""
    branch, today = branch_or_404(unit), timezone.localdate()
    books = [(book, sum_of(book.payments.all())) for book in unremitted(branch)]
    total = sum((amount for _, amount in books), NOTHING)
    initial = {"sent_on": today, "sent_by": collector_at(branch, on=today).collects, "shown": total}
    form = HandUpForm(posted(request), initial=initial)
    if form.is_bound:
        if not may(request, Permission.COLLECT_DUES, branch):
            raise Http404("may not hand money up here")
        if form.is_valid() and (made := _hand_up(request, branch, form)):
            return redirect("dues:remittance", branch.code, made.pk)
    context = place(request, branch) | {
        "form": form,
        "books": books,
        "total": total,
        "sent": list(queries.remittances_of(branch)),
        "today": today,
    }
    return render(request, "dues/remittances.html", context, status=REFUSED if form.is_bound else 200)


@allowed(Permission.VIEW_DUES)
@never_cache
def remittance(request: Request, unit: Unit, remittance: UUID) -> HttpResponse:
    """One remittance: its books, its steps, and what this reader may do with it now."""
    found = remittance_or_404(unit, remittance)
    form = StepForm(posted(request))
    if form.is_bound and form.is_valid() and _step(request, found, form):
        return redirect("dues:remittance", unit.code, (_following(unit, form) or found).pk)
    context = place(request, unit) | {
        "remittance": found,
        "form": form,
        "steps": {
            step.value: may_take(found, step) and _may(request, found, step) for step in RemittanceStep
        },
        "today": timezone.localdate(),
    }
    return render(request, "dues/remittance.html", context, status=REFUSED if form.is_bound else 200)


def _following(unit: Unit, form: StepForm) -> Remittance | None:
    """Whoever receives at the committee goes on to the next that waits."""
    if unit.level not in TOWN or form.cleaned_data["step"] not in RECEIVING:
        return None
    return next(iter(queries.waiting_at(unit)), None)


def remittance_or_404(unit: Unit, key: UUID) -> Remittance:
    """What was handed up at or below the unit."""
    found = queries.remittance_of(unit, key)
    if found is None:
        raise Http404("no such remittance here")
    return found


def _hand_up(request: Request, branch: Unit, form: HandUpForm) -> Remittance | None:
    try:
        made = actions.hand_up(branch=branch, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"已记上缴 {made.amount:f} 元。打印上缴单，连同现金送镇党委党建办。")
    return made


def _step(request: Request, found: Remittance, form: StepForm) -> bool:
    """Whether the step was taken; a refusal stands on the form."""
    step: RemittanceStep = form.cleaned_data["step"]
    if not _may(request, found, step):
        raise Http404("not for this post")
    try:
        actions.move(remittance=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"{found}：{step.label}。")
    return True


def _may(request: Request, found: Remittance, step: RemittanceStep) -> bool:
    needed = Permission.RECEIVE_DUES if step in RECEIVING else Permission.COLLECT_DUES
    return may(request, needed, found.branch)


def _year(request: Request, today: date) -> int:
    asked = request.GET.get("year", "")
    return year_or_404(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year  # noqa: PLR2004


def _figures(rows: list[queries.TownRow]) -> list[Figure]:
    def total(name: str) -> Decimal:
        return sum((getattr(row, name) for row in rows), NOTHING)

    return [
        Figure("支部收到", f"{total('collected'):,f}"),
        Figure("已上缴", f"{total('handed_up'):,f}"),
        Figure("镇里收到", f"{total('received'):,f}"),
        Figure("还在支部和路上", f"{total('difference'):,f}"),
    ]
