"""The year of a branch, or of the branches of a town; and the steps of a round that need no table."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.day.activity.views.places import FIRST_YEAR
from activityday.judgement.appraisal import actions, checks, queries
from activityday.judgement.appraisal.actions.looks import PAGE
from activityday.judgement.appraisal.enums import DECIDED, Grade, State, Step
from activityday.judgement.appraisal.forms.heads import AgendaForm, WhyForm
from activityday.judgement.appraisal.models import Round
from activityday.judgement.appraisal.pages import steps_line, untold
from activityday.judgement.appraisal.views.parts import check_year, kept, looked, round_or_404, told
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

BACK = {
    Step.WITHDRAW: ("撤回这次评议", "撤回", "名单、自评、票数都留着，这个年度可以重新开始。"),
    Step.RECOUNT: ("重新计票", "退回重新计票", "原来登记的票数留着，重新登记以后以新的为准。"),
    Step.REOPEN: (
        "重新评定",
        "退回重新评定",
        "原来的等次不再有效，记录都留着；按它提请研究的个案，会写明原因撤掉这条依据。",
    ),
}


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """A branch: where the year's round stands and the one next thing. Above a branch: numbers by branch, no names."""
    check_year(year)
    if unit.is_branch:
        return _branch(request, unit, year)
    if unit.level == Level.GROUP:
        raise Http404("a Party group appraises in its branch")
    today = timezone.localdate()
    lines = queries.town_lines(unit, year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "lines": lines,
        "grades": Grade.labels,
        "sums": [sum(line.grades[n] for line in lines) for n in range(len(Grade))],
        "finished": sum(1 for line in lines if line.round and line.round.state == State.FINISHED),
        "late": sum(1 for line in lines if line.is_late),
        "has_after": year < today.year,
        "has_before": year > FIRST_YEAR,
    }
    return render(request, "appraisal/town.html", context)


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def start(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Freeze the list and begin."""
    check_year(year)
    now = timezone.now()
    told(
        request,
        lambda: actions.start(branch=unit, year=year, by=request.user, on=timezone.localdate(now), at=now),
        "名单已经定好。打印登记表发给本人，就可以开始自评。",
    )
    return redirect("appraisal:year", unit.code, year)


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def ask(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The sheets for the self-appraisal were handed out."""
    return _stepped(request, unit, year, actions.ask, "已开始自评。表收上来，登记自评等次；然后开评议会。")


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def finish(request: Request, unit: Unit, year: int) -> HttpResponse:
    """End the round."""
    return _stepped(request, unit, year, actions.finish, "这个年度的民主评议已办结。")


@allowed(Permission.HOLD_APPRAISAL)
@require_POST
def agenda(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Put the meeting into the agenda of an activity."""
    found = round_or_404(unit, year)
    form = AgendaForm(request.POST, activities=queries.plannable(found))
    if form.is_valid():
        activity = form.cleaned_data["activity"]
        told(
            request,
            lambda: actions.place_in_agenda(
                round_=found, activity=activity, by=request.user, at=timezone.now()
            ),
            f"已列入{activity.held_on.month}月{activity.held_on.day}日活动日的议程，日期、地点和签到都用那一次的。",
        )
    return redirect("appraisal:year", unit.code, year)


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def back(request: Request, unit: Unit, year: int, step: str) -> HttpResponse:
    """A step back with its reason: withdraw, recount, decide again."""
    found = round_or_404(unit, year)
    taken = next((one for one in BACK if one.value == step), None)
    if taken is None:
        raise Http404(step)
    title, word, lead = BACK[taken]
    form = WhyForm(posted(request))
    now = timezone.now()

    def act() -> None:
        verb = {
            Step.WITHDRAW: actions.withdraw,
            Step.RECOUNT: actions.recount,
            Step.REOPEN: actions.reopen,
        }[taken]
        verb(round_=found, by=request.user, on=timezone.localdate(now), at=now, **form.cleaned_data)

    if form.is_valid() and kept(request, form, act, f"已{word}，原来的记录都留着。"):
        return redirect("appraisal:year", unit.code, year)
    context = {
        "unit": unit,
        "round": found,
        "form": form,
        "title": title,
        "word": word,
        "lead": lead,
        "may_take": checks.may_take(found, taken),
    }
    return render(request, "appraisal/form.html", context, status=422 if form.is_bound else 200)


def _branch(request: Request, unit: Unit, year: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries.round_of(unit, year)
    may_hold = may(request, Permission.HOLD_APPRAISAL, unit)
    context = {
        "unit": unit,
        "year": year,
        "round": found,
        "due": queries.due_of(unit, year, on=today),
        "may_hold": may_hold,
        "is_startable": year in {today.year - 1, today.year},
        "has_after": year < today.year,
        "has_before": year > FIRST_YEAR,
        "withdrawn": queries.withdrawn_rounds(unit, year),
    }
    if found is not None:
        if found.state in DECIDED or found.state == State.DECIDING:
            looked(request, found, PAGE)
        context |= _of_round(found, may_hold=may_hold)
    return render(request, "appraisal/year.html", context)


def _of_round(found: Round, *, may_hold: bool) -> dict[str, object]:
    lines, steps = queries.lines_of(found), queries.steps_of(found)
    people = [line.appraised for line in lines]
    count, decision = queries.count_of(found), queries.decision_of(found)
    head = queries.headcount(people)
    entitled, came = queries.full_members_of(people)
    waiting = untold(lines)
    plannable = queries.plannable(found) if may_hold and found.state in {State.PREPARING, State.SELF} else []
    return {
        "lines": lines,
        "steps": steps,
        "steps_line": steps_line(found, steps),
        "count": count,
        "decision": decision,
        "head": head,
        "entitled": entitled,
        "came": came,
        "turnout": queries.turnout_of(found, entitled, came, on=found.held_on) if found.held_on else None,
        "graded_numbers": queries.proposed_by(lines) if decision else {},
        "low": [line for line in lines if line.grade in {Grade.BASIC, Grade.UNQUALIFIED}],
        "waiting": waiting,
        "self_number": sum(1 for one in people if one.self_grade),
        "agenda": AgendaForm(activities=plannable) if plannable else None,
        "back_steps": [
            (step.value, words[0]) for step, words in BACK.items() if checks.may_take(found, step)
        ],
    }


def _stepped(request: Request, unit: Unit, year: int, verb: object, sentence: str) -> HttpResponse:
    found = round_or_404(unit, year)
    now = timezone.now()
    told(
        request,
        lambda: verb(round_=found, by=request.user, on=timezone.localdate(now), at=now),  # type: ignore[operator]
        sentence,
    )
    return redirect("appraisal:year", unit.code, year)
