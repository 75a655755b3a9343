"""The year's assessment of a branch on one screen; one member's assessments; marking one void."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.dues import actions
from activityday.contents.dues.bands import bands_in_words
from activityday.contents.dues.checks.assessing import RowsRefused, StaleAssessments, may_assess_year
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.forms.assessing import MemberForm, VoidForm, YearForm
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries import assessing as queries
from activityday.contents.dues.queries.assessing import YearSheet
from activityday.contents.dues.queries.due import in_use_since
from activityday.contents.dues.trial import BASE, Trial
from activityday.contents.dues.views.places import (
    branch_or_404,
    member_or_404,
    place,
    year_or_404,
    years_around,
)
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.ui.words import money, year_month

SHOW, TRY, SAVE = "show", "try", "save"


@allowed(Permission.VIEW_DUES_BASE)
@never_cache
def assess(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Everybody in roster order: what is assessed for the year, and the form for who is not yet."""
    branch_or_404(unit)
    sheet, form = _opened(request, unit, year_or_404(year))
    if request.method != "POST":
        return _year_page(request, form)
    step = request.POST.get("step")
    if step == SHOW:
        return _year_page(request, form, bases=_looked(request, sheet))
    if not (may(request, Permission.ASSESS_DUES, unit) and may_assess_year(year, timezone.localdate())):
        raise Http404("not for this post, or not this year")
    if not form.is_valid():
        return _year_page(request, form, status=422)
    if step == SAVE:
        return _save(request, form)
    trials = actions.try_year(sheet, form.cleaned_data["entries"])
    return _year_page(request, form, trials=trials, status=422 if _wrong(trials) else 200)


