"""The register of care: only for who keeps it, never cached, every look logged."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.service import actions, printing, queries
from activityday.contents.service.actions.care import PAGE, PRINT, REGISTER
from activityday.contents.service.forms.care import (
    AnnulForm,
    CareForm,
    EndCareForm,
    ListForm,
    OldMembersForm,
    VisitForm,
)
from activityday.contents.service.models import CareEntry
from activityday.contents.service.views.places import (
    PDF,
    Forms,
    as_file,
    check_branch,
    done,
    form_page,
    views_of,
)
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import affiliated
from activityday.rules.follow_up import Urgency

INSIDE = "care"


@allowed(Permission.KEEP_CARE)
@never_cache
def register(request: Request, unit: Unit) -> HttpResponse:
    """Who is cared for, the next visit first. The look is logged."""
    check_branch(unit)
    return _register(request, unit, {})


@allowed(Permission.KEEP_CARE)
@never_cache
def new_entry(request: Request, unit: Unit) -> HttpResponse:
    """Somebody new."""
    check_branch(unit)
    initial = {"starts_on": timezone.localdate(), "form_id": uuid4()}
    form = CareForm(posted(request), members=_members(unit), initial=initial)

    def act() -> None:
        form_id = form.cleaned_data["form_id"]
        actions.enter_care(unit=unit, draft=form.draft(), form_id=form_id, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经列入走访帮扶。"):
        return redirect("service:care", unit.code)
    return form_page(request, unit, form, "列入走访帮扶", "列入", inside=INSIDE)


@allowed(Permission.KEEP_CARE)
@require_POST
@never_cache
def enter_old(request: Request, unit: Unit) -> HttpResponse:
    """Take ticked old members into the register."""
    check_branch(unit)
    missing = queries.old_members_missing(unit, on=timezone.localdate())
    form = OldMembersForm(request.POST, members=missing)

    def act() -> str:
        members = form.cleaned_data["members"]
        made = actions.enter_old_members(unit=unit, members=members, by=request.user, at=timezone.now())
        return f"列入了 {len(made)} 位老党员。"

    if done(request, form, act, ""):
        return redirect("service:care", unit.code)
    return _register(request, unit, {"old": form})


@allowed(Permission.KEEP_CARE)
@never_cache
def entry(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """One of them with everything that is said, and the visits. The look is logged."""
    return _entry(request, unit, _entry_or_404(unit, entry), {})


@allowed(Permission.KEEP_CARE)
@never_cache
def amend(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """Change what is said of them."""
    found = _open_or_404(unit, entry)
    names = ("kind", "address", "situation", "bring", "interval_days")
    initial = {name: getattr(found, name) for name in names}
    form = CareForm(posted(request), members=[], is_new=False, initial=initial)
    _look(request, unit, found, PAGE)

    def act() -> None:
        draft = form.draft(found.member, person=found.person, starts_on=found.starts_on)
        actions.amend_care(entry=found, draft=draft, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经改了。"):
        return redirect("service:care_entry", unit.code, found.pk)
    return form_page(request, unit, form, f"改{found.name}的情况", "保存", inside=INSIDE)


@allowed(Permission.KEEP_CARE)
@require_POST
@never_cache
def visit(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """Write down a visit."""
    found = _entry_or_404(unit, entry)
    form = VisitForm(request.POST, auto_id="visit_%s")

    def act() -> None:
        form_id = form.cleaned_data["form_id"]
        actions.write_visit(
            entry=found, draft=form.draft, form_id=form_id, by=request.user, at=timezone.now()
        )

    if done(request, form, act, "走访已经记下。"):
        return redirect("service:care_entry", unit.code, found.pk)
    return _entry(request, unit, found, {"visiting": form})


@allowed(Permission.KEEP_CARE)
@never_cache
def annul(request: Request, unit: Unit, visit: UUID) -> HttpResponse:
    """A visit was written down wrongly."""
    found = queries.visit_of(unit, visit)
    if found is None:
        raise Http404("no such visit here")
    form = AnnulForm(posted(request))

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.annul_visit(visit=found, why=why, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "这次走访已经作废。"):
        return redirect("service:care_entry", unit.code, found.entry_id)
    title = f"作废 {found.visited_on:%Y-%m-%d} 的走访"
    return form_page(request, unit, form, title, "作废", inside=INSIDE)


@allowed(Permission.KEEP_CARE)
@require_POST
@never_cache
def end(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """Somebody leaves the register."""
    found = _entry_or_404(unit, entry)
    form = EndCareForm(request.POST, auto_id="end_%s")

    def act() -> None:
        actions.end_care(entry=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, "已经结束，记录都还在。"):
        return redirect("service:care", unit.code)
    return _entry(request, unit, found, {"ending": form})


@allowed(Permission.KEEP_CARE)
@require_POST
@never_cache
def list_pdf(request: Request, unit: Unit) -> HttpResponse:
    """The list a visitor takes along. Printing it is logged."""
    check_branch(unit)
    form = ListForm(request.POST, auto_id="list_%s")
    if not form.is_valid():
        return _register(request, unit, {"printing": form})
    today = timezone.localdate()
    lines = queries.care_of(unit, on=today)
    if form.cleaned_data["which"] == "due":
        lines = [line for line in lines if line.due.urgency != Urgency.LATER]
    if not lines:
        form.add_error(None, "没有到期和快到期的，不用印。要全印请选“全部在册的”。")
        return _register(request, unit, {"printing": form})
    _look(request, unit, None, PRINT)
    content = printing.visit_list(unit, lines, with_addresses=form.cleaned_data["with_addresses"], on=today)
    return as_file(content, PDF, f"{unit.short_name}走访单.pdf")


def _register(request: Request, unit: Unit, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    _look(request, unit, None, REGISTER)
    missing = queries.old_members_missing(unit, on=today)
    counts = queries.care_counts([unit], today.year, on=today)[unit.pk]
    context = {
        "unit": unit,
        "year": today.year,
        "views": views_of(request, unit, today.year, "care"),
        "lines": queries.care_of(unit, on=today),
        "ended": list(queries.ended_care(unit)),
        "counts": counts,
        "missing": missing,
        "old": OldMembersForm(members=missing, auto_id="old_%s"),
        "printing": ListForm(auto_id="list_%s"),
        **given,
    }
    return render(request, "service/care.html", context, status=422 if given else 200)


def _entry(request: Request, unit: Unit, found: CareEntry, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    _look(request, unit, found, PAGE)
    visits = queries.visits_of(found)
    live = [one.visited_on for one in visits if one.annulled_at is None]
    now = parameters_for(unit, on=today)
    context = {
        "unit": unit,
        "year": today.year,
        "entry": found,
        "visits": visits,
        "due": queries.visit_due(found, max(live, default=None), now, today),
        "looks": list(queries.looks_at(found)[:10]),
        "visiting": VisitForm(
            initial={"visited_on": today, "form_id": uuid4(), "visitors": request.user.name},
            auto_id="visit_%s",
        ),
        "ending": EndCareForm(initial={"on": today}, auto_id="end_%s"),
        **given,
    }
    return render(request, "service/care_entry.html", context, status=422 if given else 200)


def _look(request: Request, unit: Unit, found: CareEntry | None, what: str) -> None:
    on, now = timezone.localdate(), timezone.now()
    actions.look(unit=unit, entry=found, what=what, by=request.user, on=on, at=now)


def _members(unit: Unit) -> list[Member]:
    return [entry.member for entry in affiliated([unit], on=timezone.localdate())]


def _entry_or_404(unit: Unit, key: UUID) -> CareEntry:
    found = queries.care_entry_of(unit, key)
    if found is None:
        raise Http404("nobody of this id in the register here")
    return found


def _open_or_404(unit: Unit, key: UUID) -> CareEntry:
    found = _entry_or_404(unit, key)
    if found.ends_on is not None:
        raise Http404("left the register")
    return found
