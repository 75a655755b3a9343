"""What other rooms put into an activity: a part before the dues, and words where none stand yet."""

import pytest

from activityday.audit.queries import history_of
from activityday.day.activity.actions import add_segment, move, note_points, write_record
from activityday.day.activity.actions.plan import amend_plan
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.checks import MOST_SEGMENTS
from activityday.day.activity.enums import Content, Form, Step
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import plan_of
from activityday.day.activity.queries import segments_of
from activityday.people.organisation.checks import Refused
from tests.activity.conftest import DAY, PREPARED_AT, RECORDED_AT
from tests.activity.test_record import Make
from tests.conftest import Town

CLEAN_UP = SegmentDraft(Content.SERVICE, Form.VOLUNTEERING, "清理沟渠", 40)


def add(activity: Activity, town: Town, part: SegmentDraft = CLEAN_UP) -> Segment:
    return add_segment(activity=activity, part=part, by=town.users["recorder"], at=PREPARED_AT)


def test_a_part_is_put_before_the_dues_and_the_order_stays(town: Town, activity: Activity) -> None:
    before = [segment.title for segment in segments_of(activity)]
    add(activity, town)
    kept = segments_of(activity)
    assert [segment.position for segment in kept] == list(range(1, len(before) + 2))
    assert [segment.title for segment in kept if segment.title != "清理沟渠"] == before
    place = [segment.title for segment in kept].index("清理沟渠")
    assert kept[place + 1].content == Content.DUES


def test_on_an_agenda_without_dues_it_comes_last(town: Town, activity: Activity) -> None:
    plan = plan_of(activity, [one for one in segments_of(activity) if one.content != Content.DUES])
    amend_plan(
        activity=activity,
        plan=plan,
        scopes=[town.village],
        scheduled=DAY,
        base_version=0,
        by=town.users["recorder"],
        at=PREPARED_AT,
    )
    add(activity, town)
    assert segments_of(activity)[-1].title == "清理沟渠"


def test_a_second_click_adds_nothing(town: Town, activity: Activity) -> None:
    first, second = add(activity, town), add(activity, town)
    assert first.pk == second.pk
    assert [one.title for one in segments_of(activity)].count("清理沟渠") == 1
    activity.refresh_from_db()
    assert activity.version == 1


def test_the_page_of_somebody_who_was_planning_is_told(town: Town, activity: Activity) -> None:
    add(activity, town)
    activity.refresh_from_db()
    entry = history_of("activity", activity.pk).first()
    assert entry is not None
    assert (activity.version, entry.action) == (1, "activity.plan_amended")


def test_a_full_agenda_takes_no_more(town: Town, activity: Activity) -> None:
    for number in range(MOST_SEGMENTS - len(segments_of(activity))):
        add(activity, town, SegmentDraft(Content.STUDY, Form.OTHER, f"第 {number} 项", 5))
    with pytest.raises(Refused, match=f"已经有 {MOST_SEGMENTS} 个环节"):
        add(activity, town)
    assert len(segments_of(activity)) == MOST_SEGMENTS


def test_a_closed_activity_takes_no_part(town: Town, activity: Activity) -> None:
    for step in (Step.FINISH_ROLL, Step.CLOSE):
        move(activity=activity, step=step, by=town.users["secretary"], at=RECORDED_AT)
    with pytest.raises(Refused, match="已经归档"):
        add(activity, town)


def test_words_are_noted_where_none_stand(town: Town, activity: Activity) -> None:
    segment = add(activity, town)
    written = note_points(
        segment=segment, points="· 清理沟渠 300 米\n", by=town.users["recorder"], at=RECORDED_AT
    )
    segment.refresh_from_db()
    assert (written, segment.points) == (True, "清理沟渠 300 米")
    activity.refresh_from_db()
    assert activity.recorded_at is None, "the times of the day are still to be written down by a person"


def test_what_somebody_wrote_stays(town: Town, activity: Activity, record_of: Make) -> None:
    first, *_ = segments_of(activity)
    write_record(
        activity=activity,
        record=record_of(points={first.pk: "学了党章第九条"}),
        base_version=0,
        by=town.users["recorder"],
        at=RECORDED_AT,
    )
    first.refresh_from_db()
    assert not note_points(segment=first, points="别的话", by=town.users["recorder"], at=RECORDED_AT)
    first.refresh_from_db()
    assert first.points == "学了党章第九条"


def test_nothing_is_noted_before_the_day(town: Town, activity: Activity) -> None:
    segment = add(activity, town)
    with pytest.raises(Refused, match="还没有到"):
        note_points(segment=segment, points="清理沟渠", by=town.users["recorder"], at=PREPARED_AT)
    assert not note_points(segment=segment, points=" \n", by=town.users["recorder"], at=RECORDED_AT)


def test_nothing_is_noted_in_a_closed_activity(town: Town, activity: Activity) -> None:
    segment = add(activity, town)
    for step in (Step.FINISH_ROLL, Step.CLOSE):
        move(activity=activity, step=step, by=town.users["secretary"], at=RECORDED_AT)
    with pytest.raises(Refused, match="已经归档"):
        note_points(segment=segment, points="清理沟渠", by=town.users["recorder"], at=RECORDED_AT)
