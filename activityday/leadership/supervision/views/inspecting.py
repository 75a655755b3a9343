"""Samples and inspections: the seed, the draw, the visit, what was seen (notice 四(四))."""

from secrets import token_hex
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.audit.chain import short_code
from activityday.leadership.supervision import actions, printing, queries
from activityday.leadership.supervision.actions import InspectionDraft
from activityday.leadership.supervision.forms.inspecting import (
    DrawForm,
    InspectionForm,
    OrderForm,
    PlanForm,
    SeedForm,
)
from activityday.leadership.supervision.forms.leaders import WhyForm
from activityday.leadership.supervision.models import Inspection, Sample
from activityday.leadership.supervision.views.parts import (
    PDF,
    needs,
    status,
    tabs_of,
    told,
    town_or_404,
    written,
)
from activityday.office.policy.queries import inspection_items, parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.sampling import ALGORITHM

PAGE = 30


@allowed(Permission.VIEW_SUPERVISION)
def inspections(request: Request, unit: Unit) -> HttpResponse:
    """What is planned, what was inspected, and the samples behind it."""
    may_inspect = may(request, Permission.INSPECT, unit)
    form = PlanForm(posted(request), units=list(branches_of(unit, on=timezone.localdate())))
    if request.method == "POST":
        needs(request, Permission.INSPECT, unit)
        if form.is_valid() and written(
            request,
            form,
            lambda: actions.plan_inspection(by=request.user, at=timezone.now(), **form.cleaned_data),
            f"已安排到{form.cleaned_data['unit'].short_name}督查。",
        ):
            return redirect("supervision:inspections", unit.code)
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "inspections"),
        # a visit that is announced is no inspection: plans and samples are for those who go
        "planned": queries.planned_inspections(unit) if may_inspect else [],
        "samples": list(queries.samples_of(unit)[:PAGE]) if may_inspect else [],
        "recorded": Paginator(queries.inspections_of(unit), PAGE).get_page(request.GET.get("page")),
        "form": form,
        "may_inspect": may_inspect,
        "today": timezone.localdate(),
    }
    return render(request, "supervision/inspections.html", context, status=status(form))


@allowed(Permission.INSPECT)
def new_sample(request: Request, unit: Unit) -> HttpResponse:
    """Fix a seed; nothing is drawn yet."""
    town_or_404(unit)
    today = timezone.localdate()
    form = SeedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        seed = form.cleaned_data["seed"].strip() or token_hex(8)
        made: list[Sample] = []
        if written(
            request,
            form,
            lambda: made.append(
                actions.fix_seed(
                    committee=unit,
                    title=form.cleaned_data["title"],
                    seed=seed,
                    by=request.user,
                    at=timezone.now(),
                )
            ),
            "种子已经定下，写进了操作记录，不能再改。现在可以抽取。",
        ):
            return redirect("supervision:sample", unit.code, made[0].pk)
    branches = list(branches_of(unit, on=today))
    shares = queries.shares_of(branches, on=today)
    context = {
        "unit": unit,
        "form": form,
        "rows": [(branch, shares[branch.pk]) for branch in branches],
        "algorithm": ALGORITHM,
        "parameters": parameters_for(unit, on=today),
    }
    return render(request, "supervision/new_sample.html", context, status=status(form))


@allowed(Permission.INSPECT)
def sample(request: Request, unit: Unit, sample: UUID) -> HttpResponse:
    """One sample: who could be drawn, the seed, and who was."""
    found = _sample_or_404(unit, sample)
    return _sample_page(request, unit, found, DrawForm(initial={"planned_on": timezone.localdate()}))


@allowed(Permission.INSPECT)
@require_POST
def draw(request: Request, unit: Unit, sample: UUID) -> HttpResponse:
    """Draw with the seed that was fixed."""
    found, form = _sample_or_404(unit, sample), DrawForm(request.POST)
    if form.is_valid() and written(
        request,
        form,
        lambda: actions.draw_sample(sample=found, by=request.user, at=timezone.now(), **form.cleaned_data),
        "已经抽出，可以打印名单，谁都可以照着重算。",
    ):
        return redirect("supervision:sample", unit.code, found.pk)
    return _sample_page(request, unit, found, form)


@allowed(Permission.INSPECT)
@require_POST
def withdraw_sample(request: Request, unit: Unit, sample: UUID) -> HttpResponse:
    """Declare a sample void with its reason."""
    found = _sample_or_404(unit, sample)
    told(
        request,
        lambda: actions.withdraw_sample(
            sample=found, why=request.POST.get("why", ""), by=request.user, at=timezone.now()
        ),
        "这次抽查已作废，种子、名单和原因都留着。",
    )
    return redirect("supervision:sample", unit.code, found.pk)


@allowed(Permission.INSPECT)
def sample_pdf(request: Request, unit: Unit, sample: UUID) -> HttpResponse:
    """抽查名单 with its seed and how to draw it again."""
    found = _sample_or_404(unit, sample)
    if found.drawn_at is None:
        raise Http404("not drawn yet")
    return HttpResponse(printing.sample_pdf(found, at=timezone.localtime()), content_type=PDF)


