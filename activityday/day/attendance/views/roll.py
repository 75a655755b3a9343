"""The roll of one activity: opened, saved, finished."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.day.activity.checks import may_change
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for, parts_of, whole_of
from activityday.day.activity.views.places import first_day
from activityday.day.attendance import actions, queries
from activityday.day.attendance.actions import SavedRoll
from activityday.day.attendance.enums import Mode
from activityday.day.attendance.forms import RollForm
from activityday.day.attendance.sheet import sheet_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

CONFLICT, REFUSED = 409, 422
KEYS = (
    ("P", "到，跳到下一位未记录"),
    ("O", "其他方式"),
    ("A", "缺（已准假的记假）"),
    ("↑ ↓", "上一位、下一位"),
    ("N", "下一位未记录"),
    ("Delete", "改回未记录"),
    ("Enter", "保存"),
)


@dataclass(frozen=True)
class Desk:
    """One request for one roll: who looks at it from which unit, and what came of what was typed."""

    request: Request
    unit: Unit
    activity: Activity
    form: RollForm | None = None
    saved: SavedRoll | None = None
    refused: Refused | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def address(self) -> tuple[str, int, int]:
        """The arguments of this page's addresses."""
        return self.unit.code, self.activity.month.year, self.activity.month.month

    @property
    def is_whole(self) -> bool:
        """Whether the page shows everybody of the activity (else only the unit's part of a joint one)."""
        return bool(self.activity.host_id == self.unit.pk)

    @property
    def may_record(self) -> bool:
        """Whether the reader may write this roll today."""
        return (
            self.has_begun
            and may_change(self.activity)
            and may(self.request, Permission.TAKE_ROLL, self.unit)
        )

    @property
    def has_begun(self) -> bool:
        """Whether the day of the activity has come."""
        return self.activity.held_on <= timezone.localdate()


@allowed(Permission.VIEW_ROSTER)
@never_cache
def roll(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The roll; a form that comes back is saved in one go, its conflicts shown, nothing lost."""
    first = first_day(unit, year, month)
    activity = activity_for(unit, first)
    if activity is None:
        return _nothing_to_roll(request, unit, first)
    desk = Desk(request, unit, activity)
    if request.method != "POST":
        # what was frozen stands; a roster amended since must not change what is shown of a closed month
        closed = activity.state == State.CLOSED
        return redirect("closing:closed", unit.code, year, month) if closed else _page(desk)
    if not may(request, Permission.TAKE_ROLL, unit):
        raise Http404("may not take this roll")
    return _take(replace(desk, form=RollForm(request.POST)))


def _take(desk: Desk) -> HttpResponse:
    form = desk.form
    if form is None or not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found] if form else []
        return _page(replace(desk, errors=errors), status=REFUSED)
    what = desk.request.POST.get("do", "save")
    saved: SavedRoll | None = None
    try:
        saved = _save(desk, form)
        marked = actions.mark_inbound(
            activity=desk.activity,
            marks=form.cleaned_data["inbound"],
            by=desk.request.user,
            at=timezone.now(),
        )
        saved = replace(saved, changed=saved.changed + marked)
        if saved.is_whole:
            return _go_on(desk, saved, what)
    except Refused as refused:
        return _page(replace(desk, saved=saved, refused=refused), status=REFUSED)
    return _page(replace(desk, saved=saved), status=CONFLICT)


def _save(desk: Desk, form: RollForm) -> SavedRoll:
    return actions.save_roll(
        activity=desk.activity,
        entries=form.cleaned_data["entries"],
        signed_count=form.cleaned_data["signed_count"] if desk.is_whole else None,
        base_version=form.cleaned_data["version"],
        unit=None if desk.is_whole else desk.unit,
        why=form.cleaned_data["why"],
        by=desk.request.user,
        at=timezone.now(),
    )


def _go_on(desk: Desk, saved: SavedRoll, what: str) -> HttpResponse:
    """After everything typed was saved: the rest, the end, or only the message."""
    changed = saved.changed
    if what == "rest" and desk.is_whole:
        rest = actions.mark_rest_present(
            activity=desk.activity,
            base_version=saved.roll.version,
            why=desk.request.POST.get("why", ""),
            by=desk.request.user,
            at=timezone.now(),
        )
        changed += rest.changed
    if what == "finish" and desk.is_whole:
        actions.finish_roll(activity=desk.activity, by=desk.request.user, at=timezone.now())
        messages.success(desk.request, "签到已完成。下一步：写纪实。")
    else:
        messages.success(
            desk.request, f"已保存，改动 {changed} 人。" if changed else "已保存，没有新的改动。"
        )
    return redirect("attendance:roll", *desk.address)


def _page(desk: Desk, *, status: int = 200) -> HttpResponse:
    everybody = queries.expected_at(desk.activity, on=desk.activity.held_on)
    expected = everybody if desk.is_whole else queries.within(everybody, desk.unit)
    head = queries.roll_of(desk.activity)
    form, saved = desk.form, desk.saved
    typed = form.cleaned_data.get("entries") if form is not None and form.is_bound and not saved else None
    sheet = sheet_of(expected, unit=desk.unit, typed=typed, conflicts=saved.conflicts if saved else ())
    context = {
        "unit": desk.unit,
        "activity": desk.activity,
        "month": desk.activity.month,
        "roll": head,
        # what was not saved stays on the version it was opened at, so that a conflict is still seen
        "version": form.data.get("version", "") if form is not None and saved is None else head.version,
        "signed_count": form.data.get("signed_count", "") if form is not None else head.signed_count,
        "signed_conflict": saved.signed_conflict if saved else None,
        "why": form.data.get("why", "") if form is not None else "",
        "sheet": sheet,
        "modes": Mode,
        "inbound": _inbound(desk, everybody),
        "inbound_modes": [Mode.VIDEO, Mode.GROUP_CALL],
        "may_settle": may(desk.request, Permission.KEEP_FLOATING, desk.unit),
        "changes": queries.changes_of(desk.activity) if head.version > 1 else [],
        "is_whole": desk.is_whole,
        "has_begun": desk.has_begun,
        "may_record": desk.may_record,
        "may_print": may(desk.request, Permission.PRINT, desk.unit),
        "saved": saved,
        "refused": desk.refused,
        "errors": desk.errors,
        "keys": KEYS,
    }
    return render(desk.request, "attendance/roll.html", context, status=status)


def _inbound(desk: Desk, everybody: Sequence[queries.ExpectedMember]) -> list[queries.InboundRow]:
    """Those who belong elsewhere, as they stand or, where a form came back, as it was typed."""
    rows = queries.inbound_at(
        desk.activity,
        [one.affiliated.member.pk for one in everybody],
        unit=None if desk.is_whole else desk.unit,
    )
    if desk.form is None or desk.saved is not None:
        return rows
    typed = desk.form.cleaned_data.get("inbound", {})
    return [replace(row, typed=typed[row.key].state) if row.key in typed else row for row in rows]


def _nothing_to_roll(request: Request, unit: Unit, month: date) -> HttpResponse:
    context = {
        "unit": unit,
        "month": month,
        "parts": parts_of(unit, month),
        "whole": whole_of(unit, month),
        "may_prepare": may(request, Permission.PREPARE_ACTIVITY, unit),
    }
    return render(request, "attendance/no_activity.html", context)
