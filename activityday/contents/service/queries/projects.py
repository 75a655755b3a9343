"""Projects of a unit, and what one member or many did in a year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from activityday.contents.service.enums import OPEN, Kind, ProjectState
from activityday.contents.service.models import AgendaLink, Project, ProjectEntry, ProjectPerson
from activityday.office.policy.queries import features
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED, affiliated
from activityday.rules.service import hours_of, hours_sum


@dataclass(frozen=True)
class Share:
    """One member's part in one done project."""

    project: Project
    member: UUID
    hours: Decimal


@dataclass(frozen=True)
class MemberService:
    """What one member did in a year: the done projects in order of time, and the hours of each."""

    shares: tuple[Share, ...] = ()

    @property
    def number(self) -> int:
        """In how many projects."""
        return len(self.shares)

    @property
    def hours(self) -> Decimal:
        """All hours together."""
        return hours_sum(share.hours for share in self.shares)


@dataclass(frozen=True)
class PersonLine:
    """A member who may be ticked for a project, and what is written of them so far."""

    member: Member
    person: ProjectPerson | None = None

    @property
    def is_signed_up(self) -> bool:
        """Whether they said they would come."""
        return self.person is not None and self.person.is_signed_up

    @property
    def took_part(self) -> bool:
        """Whether somebody wrote that they did."""
        return self.person is not None and self.person.took_part is True


@dataclass
class KindFigures:
    """One kind's year: done projects, different people, hours."""

    kind: Kind
    projects: int = 0
    members: set[UUID] = field(default_factory=set)
    hours: Decimal = Decimal(0)

    @property
    def people(self) -> int:
        """How many different members."""
        return len(self.members)


def in_year(year: int) -> Q:
    """The projects of a year: done in it; while not done, begun in it."""
    return Q(done_on__year=year) | Q(done_on__isnull=True, starts_on__year=year)


def projects_of(unit: Unit, year: int) -> QuerySet[Project]:
    """The projects of a year at or below `unit`, in order of their days; each with how many took part, signed up."""
    found = Project.objects.filter(in_year(year), unit__path__startswith=unit.path)
    return (
        found.select_related("unit", "unit__committee")
        .annotate(
            came=Count("people", filter=Q(people__took_part=True)),
            announced=Count("people", filter=Q(people__is_signed_up=True)),
        )
        .order_by("starts_on", "unit__path", "title", "pk")
    )


def project_of(unit: Unit, key: UUID) -> Project | None:
    """One project of `unit` itself with steps, people and places in agendas; None for any other."""
    people = (
        ProjectPerson.objects.select_related("member")
        .defer(*SEALED)
        .order_by("member__position", "member__name")
    )
    links = AgendaLink.objects.select_related("activity", "activity__host", "segment")
    return (
        Project.objects.filter(unit=unit, pk=key)
        .select_related("unit", "unit__committee")
        .prefetch_related(
            Prefetch("entries", ProjectEntry.objects.order_by("number")),
            Prefetch("people", people),
            Prefetch("links", links.order_by("-activity__month")),
        )
        .first()
    )


def lines_for(project: Project) -> list[PersonLine]:
    """Whom to tick: the branch's members on the project's first day in roster order, then others written already.

    `people` of the project are loaded.
    """
    written = {person.member_id: person for person in project.people.all()}
    here = [entry.member for entry in affiliated([project.unit], on=project.starts_on)]
    ours = {member.pk for member in here}
    others = [person.member for key, person in written.items() if key not in ours]
    return [PersonLine(member, written.get(member.pk)) for member in (*here, *others)]


def shares_of(where: Q, year: int, *, until: date | None = None) -> list[Share]:
    """Who took part in the done projects of a year that pass `where` (of people), in order of time. One query."""
    rows = ProjectPerson.objects.filter(
        where, took_part=True, project__state=ProjectState.DONE, project__done_on__year=year
    )
    if until is not None:
        rows = rows.filter(project__done_on__lte=until)
    rows = rows.select_related("project", "project__unit").order_by(
        "project__done_on", "project__starts_on", "project__title", "project_id"
    )
    return [Share(row.project, row.member_id, hours_of(row.project.hours, row.hours)) for row in rows]


def service_of(member: Member, year: int) -> MemberService:
    """What a member did in a year, wherever they belonged: projects and hours."""
    return MemberService(tuple(shares_of(Q(member=member), year)))


def service_of_many(
    members: Iterable[UUID], year: int, *, until: date | None = None
) -> dict[UUID, MemberService]:
    """`service_of` by member id, up to a day if given; one query for any number. Who did nothing is missing."""
    return by_member(shares_of(Q(member__in=list(members)), year, until=until))


def by_member(shares: Iterable[Share]) -> dict[UUID, MemberService]:
    """Shares gathered by member."""
    found: dict[UUID, list[Share]] = defaultdict(list)
    for share in shares:
        found[share.member].append(share)
    return {key: MemberService(tuple(own)) for key, own in found.items()}


def figures_of(projects: Iterable[Project], shares: Iterable[Share]) -> dict[Kind, KindFigures]:
    """A branch's year by kind, in the notice's order; no query. `projects`: all of the year."""
    found = {kind: KindFigures(kind) for kind in Kind}
    for project in projects:
        found[Kind(project.kind)].projects += project.state == ProjectState.DONE
    for share in shares:
        figures = found[Kind(share.project.kind)]
        figures.members.add(share.member)
        figures.hours += share.hours
    return found


def feature_labels() -> Mapping[str, str]:
    """What the feature activities are called, by key."""
    return {one.key: one.label for one in features()}


def projects_waiting(unit: Unit, *, on: date) -> QuerySet[Project]:
    """The projects at or below `unit` whose last day is over and whose result nobody wrote, the oldest first."""
    found = Project.objects.filter(unit__path__startswith=unit.path, state__in=OPEN, ends_on__lt=on)
    return found.select_related("unit").order_by("ends_on", "pk")
