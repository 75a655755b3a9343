"""Saving a roll: base states, control total, two recorders, the time after the end."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import SavedRoll, finish_roll, mark_rest_present, save_roll
from activityday.day.attendance.enums import Mode, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.models import Roll, RollChange, RollEntry, roll_entry_id
from activityday.day.attendance.queries import expected_at, roll_of, roll_summary
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.rules.participation import Counts
from tests.conftest import OPERATOR, Town, instant

DAY = instant("2026-11-02 09:30")
LATER = instant("2026-11-02 10:30")
PRESENT, ABSENT = Mark(State.PRESENT), Mark(State.ABSENT)
VIDEO = Mark(State.OTHER_MEANS, Mode.VIDEO)


def save(activity: Activity, entries: dict[UUID, Mark], **changes: object) -> SavedRoll:
    values = {"signed_count": None, "base_version": roll_of(activity).version, "by": OPERATOR, "at": DAY}
    return save_roll(activity=activity, entries=entries, **{**values, **changes})


def states(activity: Activity) -> list[str]:
    return [expected.state.value for expected in expected_at(activity, on=activity.held_on)]


def test_everybody_starts_unrecorded(activity: Activity) -> None:
    assert states(activity) == ["unrecorded"] * 10
    assert roll_summary(expected_at(activity, on=activity.held_on)) == Counts(unrecorded=10)


def test_a_mark_is_saved_with_who_and_when_under_the_same_id_everywhere(
    activity: Activity, members: list[Member], town: Town
) -> None:
    save(activity, {members[0].pk: PRESENT, members[1].pk: VIDEO, members[2].pk: ABSENT})
    entry = RollEntry.objects.get(member=members[1])
    assert (entry.pk, entry.mode, entry.branch) == (
        roll_entry_id(activity.pk, members[1].pk),
        "video",
        town.village,
    )
    assert (entry.recorded_by, entry.recorded_at) == (OPERATOR.display_name, DAY)
    counts = roll_summary(expected_at(activity, on=activity.held_on))
    assert counts == Counts(present=1, other_means=1, absent=1, unrecorded=7)


def test_the_same_form_twice_writes_once(activity: Activity, members: list[Member]) -> None:
    entries = {member.pk: PRESENT for member in members}
    first = save(activity, entries, signed_count=10, base_version=0)
    logged = Entry.objects.count()
    second = save(activity, entries, signed_count=10, base_version=0, at=LATER)
    assert (first.changed, second.changed, second.is_whole) == (10, 0, True)
    assert Entry.objects.count() == logged
    assert set(RollEntry.objects.values_list("recorded_at", flat=True)) == {DAY}
    assert RollChange.objects.count() == 0


def test_the_log_knows_states_and_never_the_remark(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: Mark(State.ABSENT, "", "住院")}, signed_count=0)
    entry = Entry.objects.get(action="attendance.roll_saved")
    assert json.loads(entry.changes) == {
        "entries": {str(members[0].pk): ["unrecorded", "absent"]},
        "signed_count": [None, 0],
    }


def test_a_change_keeps_what_stood_before(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: ABSENT})
    save(activity, {members[0].pk: VIDEO}, at=LATER)
    change = RollChange.objects.get()
    assert (change.before, change.after, change.at) == ("缺", "其他方式（视频）", LATER)


def test_a_mark_may_be_taken_back(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT})
    save(activity, {members[0].pk: Mark()})
    assert states(activity) == ["unrecorded"] * 10
    assert RollChange.objects.get().after == "未记录"


def test_other_means_need_a_mode(activity: Activity, members: list[Member]) -> None:
    with pytest.raises(Refused, match="示例001：记“其他方式”时，请选是哪一种方式"):
        save(activity, {members[0].pk: Mark(State.OTHER_MEANS), members[1].pk: PRESENT})
    assert RollEntry.objects.count() == 0


def test_nothing_is_recorded_before_the_day(activity: Activity, members: list[Member]) -> None:
    with pytest.raises(Refused, match="还没有到"):
        save(activity, {members[0].pk: PRESENT}, at=instant("2026-11-01 23:59"))
    assert Roll.objects.count() == 0


def test_a_closed_roll_is_closed(activity: Activity, members: list[Member]) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=ActivityState.CLOSED)
    with pytest.raises(Refused, match="已经归档"):
        save(activity, {members[0].pk: PRESENT})


def test_a_neighbour_is_not_on_this_roll(
    activity: Activity, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    stranger = make_members(town.other_village, 1, prefix="邻村")[0]
    with pytest.raises(Refused, match="1 人不在这次活动的名单里"):
        save(activity, {stranger.pk: PRESENT})


# ---- the control total


def test_the_rest_is_present_when_the_signatures_say_so(activity: Activity, members: list[Member]) -> None:
    saved = save(activity, {members[0].pk: ABSENT, members[1].pk: VIDEO}, signed_count=8)
    done = mark_rest_present(activity=activity, base_version=saved.roll.version, by=OPERATOR, at=DAY)
    assert done.changed == 8
    assert states(activity) == ["absent", "other_means", *["present"] * 8]


@pytest.mark.parametrize(
    ("signed", "sentence"),
    [
        (None, "请先数签到表上的签名"),
        (7, "已记到 1 人，加上还没有记的 8 人，是 9 人，比签名 7 人多 2 人"),
        (10, "已记到 1 人，加上还没有记的 8 人，是 9 人，比签名 10 人少 1 人"),
    ],
)
def test_the_rest_is_refused_with_the_arithmetic(
    activity: Activity, members: list[Member], signed: int | None, sentence: str
) -> None:
    saved = save(activity, {members[0].pk: ABSENT, members[1].pk: PRESENT}, signed_count=signed)
    with pytest.raises(Refused, match=sentence):
        mark_rest_present(activity=activity, base_version=saved.roll.version, by=OPERATOR, at=DAY)
    assert states(activity) == ["absent", "present", *["unrecorded"] * 8]


def test_finishing_needs_a_control_total_that_agrees(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT})
    with pytest.raises(Refused, match="请先填签到表上有几个签名"):
        finish_roll(activity=activity, by=OPERATOR, at=DAY)
    save(activity, {}, signed_count=3)
    with pytest.raises(Refused, match="签名 3 人，记到 1 人，差 2 人"):
        finish_roll(activity=activity, by=OPERATOR, at=DAY)


def test_finishing_leaves_the_unrecorded_unrecorded(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT}, signed_count=1)
    finish_roll(activity=activity, by=OPERATOR, at=DAY)
    finish_roll(activity=activity, by=OPERATOR, at=LATER)
    assert states(activity) == ["present", *["unrecorded"] * 9]
    assert (activity.state, roll_of(activity).finished_at) == (ActivityState.HELD, DAY)
    assert [step.note for step in activity.steps.all()] == [
        "签名 1 人；应到 10，到 1，其他方式 0，假 0，缺 0，未记录 9"
    ]


def test_after_the_end_a_change_says_why(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT}, signed_count=1)
    finish_roll(activity=activity, by=OPERATOR, at=DAY)
    with pytest.raises(Refused, match="改动原因"):
        save(activity, {members[0].pk: ABSENT, members[1].pk: PRESENT})
    save(activity, {members[0].pk: ABSENT, members[1].pk: PRESENT}, why=" 看错了行 ")
    found = RollChange.objects.order_by("member__position").values_list("before", "after", "why")
    assert list(found) == [("到", "缺", "看错了行"), ("未记录", "到", "看错了行")]


# ---- two recorders


def test_two_recorders_with_different_people_both_stand(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT}, base_version=0)
    second = save(activity, {members[1].pk: ABSENT}, base_version=0)
    assert second.is_whole
    assert states(activity)[:2] == ["present", "absent"]


def test_two_recorders_who_disagree_are_shown_both(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT}, base_version=0)
    second = save(activity, {members[0].pk: ABSENT, members[1].pk: ABSENT}, base_version=0, at=LATER)
    conflict = second.conflicts[0]
    assert (len(second.conflicts), conflict.mine, conflict.theirs) == (1, ABSENT, PRESENT)
    assert (conflict.by_name, conflict.at) == (OPERATOR.display_name, DAY)
    assert states(activity)[:2] == ["present", "absent"]


def test_what_i_did_not_touch_is_no_conflict(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT, members[1].pk: PRESENT})
    save(activity, {members[0].pk: ABSENT}, base_version=1)
    mine = save(activity, {members[0].pk: PRESENT, members[1].pk: ABSENT}, base_version=1)
    assert mine.is_whole
    assert states(activity)[:2] == ["absent", "absent"]


def test_a_mark_made_and_changed_meanwhile_is_a_conflict(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT})
    save(activity, {members[0].pk: ABSENT})
    assert len(save(activity, {members[0].pk: PRESENT}, base_version=0).conflicts) == 1


def test_a_mark_taken_back_meanwhile_is_a_conflict(activity: Activity, members: list[Member]) -> None:
    save(activity, {members[0].pk: PRESENT})
    save(activity, {members[0].pk: Mark()}, at=LATER)
    conflict = save(activity, {members[0].pk: ABSENT}, base_version=1).conflicts[0]
    assert (conflict.theirs, conflict.at) == (Mark(), LATER)


def test_two_control_totals_are_shown_both(activity: Activity) -> None:
    save(activity, {}, signed_count=8, base_version=0)
    assert save(activity, {}, signed_count=9, base_version=0).signed_conflict == 8
    assert roll_of(activity).signed_count == 8
    assert save(activity, {}, signed_count=9, base_version=1).roll.signed_count == 9


# ---- many people, few queries


@pytest.mark.parametrize("number", [1, 45, 200])
def test_a_roll_of_any_size_takes_as_many_queries(
    town: Town, make_members: Callable[..., list[Member]], hold: Callable[..., Activity], number: int
) -> None:
    people = make_members(town.village, number)
    activity = hold(town.village)
    with CaptureQueriesContext(
        connection,
    ) as reading:
        assert len(expected_at(activity, on=activity.held_on)) == number
    assert len(reading) <= 6
    save(activity, {people[0].pk: ABSENT})
    with CaptureQueriesContext(connection) as writing:
        saved = save_roll(
            activity=activity,
            entries={member.pk: PRESENT for member in people},
            signed_count=number,
            base_version=1,
            by=OPERATOR,
            at=DAY,
        )
    sent = [query["sql"] for query in writing if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    batches = [sql for sql in sent if sql.startswith('INSERT INTO "attendance_rollentry"')]
    assert saved.changed == number
    assert len(sent) - len(batches) <= 9, sent
    assert len(batches) <= 1 + number // 90
