"""三会一课: what activity days and other days give to the quarters of a branch and of a town."""

# ruff: noqa: F811 -- fixtures of other rooms

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.contents.review.actions import annul_meeting, count_segment
from activityday.contents.review.enums import Body, Duty
from activityday.contents.review.models import LifeMeeting, Meeting
from activityday.contents.review.queries import (
    counters_of,
    counters_of_many,
    meeting_of,
    meetings_of,
    segment_in,
    segments_in_year,
)
from activityday.day.activity.actions import cancel
from activityday.day.activity.enums import Form
from activityday.day.activity.models import Activity
from activityday.office.policy.actions import amend
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.rules.meetings import Standing
from activityday.rules.parameters import Amendment
from tests.closing.conftest import hold  # noqa: F401 -- fixture
from tests.conftest import OPERATOR, Town
from tests.review.conftest import LATER, NOON

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
Meet = Callable[..., Meeting]
Held = Callable[..., Activity]


@pytest.fixture(autouse=True)
def january(town: Town) -> Activity:
    """The town began to record here in January, in the other village."""
    return Activity.objects.create(
        committee=town.committee,
        host=town.other_village,
        month=date(2026, 1, 1),
        held_on=date(2026, 1, 5),
    )


def standing(town: Town, quarter: int, *, on: date = TODAY) -> dict[str, tuple[int, int, int]]:
    """By kind: held, needed in the quarter, missing by today."""
    found = counters_of(town.village, 2026, on=on)
    return {one.duty.label: (one.held, one.needed, one.missing) for one in found.of_quarter(quarter)}


def only(activity: Activity, form: Form) -> None:
    """The agenda is one part of this form."""
    first = activity.segments.order_by("position")[0]
    activity.segments.exclude(pk=first.pk).delete()
    activity.segments.update(form=form)


def test_a_branch_without_anything_recorded_lacks_everything_that_is_due(town: Town) -> None:
    assert standing(town, 4) == {
        "党员大会": (0, 1, 1),
        "支委会": (0, 3, 2),
        "党小组会": (0, 6, 4),
        "党课": (0, 1, 1),
    }
    other = counters_of(town.other_village, 2026, on=TODAY)
    assert [duty.label for duty, _ in other.rows] == ["党员大会", "党课"]


def test_months_before_the_town_began_to_record_here_are_not_asked_for(
    town: Town, january: Activity, meet: Meet
) -> None:
    Activity.objects.filter(pk=january.pk).update(month=date(2026, 5, 1))
    found = counters_of(town.village, 2026, on=TODAY)
    assert [whole for _, _, whole in found.quarters] == [Standing.BEFORE, *[Standing.SHORT] * 3]
    assert {one.arithmetic for one in found.of_quarter(1)} == {"成立或者启用本系统以前，不算。"}
    assert standing(town, 2)["支委会"] == (0, 2, 2)
    assert {one.standing for one in counters_of(town.village, 2025, on=TODAY).of_quarter(4)} == {
        Standing.BEFORE
    }


def test_a_meeting_that_a_branch_wrote_down_itself_makes_its_month_count(
    town: Town, january: Activity, meet: Meet
) -> None:
    Activity.objects.filter(pk=january.pk).update(month=date(2026, 10, 1))
    meet(held_on=date(2026, 8, 10))
    assert standing(town, 3)["支委会"] == (1, 2, 1)
    other = counters_of(town.other_village, 2026, on=TODAY)
    assert other.quarters[2][2] == Standing.BEFORE


def test_on_the_first_day_of_use_nothing_is_lacking_of_the_past(town: Town, january: Activity) -> None:
    Activity.objects.all().delete()
    assert counters_of(town.village, 2026, on=TODAY).short == []
    assert standing(town, 4)["支委会"] == (0, 2, 1)


def test_a_meeting_of_another_day_fills_its_month(town: Town, meet: Meet) -> None:
    meet(held_on=date(2026, 10, 12))
    meet(held_on=date(2026, 10, 26), title="又一次")
    meet(duty=Duty.GROUP, group=town.groups[0], held_on=date(2026, 11, 9))
    assert (standing(town, 4)["支委会"], standing(town, 4)["党小组会"]) == ((2, 3, 1), (1, 6, 3))


def test_a_segment_counts_by_its_form_once_it_was_held(
    town: Town,
    people: list[Member],
    hold: Held,
    december: Activity,
) -> None:
    only(hold(town.village, 11, {}, people), Form.RESOLUTION)
    only(hold(town.village, 10, {}, people), Form.LECTURE)
    only(december, Form.LECTURE)
    assert (standing(town, 4)["党员大会"], standing(town, 4)["党课"]) == ((1, 1, 0), (1, 1, 0))


