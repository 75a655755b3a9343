"""A life meeting before, at and after: who was there, who was told, what is posted; what is missing is said, not forbidden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.contents.review.actions import (
    amend_life_plan,
    call_off,
    conclude_life_meeting,
    gather_opinions,
    note_told,
    place_life_meeting,
    post_result,
    tell_absent,
)
from activityday.contents.review.drafts import LifePlan, ResultPosting
from activityday.contents.review.enums import Body, LifeState, LifeStep
from activityday.contents.review.models import GatheredOpinion, LifeMeeting, LifePerson, Problem
from activityday.contents.review.queries import (
    expected_people,
    life_count,
    life_meeting_of,
    life_segments,
    open_life_meeting,
    prepared_of,
)
from activityday.contents.review.queries.life import presence_of
from activityday.day.activity.actions import prepare
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity
from activityday.day.activity.plan import plan_from_agenda
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.rules.review import Tone, parts_of_meeting
from tests.closing.conftest import hold  # noqa: F401 -- fixture
from tests.conftest import OPERATOR, Town
from tests.review.conftest import DAY, LATER, NOON

pytestmark = pytest.mark.django_db
Plan = Callable[..., LifeMeeting]
Hold = Callable[..., LifeMeeting]
POSTING = ResultPosting("支部活动室", date(2026, 11, 26), date(2026, 12, 2))


def whole(meeting: LifeMeeting) -> LifeMeeting:
    found = life_meeting_of(meeting.unit, meeting.pk)
    assert found is not None
    return found


def test_a_meeting_is_prepared_once_a_day(town: Town, plan_meeting: Plan) -> None:
    meeting = plan_meeting()
    assert (open_life_meeting(town.village), open_life_meeting(town.other_village)) == (meeting, None)
    with pytest.raises(Refused, match="这一天的组织生活会已经在准备了"):
        plan_meeting(theme="另一个")
    assert LifeMeeting.objects.count() == 1


def test_a_group_names_itself_and_a_committee_exists(town: Town, plan_meeting: Plan) -> None:
    with pytest.raises(Refused, match="请选是哪个党小组"):
        plan_meeting(body=Body.GROUP)
    with pytest.raises(Refused, match="不是本支部的"):
        plan_meeting(unit=town.other_village, body=Body.GROUP, group=town.groups[0])
    with pytest.raises(Refused, match="不设支委会"):
        plan_meeting(unit=town.other_village, body=Body.COMMITTEE)
    with pytest.raises(Refused, match="记在党支部名下"):
        plan_meeting(unit=town.committee)
    first = plan_meeting(body=Body.GROUP, group=town.groups[0])
    second = plan_meeting(body=Body.GROUP, group=town.groups[1])
    assert (first.group, second.group) == (town.groups[0], town.groups[1])
    with pytest.raises(Refused, match="已经在准备了"):
        plan_meeting(body=Body.GROUP, group=town.groups[1])


def test_who_is_expected_follows_from_the_form(town: Town, people: list[Member], plan_meeting: Plan) -> None:
    everybody = expected_people(plan_meeting(), on=DAY)
    group = expected_people(plan_meeting(body=Body.GROUP, group=town.groups[0]), on=DAY)
    committee = expected_people(plan_meeting(body=Body.COMMITTEE), on=DAY)
    assert [person.member for person in everybody] == people
    assert [person.member for person in group] == people[::2]
    assert [person.member for person in committee] == people[:3]


def test_the_plan_changes_while_it_is_prepared(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting = plan_meeting()
    by = town.users["secretary"]
    draft = LifePlan(date(2026, 11, 19), theme="转作风", chair="李四")
    amend_life_plan(meeting=meeting, draft=draft, by=by, at=NOON)
    meeting.refresh_from_db()
    assert (meeting.theme, meeting.planned_on) == ("转作风", date(2026, 11, 19))
    plan_meeting()
    with pytest.raises(Refused, match="已经在准备了"):
        amend_life_plan(meeting=meeting, draft=replace(draft, planned_on=DAY), by=by, at=NOON)
    hold_meeting(meeting, people)
    with pytest.raises(Refused, match="会前的内容不再改"):
        amend_life_plan(meeting=meeting, draft=draft, by=by, at=NOON)


def test_opinions_are_lines_without_names_and_sealed(town: Town, plan_meeting: Plan) -> None:
    meeting, by = plan_meeting(), town.users["recorder"]
    gather_opinions(meeting=meeting, lines=["路灯没人修", " ", "开会总迟到"], people_asked=9, by=by, at=NOON)
    gather_opinions(meeting=meeting, lines=["路灯没人修"], people_asked=10, by=by, at=NOON)
    found = whole(meeting)
    assert ([one.text for one in found.opinions.all()], found.people_asked) == (["路灯没人修"], 10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM review_gatheredopinion")
        assert "路灯" not in str(cursor.fetchall())
    assert [entry for entry in Entry.objects.all() if "路灯" in entry.changes + entry.object_label] == []


@pytest.mark.parametrize(
    ("lines", "sentence"), [(["意"] * 61, "最多 60 条"), (["长" * 301], "一条意见不超过 300 个字")]
)
def test_opinions_have_a_measure(town: Town, plan_meeting: Plan, lines: list[str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        gather_opinions(
            meeting=plan_meeting(), lines=lines, people_asked=1, by=town.users["recorder"], at=NOON
        )
    assert GatheredOpinion.objects.count() == 0


def test_one_click_puts_it_on_the_agenda_before_the_dues(
    town: Town, plan_meeting: Plan, december: Activity
) -> None:
    meeting, by = plan_meeting(), town.users["secretary"]
    segment = place_life_meeting(meeting=meeting, activity=december, by=by, at=NOON)
    again = place_life_meeting(meeting=meeting, activity=december, by=by, at=NOON)
    meeting.refresh_from_db()
    following = december.segments.get(position=segment.position + 1)
    assert (segment.form, segment.title) == (Form.LIFE_MEETING, "组织生活会：学党章守纪律")
    assert (again, following.content, meeting.segment) == (segment, Content.DUES, segment)
    assert meeting.planned_on == december.held_on


def test_a_meeting_of_another_day_is_recorded_by_its_exceptions(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting = hold_meeting(plan_meeting(), people, away=people[10:], silent=[people[4]])
    found = whole(meeting)
    rows = list(found.people.all())
    assert [row.member for row in rows] == people
    assert [row.member for row in rows if not row.was_present] == people[10:]
    assert [row.member for row in rows if row.was_present and not row.criticised_self] == [people[4]]
    assert not [row for row in rows[10:] if row.criticised_self or row.criticised_others]
    assert (found.state, found.held_on, found.secretary_first, found.version) == (
        LifeState.HELD,
        DAY,
        True,
        1,
    )


def test_signatures_and_names_have_to_add_up(
    people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting = plan_meeting()
    with pytest.raises(Refused, match="签名 9 个，照下面点的是 10 人到会，签名少 1 个"):
        hold_meeting(meeting, people, away=people[10:], signed=9)
    with pytest.raises(Refused, match="签名多 2 个"):
        hold_meeting(meeting, people, away=people[10:], signed=12)
    with pytest.raises(Refused, match="没有人到会"):
        hold_meeting(meeting, people, away=people, signed=0)
    with pytest.raises(Refused, match="还没有到"):
        hold_meeting(meeting, people, held_on=date(2026, 11, 21))
    assert LifePerson.objects.count() == 0


def test_a_correction_keeps_who_was_told_and_a_stale_page_is_refused(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting, by = hold_meeting(plan_meeting(), people, away=people[10:]), town.users["secretary"]
    tell_absent(meeting=meeting, members=[people[10].pk, people[0].pk], on=DAY, by=by, at=NOON)
    hold_meeting(meeting, people, away=people[9:])
    with pytest.raises(Refused, match="刚刚有人记过这次会"):
        hold_meeting(meeting, people, base_version=0)
    found = whole(meeting)
    told = [(row.member, row.told_on) for row in found.people.all() if not row.was_present]
    assert told == [(people[9], None), (people[10], DAY), (people[11], None)]
    assert [entry.step for entry in found.entries.all()] == [LifeStep.PLAN, LifeStep.HOLD, LifeStep.AMEND]


def test_who_was_absent_is_told_once_and_not_before_the_meeting(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting, by = plan_meeting(), town.users["secretary"]
    keys = [people[11].pk]
    with pytest.raises(Refused, match="现在不能登记告知"):
        tell_absent(meeting=meeting, members=keys, on=DAY, by=by, at=NOON)
    hold_meeting(meeting, people, away=[people[11]])
    with pytest.raises(Refused, match="早于开会日期"):
        tell_absent(meeting=meeting, members=keys, on=date(2026, 11, 19), by=by, at=NOON)
    assert tell_absent(meeting=meeting, members=keys, on=DAY, by=by, at=NOON) == 1
    with pytest.raises(Refused, match="已经登记过的不用再登"):
        tell_absent(meeting=meeting, members=keys, on=DAY, by=by, at=NOON)


def at_the_activity_day(town: Town, hold: Callable[..., Activity], people: list[Member]) -> Activity:  # noqa: F811
    """November's activity day with a life meeting in it; two did not come."""
    activity = hold(town.village, 11, {people[10]: "缺", people[11]: "缺"}, people)
    activity.segments.filter(content=Content.ANALYSIS).delete()
    last = activity.segments.order_by("-position").first()
    assert last is not None
    activity.segments.create(
        position=last.position + 1,
        content=Content.ANALYSIS,
        form=Form.LIFE_MEETING,
        title="组织生活会",
        minutes=60,
        points="书记先作检查\n逐人发言",
    )
    return activity


