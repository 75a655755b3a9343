"""The list of members, the page of one, entering and editing by hand."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.audit.queries import history_of
from activityday.people.accounts.access import Request, allowed, may, posted, visible
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of, branches_of, groups_of
from activityday.people.roster import actions, queries
from activityday.people.roster.actions.members import SENSITIVE
from activityday.people.roster.checks import StaleMember
from activityday.people.roster.enums import JoinReason
from activityday.people.roster.export import roster_workbook
from activityday.people.roster.forms import MASKED, EditMemberForm, NewMemberForm, SearchForm
from activityday.people.roster.models import Member
from activityday.people.roster.templatetags.roster_words import told
from activityday.people.roster.views.steps import Step, take

PAGE = 200
HISTORY = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(Permission.VIEW_ROSTER)
def members(request: Request, unit: Unit) -> HttpResponse:
    """The roster of a unit and below, searched and filtered, 200 to a page."""
    today = timezone.localdate()
    form = SearchForm(request.GET)
    filters = {**form.cleaned_data} if form.is_valid() else {}
    number = filters.pop("page", None) or 1
    pages = Paginator(queries.found_in(unit, on=today, **filters), PAGE)
    page = pages.get_page(number)
    context = {
        "unit": unit,
        "crumbs": visible(request, ancestors_of(unit)),
        "form": form,
        "groups": groups_of(unit, on=today),
        "page": page,
        "rows": queries.as_affiliated(page.object_list, on=today),
        "total": pages.count,
        "is_filtered": any(filters.values()),
        "today": today,
        "may_edit": may(request, Permission.EDIT_ROSTER, unit),
        "may_import": may(request, Permission.IMPORT_ROSTER, unit),
        "may_print": may(request, Permission.PRINT, unit),
    }
    return render(request, "roster/members.html", context)


@allowed(Permission.VIEW_ROSTER)
@never_cache
def member(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """One member: who, where, since when; sensitive values masked."""
    return _member_page(request, unit, member_or_404(unit, member), {})


@allowed(Permission.VIEW_SENSITIVE)
@require_POST
@never_cache
def reveal(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """One sensitive value whole, on this answer only; that it was read is logged."""
    person = own_member_or_404(unit, member)
    field = request.POST.get("field", "")
    if field not in SENSITIVE:
        raise Http404("no such sensitive field")
    actions.log_reading(member=person, field=field, by=request.user, at=timezone.now())
    return _member_page(request, unit, person, {field: getattr(person, field)})


@allowed(Permission.EDIT_ROSTER)
def new(request: Request, unit: Unit) -> HttpResponse:
    """Enter a member by hand."""
    today = timezone.localdate()
    branches = branches_of(unit, on=today)
    initial = {"branch": unit if unit.is_branch else None, "join_reason": JoinReason.TRANSFERRED_IN}
    form = NewMemberForm(
        posted(request),
        initial=initial,
        branches=branches,
        groups=queries.groups_below(unit, on=today),
    )

    def run() -> str:
        data = form.cleaned_data
        added = actions.add_member(
            branch=data["branch"],
            group=data["group"],
            fields=form.values(),
            reason=JoinReason(data["join_reason"]),
            on=data["on"],
            elsewhere=data["elsewhere"],
            by=request.user,
            at=timezone.now(),
        )
        return address_of(unit, added)

    step = Step(unit, "登记党员", "登记", reverse("roster:members", args=[unit.code]))
    return take(request, form, step, run)


@allowed(Permission.EDIT_ROSTER)
@never_cache
def edit(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Change a member's own fields; the second of two editors is told what the first changed."""
    person = own_member_or_404(unit, member)
    form = EditMemberForm(posted(request), member=person)
    form.fields["version"].initial = person.version

    def run() -> str:
        try:
            actions.edit_member(
                member=person,
                fields=form.values(),
                reason=form.cleaned_data["reason"],
                base_version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except StaleMember:
            _show_newest(form, person)
            raise
        return address_of(unit, person)

    step = Step(unit, f"修改{person.name}", "保存修改", address_of(unit, person), member=person)
    return take(request, form, step, run)


@allowed(Permission.PRINT)
def export(request: Request, unit: Unit) -> HttpResponse:
    """The roster of a unit and below as a workbook, without sensitive columns."""
    if not may(request, Permission.VIEW_ROSTER, unit):
        raise Http404("the roster is not for this post")
    today = timezone.localdate()
    content = roster_workbook(unit, queries.members_of(unit, on=today), on=today)
    actions.log_export(unit=unit, by=request.user, at=timezone.now())
    name = f'attachment; filename="roster-{unit.code}-{today:%Y%m%d}.xlsx"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": name})


def member_or_404(unit: Unit, key: UUID) -> Member:
    """A member who belongs or belonged to `unit` or below; else 404."""
    member = queries.member_of(unit, key)
    if member is None:
        raise Http404("no such member here")
    return member


def own_member_or_404(unit: Unit, key: UUID) -> Member:
    """A member whose newest affiliation is at or below `unit`; else 404."""
    member = member_or_404(unit, key)
    if not queries.belongs_now(queries.affiliations_of(member), unit):
        raise Http404("belongs elsewhere now")
    return member


def address_of(unit: Unit, member: Member) -> str:
    """The page of the member, seen from `unit`."""
    return reverse("roster:member", args=[unit.code, member.pk])


def _member_page(request: Request, unit: Unit, person: Member, shown: dict[str, str]) -> HttpResponse:
    today = timezone.localdate()
    affiliations = queries.affiliations_of(person)
    own = queries.belongs_now(affiliations, unit)
    newest = affiliations[0]
    context = {
        "unit": unit,
        "crumbs": visible(request, ancestors_of(unit)),
        "member": person,
        "category": queries.category_on(person, today),
        "affiliations": affiliations,
        "newest": newest,
        "is_here": own and newest.ends_on is None,
        "posts": queries.posts_of(person),
        "conditions": queries.conditions_of(person),
        "arrivals": queries.arrivals_of_member(person),
        "may_float": own and may(request, Permission.VIEW_FLOATING, unit),
        "history": told(history_of("member", person.pk))[:HISTORY],
        "sensitives": _sensitives(person, shown),
        "may_edit": own and may(request, Permission.EDIT_ROSTER, unit),
        "may_reveal": own and may(request, Permission.VIEW_SENSITIVE, unit),
        "today": today,
    }
    return render(request, "roster/member.html", context)


def _sensitives(person: Member, shown: dict[str, str]) -> list[dict[str, str]]:
    """The sensitive fields as the page shows them: masked, and whole where `shown` holds them."""
    labels = {field: str(EditMemberForm.base_fields[field].label) for field in MASKED}
    return [
        {
            "field": field,
            "label": labels[field],
            "masked": getattr(person, masked),
            "shown": shown.get(field, ""),
        }
        for field, masked in MASKED.items()
    ]


def _show_newest(form: EditMemberForm, member: Member) -> None:
    """Let the form carry the newest version, so that saving again after looking is a decision."""
    member.refresh_from_db()
    form.data = {**form.data.dict(), "version": str(member.version)}  # type: ignore[attr-defined]
