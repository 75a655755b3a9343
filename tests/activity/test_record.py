"""Writing down what happened: by people, after it began, in a few points; money of a forbidden kind never."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.audit.queries import history_of
from activityday.day.activity.actions import ExpenseDraft, RecordDraft, move, write_record
from activityday.day.activity.actions.record import bullets
from activityday.day.activity.checks import StaleActivity, guards_of, may_take
from activityday.day.activity.enums import TRANSITIONS, ExpenseKind, State, Step
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.progress import late_days, preparation, recording
from activityday.day.activity.queries import expenses_of, segments_of, steps_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from tests.activity.conftest import DAY, RECORDED_AT
from tests.conftest import Town, instant

Make = Callable[..., RecordDraft]


def write(activity: Activity, town: Town, record: RecordDraft, *, version: int = 0, at: str = "") -> Activity:
    return write_record(
        activity=activity,
        record=record,
        base_version=version,
        by=town.users["recorder"],
        at=instant(at) if at else RECORDED_AT,
    )


def test_three_points_are_a_valid_record(town: Town, activity: Activity, record_of: Make) -> None:
    first, *others = segments_of(activity)
    write(
        activity,
        town,
        record_of(points={first.pk: " · 传达了镇里会议精神\n\n- 学了党章第九条 \r\n讨论了四条意见"}),
    )
    assert [part.points for part in segments_of(activity)] == [
        "传达了镇里会议精神\n学了党章第九条\n讨论了四条意见",
        *("" for _ in others),
    ]
    activity.refresh_from_db()
    assert (activity.starts_at, activity.ends_at) == (time(9), time(12, 5))
    assert (activity.planned_starts_at, activity.planned_ends_at) == (time(9), time(12))
    assert (activity.recorded_by, activity.recorded_at) == ("记录员小刘（recorder）", RECORDED_AT)
    assert activity.leader_present is None


@given(st.text(max_size=200))
def test_bullets_say_nothing_of_their_own(text: str) -> None:
    written = bullets(text)
    assert bullets(written) == written
    assert set(written) <= set(text) | {"\n"}
    assert all(line.strip() == line and line for line in written.split("\n") if written)


@pytest.mark.parametrize("at", ["2026-12-06 23:59", "2026-12-07 08:59"])
def test_nothing_is_written_down_before_it_begins(
    town: Town, activity: Activity, record_of: Make, at: str
) -> None:
    with pytest.raises(Refused, match="再写纪实"):
        write(activity, town, record_of(), at=at)
    activity.refresh_from_db()
    assert (activity.starts_at, activity.recorded_at, activity.version) == (None, None, 0)


def test_the_morning_counts_in_local_time(town: Town, activity: Activity, record_of: Make) -> None:
    assert (
        write(activity, town, record_of(starts_at=time(6), ends_at=time(9)), at="2026-12-07 06:30").version
        == 1
    )


def test_another_day_is_recorded_as_it_was(town: Town, activity: Activity, record_of: Make) -> None:
    write(activity, town, record_of(held_on=date(2026, 12, 8)), at="2026-12-10 08:00")
    parameters = parameters_for(town.village, on=DAY)
    guards = guards_of(activity, segments_of(activity), scheduled=DAY, parameters=parameters)
    assert [(guard.passed, guard.clause) for guard in guards] == [
        (False, "notice 一"),
        (True, "notice 一"),
        (True, "notice 四(三)"),
    ]
    assert guards[0].sentence == "日期是12月8日，不是活动日12月7日。换日子要先报上级同意。"


def test_a_late_entry_says_how_late(town: Town, activity: Activity, record_of: Make) -> None:
    assert late_days(activity, on=date(2026, 12, 19)) == 12
    write(activity, town, record_of(), at="2026-12-16 00:30")
    assert late_days(activity, on=date(2027, 1, 30)) == 9
    write(activity, town, record_of(problems="人到得不齐"), version=1, at="2026-12-30 10:00")
    assert late_days(activity, on=date(2027, 1, 30)) == 9


@pytest.mark.parametrize(
    "kind", [ExpenseKind.TRAVEL, ExpenseKind.ALLOWANCE, ExpenseKind.SOUVENIR, ExpenseKind.BANQUET]
)
def test_forbidden_money_is_refused_with_the_clause(
    town: Town, activity: Activity, record_of: Make, kind: ExpenseKind
) -> None:
    spent = (
        ExpenseDraft(ExpenseKind.MATERIAL, Decimal("20.00"), "笔记本"),
        ExpenseDraft(kind, Decimal(1), "一点"),
    )
    with pytest.raises(Refused) as refused:
        write(activity, town, record_of(expenses=spent))
    assert refused.value.sentence == f"活动日严禁{kind.label}，这笔支出不能登记。"
    assert refused.value.clause == "notice 四(三)"
    assert expenses_of(activity) == []
    activity.refresh_from_db()
    assert activity.recorded_at is None


def test_allowed_money_is_kept_and_corrected(town: Town, activity: Activity, record_of: Make) -> None:
    paper = ExpenseDraft(ExpenseKind.MATERIAL, Decimal("20.5"), "学习资料印刷")
    bus = ExpenseDraft(ExpenseKind.TRANSPORT, Decimal(100), "去镇史馆")
    write(activity, town, record_of(expenses=(paper, bus)))
    write(activity, town, record_of(expenses=(paper,)), version=1)
    assert [(part.kind, part.amount, part.purpose) for part in expenses_of(activity)] == [
        (ExpenseKind.MATERIAL, Decimal("20.50"), "学习资料印刷")
    ]
    assert history_of("activity", activity.pk).filter(action="activity.recorded").count() == 2


def test_the_log_proves_the_words_without_repeating_them(
    town: Town, activity: Activity, record_of: Make
) -> None:
    first = segments_of(activity)[0]
    write(activity, town, record_of(points={first.pk: "某某家里困难"}, problems="某某有意见"))
    entry = history_of("activity", activity.pk)[0]
    assert "某某" not in entry.changes
    assert first.title in entry.changes


def test_the_second_writer_is_told_and_loses_nothing(town: Town, activity: Activity, record_of: Make) -> None:
    first, second, *_ = segments_of(activity)
    write(activity, town, record_of(points={first.pk: "甲"}))
    mine = record_of(points={first.pk: "甲", second.pk: "乙"})
    with pytest.raises(StaleActivity) as stale:
        write(activity, town, mine)
    assert stale.value.changes == (
        (
            "记录员小刘（recorder）在12月7日 15:00 改了实际开始（现为“09:00”）、实际结束（现为“12:05”）、"
            "地点（现为“村部会议室”）、主持人（现为“王书记”）、记录人（现为“刘记录”）、环节要点"
        ),
    )
    assert write(activity, town, mine, version=stale.value.version).version == 2


def test_the_same_record_sent_twice_is_one_version(town: Town, activity: Activity, record_of: Make) -> None:
    record = record_of(points={segments_of(activity)[0].pk: "甲"})
    write(activity, town, record)
    assert write(activity, town, record).version == 1


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_what_is_over_is_not_written(town: Town, activity: Activity, record_of: Make, state: State) -> None:
    Activity.objects.update(state=state)
    with pytest.raises(Refused):
        write(activity, town, record_of())


def test_the_state_moves_only_as_the_table_says(town: Town, activity: Activity) -> None:
    for state in State:
        for step in Step:
            Activity.objects.update(state=state)
            activity.refresh_from_db()
            assert may_take(activity, step) == ((state, step) in TRANSITIONS)
            if may_take(activity, step):
                taken = move(activity=activity, step=step, by=town.users["secretary"], at=RECORDED_AT)
                activity.refresh_from_db()
                assert activity.state == taken.state == TRANSITIONS[state, step]
            else:
                with pytest.raises(Refused, match=f"现在不能“{step.label}”"):
                    move(activity=activity, step=step, by=town.users["secretary"], at=RECORDED_AT)
    assert [step.step for step in steps_of(activity)].count(Step.CANCEL) == 1


def test_the_slower_of_two_hands_is_told(town: Town, activity: Activity) -> None:
    other = Activity.objects.get(pk=activity.pk)
    move(activity=activity, step=Step.FINISH_ROLL, by=town.users["recorder"], at=RECORDED_AT)
    with pytest.raises(Refused, match="刚刚有人处理过这次活动"):
        move(activity=other, step=Step.CANCEL, note="误", by=town.users["secretary"], at=RECORDED_AT)


def test_steps_say_what_is_left(town: Town, activity: Activity, record_of: Make) -> None:
    segments = segments_of(activity)
    assert preparation(None, []).sentence == "还没有开始准备"
    assert preparation(activity, segments).sentence == "议程 4 项，还缺主题、地点、主持人、记录人"
    assert recording(activity, segments).sentence == "每项三句话即可"
    write(activity, town, record_of(starts_at=None, ends_at=None, points={segments[0].pk: "甲"}))
    found = recording(activity, segments_of(activity))
    assert (found.is_done, found.left) == (False, ("起止时间",))
    write(activity, town, record_of(points={segments[0].pk: "甲"}), version=1)
    assert recording(activity, segments_of(activity)).is_done
    Activity.objects.update(theme="冬修水利")
    activity.refresh_from_db()
    assert preparation(activity, segments).sentence == "议程 4 项，都填好了"


def test_a_short_or_empty_plan_is_warned_of_with_its_clause(town: Town, activity: Activity) -> None:
    Segment.objects.exclude(content="dues").delete()
    Activity.objects.update(planned_ends_at=time(10))
    activity.refresh_from_db()
    guards = guards_of(
        activity, segments_of(activity), scheduled=DAY, parameters=parameters_for(town.village, on=DAY)
    )
    assert [guard.passed for guard in guards] == [True, False, False]
    assert guards[1].sentence == "共 60 分钟，比半天（180 分钟）少 120 分钟。请补足，或写明原因。"


def test_more_minutes_than_there_are_is_noted(town: Town, activity: Activity) -> None:
    Segment.objects.filter(position=1).update(minutes=200)
    guards = guards_of(
        activity, segments_of(activity), scheduled=DAY, parameters=parameters_for(town.village, on=DAY)
    )
    assert guards[-1].sentence == "各环节加起来 320 分钟，比起止时间的 180 分钟多 140 分钟。"


def test_a_record_is_a_value(record_of: Make) -> None:
    assert replace(record_of(), place="祠堂").place == "祠堂"
