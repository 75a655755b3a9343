"""Leaders, their links, guidance visits, and whether the person in charge takes part (notice 四(一))."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.actions import VisitDraft
from activityday.leadership.supervision.enums import PRESENCE_SIGNS
from activityday.leadership.supervision.forms.leaders import (
    EndForm,
    FollowUpForm,
    LeaderForm,
    PlaceForm,
    VisitForm,
    WhyForm,
)
from activityday.leadership.supervision.models import GuidanceVisit, Leader
from activityday.leadership.supervision.queries.leaders import link_in, places_to_link
from activityday.leadership.supervision.views.parts import (
    needs,
    status,
    tabs_of,
    told,
    town_or_404,
    written,
    year_or_404,
)
from activityday.people.accounts.access import Request, allowed, for_every_user, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import units_where
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Why

PAGE = 50


@allowed(Permission.VIEW_SUPERVISION)
def leaders(request: Request, unit: Unit) -> HttpResponse:
    """The leading team and the branches, with the gaps from both sides; the form for one more leader."""
    town_or_404(unit)
    today, made = timezone.localdate(), list[Leader]()
    form = LeaderForm(posted(request), users=list(queries.users_to_link(unit)), initial={"starts_on": today})
    if request.method == "POST":
        needs(request, Permission.LINK_LEADERS, unit)
        if form.is_valid() and written(
            request,
            form,
            lambda: made.append(
                actions.add_leader(committee=unit, by=request.user, at=timezone.now(), **form.cleaned_data)
            ),
            f"已登记{form.cleaned_data['name']}，接着确定联系点。",
        ):
            return redirect("supervision:leader", unit.code, made[0].pk)
    coverage = queries.coverage_of(unit, on=today)
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "leaders"),
        "coverage": coverage,
        "why": _why(coverage),
        "form": form,
        "may_link": may(request, Permission.LINK_LEADERS, unit),
    }
    return render(request, "supervision/leaders.html", context, status=status(form))


@allowed(Permission.VIEW_SUPERVISION)
def leader(request: Request, unit: Unit, leader: int) -> HttpResponse:
    """One leader: what they are linked to, since when, and their visits; the form for one more link."""
    town_or_404(unit)
    found = _leader_or_404(unit, leader)
    today = timezone.localdate()
    form = PlaceForm(
        posted(request), units=list(places_to_link(unit, on=today)), initial={"starts_on": today}
    )
    if request.method == "POST":
        needs(request, Permission.LINK_LEADERS, unit)
        if form.is_valid() and written(
            request,
            form,
            lambda: actions.link(leader=found, by=request.user, at=timezone.now(), **form.cleaned_data),
            f"已确定联系点：{form.cleaned_data['unit'].short_name}。",
        ):
            return redirect("supervision:leader", unit.code, found.pk)
    context = {
        "unit": unit,
        "leader": found,
        "links": queries.links_of(found),
        "visits": list(queries.visits_of_leader(found)[:PAGE]),
        "form": form,
        "end": EndForm(initial={"on": today}, auto_id="end_%s"),
        "may_link": may(request, Permission.LINK_LEADERS, unit) and found.ends_on is None,
    }
    return render(request, "supervision/leader.html", context, status=status(form))


@allowed(Permission.LINK_LEADERS)
@require_POST
def end_leader(request: Request, unit: Unit, leader: int) -> HttpResponse:
    """The leader left; all links end with them."""
    town_or_404(unit)
    found, form = _leader_or_404(unit, leader), EndForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    told(
        request,
        lambda: actions.end_leader(leader=found, on=on, by=request.user, at=timezone.now()),
        f"{found.name}已离任，联系点一并结束。请给空出来的支部另定联系领导。",
    )
    return redirect("supervision:leaders", unit.code)


@allowed(Permission.LINK_LEADERS)
@require_POST
def end_link(request: Request, unit: Unit, link: int) -> HttpResponse:
    """One link ends today."""
    town_or_404(unit)
    found = link_in(unit, link)
    if found is None:
        raise Http404("no such link here")
    on = max(timezone.localdate(), found.starts_on)
    told(
        request,
        lambda: actions.end_link(link=found, on=on, by=request.user, at=timezone.now()),
        f"{found.leader.name}联系{found.unit.short_name}到今天为止。",
    )
    return redirect("supervision:leader", unit.code, found.leader_id)


@allowed(Permission.VIEW_SUPERVISION)
def visits(request: Request, unit: Unit) -> HttpResponse:
    """The guidance visits here, newest first; the form for those who may write one down."""
    today = timezone.localdate()
    form = VisitForm(
        posted(request),
        leaders=_who_may_be_named(request, unit, today),
        units=_where(request, unit, today),
        # on the page of a branch the visit is to that branch; on the town's nothing is chosen beforehand
        initial={"visited_on": today, "unit": unit.code},
    )
    may_record = bool(form.leaders and form.units) and may(request, Permission.RECORD_GUIDANCE, unit)
    if request.method == "POST":
        needs(request, Permission.RECORD_GUIDANCE, unit)
        if form.is_valid() and _record(request, form):
            return redirect("supervision:visits", unit.code)
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "visits"),
        "links": queries.links_at(unit, on=today),
        "visits": list(queries.visits_of(unit)[:PAGE]),
        "form": form,
        "may_record": may_record,
        "needs_leader": not form.leaders and may(request, Permission.LINK_LEADERS, unit),
    }
    return render(request, "supervision/visits.html", context, status=status(form))


@allowed(Permission.VIEW_SUPERVISION)
def visit(request: Request, unit: Unit, visit: UUID) -> HttpResponse:
    """One visit, and what became of its suggestions; the branch and the leader may add to it."""
    found = _visit_or_404(unit, visit)
    form, why = FollowUpForm(posted(request)), WhyForm(auto_id="why_%s")
    may_add = _may_add(request, found)
    if request.method == "POST":
        if not may_add:
            raise Http404("may not add here")
        if form.is_valid() and written(
            request,
            form,
            lambda: actions.follow_up(visit=found, by=request.user, at=timezone.now(), **form.cleaned_data),
            "已写上。",
        ):
            return redirect("supervision:visit", unit.code, found.pk)
    context = {
        "unit": unit,
        "visit": found,
        "form": form,
        "why": why,
        "may_add": may_add,
        "may_void": _may_void(request, found),
    }
    return render(request, "supervision/visit.html", context, status=status(form))


@allowed(Permission.RECORD_GUIDANCE)
@require_POST
def void_visit(request: Request, unit: Unit, visit: UUID) -> HttpResponse:
    """Declare a visit entered wrongly void; only whoever may name that leader."""
    found = _visit_or_404(unit, visit)
    if not _may_void(request, found):
        raise Http404("not their own visit")
    told(
        request,
        lambda: actions.void_visit(
            visit=found, why=request.POST.get("why", ""), by=request.user, at=timezone.now()
        ),
        "已作废，原来的内容和原因都留着。",
    )
    return redirect("supervision:visit", unit.code, found.pk)


@for_every_user
def mine(request: Request) -> HttpResponse:
    """A leader's own links and visits; nothing for anybody else."""
    today = timezone.localdate()
    found = queries.leader_named(request.user, on=today)
    people = [
        {
            "leader": one,
            "links": [link for link in queries.links_of(one) if link.ends_on is None],
            "visits": list(queries.visits_of_leader(one)[:PAGE]),
        }
        for one in found
    ]
    return render(request, "supervision/mine.html", {"people": people})


