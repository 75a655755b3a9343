"""What people say is written down, answered or talked over; what is decided comes back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.contents.deliberation.actions import (
    answer_opinion,
    close_out,
    decide,
    discuss,
    extend,
    join,
    move,
    place_in_agenda,
    propose,
    reopen,
    report,
)
from activityday.contents.deliberation.drafts import Decision, Discussion, TopicDraft
from activityday.contents.deliberation.enums import (
    FollowUpState,
    FollowUpStep,
    Source,
    TopicKind,
    TopicState,
    TopicStep,
)
from activityday.contents.deliberation.models import FollowUp, Opinion, Topic, Vote
from activityday.contents.deliberation.queries import (
    deliberation_segments,
    open_follow_ups,
    opinions_waiting,
    topics_waiting,
)
from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.privacy.sealed import unseal
from activityday.rules.follow_up import Urgency
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town
from tests.deliberation.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Give = Callable[..., Opinion]
Make = Callable[..., Topic]
DECISION = Decision(DAY, "修，由村集体出钱", "修好水渠", "张三", date(2026, 12, 20))


def test_an_opinion_waits_until_it_is_answered(town: Town, give_opinion: Give) -> None:
    opinion = give_opinion()
    assert (opinion.answer_due_on, list(opinions_waiting(town.village))) == (date(2026, 12, 2), [opinion])
    answer_opinion(opinion=opinion, answer="下周就修", by=town.users["recorder"], at=NOON)
    opinion.refresh_from_db()
    assert (opinion.answer, opinion.settled_by) == ("下周就修", "记录员小刘（recorder）")
    assert not opinions_waiting(town.village).exists()
    with pytest.raises(Refused, match="已由记录员小刘（recorder）办过"):
        answer_opinion(opinion=opinion, answer="再答一次", by=town.users["secretary"], at=NOON)


def test_who_gave_an_opinion_is_sealed_and_never_in_the_log(give_opinion: Give) -> None:
    give_opinion()
    with connection.cursor() as cursor:
        cursor.execute("select given_by from deliberation_opinion")
        (kept,) = cursor.fetchone()
    assert unseal(kept) == "示例老周" != kept
    assert not Entry.objects.filter(changes__contains="示例老周").exists()
    assert first_break("fenggang") is None


def test_the_same_form_sent_twice_is_written_once(give_opinion: Give) -> None:
    form_id = uuid4()
    give_opinion(form_id=form_id)
    with pytest.raises(Refused, match="刚刚已经记下了"):
        give_opinion(form_id=form_id)
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "请写明意见建议"),
        ({"given_on": date(2026, 11, 3)}, "还没有到"),
        ({"text": "字" * 301}, "300"),
    ],
)
def test_an_opinion_is_of_today_and_says_something(
    give_opinion: Give, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        give_opinion(**changed)


def test_opinions_are_written_down_in_a_branch(town: Town, give_opinion: Give) -> None:
    with pytest.raises(Refused, match="到党支部的页面去办"):
        give_opinion(unit=town.committee)


def test_two_opinions_become_one_topic(town: Town, give_opinion: Give) -> None:
    first, second = give_opinion(), give_opinion(text="三组的水渠也塌了")
    draft = TopicDraft(TopicKind.AFFAIR, Source.MASSES, "修水渠")
    secretary = town.users["secretary"]
    topic = propose(unit=town.village, draft=draft, on=DAY, opinions=[first], by=secretary, at=NOON)
    join(opinion=second, topic=topic, by=secretary, at=NOON)
    assert set(topic.opinions.all()) == {first, second}
    with pytest.raises(Refused, match="办过"):
        join(opinion=second, topic=topic, by=secretary, at=NOON)


def test_an_opinion_is_not_taken_into_a_topic_of_another_branch(
    town: Town, give_opinion: Give, make_topic: Make
) -> None:
    with pytest.raises(Refused, match="不是本支部的"):
        join(
            opinion=give_opinion(),
            topic=make_topic(unit=town.other_village),
            by=town.users["secretary"],
            at=NOON,
        )


def test_a_double_click_leaves_one_topic(make_topic: Make) -> None:
    make_topic()
    with pytest.raises(Refused, match="今天已经列为议题"):
        make_topic()
    assert Topic.objects.count() == 1


def test_a_topic_is_discussed_with_a_few_bullets(town: Town, make_topic: Make) -> None:
    topic, secretary = make_topic(), town.users["secretary"]
    for said, sentence in (
        (Discussion(DAY), "请用几句话写明"),
        (Discussion(date(2026, 11, 1), "说过"), "早于提出日期"),
        (Discussion(date(2026, 11, 3), "说过"), "还没有到"),
        (Discussion(DAY, "一\n" * 9), "最多 8 行"),
    ):
        with pytest.raises(Refused, match=sentence):
            discuss(topic=topic, discussion=said, by=secretary, at=NOON)
    discuss(topic=topic, discussion=Discussion(DAY, "要修\n钱从集体出"), by=secretary, at=NOON)
    topic.refresh_from_db()
    assert topic.state == TopicState.DISCUSSED
    steps = list(topic.entries.values_list("number", "step", "text"))
    assert steps == [(1, "propose", ""), (2, "discuss", "要修\n钱从集体出")]


def test_what_was_said_in_a_segment_need_not_be_written_again(
    town: Town,
    make_topic: Make,
    hold: Callable[..., Activity],  # noqa: F811
    twelve: list[Member],  # noqa: F811
) -> None:
    topic = make_topic()
    activity = hold(town.village, 11, {}, twelve)
    segment = activity.segments.filter(content=Content.DELIBERATION).get()
    assert deliberation_segments(town.village, on=DAY) == [segment]
    secretary = town.users["secretary"]
    place_in_agenda(topic=topic, segment=segment, by=secretary, at=NOON)
    topic.refresh_from_db()
    assert (topic.activity, topic.segment) == (activity, segment)
    said = Discussion(DAY, "", activity, segment)
    discuss(topic=topic, discussion=said, by=secretary, at=NOON)
    entry = topic.entries.get(step=TopicStep.DISCUSS)
    assert (entry.segment, entry.segment.points.splitlines()[0]) == (segment, "学了文件")
    Segment.objects.filter(pk=segment.pk).update(points="")
    segment.refresh_from_db()
    with pytest.raises(Refused, match="请用几句话写明"):
        discuss(topic=topic, discussion=Discussion(DAY, "", activity, segment), by=secretary, at=NOON)


def test_an_important_matter_is_not_decided_without_a_vote(town: Town, make_topic: Make) -> None:
    topic = make_topic(discussed=True)
    with pytest.raises(Refused, match="重要事项要表决通过"):
        decide(topic=topic, decision=DECISION, by=town.users["secretary"], at=NOON)
    topic.refresh_from_db()
    assert (topic.state, FollowUp.objects.count()) == (TopicState.DISCUSSED, 0)


def test_a_vote_that_failed_or_is_about_something_else_decides_nothing(
    town: Town,
    make_topic: Make,
    forty: list[Member],
    make_vote: Callable[..., Vote],
    counted: Callable[..., Vote],
) -> None:
    topic, other = make_topic(discussed=True), make_topic(title="修路", discussed=True)
    failed = counted(make_vote(topic=topic), 40, 30, 20)
    elsewhere = counted(make_vote(topic=other, question="修路"), 40, 30, 21)
    for vote in (failed, elsewhere):
        decision = Decision(DAY, "修", "修", "张三", DAY, vote)
        with pytest.raises(Refused, match="没有通过，或者不是对这个议题的"):
            decide(topic=topic, decision=decision, by=town.users["secretary"], at=NOON)


def test_a_light_topic_is_settled_by_agreement(town: Town, make_topic: Make) -> None:
    topic = make_topic(kind=TopicKind.QUALITY, discussed=True)
    decide(topic=topic, decision=DECISION, by=town.users["secretary"], at=NOON)
    topic.refresh_from_db()
    assert (topic.state, topic.resolution) == (TopicState.DECIDED, "修，由村集体出钱")
    (due,) = open_follow_ups(town.village, on=date(2026, 12, 6))
    assert (due.follow_up.task, due.follow_up.owner, due.urgency) == ("修好水渠", "张三", Urgency.SOON)
    with pytest.raises(Refused, match="现在是“已决定”"):
        decide(topic=topic, decision=DECISION, by=town.users["secretary"], at=NOON)
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"resolution": ""}, "请写明决定的内容"),
        ({"task": ""}, "请写明要办的事"),
        ({"owner": " "}, "请写明责任人"),
        ({"due_on": date(2026, 11, 1)}, "早于决定日期"),
        ({"on": date(2026, 11, 3)}, "还没有到"),
    ],
)
def test_a_decision_says_who_does_what_until_when(
    town: Town, make_topic: Make, changed: dict[str, Any], sentence: str
) -> None:
    topic = make_topic(kind=TopicKind.GENERAL, discussed=True)
    decision = Decision(**{**vars(DECISION), **changed})
    with pytest.raises(Refused, match=sentence):
        decide(topic=topic, decision=decision, by=town.users["secretary"], at=NOON)


def test_a_topic_is_put_off_taken_up_again_and_dropped_with_reasons(town: Town, make_topic: Make) -> None:
    topic, secretary = make_topic(), town.users["secretary"]
    with pytest.raises(Refused, match="请写明原因"):
        move(topic=topic, step=TopicStep.PUT_OFF, text=" ", by=secretary, at=NOON)
    with pytest.raises(Refused, match="请选择"):
        move(topic=topic, step=TopicStep.DECIDE, text="就这样", by=secretary, at=NOON)
    for step, state in (
        (TopicStep.PUT_OFF, TopicState.PUT_OFF),
        (TopicStep.RESUME, TopicState.PROPOSED),
        (TopicStep.DROP, TopicState.DROPPED),
    ):
        move(topic=topic, step=step, text="钱还没有到", by=secretary, at=NOON)
        topic.refresh_from_db()
        assert topic.state == state
    with pytest.raises(Refused, match="现在是“不再办”"):
        move(topic=topic, step=TopicStep.RESUME, text="再提", by=secretary, at=NOON)
    assert not topics_waiting(town.village).exists()


@pytest.fixture
def follow_up(town: Town, make_topic: Make) -> FollowUp:
    topic = make_topic(kind=TopicKind.GENERAL, discussed=True)
    decide(topic=topic, decision=DECISION, by=town.users["secretary"], at=NOON)
    return FollowUp.objects.get()


def test_a_follow_up_comes_back_until_it_is_closed_out(town: Town, follow_up: FollowUp) -> None:
    secretary = town.users["secretary"]
    report(follow_up=follow_up, text="料已经买好", by=secretary, at=NOON)
    with pytest.raises(Refused, match="延期要更晚"):
        extend(follow_up=follow_up, due_on=date(2026, 12, 20), why="下雨", by=secretary, at=NOON)
    extend(follow_up=follow_up, due_on=date(2026, 12, 31), why="下雨", by=secretary, at=NOON)
    (late,) = open_follow_ups(town.village, on=date(2027, 1, 2))
    assert (late.urgency, late.days) == (Urgency.OVERDUE, 2)
    with pytest.raises(Refused, match="请写明办理结果"):
        close_out(follow_up=follow_up, result="", on=DAY, by=secretary, at=NOON)
    with pytest.raises(Refused, match="还没有到"):
        close_out(follow_up=follow_up, result="修好了", on=date(2026, 12, 30), by=secretary, at=NOON)
    close_out(follow_up=follow_up, result="修好了", on=DAY, by=secretary, at=NOON)
    assert open_follow_ups(town.village, on=date(2027, 1, 2)) == []
    with pytest.raises(Refused, match="现在是“已销号”"):
        close_out(follow_up=follow_up, result="又修好了", on=DAY, by=secretary, at=NOON)
    reopen(follow_up=follow_up, why="又塌了", by=secretary, at=NOON)
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.result, follow_up.closed_on) == (FollowUpState.OPEN, "", None)
    steps = list(follow_up.entries.values_list("step", "text"))
    assert steps == [
        (FollowUpStep.ASSIGN, ""),
        (FollowUpStep.REPORT, "料已经买好"),
        (FollowUpStep.EXTEND, "下雨"),
        (FollowUpStep.CLOSE_OUT, "修好了"),
        (FollowUpStep.REOPEN, "又塌了"),
    ]


def test_what_waits_is_found_for_one_and_for_many_with_the_same_questions(
    town: Town, make_topic: Make, django_assert_num_queries: Callable[..., Any]
) -> None:
    for n in range(12):
        unit = town.other_village if n % 2 else town.village
        topic = make_topic(kind=TopicKind.GENERAL, title=f"议题{n}", discussed=True, unit=unit)
        decide(topic=topic, decision=DECISION, by=town.users["secretary"], at=NOON)
        make_topic(title=f"待议{n}", unit=unit)
    with django_assert_num_queries(2):
        assert [due.follow_up.unit.short_name for due in open_follow_ups(town.committee, on=DAY)] == [
            *["兴塘村"] * 6,
            *["柳堤村"] * 6,
        ]
    with django_assert_num_queries(1):
        assert len([topic.unit.committee.short_name for topic in topics_waiting(town.committee)]) == 12
