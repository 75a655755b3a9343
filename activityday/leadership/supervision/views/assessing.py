"""The yearly assessment of secretaries 述职评议考核 (notice 四(四)): evidence, points, count, result. No ranking anywhere."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.leadership.supervision import actions, printing, queries
from activityday.leadership.supervision.forms.assessing import (
    VILLAGES,
    BallotForm,
    ResultForm,
    RoundForm,
    StatementForm,
)
from activityday.leadership.supervision.models import AssessedSecretary, AssessmentRound
from activityday.leadership.supervision.models.assessing import BALLOTS
from activityday.leadership.supervision.queries.evidence import Evidence, EvidenceLine
from activityday.leadership.supervision.views.parts import (
    PDF,
    status,
    tabs_of,
    told,
    town_or_404,
    written,
    year_or_404,
)
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.ballots import BallotCount, Ballots, count_ballots

RURAL = {Sector.VILLAGE, Sector.COMMUNITY}


@allowed(Permission.ASSESS_SECRETARIES)
def assessments(request: Request, unit: Unit) -> HttpResponse:
    """The rounds of a town; the form to begin this year's."""
    town_or_404(unit)
    today = timezone.localdate()
    form = RoundForm(posted(request), initial={"scope": VILLAGES, "statements_due_on": today})
    if request.method == "POST" and form.is_valid():
        branches = list(branches_of(unit, on=today))
        if form.cleaned_data["scope"] == VILLAGES:
            branches = [branch for branch in branches if branch.sector in RURAL]
        if written(
            request,
            form,
            lambda: actions.open_round(
                committee=unit,
                year=today.year,
                branches=branches,
                statements_due_on=form.cleaned_data["statements_due_on"],
                by=request.user,
                at=timezone.now(),
            ),
            f"{today.year}年度考核已发起，书记们可以写述职要点了。",
        ):
            return redirect("supervision:round", unit.code, today.year)
    rounds = list(queries.rounds_of(unit))
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "assessments"),
        "rounds": rounds,
        "year": today.year,
        "may_open": all(one.year != today.year for one in rounds),
        "form": form,
    }
    return render(request, "supervision/assessments.html", context, status=status(form))


@allowed(Permission.ASSESS_SECRETARIES)
def round_page(request: Request, unit: Unit, year: int) -> HttpResponse:
    """One round: every secretary in the order of the tree, and what is left to do."""
    found = _round_or_404(unit, year)
    secretaries = queries.assessed_ones(found)
    left = [one for one in secretaries if not one.grade]
    context = {
        "unit": unit,
        "round": found,
        "secretaries": secretaries,
        "following": left[0] if left else None,
        "left": len(left),
    }
    return render(request, "supervision/round.html", context)


@allowed(Permission.ASSESS_SECRETARIES)
@require_POST
def close(request: Request, unit: Unit, year: int) -> HttpResponse:
    """End the round."""
    found = _round_or_404(unit, year)
    told(
        request,
        lambda: actions.close_round(round_=found, by=request.user, at=timezone.now()),
        "考核已办结，依据已经封存，书记们能看到自己的评定。",
    )
    return redirect("supervision:round", unit.code, year)


@allowed(Permission.ASSESS_SECRETARIES)
def ballot_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """测评表, blank, with every secretary of the round."""
    found = _round_or_404(unit, year)
    return HttpResponse(printing.ballot_pdf(found, queries.assessed_ones(found)), content_type=PDF)


@allowed(Permission.ASSESS_SECRETARIES)
def evidence_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """考核依据表, a page for each secretary of the round."""
    found = _round_or_404(unit, year)
    secretaries = queries.assessed_ones(found)
    sheets = _sheets(secretaries, year)
    at = timezone.localtime()
    return HttpResponse(printing.evidence_pdf(secretaries, sheets, year, at=at), content_type=PDF)


