"""Work checklists 工作清单: empty until somebody writes what a plan asks for."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.actions.checklists import ItemDraft
from activityday.leadership.supervision.enums import Progress
from activityday.leadership.supervision.forms.checklists import ChecklistForm, ItemForm, ProgressForm
from activityday.leadership.supervision.models import Checklist
from activityday.leadership.supervision.views.parts import status, tabs_of, told, written
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of


@allowed(Permission.KEEP_CHECKLIST)
def checklists(request: Request, unit: Unit) -> HttpResponse:
    """The lists of this unit and those that hold something for it; the form for a new one."""
    form, made = ChecklistForm(posted(request)), list[Checklist]()
    if (
        request.method == "POST"
        and form.is_valid()
        and written(
            request,
            form,
            lambda: made.append(
                actions.make_checklist(unit=unit, by=request.user, at=timezone.now(), **form.cleaned_data)
            ),
            "清单已建立，照文件一项一项写上去。",
        )
    ):
        return redirect("supervision:checklist", unit.code, made[0].pk)
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "checklists"),
        "checklists": list(queries.checklists_of(unit)),
        "due": queries.checklist_due(unit, on=timezone.localdate()),
        "form": form,
    }
    return render(request, "supervision/checklists.html", context, status=status(form))


@allowed(Permission.KEEP_CHECKLIST)
def checklist(request: Request, unit: Unit, checklist: UUID) -> HttpResponse:
    """One list with its items; whoever made it may add to it."""
    found = _checklist_or_404(unit, checklist)
    may_write = may(request, Permission.KEEP_CHECKLIST, found.unit) and found.ended_at is None
    today = timezone.localdate()
    own = [found.unit, *(one for one in branches_of(found.unit, on=today) if one.pk != found.unit_id)]
    form = ItemForm(posted(request), units=own, initial={"units": [found.unit.code]})
    if request.method == "POST":
        if not may_write:
            raise Http404("not their own list")
        if form.is_valid() and _add(request, found, form):
            return redirect("supervision:checklist", unit.code, found.pk)
    items = queries.items_on(found, unit, on=today)
    context = {
        "unit": unit,
        "checklist": found,
        "items": items,
        "overdue": sum(one.is_overdue for one in items),
        "form": form,
        "progress": Progress,
        "may_write": may_write,
        "may_move": found.ended_at is None,
    }
    return render(request, "supervision/checklist.html", context, status=status(form))


@allowed(Permission.KEEP_CHECKLIST)
@require_POST
def progress(request: Request, unit: Unit, item: UUID) -> HttpResponse:
    """How far one item is."""
    found = queries.item_of(unit, item)
    if found is None:
        raise Http404("no such item here")
    form = ProgressForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        told(
            request,
            lambda: actions.say_progress(item=found, by=request.user, at=timezone.now(), **data),
            f"“{found.text}”：{data['progress'].label}。",
        )
    return redirect("supervision:checklist", unit.code, found.checklist_id)


@allowed(Permission.KEEP_CHECKLIST)
@require_POST
def end(request: Request, unit: Unit, checklist: UUID) -> HttpResponse:
    """The list is over."""
    found = _checklist_or_404(unit, checklist)
    if not may(request, Permission.KEEP_CHECKLIST, found.unit):
        raise Http404("not their own list")
    told(
        request,
        lambda: actions.end_checklist(checklist=found, by=request.user, at=timezone.now()),
        "清单已结束，内容都留着。",
    )
    return redirect("supervision:checklists", unit.code)


def _add(request: Request, checklist: Checklist, form: ItemForm) -> bool:
    data = dict(form.cleaned_data)
    units = data.pop("units")
    return written(
        request,
        form,
        lambda: actions.add_item(
            checklist=checklist, draft=ItemDraft(**data), units=units, by=request.user, at=timezone.now()
        ),
        f"已写上，交给 {len(units)} 个单位。",
    )


def _checklist_or_404(unit: Unit, key: UUID) -> Checklist:
    found = queries.checklist_of(unit, key)
    if found is None:
        raise Http404("no such list here")
    return found
