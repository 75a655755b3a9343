"""notice 三(二), education 18: a round from its frozen list to its end, and what is refused on the way."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.day.activity.actions import prepare
from activityday.day.activity.enums import Form
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import segments_of
from activityday.day.attendance.enums import Ground
from activityday.day.schedule.queries import day_of
from activityday.judgement.appraisal import actions
from activityday.judgement.appraisal.checks import RowsRefused
from activityday.judgement.appraisal.drafts import Given, Meeting, Told
from activityday.judgement.appraisal.enums import (
    TRANSITIONS,
    Answer,
    Body,
    Grade,
    Part,
    State,
    Step,
    Way,
)
from activityday.judgement.appraisal.models import Appraised, BallotCount, DecidedGrade, Decision, Round
from activityday.judgement.appraisal.queries import (
    branches_due,
    grade_of,
    line_of,
    lines_of,
    people_of,
    round_of,
    steps_of,
    ways_on_roll,
)
from activityday.office.notices.models import PublicNotice
from activityday.office.policy.actions import amend
from activityday.people.organisation.actions import amend as amend_unit
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Affiliation, Member
from activityday.rules.appraisal import Marks, Papers
from activityday.rules.parameters import Amendment
from tests.appraisal.conftest import AT, ON, YEAR, Stage
from tests.conftest import OPERATOR, Town

pytestmark = pytest.mark.django_db


def rule(town: Town, key: str, value: str | int) -> None:
    """The town sets a parameter of its own."""
    proposal = Amendment(key, value, date(2026, 1, 1), None, "枫委〔2026〕3号", town.committee.short_name)
    amend(unit=town.committee, proposal=proposal, by=OPERATOR, at=AT)


def test_the_list_is_frozen_with_everybody_s_part_and_ground(stage: Stage, fourteen: list[Member]) -> None:
    stage.start()
    people = people_of(stage.round)
    assert [one.name for one in people] == [member.name for member in fourteen]
    assert [one.part for one in people] == [Part.GRADED] * 11 + [Part.UNGRADED, Part.OUT, Part.GRADED]
    assert [one.ground for one in people[11:]] == [Ground.EXPECTED, Ground.SUSPENDED, Ground.FLOATING]


def test_who_leaves_after_the_list_was_frozen_stays_on_it(stage: Stage, fourteen: list[Member]) -> None:
    stage.start()
    Affiliation.objects.filter(member=fourteen[0]).update(ends_on=ON, leave_reason="transferred_out")
    assert people_of(stage.round)[0].name == fourteen[0].name


def test_a_year_has_one_live_round_in_a_branch(stage: Stage) -> None:
    first = stage.start()
    with pytest.raises(Refused, match="刚刚有人开始了"):
        stage.start()
    assert Round.objects.count() == 1
    assert round_of(stage.branch, YEAR) == first


def test_a_withdrawn_round_stays_and_the_year_can_begin_again(stage: Stage) -> None:
    first = stage.to(State.BALLOT)
    actions.withdraw(round_=first, reason="名单漏了人", by=stage.by, on=ON, at=AT)
    second = stage.start()
    first.refresh_from_db()
    assert (first.state, round_of(stage.branch, YEAR)) == (State.WITHDRAWN, second)
    assert steps_of(first)[-1].note == "名单漏了人"


@pytest.mark.parametrize("year", [2024, 2027])
def test_only_this_year_and_the_last_one_can_be_begun(stage: Stage, year: int) -> None:
    with pytest.raises(Refused, match="今年和去年"):
        stage.start(year=year)


def test_members_are_appraised_in_their_branch(stage: Stage, town: Town) -> None:
    stage.branch = town.committee
    with pytest.raises(Refused, match="党支部"):
        stage.start()


def test_a_branch_without_a_full_member_cannot_begin(stage: Stage, town: Town) -> None:
    stage.branch = town.other_village
    with pytest.raises(Refused, match="没有正式党员"):
        stage.start()


def test_a_step_that_does_not_follow_is_refused_with_where_the_round_stands(stage: Stage) -> None:
    stage.to(State.SELF)
    for verb in (stage.count, stage.decide, stage.finish, stage.ask):
        with pytest.raises(Refused, match=r"现在是“个人自评中”|还没有评定"):
            verb()


def test_every_state_but_the_last_leads_on() -> None:
    leading = {state for state, _ in TRANSITIONS}
    assert set(State) - leading == {State.WITHDRAWN}
    assert {step for _, step in TRANSITIONS} == set(Step) - {Step.START}


# self-appraisal


def test_what_members_gave_themselves_is_written_by_difference(stage: Stage) -> None:
    stage.to(State.SELF)
    keys = [one.pk for one in stage.people()]
    grades = {keys[0]: Grade.EXCELLENT, keys[1]: Grade.QUALIFIED, keys[2]: None}
    stage.round.refresh_from_db()
    number = actions.write_self(
        round_=stage.round, grades=grades, base=stage.round.version, by=stage.by, at=AT
    )
    assert number == 2
    assert [one.self_grade for one in stage.people()][:3] == ["excellent", "qualified", ""]
    stage.round.refresh_from_db()
    again = actions.write_self(
        round_=stage.round, grades=grades, base=stage.round.version, by=stage.by, at=AT
    )
    assert again == 0


def test_a_probationary_member_gives_no_grade(stage: Stage) -> None:
    stage.to(State.SELF)
    probationary = stage.people(Part.UNGRADED)[0]
    stage.round.refresh_from_db()
    with pytest.raises(RowsRefused) as refused:
        actions.write_self(
            round_=stage.round,
            grades={probationary.pk: Grade.QUALIFIED},
            base=stage.round.version,
            by=stage.by,
            at=AT,
        )
    assert refused.value.rows == {probationary.pk: "示例012：预备党员参加评议，不评定等次。"}


def test_a_statement_is_sealed_and_never_in_the_log(stage: Stage) -> None:
    stage.to(State.SELF)
    one = stage.people()[0]
    actions.write_statement(round_=stage.round, appraised=one, text="学习抓得不紧", by=stage.by, at=AT)
    kept = Appraised.objects.get(pk=one.pk)
    assert kept.self_statement == "学习抓得不紧"
    raw = Appraised.objects.filter(pk=one.pk).extra(select={"raw": "self_statement"}).values_list("raw")[0][0]
    assert "学习" not in raw
    assert not Entry.objects.filter(changes__contains="学习").exists()


def test_the_self_appraisal_is_closed_once_the_meeting_was_held(stage: Stage) -> None:
    stage.to(State.BALLOT)
    one = stage.people()[0]
    with pytest.raises(Refused, match="开过会就不能再改"):
        actions.write_statement(round_=stage.round, appraised=one, text="补写", by=stage.by, at=AT)
    with pytest.raises(Refused, match="开过会就不能再改"):
        actions.write_self(round_=stage.round, grades={}, base=stage.round.version, by=stage.by, at=AT)


def test_a_statement_of_ten_pages_stays_on_paper(stage: Stage) -> None:
    stage.to(State.SELF)
    with pytest.raises(Refused, match="不超过 3000 个字"):
        actions.write_statement(
            round_=stage.round, appraised=stage.people()[0], text="长" * 3001, by=stage.by, at=AT
        )


# the meeting


def test_the_meeting_is_written_down_with_everybody_s_way(stage: Stage) -> None:
    stage.to(State.SELF)
    stage.meet({"示例014": Way.VIDEO, "示例001": Way.AWAY})
    stage.round.refresh_from_db()
    assert (stage.round.state, stage.round.turnout) == (State.BALLOT, "应参加 12 人，参加 11 人，11/12")
    ways = {one.name: one.way for one in people_of(stage.round)}
    assert (ways["示例001"], ways["示例014"], ways["示例013"]) == (Way.AWAY, Way.VIDEO, "")


def test_nobody_is_taken_for_present(stage: Stage) -> None:
    stage.to(State.SELF)
    ways = stage.ways()
    first = stage.people()[0]
    del ways[first.pk]
    with pytest.raises(RowsRefused) as refused:
        stage.meet(ways=ways)
    assert refused.value.rows == {first.pk: "示例001怎么参加的，请选一项。"}


def test_without_mutual_appraisal_there_is_no_ballot(stage: Stage) -> None:
    stage.to(State.SELF)
    with pytest.raises(RowsRefused) as refused:
        stage.meet(is_mutual_done=False)
    assert set(refused.value.fields) == {"is_mutual_done"}


def test_under_half_of_the_full_members_nothing_counts(stage: Stage) -> None:
    stage.to(State.SELF)
    away = {f"示例{number:03}": Way.AWAY for number in range(1, 8)}
    with pytest.raises(
        Refused, match="应参加 12 人，参加 5 人，5/12。参加的有表决权的党员不到一半，还差 1 人"
    ):
        stage.meet(away)
    stage.meet(dict(list(away.items())[:6]))


@pytest.mark.parametrize(
    ("day", "said"), [(ON + timedelta(days=1), "还没有到"), (ON - timedelta(days=1), "早于上一步")]
)
def test_the_meeting_is_neither_before_the_list_nor_in_the_future(stage: Stage, day: date, said: str) -> None:
    stage.to(State.SELF)
    with pytest.raises(Refused, match=said):
        stage.meet(held_on=day)


def test_two_secretaries_at_one_table_do_not_overwrite_each_other(stage: Stage) -> None:
    stage.to(State.BALLOT)
    stage.round.refresh_from_db()
    seen = stage.round.version
    stage.meet({"示例001": Way.AWAY})
    stage.round.refresh_from_db()
    stage.round.version = seen
    with pytest.raises(Refused, match="您打开以后有人改过"):
        actions.record_meeting(
            round_=stage.round,
            meeting=_meeting(stage),
            base=seen,
            by=stage.by,
            on=ON,
            at=AT,
        )


def _meeting(stage: Stage) -> Meeting:
    return Meeting(ON, "会议室", "王秀兰", None, True, stage.ways())


def test_the_roll_of_the_activity_says_who_came(
    stage: Stage, fourteen: list[Member], hold: Callable[..., Activity]
) -> None:
    activity = hold(stage.branch, 12, {fourteen[0]: "缺", fourteen[13]: "其", fourteen[1]: "未"}, fourteen)
    known = ways_on_roll(activity)
    assert (known[fourteen[0].pk], known[fourteen[13].pk], known[fourteen[2].pk]) == (
        Way.AWAY,
        Way.VIDEO,
        Way.IN_PERSON,
    )
    assert fourteen[1].pk not in known


def test_the_meeting_goes_into_the_month_s_agenda_once_before_the_dues(stage: Stage) -> None:
    month = date(2026, 12, 1)
    day = day_of(stage.branch, month).day
    activity = prepare(host=stage.branch, scopes=[stage.branch], month=month, held_on=day, by=OPERATOR, at=AT)
    stage.to(State.SELF)
    for is_new in (True, False):
        activity.refresh_from_db()
        found = actions.place_in_agenda(round_=stage.round, activity=activity, by=stage.by, at=AT)
        assert found == is_new
    parts = segments_of(activity)
    assert [part.title for part in parts if part.form == Form.APPRAISAL] == ["2026年度民主评议党员"]
    assert parts[-1].form == Form.DUES
    stage.round.refresh_from_db()
    assert stage.round.activity == activity


def test_another_branch_s_activity_is_no_place_for_the_meeting(stage: Stage, town: Town) -> None:
    month = date(2026, 12, 1)
    other = town.other_village
    activity = prepare(
        host=other,
        scopes=[other],
        month=month,
        held_on=day_of(other, month).day,
        by=OPERATOR,
        at=AT,
    )
    stage.to(State.SELF)
    with pytest.raises(Refused, match="不是本支部的"):
        actions.place_in_agenda(round_=stage.round, activity=activity, by=stage.by, at=AT)


# the count


def test_what_was_counted_stands_with_its_abstentions(stage: Stage) -> None:
    stage.to(State.DECIDING)
    line = lines_of(stage.round)[0]
    counted = line.counted(11)
    assert line.figures == (3, 7, 0, 0)
    assert counted is not None
    assert counted.arithmetic == "优秀 3 + 合格 7 = 10，有效票 11 张，弃权（空白、多打）11 − 10 = 1"


def test_a_count_that_does_not_agree_is_refused_at_its_rows_and_fields(stage: Stage) -> None:
    stage.to(State.BALLOT)
    marks = stage.marks()
    first, second, *_ = stage.people()
    marks[first.pk] = Marks(excellent=12)
    del marks[second.pk]
    with pytest.raises(RowsRefused) as refused:
        stage.count(Papers(13, 12, 11), marks=marks)
    assert refused.value.rows == {
        first.pk: "示例001：优秀 12 = 12，比有效票 11 张多 1 张，请再数一遍。",
        second.pk: "示例002这一行没有填。没有票的填 0。",
    }
    assert refused.value.fields == {"handed_out": "发出 13 张，比能投票的 12 人还多。一人一张，请核对。"}
    assert not BallotCount.objects.exists()


def test_a_recount_is_another_row_and_the_first_one_stays(stage: Stage) -> None:
    stage.to(State.DECIDING)
    actions.recount(round_=stage.round, reason="漏了一张", by=stage.by, on=ON, at=AT)
    stage.count(Papers(12, 12, 12))
    assert [(row.number, row.valid, row.is_current) for row in BallotCount.objects.order_by("number")] == [
        (1, 11, False),
        (2, 12, True),
    ]
    assert lines_of(stage.round)[0].figures == (3, 7, 0, 0)


def test_probationary_members_vote_only_where_the_town_reads_it_so(stage: Stage, town: Town) -> None:
    stage.to(State.BALLOT)
    with pytest.raises(RowsRefused):
        stage.count(Papers(13, 13, 13))
    rule(town, "appraisal_voters", "everybody")
    stage.count(Papers(13, 13, 13))


# the decision


def test_grades_are_written_with_their_arithmetic_and_nothing_else_changes(
    stage: Stage, fourteen: list[Member]
) -> None:
    stage.to(State.DECIDING)
    row = stage.decide({f"示例{number:03}": Given(Grade.EXCELLENT) for number in range(1, 5)})
    assert row.cap_words == "党员总数 13 人 ÷ 3 = 4 人（去掉小数），优秀最多 4 人"
    assert "应到 5 人" in row.quorum_words
    assert [grade_of(member, YEAR) for member in (fourteen[0], fourteen[4], fourteen[11])] == [
        Grade.EXCELLENT,
        Grade.QUALIFIED,
        None,
    ]
    assert grade_of(fourteen[0], YEAR - 1) is None


def test_one_more_excellent_than_may_be_is_refused_with_what_to_do(stage: Stage) -> None:
    stage.to(State.DECIDING)
    five = {f"示例{number:03}": Given(Grade.EXCELLENT) for number in range(1, 6)}
    with pytest.raises(
        Refused,
        match="优秀评了 5 人，最多 4 人，多了 1 人。请支部再议，把其中 1 人改为其他等次。算式：党员总数 13",
    ):
        stage.decide(five)
    assert not Decision.objects.exists()


def test_the_cap_follows_the_reading_and_the_share_of_the_town(stage: Stage, town: Town) -> None:
    stage.to(State.SELF)
    stage.meet({"示例001": Way.AWAY})
    stage.count(Papers(11, 11, 11))
    rule(town, "appraisal_cap_reading", "taking_part")
    four = {f"示例{number:03}": Given(Grade.EXCELLENT) for number in range(1, 5)}
    with pytest.raises(Refused, match="参加评议的正式党员 11 人 ÷ 3 = 3 人"):
        stage.decide(four)
    rule(town, "appraisal_excellent_one_in", 4)
    two = dict(list(four.items())[:2])
    assert stage.decide(two).cap_words == "参加评议的正式党员 11 人 ÷ 4 = 2 人（去掉小数），优秀最多 2 人"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(Grade.BASIC), "示例001：评为基本合格的，请写明理由。"),
        (Given(Grade.UNQUALIFIED, "  "), "示例001：评为不合格的，请写明理由。"),
        (Given(None), "示例001：不评定等次的，请写明原因。"),
        (Given(Grade.BASIC, "长" * 301), "示例001：理由不超过 300 个字。"),
    ],
)
def test_a_low_grade_or_none_needs_its_reason(stage: Stage, given: Given, said: str) -> None:
    stage.to(State.DECIDING)
    with pytest.raises(RowsRefused) as refused:
        stage.decide({"示例001": given})
    assert list(refused.value.rows.values()) == [said]


def test_everybody_to_be_graded_has_a_grade_and_nobody_else(stage: Stage) -> None:
    stage.to(State.DECIDING)
    grades = stage.grades()
    del grades[stage.people()[0].pk]
    grades[stage.people(Part.UNGRADED)[0].pk] = Given(Grade.QUALIFIED)
    grades[stage.people(Part.OUT)[0].pk] = Given(Grade.QUALIFIED)
    with pytest.raises(RowsRefused) as refused:
        stage.decide(grades=grades)
    assert list(refused.value.rows.values()) == [
        "示例001：请选等次；这次不评的选“不评定”，写明原因。",
        "示例012：预备党员参加评议，不评定等次。",
        "示例013：停止党籍期间，不参加评议。",
    ]


def test_a_branch_without_a_committee_decides_in_its_members_meeting(stage: Stage) -> None:
    amend_unit(unit=stage.branch, has_committee=False, by=OPERATOR, at=AT)
    stage.to(State.DECIDING)
    with pytest.raises(RowsRefused, match="不设支委会，请由党员大会评定"):
        stage.decide()
    row = stage.decide(body=Body.MEMBERS, entitled=12, present=6)
    assert row.body == Body.MEMBERS


@pytest.mark.parametrize(
    ("entitled", "present", "where"), [(5, 2, "present"), (5, 6, "present"), (0, 0, "entitled")]
)
def test_too_few_decide_nothing(stage: Stage, entitled: int, present: int, where: str) -> None:
    stage.to(State.DECIDING)
    with pytest.raises(RowsRefused) as refused:
        stage.decide(entitled=entitled, present=present)
    assert set(refused.value.fields) == {where}


def test_the_evidence_the_meeting_had_is_frozen(stage: Stage) -> None:
    stage.to(State.TELLING)
    kept = line_of(stage.round, stage.people()[0].member_id)
    assert kept is not None
    assert [line["label"] for line in kept.appraised.evidence] == [
        "参加活动日",
        "无故缺席",
        "交纳党费",
        "组织生活会",
        "服务",
        "承诺践诺",
        "表彰",
        "积分",
    ]


def test_no_grade_and_no_word_is_in_the_log(stage: Stage) -> None:
    stage.to(State.FINISHED, changed={"示例001": Given(Grade.UNQUALIFIED, "长期不参加")})
    for entry in Entry.objects.filter(action__startswith="appraisal."):
        text = entry.object_label + entry.changes
        assert not any(word in text for word in ("示例", "unqualified", "不合格", "长期不参加"))
    assert [json.loads(entry.changes) for entry in history_of("appraisal", stage.round.pk)][-1] == {
        "people": 14
    }


def test_deciding_again_keeps_the_first_decision_and_its_reason(stage: Stage, fourteen: list[Member]) -> None:
    stage.to(State.TELLING, changed={"示例001": Given(Grade.BASIC, "参加少")})
    actions.reopen(round_=stage.round, reason="本人有异议", by=stage.by, on=ON, at=AT)
    assert grade_of(fourteen[0], YEAR) is None
    stage.decide()
    assert grade_of(fourteen[0], YEAR) == Grade.QUALIFIED
    first = DecidedGrade.objects.get(decision__number=1, appraised__name="示例001")
    assert (first.grade, first.reason) == (Grade.BASIC, "参加少")


# telling


def test_a_round_ends_when_everybody_was_told(stage: Stage) -> None:
    stage.to(State.TELLING)
    with pytest.raises(
        Refused, match="还有 12 名党员没有反馈（示例001、示例002、示例003、示例004、示例005等）"
    ):
        actions.finish(round_=stage.round, by=stage.by, on=ON, at=AT)
    stage.finish()
    stage.round.refresh_from_db()
    assert stage.round.state == State.FINISHED


def test_several_are_told_at_once_but_low_grades_alone(stage: Stage) -> None:
    stage.to(State.TELLING, changed={"示例001": Given(Grade.BASIC, "参加少")})
    lines = [line for line in lines_of(stage.round) if line.grade]
    told = Told(ON, "王秀兰")
    common = {"round_": stage.round, "told": told, "by": stage.by, "on": ON, "at": AT}
    with pytest.raises(Refused, match="要单独谈"):
        actions.tell_many(lines=lines, **common)  # type: ignore[arg-type]
    assert actions.tell_many(lines=lines[1:], **common) == 11  # type: ignore[arg-type]
    with pytest.raises(Refused, match="请先勾选"):
        actions.tell_many(lines=[], **common)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="请写明给示例001定的改进措施"):
        actions.tell(line=lines[0], **common)  # type: ignore[arg-type]
    measured = replace(told, measures="书记帮助", answer=Answer.DIFFERS)
    with pytest.raises(Refused, match="有什么不同意见"):
        actions.tell(line=lines[0], **{**common, "told": measured})  # type: ignore[arg-type]
    actions.tell(line=lines[0], **{**common, "told": replace(measured, opinion="去看病了")})  # type: ignore[arg-type]
    assert all(line.telling for line in lines_of(stage.round) if line.grade)


def test_a_member_is_told_once_and_not_before_the_decision(stage: Stage) -> None:
    stage.to(State.TELLING)
    line = lines_of(stage.round)[0]
    early = Told(ON - timedelta(days=1), "王秀兰")
    with pytest.raises(Refused, match="早于上一步"):
        actions.tell(round_=stage.round, line=line, told=early, by=stage.by, on=ON, at=AT)
    told = Told(ON, "王秀兰")
    actions.tell(round_=stage.round, line=line, told=told, by=stage.by, on=ON, at=AT)
    for again in (line, lines_of(stage.round)[0]):
        with pytest.raises(Refused, match="示例001刚刚有人登记过了"):
            actions.tell(round_=stage.round, line=again, told=told, by=stage.by, on=ON, at=AT)


def test_who_has_no_grade_is_not_told_one(stage: Stage) -> None:
    stage.to(State.TELLING, changed={"示例001": Given(None, "住院半年")})
    line = lines_of(stage.round)[0]
    with pytest.raises(Refused, match="没有等次，不用反馈"):
        actions.tell(round_=stage.round, line=line, told=Told(ON, "王秀兰"), by=stage.by, on=ON, at=AT)


# made known


def test_only_the_excellent_are_made_known(stage: Stage) -> None:
    stage.to(
        State.TELLING,
        changed={"示例002": Given(Grade.EXCELLENT), "示例001": Given(Grade.UNQUALIFIED, "长期不参加")},
    )
    notice = actions.publish(round_=stage.round, starts_on=ON, where="党员活动室", by=stage.by, at=AT)
    assert notice.content["rows"] == [["1", "示例002", "优秀"]]
    text = json.dumps(notice.content, ensure_ascii=False)
    assert not any(word in text for word in ("不合格", "基本合格", "示例001", "长期不参加"))


def test_nothing_is_posted_twice_and_a_hanging_result_is_not_decided_again(stage: Stage) -> None:
    stage.to(State.TELLING, changed={"示例002": Given(Grade.EXCELLENT)})
    common = {"round_": stage.round, "by": stage.by, "at": AT}
    actions.publish(starts_on=ON, where="党员活动室", **common)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="已经公布过了"):
        actions.publish(starts_on=ON, where="党员活动室", **common)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="先到公示里撤下"):
        actions.reopen(reason="有异议", on=ON, **common)  # type: ignore[arg-type]
    assert PublicNotice.objects.count() == 1


def test_without_an_excellent_member_there_is_nothing_to_post(stage: Stage) -> None:
    stage.to(State.TELLING)
    with pytest.raises(Refused, match="没有可以公示的内容"):
        actions.publish(round_=stage.round, starts_on=ON, where="党员活动室", by=stage.by, at=AT)
    with pytest.raises(Refused, match="张贴在哪里"):
        actions.publish(round_=stage.round, starts_on=ON, where=" ", by=stage.by, at=AT)


# due


def test_a_branch_that_was_in_use_is_reminded_of_its_round(
    stage: Stage, fourteen: list[Member], close_month: Callable[..., object], town: Town
) -> None:
    assert branches_due(town.committee, on=date(2027, 2, 1)) == []
    close_month(stage.branch, 11, {}, fourteen)
    found = branches_due(town.committee, on=date(2027, 2, 1))
    assert [(unit, due.sentence) for unit, due in found] == [
        (town.village, "2026年度的民主评议最晚2027年3月31日办完，还有 58 天。")
    ]
    stage.to(State.FINISHED)
    assert branches_due(town.committee, on=date(2027, 2, 1)) == []