@allowed(Permission.VIEW_SUPERVISION)
def presence(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Branches × months: did the person in charge take part."""
    year_or_404(year)
    rows = queries.presence_of(unit, year, on=timezone.localdate())
    context = {
        "unit": unit,
        "year": year,
        "tabs": tabs_of(request, unit, "presence"),
        "rows": rows,
        "months": range(1, 13),
        "legend": [(sign, tone, presence.label) for presence, (sign, tone) in PRESENCE_SIGNS.items()],
    }
    return render(request, "supervision/presence.html", context)


def _why(coverage: queries.Coverage) -> Why:
    alone = "、".join(unit.short_name for unit in coverage.branches_without) or "没有"
    short = "、".join(leader.name for leader in coverage.leaders_short) or "没有"
    return Why(
        facts=[f"联系点不够的班子成员：{short}", f"没有人联系的支部：{alone}"],
        rule="班子成员每人至少联系一个党支部或党小组；联系了支部里的一个党小组，也算这个支部有人联系。",
        clause=coverage.gaps.clause,
        arithmetic=coverage.gaps.sentence,
    )


def _record(request: Request, form: VisitForm) -> bool:
    data = dict(form.cleaned_data)
    leader, unit = data.pop("leader"), data.pop("unit")
    return written(
        request,
        form,
        lambda: actions.record_visit(
            leader=leader, unit=unit, draft=VisitDraft(**data), by=request.user, at=timezone.now()
        ),
        f"已登记，{unit.short_name}能看到建议。",
    )


def _who_may_be_named(request: Request, unit: Unit, on: date) -> list[Leader]:
    """The office names any leader; a leader only themselves."""
    committee = unit.committee
    if committee is None:
        return []
    if may(request, Permission.LINK_LEADERS, unit):
        return list(queries.leaders_of(committee, on=on))
    return [one for one in queries.leader_named(request.user, on=on) if one.committee_id == committee.pk]


def _where(request: Request, unit: Unit, on: date) -> list[Unit]:
    """The branches and groups here that this person may write about: a leader those they are linked to."""
    if unit.committee is None:
        return []
    places = [one for one in places_to_link(unit.committee, on=on) if one.path.startswith(unit.path)]
    if may(request, Permission.LINK_LEADERS, unit):
        return places
    reach = {one.pk for one in units_where(request.user, Permission.RECORD_GUIDANCE, on=on)}
    linked = [
        link.unit.path
        for one in queries.leader_named(request.user, on=on)
        for link in queries.links_of(one)
        if link.starts_on <= on and (link.ends_on is None or link.ends_on >= on)
    ]
    return [one for one in places if one.pk in reach and any(one.path.startswith(path) for path in linked)]


def _may_add(request: Request, visit: GuidanceVisit) -> bool:
    may_answer = may(request, Permission.ANSWER_RECTIFICATION, visit.unit)
    return visit.voided_at is None and (may_answer or _may_void(request, visit))


def _may_void(request: Request, visit: GuidanceVisit) -> bool:
    if visit.voided_at is not None or not may(request, Permission.RECORD_GUIDANCE, visit.unit):
        return False
    return may(request, Permission.LINK_LEADERS, visit.unit) or visit.leader.user_id == request.user.pk


def _leader_or_404(unit: Unit, key: int) -> Leader:
    found = queries.leader_of(unit, key)
    if found is None:
        raise Http404("no such leader here")
    return found


def _visit_or_404(unit: Unit, key: UUID) -> GuidanceVisit:
    found = queries.visit_of(unit, key)
    if found is None:
        raise Http404("no such visit here")
    return found