@allowed(Permission.VIEW_SUPERVISION)
def inspection(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """One inspection: what was seen, what became of it. One that lies ahead is for those who go."""
    found = _inspection_or_404(unit, inspection)
    may_inspect = may(request, Permission.INSPECT, found.unit)
    if found.held_on is None and not may_inspect:
        raise Http404("not held yet")
    return _inspection_page(request, unit, found, OrderForm())


@allowed(Permission.INSPECT)
def record(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """Write down what was seen, item by item."""
    found = _inspection_or_404(unit, inspection)
    if found.held_on is not None or found.cancelled_at is not None:
        messages.warning(request, "这次督查已经登记或取消，不能再登记。")
        return redirect("supervision:inspection", unit.code, found.pk)
    today = timezone.localdate()
    form = InspectionForm(
        posted(request), items=inspection_items(), initial={"held_on": min(found.planned_on, today)}
    )
    if request.method == "POST" and form.is_valid() and _record(request, found, form):
        return redirect("supervision:inspection", unit.code, found.pk)
    context = {"unit": unit, "inspection": found, "form": form}
    return render(request, "supervision/record.html", context, status=status(form))


@allowed(Permission.INSPECT)
@require_POST
def cancel(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """Nobody will go."""
    found = _inspection_or_404(unit, inspection)
    told(
        request,
        lambda: actions.cancel_inspection(
            inspection=found, why=request.POST.get("why", ""), by=request.user, at=timezone.now()
        ),
        "已取消，原因留着。",
    )
    return redirect("supervision:inspection", unit.code, found.pk)


@allowed(Permission.INSPECT)
@require_POST
def order(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """Issue the order to rectify."""
    found, form = _inspection_or_404(unit, inspection), OrderForm(request.POST)
    if form.is_valid() and written(
        request,
        form,
        lambda: actions.issue_order(
            inspection=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        f"整改通知书已下发{found.unit.short_name}，可以打印送达。",
    ):
        return redirect("supervision:inspection", unit.code, found.pk)
    return _inspection_page(request, unit, found, form)


@allowed(Permission.VIEW_SUPERVISION)
def order_pdf(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """整改通知书, ready for the printer."""
    needs(request, Permission.PRINT, unit)
    found = _inspection_or_404(unit, inspection)
    if not hasattr(found, "order"):
        raise Http404("no order issued")
    return HttpResponse(printing.order_pdf(found), content_type=PDF)


@allowed(Permission.INSPECT)
def sheet_pdf(request: Request, unit: Unit, inspection: UUID) -> HttpResponse:
    """督查记录表 to take along and fill in with a pen."""
    found = _inspection_or_404(unit, inspection)
    return HttpResponse(printing.inspection_sheet_pdf(found, inspection_items()), content_type=PDF)


def _record(request: Request, inspection: Inspection, form: InspectionForm) -> bool:
    data = form.cleaned_data
    draft = InspectionDraft(data["held_on"], data["inspectors"], form.answers, data["summary"])
    return written(
        request,
        form,
        lambda: actions.record_inspection(
            inspection=inspection, draft=draft, by=request.user, at=timezone.now()
        ),
        f"{inspection.unit.short_name}的督查已登记。",
    )


def _sample_page(request: Request, unit: Unit, sample: Sample, form: DrawForm) -> HttpResponse:
    context = {
        "unit": unit,
        "sample": sample,
        "candidates": list(sample.candidates.all()),
        "inspections": list(sample.inspections.select_related("unit").order_by("unit__path")),
        "code": short_code(sample.audit_code),
        "algorithm": ALGORITHM,
        "form": form,
        "why": WhyForm(auto_id="why_%s"),
    }
    return render(request, "supervision/sample.html", context, status=status(form))


def _inspection_page(request: Request, unit: Unit, inspection: Inspection, form: OrderForm) -> HttpResponse:
    may_inspect = may(request, Permission.INSPECT, inspection.unit)
    found = list(inspection.shortcomings.all())
    now = parameters_for(inspection.unit, on=timezone.localdate())
    context = {
        "unit": unit,
        "inspection": inspection,
        "answers": list(inspection.answers.all()),
        "shortcomings": found,
        "order": getattr(inspection, "order", None),
        "may_inspect": may_inspect,
        "may_print": may(request, Permission.PRINT, unit),
        "may_order": may_inspect
        and not hasattr(inspection, "order")
        and any(one.state == "found" for one in found),
        "plan_days": now.integer("rectification_plan_days"),
        "days": now.integer("rectification_days"),
        "form": form,
        "why": WhyForm(auto_id="why_%s"),
        "items": inspection_items(),
    }
    return render(request, "supervision/inspection.html", context, status=status(form))


def _sample_or_404(unit: Unit, key: UUID) -> Sample:
    found = queries.sample_of(unit, key)
    if found is None:
        raise Http404("no such sample here")
    return found


def _inspection_or_404(unit: Unit, key: UUID) -> Inspection:
    found = queries.inspection_of(unit, key)
    if found is None:
        raise Http404("no such inspection here")
    return found
