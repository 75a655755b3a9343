"""Study materials: the office publishes, branches read, print and take home. Nobody counts who read what."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from activityday.documents.papers.material import MaterialPaper, render_material
from activityday.office.notices.materials import actions, queries
from activityday.office.notices.materials.forms import MaterialForm, VersionForm, WhyForm
from activityday.office.notices.materials.queries import Offered
from activityday.office.notices.models import MaterialVersion
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit

FIRST_YEAR, LAST_YEAR = 2017, 2099


@allowed(Permission.VIEW_UNIT)
def materials(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What there is to read in a year, by month; for the office also what it withdrew, and the way to publish."""
    if not FIRST_YEAR <= year <= LAST_YEAR or unit.committee_id is None:
        raise Http404(f"{unit.code} {year}")
    found = queries.materials_in(unit, year)
    context = {
        "unit": unit,
        "year": year,
        "rows": [(one, _for_whom(one)) for one in found if not one.is_withdrawn],
        "withdrawn": [one for one in found if one.is_withdrawn],
        "has_before": year > FIRST_YEAR,
        "has_after": year < LAST_YEAR,
        "may_publish": _is_office(request, unit),
    }
    return render(request, "notices/materials.html", context)


@allowed(Permission.PUBLISH_MATERIALS)
def publish(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Publish a material for some months of a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR or unit.level != Level.COMMITTEE:
        raise Http404(f"{unit.code} {year}")
    today = timezone.localdate()
    month = date(year, today.month if year == today.year else 1, 1).isoformat()
    initial = {"first_month": month, "last_month": month}
    form = MaterialForm(request.POST or None, request.FILES or None, year=year, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.publish_material(
                committee=unit,
                draft=form.draft(),
                first_month=form.cleaned_data["first_month"],
                last_month=form.cleaned_data["last_month"],
                sectors=form.cleaned_data["sectors"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已发布{version.words}，支部准备活动时就能看到。")
            return redirect("notices:materials", unit.code, year)
    context = {"unit": unit, "year": year, "form": form}
    return render(request, "notices/publish.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.PUBLISH_MATERIALS)
def renew(request: Request, unit: Unit, material: UUID) -> HttpResponse:
    """Publish another version; the older ones stay where they were used."""
    found = _material_or_404(unit, material)
    initial = {"title": found.newest.title, "source": found.newest.source}
    if (whole := queries.version_of(unit, found.newest.pk)) is not None:
        initial["text"] = whole.text
    form = VersionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.renew_material(
                material=found.material, draft=form.draft(), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已换成{version.words}。用过旧版的活动里仍是旧版。")
            return redirect("notices:materials", unit.code, found.material.first_month.year)
    context = {"unit": unit, "year": found.material.first_month.year, "form": form, "found": found}
    return render(request, "notices/publish.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.PUBLISH_MATERIALS)
def withdraw(request: Request, unit: Unit, material: UUID) -> HttpResponse:
    """Take a material back with a reason."""
    found = _material_or_404(unit, material)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.withdraw_material(material=found.material, why=why, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已撤回{found.newest.words}。用过的支部还能看到原来的内容。")
            return redirect("notices:materials", unit.code, found.material.first_month.year)
    context = {"unit": unit, "found": found, "form": form}
    return render(request, "notices/withdraw.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_UNIT)
@require_GET
def material(request: Request, unit: Unit, edition: UUID) -> HttpResponse:
    """One version to be read on the screen."""
    found = _version_or_404(unit, edition)
    newest = queries.material_of(found.material.committee, found.material_id)
    context = {
        "unit": unit,
        "version": found,
        "newest": newest,
        "is_newest": newest is not None and newest.newest.pk == found.pk,
        "year": found.material.first_month.year,
        "paragraphs": [line.strip() for line in found.text.splitlines() if line.strip()],
        "may_print": may(request, Permission.PRINT, unit),
        "may_publish": _is_office(request, unit),
    }
    return render(request, "notices/material.html", context)


@allowed(Permission.VIEW_UNIT)
@require_GET
def file_of(request: Request, unit: Unit, edition: UUID) -> HttpResponseBase:
    """The file of a version, to be kept; only for those whose office published it."""
    found = _version_or_404(unit, edition)
    name = str(found.file.name)
    if not name or not default_storage.exists(name):
        raise Http404(f"{found.pk}: no file")
    response = FileResponse(
        default_storage.open(name),
        as_attachment=True,
        filename=found.filename,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@allowed(Permission.PRINT)
@require_GET
def print_pdf(request: Request, unit: Unit, edition: UUID) -> HttpResponse:
    """A typed text in large letters, to be read aloud."""
    found = _version_or_404(unit, edition)
    if not found.text:
        raise Http404(f"{found.pk}: a file is printed by its own program")
    note = f"{found.words}　{timezone.localtime(found.published_at):%Y-%m-%d} 发布"
    paper = MaterialPaper(found.title, found.source, found.material.unit.name, found.text, note)
    headers = {"Content-Disposition": f'inline; filename="material-{str(found.pk)[:8]}.pdf"'}
    return HttpResponse(render_material(paper), content_type="application/pdf", headers=headers)


def _is_office(request: Request, unit: Unit) -> bool:
    return unit.level == Level.COMMITTEE and may(request, Permission.PUBLISH_MATERIALS, unit)


def _for_whom(one: Offered) -> str:
    return "、".join(str(Sector(code).label) for code in one.material.sectors) or "全部支部"


def _material_or_404(unit: Unit, key: UUID) -> Offered:
    found = queries.material_of(unit, key)
    if found is None:
        raise Http404(f"{key} is not of {unit}")
    return found


def _version_or_404(unit: Unit, key: UUID) -> MaterialVersion:
    found = queries.version_of(unit, key)
    if found is None:
        raise Http404(f"{key} is not for {unit}")
    return found
