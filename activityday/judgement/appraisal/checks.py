"""May this be taken, entered, decided now? A refusal is a sentence, at the rows it concerns where it concerns rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from activityday.judgement.appraisal.drafts import Count, Decided, Given, Meeting, Told
from activityday.judgement.appraisal.enums import (
    REASONED,
    TRANSITIONS,
    Answer,
    Body,
    Grade,
    Part,
    State,
    Step,
)
from activityday.judgement.appraisal.models import Appraised, Decision, Round
from activityday.office.notices.enums import State as NoticeState
from activityday.office.policy.queries import bodies
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.appraisal import (
    CLAUSE,
    Cap,
    Fault,
    Turnout,
    ballot_faults,
    count_marks,
)
from activityday.rules.voting import Attendance, Judgement, attendance_faults, body_on, quorum

NOTICE = "notice 三(二)"
LATE = "您打开以后有人改过。您填的都还在，请对照着看过再存一次。"
LONGEST = 300
NAMES = 5
NOT_GRADED = {
    Part.UNGRADED: "预备党员参加评议，不评定等次。",
    Part.OUT: "停止党籍期间，不参加评议。",
}


@dataclass
class RowsRefused(Refused):
    """A table that cannot be so: what is wrong at which row (by the id of the person) and at which field of the head."""

    rows: Mapping[UUID, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


def next_state(round_: Round, step: Step) -> State:
    """Where `step` leads from here, or Refused with where it stands."""
    target = TRANSITIONS.get((State(round_.state), step))
    if target is None:
        raise Refused(
            f"民主评议现在是“{State(round_.state).label}”，不能“{step.label}”。可能刚有人办过，请看过再办。"
        )
    return target


def may_take(round_: Round, step: Step) -> bool:
    """Whether `step` leads anywhere from here: for buttons."""
    return (State(round_.state), step) in TRANSITIONS


def check_version(round_: Round, base: int) -> None:
    """Nobody wrote since the page was opened, or Refused."""
    if round_.version != base:
        raise Refused(LATE)


def check_branch(unit: Unit) -> None:
    """Members are appraised in their branch, or Refused."""
    if not unit.is_branch:
        raise Refused("民主评议在党支部里办，请到党支部的页面去。", NOTICE)


def check_year(year: int, on: date) -> None:
    """This year or the last one, or Refused."""
    if year not in {on.year - 1, on.year}:
        raise Refused("只能办今年和去年的民主评议。", CLAUSE)


def check_people(people: Iterable[Appraised]) -> None:
    """Somebody on the list can be graded, or Refused."""
    if not any(one.part == Part.GRADED for one in people):
        raise Refused("名单上没有正式党员，不能开始。请先核对花名册。", CLAUSE)


def check_words(text: str, what: str, longest: int = LONGEST) -> str:
    """Something is written, and not too much; returns it trimmed, or Refused."""
    text = text.strip()
    if not text:
        raise Refused(f"请写明{what}。")
    if len(text) > longest:
        raise Refused(f"{what}不超过 {longest} 个字，请写短一些。")
    return text


def check_dated(day: date, *, since: date, on: date, what: str = "日期") -> None:
    """Not before the step before and not in the future, or Refused."""
    if day > on:
        raise Refused(f"{what}还没有到，请核对。")
    if day < since:
        raise Refused(f"{what}早于上一步的 {since:%Y-%m-%d}，请核对。")


def check_self(people: Iterable[Appraised], grades: Mapping[UUID, Grade | None]) -> None:
    """Only those who are graded grade themselves, or Refused at the row."""
    rows = {
        one.pk: f"{one.name}：预备党员参加评议，不评定等次。"
        for one in people
        if one.part != Part.GRADED and grades.get(one.pk) is not None
    }
    if rows:
        raise RowsRefused("不评等次的党员不用填等次。", CLAUSE, rows=rows)


def check_meeting(people: list[Appraised], meeting: Meeting, turnout: Turnout) -> None:
    """Everybody's way is known, everybody was spoken of, and enough took part, or Refused."""
    if not meeting.is_mutual_done:
        raise RowsRefused(
            "还没有互评，不能测评。",
            CLAUSE,
            fields={"is_mutual_done": "先逐个自评、互评，再发测评票；评过了请在这里打勾。"},
        )
    rows = {
        one.pk: f"{one.name}怎么参加的，请选一项。"
        for one in people
        if one.part != Part.OUT and one.pk not in meeting.ways
    }
    if rows:
        raise RowsRefused(f"还有 {len(rows)} 名党员没有选参加方式。", CLAUSE, rows=rows)
    if not turnout.is_enough:
        raise Refused(f"{turnout.arithmetic}。{turnout.sentence}", turnout.clause)