@allowed(Permission.VIEW_DUES_BASE)
@never_cache
def member(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """One member's assessments, newest first, and a dated one from a month on."""
    branch_or_404(unit)
    today = timezone.localdate()
    person = member_or_404(unit, member, on=today)
    used = in_use_since([unit.pk]).get(unit.pk)
    form = MemberForm(posted(request), month=today.replace(day=1), used_since=used)
    if request.method == "POST" and not may(request, Permission.ASSESS_DUES, unit):
        raise Http404("not for this post")
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.reassess(
                branch=unit,
                member=person.member,
                since=form.cleaned_data["since"],
                entry=form.cleaned_data["entry"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                on=today,
                at=timezone.now(),
            )
        except RowsRefused as refused:
            for field, sentence in refused.errors[person.member.pk].items():
                form.add_error("base" if field == BASE else "kind", sentence)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _said(made, queries.closed_months(unit, made.since)))
            return redirect("dues:assess_member", unit.code, person.member.pk)
    return _member_page(request, unit, person.member.pk, form)


@allowed(Permission.ASSESS_DUES)
@require_POST
def void(request: Request, unit: Unit, assessment: UUID) -> HttpResponse:
    """Mark void what was entered wrongly."""
    found = queries.assessment_of(branch_or_404(unit), assessment)
    if found is None:
        raise Http404("no such assessment here")
    form = VoidForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明作废的原因。")
        return redirect("dues:assess_member", unit.code, found.member_id)
    try:
        actions.void(
            assessment=found,
            reason=form.cleaned_data["why"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已作废：{year_month(found.since)}起每月 {money(found.amount)}。")
    return redirect("dues:assess_member", unit.code, found.member_id)


@allowed(Permission.VIEW_DUES_BASE)
@require_POST
@never_cache
def show_member(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """The member's page once with bases and arithmetic; the look is logged."""
    branch_or_404(unit)
    today = timezone.localdate()
    person = member_or_404(unit, member, on=today)
    actions.log_member_look(member=person.member, by=request.user, at=timezone.now())
    form = MemberForm(month=today.replace(day=1), used_since=in_use_since([unit.pk]).get(unit.pk))
    return _member_page(request, unit, person.member.pk, form, is_shown=True)


def _opened(request: Request, unit: Unit, year: int) -> tuple[YearSheet, YearForm]:
    today = timezone.localdate()
    sheet = queries.year_sheet(unit, year, on=today, starts=month_in(request.POST.get("starts", "")))
    return sheet, YearForm(posted(request), sheet=sheet, month=today.replace(day=1))


def month_in(text: str) -> date | None:
    """The first day of the month a text names as a day; None for anything else."""
    try:
        return date.fromisoformat(text).replace(day=1)
    except ValueError:
        return None


def _looked(request: Request, sheet: YearSheet) -> dict[UUID, Assessment]:
    """The bases, after the look at them is in the log."""
    keys = [row.key for row in sheet.rows]
    unit, year = sheet.branch, sheet.year
    actions.log_look(unit=unit, members=len(keys), year=year, by=request.user, at=timezone.now())
    return queries.bases_of(keys, year)


def _save(request: Request, form: YearForm) -> HttpResponse:
    sheet = form.sheet
    try:
        made = actions.assess_year(
            branch=sheet.branch,
            year=sheet.year,
            starts=sheet.starts,
            entries=form.cleaned_data["entries"],
            base_version=form.cleaned_data["version"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except RowsRefused as refused:
        form.add_error(None, str(refused))
        return _year_page(request, form, errors=refused.errors, status=422)
    except StaleAssessments as refused:
        messages.warning(request, str(refused))
        return _year_page(request, _newest(request, sheet), status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _year_page(request, form, status=422)
    total = sum((one.amount for one in made), Decimal())
    messages.success(request, f"已保存 {len(made)} 人的 {sheet.year} 年核定，合计每月 {money(total)}。")
    return redirect("dues:assess", sheet.branch.code, sheet.year)


def _newest(request: Request, sheet: YearSheet) -> YearForm:
    """The form with what was typed, over the sheet as it is now: saving again after looking is a decision."""
    newest = queries.year_sheet(sheet.branch, sheet.year, on=timezone.localdate(), starts=sheet.starts)
    data = {**request.POST.dict(), "version": str(newest.version)}
    return YearForm(data, sheet=newest, month=timezone.localdate().replace(day=1))


def _year_page(
    request: Request,
    form: YearForm,
    *,
    trials: Mapping[UUID, Trial] | None = None,
    errors: Mapping[UUID, Mapping[str, str]] | None = None,
    bases: Mapping[UUID, Assessment] | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet, today = form.sheet, timezone.localdate()
    is_shown, trials, bases = bases is not None, trials or {}, bases or {}
    may_edit = may(request, Permission.ASSESS_DUES, sheet.branch) and may_assess_year(sheet.year, today)
    typed = {row.row.key: row for row in form.rows(errors or _wrong(trials))} if may_edit else {}
    context = {
        **place(request, sheet.branch),
        "sheet": sheet,
        "form": form,
        "rows": [(row, typed.get(row.key), trials.get(row.key), bases.get(row.key)) for row in sheet.rows],
        "classes": DuesClass.choices,
        "bands": bands_in_words(),
        "cap": sheet.cap,
        "tried": _sum(trials),
        "is_shown": is_shown,
        "has_before": any(row.before for row in sheet.open_rows),
        "said": [] if is_shown else _errors(form),
        "has_base": any(row.own or row.before for row in sheet.rows),
        "may_edit": may_edit,
        "is_future": sheet.year > today.year,
        "years": years_around(sheet.year),
        "may_print": may(request, Permission.PRINT, sheet.branch),
        "today": today,
    }
    return render(request, "dues/assess.html", context, status=status)


def _errors(form: YearForm) -> list[str]:
    """What is wrong with the sheet as a whole; a look at the bases is no attempt to save."""
    return [str(sentence) for errors in form.errors.values() for sentence in errors]


def _wrong(trials: Mapping[UUID, Trial]) -> dict[UUID, Mapping[str, str]]:
    return {key: trial.errors for key, trial in trials.items() if trial.errors}


def _sum(trials: Mapping[UUID, Trial]) -> dict[str, object] | None:
    good = [trial.assessed.amount for trial in trials.values() if trial.assessed]
    return {"number": len(good), "amount": sum(good)} if good else None


def _member_page(
    request: Request, unit: Unit, key: UUID, form: MemberForm, *, is_shown: bool = False
) -> HttpResponse:
    today = timezone.localdate()
    person = member_or_404(unit, key, on=today)
    history = queries.assessment_history(person.member)
    current = queries.newest_before(person.member, today.replace(day=1))
    shown = queries.bases_in([one.pk for one in history]) if is_shown else {}
    if current is not None and not form.is_bound:
        form.fields["kind"].initial = current.kind
    context = {
        **place(request, unit),
        "person": person,
        "history": [(one, shown.get(one.pk), one.since.year >= today.year) for one in history],
        "current": current,
        "form": form,
        "void_form": VoidForm(),
        "is_shown": is_shown,
        "may_edit": may(request, Permission.ASSESS_DUES, unit),
        "closed": queries.closed_months(unit, date(today.year, 1, 1)),
        "bands": bands_in_words(),
        "cap": int(queries.in_force(unit, [today.replace(day=1)])[today.replace(day=1)].rule.cap),
        "year": today.year,
    }
    return render(request, "dues/assess_member.html", context, status=422 if form.is_bound else 200)


def _said(made: Assessment, closed: list[date]) -> str:
    sentence = f"已核定：从{year_month(made.since)}起每月 {money(made.amount)}。"
    if closed:
        listed = "、".join(f"{month.month}月" for month in closed)
        sentence += f"其中{listed}的日记账已经结清：多交的自动抵以后的月份，少交的算没交够，下次一起补。"
    return sentence
