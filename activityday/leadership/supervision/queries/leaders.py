"""Leaders, what they are linked to, which gaps are left, and their guidance visits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from activityday.leadership.supervision.models import GuidanceVisit, Leader, LeaderLink
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.models import User
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.links import Link, LinkGaps, link_gaps


@dataclass(frozen=True)
class LeaderRow:
    """One leader with what they are linked to on the day and their visits of the year."""

    leader: Leader
    links: list[LeaderLink]
    visits: int
    last_visit: date | None
    is_short: bool


@dataclass(frozen=True)
class BranchRow:
    """One branch with the leaders linked to it or to one of its Party groups on the day."""

    unit: Unit
    links: list[LeaderLink]


@dataclass(frozen=True)
class Coverage:
    """Who is linked to what in a town, seen from both sides, and the gaps."""

    leaders: list[LeaderRow]
    branches: list[BranchRow]
    gaps: LinkGaps

    @property
    def branches_without(self) -> list[Unit]:
        """The branches that nobody is linked to, in the order of the tree."""
        return [row.unit for row in self.branches if not row.links]

    @property
    def leaders_short(self) -> list[Leader]:
        """The leaders with fewer links than they should have."""
        return [row.leader for row in self.leaders if row.is_short]


def leaders_of(committee: Unit, *, on: date) -> QuerySet[Leader]:
    """The leading team on the day in its own order."""
    return (
        Leader.objects.filter(_in_force(on), committee=committee)
        .select_related("user", "committee")
        .order_by("position", "pk")
    )


def leader_of(committee: Unit, key: int) -> Leader | None:
    """A leader of this committee, in office or not; None for any other."""
    return (
        Leader.objects.filter(committee=committee, pk=key)
        .select_related("user", "committee", "committee__committee")
        .first()
    )


def leader_named(user: User, *, on: date) -> list[Leader]:
    """Whom `user` is in the leading team of a committee on the day; empty for everybody else."""
    return list(
        Leader.objects.filter(_in_force(on), user=user)
        .select_related("committee", "committee__committee")
        .order_by("committee__path", "pk")
    )


def links_of(leader: Leader) -> list[LeaderLink]:
    """Every link a leader has or had, open ones first, in the order of the tree."""
    found = leader.links.select_related("unit", "unit__committee").order_by("unit__path", "-starts_on")
    return sorted(found, key=lambda link: link.ends_on is not None)


def links_at(unit: Unit, *, on: date) -> list[LeaderLink]:
    """Who is linked on the day to `unit`, to the branch it belongs to, or to one of its Party groups."""
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path), Unit.steplen)]
    where = Q(unit__path__startswith=unit.path) | Q(unit__path__in=above)
    return list(
        LeaderLink.objects.filter(_in_force(on), where)
        .select_related("leader", "unit")
        .order_by("leader__position", "unit__path")
    )


def link_in(committee: Unit, key: int) -> LeaderLink | None:
    """One link of a leader of this committee; None for any other."""
    return (
        LeaderLink.objects.filter(leader__committee=committee, pk=key)
        .select_related("leader__user", "leader__committee", "unit__committee")
        .first()
    )


def coverage_of(committee: Unit, *, on: date) -> Coverage:
    """Both sides of the links and their gaps; six queries for any number of leaders and branches."""
    leaders, branches = list(leaders_of(committee, on=on)), list(branches_of(committee, on=on))
    links = list(
        LeaderLink.objects.filter(_in_force(on), leader__in=leaders)
        .select_related("leader", "unit")
        .order_by("unit__path")
    )
    visits = _visits_of_year(leaders, on.year)
    gaps = _gaps(committee, leaders, branches, links, on)
    held: dict[int, list[LeaderLink]] = defaultdict(list)
    for link in links:
        held[link.leader_id].append(link)
    return Coverage(
        [
            LeaderRow(one, held[one.pk], *visits.get(one.pk, (0, None)), str(one.pk) in gaps.leaders)
            for one in leaders
        ],
        [
            BranchRow(branch, [link for link in links if link.unit.path.startswith(branch.path)])
            for branch in branches
        ],
        gaps,
    )


def gaps_in_links(unit: Unit, *, on: date) -> LinkGaps:
    """Leaders without a link and branches without a leader in the committee `unit`: keys and paths, and the arithmetic.

    At most five queries however many there are. A committee that has entered nobody yet has no gap of leaders.
    """
    leaders, branches = list(leaders_of(unit, on=on)), list(branches_of(unit, on=on))
    links = list(
        LeaderLink.objects.filter(_in_force(on), leader__in=leaders).select_related("leader", "unit")
    )
    return _gaps(unit, leaders, branches, links, on)


def users_to_link(committee: Unit) -> QuerySet[User]:
    """Who signs in at or below a committee and can be tied to a leader."""
    return (
        User.objects.filter(is_active=True, appointments__unit__path__startswith=committee.path)
        .distinct()
        .order_by("name", "pk")
    )


def visits_of(unit: Unit) -> QuerySet[GuidanceVisit]:
    """The guidance visits at or below `unit`, the newest first; void ones too."""
    return _whole(GuidanceVisit.objects.filter(unit__path__startswith=unit.path))


def visits_of_leader(leader: Leader) -> QuerySet[GuidanceVisit]:
    """The guidance visits of one leader, the newest first."""
    return _whole(GuidanceVisit.objects.filter(leader=leader))


def visit_of(unit: Unit, key: UUID) -> GuidanceVisit | None:
    """One visit at or below `unit`; None for any other."""
    return visits_of(unit).filter(pk=key).first()


def last_position(committee: Unit) -> int:
    """The highest place taken in the leading team; 0 while it is empty."""
    return Leader.objects.filter(committee=committee).aggregate(last=Max("position"))["last"] or 0


def places_to_link(committee: Unit, *, on: date) -> QuerySet[Unit]:
    """The branches and Party groups of a committee on the day, in the order of the tree."""
    begun = Q(established_on__isnull=True) | Q(established_on__lte=on)
    there = begun & (Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=on))
    units: QuerySet[Unit] = Unit.objects.filter(
        there, path__startswith=committee.path, level__in=(Level.BRANCH, Level.GROUP)
    )
    return units.select_related("committee").order_by("path")


def _gaps(
    committee: Unit,
    leaders: Sequence[Leader],
    branches: Sequence[Unit],
    links: Sequence[LeaderLink],
    on: date,
) -> LinkGaps:
    return link_gaps(
        [str(leader.pk) for leader in leaders],
        [branch.path for branch in branches],
        [Link(str(link.leader_id), link.unit.path) for link in links],
        least=parameters_for(committee, on=on).integer("leader_links_least"),
    )


def _visits_of_year(leaders: Sequence[Leader], year: int) -> dict[int, tuple[int, date | None]]:
    rows = (
        GuidanceVisit.objects.filter(leader__in=leaders, visited_on__year=year, voided_at__isnull=True)
        .values("leader_id")
        .annotate(number=Count("pk"), last=Max("visited_on"))
        .order_by()
    )
    return {row["leader_id"]: (row["number"], row["last"]) for row in rows}


def _whole(visits: QuerySet[GuidanceVisit]) -> QuerySet[GuidanceVisit]:
    return (
        visits.select_related("leader__user", "unit__committee")
        .prefetch_related("follow_ups")
        .order_by("-visited_on", "unit__path", "pk")
    )


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
