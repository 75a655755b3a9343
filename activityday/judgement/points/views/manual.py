"""What is entered by hand: what waits for a second person, entering, answering, taking back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.judgement.points import actions, checks, queries
from activityday.judgement.points.enums import State, Step
from activityday.judgement.points.forms import AnswerForm, CounterForm, ManualForm
from activityday.judgement.points.models import ManualEntry
from activityday.judgement.points.views.places import check_branch, check_unit
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

PAGE = 30


@allowed(Permission.VIEW_POINTS)
def inbox(request: Request, unit: Unit) -> HttpResponse:
    """What waits for a second person, the oldest first; below it what was settled."""
    check_unit(unit)
    waiting = list(queries.waiting_to_confirm(unit))
    context = {
        "unit": unit,
        "year": timezone.localdate().year,
        "waiting": [(entry, _is_mine(request, entry), _may_confirm(request, entry)) for entry in waiting],
        "settled": Paginator(queries.settled_in(unit), PAGE).get_page(request.GET.get("page")),
        "may_enter": unit.is_branch and may(request, Permission.ENTER_POINTS, unit),
    }
    return render(request, "points/inbox.html", context)


@allowed(Permission.ENTER_POINTS)
def propose(request: Request, unit: Unit) -> HttpResponse:
    """Enter something for a member; it waits for a second person."""
    check_branch(unit)
    today = timezone.localdate()
    rules = queries.timeline_of(unit).on(today.replace(day=1)).manual_rules
    people = queries.people_of(unit, today.year, on=today)
    initial = {"on": today, "member": request.GET.get("member", "")}
    form = ManualForm(posted(request), people=people, rules=rules, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.propose(
                branch=unit,
                member=data["member"].member,
                rule=data["rule"],
                on=data["on"],
                evidence=data["evidence"],
                document=data["document"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记：{data['member'].member.name}。等另一位同志复核以后才记分。")
            return redirect("points:manual", unit.code)
    context = {"unit": unit, "form": form, "year": today.year}
    return render(request, "points/propose.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_POINTS)
def manual_entry(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """One entry: what is said, by whom, its steps, and what this person may do with it now."""
    return _page(request, unit, _entry_or_404(unit, entry))


@allowed(Permission.CONFIRM_POINTS)
@require_POST
def answer(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """The second person confirms, or does not and says why."""
    found = _entry_or_404(unit, entry)
    if not _may_confirm(request, found):
        raise Http404("not for this post to confirm")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, unit, found, answer=form)
    note, now = form.cleaned_data["note"], timezone.now()
    try:
        if form.cleaned_data["answer"] == "refuse":
            actions.refuse(entry=found, note=note, by=request.user, at=now)
            words = "已记为不通过，不记分。"
        else:
            written = actions.confirm(entry=found, note=note, by=request.user, at=now)
            words = f"复核通过：{found.member.name}，{found.label}。{_besides(written)}"
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("points:manual_entry", unit.code, found.pk)
    messages.success(request, words)
    return redirect("points:manual", unit.code)


def _besides(written: int) -> str:
    """What else was brought up to date with it."""
    return f"本支部待入账的一起入了账，共 {written} 条。" if written > 1 else "已入账。" if written else ""


@allowed(Permission.ENTER_POINTS)
@require_POST
def withdraw(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """Take back what nobody has answered yet."""
    found = _entry_or_404(unit, entry)
    try:
        actions.withdraw(entry=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已撤回，不再等复核。")
    return redirect("points:manual_entry", unit.code, found.pk)


@allowed(Permission.ENTER_POINTS)
@require_POST
def counter(request: Request, unit: Unit, entry: UUID) -> HttpResponse:
    """Propose to take a confirmed entry back."""
    found = _entry_or_404(unit, entry)
    form = CounterForm(request.POST, auto_id="counter_%s")
    if not form.is_valid():
        return _page(request, unit, found, counter=form)
    try:
        made = actions.counter(entry=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, unit, found, counter=form)
    messages.success(request, "已登记冲正。等另一位同志复核以后，原来的分才扣回或者恢复。")
    return redirect("points:manual_entry", unit.code, made.pk)


def _page(
    request: Request,
    unit: Unit,
    entry: ManualEntry,
    *,
    answer: AnswerForm | None = None,
    counter: CounterForm | None = None,
) -> HttpResponse:
    is_open = checks.may_take(entry, Step.CONFIRM)
    against = queries.live_counter_of(entry)
    may_confirm = _may_confirm(request, entry)
    context = {
        "unit": unit,
        "entry": entry,
        "year": entry.on.year,
        "rule": queries.timeline_of(entry.branch).on(entry.on.replace(day=1)).rule(entry.rule),
        "confirming": queries.confirming_unit(entry),
        "answer": answer or AnswerForm(),
        "counter": counter or CounterForm(auto_id="counter_%s"),
        "against": against,
        "is_open": is_open,
        "is_mine": is_open and _is_mine(request, entry),
        "may_confirm": is_open and may_confirm and not _is_mine(request, entry),
        "may_withdraw": is_open and may(request, Permission.ENTER_POINTS, entry.branch),
        "may_counter": entry.state == State.CONFIRMED
        and entry.counters_id is None
        and against is None
        and may(request, Permission.ENTER_POINTS, entry.branch),
    }
    status = 422 if answer is not None or counter is not None else 200
    return render(request, "points/manual_entry.html", context, status=status)


def _is_mine(request: Request, entry: ManualEntry) -> bool:
    return str(request.user.pk) == entry.proposed_key


def _may_confirm(request: Request, entry: ManualEntry) -> bool:
    return may(request, Permission.CONFIRM_POINTS, queries.confirming_unit(entry))


def _entry_or_404(unit: Unit, key: UUID) -> ManualEntry:
    check_unit(unit)
    found = queries.manual_entry_of(unit, key)
    if found is None:
        raise Http404("nothing of this kind here")
    return found
