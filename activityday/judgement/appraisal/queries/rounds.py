"""One round: where it stands, who may vote in it, its cap, and what is due."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of
from activityday.judgement.appraisal.enums import Grade, Part, State, Way
from activityday.judgement.appraisal.models import Appraised, BallotCount, Decision, Round, RoundStep
from activityday.judgement.appraisal.queries.people import lines_of
from activityday.judgement.closing.models import CountedMember
from activityday.office.notices.content import Content
from activityday.office.policy.queries import parameters_for, parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.appraisal import (
    Cap,
    CapReading,
    LineReading,
    People,
    RoundDue,
    Turnout,
    Urgency,
    VoterReading,
    cap_on_excellent,
    meeting_counts,
    number_of_voters,
    round_due,
)
from activityday.rules.parameters import Parameters

LOOKS = 30
MEETINGS = 12
HEADER = ("序号", "姓名", "等次")


def round_of(branch: Unit, year: int) -> Round | None:
    """The live round of a branch in a year, or None."""
    found = Round.objects.filter(branch=branch, year=year).exclude(state=State.WITHDRAWN)
    return found.select_related(
        "branch", "branch__committee", "committee", "activity", "activity__host"
    ).first()


def withdrawn_rounds(branch: Unit, year: int) -> list[RoundStep]:
    """Why rounds of the year were withdrawn, the newest first."""
    found = RoundStep.objects.filter(round__branch=branch, round__year=year, state=State.WITHDRAWN)
    return list(found.order_by("-at"))


def steps_of(round_: Round) -> list[RoundStep]:
    """What was done, oldest first."""
    return list(round_.steps.order_by("number"))


def count_of(round_: Round) -> BallotCount | None:
    """The count in force, or None."""
    return round_.counts.filter(is_current=True).first()


def decision_of(round_: Round) -> Decision | None:
    """The decision in force, or None."""
    return round_.decisions.select_related("notice").filter(is_current=True).first()


def headcount(people: Iterable[Appraised]) -> People:
    """Those who count for the cap: all on the list who are not out, and the full members who took part."""
    found = list(people)
    return People(
        members=sum(one.part != Part.OUT for one in found),
        taking_part=sum(_took_part(one) and one.part == Part.GRADED for one in found),
    )


def full_members_of(people: Iterable[Appraised]) -> tuple[int, int]:
    """Full members on the list, and those of them who took part."""
    graded = [one for one in people if one.part == Part.GRADED]
    return len(graded), sum(_took_part(one) for one in graded)


def turnout_of(round_: Round, entitled: int, taking_part: int, *, on: date) -> Turnout:
    """Whether enough took part, by the line in force on the day."""
    line = parameters_for(round_.branch, on=on).choice("appraisal_turnout_line")
    return meeting_counts(entitled, taking_part, line=LineReading(line))


def voters_of(round_: Round, people: Iterable[Appraised]) -> int:
    """How many of those who took part fill in a ballot, by the reading in force."""
    came = [one for one in people if _took_part(one)]
    full = sum(one.part == Part.GRADED for one in came)
    reading = VoterReading(_now(round_).choice("appraisal_voters"))
    return number_of_voters(full, len(came) - full, reading=reading)


def cap_of(round_: Round, people: Iterable[Appraised], excellent: int) -> Cap:
    """The most that may be excellent, and whether so many are too many."""
    now = _now(round_)
    return cap_on_excellent(
        headcount(people),
        excellent,
        one_in=now.integer("appraisal_excellent_one_in"),
        reading=CapReading(now.choice("appraisal_cap_reading")),
    )


def due_of(branch: Unit, year: int, *, on: date) -> RoundDue:
    """Until when the round of a year is to be finished."""
    return _due(parameters_for(branch, on=on), year, on)


def branches_due(unit: Unit, *, on: date) -> list[tuple[Unit, RoundDue]]:
    """The branches at or below a unit that have not finished last year's round and are near its end, in the order of the tree.

    Only who closed activities here in that year is asked. One query where nobody did, else at most five.
    """
    year = on.year - 1
    used = CountedMember.objects.filter(branch__path__startswith=unit.path, month__year=year, is_current=True)
    keys = set(used.values_list("branch_id", flat=True).distinct().order_by())
    if not keys:
        return []
    finished = Round.objects.filter(branch__in=keys, year=year, state=State.FINISHED)
    keys -= set(finished.values_list("branch_id", flat=True))
    branches = [branch for branch in branches_of(unit, on=on) if branch.pk in keys]
    now = parameters_for_many(branches, on=on) if branches else {}
    found = [(branch, _due(now[branch.pk], year, on)) for branch in branches]
    return [(branch, due) for branch, due in found if due.urgency != Urgency.LATER]


def meetings_near(round_: Round, *, on: date) -> list[Activity]:
    """The activities on which the meeting can have been held, the newest first: since the list was drawn up, until `on`."""
    found = _activities(round_.branch, round_.year)
    return [one for one in found if round_.listed_on <= one.held_on <= on][:MEETINGS]


def plannable(round_: Round) -> list[Activity]:
    """The activities still being prepared to whose agenda the meeting can be added."""
    found = _activities(round_.branch, round_.year)
    return [one for one in found if one.state == ActivityState.PREPARING and one.recorded_at is None]


def history_of_round(round_: Round) -> QuerySet[Entry]:
    """The log of a round, newest first."""
    return history_of("appraisal", round_.pk)


def looks_at(appraised: Appraised) -> list[Entry]:
    """Who looked at a member's sheet, newest first."""
    return list(history_of("appraised", appraised.pk).filter(action="appraisal.viewed")[:LOOKS])


def notice_content(round_: Round) -> Content:
    """What is made known inside the branch: who is excellent, in roster order; no other grade, nobody's reason.

    How many were below is not said either: in a small branch a number is a name (RULES 9, 10).
    """
    names = [line.appraised.name for line in lines_of(round_) if line.grade == Grade.EXCELLENT]
    return Content(
        opening=(f"{round_.year}年度民主评议党员已经结束。经评定，下列党员为优秀等次，现予公布。",),
        header=HEADER,
        rows=[[str(number), name, str(Grade.EXCELLENT.label)] for number, name in enumerate(names, start=1)],
        closing=(
            "名单按花名册顺序。本人的等次已经或者将要单独告知，其他等次不公布。",
            "对名单有不同意见的，公布期间可以向党支部提出。",
        ),
    )


def _activities(branch: Unit, year: int) -> list[Activity]:
    found = [*activities_of(branch, year=year), *activities_of(branch, year=year + 1)]
    return [one for one in reversed(found) if one.state != ActivityState.CANCELLED]


def _took_part(one: Appraised) -> bool:
    return one.way not in {"", Way.AWAY}


def _now(round_: Round) -> Parameters:
    return parameters_for(round_.branch, on=round_.held_on or round_.listed_on)


def _due(now: Parameters, year: int, on: date) -> RoundDue:
    months, remind = now.integer("appraisal_due_months"), now.integer("appraisal_remind_days")
    return round_due(year, on, months=months, remind_days=remind)
