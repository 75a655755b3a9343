"""A town's year: every branch in the order of the tree, numbers only. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Q, QuerySet
from django.db.models.functions import Coalesce

from activityday.contents.service.enums import (
    LIVE_REGISTRATIONS,
    OPEN,
    PledgeState,
    ProjectState,
    RegistrationState,
)
from activityday.contents.service.models import DutyPost, Pledge, Project, ProjectPerson, Registration
from activityday.contents.service.queries.care import CareCounts, care_counts
from activityday.contents.service.queries.projects import in_year
from activityday.people.organisation.models import Unit

NOBODY = Decimal(0)


@dataclass(frozen=True)
class BranchFigures:
    """One branch's year in numbers."""

    branch: Unit
    done: int
    open: int
    people: int
    hours: Decimal
    pledges: int
    kept: int
    posts: int
    registered: int
    confirmed: int
    care: CareCounts


def figures_of_branches(branches: Sequence[Unit], year: int, *, on: date) -> list[BranchFigures]:
    """The branches' years in the order given; eight queries for any number."""
    keys = [branch.pk for branch in branches]
    projects, pledges = _projects(keys, year), _pledges(keys, year)
    people, hours = _people(keys, year), _hours(keys, year)
    posts, registered = _posts(keys, year), _registered(keys, year)
    care = care_counts(branches, year, on=on)
    return [
        BranchFigures(
            branch,
            *projects.get(branch.pk, (0, 0)),
            people.get(branch.pk, 0),
            hours[branch.pk],
            *pledges.get(branch.pk, (0, 0)),
            posts.get(branch.pk, 0),
            *registered.get(branch.pk, (0, 0)),
            care[branch.pk],
        )
        for branch in branches
    ]


def _projects(keys: list[int], year: int) -> dict[int, tuple[int, int]]:
    rows = Project.objects.filter(in_year(year), unit__in=keys).values_list("unit")
    counted = rows.annotate(
        done=Count("pk", filter=Q(state=ProjectState.DONE)), open=Count("pk", filter=Q(state__in=OPEN))
    )
    return {unit: (done, waiting) for unit, done, waiting in counted.order_by()}


def _people(keys: list[int], year: int) -> dict[int, int]:
    rows = _took_part(keys, year).values_list("project__unit")
    return dict(rows.annotate(number=Count("member", distinct=True)).order_by())


def _hours(keys: list[int], year: int) -> dict[int, Decimal]:
    # counted by equal hours and multiplied here: exact on both databases, few rows
    own = Coalesce("hours", "project__hours", output_field=DecimalField(max_digits=5, decimal_places=1))
    rows = _took_part(keys, year).annotate(own=own).values_list("project__unit", "own")
    found: dict[int, Decimal] = defaultdict(Decimal)
    for unit, hours, number in rows.annotate(number=Count("pk")).order_by():
        found[unit] += hours * number
    return found


def _pledges(keys: list[int], year: int) -> dict[int, tuple[int, int]]:
    rows = Pledge.objects.filter(unit__in=keys, year=year).exclude(state=PledgeState.TAKEN_BACK)
    counted = rows.values_list("unit").annotate(
        number=Count("pk"), kept=Count("pk", filter=Q(state=PledgeState.KEPT))
    )
    return {unit: (number, kept) for unit, number, kept in counted.order_by()}


def _posts(keys: list[int], year: int) -> dict[int, int]:
    stood = Q(ends_on__isnull=True) | Q(ends_on__gte=date(year, 1, 1))
    rows = DutyPost.objects.filter(stood, unit__in=keys, starts_on__lte=date(year, 12, 31))
    return dict(rows.values_list("unit").annotate(number=Count("pk")).order_by())


def _registered(keys: list[int], year: int) -> dict[int, tuple[int, int]]:
    rows = Registration.objects.filter(unit__in=keys, year=year, state__in=LIVE_REGISTRATIONS)
    counted = rows.values_list("unit").annotate(
        number=Count("pk"), confirmed=Count("pk", filter=Q(state=RegistrationState.CONFIRMED))
    )
    return {unit: (number, confirmed) for unit, number, confirmed in counted.order_by()}


def _took_part(keys: list[int], year: int) -> QuerySet[ProjectPerson]:
    return ProjectPerson.objects.filter(
        project__unit__in=keys,
        took_part=True,
        project__state=ProjectState.DONE,
        project__done_on__year=year,
    )
