"""What stands on the papers of a talk and a case: only what was entered, or room for a pen."""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localtime

from activityday.audit.queries import head_of
from activityday.documents.papers.standing import (
    DeliveryNote,
    EvidenceSheet,
    FoundLine,
    MonthLine,
    StatementForm,
    TalkPaper,
    render_delivery,
    render_evidence,
    render_statement,
    render_talk,
)
from activityday.documents.plain import day
from activityday.judgement.closing.models import Finding
from activityday.judgement.standing.enums import Disposition, Step
from activityday.judgement.standing.models import Case, CaseCause, CaseStep, Talk
from activityday.judgement.standing.queries.cases import FindingLine, causes_of
from activityday.judgement.standing.queries.evidence import MonthFact, evidence_of
from activityday.judgement.standing.queries.open import TalkTask
from activityday.ui.words import clause_label, year_month

APPEAL = "对这个决定不服的，可以向批准决定的党组织或者它的上级党组织申诉。申诉期间，处置照常执行。"


def _not_yet(talks: Iterable[Talk]) -> str:
    """What is missing before behaviour afterwards can be looked at: the education, or only its step in the case."""
    if any(talk.is_education and talk.held_on for talk in talks):
        return "批评教育谈过了，个案里还没有记下这一步。"
    return "还没有批评教育的记录。"


def evidence_pdf(case: Case, *, on: date) -> bytes:
    """The evidence sheet 证据材料 as PDF."""
    evidence = evidence_of(case, on=on)
    talks = [
        f"{day(talk.held_on)}，{talk.talker}谈话{'，同时作为批评教育' if talk.is_education else ''}。"
        for talk in evidence.talks
        if talk.held_on
    ]
    return render_evidence(
        EvidenceSheet(
            number=case.number,
            unit=case.branch.name,
            name=case.member.name,
            found=(
                *(_found(line) for line in evidence.findings),
                *(_caused(cause) for cause in evidence.causes),
            ),
            months=tuple(_month(fact) for fact in evidence.months),
            talks=tuple(talks),
            since=evidence.since.sentence if evidence.since else _not_yet(evidence.talks),
            as_of=on,
            audit_code=head_of(case.branch.chain_code)[:16],
        )
    )


def statement_pdf(case: Case, findings: list[FindingLine], steps: list[CaseStep]) -> bytes:
    """The member's statement 本人说明, in large type: filled with what was written down, or with room for a pen."""
    heard = next((step for step in steps if step.step == Step.HEAR), None)
    said = dict(heard.pairs).get("本人说明", "") if heard else ""
    return render_statement(
        StatementForm(
            number=case.number,
            unit=case.branch.name,
            name=case.member.name,
            facts=(
                *(f"{line.finding.arithmetic}。" for line in findings if not line.fallen),
                *(cause.sentence for cause in causes_of(case) if not cause.fallen_why),
            ),
            said=said,
            dated=day(heard.dated_on) if heard and said else "",
        )
    )


def delivery_pdf(case: Case, steps: list[CaseStep]) -> bytes:
    """Delivery of a decision 处置决定送达, to be signed by the member."""
    done = {Step(step.step): step for step in steps}
    approved, told = done.get(Step.APPROVE), done.get(Step.ANNOUNCE)
    voted = done.get(Step.CARRY)
    label = str(Disposition(case.disposition).label) if case.disposition else ""
    return render_delivery(
        DeliveryNote(
            number=case.number,
            unit=case.branch.name,
            committee=case.committee.name,
            name=case.member.name,
            decision=f"{label} {case.months} 个月" if case.months else label,
            voted=day(voted.dated_on) if voted else "",
            approved=f"{day(approved.dated_on)}，{approved.paper}" if approved else "",
            told=day(told.dated_on) if told else "",
            appeal=APPEAL,
        )
    )


def talk_form_pdf(task: TalkTask) -> bytes:
    """The record of a talk 谈话记录 to be filled in with a pen."""
    return render_talk(
        TalkPaper(
            unit=task.branch.name,
            name=task.member.name,
            why=tuple(_why(finding) for finding in task.findings),
            talker=task.talk.talker if task.talk else "",
            due=day(task.due.due_on),
        )
    )


def talk_record_pdf(talk: Talk) -> bytes:
    """The record of a talk that was held, to be signed."""
    grounds = talk.grounds.select_related("finding").order_by("finding__month", "pk")
    return render_talk(
        TalkPaper(
            unit=talk.branch.name,
            name=talk.member.name,
            why=tuple(_why(ground.finding) for ground in grounds),
            talker=talk.talker,
            held=day(talk.held_on) if talk.held_on else "",
            place=talk.place,
            said=talk.said,
            agreed=talk.agreed,
            is_education=talk.is_education,
            number=talk.number,
        )
    )


def _why(finding: Finding) -> str:
    return f"{finding.arithmetic}（{clause_label(finding.clause)}）"


def _found(line: FindingLine) -> FoundLine:
    finding = line.finding
    return FoundLine(
        kind=str(finding.get_kind_display()),
        arithmetic=finding.arithmetic,
        clause=clause_label(finding.clause),
        version=f"规则 {finding.policy[:8]}，{localtime(finding.found_at):%Y-%m-%d} 认定",
        fallen=line.fallen,
    )


def _caused(cause: CaseCause) -> FoundLine:
    return FoundLine(
        kind=str(cause.get_kind_display()),
        arithmetic=cause.sentence.rstrip("。"),
        clause=clause_label(cause.clause),
        version=f"{localtime(cause.joined_at):%Y-%m-%d} 提请",
        fallen=cause.fallen_why,
    )


def _month(fact: MonthFact) -> MonthLine:
    recorded = ""
    if fact.recorded_at is not None:
        recorded = f"{fact.recorded_by} {localtime(fact.recorded_at):%Y-%m-%d %H:%M}"
    return MonthLine(
        month=year_month(fact.month),
        held=f"{fact.held_on:%m-%d}" if fact.held_on else "",
        outcome=fact.outcome,
        ground=fact.ground,
        remark=fact.remark,
        recorded=recorded,
        version=fact.version,
    )
