"""Six months in a row without organisational life or dues (constitution 9): worked out on reading, never stored."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember
from activityday.judgement.standing.queries.unpaid import unpaid_months
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.queries import Affiliated, affiliated
from activityday.rules.standing import Gap, Matter, six_months


@dataclass(frozen=True)
class MemberGaps:
    """One member and the months that people have to look into."""

    person: Affiliated
    gaps: tuple[Gap, ...]


def gaps_of(unit: Unit, *, on: date) -> list[MemberGaps]:
    """Members at or below the unit with six months in a row of this year and the year before, in roster order.

    Only what is known counts: unexcused months as frozen, dues that stand as due and unpaid. It only informs.
    """
    months = parameters_for(unit, on=on).integer("gap_months")
    people = affiliated([unit] if unit.is_branch else branches_of(unit, on=on), on=on)
    keys = [person.member.pk for person in people]
    missed = _missed(keys, on, months)
    unpaid = unpaid_months(unit, keys, on=on)
    found = []
    for person in people:
        gaps = [
            *six_months(missed.get(person.member.pk, ()), matter=Matter.LIFE, months=months),
            *six_months(unpaid.get(person.member.pk, ()), matter=Matter.DUES, months=months),
        ]
        if gaps:
            found.append(MemberGaps(person, tuple(gaps)))
    return found


def _missed(members: Iterable[UUID], on: date, least: int) -> dict[UUID, list[date]]:
    """The unexcused months of those members who have at least so many; an accepted explanation excuses. Two queries."""
    absent = CountedMember.objects.filter(
        member__in=list(members),
        outcome=Outcome.ABSENT,
        is_current=True,
        month__year__in=(on.year - 1, on.year),
    )
    many = absent.values("member").annotate(number=Count("pk")).filter(number__gte=least).order_by()
    rows = absent.filter(member__in=many.values("member")).values_list("member_id", "month")
    found: dict[UUID, list[date]] = defaultdict(list)
    for member, month in rows:
        found[member].append(month)
    explained = set(
        Leave.objects.filter(
            member__in=list(found), is_explanation=True, state=LeaveState.GRANTED
        ).values_list("member_id", "month")
    )
    return {
        member: [month for month in months if (member, month) not in explained]
        for member, months in found.items()
    }
