"""A branch's year on one page: members × months, and activities × facts (notice 四(一))."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import activities_of, segments_of_many
from activityday.judgement.closing.enums import SIGNS, Outcome
from activityday.judgement.closing.models import Closing, CountedMember
from activityday.judgement.closing.queries import counts_by_branch, member_years
from activityday.people.organisation.models import Unit
from activityday.rules.participation import Counts, Rate, participation

NOT_HELD = ""


@dataclass(frozen=True)
class MemberLine:
    """One member's twelve signs, and how often they took part."""

    member_id: str
    name: str
    signs: tuple[str, ...]
    words: tuple[str, ...]
    took_part: int
    counted: int


@dataclass(frozen=True)
class ActivityLine:
    """One activity's facts."""

    activity: Activity
    contents: str
    minutes: int | None
    counts: Counts
    rate: Rate
    version: int | None


@dataclass(frozen=True)
class MonthTotal:
    """The foot of one month's column."""

    month: date
    took_part: int
    expected: int


@dataclass(frozen=True)
class Ledger:
    """The year of one branch."""

    unit: Unit
    year: int
    months: tuple[date, ...]
    members: tuple[MemberLine, ...]
    totals: tuple[MonthTotal, ...]
    activities: tuple[ActivityLine, ...]
    rate: Rate

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Every sign with its word."""
        return [(sign, str(outcome.label)) for outcome, sign in SIGNS.items()]


def ledger_of(unit: Unit, year: int) -> Ledger:
    """The ledger of `unit`'s year from the frozen rows; a constant number of queries for any number of members."""
    months = tuple(date(year, month, 1) for month in range(1, 13))
    counts = counts_by_branch([unit], year).get(unit.pk, {})
    members = tuple(
        _member_line(line.member_id, line.name, line.outcomes, months) for line in member_years(unit, year)
    )
    totals = tuple(_total(month, counts.get(month)) for month in months)
    return Ledger(
        unit=unit,
        year=year,
        months=months,
        members=members,
        totals=totals,
        activities=tuple(_activity_lines(unit, year)),
        rate=participation(sum(counts.values(), Counts())),
    )


def _member_line(
    member_id: str, name: str, outcomes: dict[date, Outcome], months: Sequence[date]
) -> MemberLine:
    counted = Counter(outcomes.values())
    took_part = counted[Outcome.PRESENT] + counted[Outcome.OTHER_MEANS]
    apart = counted[Outcome.EXEMPT] + counted[Outcome.NOT_EXPECTED]
    return MemberLine(
        member_id=member_id,
        name=name,
        signs=tuple(SIGNS[outcomes[month]] if month in outcomes else NOT_HELD for month in months),
        words=tuple(str(outcomes[month].label) if month in outcomes else "没有归档" for month in months),
        took_part=took_part,
        counted=len(outcomes) - apart,
    )


def _total(month: date, counts: Counts | None) -> MonthTotal:
    return MonthTotal(month, counts.took_part, counts.expected) if counts else MonthTotal(month, 0, 0)


def _activity_lines(unit: Unit, year: int) -> Iterable[ActivityLine]:
    activities = activities_of(unit, year=year)
    segments = segments_of_many(activities)
    closings = {
        closing.activity_id: closing
        for closing in Closing.objects.filter(activity__in=activities, is_current=True)
    }
    rows = CountedMember.objects.filter(closing__in=closings.values(), branch=unit).values_list(
        "closing__activity_id", "outcome"
    )
    outcomes: dict[object, Counter[str]] = {}
    for key, outcome in rows:
        outcomes.setdefault(key, Counter())[outcome] += 1
    for activity in activities:
        closing = closings.get(activity.pk)
        counts = Counts(**{name: outcomes.get(activity.pk, Counter())[name] for name in Outcome.values})
        yield ActivityLine(
            activity=activity,
            contents=_contents(segments.get(activity.pk, [])),
            minutes=closing.minutes if closing else None,
            counts=counts,
            rate=participation(counts),
            version=closing.version if closing else None,
        )


def _contents(segments: Sequence[Segment]) -> str:
    return "、".join(dict.fromkeys(str(Content(segment.content).label) for segment in segments))
