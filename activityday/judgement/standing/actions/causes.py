"""A case that rests on what people decided elsewhere: handed over as data, and taken back the same way."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.standing.actions.steps import LOGGED, append, close_by_facts, locked, log
from activityday.judgement.standing.checks import check_dated
from activityday.judgement.standing.entries import Written
from activityday.judgement.standing.enums import CauseKind, State, Step
from activityday.judgement.standing.models import Case, CaseCause
from activityday.judgement.standing.queries.cases import own_case_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@dataclass(frozen=True)
class Cause:
    """What was decided, in a sentence with its clause; `source` names the decision."""

    kind: CauseKind
    source: str
    year: int
    sentence: str
    clause: str


@transaction.atomic
def take_up_cause(
    *, branch: Unit, member: Member, cause: Cause, taken_on: date, by: Actor, on: date, at: datetime
) -> Case:
    """Rest a case on the cause: the member's open case of this branch, or a new one. Raises Refused.

    Nothing about the member changes; the case then goes the way of every other.
    """
    check_dated(taken_on, last=None, on=on)
    case = own_case_of(member)
    if case is None:
        case = _opened(branch, member, cause, taken_on, by, at)
    elif case.branch_id != branch.pk:
        raise Refused("这名党员已有一件在办的个案，由原来的党支部办。请同镇党委党建办联系。")
    else:
        case = locked(case)
    if not case.is_open:
        raise Refused("这名党员的个案刚刚办结，请刷新页面再看。")
    row = CaseCause(case=case, joined_by=by.display_name, joined_at=at, **vars(cause))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("已经提请研究，不用再提。") from error
    _log("cause_joined", case, by, at)
    return case


@transaction.atomic
def withdraw_cause(*, source: str, why: str, by: Actor, at: datetime) -> None:
    """What was decided does not hold any more: the cause falls, and with it an undecided case that rests on nothing else."""
    cause = CaseCause.objects.filter(source=source, fallen_at__isnull=True).select_related("case").first()
    if cause is None:
        return
    case = locked(cause.case)
    cause.fallen_at, cause.fallen_why = at, why.strip()[:200]
    cause.save(update_fields=["fallen_at", "fallen_why"])
    _log("cause_fallen", case, by, at)
    close_by_facts(case=case, by=by, at=at)


def _opened(branch: Unit, member: Member, cause: Cause, taken_on: date, by: Actor, at: datetime) -> Case:
    case = Case(committee_id=branch.committee_id, branch=branch, member=member, opened_at=at)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("这名党员刚刚有了一件在办的个案，请刷新页面再提。") from error
    append(case, Written(Step.TAKE_UP, taken_on, (("依据", cause.sentence),)), 1, State.TAKEN_UP, by, at)
    log(case, Step.TAKE_UP, by, at)
    return case


def _log(what: str, case: Case, by: Actor, at: datetime) -> None:
    event = Event(f"standing.{what}", LOGGED, case.pk, str(case), {})
    record(event, committee=case.branch.chain_code, by=by, at=at)