def test_study_of_the_whole_branch_is_neither_lecture_nor_group_meeting(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    only(hold(town.village, 11, {}, people), Form.COLLECTIVE_STUDY)
    assert {label: held for label, (held, _, _) in standing(town, 4).items()} == dict.fromkeys(
        ("党员大会", "支委会", "党小组会", "党课"), 0
    )


def test_a_group_s_own_activity_counts_for_that_group(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    only(hold(town.groups[0], 11, {}, people[::2]), Form.COLLECTIVE_STUDY)
    found = standing(town, 4)
    assert (found["党小组会"], found["党员大会"]) == ((1, 6, 3), (0, 1, 1))


def test_lectures_in_both_groups_on_one_day_are_one(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    for number, group in enumerate(town.groups):
        only(hold(group, 11, {}, people[number::2]), Form.LECTURE)
    assert standing(town, 4)["党课"] == (1, 1, 0)


def test_by_the_wide_reading_hearing_opinions_is_a_members_meeting(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    only(hold(town.village, 11, {}, people), Form.OPINIONS)
    assert standing(town, 4)["党员大会"] == (0, 1, 1)
    proposal = Amendment(
        "members_meeting_reading", "plenary", date(2026, 1, 1), None, "枫发〔2026〕3号", "枫港镇党委"
    )
    amend(unit=town.committee, proposal=proposal, by=OPERATOR, at=NOON)
    assert standing(town, 4)["党员大会"] == (1, 1, 0)


def test_people_say_otherwise_of_one_part(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    activity, by = hold(town.village, 11, {}, people), town.users["recorder"]
    only(activity, Form.RESOLUTION)
    segment = activity.segments.get()
    for duty, expected in (("", (0, 0)), (Duty.LECTURE, (0, 1)), ("form", (1, 0))):
        count_segment(unit=town.village, segment=segment, duty=duty, by=by, at=LATER)
        found = standing(town, 4)
        assert (found["党员大会"][0], found["党课"][0]) == expected
    with pytest.raises(Refused, match="请在列出的会里选"):
        count_segment(unit=town.village, segment=segment, duty="party", by=by, at=LATER)


def test_parts_of_a_year_say_what_each_counts_as(
    town: Town,
    people: list[Member],
    hold: Held,
) -> None:
    activity = hold(town.village, 11, {}, people)
    only(activity, Form.RESOLUTION)
    segment = activity.segments.get()
    part = segments_in_year(town.village, 2026, on=TODAY)[0]
    assert (part.segment, part.duty, part.is_said) == (segment, Duty.MEMBERS, False)
    assert (segment_in(town.village, segment.pk), segment_in(town.other_village, segment.pk)) == (
        segment,
        None,
    )


def test_a_life_meeting_of_another_day_is_a_members_meeting(
    town: Town,
    people: list[Member],
    plan_meeting: Callable[..., LifeMeeting],
    hold_meeting: Callable[..., LifeMeeting],
) -> None:
    hold_meeting(plan_meeting(), people)
    assert standing(town, 4)["党员大会"] == (1, 1, 0)
    hold_meeting(plan_meeting(body=Body.GROUP, group=town.groups[0]), people[::2])
    assert standing(town, 4)["党小组会"] == (1, 6, 3)


def test_a_wrong_entry_leaves_the_count_with_its_reason(town: Town, meet: Meet) -> None:
    meeting, by = meet(), town.users["recorder"]
    with pytest.raises(Refused, match="请写明为什么注销"):
        annul_meeting(meeting=meeting, why=" ", by=by, at=LATER)
    annul_meeting(meeting=meeting, why="日子记错", by=by, at=LATER)
    with pytest.raises(Refused, match="已由记录员小刘（recorder）注销"):
        annul_meeting(meeting=meeting, why="再来", by=by, at=LATER)
    assert (standing(town, 4)["支委会"][0], list(meetings_of(town.village, 2026))) == (0, [meeting])
    assert (meeting_of(town.other_village, meeting.pk), meeting_of(town.village, meeting.pk)) == (
        None,
        meeting,
    )


def test_a_meeting_that_cannot_be_is_refused(town: Town, meet: Meet) -> None:
    for changed, sentence in (
        ({"held_on": date(2026, 11, 27)}, "还没有到"),
        ({"title": " "}, "请写明议题或题目"),
        ({"chair": ""}, "请写明谁主持"),
        ({"attended": 4}, "实到 4 人、应到 3 人"),
        ({"attended": 0}, "实到 0 人"),
        ({"duty": Duty.GROUP}, "请选是哪个党小组"),
        ({"unit": town.other_village}, "不设支委会"),
        ({"unit": town.other_village, "duty": Duty.LECTURE, "group": town.groups[0]}, "不是本支部的"),
        ({"unit": town.committee}, "记在党支部名下"),
    ):
        with pytest.raises(Refused, match=sentence):
            meet(**changed)
    assert Meeting.objects.count() == 0


def test_a_quarter_is_as_good_as_the_worst_of_its_meetings(town: Town, meet: Meet) -> None:
    found = counters_of(town.village, 2026, on=TODAY)
    assert [standing for _, _, standing in found.quarters] == [Standing.SHORT] * 4
    assert {one.quarter for one in found.short} == {1, 2, 3, 4}
    other = counters_of(town.other_village, 2026, on=TODAY)
    assert [standing for _, _, standing in other.quarters] == [*[Standing.SHORT] * 3, Standing.OPEN]
    assert [one.duty.label for one in other.lacking(4)] == ["党员大会", "党课"]


def test_many_branches_ask_as_often_as_one_and_find_the_same(town: Town, meet: Meet) -> None:
    meet()
    branches = [town.village, town.other_village]
    with CaptureQueriesContext(connection) as one:
        single = counters_of(town.village, 2026, on=TODAY)
    with CaptureQueriesContext(connection) as many:
        found = counters_of_many(branches, 2026, on=TODAY)
    assert (len(one), found[town.village.pk]) == (len(many), single)


def test_a_cancelled_activity_counts_nothing(town: Town, december: Activity) -> None:
    cancel(activity=december, reason="防汛", by=OPERATOR, at=NOON)
    assert segments_in_year(town.village, 2026, on=date(2026, 12, 31)) == []
