"""三会一课: the year by quarters, meetings of other days, what a part of an activity day counts as."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.contents.review import actions, printing, queries
from activityday.contents.review.forms.meetings import AS_ITS_FORM, NOTHING, CountForm, MeetingForm
from activityday.contents.review.forms.talks import AnnulForm
from activityday.contents.review.pages import views_of
from activityday.contents.review.views.acts import done
from activityday.contents.review.views.files import PDF, XLSX, as_file, download
from activityday.day.activity.queries import secretary_of
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of
from activityday.people.roster.queries import numbers_in
from activityday.rules.meetings import quarter_of

FIRST_YEAR, LAST_YEAR = 2017, 2100


@allowed(Permission.VIEW_REVIEW)
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What is due, what is recorded, what is missing, quarter by quarter."""
    _check(unit, year)
    today = timezone.localdate()
    context = {
        "unit": unit,
        "year": year,
        "today": today,
        "views": views_of(unit, "year", on=today),
        "found": queries.counters_of(unit, year, on=today),
        "quarter": quarter_of(today) if year == today.year else 0,
        "meetings": list(queries.meetings_of(unit, year)),
        "parts": queries.segments_in_year(unit, year, on=today),
        "labels": printing.DUTY_LABELS,
        "may_record": may(request, Permission.RECORD_REVIEW, unit),
    }
    return render(request, "review/year.html", context)


@allowed(Permission.RECORD_REVIEW)
def new_meeting(request: Request, unit: Unit) -> HttpResponse:
    """Write down a meeting of another day."""
    if not unit.is_branch:
        raise Http404("meetings are a branch's")
    today = timezone.localdate()
    groups = list(groups_of(unit, on=today))
    form = MeetingForm(
        posted(request),
        duties=[duty for duty, _ in queries.counters_of(unit, today.year, on=today).rows],
        groups=groups,
        initial={
            "duty": request.GET.get("duty", ""),
            "held_on": today,
            "chair": secretary_of(unit, on=today),
            "expected": numbers_in([unit], on=today).get(unit.pk) if not unit.has_committee else None,
            "form_id": uuid4(),
        },
    )

    def act() -> None:
        actions.write_meeting(
            unit=unit,
            draft=form.draft,
            form_id=form.cleaned_data["form_id"],
            by=request.user,
            at=timezone.now(),
        )

    if form.is_bound and done(request, form, act, "会议已经记下，次数跟着变了。"):
        return redirect("review:year", unit.code, form.cleaned_data["held_on"].year)
    context = {"unit": unit, "form": form, "title": "记另外一天开的会", "word": "记下", "inside": "year"}
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_REVIEW)
def annul(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Take a wrong entry out of the count."""
    found = queries.meeting_of(unit, meeting)
    if found is None:
        raise Http404("no such meeting here")
    form = AnnulForm(posted(request))

    def act() -> None:
        actions.annul_meeting(meeting=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经注销，不再计数。"):
        return redirect("review:year", unit.code, found.held_on.year)
    context = {"unit": unit, "form": form, "title": f"注销：{found}", "word": "注销", "inside": "year"}
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_REVIEW)
def count(request: Request, unit: Unit, segment: int) -> HttpResponse:
    """Say what a part of an activity day counts as."""
    found = queries.segment_in(unit, segment)
    if found is None or not unit.is_branch:
        raise Http404("no such part here")
    said = getattr(found, "counted", None)
    now = AS_ITS_FORM if said is None else said.duty or NOTHING
    form = CountForm(posted(request), initial={"duty": now})

    def act() -> None:
        duty = form.cleaned_data["duty"]
        actions.count_segment(unit=unit, segment=found, duty=duty, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经改了，次数跟着变了。"):
        return redirect("review:year", unit.code, found.activity.held_on.year)
    title = f"“{found.title}”算哪一种会"
    context = {"unit": unit, "form": form, "title": title, "word": "保存", "inside": "year"}
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_REVIEW)
def ledger_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The ledger of the year, PDF."""
    _check(unit, year)
    paper = printing.ledger(*_ledger(unit, year))
    return as_file(paper, PDF, f"{unit.short_name}{paper.title}")


@allowed(Permission.VIEW_REVIEW)
def ledger_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The same as a workbook."""
    _check(unit, year)
    return download(
        printing.ledger_xlsx(*_ledger(unit, year)), XLSX, f"{unit.short_name}{year}年三会一课台账"
    )


def _ledger(unit: Unit, year: int) -> tuple[queries.YearOfMeetings, list[printing.LedgerLine]]:
    today = timezone.localdate()
    found = queries.counters_of(unit, year, on=today)
    parts = queries.segments_in_year(unit, year, on=today)
    meetings = list(queries.meetings_of(unit, year).filter(annulled_at__isnull=True))
    life = [one for one in queries.life_meetings_of(unit, year) if one.is_held and one.segment_id is None]
    return found, printing.ledger_lines(parts, meetings, life)


def _check(unit: Unit, year: int) -> None:
    if not unit.is_branch or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"{unit.code} {year}")
