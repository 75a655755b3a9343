"""The annual plan beside what was held: drafted from the town's suggestions and last year, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.activity.enums import Content, State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many, secretary_of, segments_of_many
from activityday.day.schedule.plan import PlannedMonth, drafted, ordered
from activityday.day.schedule.plan_queries import suggestions_for, year_of
from activityday.day.schedule.queries import ScheduledDay, days_of, months_of
from activityday.people.organisation.models import Unit

SHOWN = {State.HELD, State.CLOSED}


@dataclass(frozen=True)
class Line:
    """One month of the plan: its day, what is planned, and what was held."""

    day: ScheduledDay
    planned: PlannedMonth
    held: tuple[Activity, ...]

    @property
    def held_in_words(self) -> str:
        """6月1日 环境整治志愿行; empty while nothing was held."""
        return "、".join(f"{one.held_on.month}月{one.held_on.day}日 {one.theme}".strip() for one in self.held)


def draft_of(unit: Unit, year: int, *, on: date) -> list[PlannedMonth]:
    """The year as the software drafts it: suggestions, else the same month of last year, in the secretary's charge."""
    months = months_of(year)
    return drafted(
        months, suggestions_for(unit, months), _last_year(unit, year - 1), in_charge=secretary_of(unit, on=on)
    )


def lines_of(unit: Unit, months: Sequence[PlannedMonth]) -> list[Line]:
    """The plan's months beside the year's days and what was held; a constant number of queries."""
    year = months[0].month.year
    held = activities_of_many([unit], months_of(year))
    return [
        Line(
            day,
            planned,
            tuple(one for one in held.get((unit.pk, day.month), []) if State(one.state) in SHOWN),
        )
        for day, planned in zip(days_of(unit, year), months, strict=True)
    ]


def _last_year(unit: Unit, year: int) -> dict[int, PlannedMonth]:
    """By month number: what was held a year ago, else what was planned for it."""
    found = {one.month.month: one for one in year_of(unit, year).months}
    activities = activities_of_many([unit], months_of(year))
    segments = segments_of_many(one for several in activities.values() for one in several)
    for (_, month), several in activities.items():
        first = several[0]
        parts = segments.get(first.pk, [])
        main = next((part for part in parts if part.content != Content.DUES), None)
        if first.theme:
            before = found.get(month.month)
            found[month.month] = PlannedMonth(
                month=month,
                theme=first.theme,
                contents=ordered(part.content for part in parts),
                form=main.form if main else "",
                in_charge=before.in_charge if before else "",
            )
    return found
