"""The grades, told to each member and made known inside the branch; one member's sheet."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.day.activity.queries import secretary_of
from activityday.judgement.appraisal import actions, checks, queries
from activityday.judgement.appraisal.actions.looks import PAGE
from activityday.judgement.appraisal.drafts import Decided, Told
from activityday.judgement.appraisal.enums import DECIDED, REASONED, Body, Grade, State, Step
from activityday.judgement.appraisal.forms.heads import (
    DecisionHead,
    PostingForm,
    StatementForm,
    TellForm,
    TellManyForm,
)
from activityday.judgement.appraisal.forms.tables import DECIDED_GRADES, decision_table, read_grades
from activityday.judgement.appraisal.models import Round
from activityday.judgement.appraisal.pages import ballots_say, untold
from activityday.judgement.appraisal.queries import EvidenceLine, PersonLine
from activityday.judgement.appraisal.views.parts import (
    base_of,
    kept,
    line_or_404,
    looked,
    round_or_404,
    told,
)
from activityday.judgement.points.actions import last_day_of
from activityday.judgement.standing.queries import committee_size
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def decision(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The grade of each member as people decided it; the ballots' figures stand beside, nothing is preselected."""
    found = round_or_404(unit, year)
    lines = queries.lines_of(found)
    form = DecisionHead(
        posted(request), has_committee=unit.has_committee, initial=_decision_initial(found, lines)
    )
    table = decision_table(lines, posted(request), queries.decided_before(found))
    if form.is_valid():
        now = timezone.now()

        def act() -> None:
            actions.decide(
                round_=found,
                decided=Decided(grades=read_grades(table), **form.cleaned_data),
                base=base_of(request),
                by=request.user,
                on=timezone.localdate(now),
                at=now,
            )

        if kept(request, form, act, "等次已登记。下一步把结果告知每名党员。", table):
            return redirect("appraisal:year", unit.code, year)
    found.refresh_from_db(fields=["version", "state"])
    looked(request, found, PAGE)
    context = {
        "unit": unit,
        "round": found,
        "form": form,
        "table": table,
        "options": DECIDED_GRADES,
        "grades": Grade.labels,
        "count": queries.count_of(found),
        "cap": queries.cap_of(found, [line.appraised for line in lines], 0),
        "is_open": checks.may_take(found, Step.DECIDE),
    }
    return render(request, "appraisal/decision.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def person(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """One member: what the records say, the ballots, the grade, what was told. The look is logged."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    looked(request, line.appraised, PAGE)
    return _person(request, unit, found, line)


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def tell(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """Write down that the member was told."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    form = TellForm(request.POST, grade=line.grade)
    now = timezone.now()

    def act() -> None:
        actions.tell(
            round_=found,
            line=line,
            told=Told(**form.cleaned_data),
            by=request.user,
            on=timezone.localdate(now),
            at=now,
        )

    if form.is_valid() and kept(request, form, act, f"已记下对{line.appraised.name}的反馈。"):
        return redirect("appraisal:person", unit.code, year, member)
    return _person(request, unit, found, line, telling=form)


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def statement(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """Keep what a member wrote of themselves."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    form = StatementForm(request.POST)

    def act() -> None:
        actions.write_statement(
            round_=found,
            appraised=line.appraised,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )

    if form.is_valid() and kept(request, form, act, "自评材料已保存。"):
        return redirect("appraisal:person", unit.code, year, member)
    return _person(request, unit, found, line, stating=form)


@allowed(Permission.HANDLE_CASES)
@require_POST
def propose(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """Put an unqualified member forward: a case is opened, or the open one takes it up."""
    if not may(request, Permission.VIEW_APPRAISAL, unit):
        raise Http404("the appraisal is not for this post")
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    now = timezone.now()
    told(
        request,
        lambda: actions.propose_case(
            round_=found, line=line, by=request.user, on=timezone.localdate(now), at=now
        ),
        "已提请研究。身份没有变化；下一步听取本人说明，按步骤办。",
    )
    return redirect("appraisal:person", unit.code, year, member)


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def telling(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Who was told and who not; several without anything to object are written down at once."""
    found = round_or_404(unit, year)
    lines = queries.lines_of(found)
    today = timezone.localdate()
    together = [line for line in untold(lines) if line.grade not in REASONED]
    form = TellManyForm(posted(request), initial={"told_on": today, "told_by": secretary_of(unit, on=today)})
    ticked = set(request.POST.getlist("member"))
    chosen = [line for line in together if "everybody" in request.POST or str(line.appraised.pk) in ticked]

    def act() -> None:
        data = form.cleaned_data
        actions.tell_many(
            round_=found,
            lines=chosen,
            told=Told(data["told_on"], data["told_by"]),
            by=request.user,
            on=today,
            at=timezone.now(),
        )

    if form.is_valid() and kept(request, form, act, f"已记下 {len(chosen)} 名党员的反馈。"):
        return redirect("appraisal:telling", unit.code, year)
    looked(request, found, PAGE)
    context = {
        "unit": unit,
        "round": found,
        "form": form,
        "together": together,
        "alone": [line for line in untold(lines) if line.grade in REASONED],
        "done": [line for line in lines if line.telling],
        "ticked": {line.appraised.pk for line in chosen},
        "is_open": found.state in DECIDED,
    }
    return render(request, "appraisal/telling.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def notice(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What will be made known inside the branch, then posting it."""
    found = round_or_404(unit, year)
    if found.state not in DECIDED:
        raise Http404("nothing decided yet")
    today = timezone.localdate()
    form = PostingForm(posted(request), initial={"starts_on": today, "where": "党员活动室"})

    def act() -> None:
        actions.publish(round_=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_valid() and kept(request, form, act, "已张贴。请打印出来贴上，有异议的在公示里登记。"):
        return redirect("appraisal:notice", unit.code, year)
    decided = queries.decision_of(found)
    standing = decided.notice if decided and decided.notice and decided.notice.state == "posted" else None
    content = queries.notice_content(found)
    context = {
        "unit": unit,
        "round": found,
        "form": form,
        "content": standing.content if standing else content,
        "standing": standing,
        "hangs_to": last_day_of(unit, today),
    }
    return render(request, "appraisal/notice.html", context, status=422 if form.is_bound else 200)


def _person(
    request: Request,
    unit: Unit,
    found: Round,
    line: PersonLine,
    *,
    telling: TellForm | None = None,
    stating: StatementForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    count, decided = queries.count_of(found), queries.decision_of(found)
    may_hold = may(request, Permission.HOLD_APPRAISAL, unit)
    may_tell = may_hold and found.state in DECIDED and bool(line.grade) and line.telling is None
    if may_tell and telling is None:
        initial = {"told_on": today, "told_by": secretary_of(unit, on=today)}
        telling = TellForm(grade=line.grade, initial=initial)
    may_state = may_hold and found.state == State.SELF
    if may_state and stating is None:
        stating = StatementForm(initial={"text": line.appraised.self_statement})
    context = {
        "unit": unit,
        "round": found,
        "line": line,
        "evidence": evidence_shown(request, unit, found, line),
        "is_frozen": line.appraised.evidence is not None,
        "counted": line.counted(count.valid) if count else None,
        "ballots": ballots_say(line),
        "decision": decided,
        "telling": telling if may_tell or (telling and telling.is_bound) else None,
        "stating": stating if may_state or (stating and stating.is_bound) else None,
        "may_propose": line.grade == Grade.UNQUALIFIED
        and line.case is None
        and may(request, Permission.HANDLE_CASES, unit),
        "may_view_cases": may(request, Permission.VIEW_CASES, unit),
        "looks": queries.looks_at(line.appraised),
    }
    bound = (telling is not None and telling.is_bound) or (stating is not None and stating.is_bound)
    return render(request, "appraisal/person.html", context, status=422 if bound else 200)


def evidence_shown(request: Request, unit: Unit, found: Round, line: PersonLine) -> tuple[EvidenceLine, ...]:
    """The sheet as the deciding meeting had it, before that as the records stand; cases only for those who may see them."""
    with_cases = may(request, Permission.VIEW_CASES, unit)
    return queries.sheets_of(found, [line.appraised], on=timezone.localdate(), with_cases=with_cases)[
        line.appraised.pk
    ]


def _decision_initial(found: Round, lines: list[PersonLine]) -> dict[str, object]:
    unit, today = found.branch, timezone.localdate()
    if unit.has_committee:
        return {"body": Body.COMMITTEE, "entitled": committee_size(unit, on=today) or None}
    entitled, came = queries.full_members_of(line.appraised for line in lines)
    return {"body": Body.MEMBERS, "entitled": entitled, "present": came, "met_on": found.held_on}
