"""Writes of problems (notice 三(二)): entered, given to somebody, put right, checked; each step a row."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.review.actions.entries import insert, log
from activityday.contents.review.checks import check_branch, check_past, check_words, next_state
from activityday.contents.review.drafts import Assignment, ProblemDraft
from activityday.contents.review.enums import PROBLEM_TRANSITIONS, ProblemState, ProblemStep
from activityday.contents.review.models import Problem, ProblemEntry
from activityday.day.activity.actions import add_segment
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED

LONGEST_TITLE, MINUTES = 100, 20
CHANGED = ["state", "measure", "owner", "due_on", "closed_on"]


@transaction.atomic
def enter_problem(
    *,
    unit: Unit,
    draft: ProblemDraft,
    form_id: UUID,
    assignment: Assignment | None = None,
    by: Actor,
    at: datetime,
) -> Problem:
    """Put a problem on the list, with its measure where it is known. The same form sent twice is Refused."""
    check_branch(unit)
    check_words(draft.title, "问题", 100)
    check_past(draft.found_on, localdate(at), "发现日期")
    if draft.meeting is not None and draft.meeting.unit_id != unit.pk:
        raise Refused("这次组织生活会不是本支部的。")
    problem = Problem(
        committee_id=unit.committee_id,
        unit=unit,
        form_id=form_id,
        **{**vars(draft), "title": draft.title.strip()},
    )
    insert(problem, "这个问题刚刚已经列入了，不用再列。")
    _append(problem, ProblemStep.ENTER, "", by, at)
    if assignment is not None:
        _assign(problem, assignment, by, at)
    log("problem_enter", problem, unit, by, at, {"source": draft.source})
    return problem


@transaction.atomic
def assign(*, problem: Problem, assignment: Assignment, by: Actor, at: datetime) -> None:
    """Say what is done about it, by whom, until when. Raises Refused when that is said already."""
    problem = _locked(problem)
    _assign(problem, assignment, by, at)
    log("problem_assign", problem, problem.unit, by, at, {"due_on": problem.due_on})


@transaction.atomic
def report(*, problem: Problem, text: str, by: Actor, at: datetime) -> None:
    """Write down how far it has come. Raises Refused."""
    _step(problem, ProblemStep.REPORT, text, "进展", by, at)


@transaction.atomic
def extend(*, problem: Problem, due_on: date, why: str, by: Actor, at: datetime) -> None:
    """Give it more time, with the reason. Raises Refused for a day that is not later."""
    problem = _locked(problem)
    _next(problem, ProblemStep.EXTEND)
    if problem.due_on is not None and due_on <= problem.due_on:
        raise Refused(f"原来的期限是{problem.due_on:%Y-%m-%d}，延期要更晚。")
    _step(problem, ProblemStep.EXTEND, why, "为什么延期", by, at, due_on=due_on)


@transaction.atomic
def finish(*, problem: Problem, text: str, by: Actor, at: datetime) -> None:
    """Say that it is put right, and how; somebody has to check it. Raises Refused."""
    _step(problem, ProblemStep.FINISH, text, "怎么改好的", by, at)


@transaction.atomic
def close_out(*, problem: Problem, text: str, on: date, by: Actor, at: datetime) -> None:
    """Close it out after somebody looked. Raises Refused unless it was said to be put right."""
    check_past(on, localdate(at), "核实日期")
    _step(problem, ProblemStep.CLOSE_OUT, text, "谁核实的、看到什么", by, at, closed_on=on)


@transaction.atomic
def send_back(*, problem: Problem, text: str, by: Actor, at: datetime) -> None:
    """It is not put right after all. Raises Refused."""
    _step(problem, ProblemStep.SEND_BACK, text, "哪里没有改好", by, at)


@transaction.atomic
def reopen(*, problem: Problem, text: str, by: Actor, at: datetime) -> None:
    """It has come back; what was said stays in its steps. Raises Refused."""
    _step(problem, ProblemStep.REOPEN, text, "为什么重新打开", by, at, closed_on=None)


@transaction.atomic
def strike(*, problem: Problem, text: str, by: Actor, at: datetime) -> None:
    """Take it off the list because it was none, with the reason. Raises Refused."""
    _step(problem, ProblemStep.STRIKE, text, "为什么不再列", by, at)


@transaction.atomic
def place_problems(
    *, unit: Unit, activity: Activity, problems: Sequence[Problem], by: Actor, at: datetime
) -> Segment:
    """Put what is open on the agenda of an activity being prepared: the branch's own by title, personal ones by number.

    Raises Refused when there is nothing to put, or the activity has taken place.
    """
    if activity.state != ActivityState.PREPARING:
        raise Refused("这次活动已经开展，请列入下一次活动。")
    if not problems:
        raise Refused("没有要列入议程的问题。")
    part = SegmentDraft(Content.ANALYSIS, Form.TOPIC_DISCUSSION, agenda_title(problems), MINUTES)
    segment = add_segment(activity=activity, part=part, by=by, at=at)
    keys = [problem.pk for problem in problems]
    Problem.objects.filter(unit=unit, pk__in=keys).update(segment=segment)
    log("problems_placed", segment, unit, by, at, {"activity": activity.pk, "number": len(keys)})
    return segment


def agenda_title(problems: Sequence[Problem]) -> str:
    """问题整改：…、…（另有个人问题 2 个）, as long as an agenda holds."""
    personal = sum(problem.is_personal for problem in problems)
    tail = f"（另有个人问题 {personal} 个）" if personal else ""
    titles = [problem.title for problem in problems if not problem.is_personal]
    if not titles:
        return f"问题整改：个人问题 {personal} 个"
    words = f"问题整改：{'、'.join(titles)}"
    room = LONGEST_TITLE - len(tail)
    return (words if len(words) <= room else f"{words[: room - 1]}…") + tail


def _assign(problem: Problem, assignment: Assignment, by: Actor, at: datetime) -> None:
    check_words(assignment.measure, "整改措施")
    check_words(assignment.owner, "责任人", 30)
    if assignment.due_on < problem.found_on:
        raise Refused("整改期限早于发现日期，请核对。")
    problem.state = _next(problem, ProblemStep.ASSIGN)
    problem.measure, problem.owner = assignment.measure.strip(), assignment.owner.strip()
    problem.due_on = assignment.due_on
    problem.save(update_fields=CHANGED)
    _append(problem, ProblemStep.ASSIGN, "", by, at)


def _step(
    problem: Problem,
    step: ProblemStep,
    text: str,
    what: str,
    by: Actor,
    at: datetime,
    **changes: date | None,
) -> None:
    problem = _locked(problem)
    problem.state = _next(problem, step)
    check_words(text, what)
    for name, value in changes.items():
        setattr(problem, name, value)
    problem.save(update_fields=CHANGED)
    _append(problem, step, text, by, at)
    log(f"problem_{step.value}", problem, problem.unit, by, at, {"due_on": problem.due_on})


def _next(problem: Problem, step: ProblemStep) -> ProblemState:
    return next_state(PROBLEM_TRANSITIONS, ProblemState(problem.state), step, "这个问题")


def _append(problem: Problem, step: ProblemStep, text: str, by: Actor, at: datetime) -> None:
    insert(
        ProblemEntry(
            problem=problem,
            number=ProblemEntry.objects.filter(problem=problem).count() + 1,
            step=step,
            state=problem.state,
            due_on=problem.due_on,
            text=text.strip(),
            by_name=by.display_name,
            at=at,
        )
    )


def _locked(problem: Problem) -> Problem:
    found = Problem.objects.select_for_update(of=("self",)).select_related("unit__committee", "member")
    return found.defer(*SEALED).get(pk=problem.pk)
