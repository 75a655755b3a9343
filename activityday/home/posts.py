"""Which of a user's posts the pages are for, and the places of that post in the bar."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from activityday.office.filings.queries import waiting_for
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.queries import appointments_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

CHOSEN = "appointment"
ORDER = [
    Role.CLERK,
    Role.SECRETARY,
    Role.RECORDER,
    Role.GROUP_LEADER,
    Role.COUNTY_OFFICER,
    Role.TOWN_LEADER,
    Role.OPERATOR,
]
BRANCH_ROLES = (Role.SECRETARY, Role.RECORDER)


@dataclass(frozen=True)
class Place:
    """One word of the bar."""

    label: str
    url: str
    is_current: bool
    count: int = 0


def post_of(request: HttpRequest, *, on: date) -> Appointment | None:
    """The post chosen for this session, else the user's most busy one; None without any."""
    if not isinstance(request.user, User):
        return None
    posts = sorted(appointments_of(request.user, on=on), key=lambda post: ORDER.index(Role(post.role)))
    chosen = request.session.get(CHOSEN)
    return next((post for post in posts if post.pk == chosen), posts[0] if posts else None)


def places_of(post: Appointment, path: str, *, on: date) -> list[Place]:
    """The bar of a post: at most six places, the one that `path` lies under marked."""
    entries = _entries(Role(post.role), post.unit, on)
    current = max((url for _, url, _ in entries if _is_under(path, url)), key=len, default="")
    return [Place(label, url, url == current, count) for label, url, count in entries]


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _entries(role: Role, unit: Unit, on: date) -> list[tuple[str, str, int]]:
    home = ("本月", reverse("home:home"), 0)
    year = ("全年", reverse("schedule:year", args=[unit.code, on.year]), 0)
    members = ("党员", reverse("roster:members", args=[unit.code]), 0)
    ledger = ("台账", reverse("reports:ledger", args=[unit.code, on.year]), 0)
    inbox = ("申请", reverse("filings:inbox", args=[unit.code]), 0)
    dues = ("党费", _dues_place(role, unit, on), 0)
    if role == Role.SECRETARY:
        return [home, year, members, dues, ledger, inbox]
    if role == Role.RECORDER:
        return [home, year, members, ledger]
    if role == Role.GROUP_LEADER:
        return [home, year, members, dues]
    if role == Role.OPERATOR:
        return [
            ("首页", reverse("home:home"), 0),
            ("账号", reverse("accounts:accounts", args=[unit.code]), 0),
        ]
    return _office_entries(role, unit, on)


def _dues_place(role: Role, unit: Unit, on: date) -> str:
    if role == Role.GROUP_LEADER:
        return reverse("dues:month", args=[unit.code, on.year, on.month])
    return reverse("dues:year", args=[unit.code, on.year])


def _office_entries(role: Role, unit: Unit, on: date) -> list[tuple[str, str, int]]:
    board = ("看板", reverse("home:home"), 0)
    units = ("支部" if unit.level == Level.COMMITTEE else "单位", reverse("roster:unit", args=[unit.code]), 0)
    year = ("全年", reverse("schedule:year", args=[unit.code, on.year]), 0)
    if role == Role.TOWN_LEADER:
        mine = ("指导记录", reverse("supervision:mine"), 0)
        return [("联系点", reverse("home:home"), 0), mine, units, year]
    waiting = ("待办", reverse("filings:inbox", args=[unit.code]), waiting_for(unit).count())
    policy = ("参数", reverse("policy:unit", args=[unit.code]), 0)
    if role == Role.CLERK:
        accounts = ("账号", reverse("accounts:accounts", args=[unit.code]), 0)
        return [board, waiting, units, year, policy, accounts]
    return [board, waiting, units, year, policy]
