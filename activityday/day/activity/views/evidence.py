"""Pictures and scans of an activity: added, looked at, taken out with a reason."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from activityday.day.activity import actions, queries
from activityday.day.activity.enums import EvidenceKind
from activityday.day.activity.forms import EvidenceForm, ReasonForm
from activityday.day.activity.models import Activity, Evidence
from activityday.day.activity.views.places import Place, buttons, place_of_activity
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_UNIT)
def evidence(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """What is kept, and below it the way to add more for those who may."""
    place, activity = place_of_activity(request, unit, year, month)
    if request.method == "POST":
        return _add(request, place, activity)
    return _page(request, place, activity, EvidenceForm())


@allowed(Permission.VIEW_UNIT)
@require_GET
def file_of(request: Request, unit: Unit, year: int, month: int, evidence: UUID) -> HttpResponseBase:
    """The file itself, for those who may see the activity: a picture to be looked at, a scan to be opened."""
    _, activity = place_of_activity(request, unit, year, month)
    found = _found(activity, evidence)
    name = str(found.file.name)
    if not default_storage.exists(name):
        raise Http404(f"{found.pk}: the file is missing")
    is_scan = found.content_type == "application/pdf"
    response = FileResponse(
        default_storage.open(name),
        as_attachment=is_scan,
        filename=found.filename,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@allowed(Permission.RECORD_ACTIVITY)
def remove(request: Request, unit: Unit, year: int, month: int, evidence: UUID) -> HttpResponse:
    """Take one out, with a reason; the file stays."""
    place, activity = place_of_activity(request, unit, year, month)
    found = _found(activity, evidence)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_evidence(
                evidence=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已移出“{found.filename}”，原文件仍保留。")
        return redirect("activity:evidence", unit.code, year, month)
    context = {**_base(place, activity), "evidence": found, "form": form}
    return render(request, "activity/evidence_remove.html", context, status=422 if form.is_bound else 200)


def _add(request: Request, place: Place, activity: Activity) -> HttpResponse:
    if not buttons(request, place)["may_record"]:
        raise Http404("may not record here now")
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, activity, form, status=422)
    uploads = [actions.Upload(one.name or "", one.read()) for one in form.cleaned_data["pieces"]]
    try:
        added = actions.add_evidence(
            activity=activity,
            uploads=uploads,
            kind=EvidenceKind(form.cleaned_data["kind"]),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("pieces", str(refused))
        return _page(request, place, activity, form, status=422)
    if added.kept:
        messages.success(request, f"已保存 {len(added.kept)} 个文件。")
    for note in added.notes:
        messages.warning(request, note)
    return redirect("activity:evidence", place.unit.code, place.month.year, place.month.month)


def _found(activity: Activity, key: UUID) -> Evidence:
    found = queries.evidence_by_id(activity, key)
    if found is None:
        raise Http404(f"{key} is not of this activity")
    return found


def _base(place: Place, activity: Activity) -> dict[str, object]:
    return {
        "place": place,
        "unit": place.unit,
        "month": place.month,
        "activity": activity,
        "crumbs": place.crumbs,
    }


def _page(
    request: Request, place: Place, activity: Activity, form: EvidenceForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **_base(place, activity),
        "form": form,
        "pieces": queries.evidence_of(activity, with_removed=True),
        **buttons(request, place),
    }
    return render(request, "activity/evidence.html", context, status=status)
