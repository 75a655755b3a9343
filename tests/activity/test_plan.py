"""Preparing a month: what is known is filled in, whose month it is is checked, the second editor is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from activityday.audit.queries import first_break
from activityday.day.activity.actions import (
    RecordDraft,
    amend_plan,
    cancel,
    follow_day,
    leave_joint,
    prepare,
    split,
    write_record,
)
from activityday.day.activity.agendas import SegmentDraft, agendas_for
from activityday.day.activity.checks import StaleActivity
from activityday.day.activity.enums import Content, Form, State, Step
from activityday.day.activity.models import Activity, Scope
from activityday.day.activity.plan import Plan, plan_from_agenda, plan_from_last, plan_of
from activityday.day.activity.queries import (
    activities_of,
    activities_of_many,
    activity_for,
    cancelled_of,
    parts_of,
    scope_units,
    segments_of,
    steps_of,
)
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Affiliation, Member, Post
from tests.activity.conftest import DAY, DECEMBER, PREPARED_AT, RECORDED_AT
from tests.conftest import OPERATOR, START, Town

JANUARY = date(2027, 1, 1)


def amend(
    activity: Activity,
    town: Town,
    plan: Plan,
    *,
    version: int | None = None,
    scopes: list[Unit] | None = None,
) -> Activity:
    return amend_plan(
        activity=activity,
        plan=plan,
        scopes=scope_units(activity) if scopes is None else scopes,
        scheduled=DAY,
        base_version=activity.version if version is None else version,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )


def kept(activity: Activity) -> Plan:
    activity.refresh_from_db()
    return plan_of(activity, segments_of(activity))


def begin(town: Town, host: Unit, *scopes: Unit, month: date = DECEMBER, held_on: date = DAY) -> Activity:
    return prepare(
        host=host,
        scopes=scopes or [host],
        month=month,
        held_on=held_on,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )


@pytest.mark.parametrize("sector", list(Sector))
def test_every_sector_has_two_agendas_of_real_content_and_half_a_day(sector: Sector) -> None:
    agendas = agendas_for(sector)
    assert len(agendas) in {2, 3}
    assert len({agenda.code for agenda in agendas}) == len(agendas)
    for agenda in agendas:
        minutes = (agenda.ends_at.hour - agenda.starts_at.hour) * 60
        assert minutes == 180
        assert sum(segment.minutes for segment in agenda.segments) <= minutes
        assert {segment.content for segment in agenda.segments} - {Content.DUES}


def test_a_plan_begins_with_everything_that_is_known(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    secretary = make_members(town.village, 3)[0]
    Post.objects.create(
        member=secretary, unit=town.village, kind=PostKind.SECRETARY, starts_on=date(2020, 1, 1)
    )
    town.village.place = "村部会议室"
    town.village.save()
    plan = plan_from_agenda(town.village, DECEMBER, held_on=DAY)
    assert (plan.held_on, plan.starts_at, plan.ends_at) == (DAY, time(9), time(12))
    assert (plan.place, plan.chair, plan.theme, plan.recorder) == ("村部会议室", "示例001", "", "")
    assert [segment.content for segment in plan.segments] == [
        Content.STUDY,
        Content.DELIBERATION,
        Content.SERVICE,
        Content.DUES,
    ]


def test_the_next_month_takes_recorder_and_place_from_the_last(town: Town, activity: Activity) -> None:
    amend(activity, town, replace(kept(activity), place="祠堂", recorder="刘记录", theme="冬修水利"))
    last = plan_from_last(town.village, JANUARY, held_on=date(2027, 1, 4))
    assert last is not None
    assert (last.place, last.recorder, last.theme, last.held_on) == ("祠堂", "刘记录", "", date(2027, 1, 4))
    assert [segment.title for segment in last.segments] == [part.title for part in segments_of(activity)]
    assert {segment.key for segment in last.segments} == {None}


def test_there_is_nothing_to_copy_before_the_first_month(town: Town) -> None:
    assert plan_from_last(town.village, DECEMBER, held_on=DAY) is None


def test_preparing_keeps_the_agenda_and_its_first_step(town: Town, activity: Activity) -> None:
    assert (activity.state, activity.held_on, activity.version) == (State.PREPARING, DAY, 0)
    assert [part.position for part in segments_of(activity)] == [1, 2, 3, 4]
    assert [(step.step, step.state) for step in steps_of(activity)] == [(Step.PREPARE, State.PREPARING)]
    assert activity_for(town.village, DECEMBER) == activity
    assert activity_for(town.other_village, DECEMBER) is None
    assert first_break("fenggang") is None


def test_a_month_is_prepared_once(town: Town, activity: Activity) -> None:
    with pytest.raises(Refused) as refused:
        begin(town, town.village)
    assert refused.value.sentence == (
        "兴塘村2026年12月已经有一次活动（由兴塘村组织），一个月只记一次。请先取消或改那一次的范围。"
    )
    assert refused.value.clause == "notice 一"
    assert Activity.objects.count() == 1


def test_the_database_itself_holds_one_live_activity_a_month(town: Town, activity: Activity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(committee=town.committee, host=town.village, month=DECEMBER, held_on=DAY)
    other = Activity.objects.create(
        committee=town.committee, host=town.other_village, month=DECEMBER, held_on=DAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(activity=other, unit=town.village, month=DECEMBER)


def test_a_day_outside_the_month_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="这是2026年12月的活动，请选当月的日子。"):
        begin(town, town.village, held_on=date(2027, 1, 4))
    assert not Activity.objects.exists()


def test_a_dissolved_branch_prepares_nothing(town: Town) -> None:
    town.village.dissolved_on = date(2026, 11, 30)
    town.village.save()
    with pytest.raises(Refused, match="已于11月30日撤销"):
        begin(town, town.village)


def test_differences_are_kept_and_nothing_else_is_a_new_version(town: Town, activity: Activity) -> None:
    plan = kept(activity)
    assert amend(activity, town, plan).version == 0
    changed = replace(plan, theme="冬季学习", segments=plan.segments[::-1])
    assert amend(activity, town, changed).version == 1
    assert kept(activity).theme == "冬季学习"
    assert [part.title for part in segments_of(activity)] == [part.title for part in plan.segments[::-1]]
    assert {part.pk for part in segments_of(activity)} == {draft.key for draft in plan.segments}


def test_a_segment_is_added_and_another_dropped(town: Town, activity: Activity) -> None:
    plan = kept(activity)
    oath = SegmentDraft(Content.STUDY, Form.OATH, "重温入党誓词", 10, led_by="王书记")
    amend(activity, town, replace(plan, segments=(oath, *plan.segments[1:])))
    assert [part.title for part in segments_of(activity)] == [
        "重温入党誓词",
        *(draft.title for draft in plan.segments[1:]),
    ]


def test_an_agenda_is_never_empty(town: Town, activity: Activity) -> None:
    with pytest.raises(Refused, match="议程至少要有一个环节。"):
        amend(activity, town, replace(kept(activity), segments=()))


def test_a_segment_that_was_written_about_stays(
    town: Town, activity: Activity, record_of: Callable[..., RecordDraft]
) -> None:
    first = segments_of(activity)[0]
    write_record(
        activity=activity,
        record=record_of(points={first.pk: "学了党章"}),
        base_version=0,
        by=town.users["recorder"],
        at=PREPARED_AT.replace(month=12, day=7, hour=14),
    )
    plan = kept(activity)
    with pytest.raises(Refused, match="已经写了纪实，不能删掉"):
        amend(activity, town, replace(plan, segments=plan.segments[1:]))
    assert segments_of(activity)[0] == first


def test_the_second_editor_is_told_who_changed_what(town: Town, activity: Activity) -> None:
    mine = replace(kept(activity), theme="我的主题")
    amend(activity, town, replace(kept(activity), theme="别人的主题", place="祠堂"))
    with pytest.raises(StaleActivity) as stale:
        amend(activity, town, mine, version=0)
    assert stale.value.version == 1
    assert stale.value.changes == (
        "书记老王（secretary）在11月23日 09:00 改了地点（现为“祠堂”）、主题（现为“别人的主题”）",
    )
    assert kept(activity).theme == "别人的主题"
    assert amend(activity, town, mine, version=stale.value.version).version == 2


def test_the_same_plan_sent_twice_is_kept_once(town: Town, activity: Activity) -> None:
    plan = replace(kept(activity), theme="冬季学习")
    amend(activity, town, plan, version=0)
    assert amend(activity, town, plan, version=0).version == 1


@pytest.fixture
def general_branch(town: Town) -> tuple[Unit, Unit, Unit]:
    """A general branch with two branches."""
    top = establish(
        parent=town.committee,
        code="jiguan",
        name="机关党总支",
        short_name="机关总支",
        level=Level.GENERAL_BRANCH,
        sector=Sector.DEPARTMENT,
        by=OPERATOR,
        at=START,
    )
    first, second = (
        establish(
            parent=top,
            code=f"jiguan-{n}",
            name=f"机关第{label}党支部",
            short_name=f"机关第{label}",
            level=Level.BRANCH,
            by=OPERATOR,
            at=START,
        )
        for n, label in ((1, "一"), (2, "二"))
    )
    return top, first, second


def test_a_joint_activity_is_one_activity_of_each_branch(
    town: Town, general_branch: tuple[Unit, Unit, Unit]
) -> None:
    top, first, second = general_branch
    joint = begin(town, top, first, second)
    assert [activity_for(unit, DECEMBER) for unit in general_branch] == [joint, joint, joint]
    assert scope_units(joint) == [first, second]
    with pytest.raises(Refused, match="由机关总支组织"):
        begin(town, first)


def test_a_branch_may_leave_a_joint_activity_and_hold_its_own(
    town: Town, general_branch: tuple[Unit, Unit, Unit]
) -> None:
    top, first, second = general_branch
    joint = begin(town, top, first, second)
    leave_joint(activity=joint, unit=second, by=town.users["secretary"], at=PREPARED_AT)
    assert scope_units(joint) == [first]
    own = begin(town, second)
    assert activity_for(second, DECEMBER) == own
    with pytest.raises(Refused, match="不办了请用“取消”"):
        leave_joint(activity=joint, unit=first, by=town.users["secretary"], at=PREPARED_AT)


def test_two_branches_under_one_superior_hold_one_together(town: Town) -> None:
    joint = begin(town, town.village, town.village, town.other_village)
    assert activity_for(town.other_village, DECEMBER) == joint


def test_strangers_do_not_hold_one_together(town: Town, general_branch: tuple[Unit, Unit, Unit]) -> None:
    with pytest.raises(Refused, match="机关第一党支部不能和兴塘村一起办活动"):
        begin(town, town.village, town.village, general_branch[1])


def test_a_host_takes_part_itself(town: Town) -> None:
    with pytest.raises(Refused, match="范围里要有兴塘村"):
        begin(town, town.village, town.other_village)


def test_a_branch_and_its_own_group_are_not_both_chosen(town: Town) -> None:
    with pytest.raises(Refused, match="选了兴塘村，就已经包括第一党小组了"):
        begin(town, town.village, town.village, town.groups[0])


def test_a_group_cannot_hold_what_its_branch_holds(town: Town, activity: Activity) -> None:
    with pytest.raises(Refused, match="由兴塘村组织"):
        begin(town, town.groups[0])


def test_a_branch_cannot_hold_what_its_group_holds(town: Town) -> None:
    part = begin(town, town.groups[0])
    with pytest.raises(Refused, match="第一党小组2026年12月已经有一次活动"):
        begin(town, town.village)
    assert parts_of(town.village, DECEMBER) == [part]
    assert activity_for(town.village, DECEMBER) is None


def test_a_split_month_is_one_activity_for_each_group(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.village, 4)
    plan = plan_from_agenda(town.village, DECEMBER, held_on=DAY)
    held = split(
        branch=town.village,
        month=DECEMBER,
        plan=plan,
        scheduled=DAY,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )
    assert [part.host for part in held] == town.groups
    assert parts_of(town.village, DECEMBER) == held
    assert activities_of(town.village, year=2026) == held
    assert [activity_for(group, DECEMBER) for group in town.groups] == held


def test_nobody_is_forgotten_when_a_branch_is_split(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.village, 4)
    Affiliation.objects.filter(member__name="示例004").update(group=None)
    plan = plan_from_agenda(town.village, DECEMBER, held_on=DAY)
    with pytest.raises(Refused, match="还有 1 名党员（示例004）没有编入党小组"):
        split(branch=town.village, month=DECEMBER, plan=plan, scheduled=DAY, by=OPERATOR, at=PREPARED_AT)
    assert not Activity.objects.exists()


def test_a_branch_without_groups_is_not_split(town: Town) -> None:
    plan = plan_from_agenda(town.other_village, DECEMBER, held_on=DAY)
    with pytest.raises(Refused, match="没有设党小组"):
        split(
            branch=town.other_village, month=DECEMBER, plan=plan, scheduled=DAY, by=OPERATOR, at=PREPARED_AT
        )


def test_the_scope_is_changed_while_preparing(town: Town, activity: Activity) -> None:
    amend(activity, town, kept(activity), scopes=[town.village, town.other_village])
    assert scope_units(activity) == [town.village, town.other_village]
    amend(activity, town, kept(activity), scopes=[town.village])
    assert activity_for(town.other_village, DECEMBER) is None
    amend(activity, town, kept(activity), scopes=[town.village, town.other_village])
    assert activity_for(town.other_village, DECEMBER) == activity


def test_the_scope_is_not_changed_into_a_taken_month(town: Town, activity: Activity) -> None:
    own = begin(town, town.other_village)
    with pytest.raises(Refused, match="由柳堤村组织"):
        amend(activity, town, kept(activity), scopes=[town.village, town.other_village])
    assert activity_for(town.other_village, DECEMBER) == own
    assert scope_units(activity) == [town.village]


def test_the_scope_is_fixed_once_the_roll_is_done(town: Town, activity: Activity) -> None:
    Activity.objects.update(state=State.HELD)
    with pytest.raises(Refused, match="已经签到的活动，不能再改范围。"):
        amend(activity, town, kept(activity), scopes=[town.village, town.other_village])


def test_a_plan_follows_the_day_in_force_until_something_is_recorded(
    town: Town, activity: Activity, record_of: Callable[..., RecordDraft]
) -> None:
    new = date(2026, 12, 9)
    for _ in range(2):
        follow_day(activity=activity, day=new, by=town.users["secretary"], at=PREPARED_AT)
    activity.refresh_from_db()
    assert (activity.held_on, activity.version) == (new, 1)
    record = record_of(held_on=new)
    write_record(
        activity=activity,
        record=record,
        base_version=1,
        by=town.users["recorder"],
        at=RECORDED_AT.replace(day=9),
    )
    with pytest.raises(Refused, match="已经记录，日期以实际开展的那天为准"):
        follow_day(activity=activity, day=DAY, by=town.users["secretary"], at=PREPARED_AT)
    activity.refresh_from_db()
    assert activity.held_on == new


def test_a_closed_activity_is_sealed(town: Town, activity: Activity) -> None:
    plan = replace(kept(activity), theme="改一改")
    Activity.objects.update(state=State.CLOSED)
    with pytest.raises(Refused, match="已经归档，内容封存"):
        amend(activity, town, plan)
    assert kept(activity).theme == ""


def test_a_cancelled_activity_frees_its_month_and_is_kept(town: Town, activity: Activity) -> None:
    cancel(activity=activity, reason=" 全村抗洪 ", by=town.users["secretary"], at=PREPARED_AT)
    assert activity_for(town.village, DECEMBER) is None
    assert cancelled_of(town.village, DECEMBER) == [activity]
    assert [(step.step, step.note) for step in steps_of(activity)] == [
        (Step.PREPARE, ""),
        (Step.CANCEL, "全村抗洪"),
    ]
    again = begin(town, town.village)
    assert activity_for(town.village, DECEMBER) == again
    assert activities_of(town.village, year=2026) == [again]


def test_cancelling_needs_a_reason(town: Town, activity: Activity) -> None:
    with pytest.raises(Refused, match="请写明为什么取消"):
        cancel(activity=activity, reason="  ", by=OPERATOR, at=PREPARED_AT)
    activity.refresh_from_db()
    assert activity.state == State.PREPARING


def test_what_was_held_is_not_cancelled(town: Town, activity: Activity) -> None:
    Activity.objects.update(state=State.HELD)
    activity.refresh_from_db()
    with pytest.raises(Refused, match="这次活动已经签到完成，现在不能“取消”。"):
        cancel(activity=activity, reason="误", by=OPERATOR, at=PREPARED_AT)


def test_many_units_are_read_in_two_queries(
    town: Town, general_branch: tuple[Unit, Unit, Unit], django_assert_num_queries: Callable[..., object]
) -> None:
    top, first, second = general_branch
    joint, part, own = begin(town, top, first), begin(town, town.groups[1]), begin(town, second)
    units = [town.village, town.other_village, top, first, second]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = activities_of_many(units, [DECEMBER, JANUARY])
    assert found == {
        (top.pk, DECEMBER): [joint],
        (first.pk, DECEMBER): [joint],
        (second.pk, DECEMBER): [own],
        (town.village.pk, DECEMBER): [part],
    }