def check_count(people: list[Appraised], count: Count, *, voters: int) -> None:
    """The ballots agree and every line is within the valid ones, or Refused at the fields and rows."""
    faults: tuple[Fault, ...] = ballot_faults(count.papers, voters=voters)
    fields = {fault.field: fault.sentence for fault in faults}
    rows = {}
    for one in people:
        if one.part != Part.GRADED:
            continue
        marks = count.marks.get(one.pk)
        if marks is None:
            rows[one.pk] = f"{one.name}这一行没有填。没有票的填 0。"
        elif fault := count_marks(marks, valid=count.papers.valid).fault:
            rows[one.pk] = f"{one.name}：{fault}"
    if fields or rows:
        raise RowsRefused("票数对不上，什么都没有写入。", CLAUSE, rows=rows, fields=fields)


def check_body(branch: Unit, decided: Decided) -> Judgement:
    """The body may decide in this branch and enough came, or Refused; returns the arithmetic."""
    if decided.body == Body.COMMITTEE and not branch.has_committee:
        sentence = f"{branch.short_name}不设支委会，请由党员大会评定。"
        raise RowsRefused(sentence, "branch 20", fields={"body": sentence})
    attendance = Attendance(decided.entitled, decided.present)
    faults = attendance_faults(attendance)
    if faults:
        raise RowsRefused(
            "到会人数不对。", "branch 11", fields={fault.field: fault.sentence for fault in faults}
        )
    enough = quorum(body_on(bodies(), decided.body.value, decided.met_on), attendance)
    if not enough.is_reached:
        raise RowsRefused("到会的不够，不能评定。", enough.clause, fields={"present": enough.arithmetic})
    return enough


def check_grades(people: list[Appraised], decided: Decided) -> None:
    """Every full member has a grade or the reason for none, nobody else has one, low grades have reasons; or Refused."""
    rows = {}
    for one in people:
        given = decided.grades.get(one.pk)
        fault = _fault_of(one, given)
        if fault:
            rows[one.pk] = f"{one.name}：{fault}"
    if rows:
        raise RowsRefused(f"有 {len(rows)} 名党员的等次要改。", CLAUSE, rows=rows)


def _fault_of(one: Appraised, given: Given | None) -> str:
    if one.part != Part.GRADED:
        return NOT_GRADED[Part(one.part)] if given is not None and given.grade is not None else ""
    if given is None:
        return "请选等次；这次不评的选“不评定”，写明原因。"
    if not given.reason.strip() and (given.grade is None or given.grade in REASONED):
        return f"评为{given.grade.label}的，请写明理由。" if given.grade else "不评定等次的，请写明原因。"
    return f"理由不超过 {LONGEST} 个字。" if len(given.reason.strip()) > LONGEST else ""


def check_cap(cap: Cap) -> None:
    """Not more are excellent than may be, or Refused with the arithmetic and what to do."""
    if not cap.is_kept:
        raise Refused(f"{cap.sentence}算式：{cap.arithmetic}。", cap.clause)


def check_told(name: str, grade: str, told: Told) -> None:
    """What is written down of telling a member is whole, or Refused."""
    check_words(told.told_by, "谁反馈的", 60)
    if told.answer == Answer.DIFFERS:
        check_words(told.opinion, f"{name}有什么不同意见")
    if grade in REASONED:
        check_words(told.measures, f"给{name}定的改进措施（做什么、谁帮助、到什么时候）")
    if max(len(told.opinion), len(told.measures)) > LONGEST:
        raise Refused(f"本人意见、改进措施各不超过 {LONGEST} 个字。")


def check_all_told(left: list[str]) -> None:
    """Everybody with a grade was told, or Refused with names."""
    if left:
        names = "、".join(left[:NAMES]) + ("等" if len(left) > NAMES else "")
        raise Refused(f"还有 {len(left)} 名党员没有反馈（{names}）。结果要告知本人，反馈完再办结。", CLAUSE)


def check_not_hanging(decision: Decision | None) -> None:
    """The result of this decision does not hang on the board, or Refused."""
    notice = decision.notice if decision else None
    if notice is not None and notice.state == NoticeState.POSTED:
        raise Refused("评议结果还在公布。请先到公示里撤下那一份，写明原因，再重新评定。")


def check_may_publish(decision: Decision | None) -> Decision:
    """There is a decision whose result does not hang yet, or Refused."""
    if decision is None:
        raise Refused("还没有评定，不能公布。")
    if decision.notice is not None and decision.notice.state == NoticeState.POSTED:
        raise Refused("评议结果已经公布过了，不用再贴。")
    return decision
