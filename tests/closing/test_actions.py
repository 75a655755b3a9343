"""Closing freezes facts, grounds and rules; running again writes the difference; reopening is a new version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activityday.audit.queries import first_break
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import answer_leave, ask_leave
from activityday.day.attendance.enums import LeaveKind
from activityday.judgement.closing.actions import Signatures, close, facts_of, judge_again, reopen
from activityday.judgement.closing.enums import FindingKind, Ground, Outcome
from activityday.judgement.closing.models import Closing, CountedMember, Finding
from activityday.judgement.closing.queries import counts_by_branch, current_closing, findings_of, member_years
from activityday.office.policy.models import Amendment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Affiliation, Condition, Member
from tests.closing.conftest import BOTH
from tests.conftest import OPERATOR, START, Town, instant

Hold = Callable[..., Activity]
CloseMonth = Callable[..., Closing]


def outcomes(closing: Closing) -> dict[str, str]:
    return dict(closing.members.values_list("name", "outcome"))


def test_closing_freezes_everybody_with_ground_and_outcome(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    Condition.objects.create(
        member=twelve[2], kind=ConditionKind.FLOATING, starts_on=date(2020, 1, 1), place="深圳"
    )
    Condition.objects.create(member=twelve[3], kind=ConditionKind.SUSPENDED, starts_on=date(2020, 1, 1))
    signs = {twelve[0]: "缺", twelve[1]: "其", twelve[2]: "未", twelve[3]: "未", twelve[4]: "未"}
    closing = close_month(town.village, 11, signs, twelve)
    found = outcomes(closing)
    assert [found[member.name] for member in twelve[:6]] == [
        Outcome.ABSENT,
        Outcome.OTHER_MEANS,
        Outcome.UNVERIFIED,
        Outcome.NOT_EXPECTED,
        Outcome.UNRECORDED,
        Outcome.PRESENT,
    ]
    assert closing.members.get(member=twelve[3]).ground == Ground.SUSPENDED
    assert (closing.version, closing.minutes, closing.declared) == (1, 190, True)
    assert closing.activity.state == State.CLOSED
    assert first_break("fenggang") is None


def test_a_later_transfer_and_a_later_rule_change_nothing_in_a_closed_month(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    closing = close_month(town.village, 11, {}, twelve)
    before = outcomes(closing)
    policy = closing.policy
    Affiliation.objects.filter(member=twelve[0]).update(branch=town.other_village, group=None)
    Amendment.objects.create(
        unit=town.committee,
        parameter="participation_percent",
        value=90,
        since=date(2026, 1, 1),
        document="枫发〔2026〕9号",
        made_by="x",
        made_at=START,
    )
    closing.refresh_from_db()
    assert outcomes(closing) == before
    assert (closing.policy, closing.parameters["participation_percent"]) == (policy, 80)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"ends_at": time(10, 50)}, "比半天（180 分钟）少 60 分钟"),
        ({"place": ""}, "还没有填地点"),
        ({"points": {}}, "活动纪实还没有写"),
    ],
)
def test_what_is_missing_is_refused_in_a_sentence_and_nothing_is_written(
    record: dict[str, object], sentence: str, town: Town, twelve: list[Member], hold: Hold
) -> None:
    activity = hold(town.village, 11, {}, twelve, **record)
    with pytest.raises(Refused, match=sentence):
        close(
            activity=activity,
            signatures=BOTH,
            base_version=activity.version,
            by=OPERATOR,
            at=instant("2026-11-02 12:00"),
        )
    activity.refresh_from_db()
    assert (activity.state, Closing.objects.count(), CountedMember.objects.count()) == (State.HELD, 0, 0)


def test_a_short_day_closes_with_its_reason(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    closing = close_month(town.village, 11, {}, twelve, ends_at=time(10, 50), short_reason="暴雨转移群众")
    assert closing.minutes == 120
    assert any("暴雨转移群众" in sentence for sentence, _, _ in closing.checklist)


def test_without_the_declaration_nothing_closes(town: Town, twelve: list[Member], hold: Hold) -> None:
    activity = hold(town.village, 11, {}, twelve)
    with pytest.raises(Refused, match="请勾选声明"):
        close(
            activity=activity,
            signatures=replace(BOTH, declared=False),
            base_version=activity.version,
            by=OPERATOR,
            at=instant("2026-11-02 12:00"),
        )


def test_a_stale_page_and_a_second_click_are_refused(town: Town, twelve: list[Member], hold: Hold) -> None:
    activity = hold(town.village, 11, {}, twelve)
    at = instant("2026-11-02 12:00")
    with pytest.raises(Refused, match="有人改过"):
        close(activity=activity, signatures=BOTH, base_version=activity.version - 1, by=OPERATOR, at=at)
    close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)
    with pytest.raises(Refused, match="已经归档了"):
        close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)
    assert Closing.objects.count() == 1


def test_reopening_keeps_the_old_version_in_force_until_the_new_one(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    first = close_month(town.village, 11, {}, twelve)
    activity = first.activity
    with pytest.raises(Refused, match="请写明为什么"):
        reopen(activity=activity, reason=" ", by=OPERATOR, at=instant("2026-11-03 09:00"))
    reopen(activity=activity, reason="漏记一人", by=OPERATOR, at=instant("2026-11-03 09:00"))
    activity.refresh_from_db()
    assert current_closing(activity) == first
    again = Signatures(True, "刘小燕", "王秀兰", "补记一人")
    second = close(
        activity=activity,
        signatures=again,
        base_version=activity.version,
        by=OPERATOR,
        at=instant("2026-11-03 10:00"),
    )
    assert (second.version, second.late_days, second.reason) == (2, 1, "补记一人")
    assert current_closing(activity) == second
    assert list(activity.closings.order_by("version").values_list("is_current", flat=True)) == [False, True]
    assert counts_by_branch([town.village], 2026)[town.village.pk][date(2026, 11, 1)].present == 12


def test_the_database_itself_refuses_a_second_closing_in_force(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    closing = close_month(town.village, 11, {}, twelve)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.create(
            activity=closing.activity,
            version=9,
            policy="x",
            parameters={},
            minutes=1,
            declared=True,
            checklist=[],
            recorder_name="a",
            secretary_name="b",
            closed_at=START,
        )


def test_two_in_a_row_warns_and_three_asks_people_to_deliberate(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (9, 10, 11):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    found = [(one.member.name, one.kind, one.month) for one in findings_of(town.village, 2026)]
    assert found == [
        ("示例001", FindingKind.WARNING_RUN, date(2026, 10, 1)),
        ("示例001", FindingKind.REVIEW_RUN, date(2026, 11, 1)),
    ]
    finding = findings_of(town.village, 2026)[-1]
    assert finding.arithmetic == "2026年9月、10月、11月连续 3 次无故缺席，达到 3 次，提请党支部研究"
    twelve[0].refresh_from_db()
    assert twelve[0].affiliations.get().ends_on is None


def test_a_month_that_nobody_closed_ends_a_run(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (8, 9, 11):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    assert [one.kind for one in findings_of(town.village, 2026)] == [FindingKind.WARNING_RUN]


def test_a_correction_withdraws_a_finding_with_its_reason_and_deletes_nothing(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (9, 10):
        closing = close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    CountedMember.objects.filter(closing=closing, member=twelve[0]).update(outcome=Outcome.LEAVE)
    changed = judge_again(branch=town.village, year=2026, by=OPERATOR, at=instant("2026-10-20 09:00"))
    assert changed == 1
    finding = Finding.objects.get()
    assert (finding.withdrawn_at is not None, finding.withdrawn_why) == (True, "事实有变化，不再成立")
    assert findings_of(town.village, 2026) == []


def test_running_again_without_a_change_writes_nothing(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (9, 10):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    assert judge_again(branch=town.village, year=2026, by=OPERATOR, at=instant("2026-10-20 09:00")) == 0
    assert Finding.objects.count() == 1


def test_a_member_counts_once_a_month_however_many_rolls_name_them(
    town: Town, twelve: list[Member], close_month: CloseMonth, make_members: Callable[..., list[Member]]
) -> None:
    close_month(town.village, 11, {}, twelve)
    others = make_members(town.other_village, 3, prefix="柳堤")
    Affiliation.objects.filter(member=twelve[0]).update(branch=town.other_village, group=None)
    closing = close_month(town.other_village, 11, {}, [*others, twelve[0]])
    assert set(outcomes(closing)) == {"柳堤001", "柳堤002", "柳堤003"}


def test_closing_asks_the_database_as_often_for_many_as_for_few(
    town: Town, make_members: Callable[..., list[Member]], hold: Hold
) -> None:
    asked: list[int] = []
    members: list[Member] = []
    for month, number in ((8, 5), (9, 1), (10, 90)):
        members += make_members(town.village, number, prefix=f"第{month}批")
        activity = hold(town.village, month, {}, members)
        at = instant(f"{activity.held_on} 12:00")
        with CaptureQueriesContext(connection) as queries:
            close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)
        asked.append(len(queries))
    # SQLite takes a long list of rows in two statements
    assert asked[1] <= asked[2] <= asked[1] + 1
    assert asked[2] <= 50


def test_the_year_of_every_member_stands_in_roster_order(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    close_month(town.village, 10, {twelve[1]: "缺"}, twelve)
    close_month(town.village, 11, {}, twelve)
    years = member_years(town.village, 2026)
    assert [year.name for year in years] == [member.name for member in twelve]
    assert years[1].outcomes == {date(2026, 10, 1): Outcome.ABSENT, date(2026, 11, 1): Outcome.PRESENT}


def test_the_checklist_names_every_guard_with_its_clause(
    town: Town, twelve: list[Member], hold: Hold
) -> None:
    activity = hold(town.village, 11, {twelve[0]: "未"}, twelve)
    found = facts_of(activity, on=date(2026, 11, 2)).found
    assert [item.clause for item in found.items] == [
        "notice 一", "notice 一", "notice 四(三)", "notice 四(四)", "notice 四(四)", "notice 四(四)", "notice 四(四)", "notice 四(三)",
    ]  # fmt: skip
    assert found.refusals == []
    assert found.items[6].sentence == "还有 1 人未记录。归档后仍是未记录，不算缺席；参与率会注明不完整。"


def test_an_explanation_accepted_in_time_lets_the_finding_fall_away(
    town: Town, twelve: list[Member], close_month: CloseMonth
) -> None:
    for month in (10, 11):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    assert len(findings_of(town.village, 2026)) == 1
    leave = ask_leave(
        member=twelve[0],
        branch=town.village,
        month=date(2026, 11, 1),
        kind=LeaveKind.ILLNESS,
        reason="住院",
        by=OPERATOR,
        at=instant("2026-11-05 09:00"),
    )
    assert len(findings_of(town.village, 2026)) == 1
    answer_leave(leave=leave, is_granted=True, note="情况属实", by=OPERATOR, at=instant("2026-11-06 09:00"))
    assert findings_of(town.village, 2026) == []
    assert judge_again(branch=town.village, year=2026, by=OPERATOR, at=instant("2026-11-06 10:00")) == 1
    assert Finding.objects.get().withdrawn_why == "事实有变化，不再成立"
