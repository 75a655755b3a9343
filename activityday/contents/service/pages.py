"""What pages of the room show beyond what was read: figures with their names, what may be done next with a project."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from activityday.contents.service.actions.agenda import record_open
from activityday.contents.service.enums import OPEN
from activityday.contents.service.models import AgendaLink, Project
from activityday.contents.service.queries import (
    BranchFigures,
    KindFigures,
    MemberService,
    Share,
    by_member,
    figures_of,
)
from activityday.day.activity.checks import may_change
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import SEALED
from activityday.ui.parts import Figure, Why


@dataclass(frozen=True)
class Summary:
    """A branch's year in figures, in all and by kind, and why."""

    figures: tuple[Figure, ...]
    kinds: tuple[KindFigures, ...]
    why: Why


@dataclass(frozen=True)
class PeopleLine:
    """One member's year in this branch's projects."""

    member: Member
    service: MemberService


@dataclass(frozen=True)
class TownTotal:
    """The sums at the foot of a town's table."""

    done: int
    open: int
    hours: Decimal
    pledges: int
    kept: int
    posts: int
    registered: int
    confirmed: int
    care: int
    visits: int
    help: Decimal


@dataclass(frozen=True)
class LinkLine:
    """A project's place in an agenda, and what may be done there."""

    link: AgendaLink
    may_take_over: bool
    may_write: bool


@dataclass(frozen=True)
class Offer:
    """A month into whose agenda the project may go; without `activity` nothing was prepared."""

    month: date
    activity: Activity | None


def hours_shown(hours: Decimal) -> str:
    """`7`, `1.5`: without needless noughts."""
    plain = f"{hours:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def summary_of(unit: Unit, year: int, projects: Sequence[Project], shares: Sequence[Share]) -> Summary:
    """The year's figures, each leading to the names behind it."""
    kinds = figures_of(projects, shares)
    people = len({share.member for share in shares})
    hours = MemberService(tuple(shares)).hours
    done = sum(one.projects for one in kinds.values())
    url = reverse("service:people", args=[unit.code, year])
    why = Why(
        facts=(f"{year}年办结 {done} 个项目，参加的党员按项目记。",),
        rule="一个人参加几个项目，人数只算一次，时数都算；没有另填时数的，按项目的时数。只算已办结的。",
        clause="notice 三(四)",
        arithmetic=_arithmetic(shares, hours),
    )
    return Summary(
        figures=(
            Figure("办结项目", f"{done} 个"),
            Figure("参加的党员", f"{people} 人", url),
            Figure("服务时数", f"{hours_shown(hours)} 小时", url),
        ),
        kinds=tuple(one for one in kinds.values() if one.projects),
        why=why,
    )


def people_lines(unit: Unit, shares: Iterable[Share], year: int, *, on: date) -> list[PeopleLine]:
    """Who took part, in roster order; one query."""
    services = by_member(shares)
    rows = Affiliation.objects.filter(branch=unit, member__in=list(services)).select_related("member")
    rows = rows.defer(*SEALED).order_by("member__position", "member__name", "member__pk")
    found = {row.member_id: row.member for row in rows}
    return [PeopleLine(member, services[key]) for key, member in found.items()]


def town_total(rows: Sequence[BranchFigures]) -> TownTotal:
    """The sums of a town's table."""
    return TownTotal(
        done=sum(row.done for row in rows),
        open=sum(row.open for row in rows),
        hours=sum((row.hours for row in rows), Decimal(0)),
        pledges=sum(row.pledges for row in rows),
        kept=sum(row.kept for row in rows),
        posts=sum(row.posts for row in rows),
        registered=sum(row.registered for row in rows),
        confirmed=sum(row.confirmed for row in rows),
        care=sum(row.care.people for row in rows),
        visits=sum(row.care.visits for row in rows),
        help=sum((row.care.help for row in rows), Decimal(0)),
    )


def links_of(project: Project, *, on: date) -> list[LinkLine]:
    """Where the project stands in agendas. Its links are loaded."""
    return [
        LinkLine(
            link,
            link.activity.state in {ActivityState.HELD, ActivityState.CLOSED},
            bool(project.result) and record_open(link, on),
        )
        for link in project.links.all()
        if link.activity.state != ActivityState.CANCELLED
    ]


def offers_for(project: Project, *, on: date) -> list[Offer]:
    """This month, the next, and the project's own, where it may be put into the agenda; at most three queries."""
    this = on.replace(day=1)
    months = {this, (this + timedelta(days=32)).replace(day=1), project.starts_on.replace(day=1)}
    placed = {link.activity_id for link in project.links.all() if link.segment_id is not None}
    found = [Offer(month, activity_for(project.unit, month)) for month in sorted(months)]
    own = project.starts_on.replace(day=1)
    wanted = {own} if own >= this else {this}
    return [offer for offer in found if _is_offered(offer, wanted, placed)]


def main_step(project: Project, offers: Sequence[Offer], *, on: date) -> str:
    """The one next thing to do with a project: its result once its first day has come; before that its place in an
    agenda where one waits, else sign-ups."""
    if project.state not in OPEN:
        return ""
    if project.starts_on <= on:
        return "result"
    return "place" if offers and offers[0].activity else "sign_up"


def _is_offered(offer: Offer, wanted: set[date], placed: set[UUID]) -> bool:
    if offer.activity is None:
        return offer.month in wanted
    return may_change(offer.activity) and offer.activity.pk not in placed


def _arithmetic(shares: Sequence[Share], hours: Decimal) -> str:
    if not shares:
        return "还没有人参加过办结的项目。"
    return f"{len(shares)} 人次的时数相加，一共 {hours_shown(hours)} 小时。"
