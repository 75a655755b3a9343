"""The page of a unit, and the editing of the tree."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.people.accounts.access import Request, allowed, may, posted, visible
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import people_in_unit
from activityday.people.organisation import actions
from activityday.people.organisation.enums import LEGAL_CHILDREN, Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.units import dissolve_unit
from activityday.people.roster.forms import DissolveForm, NewUnitForm, UnitForm
from activityday.people.roster.pages import unit_page
from activityday.people.roster.views.steps import Step, take


@allowed(Permission.VIEW_UNIT)
def unit(request: Request, unit: Unit) -> HttpResponse:
    """A town with its branches, a branch with its people: what the tree knows about the unit."""
    today = timezone.localdate()
    page = unit_page(unit, on=today)
    context = {
        "unit": unit,
        "page": page,
        "crumbs": visible(request, page.crumbs),
        "people": people_in_unit(unit, on=today),
        "may_edit": may(request, Permission.EDIT_TREE, unit),
        "may_view_roster": may(request, Permission.VIEW_ROSTER, unit),
        "may_import": may(request, Permission.IMPORT_ROSTER, unit),
        "has_children": bool(LEGAL_CHILDREN[Level(unit.level)]),
    }
    return render(request, "roster/unit.html", context)


@allowed(Permission.EDIT_TREE)
def edit(request: Request, unit: Unit) -> HttpResponse:
    """Amend a unit's name, kind, committee, usual place."""
    initial = {field: getattr(unit, field) for field in UnitForm.base_fields}
    form = UnitForm(posted(request), initial=initial)

    def run() -> str:
        changes = {**form.cleaned_data, "sector": Sector(form.cleaned_data["sector"])}
        actions.amend(unit=unit, by=request.user, at=timezone.now(), **changes)
        return _address(unit)

    return take(request, form, _step(unit, f"修改{unit.short_name}", "保存"), run)


@allowed(Permission.EDIT_TREE)
def new(request: Request, unit: Unit) -> HttpResponse:
    """Set up a unit under this one."""
    form = NewUnitForm(posted(request), parent=unit)

    def run() -> str:
        data = form.cleaned_data
        established = actions.establish(
            parent=unit,
            code=data["code"],
            name=data["name"],
            short_name=data["short_name"],
            level=Level(data["level"]),
            sector=Sector(data["sector"]),
            has_committee=data["has_committee"],
            established_on=data["established_on"],
            by=request.user,
            at=timezone.now(),
        )
        return _address(established)

    return take(request, form, _step(unit, f"在{unit.short_name}下增设党组织", "增设"), run)


@allowed(Permission.EDIT_TREE)
def dissolve(request: Request, unit: Unit) -> HttpResponse:
    """Dissolve a unit that has no members and nothing below it any more."""
    form = DissolveForm(posted(request), initial={"on": timezone.localdate()})

    def run() -> str:
        dissolve_unit(unit=unit, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        return _address(unit)

    return take(request, form, _step(unit, f"撤销{unit.short_name}", "撤销"), run)


def _step(unit: Unit, heading: str, button: str) -> Step:
    return Step(unit=unit, heading=heading, button=button, back=_address(unit))


def _address(unit: Unit) -> str:
    return reverse("roster:unit", args=[unit.code])
