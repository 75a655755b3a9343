"""Circulars: what was issued and what is being drafted; one circular, written, issued, withdrawn, printed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.leadership.reports.circulars import papers
from activityday.leadership.reports.circulars.gathering import facts_now, facts_of
from activityday.leadership.reports.forms_circulars import DraftForm, IssueForm, WithdrawForm, WordsForm
from activityday.leadership.reports.views import DOCX, PDF, as_file
from activityday.leadership.reports.views_circular import (
    beside,
    changed_in,
    draft_page,
    issued_page,
    lines_of,
    may_write,
)
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.circulars import fill
from activityday.leadership.supervision.models import Circular
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.circular import Span

PAGE = 30


@allowed(Permission.VIEW_SUPERVISION)
def circulars(request: Request, unit: Unit) -> HttpResponse:
    """What was issued to this unit or below it; for those who write them the drafts and the way to a new one."""
    today = timezone.localdate()
    may_issue = unit.level == Level.COMMITTEE and may(request, Permission.ISSUE_CIRCULARS, unit)
    form = DraftForm(
        posted(request),
        initial={"year": today.year, "part": f"{Span.MONTH.value}-{today.month}", "order": "tree"},
    )
    if request.method == "POST":
        if not may_issue:
            raise Http404("not for this post to write")
        made = _drafted(request, unit, form) if form.is_valid() else None
        if made:
            messages.success(request, "草稿已经起好，数字来自记录，文字请改成镇里的话。")
            return redirect("reports:circular", unit.code, made.pk)
    context = {
        "unit": unit,
        "page": Paginator(queries.circulars_of(unit), PAGE).get_page(request.GET.get("page")),
        "drafts": list(queries.drafts_of(unit)) if may_issue else [],
        "is_above": unit.committee_id is None and unit.level != Level.COMMITTEE,
        "may_issue": may_issue,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/circulars.html", context, status=status)


def _drafted(request: Request, unit: Unit, form: DraftForm) -> Circular | None:
    period, order, at = form.period(), form.cleaned_data["order"], timezone.now()
    try:
        return actions.draft_circular(
            committee=unit,
            period=period,
            order=order,
            facts=facts_of(unit, period, order, at=timezone.localtime(at)),
            by=request.user,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


@allowed(Permission.VIEW_SUPERVISION)
def circular(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """One circular: as it was issued, or for those who write it the draft with its figures."""
    found = _circular_or_404(request, unit, circular)
    if found.is_draft:
        return draft_page(request, unit, found)
    return issued_page(request, unit, found, WithdrawForm())


@allowed(Permission.ISSUE_CIRCULARS)
@require_POST
def rewrite(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """Keep the words of a draft."""
    found = _own_or_404(request, unit, circular)
    form = WordsForm(request.POST, **beside(found))
    if form.is_valid() and _done(
        request,
        form,
        lambda: actions.rewrite_circular(
            circular=found,
            words=form.words(),
            base_version=form.cleaned_data["base_version"],
            by=request.user,
            at=timezone.now(),
        ),
        "文字已保存。",
    ):
        return redirect("reports:circular", unit.code, found.pk)
    return draft_page(request, unit, found, words=form)


@allowed(Permission.ISSUE_CIRCULARS)
@require_POST
def refresh(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """Take one figure, or all of them, from the records anew."""
    found, at = _own_or_404(request, unit, circular), timezone.now()
    name = request.POST.get("name", "")
    try:
        changed = actions.refresh_facts(
            circular=found,
            names=[name] if name else [],
            facts=facts_now(found, at=timezone.localtime(at)),
            by=request.user,
            at=at,
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        said = "、".join(changed)
        messages.success(request, f"已更新：{said}。" if changed else "同记录一致，没有要更新的。")
    return redirect("reports:circular", unit.code, found.pk)


@allowed(Permission.ISSUE_CIRCULARS)
@require_POST
def issue(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """Issue the draft under its number."""
    found = _own_or_404(request, unit, circular)
    changed = changed_in(lines_of(found)) if found.is_draft else []
    form = IssueForm(request.POST, auto_id="issue_%s", changed=changed)
    if form.is_valid() and _done(
        request,
        form,
        lambda: actions.issue_circular(
            circular=found, issuing=form.issuing(), by=request.user, at=timezone.now()
        ),
        "已印发，原样存档。请打印盖章，下发到各党组织。",
    ):
        return redirect("reports:circular", unit.code, found.pk)
    found.refresh_from_db()
    if not found.is_draft:
        messages.warning(request, " ".join(map(str, form.non_field_errors())) or "这份通报已经办过。")
        return redirect("reports:circular", unit.code, found.pk)
    return draft_page(request, unit, found, issuing=form)


@allowed(Permission.ISSUE_CIRCULARS)
@require_POST
def withdraw(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """Withdraw an issued circular with a reason."""
    found = _own_or_404(request, unit, circular)
    form = WithdrawForm(request.POST)
    if form.is_valid() and _done(
        request,
        form,
        lambda: actions.withdraw_circular(
            circular=found, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
        ),
        "已撤回，原文和原因都留着。",
    ):
        return redirect("reports:circular", unit.code, found.pk)
    if found.is_draft:
        messages.warning(request, "草稿没有印发，不用撤回。")
        return redirect("reports:circular", unit.code, found.pk)
    return issued_page(request, unit, found, form)


@allowed(Permission.ISSUE_CIRCULARS)
@require_POST
def drop(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """Give a draft up."""
    found = _own_or_404(request, unit, circular)
    try:
        actions.drop_circular(circular=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("reports:circular", unit.code, found.pk)
    messages.success(request, "草稿已放弃。")
    return redirect("reports:circulars", unit.code)


@allowed(Permission.PRINT)
def circular_pdf(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """通报 as an official paper for the printer."""
    found = _readable_or_404(request, unit, circular)
    return as_file(papers.as_pdf(found, on=timezone.localdate()), PDF, f"{_name(found)}.pdf")


@allowed(Permission.PRINT)
def circular_docx(request: Request, unit: Unit, circular: UUID) -> HttpResponse:
    """通报 in Word."""
    found = _readable_or_404(request, unit, circular)
    return as_file(papers.as_docx(found, on=timezone.localdate()), DOCX, f"{_name(found)}.docx")


def _name(circular: Circular) -> str:
    return f"{circular.number}{fill(circular.title, circular.figures)}"


def _done(
    request: Request,
    form: DraftForm | WordsForm | IssueForm | WithdrawForm,
    write: Callable[[], object],
    words: str,
) -> bool:
    try:
        write()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, words)
    return True


def _circular_or_404(request: Request, unit: Unit, key: UUID) -> Circular:
    """One that may be read here: issued, or a draft of those who write it."""
    found = queries.circular_of(unit, key)
    if found is None or (found.issued_at is None and not may_write(request, found)):
        raise Http404("no such circular here")
    return found


def _readable_or_404(request: Request, unit: Unit, key: UUID) -> Circular:
    if not may(request, Permission.VIEW_SUPERVISION, unit):
        raise Http404("not for this post to read")
    return _circular_or_404(request, unit, key)


def _own_or_404(request: Request, unit: Unit, key: UUID) -> Circular:
    """One of the town itself, at the town's own address."""
    found = queries.circular_of(unit, key)
    if found is None or found.committee_id != unit.pk:
        raise Http404("no such circular of this town")
    return found
