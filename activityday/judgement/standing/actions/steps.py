"""How a case takes a step: locked, in its place, with its grounds brought up to date; the log last."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.closing.models import Finding
from activityday.judgement.closing.queries import why_fallen
from activityday.judgement.standing.checks import (
    check_dated,
    check_no_objection_waits,
    check_nobody_came_between,
    check_step,
    may_take,
)
from activityday.judgement.standing.entries import Written
from activityday.judgement.standing.enums import CLOSED, State, Step
from activityday.judgement.standing.models import Case, CaseGround, CaseStep, MeetingVote
from activityday.judgement.standing.queries.cases import joining
from activityday.office.filings import enums as filings
from activityday.office.filings.actions import withdraw
from activityday.office.filings.checks import may_take as may_be_withdrawn
from activityday.people.organisation.checks import Refused

LOGGED = "case"
LATE = "刚刚有人先办了一步，请看过再办。"


def take(*, case: Case, written: Written, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Take one step of a case opened at step `base`. Raises Refused.

    Where none of its grounds holds any more the case is closed by the facts first, and that stays; the step is refused.
    """
    fell = close_by_facts(case=case, by=by, at=at)
    if fell:
        raise Refused(f"事实有变化，这件个案已经结了：{fell}。")
    return _take(case, written, base, by, on, at)


@transaction.atomic
def close_by_facts(*, case: Case, by: Actor, at: datetime) -> str:
    """Close an undecided case none of whose grounds holds any more; returns why, empty when it stays open."""
    case = locked(case)
    if not may_take(case, Step.FALL):
        return ""
    join(case, by, at)
    grounds = [ground.finding for ground in case.grounds.select_related("finding")]
    causes = list(case.causes.all())
    fallen = why_fallen(grounds)
    if len(fallen) < len(grounds) or any(cause.fallen_at is None for cause in causes):
        return ""
    why = "；".join(dict.fromkeys([*fallen.values(), *(cause.fallen_why for cause in causes)]))
    rested = [finding.arithmetic for finding in grounds] + [cause.sentence for cause in causes]
    pairs = [("依据", words) for words in rested] + [("为什么不再成立", why)]
    written = Written(Step.FALL, localdate(at), tuple(pairs))
    _write(case, written, case.steps.count() + 1, by, at, why=why)
    return why


def join(case: Case, by: Actor, at: datetime) -> None:
    """Bring into the case what was found since; a finding stands in one case only."""
    new = list(joining(case))
    fallen = why_fallen(new)
    add_grounds(case, [finding for finding in new if finding.pk not in fallen], by, at)


def add_grounds(case: Case, findings: Iterable[Finding], by: Actor, at: datetime) -> None:
    """Rest the case on these findings, also on those of a case that the facts had closed."""
    for finding in findings:
        CaseGround.objects.update_or_create(
            finding=finding, defaults={"case": case, "joined_by": by.display_name, "joined_at": at}
        )


def locked(case: Case) -> Case:
    """The case as it stands now; whoever comes next waits."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("member", "branch__committee", "filing")
        .defer("member__identity_number", "member__phone", "member__address")
        .get(pk=case.pk)
    )


@transaction.atomic
def _take(case: Case, written: Written, base: int, by: Actor, on: date, at: datetime) -> Case:
    case = locked(case)
    steps = list(case.steps.defer("facts").order_by("number"))
    check_nobody_came_between(steps, base)
    check_step(case, written.step)
    check_dated(written.dated_on, last=steps[-1].dated_on, on=on)
    check_no_objection_waits(case, written.step)
    _write(case, written, base + 1, by, at)
    return case


def _write(case: Case, written: Written, number: int, by: Actor, at: datetime, why: str = "") -> None:
    target = check_step(case, written.step)
    append(case, written, number, target, by, at)
    case.state = target
    is_over = target in CLOSED
    case.closed_at = at if is_over else None
    case.closed_why = (why or written.reason(target)) if is_over else ""
    for name, value in written.changes.items():
        setattr(case, name, value)
    if is_over and case.filing is not None and may_be_withdrawn(case.filing, filings.Step.WITHDRAW):
        withdraw(filing=case.filing, note=f"个案已结：{target.label}", by=by, at=at)
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        raise Refused("这名党员已经有另一件在办的个案，请先办完那一件。") from error
    log(case, written.step, by, at)


def append(case: Case, written: Written, number: int, state: State, by: Actor, at: datetime) -> CaseStep:
    """Write the step in its place. Raises Refused when somebody else took it at the very same moment."""
    step = CaseStep(
        case=case,
        number=number,
        step=written.step,
        state=state,
        dated_on=written.dated_on,
        facts=json.dumps([list(pair) for pair in written.pairs], ensure_ascii=False),
        paper=written.paper.strip(),
        by_name=by.display_name,
        at=at,
    )
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(LATE) from error
    if written.ballots is not None:
        MeetingVote.objects.create(step=step, is_passed=written.step == Step.CARRY, **vars(written.ballots))
    return step


def log(case: Case, step: Step, by: Actor, at: datetime) -> None:
    """One entry without a name and without a word of what was said."""
    event = Event(f"standing.{step.value}", LOGGED, case.pk, str(case), {"state": case.state})
    record(event, committee=case.branch.chain_code, by=by, at=at)
