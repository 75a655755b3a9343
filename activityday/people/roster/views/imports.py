"""Bringing a roster in: upload → what was understood → confirm → result."""

import csv
from datetime import date
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.people.accounts.access import Request, allowed, may, posted, visible
from activityday.people.accounts.models import User
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of
from activityday.people.roster import queries
from activityday.people.roster.actions import imports as actions
from activityday.people.roster.forms import UploadForm
from activityday.people.roster.imports import running
from activityday.people.roster.models import RosterImport
from activityday.people.roster.workbook.fields import Field

State = RosterImport.State
BUSY = {State.READING, State.WRITING}


@allowed(Permission.IMPORT_ROSTER)
def upload(request: Request, unit: Unit) -> HttpResponse:
    """Choose the workbook; below, what was brought in before."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["workbook"]
        try:
            actions.check_size(uploaded.size)
            roster = actions.receive(
                unit=unit, filename=uploaded.name, data=uploaded.read(), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error("workbook", str(refused))
        else:
            return _read(unit, roster)
    context = {
        "unit": unit,
        "crumbs": visible(request, ancestors_of(unit)),
        "form": form,
        "earlier": queries.imports_of(unit),
    }
    return render(request, "roster/upload.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.IMPORT_ROSTER)
@never_cache
def roster_import(request: Request, unit: Unit, upload: UUID) -> HttpResponse:
    """One import where it stands: being read, to be confirmed, being written, written, discarded."""
    found = _or_404(unit, upload)
    interrupted = running.is_interrupted(found, timezone.now())
    context = {
        "unit": unit,
        "crumbs": visible(request, ancestors_of(unit)),
        "roster": found,
        "preview": found.result,
        "work": running.progress_of(found) or running.Progress("开始", 0, 0, found.uploaded_at, 0),
        "is_busy": found.state in BUSY and not interrupted,
        "is_interrupted": interrupted,
        "is_empty": not any(
            found.result.get("counts", {}).get(name) for name in ("created", "updated", "units")
        ),
        "fields": [(field.value, field.label) for field in Field],
        "sectors": Sector.choices,
        "terms": actions.terms_of(found, timezone.now()),
        "may_create": may(request, Permission.EDIT_TREE, unit),
    }
    if not request.htmx:
        return render(request, "roster/import.html", context)
    if not context["is_busy"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "roster/import.html#state", context)


@allowed(Permission.IMPORT_ROSTER)
@require_POST
def remap(request: Request, unit: Unit, upload: UUID) -> HttpResponse:
    """Read again as the clerk corrected it."""
    found = _or_404(unit, upload)
    create = request.POST.get("create_units") == "yes" and may(request, Permission.EDIT_TREE, unit)
    try:
        actions.remap(
            roster=found,
            columns=_columns(request, found),
            create_units=create,
            sectors=_sectors(request, found),
            on=_day(request.POST.get("on", "")),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("roster:import", unit.code, found.pk)
    return _read(unit, found)


@allowed(Permission.IMPORT_ROSTER)
@require_POST
def confirm(request: Request, unit: Unit, upload: UUID) -> HttpResponse:
    """Write it. A second click finds it taken and is told so."""
    found, now = _or_404(unit, upload), timezone.now()
    try:
        actions.claim_writing(roster=found, at=now, interrupted=running.is_interrupted(found, now))
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("roster:import", unit.code, found.pk)
    by: User = request.user

    def work(progress: actions.Progress) -> None:
        actions.write(roster=found, by=by, at=now, progress=progress)

    running.start(found, work, timezone.now)
    return redirect("roster:import", unit.code, found.pk)


@allowed(Permission.IMPORT_ROSTER)
@require_POST
def discard(request: Request, unit: Unit, upload: UUID) -> HttpResponse:
    """Throw it away; nothing was written."""
    try:
        actions.discard(roster=_or_404(unit, upload), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "已放弃这次导入，什么都没有写入。")
    return redirect("roster:imports", unit.code)


@allowed(Permission.IMPORT_ROSTER)
def refusals(request: Request, unit: Unit, upload: UUID) -> HttpResponse:
    """The rows that were not taken over and those to look at, as a table for the clerk to work through."""
    del request
    found = _or_404(unit, upload)
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["处理", "工作表", "行", "列", "原因和办法"])
    for label, rows in (("未导入", "refused"), ("请留意", "warnings")):
        writer.writerows(
            [label, _harmless(sheet), row or "", *map(_harmless, rest)]
            for sheet, row, *rest in found.result.get(rows, [])
        )
    name = f'attachment; filename="refusals-{found.uploaded_at:%Y%m%d}.csv"'
    # the mark at the beginning lets a spreadsheet see that this is UTF-8
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _read(unit: Unit, roster: RosterImport) -> HttpResponse:
    now = timezone.now()
    running.start(
        roster, lambda progress: actions.read(roster=roster, at=now, progress=progress), timezone.now
    )
    return redirect("roster:import", unit.code, roster.pk)


def _or_404(unit: Unit, key: UUID) -> RosterImport:
    roster = queries.import_of(unit, key)
    if roster is None:
        raise Http404("no such import here")
    return roster


def _columns(request: Request, roster: RosterImport) -> dict[str, dict[str, str]]:
    """What the clerk chose for each column, on top of earlier choices: sheet name → index of the column → field."""
    chosen = {sheet: dict(columns) for sheet, columns in roster.mapping.get("columns", {}).items()}
    for number, sheet in enumerate(roster.result.get("sheets", [])):
        for column in sheet["columns"]:
            field = request.POST.get(f"column-{number}-{column['index']}")
            if field is not None and field != column["field"]:
                chosen.setdefault(sheet["name"], {})[str(column["index"])] = field
    return chosen


def _sectors(request: Request, roster: RosterImport) -> dict[str, str]:
    unknown = [name for name, _, _ in roster.result.get("unknown", [])]
    chosen = {name: request.POST.get(f"sector-{number}", "") for number, name in enumerate(unknown)}
    return {**roster.mapping.get("sectors", {}), **{name: value for name, value in chosen.items() if value}}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _harmless(cell: object) -> object:
    """A cell that a spreadsheet will not take for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
