"""May this step be taken now? Sentences for the person at the desk, with the clause they rest on."""

from datetime import date

from activityday.judgement.standing.enums import (
    DECIDED,
    TRANSITIONS,
    Disposition,
    Hearing,
    State,
    Step,
)
from activityday.judgement.standing.models import Case, CaseStep, FactObjection, Talk
from activityday.office.filings import enums as filings
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.parameters import Parameters
from activityday.rules.standing import Ballots, VoteResult, committee_meets, correction_term, vote_result

LONGEST = 2000
EFFECTS = {
    Disposition.CORRECTION: Step.ORDER_CORRECTION,
    Disposition.ADVICE: Step.ADVISE,
    Disposition.REMOVAL: Step.REMOVE,
}
WEIGHTY = (Step.FILE, Step.CARRY, Step.LOSE, Step.APPROVE, Step.ANNOUNCE)
CASES, STEPS, EDUCATION = "notice 四(四)", "disposition 9", "disposition 6"


def check_step(case: Case, step: Step) -> State:
    """The state that `step` leads to, or Refused."""
    target = TRANSITIONS.get((State(case.state), step))
    if target is None:
        raise Refused(f"个案现在是“{State(case.state).label}”，不能办“{step.label}”。", STEPS)
    return target


def may_take(case: Case, step: Step) -> bool:
    """Whether the step can be offered as a button."""
    return (State(case.state), step) in TRANSITIONS


def check_nobody_came_between(steps: list[CaseStep], base: int) -> None:
    """The page was opened at the newest step, or Refused with who was first."""
    if len(steps) != base:
        last = steps[-1]
        raise Refused(f"{last.by_name}刚刚办了“{last.get_step_display()}”，请看过再办下一步。")


def check_dated(dated_on: date, *, last: date | None, on: date) -> None:
    """A day that has come, and not before the step before it, or Refused."""
    if dated_on > on:
        raise Refused("日期还没有到，请填实际办的那一天。")
    if last is not None and dated_on < last:
        raise Refused(f"上一步是{last.year}年{last.month}月{last.day}日办的，这一步不能比它早。", STEPS)


def check_words(label: str, text: str, *, longest: int = LONGEST) -> str:
    """Something was written and it fits, or Refused; without blanks around it."""
    text = text.strip()
    if not text:
        raise Refused(f"请写明{label}。")
    if len(text) > longest:
        raise Refused(f"{label}不超过 {longest} 个字，请写短一些。")
    return text


def check_hearing(way: Hearing, text: str, tries: int, how: str) -> None:
    """What was said, or how often and how it was tried, or Refused."""
    if way in {Hearing.WRITTEN, Hearing.DICTATED}:
        check_words("本人怎么说的", text)
    elif tries < 1 or not how.strip():
        raise Refused("本人不愿说明或联系不上的，请写明试过几次、怎么联系的。", CASES)


def check_education(talk: Talk | None, place: str, text: str) -> None:
    """A talk that was marked as criticism and education, or a record of its own, or Refused."""
    if talk is not None and not talk.is_education:
        raise Refused("这次谈话没有记为批评教育，请另外记一次。", EDUCATION)
    if talk is None:
        check_words("在哪里批评教育的", place)
        check_words("批评教育了什么、本人的态度", text)


def check_educated(case: Case) -> None:
    """Criticism and education came first, or Refused."""
    if case.educated_on is None:
        raise Refused("还没有批评教育的记录，不能往下办。先谈，还不改的才谈得上处置。", EDUCATION)


def check_committee_meets(entitled: int, present: int) -> str:
    """The arithmetic of a branch committee that may decide, or Refused."""
    if present > entitled:
        raise Refused(f"委员 {entitled} 人，到会 {present} 人，对不上，请核对。")
    meeting = committee_meets(entitled, present)
    if not meeting.may_decide:
        raise Refused(meeting.sentence, "branch 12")
    return meeting.sentence


def check_months(starts_on: date, months: int | None, parameters: Parameters) -> date:
    """The last day of a term of correction, or Refused."""
    term = correction_term(
        starts_on,
        months or 0,
        usual=parameters.integer("correction_months_usual"),
        most=parameters.integer("correction_months_most"),
    )
    if term.ends_on is None:
        raise Refused(term.sentence, term.clause)
    return term.ends_on


def check_answered(case: Case, answer: filings.State) -> None:
    """The primary committee answered so, or Refused."""
    now = filings.State(case.filing.state) if case.filing else None
    if answer == filings.State.APPROVED and now != answer:
        raise Refused("基层党委还没有同意，不能往下办。", STEPS)
    if answer == filings.State.REFUSED and now not in {filings.State.REFUSED, filings.State.WITHDRAWN}:
        raise Refused("基层党委没有退回，也没有撤回报告。", STEPS)


def check_group(case: Case, names: str) -> None:
    """An investigation group without the member, or Refused."""
    if case.member.name in names:
        raise Refused("调查组里不能有本人，请换人。", STEPS)


def check_ballots(ballots: Ballots, why_not_counted: str) -> VoteResult:
    """A count that can be, with the ground of whoever was not counted, or Refused."""
    result = vote_result(ballots)
    if result.mistake:
        raise Refused(result.mistake, result.clause)
    if ballots.not_counted and not why_not_counted.strip():
        raise Refused("有不计入应到会的党员，请写明是谁、凭什么不计入。", "branch 11")
    return result


def check_no_objection_waits(case: Case, step: Step) -> None:
    """What the member objected to was answered before a step of weight, or Refused."""
    if step in WEIGHTY and FactObjection.objects.filter(case=case, answered_at__isnull=True).exists():
        raise Refused("本人对事实有异议，还没有答复。请先答复，再办这一步。", STEPS)


def check_effect(case: Case, step: Step) -> None:
    """What is written down is what was carried and approved, or Refused."""
    wanted = EFFECTS[Disposition(case.disposition)]
    if step != wanted:
        raise Refused(
            f"通过并批准的是“{Disposition(case.disposition).label}”，不能记成别的。", "disposition 4"
        )


def check_term_is_over(case: Case, on: date) -> None:
    """The term of correction has ended, or Refused."""
    if case.correct_by is not None and on < case.correct_by:
        day = f"{case.correct_by.year}年{case.correct_by.month}月{case.correct_by.day}日"
        raise Refused(f"限期到{day}，没有到期，还不能下结论。", "education 30")


def check_committee(unit: Unit) -> Unit:
    """The primary committee above a branch, or Refused."""
    committee: Unit | None = unit.committee
    if committee is None:
        raise Refused(f"{unit.short_name}上面没有基层党委，不能报。请先请党建办核对组织设置。", STEPS)
    return committee


def check_may_appeal(case: Case) -> None:
    """The decision was told, so that an appeal is possible, or Refused."""
    if State(case.state) not in DECIDED:
        raise Refused("处置决定宣布以后才可以申诉；现在可以登记对事实的异议。", STEPS)
