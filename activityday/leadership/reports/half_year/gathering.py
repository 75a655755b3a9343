"""Reads a half-year from the records: a constant number of queries for any number of branches and members."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from activityday.day.activity.enums import Content, State
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import activities_of_many, in_use_since, segments_of_many
from activityday.day.attendance.queries import begun_among
from activityday.day.schedule.queries import ScheduledDay, days_of_many
from activityday.judgement.closing.queries import counts_by_branch
from activityday.leadership.reports.enums import MonthState
from activityday.leadership.reports.half_year.facts import BranchHalf, HalfYear, MonthLine, Moved, Posted
from activityday.office.filings.models import FilingStep
from activityday.office.filings.queries import answers_of
from activityday.office.notices.enums import Kind
from activityday.office.notices.enums import State as Standing
from activityday.office.notices.queries import notices_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.half_year import Half
from activityday.rules.participation import Counts

Of = Mapping[tuple[int, date], Any]


@dataclass(frozen=True)
class Records:
    """Everything read for some branches and six months, by branch id and month."""

    days: Mapping[tuple[int, date], ScheduledDay]
    activities: Mapping[tuple[int, date], list[Activity]]
    segments: Mapping[UUID, list[Segment]]
    begun: set[UUID]
    counts: Mapping[int, Mapping[date, Counts]]
    in_use: Mapping[int, date]
    answers: Mapping[object, FilingStep]
    posted: Mapping[int, list[Posted]]


def branches_in(unit: Unit, half: Half, *, on: date) -> list[Unit]:
    """The branches that a half-year of `unit` is about: those of the day, within the half-year."""
    return list(branches_of(unit, on=min(max(on, half.starts_on), half.ends_on)))


def half_year_of(
    unit: Unit, half: Half, branches: Sequence[Unit], filed: Mapping[int, str], *, on: date
) -> HalfYear:
    """The half-year of `unit` as the records stand on the day (notice 四(四)); only closed activities give figures.

    `branches` are those it is about, `filed` where the filing of each stands, by id.
    """
    found = _records(unit, branches, half)
    return HalfYear(
        name=unit.name,
        half=half,
        is_sum=unit.level != Level.BRANCH,
        percent=parameters_for(unit, on=half.ends_on).integer("participation_percent"),
        branches=tuple(
            replace(_branch(branch, half, found, on), filed=filed.get(branch.pk, "")) for branch in branches
        ),
    )


def problems_of(unit: Unit, half: Half) -> str:
    """What the records of a branch say under 存在问题和下步打算, one bullet a line, in the order of the months."""
    found = activities_of_many([unit], half.months)
    lines = [
        f"{month.month}月：{line.strip()}"
        for month in half.months
        for activity in found.get((unit.pk, month), [])
        for line in activity.problems.splitlines()
        if line.strip()
    ]
    return "\n".join(lines)


def last_activity_day(unit: Unit, half: Half) -> date:
    """The day in force of the half-year's last month."""
    return days_of_many([unit], [half.months[-1]])[unit.pk, half.months[-1]].day


def _records(unit: Unit, branches: Sequence[Unit], half: Half) -> Records:
    days = days_of_many(branches, half.months)
    activities = activities_of_many(branches, half.months)
    everything = {one.pk: one for found in activities.values() for one in found}
    moved = {day.rescheduling.pk for day in days.values() if day.rescheduling is not None}
    return Records(
        days=days,
        activities=activities,
        segments=segments_of_many(everything.values()),
        begun=begun_among(everything),
        counts=counts_by_branch(branches, half.year),
        in_use=in_use_since(branches),
        answers=answers_of(moved),
        posted=_posted(unit, half),
    )


def _posted(unit: Unit, half: Half) -> Mapping[int, list[Posted]]:
    found: dict[int, list[Posted]] = defaultdict(list)
    for notice in notices_of(unit, Kind.DUES).filter(
        state=Standing.POSTED, covers_from__lte=half.ends_on, covers_to__gte=half.starts_on
    ):
        found[notice.unit_id].insert(0, Posted(notice.period, notice.starts_on, notice.ends_on, notice.where))
    return found


def _branch(branch: Unit, half: Half, found: Records, on: date) -> BranchHalf:
    lines = tuple(_line(branch, month, found, on) for month in half.months)
    return BranchHalf(
        code=branch.code,
        name=branch.name,
        short_name=branch.short_name,
        lines=lines,
        moved=tuple(
            _moved(found.days[branch.pk, month], found)
            for month in half.months
            if found.days[branch.pk, month].rescheduling is not None
        ),
        posted=tuple(found.posted.get(branch.pk, ())),
    )


def _line(branch: Unit, month: date, found: Records, on: date) -> MonthLine:
    day = found.days[branch.pk, month].day
    activities = found.activities.get((branch.pk, month), [])
    state = _state(branch, month, day, activities, found, on)
    is_recorded = state == MonthState.RECORDED
    segments = [part for one in activities for part in found.segments.get(one.pk, [])]
    return MonthLine(
        month=month,
        day=day,
        state=state,
        held_on=tuple(dict.fromkeys(one.held_on for one in activities)) if is_recorded else (),
        themes=tuple(dict.fromkeys(one.theme for one in activities if one.theme)),
        contents=tuple(dict.fromkeys(str(Content(part.content).label) for part in segments)),
        counts=found.counts.get(branch.pk, {}).get(month, Counts()) if is_recorded else Counts(),
    )


def _state(
    branch: Unit, month: date, day: date, activities: Sequence[Activity], found: Records, on: date
) -> MonthState:
    """Recorded only when every part is closed; what was begun is held, not recorded; the rest is missing once its day is past."""
    states = {State(one.state) for one in activities}
    if states == {State.CLOSED}:
        return MonthState.RECORDED
    begun = any(one.pk in found.begun or one.starts_at is not None for one in activities)
    if states & {State.HELD, State.CLOSED} or begun:
        return MonthState.UNRECORDED
    if day >= on:
        return MonthState.COMING
    since = found.in_use.get(branch.pk, on.replace(day=1))
    is_new = branch.established_on is not None and branch.established_on > day
    return MonthState.BEFORE if month < since or is_new else MonthState.MISSING


def _moved(day: ScheduledDay, found: Records) -> Moved:
    asked = day.rescheduling
    assert asked is not None  # noqa: S101 -- only days that were moved come here
    answer = found.answers.get(asked.pk)
    return Moved(
        month=day.month,
        original_on=asked.original_on,
        new_on=asked.new_on,
        reason=asked.reason,
        approved_by=asked.filing.answered_by.short_name,
        approved_on=localdate(answer.at) if answer else None,
    )
