"""What is known of those who are away, month by month, and what to ask their contacts (notice 二, education 24, 25, 32)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many
from activityday.day.attendance.enums import LeaveState, State
from activityday.day.attendance.models import Credit, InboundEntry, Leave, RollEntry
from activityday.day.attendance.queries import confirmations_of
from activityday.day.floating.enums import View
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import Floating, floating_of
from activityday.people.roster.models import ContactNote, Member
from activityday.rules.expectation import question_for_contact
from activityday.rules.floating import (
    MonthOfNews,
    contact_due,
    out_of_touch,
    silent_months,
    transfer_advice,
)
from activityday.rules.parameters import Parameters

MONTHS_BACK = 12


@dataclass(frozen=True)
class Line:
    """One member away as the list shows them: the months without news, and what the rules say to people."""

    floating: Floating
    months: tuple[MonthOfNews, ...]
    silent: tuple[date, ...]
    question: str
    contact: str
    lost: str
    transfer: str

    @property
    def member(self) -> Member:
        """The member."""
        return self.floating.member

    @property
    def is_asked(self) -> bool:
        """Whether somebody tried to reach the member since the last of the silent months began."""
        asked_on = self.floating.asked_on
        return bool(self.silent) and asked_on is not None and asked_on >= self.silent[-1]

    @property
    def tone(self) -> str:
        """How pressing it is: `bad` out of touch, `wait` something to ask, `ok` nothing."""
        if self.floating.lost is not None:
            return "bad"
        return "wait" if self.question or self.contact else "ok"


def lines_of(unit: Unit, *, on: date, view: View = View.ALL, search: str = "") -> list[Line]:
    """Those away at or below `unit` on the day, in roster order, as far as `view` shows them.

    A fixed number of queries however many people and branches.
    """
    people = floating_of(unit, on=on, search=search)
    lines = as_lines(people, on=on)
    return [line for line in lines if _shown(line, view)]


def as_lines(people: Sequence[Floating], *, on: date) -> list[Line]:
    """`people` with their months and with what the rules of their branch say."""
    branches = list({one.affiliated.branch.pk: one.affiliated.branch for one in people}.values())
    parameters = parameters_for_many(branches, on=on)
    known = _months_known(people, branches, on)
    return [_line(one, known[one.member.pk], parameters[one.affiliated.branch.pk], on) for one in people]


def last_seen(member: Member, *, on: date) -> date | None:
    """The last day until `on` on which the member took part anywhere or was reached; None when never. Four queries."""
    seen = (State.PRESENT, State.OTHER_MEANS)
    days = (
        RollEntry.objects.filter(member=member, state__in=seen).values_list("activity__held_on"),
        InboundEntry.objects.filter(arrival__member=member).values_list("activity__held_on"),
        Credit.objects.filter(member=member, withdrawn_at__isnull=True).values_list("held_on"),
        ContactNote.objects.filter(condition__member=member, is_reached=True).values_list("on"),
    )
    found = {day for rows in days for (day,) in rows if day <= on}
    return max(found, default=None)


def _months_known(
    people: Sequence[Floating], branches: Sequence[Unit], on: date
) -> Mapping[UUID, tuple[MonthOfNews, ...]]:
    """The months of the last year in which the own branch held its activity while the member was away. Five queries."""
    months = _last_months(on)
    held = activities_of_many(branches, months) if branches else {}
    keys = [one.member.pk for one in people]
    known = _known(keys, [one for found in held.values() for one in found], months)
    found: dict[UUID, tuple[MonthOfNews, ...]] = defaultdict(tuple)
    for one in people:
        found[one.member.pk] = tuple(
            MonthOfNews(month, (one.member.pk, month) in known)
            for month in months
            if any(
                one.condition.starts_on <= activity.held_on <= on
                for activity in held.get((one.affiliated.branch.pk, month), [])
            )
        )
    return found


def _known(keys: list[UUID], activities: Iterable[Activity], months: list[date]) -> set[tuple[UUID, date]]:
    """Member and month of which something is known: a mark on the roll, a word from elsewhere, leave that was granted."""
    month_of = {activity.pk: activity.month for activity in activities}
    entries = RollEntry.objects.filter(member__in=keys, activity__in=month_of)
    leaves = Leave.objects.filter(member__in=keys, month__in=months, state=LeaveState.GRANTED)
    return {
        *((member, month_of[key]) for member, key in entries.values_list("member_id", "activity_id")),
        *leaves.values_list("member_id", "month"),
        *confirmations_of(keys, months),
    }


def _line(one: Floating, months: tuple[MonthOfNews, ...], now: Parameters, on: date) -> Line:
    silent = silent_months(months, one.reached_on)
    departed_on, departure = one.condition.starts_on, one.departure
    return Line(
        floating=one,
        months=months,
        silent=silent,
        question=question_for_contact(len(silent), most=now.integer("unverified_months")),
        contact=contact_due(one.reached_on, departed_on, on, months=now.integer("contact_months")),
        lost=out_of_touch(one.lost.starts_on, on, months=now.integer("lost_contact_months"))
        if one.lost
        else "",
        transfer=transfer_advice(
            departed_on,
            on,
            is_settled=departure is not None and departure.is_settled,
            months=now.integer("transfer_months"),
        ),
    )


def _last_months(on: date) -> list[date]:
    """The month of the day and those before it, oldest first."""
    number = on.year * 12 + on.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS_BACK + 1, number + 1)]


def _shown(line: Line, view: View) -> bool:
    return {
        View.ALL: True,
        View.ASK: bool(line.question),
        View.CONTACT: bool(line.contact),
        View.LOST: line.floating.lost is not None,
    }[view]
