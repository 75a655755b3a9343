"""The grades as people decided them; and an unqualified member put forward for the steps of the case (education 18)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.judgement.appraisal.actions.steps import insert, last_dated, locked, log, log_person, take
from activityday.judgement.appraisal.checks import (
    check_body,
    check_cap,
    check_dated,
    check_grades,
    check_version,
    next_state,
)
from activityday.judgement.appraisal.drafts import Decided
from activityday.judgement.appraisal.enums import DECIDED, Grade, Part, Step
from activityday.judgement.appraisal.models import Appraised, DecidedGrade, Decision, Round
from activityday.judgement.appraisal.queries.evidence import evidence_of
from activityday.judgement.appraisal.queries.people import PersonLine, people_of
from activityday.judgement.appraisal.queries.rounds import cap_of, decision_of
from activityday.judgement.standing.actions import Cause, take_up_cause
from activityday.judgement.standing.enums import CauseKind
from activityday.judgement.standing.models import Case
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.rules.appraisal import CLAUSE


@transaction.atomic
def decide(*, round_: Round, decided: Decided, base: int, by: Actor, on: date, at: datetime) -> Decision:
    """Write down the grades; freeze the evidence the meeting had. Raises Refused: quorum, reasons, the cap on excellent.

    Nothing else changes: a grade never touches a member, their points or a case.
    """
    round_ = locked(round_)
    next_state(round_, Step.DECIDE)
    check_version(round_, base)
    check_dated(decided.met_on, since=round_.held_on or round_.listed_on, on=on, what="评定日期")
    enough = check_body(round_.branch, decided)
    people = people_of(round_)
    check_grades(people, decided)
    excellent = sum(given.grade == Grade.EXCELLENT for given in decided.grades.values())
    cap = cap_of(round_, people, excellent)
    check_cap(cap)
    row = Decision(
        round=round_,
        number=round_.decisions.count() + 1,
        body=decided.body,
        met_on=decided.met_on,
        entitled=decided.entitled,
        present=decided.present,
        quorum_words=enough.arithmetic,
        cap_words=cap.arithmetic,
        policy=parameters_for(round_.branch, on=round_.held_on or on).fingerprint,
        decided_by=by.display_name,
        decided_at=at,
    )
    insert(row)
    DecidedGrade.objects.bulk_create(_graded(row, one, decided) for one in people if one.part == Part.GRADED)
    _freeze(round_, people, at)
    take(round_, Step.DECIDE, dated_on=max(decided.met_on, last_dated(round_)), by=by, at=at)
    log("decide", round_, by=by, at=at, changes={"number": row.number, "body": row.body})
    return row


@transaction.atomic
def propose_case(*, round_: Round, line: PersonLine, by: Actor, on: date, at: datetime) -> Case:
    """Put an unqualified member forward 提请研究: opens a case, or joins the open one. Raises Refused for any other grade.

    The click of a person; the case then goes its own way, and no status changes.
    """
    round_ = locked(round_)
    decision = decision_of(round_)
    if round_.state not in DECIDED or decision is None or line.decided is None:
        raise Refused("还没有评定，不能提请研究。")
    if line.decided.decision_id != decision.pk or line.grade != Grade.UNQUALIFIED:
        raise Refused("只有评为不合格的，才从这里提请研究。", CLAUSE)
    met = decision.met_on
    body = decision.get_body_display()
    sentence = f"{round_.year}年度民主评议党员，{met.year}年{met.month}月{met.day}日经{body}评定为不合格。"
    cause = Cause(CauseKind.APPRAISAL, line.decided.source, round_.year, sentence, CLAUSE)
    case = take_up_cause(
        branch=round_.branch, member=line.appraised.member, cause=cause, taken_on=on, by=by, on=on, at=at
    )
    log_person("proposed", round_, line.appraised, by=by, at=at)
    return case


def _graded(decision: Decision, one: Appraised, decided: Decided) -> DecidedGrade:
    given = decided.grades[one.pk]
    grade = given.grade.value if given.grade else ""
    return DecidedGrade(decision=decision, appraised=one, grade=grade, reason=given.reason.strip())


def _freeze(round_: Round, people: list[Appraised], at: datetime) -> None:
    keys = [one.member_id for one in people]
    sheets = evidence_of(round_.branch, keys, round_.year, on=localdate(at), with_cases=False)
    for one in people:
        one.evidence = [line.as_json for line in sheets[one.member_id]]
    Appraised.objects.bulk_update(people, ["evidence"])
