"""One case: the facts, what was done, the one next step; and its end."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.judgement.standing import actions, checks, queries
from activityday.judgement.standing.actions.looks import EVIDENCE, PAGE, STATEMENT
from activityday.judgement.standing.enums import DECIDED, UNDECIDED, State, Step
from activityday.judgement.standing.forms import EndForm, StepForm, TakeUpForm
from activityday.judgement.standing.models import Case
from activityday.judgement.standing.printing import delivery_pdf, evidence_pdf, statement_pdf
from activityday.judgement.standing.views.taking import given_to, is_for_committee, next_form_of, take
from activityday.judgement.standing.views.talks import pdf
from activityday.office.filings import actions as filing
from activityday.office.filings.enums import State as Answer
from activityday.office.filings.forms import AnswerForm
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

ENDS = (Step.DROP, Step.DISCIPLINE, Step.REVOKE)


@allowed(Permission.VIEW_CASES)
@never_cache
def take_up(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """What was found of a member, before anybody took it up; the first step opens the case."""
    today = timezone.localdate()
    line = queries.case_line_of(unit, member, on=today)
    if line is None:
        raise Http404("nothing for review")
    if line.case is not None:
        return redirect("standing:case", unit.code, line.case.pk)
    may_handle = may(request, Permission.HANDLE_CASES, unit)
    form = TakeUpForm(posted(request), initial={"taken_on": today})
    if request.method == "POST":
        if not may_handle:
            raise Http404("may not take up")
        if form.is_valid():
            try:
                case = actions.take_up(
                    branch=unit,
                    member=line.member,
                    taken_on=form.cleaned_data["taken_on"],
                    by=request.user,
                    on=today,
                    at=timezone.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "已受理。下一步先听本人说明。")
                return redirect("standing:case", unit.code, case.pk)
    context = {"unit": unit, "line": line, "form": form, "may_handle": may_handle}
    return render(request, "standing/take_up.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_CASES)
@never_cache
def case(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """The whole story of one case. The look is logged."""
    found = case_or_404(unit, case)
    actions.look(at_what=found, what=PAGE, by=request.user, on=timezone.localdate(), at=timezone.now())
    return _page(request, unit, found)


@allowed(Permission.HANDLE_CASES)
@require_POST
def step(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Take the next step of the branch."""
    found = case_or_404(unit, case)
    return _take(request, unit, found, for_committee=False)


