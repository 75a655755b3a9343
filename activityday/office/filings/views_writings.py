"""Implementation plans and summaries: written, read, sent on, shared."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from activityday.office.filings.enums import Kind, State
from activityday.office.filings.models import Writing
from activityday.office.filings.writings import actions, queries
from activityday.office.filings.writings.forms import WritingForm
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of

MOST = 60


@allowed(Permission.VIEW_UNIT)
def writings(request: Request, unit: Unit) -> HttpResponse:
    """What this unit and those below it wrote, and the summaries that the town shares."""
    if unit.level == Level.GROUP:
        raise Http404(f"{unit.code} writes with its branch")
    context = {
        "unit": unit,
        "kinds": [(kind.value, kind.label) for kind in actions.KINDS],
        "written": [(one, list(one.filings.all())) for one in queries.writings_of(unit)[:MOST]],
        "shared": queries.shared_with(unit)[:MOST] if unit.committee_id else [],
        "may_write": unit.level in actions.WRITING and may(request, Permission.ASK, unit),
    }
    return render(request, "filings/writings.html", context)


@allowed(Permission.ASK)
def write(request: Request, unit: Unit, kind: str) -> HttpResponse:
    """Write one and send it to the next level up."""
    superior = superior_of(unit)
    if kind not in {one.value for one in actions.KINDS} or unit.level not in actions.WRITING or not superior:
        raise Http404(f"{unit.code} {kind}")
    form = WritingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.send_writing(
                unit=unit,
                kind=Kind(kind),
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                upload=form.upload(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已报送{superior.short_name}。")
            return redirect("filings:writing", unit.code, made.pk)
    context = {"unit": unit, "label": Kind(kind).label, "form": form, "superior": superior}
    return render(request, "filings/write.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_UNIT)
@require_GET
def writing(request: Request, unit: Unit, writing: UUID) -> HttpResponse:
    """One to be read, with its ways and what may be done with it now."""
    found = _writing_or_404(unit, writing)
    is_here = found.unit.path.startswith(unit.path)
    is_office = unit.pk == found.committee_id
    received = (
        found.unit_id == found.committee_id or queries.first_filing(found).filing.state == State.APPROVED
    )
    context = {
        "unit": unit,
        "writing": found,
        "links": found.filings.all() if is_here else [],
        "paragraphs": [line.strip() for line in found.text.splitlines() if line.strip()],
        "waiting": _waiting(request, unit, found),
        "may_forward": is_office
        and received
        and found.unit_id != found.committee_id
        and queries.forwarded(found) is None
        and may(request, Permission.ASK, unit),
        "may_share": is_office
        and received
        and found.kind == Kind.EXPERIENCE
        and found.shared_at is None
        and may(request, Permission.PUBLISH_MATERIALS, unit),
        "superior": superior_of(found.committee),
    }
    return render(request, "filings/writing.html", context)


@allowed(Permission.VIEW_UNIT)
@require_GET
def writing_behind(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """From a filing to the writing behind it."""
    found = queries.writing_behind(unit, filing)
    if found is None:
        raise Http404(str(filing))
    return redirect("filings:writing", unit.code, found.pk)


@allowed(Permission.VIEW_UNIT)
@require_GET
def writing_file(request: Request, unit: Unit, writing: UUID) -> HttpResponseBase:
    """The file, to be kept."""
    found = _writing_or_404(unit, writing)
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


@allowed(Permission.ASK)
@require_POST
def forward(request: Request, unit: Unit, writing: UUID) -> HttpResponse:
    """The town sends it on to the county."""
    found = _of_office_or_404(unit, writing)
    try:
        filing = actions.forward(writing=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"已转报{filing.answered_by.short_name}备案。")
    return redirect("filings:writing", unit.code, found.pk)


@allowed(Permission.PUBLISH_MATERIALS)
@require_POST
def share(request: Request, unit: Unit, writing: UUID) -> HttpResponse:
    """The town shares a summary with its branches."""
    found = _of_office_or_404(unit, writing)
    try:
        actions.share(writing=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已推广，各支部都能看到。")
    return redirect("filings:writing", unit.code, found.pk)


def _waiting(request: Request, unit: Unit, found: Writing) -> UUID | None:
    """The filing that waits for this reader's answer, if any."""
    for link in found.filings.all():
        filing = link.filing
        if filing.state == State.ASKED and may(request, Permission.DECIDE, filing.answered_by):
            return filing.pk
    return None


def _writing_or_404(unit: Unit, key: UUID) -> Writing:
    found = queries.writing_of(unit, key)
    if found is None:
        raise Http404(str(key))
    return found


def _of_office_or_404(unit: Unit, key: UUID) -> Writing:
    found = _writing_or_404(unit, key)
    if found.committee_id != unit.pk:
        raise Http404(f"{unit} is not the office")
    return found
