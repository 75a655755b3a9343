"""The directory of a town: its branches look and pick, its office keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from activityday.day.directory import actions, queries
from activityday.day.directory.enums import USUAL, Kind
from activityday.day.directory.forms import SiteForm, WhyForm, site_initial
from activityday.day.directory.models import Site
from activityday.day.directory.printing import as_pdf, as_workbook
from activityday.day.schedule.enums import Content
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(Permission.VIEW_UNIT)
@require_GET
def directory(request: Request, unit: Unit) -> HttpResponse:
    """Everything a branch may pick from, or what fits one content; for the office also what it took out."""
    _in_a_town(unit)
    sites, wanted = queries.sites_of(unit), request.GET.get("content", "")
    keeps = _keeps(request, unit)
    context = {
        "unit": unit,
        "sites": [site for site in sites if not wanted or wanted in site.contents],
        "is_empty": not sites,
        "contents": [pair for pair in Content.choices if any(pair[0] in site.contents for site in sites)],
        "wanted": wanted,
        "withdrawn": queries.withdrawn_of(unit) if keeps else [],
        "keeps": keeps,
        "may_print": may(request, Permission.PRINT, unit),
    }
    return render(request, "directory/directory.html", context)


@allowed(Permission.VIEW_UNIT)
@require_GET
def site(request: Request, unit: Unit, site: UUID) -> HttpResponse:
    """One entry: what there is to see, when it is open, whom to ask."""
    found = _site_or_404(unit, site)
    context = {
        "unit": unit,
        "site": found,
        "is_online": found.kind == Kind.ONLINE,
        "keeps": _keeps(request, unit),
    }
    return render(request, "directory/site.html", context)


@allowed(Permission.KEEP_DIRECTORY)
def enter(request: Request, unit: Unit) -> HttpResponse:
    """Put an entry into the directory; “保存，再登一个” leads to the next."""
    _office_or_404(unit)
    form = SiteForm(posted(request), initial=_begun(request.GET.get("kind", "")))
    if form.is_bound and form.is_valid():
        try:
            kept = actions.enter_site(committee=unit, draft=form.draft(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, f"已登记“{kept.name}”，支部准备活动时就能选用。")
            if "another" in request.POST:
                return redirect("directory:enter", unit.code)
            return redirect("directory:directory", unit.code)
    context = {"unit": unit, "form": form, "site": None}
    return render(request, "directory/enter.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.KEEP_DIRECTORY)
def amend(request: Request, unit: Unit, site: UUID) -> HttpResponse:
    """Change an entry; agendas that used it keep the name they had."""
    _office_or_404(unit)
    found = _site_or_404(unit, site)
    form = SiteForm(posted(request), initial=site_initial(found))
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            actions.amend_site(
                site=found,
                draft=form.draft(),
                base_version=found.version if seen is None else seen,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"“{form.cleaned_data['name']}”已保存。")
            return redirect("directory:site", unit.code, found.pk)
    context = {"unit": unit, "form": form, "site": found, "version": found.version}
    return render(request, "directory/enter.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.KEEP_DIRECTORY)
def withdraw(request: Request, unit: Unit, site: UUID) -> HttpResponse:
    """Take an entry out with a reason."""
    _office_or_404(unit)
    found = _site_or_404(unit, site)
    form = WhyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.withdraw_site(site=found, why=why, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.warning(request, refused.sentence)
        else:
            messages.success(request, f"已移出“{found.name}”。用过的议程里还写着它。")
        return redirect("directory:directory", unit.code)
    context = {"unit": unit, "form": form, "site": found}
    return render(request, "directory/withdraw.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.KEEP_DIRECTORY)
@require_POST
def restore(request: Request, unit: Unit, site: UUID) -> HttpResponse:
    """Put back what was taken out."""
    _office_or_404(unit)
    found = _site_or_404(unit, site)
    try:
        actions.restore_site(site=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"已放回“{found.name}”，支部又能选用了。")
    return redirect("directory:directory", unit.code)


@allowed(Permission.PRINT)
@require_GET
def list_pdf(request: Request, unit: Unit) -> HttpResponse:
    """The directory as a list for the wall."""
    _in_a_town(unit)
    headers = {"Content-Disposition": f'inline; filename="directory-{unit.code}.pdf"'}
    body = as_pdf(unit, queries.sites_of(unit), on=timezone.localdate())
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@allowed(Permission.PRINT)
@require_GET
def list_xlsx(request: Request, unit: Unit) -> HttpResponse:
    """The directory as a workbook."""
    _in_a_town(unit)
    headers = {"Content-Disposition": f'attachment; filename="directory-{unit.code}.xlsx"'}
    body = as_workbook(unit, queries.sites_of(unit), on=timezone.localdate())
    return HttpResponse(body, content_type=XLSX, headers=headers)


def _begun(kind: str) -> dict[str, object]:
    if kind not in Kind.values:
        return {}
    return {"kind": kind, "contents": [USUAL[Kind(kind)]]}


def _keeps(request: Request, unit: Unit) -> bool:
    return unit.level == Level.COMMITTEE and may(request, Permission.KEEP_DIRECTORY, unit)


def _in_a_town(unit: Unit) -> None:
    if unit.committee_id is None:
        raise Http404(f"{unit.code} is above every town")


def _office_or_404(unit: Unit) -> None:
    if unit.level != Level.COMMITTEE:
        raise Http404(f"{unit.code} keeps no directory")


def _site_or_404(unit: Unit, key: UUID) -> Site:
    _in_a_town(unit)
    found = queries.site_of(unit, key)
    if found is None:
        raise Http404(f"{key} is not of {unit}")
    return found