@allowed(Permission.REVIEW_CASES)
@require_POST
def decide(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Take the step of the primary committee: approve what the meeting carried, or send it back."""
    found = case_or_404(unit, case)
    return _take(request, unit, found, for_committee=True)


@allowed(Permission.REVIEW_CASES)
@require_POST
def answer(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Answer the prior filing, here where the evidence is."""
    found = case_or_404(unit, case)
    form = AnswerForm(request.POST)
    if found.filing is None or found.state != State.FILED:
        messages.warning(request, "这件个案没有等答复的报告。")
        return redirect("standing:case", unit.code, found.pk)
    if not form.is_valid():
        return _page(request, unit, found, answering=form)
    try:
        filing.answer(filing=found.filing, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("standing:case", unit.code, found.pk)
    messages.success(request, f"已答复：{form.cleaned_data['step'].label}。")
    return redirect("standing:case", unit.code, found.pk)


@allowed(Permission.HANDLE_CASES)
@never_cache
def end(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """End without a disposition, with the reason."""
    found = case_or_404(unit, case)
    steps = [step for step in ENDS if checks.may_take(found, step)]
    if not steps:
        messages.warning(request, f"个案现在是“{found.get_state_display()}”，不能这样结束。")
        return redirect("standing:case", unit.code, found.pk)
    today = timezone.localdate()
    base = len(queries.steps_of(found))
    form = EndForm(posted(request), case=found, on=today, steps=steps, initial={"base": base})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end(
                case=found,
                step=Step(data["step"]),
                reason=data["reason"],
                base=data["base"],
                by=request.user,
                on=today,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "个案已结束，记录都留着。")
            return redirect("standing:case", unit.code, found.pk)
    return form_page(request, unit, found, form, title=form.title, lead=form.lead, button=form.button)


@allowed(Permission.VIEW_CASES)
@never_cache
def paper(request: Request, unit: Unit, case: UUID, paper: str) -> HttpResponse:
    """Evidence sheet, the member's statement, delivery of the decision: as PDF. The look is logged."""
    found = case_or_404(unit, case)
    now = timezone.now()
    today = timezone.localdate(now)
    actions.look(at_what=found, what=paper, by=request.user, on=today, at=now)
    if paper == EVIDENCE:
        content = evidence_pdf(found, on=today)
    else:
        steps = queries.steps_of(found)
        content = (
            statement_pdf(found, queries.finding_lines(found), steps)
            if paper == STATEMENT
            else delivery_pdf(found, steps)
        )
    return pdf(content, f"{paper}-{found.number}")


def case_or_404(unit: Unit, key: UUID) -> Case:
    """The case at or below the unit."""
    found = queries.case_of(unit, key)
    if found is None:
        raise Http404("no such case here")
    return found


def form_page(
    request: Request, unit: Unit, case: Case, form: object, *, title: str, lead: str, button: str
) -> HttpResponse:
    """A page with one form about a case."""
    context = {"unit": unit, "case": case, "form": form, "title": title, "lead": lead, "button": button}
    bound = request.method == "POST"
    return render(request, "standing/form.html", context, status=422 if bound else 200)


def _take(request: Request, unit: Unit, found: Case, *, for_committee: bool) -> HttpResponse:
    kind = next_form_of(found)
    if kind is None or is_for_committee(found) != for_committee:
        messages.warning(request, "这件个案已经到了别的一步，请看过再办。")
        return redirect("standing:case", unit.code, found.pk)
    today = timezone.localdate()
    form = kind(request.POST, case=found, on=today, **given_to(kind, found, today))
    if not form.is_valid():
        return _page(request, unit, found, form=form)
    try:
        case = take(form, found, request.user, today, timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        fresh = case_or_404(unit, found.pk)
        return _page(request, unit, fresh, form=form if fresh.state == found.state else None, said=form)
    messages.success(request, f"已记下。现在是“{case.get_state_display()}”。")
    return redirect("standing:case", unit.code, found.pk)


def _page(
    request: Request,
    unit: Unit,
    found: Case,
    *,
    form: StepForm | None = None,
    answering: AnswerForm | None = None,
    said: StepForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    steps = queries.steps_of(found)
    evidence = queries.evidence_of(found, on=today)
    may_handle = may(request, Permission.HANDLE_CASES, unit)
    may_review = may(request, Permission.REVIEW_CASES, unit)
    has_fallen = evidence.has_fallen
    for_committee = is_for_committee(found)
    kind = next_form_of(found) if (may_review if for_committee else may_handle) else None
    if form is None and kind is not None and not (has_fallen and found.state in UNDECIDED):
        initial = {"base": len(steps)}
        form = kind(case=found, on=today, initial=initial, **given_to(kind, found, today))
    waits = found.filing is not None and found.state == State.FILED and found.filing.state == Answer.ASKED
    context = {
        "unit": unit,
        "case": found,
        "steps": steps,
        "evidence": evidence,
        "has_fallen": has_fallen,
        "is_undecided": found.state in UNDECIDED,
        "form": form,
        "for_committee": for_committee,
        "refused": said.non_field_errors() if said is not None and said is not form else [],
        "answering": (answering or AnswerForm()) if waits and may_review else None,
        "waits": waits,
        "objections": queries.objections_of(found),
        "appeals": queries.appeals_of(found),
        "looks": queries.looks_at(found),
        "may_see_appraisal": may(request, Permission.VIEW_APPRAISAL, unit),
        "may_handle": may_handle,
        "may_end": may_handle and any(checks.may_take(found, step) for step in ENDS),
        "may_object": may_handle and found.is_open,
        "may_appeal": (may_handle or may_review) and found.state in DECIDED,
        "may_review": may_review,
        "has_decision": any(step.step == Step.APPROVE for step in steps),
    }
    bound = said is not None or answering is not None or (form is not None and form.is_bound)
    return render(request, "standing/case.html", context, status=422 if bound else 200)
