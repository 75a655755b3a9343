"""The register of rectification 整改台账, one shortcoming with its steps, and what people decided."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.checks.rectifying import may_take
from activityday.leadership.supervision.enums import OPEN_STATES, Step
from activityday.leadership.supervision.forms.inspecting import CensureForm, MeasureForm, StepForm
from activityday.leadership.supervision.models import Shortcoming
from activityday.leadership.supervision.queries.inspecting import censures_with_names
from activityday.leadership.supervision.views.parts import status, tabs_of, told, written
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.public_notice import Urgency
from activityday.ui.parts import Why

OF_THE_BRANCH = (Step.REPORT,)
OF_THE_TOWN = (Step.CLOSE, Step.RETURN, Step.REOPEN, Step.WITHDRAW)
PAGE = 200


@allowed(Permission.VIEW_SUPERVISION)
def rectifications(request: Request, unit: Unit) -> HttpResponse:
    """Every shortcoming with its measure, who sees to it, until when, and where it stands; in the order of the tree."""
    found = queries.rectifications_of(unit, on=timezone.localdate())
    shown = request.GET.get("show", "open")
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "rectifications"),
        "rows": [due for due in found if shown == "all" or due.shortcoming.state in OPEN_STATES],
        "shown": shown,
        "open": sum(due.shortcoming.state in OPEN_STATES for due in found),
        "overdue": sum(due.is_overdue for due in found),
        "closed": sum(due.shortcoming.state == "closed" for due in found),
        "all": len(found),
        "may_inspect": may(request, Permission.INSPECT, unit),
    }
    return render(request, "supervision/rectifications.html", context)


@allowed(Permission.VIEW_SUPERVISION)
def shortcoming(request: Request, unit: Unit, shortcoming: UUID) -> HttpResponse:
    """One shortcoming: measures, steps, and what this person may do with it now."""
    return _page(request, unit, _shortcoming_or_404(unit, shortcoming), None, None)


@allowed(Permission.ANSWER_RECTIFICATION)
@require_POST
def measure(request: Request, unit: Unit, shortcoming: UUID) -> HttpResponse:
    """The branch writes what it does about it."""
    found, form = _shortcoming_or_404(unit, shortcoming), MeasureForm(request.POST)
    if form.is_valid() and written(
        request,
        form,
        lambda: actions.write_measure(
            shortcoming=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        "措施已写上，镇里能看到。办好了再来报。",
    ):
        return redirect("supervision:shortcoming", unit.code, found.pk)
    return _page(request, unit, found, form, None)


@allowed(Permission.ANSWER_RECTIFICATION)
@require_POST
def report(request: Request, unit: Unit, shortcoming: UUID) -> HttpResponse:
    """The branch says it is put right."""
    return _step(request, unit, shortcoming, Step.REPORT, "已报镇里，等复查。")


@allowed(Permission.INSPECT)
@require_POST
def decide(request: Request, unit: Unit, shortcoming: UUID) -> HttpResponse:
    """The town closes it out, sends it back, opens it again, or withdraws it."""
    step = request.POST.get("step", "")
    if step not in OF_THE_TOWN:
        raise Http404(step)
    return _step(request, unit, shortcoming, Step(step), f"{Step(step).label}：已登记。")


@allowed(Permission.INSPECT)
@never_cache
def censures(request: Request, unit: Unit) -> HttpResponse:
    """What people decided about organisations here, and the form to write one down. Nothing leads here by itself."""
    form = CensureForm(
        posted(request),
        units=list(branches_of(unit, on=timezone.localdate())),
        initial={"decided_on": timezone.localdate()},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and written(
            request,
            form,
            lambda: actions.write_censure(
                inspection=None, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
            "已登记。",
        )
    ):
        return redirect("supervision:censures", unit.code)
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "censures"),
        "censures": list(censures_with_names(unit)[:PAGE]),
        "form": form,
    }
    return render(request, "supervision/censures.html", context, status=status(form))


@allowed(Permission.INSPECT)
@require_POST
def void_censure(request: Request, unit: Unit, censure: UUID) -> HttpResponse:
    """Declare one entered wrongly void."""
    found = queries.censure_of(unit, censure)
    if found is None:
        raise Http404("no such entry here")
    told(
        request,
        lambda: actions.void_censure(
            censure=found, why=request.POST.get("why", ""), by=request.user, at=timezone.now()
        ),
        "已作废，原来的内容和原因都留着。",
    )
    return redirect("supervision:censures", unit.code)


def _step(request: Request, unit: Unit, key: UUID, step: Step, words: str) -> HttpResponse:
    found, form = _shortcoming_or_404(unit, key), StepForm(request.POST)
    if form.is_valid() and written(
        request,
        form,
        lambda: actions.take_step(
            shortcoming=found, step=step, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        words,
    ):
        return redirect("supervision:shortcoming", unit.code, found.pk)
    return _page(request, unit, found, None, form)


def _page(
    request: Request,
    unit: Unit,
    shortcoming: Shortcoming,
    measure: MeasureForm | None,
    step: StepForm | None,
) -> HttpResponse:
    today = timezone.localdate()
    due = queries.due_of([shortcoming], on=today)[0]
    may_answer = may(request, Permission.ANSWER_RECTIFICATION, shortcoming.unit)
    may_inspect = may(request, Permission.INSPECT, shortcoming.unit)
    may_plan = may_answer and may_take(shortcoming, Step.PLAN)
    last = max(shortcoming.due_on, today) if shortcoming.due_on else today
    context = {
        "unit": unit,
        "shortcoming": shortcoming,
        "due": due,
        "order": getattr(shortcoming.inspection, "order", None),
        "measures": list(shortcoming.measures.all()),
        "steps": list(shortcoming.steps.all()),
        "measure_form": measure or MeasureForm(initial={"due_on": last}),
        "step_form": step or StepForm(auto_id="step_%s"),
        "may_plan": may_plan,
        "may_report": may_answer and may_take(shortcoming, Step.REPORT),
        "town_steps": [one for one in OF_THE_TOWN if may_inspect and may_take(shortcoming, one)],
        "why": _why(due),
    }
    wrong = [form for form in (measure, step) if form is not None]
    return render(request, "supervision/shortcoming.html", context, status=422 if wrong else 200)


def _why(due: queries.Due) -> Why | None:
    if due.left is None:
        return None
    one = due.shortcoming
    order = getattr(one.inspection, "order", None)
    facts = [f"{order.label}，{order.issued_on:%Y-%m-%d}下发"] if order else []
    facts.append(f"现在是“{one.get_state_display()}”，轮到：{due.whose_turn}")
    late = "已经超期" if due.left.urgency == Urgency.OVERDUE else "没有超期"
    return Why(
        facts=facts,
        rule="写明措施、整改到位、复查的天数是“参数”里的数，从下发、退回或报完成的那天算起，最后一天当天还算按时。",
        clause="notice 四(四)",
        arithmetic=f"{due.left.sentence}，{late}。",
    )


def _shortcoming_or_404(unit: Unit, key: UUID) -> Shortcoming:
    found = queries.shortcoming_of(unit, key)
    if found is None:
        raise Http404("no such shortcoming here")
    return found
