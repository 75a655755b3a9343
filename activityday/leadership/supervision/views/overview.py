"""The first page of this room: what is open here, and the one thing to do next."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.leadership.supervision import queries
from activityday.leadership.supervision.enums import State
from activityday.leadership.supervision.models import Inspection
from activityday.leadership.supervision.queries import Due
from activityday.leadership.supervision.views.parts import tabs_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

SHOWN = 3


@dataclass(frozen=True)
class Next:
    """The one obvious next action: why, the word on the button, and where it leads."""

    sentence: str
    label: str
    url: str


@allowed(Permission.VIEW_SUPERVISION)
def overview(request: Request, unit: Unit) -> HttpResponse:
    """Links, visits, inspections and rectification of a town or a branch on one page."""
    today = timezone.localdate()
    is_town = unit.level == Level.COMMITTEE
    open_ones = queries.open_rectifications(unit, on=today)
    planned = queries.planned_inspections(unit) if may(request, Permission.INSPECT, unit) else []
    context = {
        "unit": unit,
        "tabs": tabs_of(request, unit, "overview"),
        "is_town": is_town,
        "open": open_ones,
        "overdue": [due for due in open_ones if due.is_overdue],
        "planned": planned,
        "coverage": queries.coverage_of(unit, on=today) if is_town else None,
        "links": [] if is_town else queries.links_at(unit, on=today),
        "visits": list(queries.visits_of(unit).filter(voided_at=None)[:5]),
        "items": queries.items_of(unit, on=today)[:8]
        if may(request, Permission.KEEP_CHECKLIST, unit)
        else [],
        "statement": queries.statement_of(unit) if may(request, Permission.WRITE_STATEMENT, unit) else None,
        "circulars": [(one, one.names(unit)) for one in queries.circulars_of(unit)[:SHOWN]],
        "next": _next(request, unit, open_ones, planned),
    }
    return render(request, "supervision/overview.html", context)


def _next(request: Request, unit: Unit, open_ones: list[Due], planned: list[Inspection]) -> Next | None:
    if may(request, Permission.INSPECT, unit):
        return _of_the_town(unit, open_ones, planned)
    if may(request, Permission.ANSWER_RECTIFICATION, unit):
        return _of_the_branch(unit, open_ones)
    return None


def _of_the_town(unit: Unit, open_ones: list[Due], planned: list[Inspection]) -> Next | None:
    reported = _in_state(open_ones, State.REPORTED)
    if reported:
        url = reverse("supervision:shortcoming", args=[unit.code, reported[0].shortcoming.pk])
        return Next(f"{len(reported)} 个问题支部报了整改完成，等复查。", "去复查", url)
    found = _in_state(open_ones, State.FOUND)
    if found:
        url = reverse("supervision:inspection", args=[unit.code, found[0].shortcoming.inspection_id])
        return Next("查出的问题还没有下发整改通知书。", "下发整改通知书", url)
    if planned:
        url = reverse("supervision:inspection", args=[unit.code, planned[0].pk])
        return Next(f"安排了 {len(planned)} 次督查，去过的请登记。", "打开最近的一次", url)
    if unit.level == Level.COMMITTEE:
        return Next("没有等着办的督查。", "组织一次抽查", reverse("supervision:new_sample", args=[unit.code]))
    return None


def _of_the_branch(unit: Unit, open_ones: list[Due]) -> Next | None:
    for state, sentence, label in (
        (State.ORDERED, "个问题等着写整改措施。", "写整改措施"),
        (State.UNDER_WAY, "个问题正在整改，办好了请报给镇里复查。", "看整改"),
    ):
        mine = _in_state(open_ones, state)
        if mine:
            url = reverse("supervision:shortcoming", args=[unit.code, mine[0].shortcoming.pk])
            return Next(f"{len(mine)} {sentence}", label, url)
    return None


def _in_state(open_ones: list[Due], state: State) -> list[Due]:
    return [due for due in open_ones if due.shortcoming.state == state]
