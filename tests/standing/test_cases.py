"""A case goes on only as people take it on, each step once, each on its clause; the member's row never changes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.day.attendance.actions import answer_leave, ask_leave
from activityday.day.attendance.enums import LeaveKind
from activityday.judgement.closing.actions import judge_again
from activityday.judgement.closing.models import Closing, Finding
from activityday.judgement.standing import actions, queries
from activityday.judgement.standing.actions.appeals import AppealAnswer
from activityday.judgement.standing.actions.steps import append
from activityday.judgement.standing.actions.talks import TalkRecord
from activityday.judgement.standing.entries import (
    Count,
    Deliberation,
    Delivery,
    Education,
    Investigation,
    Statement,
    Written,
)
from activityday.judgement.standing.enums import (
    CLOSED,
    DECIDED,
    TRANSITIONS,
    UNDECIDED,
    AppealResult,
    Disposition,
    Hearing,
    State,
    Step,
)
from activityday.judgement.standing.models import Case, CaseGround, CaseStep, MeetingVote, Talk
from activityday.judgement.standing.printing import _not_yet
from activityday.office.filings.enums import Step as Answer
from activityday.office.filings.models import Filing
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant
from tests.standing.conftest import AT, ON, Way

pytestmark = pytest.mark.django_db
CloseMonth = Callable[..., Closing]


def steps(case: Case) -> list[str]:
    return list(case.steps.order_by("number").values_list("step", flat=True))


def accept(member: Member, town: Town, month: int) -> None:
    """An explanation that the branch accepted within its days."""
    leave = ask_leave(
        member=member,
        branch=town.village,
        month=date(2026, month, 1),
        kind=LeaveKind.ILLNESS,
        reason="住院",
        by=OPERATOR,
        at=instant(f"2026-{month:02}-06 09:00"),
    )
    answer_leave(
        leave=leave, is_granted=True, note="属实", by=OPERATOR, at=instant(f"2026-{month:02}-07 10:00")
    )


def withdraw_findings() -> None:
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="事实有变化，不再成立")


def test_nothing_is_a_case_until_people_take_it_up(town: Town, away: Member) -> None:
    assert Case.objects.count() == 0
    [line] = queries.open_cases(town.village, on=ON)
    assert (line.member, line.case, line.next) == (away, None, "受理，开始了解")
    assert line.why == "2026年1月、2月、3月连续 3 次无故缺席，达到 3 次，提请党支部研究"


def test_taking_up_writes_grounds_and_the_first_step(town: Town, way: Way) -> None:
    assert steps(way.case) == ["take_up"]
    assert [ground.finding.kind for ground in way.case.grounds.all()] == ["review_run"]
    assert way.case.steps.get().pairs == [
        ("依据", "2026年1月、2月、3月连续 3 次无故缺席，达到 3 次，提请党支部研究")
    ]


def test_a_case_is_taken_up_once(town: Town, way: Way) -> None:
    with pytest.raises(Refused, match="已经受理了"):
        actions.take_up(
            branch=town.village, member=way.case.member, taken_on=ON, by=way.secretary, on=ON, at=AT
        )
    assert Case.objects.count() == 1


def test_two_who_take_up_at_the_same_moment_make_one_case(
    town: Town, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the second read before the first wrote
    line = queries.case_line_of(town.village, way.case.member_id, on=ON)
    assert line is not None
    unaware = type(line)(line.member, line.branch, line.findings, None)
    monkeypatch.setattr("activityday.judgement.standing.actions.cases.case_line_of", lambda *_, **__: unaware)
    monkeypatch.setattr("activityday.judgement.standing.actions.cases.own_case_of", lambda _: None)
    with pytest.raises(Refused, match="刚刚有人受理了"):
        actions.take_up(branch=town.village, member=way.case.member, taken_on=ON, by=way.clerk, on=ON, at=AT)
    assert Case.objects.count() == 1


def test_without_a_finding_nothing_can_be_taken_up(town: Town, twelve: list[Member]) -> None:
    with pytest.raises(Refused, match="没有提请研究的认定"):
        actions.take_up(branch=town.village, member=twelve[3], taken_on=ON, by=OPERATOR, on=ON, at=AT)


def test_a_member_with_a_case_in_another_branch_is_handled_there(town: Town, way: Way) -> None:
    finding = Finding.objects.get(kind="review_run")
    Finding.objects.create(
        committee=town.committee,
        branch=town.other_village,
        member=way.case.member,
        year=2026,
        kind="review_total",
        month=date(2026, 4, 1),
        months=finding.months,
        arithmetic="示例",
        clause="notice 四(四)",
        policy="x",
        found_at=AT,
    )
    with pytest.raises(Refused, match="由原来的党支部办"):
        actions.take_up(
            branch=town.other_village, member=way.case.member, taken_on=ON, by=OPERATOR, on=ON, at=AT
        )


def test_the_whole_road_to_a_correction_and_its_end(town: Town, way: Way) -> None:
    before = model_to_dict(way.case.member)
    case = way.to(State.CORRECTING)
    assert steps(case) == [
        *("take_up", "hear", "educate", "propose", "file", "investigate"),
        *("opine", "carry", "approve", "announce", "order_correction"),
    ]
    assert (case.disposition, case.months, case.correct_by) == ("correction", 6, date(2026, 10, 19))
    assert case.is_open
    later = date(2026, 10, 20)
    given = Deliberation(later, 5, 4, None, "每次都来了")
    actions.review_correction(**way.by(given=given, is_corrected=True, on=later))
    case.refresh_from_db()
    assert (case.state, case.is_open, case.closed_why) == (
        State.CORRECTED,
        False,
        "已改正（2026年10月20日）",
    )
    assert model_to_dict(Member.objects.get(pk=case.member_id)) == before
    assert first_break("fenggang") is None


@pytest.mark.parametrize(
    ("disposition", "state"),
    [(Disposition.ADVICE, State.ADVISED), (Disposition.REMOVAL, State.REMOVED)],
)
def test_the_road_to_advice_or_removal_changes_no_row_of_the_member(
    way: Way, disposition: Disposition, state: State
) -> None:
    before = (model_to_dict(way.case.member), way.case.member.affiliations.values().get())
    case = way.to(state, disposition=disposition, months=None)
    assert case.state == state
    member = Member.objects.get(pk=case.member_id)
    assert (model_to_dict(member), member.affiliations.values().get()) == before


def test_who_was_advised_leaves_or_persists(way: Way) -> None:
    case = way.to(State.ADVISED, disposition=Disposition.ADVICE, months=None)
    actions.settle_advice(**way.by(has_left=False, dated_on=ON, note="不愿退"))
    case.refresh_from_db()
    assert (case.state, case.is_open) == (State.EDUCATED, True)


def test_who_leaves_ends_the_case(way: Way) -> None:
    case = way.to(State.ADVISED, disposition=Disposition.ADVICE, months=None)
    actions.settle_advice(**way.by(has_left=True, dated_on=ON, note="同意退"))
    case.refresh_from_db()
    assert (case.state, case.is_open) == (State.LEFT, False)


def test_an_uncorrected_term_goes_back_to_the_committee(way: Way) -> None:
    case = way.to(State.CORRECTING)
    later = date(2026, 10, 19)
    given = Deliberation(later, 5, 4, None, "还是不来")
    actions.review_correction(**way.by(given=given, is_corrected=False, on=later))
    case.refresh_from_db()
    assert (case.state, case.is_open) == (State.EDUCATED, True)


def test_a_term_is_not_judged_before_it_is_over(way: Way) -> None:
    way.to(State.CORRECTING)
    early = date(2026, 10, 18)
    given = Deliberation(early, 5, 4, None, "改了")
    with pytest.raises(Refused, match="限期到2026年10月19日"):
        actions.review_correction(**way.by(given=given, is_corrected=True, on=early))


@pytest.mark.parametrize("months", [None, 0, 13])
def test_a_correction_has_a_term_of_one_to_twelve_months(way: Way, months: int | None) -> None:
    way.to(State.EDUCATED)
    with pytest.raises(Refused, match="最短 1 个月，最长 12 个月"):
        way.deliberate(months=months)


def test_the_branch_committee_may_spare_the_member(way: Way) -> None:
    way.to(State.EDUCATED)
    way.deliberate(None, None)
    way.case.refresh_from_db()
    assert (way.case.state, way.case.is_open) == (State.NO_DISPOSITION, False)


def test_a_committee_without_half_of_its_members_decides_nothing(way: Way) -> None:
    way.to(State.EDUCATED)
    given = Deliberation(ON, 5, 2, None, "x")
    with pytest.raises(Refused, match="不到一半（2×2=4＜5）"):
        actions.deliberate(**way.by(given=given))
    with pytest.raises(Refused, match="对不上"):
        actions.deliberate(**way.by(given=Deliberation(ON, 5, 6, None, "x")))


def test_the_evidence_tells_an_education_talked_from_one_written_into_the_case() -> None:
    talk = Talk(held_on=ON, is_education=True)
    assert _not_yet([talk]) == "批评教育谈过了，个案里还没有记下这一步。"
    assert _not_yet([Talk(held_on=ON)]) == _not_yet([]) == "还没有批评教育的记录。"


def test_without_criticism_and_education_nothing_goes_on(way: Way) -> None:
    way.to(State.HEARD)
    with pytest.raises(Refused, match="还没有批评教育的记录"):
        way.deliberate()
    with pytest.raises(Refused, match="还没有批评教育的记录"):
        way.file()
    assert steps(way.case) == ["take_up", "hear"]


def test_a_held_talk_counts_as_education_only_when_it_was_marked_so(town: Town, away: Member) -> None:
    def talk(*, is_education: bool) -> TalkRecord:
        return TalkRecord(date(2026, 2, 20), "王秀兰（书记）", "家里", "外出打工", "下次请假", is_education)

    by = {"by": town.users["secretary"], "on": ON, "at": AT}
    held = actions.hold_talk(branch=town.village, member=away, given=talk(is_education=False), **by)
    case = actions.take_up(branch=town.village, member=away, taken_on=ON, **by)
    way = Way(case, town.users["secretary"], town.users["clerk"])
    way.hear()
    with pytest.raises(Refused, match="没有记为批评教育"):
        actions.educate(**way.by(given=Education(ON, "", talk=held)))
    held.is_education = True
    held.save()
    actions.educate(**way.by(given=Education(ON, "", talk=held)))
    case.refresh_from_db()
    assert (case.state, case.educated_on) == (State.EDUCATED, date(2026, 2, 20))
    assert case.steps.get(step=Step.EDUCATE).dated_on == ON


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (Statement(ON, Hearing.WRITTEN), "请写明本人怎么说的"),
        (Statement(ON, Hearing.REFUSED), "试过几次"),
        (Statement(ON, Hearing.UNREACHABLE, tries=2), "试过几次"),
        (Statement(ON + timedelta(days=1), Hearing.WRITTEN, text="在外"), "日期还没有到"),
        (Statement(ON - timedelta(days=1), Hearing.WRITTEN, text="在外"), "不能比它早"),
        (Statement(ON, Hearing.WRITTEN, text="说" * 2001), "不超过 2000 个字"),
    ],
)
def test_how_the_member_was_heard_is_written_down_whole(way: Way, given: Statement, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.hear(**way.by(given=given))
    assert sentence in str(refused.value)
    assert steps(way.case) == ["take_up"]


def test_a_member_who_cannot_be_reached_is_heard_by_trying(way: Way) -> None:
    given = Statement(ON, Hearing.UNREACHABLE, tries=3, how="电话两次，上门一次")
    actions.hear(**way.by(given=given))
    assert way.case.steps.get(step=Step.HEAR).pairs == [
        ("方式", "联系不上本人"),
        ("试过几次", "3 次：电话两次，上门一次"),
    ]


def test_what_was_said_is_sealed_and_never_in_the_log(way: Way) -> None:
    way.hear()
    raw = CaseStep.objects.filter(step=Step.HEAR).extra(select={"raw": "facts"}).values_list("raw", flat=True)
    assert "打工" not in raw.get()
    assert not Entry.objects.filter(changes__contains="打工").exists()
    labels = set(Entry.objects.filter(object_kind="case").values_list("object_label", flat=True))
    assert labels == {f"个案 {way.case.number}"}


def test_the_filing_names_nobody(way: Way) -> None:
    way.to(State.FILED)
    filing = Filing.objects.get()
    said = f"{filing.subject}{filing.details}"
    assert way.case.member.name not in said
    assert way.case.number in said
    assert (filing.kind, filing.due_on) == ("case_review", ON + timedelta(days=15))


def test_before_the_committee_answers_nothing_is_investigated(way: Way) -> None:
    way.to(State.FILED)
    with pytest.raises(Refused, match="基层党委还没有同意"):
        way.investigate()
    with pytest.raises(Refused, match="没有退回"):
        actions.reconsider(**way.by(reason="再谈"))


def test_a_refused_filing_goes_back_to_the_branch_and_may_be_filed_again(way: Way) -> None:
    way.to(State.FILED)
    way.answer(Answer.REFUSE, "先再谈一次")
    with pytest.raises(Refused, match="基层党委还没有同意"):
        way.investigate()
    actions.reconsider(**way.by(reason="再谈一次"))
    way.case.refresh_from_db()
    assert way.case.state == State.EDUCATED
    way.to(State.FILED)
    assert Filing.objects.count() == 2


def test_the_member_is_not_in_the_group_that_investigates(way: Way) -> None:
    way.to(State.FILED)
    way.answer()
    with pytest.raises(Refused, match="不能有本人"):
        way.investigate(f"刘小燕、{way.case.member.name}")
    given = Investigation(ON, ON - timedelta(days=2), "刘小燕", "x")
    with pytest.raises(Refused, match="早于开始"):
        actions.investigate(**way.by(given=given))


@pytest.mark.parametrize(
    ("ayes", "nays", "abstained", "not_counted", "state"),
    [
        (7, 2, 1, 0, State.VOTED),
        (6, 0, 0, 0, State.INVESTIGATED),  # exactly half may meet, and carries nothing
        (6, 6, 0, 0, State.INVESTIGATED),
        (5, 0, 0, 0, State.INVESTIGATED),  # no quorum
        (6, 0, 0, 1, State.VOTED),  # six of eleven
        (7, 0, 0, 0, State.VOTED),
    ],
)
def test_a_vote_is_carried_by_more_than_half_of_those_entitled(
    way: Way, ayes: int, nays: int, abstained: int, not_counted: int, state: State
) -> None:
    case = way.to(State.OPINED)
    way.vote(ayes, nays, abstained, not_counted)
    case.refresh_from_db()
    assert case.state == state
    vote = MeetingVote.objects.get()
    assert (vote.full_members, vote.is_passed) == (12, state == State.VOTED)


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ({"ayes": 13, "nays": 0, "abstained": 0}, "还多"),
        ({"ayes": 0, "nays": 0, "abstained": 0, "not_counted": 12}, "没有应到会的人"),
    ],
)
def test_numbers_that_cannot_be_are_not_written_down(way: Way, votes: dict[str, int], sentence: str) -> None:
    way.to(State.OPINED)
    with pytest.raises(Refused, match=sentence):
        way.vote(**votes)
    assert MeetingVote.objects.count() == 0


def test_whoever_is_not_counted_is_named_with_the_ground(way: Way) -> None:
    way.to(State.OPINED)
    given = Count(ON, "村部", 1, " ", 7, 7, 0, 0)
    with pytest.raises(Refused, match="凭什么不计入"):
        actions.count_votes(**way.by(given=given))


def test_the_database_itself_keeps_a_lost_vote_from_reading_as_carried(way: Way) -> None:
    way.to(State.OPINED)
    step = way.case.steps.last()
    numbers = {"full_members": 12, "not_counted": 0, "present": 6, "ayes": 6, "nays": 0, "abstained": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingVote.objects.create(step=step, **numbers, is_passed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingVote.objects.create(step=step, **numbers | {"present": 7}, is_passed=False)


def test_the_office_approves_with_a_number_or_sends_back_with_a_reason(way: Way) -> None:
    case = way.to(State.VOTED)
    with pytest.raises(Refused, match="文号"):
        way.approve(paper=" ")
    with pytest.raises(Refused, match="退回的原因"):
        actions.send_back(**way.by(dated_on=ON, paper="", note=""))
    actions.send_back(**way.by(dated_on=ON, paper="", note="事实不清"))
    case.refresh_from_db()
    assert case.state == State.INVESTIGATED


def test_the_decision_is_told_with_the_right_to_appeal(way: Way) -> None:
    way.to(State.APPROVED)
    with pytest.raises(Refused, match="可以申诉"):
        actions.announce(**way.by(given=Delivery(ON, "村部", False, True)))
    with pytest.raises(Refused, match="见证人"):
        actions.announce(**way.by(given=Delivery(ON, "村部", True, False)))
    actions.announce(**way.by(given=Delivery(ON, "村部", True, False, "赵国平、刘小燕")))
    assert way.case.steps.last().pairs[-1] == ("签收", "本人未签字，见证人：赵国平、刘小燕")


def test_what_is_written_down_is_what_was_approved(way: Way) -> None:
    way.to(State.ANNOUNCED)
    with pytest.raises(Refused, match="不能"):
        way.effect(disposition=Disposition.REMOVAL)


@pytest.mark.parametrize("state", UNDECIDED)
@pytest.mark.parametrize(
    ("step", "ended"), [(Step.DROP, State.DROPPED), (Step.DISCIPLINE, State.DISCIPLINED)]
)
def test_until_it_is_decided_people_may_end_it_at_every_stage(
    way: Way, state: State, step: Step, ended: State
) -> None:
    case = way.to(state)
    with pytest.raises(Refused, match="请写明原因"):
        actions.end(**way.by(step=step, reason=" "))
    actions.end(**way.by(step=step, reason="本人已故"))
    case.refresh_from_db()
    assert (case.state, case.is_open) == (ended, False)
    if case.filing and state == State.FILED:
        assert case.filing.state == "withdrawn"


def test_a_case_ends_only_in_the_ways_there_are(way: Way) -> None:
    with pytest.raises(Refused, match="怎样结束"):
        actions.end(**way.by(step=Step.REMOVE, reason="x"))
    with pytest.raises(Refused, match="不能办“撤销处置”"):
        actions.end(**way.by(step=Step.REVOKE, reason="x"))


@pytest.mark.parametrize("state", UNDECIDED)
def test_facts_that_do_not_hold_any_more_close_an_undecided_case_at_the_next_step(
    way: Way, state: State
) -> None:
    case = way.to(state)
    withdraw_findings()
    [line] = queries.open_cases(case.branch, on=ON)
    assert (line.fallen, line.next) == ("事实有变化，不再成立", "事实不再成立，不再研究")
    with pytest.raises(Refused, match="已经结了：事实有变化，不再成立"):
        actions.end(**way.by(step=Step.DROP, reason="x"))
    case.refresh_from_db()
    assert (case.state, case.closed_why) == (State.FALLEN, "事实有变化，不再成立")
    assert dict(case.steps.last().pairs)["为什么不再成立"] == "事实有变化，不再成立"
    assert queries.open_cases(case.branch, on=ON) == []


@pytest.mark.parametrize("state", [State.APPROVED, State.ANNOUNCED, State.CORRECTING])
def test_what_was_decided_is_not_undone_by_the_program(way: Way, state: State) -> None:
    case = way.to(state)
    withdraw_findings()
    assert actions.close_by_facts(case=case, by=OPERATOR, at=AT) == ""
    case.refresh_from_db()
    assert case.state == state


def test_an_accepted_explanation_shows_at_once_and_closes_the_case(town: Town, way: Way) -> None:
    accept(way.case.member, town, 3)
    [line] = queries.open_cases(town.village, on=ON)
    assert line.fallen == "2026年3月的说明已认可，不算无故"
    with pytest.raises(Refused, match="2026年3月的说明已认可"):
        way.hear()
    way.case.refresh_from_db()
    assert way.case.state == State.FALLEN


def test_a_finding_that_comes_back_is_a_new_case(
    town: Town, way: Way, twelve: list[Member], close_month: CloseMonth
) -> None:
    accept(way.case.member, town, 3)
    judge_again(branch=town.village, year=2026, by=OPERATOR, at=AT)
    with pytest.raises(Refused):
        way.hear()
    # April counts; May and June make three in a row again
    for month in (5, 6):
        close_month(town.village, month, {way.case.member: "缺"}, twelve)
    later = date(2026, 6, 20)
    [line] = queries.open_cases(town.village, on=later)
    assert (line.case, [finding.month for finding in line.findings]) == (None, [date(2026, 6, 1)])
    again = actions.take_up(
        branch=town.village, member=way.case.member, taken_on=later, by=OPERATOR, on=later, at=AT
    )
    assert again.pk != way.case.pk
    assert CaseGround.objects.count() == 2


def test_a_second_finding_joins_the_open_case(
    town: Town, way: Way, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (5, 6):
        close_month(town.village, month, {way.case.member: "缺"}, twelve)
    lines = queries.finding_lines(way.case)
    assert [(line.finding.kind, line.is_joined) for line in lines] == [
        ("review_run", True),
        ("review_total", False),
    ]
    later = date(2026, 6, 20)
    given = Statement(later, Hearing.WRITTEN, text="在外")
    actions.hear(**way.by(given=given, on=later))
    assert [line.is_joined for line in queries.finding_lines(way.case)] == [True, True]
    assert len(queries.open_cases(town.village, on=later)) == 1


def test_one_ground_that_holds_keeps_the_case_open(
    town: Town, way: Way, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (5, 6):
        close_month(town.village, month, {way.case.member: "缺"}, twelve)
    way.hear(on=ON)
    Finding.objects.filter(kind="review_run").update(withdrawn_at=AT, withdrawn_why="改正")
    assert actions.close_by_facts(case=way.case, by=OPERATOR, at=AT) == ""
    assert [line.fallen for line in queries.finding_lines(way.case)] == ["改正", ""]


def test_the_second_of_two_who_take_the_same_step_is_told_who_was_first(way: Way) -> None:
    both = way.by(given=Statement(ON, Hearing.WRITTEN, text="在外"))
    actions.hear(**both)
    with pytest.raises(Refused, match=r"书记老王.*刚刚办了“听取本人说明”"):
        actions.hear(**both | {"by": way.clerk})
    assert steps(way.case) == ["take_up", "hear"]


def test_the_place_of_a_step_is_taken_once_even_at_the_very_same_moment(way: Way) -> None:
    with pytest.raises(Refused, match="先办了一步"):
        append(way.case, Written(Step.HEAR, ON), 1, State.HEARD, OPERATOR, AT)


def test_an_objection_is_answered_before_a_step_of_weight(way: Way) -> None:
    way.to(State.PROPOSED)
    by = {"by": way.secretary, "at": AT}
    objection = actions.object_to_facts(case=way.case, raised_on=ON, text="二月我来了", on=ON, **by)
    with pytest.raises(Refused, match="还没有答复"):
        way.file()
    assert Filing.objects.count() == 0
    actions.answer_objection(objection=objection, answer="查了签到表，没有签名", **by)
    with pytest.raises(Refused, match="已由书记老王"):
        actions.answer_objection(objection=objection, answer="x", **by)
    way.file()
    with pytest.raises(Refused, match="请写明异议"):
        actions.object_to_facts(case=way.case, raised_on=ON, text="  ", on=ON, **by)


def test_a_closed_case_takes_no_objection(way: Way) -> None:
    actions.end(**way.by(step=Step.DROP, reason="查清了"))
    with pytest.raises(Refused, match="已经办结"):
        actions.object_to_facts(case=way.case, raised_on=ON, text="x", by=OPERATOR, on=ON, at=AT)


@pytest.mark.parametrize(
    ("result", "state", "is_open"),
    [
        (AppealResult.UPHELD, State.REMOVED, False),
        (AppealResult.REVOKED, State.REVOKED, False),
        (AppealResult.RETURNED, State.INVESTIGATED, True),
    ],
)
def test_an_appeal_is_answered_once_and_moves_the_case_only_as_answered(
    way: Way, result: AppealResult, state: State, *, is_open: bool
) -> None:
    case = way.to(State.REMOVED, disposition=Disposition.REMOVAL, months=None)
    by = {"by": way.clerk, "on": ON, "at": AT}
    appeal = actions.lodge_appeal(case=case, lodged_on=ON, text="处理重了", **by)
    with pytest.raises(Refused, match="还没有答复"):
        actions.lodge_appeal(case=case, lodged_on=ON, text="再提", **by)
    given = AppealAnswer(ON, "示例县委", result, "研究过了")
    actions.answer_appeal(appeal=appeal, given=given, base=case.steps.count(), **by)
    with pytest.raises(Refused, match="不用再登记"):
        actions.answer_appeal(appeal=appeal, given=given, base=case.steps.count(), **by)
    case.refresh_from_db()
    assert (case.state, case.is_open) == (state, is_open)


def test_an_appeal_comes_after_the_decision(way: Way) -> None:
    with pytest.raises(Refused, match="宣布以后才可以申诉"):
        actions.lodge_appeal(case=way.case, lodged_on=ON, text="x", by=OPERATOR, on=ON, at=AT)


def test_an_answer_that_cannot_move_the_case_is_not_kept_either(way: Way) -> None:
    case = way.to(State.REMOVED, disposition=Disposition.REMOVAL, months=None)
    by = {"by": way.clerk, "on": ON, "at": AT}
    appeal = actions.lodge_appeal(case=case, lodged_on=ON, text="重了", **by)
    given = AppealAnswer(ON, "示例县委", AppealResult.REVOKED, "撤销")
    with pytest.raises(Refused, match="刚刚办了"):
        actions.answer_appeal(appeal=appeal, given=given, base=3, **by)
    appeal.refresh_from_db()
    assert appeal.result == ""


def test_the_life_of_a_case_has_no_dead_end_and_no_way_back_from_an_end() -> None:
    origins = {state for state, _ in TRANSITIONS}
    assert set(State) - origins == {
        *(State.CORRECTED, State.NO_DISPOSITION, State.DROPPED),
        *(State.DISCIPLINED, State.REVOKED, State.FALLEN),
    }
    assert {state for state in CLOSED if state in origins} == {State.LEFT, State.REMOVED}
    assert all(state in DECIDED for state in CLOSED if state in origins)