@allowed(Permission.ASSESS_SECRETARIES)
def assessment(request: Request, unit: Unit, year: int) -> HttpResponse:
    """One secretary: evidence, points, the count and the result, as the committee enters them."""
    found = _assessed_or_404(unit, year)
    action = request.POST.get("action", "")
    counting = BallotForm(
        request.POST if action == "count" else None,
        initial={name: getattr(found, name) for name in BALLOTS if getattr(found, name) is not None},
    )
    result = ResultForm(
        request.POST if action == "decide" else None,
        initial={
            "name": found.name,
            "grade": found.grade or None,
            "comment": found.comment,
            "decided_on": found.decided_on or timezone.localdate(),
            "document": found.document,
        },
    )
    if _counted(request, found, counting) or _decided(request, found, result):
        return redirect("supervision:assessment", unit.code, year)
    context = {
        "unit": unit,
        "committee": found.round.committee,
        "assessed": found,
        "evidence": _sheets([found], year)[unit.pk],
        "counting": counting,
        "result": result,
        "count": _count(found),
        "is_open": found.round.closed_at is None,
    }
    return render(request, "supervision/assessment.html", context, status=status(counting, result))


@allowed(Permission.WRITE_STATEMENT)
def statement(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The secretary's own page: what the records say, the points to write, and after the end the result."""
    found = _assessed_or_404(unit, year)
    form = StatementForm(posted(request), initial={"points": found.points})
    if (
        request.method == "POST"
        and form.is_valid()
        and written(
            request,
            form,
            lambda: actions.write_statement(
                assessed=found, text=form.cleaned_data["points"], by=request.user, at=timezone.now()
            ),
            "已保存，办结以前还可以改。",
        )
    ):
        return redirect("supervision:statement", unit.code, year)
    is_open = found.round.closed_at is None
    context = {
        "unit": unit,
        "assessed": found,
        "evidence": _sheets([found], year)[unit.pk],
        "form": form,
        "is_open": is_open,
        # what was counted and decided is told once the round is closed
        "count": None if is_open else _count(found),
        "is_late": is_open and not found.points and found.round.statements_due_on < timezone.localdate(),
    }
    return render(request, "supervision/statement.html", context, status=status(form))


@allowed(Permission.WRITE_STATEMENT)
def own_evidence_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """考核依据表 of the own branch."""
    found = _assessed_or_404(unit, year)
    at = timezone.localtime()
    content = printing.evidence_pdf([found], _sheets([found], year), year, at=at)
    return HttpResponse(content, content_type=PDF)


def _counted(request: Request, assessed: AssessedSecretary, form: BallotForm) -> bool:
    return form.is_valid() and written(
        request,
        form,
        lambda: actions.count(assessed=assessed, ballots=form.ballots, by=request.user, at=timezone.now()),
        "票数已登记。",
    )


def _decided(request: Request, assessed: AssessedSecretary, form: ResultForm) -> bool:
    return form.is_valid() and written(
        request,
        form,
        lambda: actions.decide(assessed=assessed, by=request.user, at=timezone.now(), **form.cleaned_data),
        "评定已登记。",
    )


def _count(assessed: AssessedSecretary) -> BallotCount | None:
    if assessed.counted_at is None:
        return None
    return count_ballots(Ballots(**{name: getattr(assessed, name) for name in BALLOTS}))


def _sheets(secretaries: list[AssessedSecretary], year: int) -> dict[int, Evidence]:
    """As frozen when the round was closed; before that as the records stand today."""
    frozen = {
        one.unit_id: Evidence(one.unit, year, tuple(EvidenceLine(*line) for line in one.evidence))
        for one in secretaries
        if one.evidence is not None
    }
    live = [one.unit for one in secretaries if one.unit_id not in frozen]
    found = queries.evidence_of_many(live, year, on=timezone.localdate()) if live else {}
    return {**found, **frozen}


def _round_or_404(unit: Unit, year: int) -> AssessmentRound:
    year_or_404(year)
    found = queries.round_of(unit, year)
    if found is None:
        raise Http404("no round of this year here")
    return found


def _assessed_or_404(unit: Unit, year: int) -> AssessedSecretary:
    year_or_404(year)
    found = queries.assessed_of(unit, year)
    if found is None:
        raise Http404("not in a round of this year")
    return found
