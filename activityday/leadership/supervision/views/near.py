"""What is past its day at a unit, for the side of its board: each figure leads to the names behind it."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from activityday.contents.dues.queries.making_public import next_due
from activityday.leadership.supervision import queries
from activityday.people.accounts.access import may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.public_notice import Urgency
from activityday.ui.parts import Figure

NAMES = 3


def near_of(request: HttpRequest, unit: Unit, *, on: date) -> list[Figure]:
    """Rectifications and notices of dues that are overdue here, as far as the reader may see them; nothing where all is well."""
    found = []
    if may(request, Permission.VIEW_SUPERVISION, unit):
        found += _rectifications(unit, on)
    if unit.level == Level.COMMITTEE and may(request, Permission.VIEW_DUES, unit):
        found += _notices(unit, on)
    return found


def _rectifications(unit: Unit, on: date) -> list[Figure]:
    late = [
        due.shortcoming.unit.short_name for due in queries.open_rectifications(unit, on=on) if due.is_overdue
    ]
    url = reverse("supervision:rectifications", args=[unit.code])
    return [Figure("整改超期", f"{len(late)} 个", url, _named(late))] if late else []


def _notices(unit: Unit, on: date) -> list[Figure]:
    branches = list(branches_of(unit, on=on))
    overdue = {key for key, one in next_due(branches, on).items() if one.urgency == Urgency.OVERDUE}
    late = [one.short_name for one in branches if one.pk in overdue]
    url = reverse("dues:overview", args=[unit.code])
    return [Figure("党费没有公示", f"{len(late)} 个支部", url, _named(late))] if late else []


def _named(names: list[str]) -> str:
    once = list(dict.fromkeys(names))
    return "、".join(once[:NAMES]) + ("等" if len(once) > NAMES else "")