def test_in_an_activity_day_roll_and_record_serve_and_nothing_is_typed_twice(
    town: Town,
    people: list[Member],
    plan_meeting: Plan,
    hold_meeting: Hold,
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    at_the_activity_day(town, hold, people)
    segment = life_segments(town.village, on=DAY)[0]
    held_on = segment.activity.held_on
    meeting = plan_meeting()
    with pytest.raises(Refused, match="开会日期要一样"):
        hold_meeting(meeting, people, segment=segment)
    hold_meeting(meeting, people, segment=segment, held_on=held_on, away=people[10:], points="不要")
    found = whole(meeting)
    assert (found.points, found.segment, found.recorder) == ("", segment, "刘小燕")
    assert life_segments(town.village, on=DAY) == []
    other = plan_meeting(planned_on=date(2026, 11, 25))
    with pytest.raises(Refused, match="已经记在另一次组织生活会里"):
        hold_meeting(other, people, segment=segment, held_on=held_on, away=people[10:])


def test_presence_warns_and_never_blocks(
    people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    few = whole(hold_meeting(plan_meeting(), people, away=people[5:]))
    most = whole(hold_meeting(plan_meeting(planned_on=date(2026, 11, 2)), people, away=people[6:]))
    tones = [remark.tone for meeting in (few, most) if (remark := presence_of(meeting))]
    assert tones == [Tone.WARN, Tone.NOTE]
    assert presence_of(plan_meeting(planned_on=date(2026, 11, 1))) is None


def test_the_result_shows_the_branch_s_problems_and_counts_personal_ones(
    town: Town,
    people: list[Member],
    plan_meeting: Plan,
    hold_meeting: Hold,
    list_problem: Callable[..., Problem],
) -> None:
    meeting, by = hold_meeting(plan_meeting(), people), town.users["secretary"]
    list_problem(title="学习不经常", meeting=meeting, assigned=True)
    list_problem(title="爱打麻将", meeting=meeting, member=people[7])
    notice = post_result(meeting=meeting, posting=POSTING, by=by, at=LATER)
    said = str(notice.content)
    assert ("学习不经常" in said, "爱打麻将" in said, people[7].name in said) == (True, False, False)
    assert "另有个人问题 1 个" in said
    with pytest.raises(Refused, match="已经通报过"):
        post_result(meeting=meeting, posting=POSTING, by=by, at=LATER)
    with pytest.raises(Refused, match="已经通报过"):
        note_told(meeting=meeting, how="党员大会", by=by, at=LATER)
    assert PublicNotice.objects.count() == 1


def test_the_branch_may_choose_to_name_people(
    town: Town,
    people: list[Member],
    plan_meeting: Plan,
    hold_meeting: Hold,
    list_problem: Callable[..., Problem],
) -> None:
    meeting = hold_meeting(plan_meeting(), people)
    list_problem(title="爱打麻将", meeting=meeting, member=people[7])
    posting = replace(POSTING, with_personal=True)
    notice = post_result(meeting=meeting, posting=posting, by=town.users["secretary"], at=LATER)
    assert f"爱打麻将（{people[7].name}）" in str(notice.content)


def test_the_result_may_be_told_instead_but_not_before_the_meeting(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting, by = plan_meeting(), town.users["secretary"]
    for act in (
        lambda: note_told(meeting=meeting, how="会上", by=by, at=NOON),
        lambda: post_result(meeting=meeting, posting=POSTING, by=by, at=NOON),
    ):
        with pytest.raises(Refused, match="会开了才能通报"):
            act()
    hold_meeting(meeting, people)
    note_told(meeting=meeting, how="12月7日党员大会上", by=by, at=LATER)
    assert whole(meeting).told_how == "12月7日党员大会上"


def test_concluding_writes_down_what_is_still_missing(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting, by = hold_meeting(plan_meeting(), people, away=[people[11]]), town.users["secretary"]
    conclude_life_meeting(meeting=meeting, by=by, at=LATER)
    found = whole(meeting)
    last = list(found.entries.all())[-1]
    assert (found.state, last.step) == (LifeState.CONCLUDED, LifeStep.CONCLUDE)
    assert last.text == "办结时还缺：谈心谈话、征求意见、列问题清单、告知没到会的、整改清单、通报结果。"
    for act in (
        lambda: conclude_life_meeting(meeting=meeting, by=by, at=LATER),
        lambda: hold_meeting(found, people),
    ):
        with pytest.raises(Refused, match="现在是“已办结”"):
            act()


def test_a_meeting_called_off_frees_its_day(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    meeting, by = plan_meeting(), town.users["secretary"]
    with pytest.raises(Refused, match="请写明为什么不开了"):
        call_off(meeting=meeting, why=" ", by=by, at=NOON)
    call_off(meeting=meeting, why="人不齐", by=by, at=NOON)
    assert open_life_meeting(town.village) is None
    second = hold_meeting(plan_meeting(), people)
    with pytest.raises(Refused, match="不能再“取消”"):
        call_off(meeting=second, why="记错", by=by, at=NOON)
    with pytest.raises(Refused, match="已取消"):
        gather_opinions(meeting=meeting, lines=[], people_asked=0, by=by, at=NOON)


def test_the_year_counts_one_round_of_the_groups_as_one(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    for number, group in enumerate(town.groups):
        meeting = plan_meeting(body=Body.GROUP, group=group)
        hold_meeting(meeting, people[number::2])
    found = life_count(town.village, 2026, on=date(2026, 11, 26))
    assert (found.needed, found.held, found.missing) == (1, 1, 0)
    assert life_count(town.other_village, 2025, on=date(2026, 11, 26)).missing == 1


def test_what_is_known_follows_the_meeting_through_its_life(
    town: Town,
    people: list[Member],
    plan_meeting: Plan,
    hold_meeting: Hold,
    list_problem: Callable[..., Problem],
    enter: Callable[..., Any],
) -> None:
    meeting = plan_meeting()
    enter(0, 5, meeting=meeting)
    list_problem(meeting=meeting)
    gather_opinions(meeting=meeting, lines=["好"], people_asked=3, by=town.users["recorder"], at=NOON)
    hold_meeting(meeting, people, away=[people[11]], silent=[people[3]])
    known = prepared_of(whole(meeting))
    assert (known.talks, known.opinions, known.problems, known.present) == (1, 1, 1, 11)
    assert (known.without_criticism, known.absent_not_told, known.problems_without_measures) == (1, 1, 1)
    assert [part.label for part in parts_of_meeting(known) if not part.is_done] == [
        "批评和自我批评",
        "告知没到会的",
        "整改清单",
        "通报结果",
    ]


def test_every_write_stands_in_the_chain(
    town: Town, people: list[Member], plan_meeting: Plan, hold_meeting: Hold
) -> None:
    hold_meeting(plan_meeting(), people)
    actions = [
        entry.action for entry in Entry.objects.order_by("sequence") if entry.action.startswith("review")
    ]
    assert (actions, first_break("fenggang")) == (["review.life_planned", "review.life_hold"], None)


def test_an_activity_that_was_held_takes_no_meeting_any_more(
    town: Town,
    people: list[Member],
    plan_meeting: Plan,
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    activity = hold(town.village, 11, {}, people)
    with pytest.raises(Refused, match="已经开展"):
        place_life_meeting(meeting=plan_meeting(), activity=activity, by=OPERATOR, at=NOON)


def test_a_segment_without_a_theme_is_called_by_its_form(town: Town, plan_meeting: Plan) -> None:
    month = date(2026, 12, 1)
    plan = plan_from_agenda(town.village, month, held_on=date(2026, 12, 7))
    part = SegmentDraft(Content.DUES, Form.DUES, "交党费", 20)
    activity = prepare(
        host=town.village,
        scopes=[town.village],
        month=month,
        held_on=date(2026, 12, 7),
        plan=replace(plan, segments=(part,)),
        by=OPERATOR,
        at=NOON,
    )
    segment = place_life_meeting(meeting=plan_meeting(theme=""), activity=activity, by=OPERATOR, at=NOON)
    assert (segment.title, segment.position) == ("组织生活会", 1)
