"""Projects: planned, signed up for, put into the agenda, done."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.contents.service import actions, pages, printing, queries
from activityday.contents.service.enums import OPEN, ProjectState
from activityday.contents.service.forms.projects import ProjectForm, ResultForm, SignUpForm, WhyForm
from activityday.contents.service.models import Project
from activityday.contents.service.views.places import (
    PDF,
    Forms,
    as_file,
    check_branch,
    done,
    form_page,
    pressed,
)
from activityday.day.activity.models import Activity
from activityday.day.activity.views.places import first_day
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit

SHOWN = ("title", "kind", "feature", "for_whom", "need", "place", "starts_on", "ends_on", "hours", "helpers")


@allowed(Permission.RECORD_SERVICE)
def new_project(request: Request, unit: Unit) -> HttpResponse:
    """Plan a project."""
    check_branch(unit)
    today = timezone.localdate()
    half_day = parameters_for(unit, on=today).integer("least_minutes") // 60
    form = ProjectForm(posted(request), unit=unit, initial={"starts_on": today, "hours": half_day})
    made: list[Project] = []

    def act() -> None:
        draft, now = form.draft, timezone.now()
        made.append(actions.plan_project(unit=unit, draft=draft, by=request.user, at=now))

    if form.is_bound and done(request, form, act, "项目已经列好。"):
        return redirect("service:project", unit.code, made[0].pk)
    return form_page(request, unit, form, "列一个服务项目", "列项", hint="plan")


@allowed(Permission.VIEW_SERVICE)
def project(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """One project: its people, its places in agendas, its steps, and the one thing to do next."""
    return _page(request, unit, _project_or_404(unit, project), {})


@allowed(Permission.RECORD_SERVICE)
def amend(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """Change what is planned."""
    found = _open_or_404(unit, project)
    initial = {name: getattr(found, name) for name in SHOWN} | {"version": found.version}
    initial |= {"hours": pages.hours_shown(found.hours), "helpers": found.helpers or ""}
    form = ProjectForm(posted(request), unit=unit, initial=initial)

    def act() -> None:
        base = form.cleaned_data["version"] or 0
        actions.amend_project(
            project=found, draft=form.draft, base_version=base, by=request.user, at=timezone.now()
        )

    if form.is_bound and done(request, form, act, "安排已经改了。"):
        return redirect("service:project", unit.code, found.pk)
    _renew(request, form, found)
    return form_page(request, unit, form, f"改安排：{found.title}", "保存", project=found)


@allowed(Permission.RECORD_SERVICE)
def sign_up(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """Tick who signed up."""
    found = _open_or_404(unit, project)
    lines = queries.lines_for(found)
    form = SignUpForm(posted(request), lines=lines, initial={"version": found.version})

    def act() -> None:
        members, base = form.cleaned_data["members"], form.cleaned_data["version"]
        actions.sign_up(project=found, members=members, base_version=base, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "报名已经记下。"):
        return redirect("service:project", unit.code, found.pk)
    _renew(request, form, found)
    return form_page(request, unit, form, f"登记报名：{found.title}", "记下报名", project=found)


@allowed(Permission.RECORD_SERVICE)
@require_POST
def begin(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """It is under way."""
    found = _project_or_404(unit, project)
    pressed(
        request,
        lambda: actions.begin_project(project=found, by=request.user, at=timezone.now()),
        "已经开始。",
    )
    return redirect("service:project", unit.code, found.pk)


@allowed(Permission.RECORD_SERVICE)
def result(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """Write what came of it, who took part and for how long; of a done project, set it right."""
    found = _project_or_404(unit, project)
    if found.state == ProjectState.DROPPED:
        raise Http404("a dropped project has no result")
    is_correction = found.state == ProjectState.DONE
    form = ResultForm(
        posted(request),
        lines=queries.lines_for(found),
        is_correction=is_correction,
        initial=_result_initial(found),
    )

    def act() -> str:
        now, base = timezone.now(), form.cleaned_data["version"]
        if is_correction:
            why = form.cleaned_data["why"]
            actions.correct_project(
                project=found, draft=form.draft, why=why, base_version=base, by=request.user, at=now
            )
            return "更正已经记下，积分按更正后的重新算。"
        month = actions.finish_project(
            project=found, draft=form.draft, base_version=base, by=request.user, at=now
        )
        return f"已经办结，结果写进了{month}的活动纪实。" if month else "已经办结。"

    if form.is_bound and done(request, form, act, "已经办结。"):
        return redirect("service:project", unit.code, found.pk)
    _renew(request, form, found)
    context = {"unit": unit, "project": found, "form": form, "is_correction": is_correction}
    context["year"] = found.starts_on.year
    return render(request, "service/result.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_SERVICE)
@require_POST
def drop(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """It will not be done."""
    found, form = _project_or_404(unit, project), WhyForm(request.POST, auto_id="drop_%s")

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.drop_project(project=found, why=why, by=request.user, at=timezone.now())

    if done(request, form, act, "不再办，已经记下原因。"):
        return redirect("service:project", unit.code, found.pk)
    return _page(request, unit, found, {"dropping": form})


@allowed(Permission.RECORD_SERVICE)
@require_POST
def reopen(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """Take it up again."""
    found, form = _project_or_404(unit, project), WhyForm(request.POST, auto_id="reopen_%s")

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.reopen_project(project=found, why=why, by=request.user, at=timezone.now())

    if done(request, form, act, "已经重新打开。"):
        return redirect("service:project", unit.code, found.pk)
    return _page(request, unit, found, {"reopening": form})


@allowed(Permission.RECORD_SERVICE)
@require_POST
def place(request: Request, unit: Unit, project: UUID, year: int, month: int) -> HttpResponse:
    """Put it into the agenda of a month."""
    found, first = _project_or_404(unit, project), first_day(unit, year, month)
    pressed(
        request,
        lambda: actions.place_in_month(project=found, month=first, by=request.user, at=timezone.now()),
        f"已经放进{year}年{month}月的议程，不用再填。",
    )
    return redirect("service:project", unit.code, found.pk)


@allowed(Permission.RECORD_SERVICE)
@require_POST
def into_record(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """The result into the record of the activity."""
    found = _project_or_404(unit, project)

    def act() -> str:
        month = actions.write_into_record(project=found, by=request.user, at=timezone.now())
        return f"结果写进了{month}的活动纪实。"

    pressed(request, act, "")
    return redirect("service:project", unit.code, found.pk)


@allowed(Permission.RECORD_SERVICE)
@require_POST
def take_over(request: Request, unit: Unit, project: UUID, year: int, month: int) -> HttpResponse:
    """Those present at the activity took part."""
    found, first = _project_or_404(unit, project), first_day(unit, year, month)
    activity = _linked_or_404(found, first)

    def act() -> str:
        added = actions.take_over_people(project=found, activity=activity, by=request.user, at=timezone.now())
        return f"照签到记下了 {added} 人。" if added else "签到的党员都已经记在项目里了。"

    pressed(request, act, "")
    return redirect("service:project", unit.code, found.pk)


@allowed(Permission.VIEW_SERVICE)
def sign_up_pdf(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """The sheet on which members sign up with a pen."""
    found = _project_or_404(unit, project)
    return as_file(printing.sign_up_sheet(found), PDF, f"{found.title}报名表.pdf")


@allowed(Permission.VIEW_SERVICE)
def record_pdf(request: Request, unit: Unit, project: UUID) -> HttpResponse:
    """The record sheet of the project."""
    found = _project_or_404(unit, project)
    return as_file(printing.project_record(found), PDF, f"{found.title}服务记录.pdf")


def _page(request: Request, unit: Unit, found: Project, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    lines = [queries.PersonLine(person.member, person) for person in found.people.all()]
    offers = pages.offers_for(found, on=today)
    context = {
        "unit": unit,
        "project": found,
        "year": (found.done_on or found.starts_on).year,
        "feature": queries.feature_labels().get(found.feature, found.feature),
        "came": [line for line in lines if line.took_part],
        "signed_up": [line for line in lines if line.is_signed_up],
        "links": pages.links_of(found, on=today),
        "offers": offers,
        "main": pages.main_step(found, offers, on=today),
        "is_open": found.state in OPEN,
        "may_record": may(request, Permission.RECORD_SERVICE, unit),
        "may_prepare": may(request, Permission.PREPARE_ACTIVITY, unit),
        "may_see_members": may(request, Permission.VIEW_ROSTER, unit),
        "dropping": WhyForm(auto_id="drop_%s"),
        "reopening": WhyForm(auto_id="reopen_%s"),
        **given,
    }
    return render(request, "service/project.html", context, status=422 if given else 200)


def _result_initial(found: Project) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "done_on": found.done_on or max(min(found.ends_on, today), found.starts_on),
        "result": found.result,
        "usual": pages.hours_shown(found.hours),
        "helpers": found.helpers or "",
        "version": found.version,
    }


def _renew(request: Request, form: forms.Form, found: Project) -> None:
    """A form refused because somebody else wrote carries the version that stands now: saving again is enough."""
    if form.is_bound:
        fresh, data = queries.project_of(found.unit, found.pk), request.POST.copy()
        data["version"] = str(fresh.version if fresh else found.version)
        form.data = data


def _project_or_404(unit: Unit, key: UUID) -> Project:
    found = queries.project_of(unit, key)
    if found is None:
        raise Http404("no such project here")
    return found


def _open_or_404(unit: Unit, key: UUID) -> Project:
    found = _project_or_404(unit, key)
    if found.state not in OPEN:
        raise Http404("the project is not open any more")
    return found


def _linked_or_404(found: Project, month: date) -> Activity:
    for link in found.links.all():
        if link.activity.month == month:
            return link.activity
    raise Http404("the project does not stand in this month")
