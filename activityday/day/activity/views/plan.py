"""Preparing a month: drafted by what is known, edited by differences, kept only when somebody says so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity import actions, queries
from activityday.day.activity.agendas import SegmentDraft, agendas_for
from activityday.day.activity.checks import StaleActivity, minutes_between, plan_guards
from activityday.day.activity.forms import (
    PlanForm,
    SegmentForms,
    moved,
    plan_initial,
    segment_initial,
    typed_rows,
)
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import Plan, plan_from_agenda, plan_from_last, plan_of
from activityday.day.activity.views.places import Place, buttons, place_of
from activityday.day.directory.models import Site
from activityday.day.directory.queries import in_order, names_of, sites_of
from activityday.day.schedule.plan_queries import planned_for
from activityday.office.notices.materials.queries import materials_for, titles_of
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of
from activityday.rules.guards import PlannedSegment

PREFIX = "segments"
LAST = "last"


@allowed(Permission.PREPARE_ACTIVITY)
def plan(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The plan's page. A GET drafts and keeps nothing; a POST keeps, or only moves a row where a row's button was pressed."""
    place = place_of(request, unit, year, month)
    if not buttons(request, place)["may_prepare"]:
        return _not_now(request, place)
    if request.method == "POST":
        return _moved(request, place) if "row" in request.POST else _keep(request, place)
    drafted, scopes = _begin(place, request.GET.get("from", ""))
    version = place.activity.version if place.activity else None
    form = PlanForm(initial=plan_initial(drafted, scopes, version), possible=_possible(place))
    parts = _parts(place, initial=segment_initial(drafted.segments), used=drafted.segments)
    return _page(request, place, form, parts, drafted)


def _keep(request: Request, place: Place) -> HttpResponse:
    form = PlanForm(request.POST, possible=_possible(place))
    parts = _parts(place, data=request.POST)
    if not (form.is_valid() & parts.is_valid()):
        return _page(request, place, form, parts, None, status=422)
    drafted = form.plan([part.draft() for part in parts])
    try:
        said = _write(request, place, form, drafted)
    except Refused as refused:
        return _page(request, place, form, parts, drafted, refused=refused, status=422)
    messages.success(request, said)
    return redirect("home:month", place.unit.code, place.month.year, place.month.month)


def _write(request: Request, place: Place, form: PlanForm, drafted: Plan) -> str:
    by, at = request.user, timezone.now()
    scheduled, scopes = place.scheduled.day, list(form.cleaned_data["scopes"])
    if place.activity is not None:
        actions.amend_plan(
            activity=place.activity,
            plan=drafted,
            scopes=scopes,
            scheduled=scheduled,
            base_version=form.base_version,
            by=by,
            at=at,
        )
        return "计划已保存。"
    if "split" in request.POST:
        held = actions.split(
            branch=place.unit, month=place.month, plan=drafted, scheduled=scheduled, by=by, at=at
        )
        return f"已经为 {len(held)} 个党小组分别建好活动，可以各自修改。"
    actions.prepare(
        host=place.unit,
        scopes=scopes,
        month=place.month,
        held_on=drafted.held_on,
        plan=drafted,
        scheduled=scheduled,
        by=by,
        at=at,
    )
    return "计划已保存。接下来可以打印通知、名单和签到表。"


def _moved(request: Request, place: Place) -> HttpResponse:
    typed = {name: request.POST.get(name) for name in PlanForm.base_fields if name != "scopes"}
    form = PlanForm(initial={**typed, "scopes": request.POST.getlist("scopes")}, possible=_possible(place))
    rows = moved(typed_rows(request.POST, PREFIX), request.POST["row"])
    return _page(request, place, form, _parts(place, initial=rows), None)


