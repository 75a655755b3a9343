"""The verbs of a case, in the order in which people use them. None of them touches the member."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor
from activityday.judgement.closing.models import Finding
from activityday.judgement.closing.queries import why_fallen
from activityday.judgement.standing.actions.steps import (
    add_grounds,
    append,
    close_by_facts,
    locked,
    log,
    take,
)
from activityday.judgement.standing.checks import (
    EFFECTS,
    STEPS,
    check_answered,
    check_ballots,
    check_committee,
    check_committee_meets,
    check_dated,
    check_educated,
    check_education,
    check_effect,
    check_group,
    check_hearing,
    check_months,
    check_step,
    check_term_is_over,
    check_words,
)
from activityday.judgement.standing.entries import (
    Count,
    Deliberation,
    Delivery,
    Education,
    Investigation,
    Statement,
    Written,
)
from activityday.judgement.standing.enums import Disposition, State, Step
from activityday.judgement.standing.models import Case
from activityday.judgement.standing.queries.cases import own_case_of
from activityday.judgement.standing.queries.open import case_line_of
from activityday.office.filings import enums as filings
from activityday.office.filings.actions import ask
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import full_members_in

__all__ = ["close_by_facts"]
OTHER = "这名党员已有一件在办的个案，由原来的党支部办。请同镇党委党建办联系。"
NOT_ON_PAPER = "不印在表上，审批人在个案页看"


@transaction.atomic
def take_up(*, branch: Unit, member: Member, taken_on: date, by: Actor, on: date, at: datetime) -> Case:
    """Open a case on the findings for review in force of a member of the branch (notice 四(四)). Raises Refused.

    `taken_on` is the day on which the branch took it up, today or before.
    """
    check_dated(taken_on, last=None, on=on)
    line = case_line_of(branch, member.pk, on=on)
    if line is None or (line.case is None and line.fallen):
        raise Refused("没有提请研究的认定，不用受理。")
    if line.case is not None:
        raise Refused("这件个案已经受理了，不用再受理。")
    if own_case_of(member) is not None:
        raise Refused(OTHER)
    case = Case(committee_id=branch.committee_id, branch=branch, member=member, opened_at=at)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("这件个案刚刚有人受理了，不用再受理。") from error
    add_grounds(case, _in_force(line.findings), by, at)
    pairs = tuple(("依据", finding.arithmetic) for finding in line.findings)
    append(case, Written(Step.TAKE_UP, taken_on, pairs), 1, State.TAKEN_UP, by, at)
    log(case, Step.TAKE_UP, by, at)
    return case


def hear(*, case: Case, given: Statement, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Write down what the member said, or how it was tried. Raises Refused."""
    check_hearing(given.way, given.text, given.tries, given.how)
    pairs = [("方式", str(given.way.label))]
    if given.text.strip():
        pairs.append(("本人说明", given.text.strip()))
    if given.tries:
        pairs.append(("试过几次", f"{given.tries} 次：{given.how.strip()}"))
    written = Written(Step.HEAR, given.heard_on, tuple(pairs))
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def educate(*, case: Case, given: Education, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Write down criticism and education: a held talk so marked, or a record (disposition 6). Raises Refused.

    It may have been given before the case; the step then stands on the day of the step before it.
    """
    check_education(given.talk, given.place, given.text)
    day = given.talk.held_on if given.talk else given.given_on
    if day is None:
        raise Refused("请写明哪一天批评教育的。", "disposition 6")
    check_dated(day, last=None, on=on)
    if given.talk is not None:
        pairs = [("谈话", f"{given.talk.number}，{given.talk.talker}")]
    else:
        by_whom = check_words("谁批评教育的", given.by_whom, longest=60)
        pairs = [("谈话人", by_whom), ("地点", given.place.strip()), ("内容和本人态度", given.text.strip())]
    written = Written(Step.EDUCATE, on, (("批评教育日期", _day(day)), *pairs), changes={"educated_on": day})
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def deliberate(*, case: Case, given: Deliberation, base: int, by: Actor, on: date, at: datetime) -> Case:
    """What the branch committee thinks: at first before the filing, again after the investigation. Raises Refused."""
    check_educated(case)
    meeting = check_committee_meets(given.entitled, given.present)
    reason = check_words("理由", given.reason)
    pairs = [("到会", meeting), ("理由", reason)]
    if given.disposition is None:
        written = Written(Step.SPARE, given.met_on, (("意见", "不予处置"), *pairs))
        return take(case=case, written=written, base=base, by=by, on=on, at=at)
    months = None
    view = str(given.disposition.label)
    if given.disposition == Disposition.CORRECTION:
        check_months(given.met_on, given.months, parameters_for(case.branch, on=on))
        months, view = given.months, f"{view} {given.months} 个月"
    step = Step.OPINE if case.state == State.INVESTIGATED else Step.PROPOSE
    changes: dict[str, object] = {"disposition": given.disposition, "months": months}
    written = Written(step, given.met_on, (("意见", view), *pairs), changes=changes)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def file_upward(*, case: Case, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Ask the primary committee before anything else (disposition 9). The filing names nobody. Raises Refused."""
    check_educated(case)
    if close_by_facts(case=case, by=by, at=at):
        raise Refused("事实有变化，这件个案已经结了，不用报。")
    days = parameters_for(case.branch, on=on).integer("prior_review_days")
    with transaction.atomic():
        check_step(locked(case), Step.FILE)
        filing = ask(
            kind=filings.Kind.CASE_REVIEW,
            verb=filings.Verb.APPROVAL,
            unit=case.branch,
            answered_by=check_committee(case.branch),
            subject=f"{case.branch.short_name}组织处置预审（{case.number}）",
            details=[
                ("个案编号", case.number),
                ("党支部", case.branch.name),
                ("党员和事由", NOT_ON_PAPER),
                ("支委会意见", str(Disposition(case.disposition).label)),
            ],
            due_on=on + timedelta(days=days),
            by=by,
            at=at,
        )
        written = Written(Step.FILE, on, (("报送", filing.subject),), changes={"filing": filing})
        return take(case=case, written=written, base=base, by=by, on=on, at=at)


def reconsider(*, case: Case, reason: str, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Take the case back to the branch after the committee refused, or the filing was withdrawn. Raises Refused."""
    check_answered(case, filings.State.REFUSED)
    written = Written(Step.RECONSIDER, on, (("支部打算", check_words("支部打算怎么办", reason)),))
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def investigate(*, case: Case, given: Investigation, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Write down what an investigation group found, once the primary committee agreed. Raises Refused."""
    check_answered(case, filings.State.APPROVED)
    group = check_words("调查组成员", given.group, longest=120)
    check_group(case, group)
    if given.ends_on < given.starts_on:
        raise Refused("调查结束的日期早于开始的日期，请改一下。")
    pairs = (
        ("调查组", group),
        ("起止", f"{_day(given.starts_on)}至{_day(given.ends_on)}"),
        ("查明的情况", check_words("查明的情况", given.found)),
    )
    written = Written(Step.INVESTIGATE, given.ends_on, pairs)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def count_votes(*, case: Case, given: Count, base: int, by: Actor, on: date, at: datetime) -> Case:
    """Write down the vote of the members' meeting; whether it was carried follows from the numbers (branch 11).

    The number of full members is what the roster says of that day. Raises Refused.
    """
    ballots = given.ballots(full_members_in(case.branch, on=given.met_on))
    result = check_ballots(ballots, given.why_not_counted)
    pairs = [
        ("地点", check_words("开会地点", given.place, longest=60)),
        ("表决的事项", _proposal(case)),
        ("表决", result.sentence),
    ]
    if given.not_counted:
        pairs.append(("不计入应到会", given.why_not_counted.strip()))
    step = Step.CARRY if result.is_passed else Step.LOSE
    written = Written(step, given.met_on, tuple(pairs), ballots=ballots)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def approve(
    *, case: Case, dated_on: date, paper: str, note: str, base: int, by: Actor, on: date, at: datetime
) -> Case:
    """The primary committee approves what the meeting carried; by the office, with its document number. Raises Refused."""
    paper = check_words("批准的文号", paper, longest=60)
    written = Written(
        Step.APPROVE, dated_on, (("批准的处置", _proposal(case)), *_said("意见", note)), paper=paper
    )
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def send_back(
    *, case: Case, dated_on: date, paper: str, note: str, base: int, by: Actor, on: date, at: datetime
) -> Case:
    """The primary committee does not approve and says why. Raises Refused."""
    pairs = (("退回的原因", check_words("退回的原因", note)),)
    written = Written(Step.RETURN, dated_on, pairs, paper=paper)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def announce(*, case: Case, given: Delivery, base: int, by: Actor, on: date, at: datetime) -> Case:
    """The decision was told to the member, with the right of appeal; signed, or refused before witnesses. Raises Refused."""
    if not given.appeal_told:
        raise Refused("请当面告知本人可以申诉，告知了再勾选。", STEPS)
    if not given.is_signed and not given.witnesses.strip():
        raise Refused("本人不签字的，请写两名在场的见证人。", STEPS)
    pairs = (
        ("地点", check_words("宣布的地点", given.place, longest=60)),
        ("申诉权利", "已告知"),
        ("签收", "本人签收" if given.is_signed else f"本人未签字，见证人：{given.witnesses.strip()}"),
    )
    written = Written(Step.ANNOUNCE, given.told_on, pairs, paper=given.paper)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def enter_effect(
    *, case: Case, disposition: Disposition, starts_on: date, base: int, by: Actor, on: date, at: datetime
) -> Case:
    """Write down from which day the disposition holds; nothing on the roster changes. Raises Refused."""
    step = EFFECTS[disposition]
    check_step(case, step)
    check_effect(case, step)
    pairs = [("处置", _proposal(case))]
    changes: dict[str, object] = {}
    if disposition == Disposition.CORRECTION:
        last = check_months(starts_on, case.months, parameters_for(case.branch, on=on))
        pairs.append(("期限", f"{_day(starts_on)}至{_day(last)}"))
        changes = {"correct_by": last}
    written = Written(step, starts_on, tuple(pairs), changes=changes)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def review_correction(
    *, case: Case, given: Deliberation, is_corrected: bool, base: int, by: Actor, on: date, at: datetime
) -> Case:
    """The branch looks at the end of the term whether the member corrected himself (education 30). Raises Refused."""
    check_term_is_over(case, given.met_on)
    meeting = check_committee_meets(given.entitled, given.present)
    step = Step.FIND_CORRECTED if is_corrected else Step.FIND_UNCORRECTED
    pairs = (("到会", meeting), ("改得怎么样", check_words("改得怎么样", given.reason)))
    written = Written(step, given.met_on, pairs)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def settle_advice(
    *, case: Case, has_left: bool, dated_on: date, note: str, base: int, by: Actor, on: date, at: datetime
) -> Case:
    """What a member who was advised to leave answered. Raises Refused."""
    step = Step.LEAVE if has_left else Step.PERSIST
    pairs = (("本人的答复", check_words("本人怎么答复", note)),)
    written = Written(step, dated_on, pairs)
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def end(*, case: Case, step: Step, reason: str, base: int, by: Actor, on: date, at: datetime) -> Case:
    """End without a disposition: no more to deliberate, or punished by Party discipline for the same. Raises Refused."""
    if step not in {Step.DROP, Step.DISCIPLINE, Step.REVOKE}:
        raise Refused("请选择怎样结束这件个案。")
    written = Written(step, on, (("原因", check_words("原因", reason)),))
    return take(case=case, written=written, base=base, by=by, on=on, at=at)


def _proposal(case: Case) -> str:
    label = str(Disposition(case.disposition).label) if case.disposition else ""
    return f"{label} {case.months} 个月" if case.months else label


def _in_force(findings: tuple[Finding, ...]) -> list[Finding]:
    fallen = why_fallen(findings)
    return [finding for finding in findings if finding.pk not in fallen]


def _said(label: str, text: str) -> tuple[tuple[str, str], ...]:
    return ((label, text.strip()),) if text.strip() else ()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
