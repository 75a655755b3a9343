"""到社区报到: members of departments and enterprises register; the community confirms, here or on paper."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.contents.service import actions, printing, queries
from activityday.contents.service.enums import RECEIVING_SECTORS, REGISTERING_SECTORS, RegistrationState
from activityday.contents.service.forms.posts import ConfirmForm, RegisterForm, SlipForm
from activityday.contents.service.forms.projects import WhyForm
from activityday.contents.service.models import Registration
from activityday.contents.service.views.places import (
    PDF,
    as_file,
    check_branch,
    check_year,
    done,
    form_page,
    views_of,
)
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated


@allowed(Permission.VIEW_SERVICE)
def registrations(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Who registered where, and who came to register here."""
    _check(unit, year)
    own = list(queries.registrations_of(unit, year))
    context = {
        "unit": unit,
        "year": year,
        "views": views_of(request, unit, year, "registrations"),
        "own": own,
        "received": list(queries.received_at(unit, year)) if unit.sector in RECEIVING_SECTORS else [],
        "registers": unit.sector in REGISTERING_SECTORS,
        "receives": unit.sector in RECEIVING_SECTORS,
        "has_slips": any(one.state == RegistrationState.REPORTED and one.outside for one in own),
        "may_record": may(request, Permission.RECORD_SERVICE, unit),
        "has_next": year <= timezone.localdate().year,
    }
    return render(request, "service/registrations.html", context)


@allowed(Permission.RECORD_SERVICE)
def new_registration(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Several members at once into the same community."""
    _check(unit, year)
    if unit.sector not in REGISTERING_SECTORS:
        raise Http404("nobody of this sector registers")
    today = timezone.localdate()
    form = RegisterForm(
        posted(request),
        members=[entry.member for entry in affiliated([unit], on=today)],
        communities=queries.communities_for(unit, on=today),
        initial={"on": today},
    )

    def act() -> str:
        made = actions.register(unit=unit, draft=form.draft, by=request.user, at=timezone.now())
        return f"登记了 {len(made)} 人，等社区确认。"

    if form.is_bound and done(request, form, act, ""):
        return redirect("service:registrations", unit.code, year)
    return form_page(request, unit, form, "登记到社区报到", "登记", year=year)


@allowed(Permission.RECORD_SERVICE)
def confirm(request: Request, unit: Unit, registration: UUID) -> HttpResponse:
    """The community says that the member came."""
    return _answer(request, unit, registration, is_confirmed=True)


@allowed(Permission.RECORD_SERVICE)
def send_back(request: Request, unit: Unit, registration: UUID) -> HttpResponse:
    """The community sends a registration back, with the reason."""
    return _answer(request, unit, registration, is_confirmed=False)


@allowed(Permission.RECORD_SERVICE)
def slip(request: Request, unit: Unit, registration: UUID) -> HttpResponse:
    """A paper slip came back."""
    found = _own_or_404(unit, registration)
    form = SlipForm(posted(request), initial={"on": timezone.localdate()})

    def act() -> None:
        data = form.cleaned_data
        actions.enter_slip(registration=found, by=request.user, at=timezone.now(), **data)

    if form.is_bound and done(request, form, act, "社区已经确认。"):
        return redirect("service:registrations", unit.code, found.year)
    return form_page(request, unit, form, f"回执：{found.member.name}", "记下确认", year=found.year)


@allowed(Permission.RECORD_SERVICE)
def withdraw(request: Request, unit: Unit, registration: UUID) -> HttpResponse:
    """The branch takes a registration back."""
    found = _own_or_404(unit, registration)
    form = WhyForm(posted(request))

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.withdraw_registration(registration=found, why=why, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经撤回。"):
        return redirect("service:registrations", unit.code, found.year)
    return form_page(request, unit, form, f"撤回{found.member.name}的报到", "撤回", year=found.year)


@allowed(Permission.VIEW_SERVICE)
def slips_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The slips for communities outside, one half page each."""
    _check(unit, year)
    waiting = queries.registrations_of(unit, year).filter(
        state=RegistrationState.REPORTED, community__isnull=True
    )
    found = list(waiting)
    if not found:
        raise Http404("no slip to print")
    return as_file(printing.slips(found), PDF, f"{unit.short_name}{year}年社区报到回执.pdf")


def _answer(request: Request, unit: Unit, key: UUID, *, is_confirmed: bool) -> HttpResponse:
    found = queries.received_of(unit, key)
    if found is None:
        raise Http404("nobody registered so here")
    form = ConfirmForm(posted(request))
    action = actions.confirm_here if is_confirmed else actions.return_here

    def act() -> None:
        word = form.cleaned_data["word"]
        action(registration=found, unit=unit, word=word, by=request.user, at=timezone.now())

    word = "确认来报到了" if is_confirmed else "退回"
    if form.is_bound and done(request, form, act, "已经确认。" if is_confirmed else "已经退回。"):
        return redirect("service:registrations", unit.code, found.year)
    title = f"{found.member.name}（{found.unit.short_name}）来报到"
    return form_page(request, unit, form, title, word, year=found.year, registration=found)


def _check(unit: Unit, year: int) -> None:
    check_branch(unit)
    check_year(year)


def _own_or_404(unit: Unit, key: UUID) -> Registration:
    found = queries.registration_of(unit, key)
    if found is None or found.state != RegistrationState.REPORTED:
        raise Http404("no such registration waits here")
    return found
