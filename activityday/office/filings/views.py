"""The desk: what waits for an answer, what was asked, and one filing."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.office.filings import actions, checks, queries
from activityday.office.filings.enums import Step, word
from activityday.office.filings.forms import AnswerForm, BulkAnswerForm, NoteForm
from activityday.office.filings.models import Filing
from activityday.office.filings.printing import approval_pdf
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

PAGE = 30


@allowed(Permission.VIEW_UNIT)
def inbox(request: Request, unit: Unit) -> HttpResponse:
    """What waits for this unit's answer, the oldest deadline first; what it asked; what it answered."""
    _check_post(request, unit)
    return _inbox(request, unit, None)


@allowed(Permission.DECIDE)
@require_POST
def answer_several(request: Request, unit: Unit) -> HttpResponse:
    """One answer and one note for several; those that somebody else answered meanwhile are named."""
    waiting = list(queries.waiting_for(unit))
    form = BulkAnswerForm(request.POST, waiting=_keys(waiting), verbs=_verbs(waiting))
    if not form.is_valid():
        return _inbox(request, unit, form)
    picked = queries.filings_of(unit, [UUID(key) for key in form.cleaned_data["picked"]])
    step, note = form.cleaned_data["step"], form.cleaned_data["note"]
    outcome = actions.answer_all(filings=picked, step=step, note=note, by=request.user, at=timezone.now())
    if outcome.answered:
        words = "、".join(dict.fromkeys(word(filing.verb, step) for filing in outcome.answered))
        messages.success(request, f"{len(outcome.answered)} 件已答复：{words}。")
    for filing, sentence in outcome.refused:
        messages.warning(request, f"“{filing.subject}”没有重复答复：{sentence}")
    return redirect("filings:inbox", unit.code)


@allowed(Permission.VIEW_UNIT)
def filing(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """One filing: what is asked, its steps, and what this person may do with it now."""
    _check_post(request, unit)
    return _filing(request, unit, _filing_or_404(unit, filing), None)


@allowed(Permission.PRINT)
def form_pdf(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """The approval form, to be printed, signed or kept."""
    _check_post(request, unit)
    found = _filing_or_404(unit, filing)
    headers = {"Content-Disposition": f'inline; filename="filing-{str(found.pk)[:8]}.pdf"'}
    return HttpResponse(approval_pdf(found), content_type="application/pdf", headers=headers)


@allowed(Permission.DECIDE)
@require_POST
def answer(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """Answer one and go on to the next that waits."""
    found = _filing_or_404(unit, filing)
    if not may(request, Permission.DECIDE, found.answered_by):
        raise Http404("not for this post to decide")
    form = AnswerForm(request.POST, verbs=[found.verb])
    if not form.is_valid():
        return _filing(request, unit, found, form)
    following = queries.following(unit, found)
    try:
        actions.answer(filing=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("filings:filing", unit.code, found.pk)
    messages.success(request, f"“{found.subject}”：{word(found.verb, form.cleaned_data['step'])}。")
    if following is not None:
        return redirect("filings:filing", unit.code, following.pk)
    return redirect("filings:inbox", unit.code)


@allowed(Permission.ASK)
@require_POST
def withdraw(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """Take back what this unit asked, while it has not been answered."""
    found = _filing_or_404(unit, filing)
    if not may(request, Permission.ASK, found.unit):
        raise Http404("not asked by this post's unit")
    form = NoteForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return _filing(request, unit, found, None, form)
    try:
        note = form.cleaned_data["note"]
        actions.withdraw(filing=found, note=note, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "已撤回。")
    return redirect("filings:filing", unit.code, found.pk)


def _inbox(request: Request, unit: Unit, form: BulkAnswerForm | None) -> HttpResponse:
    today = timezone.localdate()
    may_decide = may(request, Permission.DECIDE, unit)
    waiting = list(queries.waiting_for(unit)) if may_decide else []
    context = {
        "unit": unit,
        "waiting": _rows(waiting, today),
        "form": form or BulkAnswerForm(waiting=_keys(waiting), verbs=_verbs(waiting)),
        "picked": form.data.getlist("picked") if form else [],  # type: ignore[attr-defined]
        "asked": list(queries.asked_by(unit)[:PAGE]),
        "answered": Paginator(queries.answered_by(unit), PAGE).get_page(request.GET.get("page")),
        "may_decide": may_decide,
    }
    return render(request, "filings/inbox.html", context, status=422 if form else 200)


def _filing(
    request: Request, unit: Unit, filing: Filing, form: AnswerForm | None, note: NoteForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    may_answer = checks.may_take(filing, Step.APPROVE) and may(request, Permission.DECIDE, filing.answered_by)
    may_withdraw = checks.may_take(filing, Step.WITHDRAW) and may(request, Permission.ASK, filing.unit)
    context = {
        "unit": unit,
        "filing": filing,
        "is_overdue": queries.is_overdue(filing, on=today),
        "form": form or AnswerForm(verbs=[filing.verb]),
        "note": note or NoteForm(auto_id="withdraw_%s"),
        "may_answer": may_answer,
        "may_withdraw": may_withdraw,
        "may_print": may(request, Permission.PRINT, unit),
        "following": queries.following(unit, filing) if may_answer else None,
        "left": queries.waiting_for(unit).count() if may_answer else 0,
    }
    return render(request, "filings/filing.html", context, status=422 if form or note else 200)


def _keys(filings: list[Filing]) -> list[str]:
    return [str(filing.pk) for filing in filings]


def _verbs(filings: list[Filing]) -> list[str]:
    return list(dict.fromkeys(filing.verb for filing in filings))


def _rows(filings: list[Filing], today: date) -> list[tuple[Filing, bool]]:
    return [(filing, queries.is_overdue(filing, on=today)) for filing in filings]


def _check_post(request: Request, unit: Unit) -> None:
    """Filings name people: they are for those who ask and those who decide, not for everyone who sees the unit."""
    if not (may(request, Permission.ASK, unit) or may(request, Permission.DECIDE, unit)):
        raise Http404("not for this post")


def _filing_or_404(unit: Unit, key: UUID) -> Filing:
    found = queries.filing_of(unit, key)
    if found is None:
        raise Http404("no such filing here")
    return found
