"""Bases from a workbook: upload → what was understood → confirm. Nothing is kept before that, not even the file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.dues import actions
from activityday.contents.dues.checks.assessing import RowsRefused, may_assess_year
from activityday.contents.dues.forms.importing import MOST_BYTES, BasesForm
from activityday.contents.dues.imports.plan import NotSealedHere, opened, plan_of, sealed
from activityday.contents.dues.imports.reading import NotBases, read_bases
from activityday.contents.dues.queries import assessing as queries
from activityday.contents.dues.queries.assessing import YearSheet
from activityday.contents.dues.views.assessing import month_in
from activityday.contents.dues.views.places import branch_or_404, place, year_or_404
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.ASSESS_DUES)
@never_cache
def upload(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Choose the workbook; on the answer, what was understood, row by row."""
    sheet = _sheet(request, unit, year)
    month = timezone.localdate().replace(day=1)
    form = BasesForm(posted(request), request.FILES or None, sheet=sheet, month=month)
    context = {**place(request, unit), "sheet": sheet, "form": form, "year": year}
    if request.method != "POST" or not form.is_valid():
        return render(request, "dues/assess_import.html", context, status=422 if form.is_bound else 200)
    file = form.cleaned_data["workbook"]
    try:
        plan = plan_of(sheet, read_bases(file.read(MOST_BYTES + 1), file.name))
    except NotBases as answer:
        form.add_error("workbook", str(answer))
        return render(request, "dues/assess_import.html", context, status=422)
    carried = sealed(sheet, plan, by=request.user.pk, filename=file.name) if plan.ready else ""
    context |= {"plan": plan, "carried": carried, "filename": file.name}
    return render(request, "dues/assess_preview.html", context)


@allowed(Permission.ASSESS_DUES)
@require_POST
def confirm(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Write what was shown: all of it or nothing."""
    branch_or_404(unit)
    try:
        content = opened(
            request.POST.get("carried", ""), branch=unit.pk, year=year_or_404(year), by=request.user.pk
        )
    except NotSealedHere:
        messages.error(request, "核对页已经失效，什么都没有写入。请重新上传。")
        return redirect("dues:assess_import", unit.code, year)
    try:
        made = actions.assess_year(
            branch=unit,
            year=year,
            starts=month_in(content["starts"]),
            entries=content["entries"],
            base_version=content["version"],
            source=content["filename"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except RowsRefused:
        messages.error(request, "名册或核定刚有变动，什么都没有写入。请重新上传核对。")
        return redirect("dues:assess_import", unit.code, year)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"已从“{content['filename']}”写入 {len(made)} 人的 {year} 年核定。")
    return redirect("dues:assess", unit.code, year)


def _sheet(request: Request, unit: Unit, year: int) -> YearSheet:
    today = timezone.localdate()
    if not may_assess_year(year_or_404(year), today):
        raise Http404("not to be assessed now")
    starts = month_in(request.POST.get("starts", "")) or today.replace(day=1)
    return queries.year_sheet(branch_or_404(unit), year, on=today, starts=starts)
