"""Life meetings: the list, one with what it lacks, its plan, its prints."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.review import actions, printing, queries
from activityday.contents.review.forms.life import HowForm, OpinionsForm, PlanForm, ToldForm, WhyForm
from activityday.contents.review.models import LifeMeeting
from activityday.contents.review.pages import steps_line, views_of
from activityday.contents.review.queries.life import presence_of
from activityday.contents.review.views.acts import Forms, done
from activityday.contents.review.views.files import DOCX, PDF, as_file
from activityday.day.activity.queries import secretary_of
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of
from activityday.rules.review import parts_of_meeting

PAGE = 20


@allowed(Permission.VIEW_REVIEW)
def life_meetings(request: Request, unit: Unit) -> HttpResponse:
    """All of them, the newest first."""
    today = timezone.localdate()
    context = {
        "unit": unit,
        "views": views_of(unit, "life_meetings", on=today),
        "page": Paginator(queries.life_meetings_of(unit), PAGE).get_page(request.GET.get("page")),
        "life_count": queries.life_count(unit, today.year, on=today) if unit.is_branch else None,
        "may_record": unit.is_branch and may(request, Permission.RECORD_REVIEW, unit),
    }
    return render(request, "review/life_meetings.html", context)


@allowed(Permission.RECORD_REVIEW)
def new_life_meeting(request: Request, unit: Unit) -> HttpResponse:
    """Begin to prepare one."""
    today = timezone.localdate()
    form = PlanForm(
        posted(request),
        unit=unit,
        groups=list(groups_of(unit, on=today)),
        initial={
            "planned_on": today,
            "body": "members_meeting",
            "chair": secretary_of(unit, on=today),
            "place": unit.place,
        },
    )
    made: list[LifeMeeting] = []

    def act() -> None:
        made.append(
            actions.plan_life_meeting(unit=unit, draft=form.draft, by=request.user, at=timezone.now())
        )

    if form.is_bound and done(request, form, act, "可以准备了：下面写着会前还要办什么。"):
        return redirect("review:life_meeting", unit.code, made[0].pk)
    return _form(request, unit, form, "准备一次组织生活会", "开始准备")


@allowed(Permission.RECORD_REVIEW)
def change_plan(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Change theme, day, form, chair."""
    found, today = life_meeting_or_404(unit, meeting), timezone.localdate()
    initial = {name: getattr(found, name) for name in ("theme", "planned_on", "body", "chair", "place")}
    groups = list(groups_of(unit, on=today))
    code = found.group.code if found.group else ""
    form = PlanForm(posted(request), unit=unit, groups=groups, initial={**initial, "group": code})

    def act() -> None:
        actions.amend_life_plan(meeting=found, draft=form.draft, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经改了。"):
        return redirect("review:life_meeting", unit.code, found.pk)
    return _form(request, unit, form, f"改计划：{found}", "保存")


@allowed(Permission.VIEW_REVIEW)
@never_cache
def life_meeting(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """One of them: before, at, after, and what is missing."""
    return life_page(request, unit, life_meeting_or_404(unit, meeting), {})


@allowed(Permission.VIEW_REVIEW)
def plan_pdf(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """方案, PDF: opinions only for who records."""
    return _paper(request, unit, meeting, "plan", PDF)


@allowed(Permission.VIEW_REVIEW)
def plan_docx(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """方案, Word."""
    return _paper(request, unit, meeting, "plan", DOCX)


@allowed(Permission.RECORD_REVIEW)
def record_pdf(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """记录, PDF."""
    return _paper(request, unit, meeting, "record", PDF)


@allowed(Permission.RECORD_REVIEW)
def record_docx(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """记录, Word."""
    return _paper(request, unit, meeting, "record", DOCX)


@allowed(Permission.VIEW_REVIEW)
def problems_pdf(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """问题清单和整改清单, PDF: names only for who records and asks for them."""
    return _paper(request, unit, meeting, "problems", PDF)


@allowed(Permission.VIEW_REVIEW)
def problems_docx(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """问题清单和整改清单, Word."""
    return _paper(request, unit, meeting, "problems", DOCX)


def life_page(request: Request, unit: Unit, found: LifeMeeting, given: Forms) -> HttpResponse:
    """The page of one life meeting, with the forms that came back."""
    today = timezone.localdate()
    may_record = may(request, Permission.RECORD_REVIEW, unit)
    parts = parts_of_meeting(queries.prepared_of(found))
    context = {
        "unit": unit,
        "meeting": found,
        "today": today,
        "parts": parts,
        "steps": steps_line(parts),
        "missing": [part for part in parts if not part.is_done],
        "presence": presence_of(found),
        "points": found.segment.points if found.segment else found.points,
        "may_record": may_record,
        "may_keep": may(request, Permission.KEEP_TALKS, unit),
        "personal": sum(problem.is_personal for problem in found.problems.all()),
        **(_forms(unit, found, given) if may_record else {}),
    }
    return render(request, "review/life_meeting.html", context, status=422 if given else 200)


def life_meeting_or_404(unit: Unit, key: UUID) -> LifeMeeting:
    """The life meeting of the unit itself."""
    found = queries.life_meeting_of(unit, key)
    if found is None:
        raise Http404("no such life meeting here")
    return found


def absent_of(found: LifeMeeting) -> list[tuple[str, str]]:
    """Who was not there and was not told yet."""
    return [
        (str(row.member_id), row.member.name)
        for row in found.people.all()
        if not row.was_present and row.told_on is None
    ]


def _forms(unit: Unit, found: LifeMeeting, given: Forms) -> dict[str, Any]:
    today = timezone.localdate()
    lines = "\n".join(opinion.text for opinion in found.opinions.all())
    absent = absent_of(found)
    return {
        "gathering": OpinionsForm(
            initial={"lines": lines, "people_asked": found.people_asked}, auto_id="opinions_%s"
        ),
        "telling": ToldForm(absent=absent, initial={"on": today}, auto_id="told_%s") if absent else None,
        "otherwise": HowForm(auto_id="otherwise_%s"),
        "calling_off": WhyForm(auto_id="call_off_%s"),
        "activity": queries.preparing_activity(unit, on=today) if not found.is_held else None,
        **given,
    }


def _form(request: Request, unit: Unit, form: Any, title: str, word: str) -> HttpResponse:
    context = {"unit": unit, "form": form, "title": title, "word": word, "inside": "life_meetings"}
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


def _paper(request: Request, unit: Unit, meeting: UUID, name: str, kind: str) -> HttpResponse:
    found = life_meeting_or_404(unit, meeting)
    may_record = may(request, Permission.RECORD_REVIEW, unit)
    if name == "record" and not found.is_held:
        raise Http404("not held yet")
    if name == "problems":
        with_names = may_record and request.GET.get("names") == "1"
        paper = printing.problems_of_meeting(found, with_names=with_names)
    else:
        paper = printing.life_plan(found, full=may_record) if name == "plan" else printing.life_record(found)
    return as_file(paper, kind, f"{unit.short_name}{paper.title}")