def _parts(place: Place, *, data: Any = None, initial: Any = None, used: Sequence[SegmentDraft] = ()) -> Any:
    """The rows of the agenda; each offers the month's materials and those that the kept agenda already uses."""
    kept = queries.segments_of(place.activity) if place.activity else []
    chosen = (*(part.material_version_id for part in kept), *(part.material_version_id for part in used))
    keys = [key for key in chosen if key]
    offered = [one.newest for one in materials_for(place.host, place.month)]
    known = {one.pk: one for one in (*titles_of(keys).values(), *offered)}
    materials = [(str(one.pk), one.words) for one in known.values()]
    kwargs = {"materials": materials, "sites": _sites(place, [*kept, *used])}
    return SegmentForms(data, initial=initial, prefix=PREFIX, form_kwargs=kwargs)


def _sites(place: Place, used: Sequence[Segment | SegmentDraft]) -> list[Site]:
    """What the town's directory offers, and what the agenda uses though it was taken out since."""
    offered = sites_of(place.host)
    missing = {part.site_id for part in used if part.site_id} - {site.pk for site in offered}
    return in_order([*offered, *names_of(missing).values()]) if missing else offered


def _with_last_use(place: Place) -> list[tuple[Site, date | None]]:
    """What the town's directory offers, each with the month in which this unit last used it."""
    sites = sites_of(place.host)
    used = queries.last_uses(place.unit, before=place.month) if sites else {}
    return [(site, used.get(site.pk)) for site in sites]


def _page(
    request: Request,
    place: Place,
    form: PlanForm,
    parts: SegmentForms,  # type: ignore[valid-type]
    drafted: Plan | None,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    unit = place.unit
    context = {
        "place": place,
        "unit": unit,
        "month": place.month,
        "scheduled": place.scheduled,
        "activity": place.activity,
        "crumbs": place.crumbs,
        "form": form,
        "parts": parts,
        "guards": _guards(place, drafted) if drafted else [],
        "refused": refused,
        "stale": refused if isinstance(refused, StaleActivity) else None,
        "agendas": [] if place.activity else agendas_for(place.host.sector),
        "has_last": not place.activity and queries.last_before(unit, place.month) is not None,
        "chosen": request.GET.get("from", ""),
        "planned": planned_for(unit, place.month),
        "materials": materials_for(unit, place.month),
        "sites": _with_last_use(place),
        "may_split": not place.activity
        and unit.level == Level.BRANCH
        and groups_of(unit, on=place.scheduled.day).exists(),
    }
    return render(request, "activity/plan.html", context, status=status)


def _begin(place: Place, source: str) -> tuple[Plan, list[Unit]]:
    if place.activity is not None:
        kept = plan_of(place.activity, queries.segments_of(place.activity))
        return kept, queries.scope_units(place.activity)
    day = place.scheduled.day
    scopes = queries.possible_scopes(place.unit, on=day)
    chosen = scopes if place.unit.level == Level.GENERAL_BRANCH else [place.unit]
    last = plan_from_last(place.unit, place.month, held_on=day) if source == LAST else None
    return last or plan_from_agenda(place.unit, place.month, held_on=day, template=source), chosen


def _possible(place: Place) -> list[Unit]:
    return queries.possible_scopes(place.host, on=place.scheduled.day)


def _guards(place: Place, drafted: Plan) -> list[object]:
    return [
        *plan_guards(
            held_on=drafted.held_on,
            scheduled=place.scheduled.day,
            minutes=minutes_between(drafted.starts_at, drafted.ends_at),
            segments=[_planned(part) for part in drafted.segments],
            parameters=parameters_for(place.host, on=drafted.held_on),
        )
    ]


def _planned(part: SegmentDraft) -> PlannedSegment:
    return PlannedSegment(part.content.value, part.form.value, part.minutes)


def _not_now(request: Request, place: Place) -> HttpResponse:
    activity = place.activity
    messages.warning(request, _why_not(place.unit, activity))
    return redirect("home:month", place.unit.code, place.month.year, place.month.month)


def _why_not(unit: Unit, activity: Activity | None) -> str:
    if activity is not None and activity.host_id != unit.pk:
        return f"这次活动由{activity.host.short_name}组织，计划由那边修改。"
    return "这次活动已经归档，内容封存。确实要改，请书记先重新打开并写明原因。"
