"""A matter of the village goes step by step; nothing is left out silently."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from activityday.contents.deliberation.actions import (
    begin_matter,
    close_out,
    decide,
    discuss,
    end_matter,
    leave_out,
    publish,
)
from activityday.contents.deliberation.drafts import Decision, Discussion, Publication, TopicDraft
from activityday.contents.deliberation.enums import (
    MatterState,
    Source,
    Stage,
    TopicKind,
    TopicState,
)
from activityday.contents.deliberation.models import FollowUp, Matter, MatterEntry, Topic, Vote
from activityday.contents.deliberation.queries import passed_votes_of
from activityday.office.notices.actions import withdraw
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Sector
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.deliberation.conftest import DAY, LATER, NOON

pytestmark = pytest.mark.django_db
Take = Callable[..., Vote]
HANGS = Publication("村部公示栏", date(2026, 11, 25), date(2026, 12, 1), "程序合规，同意公开", "周大山")
DONE_AT = instant("2026-12-20 10:00")
HUNG = Publication("村部公示栏", date(2026, 12, 20), date(2026, 12, 26), "验收属实", "周大山")


@pytest.fixture
def decided(town: Town, resolved: Matter) -> Matter:
    vote = passed_votes_of(resolved, Stage.RESOLUTION).get()
    decision = Decision(date(2026, 11, 20), "修，约三万元", "修好水渠", "张三", date(2026, 12, 20), vote)
    decide(topic=resolved.topic, decision=decision, by=town.users["secretary"], at=LATER)
    resolved.refresh_from_db()
    return resolved


def test_each_step_that_passes_moves_the_matter_on(
    matter: Matter, forty: list[Member], take_stage: Take
) -> None:
    assert (matter.state, matter.topic.state) == (MatterState.MOVED, TopicState.PROPOSED)
    states = []
    for stage in list(Stage)[:4]:
        take_stage(matter, stage)
        matter.refresh_from_db()
        states.append(matter.state)
    assert states == [
        MatterState.SUGGESTED,
        MatterState.CONSULTED,
        MatterState.REVIEWED,
        MatterState.RESOLVED,
    ]
    matter.topic.refresh_from_db()
    assert matter.topic.state == TopicState.DISCUSSED


def test_a_step_that_failed_leaves_the_matter_where_it_is(
    matter: Matter, forty: list[Member], take_stage: Take
) -> None:
    take_stage(matter, Stage.PROPOSAL)
    take_stage(matter, Stage.CONSULTATION)
    failed = take_stage(matter, Stage.REVIEW, figures=(40, 26, 26))
    matter.refresh_from_db()
    assert (failed.is_passed, matter.state) == (False, MatterState.CONSULTED)
    assert failed.quorum_words == (
        "全体党员 40 人，不少于 2/3，就是至少 27 人；实到 26 人，还差 1 人，不够法定人数。"
    )
    again = take_stage(matter, Stage.REVIEW, figures=(40, 27, 21), held_on=date(2026, 11, 10))
    matter.refresh_from_db()
    assert (again.is_passed, matter.state) == (True, MatterState.REVIEWED)


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.REVIEW, Stage.RESOLUTION])
def test_no_step_is_taken_before_its_turn(
    matter: Matter, forty: list[Member], take_stage: Take, stage: Stage
) -> None:
    with pytest.raises(Refused, match="现在该办的是村党组织提议"):
        take_stage(matter, stage)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": "villagers_meeting"}, "不由这个会议表决"),
        ({"held_on": date(2026, 11, 1)}, "上一步是2026年11月2日"),
        ({"body": "members_meeting"}, "设支委会的，第一步由支委会提议"),
        ({"body": "two_committees"}, "书记、主任由一人担任"),
        ({"body": "two_committees", "is_merged": True}, "合并开的，请写明情况"),
        ({"is_merged": True, "merged_why": "一肩挑"}, "才可以合并开"),
    ],
)
def test_the_first_step_is_the_party_committee_s(
    matter: Matter, take_stage: Take, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        take_stage(matter, Stage.PROPOSAL, **changed)
    assert not Vote.objects.exists()


def test_where_one_person_holds_both_offices_two_steps_are_one_meeting(
    matter: Matter, take_stage: Take
) -> None:
    vote = take_stage(
        matter,
        Stage.PROPOSAL,
        body="two_committees",
        is_merged=True,
        merged_why="书记兼任村委会主任",
        figures=(8, 7, 6),
    )
    matter.refresh_from_db()
    assert matter.state == MatterState.CONSULTED
    assert list(matter.entries.values_list("stage", "vote", "text")) == [
        (Stage.PROPOSAL, vote.pk, ""),
        (Stage.CONSULTATION, vote.pk, "第一、二步合并开：书记兼任村委会主任"),
    ]


@pytest.mark.parametrize(
    ("stage", "told_on", "sentence"),
    [
        (Stage.REVIEW, None, "请填写方案送到全体党员手里的日期"),
        (Stage.REVIEW, date(2026, 11, 7), "应提前 3 天，2026年11月7日告知的，最早2026年11月10日开会"),
        (Stage.RESOLUTION, date(2026, 11, 11), "应提前 10 天，2026年11月11日告知的，最早2026年11月21日开会"),
    ],
)
def test_people_are_told_early_enough(
    matter: Matter, forty: list[Member], take_stage: Take, stage: Stage, told_on: date | None, sentence: str
) -> None:
    for before in list(Stage)[: list(Stage).index(stage)]:
        take_stage(matter, before)
    with pytest.raises(Refused, match=sentence):
        take_stage(matter, stage, told_on=told_on)


def test_a_step_left_out_keeps_its_reason(town: Town, matter: Matter, take_stage: Take) -> None:
    secretary = town.users["secretary"]
    take_stage(matter, Stage.PROPOSAL)
    with pytest.raises(Refused, match="请写明为什么不走这一步"):
        leave_out(matter=matter, stage=Stage.CONSULTATION, why=" ", by=secretary, at=LATER)
    with pytest.raises(Refused, match="现在该办的是"):
        leave_out(matter=matter, stage=Stage.REVIEW, why="急", by=secretary, at=LATER)
    leave_out(matter=matter, stage=Stage.CONSULTATION, why="抢险，来不及开会", by=secretary, at=LATER)
    matter.refresh_from_db()
    entry = MatterEntry.objects.get(stage=Stage.CONSULTATION)
    assert (matter.state, entry.is_left_out, entry.text) == (MatterState.CONSULTED, True, "抢险，来不及开会")
    with pytest.raises(Refused, match="现在该办的是"):
        leave_out(matter=matter, stage=Stage.CONSULTATION, why="又点了一次", by=secretary, at=LATER)


def test_what_the_villagers_decide_is_never_left_out(
    town: Town, matter: Matter, forty: list[Member], take_stage: Take
) -> None:
    for stage in list(Stage)[:3]:
        take_stage(matter, stage)
    with pytest.raises(Refused, match="不能省"):
        leave_out(matter=matter, stage=Stage.RESOLUTION, why="急", by=town.users["secretary"], at=LATER)


def test_a_step_whose_vote_is_prepared_is_not_left_out(
    town: Town, matter: Matter, make_vote: Callable[..., Vote]
) -> None:
    make_vote(body="committee_meeting", matter=matter, stage=Stage.PROPOSAL)
    with pytest.raises(Refused, match="请先把那次表决作废"):
        leave_out(matter=matter, stage=Stage.PROPOSAL, why="急", by=town.users["secretary"], at=LATER)
    with pytest.raises(Refused, match="刚刚已经准备好了"):
        make_vote(body="committee_meeting", matter=matter, stage=Stage.PROPOSAL, question="再来")


def test_a_topic_of_the_four_steps_is_not_talked_over_beside_them(town: Town, matter: Matter) -> None:
    secretary = town.users["secretary"]
    with pytest.raises(Refused, match="按四议两公开办"):
        discuss(topic=matter.topic, discussion=Discussion(DAY, "说过"), by=secretary, at=NOON)


def test_nothing_is_resolved_before_the_villagers_decided(
    town: Town, matter: Matter, take_stage: Take
) -> None:
    vote = take_stage(matter, Stage.PROPOSAL)
    decision = Decision(date(2026, 11, 20), "修", "修", "张三", date(2026, 12, 20), vote)
    with pytest.raises(Refused, match="四步还没有走完"):
        decide(topic=matter.topic, decision=decision, by=town.users["secretary"], at=LATER)


def test_a_decision_is_written_down_before_it_hangs(town: Town, resolved: Matter) -> None:
    secretary = town.users["secretary"]
    with pytest.raises(Refused, match="请先写下决议"):
        publish(matter=resolved, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    with pytest.raises(Refused, match="请先写下决议"):
        leave_out(matter=resolved, stage=Stage.DECISION, why="急", by=secretary, at=LATER)
    assert not PublicNotice.objects.exists()


def test_the_decision_hangs_with_every_step_and_who_does_it(town: Town, decided: Matter) -> None:
    notice = publish(
        matter=decided, stage=Stage.DECISION, publication=HANGS, by=town.users["secretary"], at=LATER
    )
    assert (notice.kind, notice.title) == (Kind.DECISION, "修二组到三组的水渠（决议公开）")
    assert notice.content["rows"] == [
        ["村党组织提议", "2026年11月3日", "5", "4", "4", "0", "0", "通过"],
        ["村“两委”商议", "2026年11月4日", "8", "7", "6", "0", "1", "通过"],
        ["党员大会审议", "2026年11月9日", "40", "30", "25", "0", "5", "通过"],
        ["村民代表会议或村民会议决议", "2026年11月20日", "33", "25", "20", "0", "5", "通过"],
    ]
    assert notice.content["closing"] == ["由张三办理：修好水渠，2026年12月20日前办结。"]
    decided.refresh_from_db()
    assert decided.state == MatterState.POSTED


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": date(2026, 11, 30)}, "至少公开 7 天，最早到2026年12月1日"),
        ({"ends_on": date(2026, 11, 24)}, "结束日期早于开始日期"),
        ({"starts_on": date(2026, 11, 19)}, "上一步是2026年11月20日"),
        ({"opinion": ""}, "请写明监督意见"),
        ({"supervisor": ""}, "请写明村务监督委员会签字人"),
    ],
)
def test_a_decision_hangs_long_enough_with_the_supervisors_opinion(
    town: Town, decided: Matter, changed: dict[str, Any], sentence: str
) -> None:
    hangs = Publication(**{**vars(HANGS), **changed})
    with pytest.raises(Refused, match=sentence):
        publish(matter=decided, stage=Stage.DECISION, publication=hangs, by=town.users["secretary"], at=LATER)


def test_a_decision_hangs_once_and_again_only_when_taken_down(town: Town, decided: Matter) -> None:
    secretary = town.users["secretary"]
    notice = publish(matter=decided, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    with pytest.raises(Refused, match="已经公开过了"):
        publish(matter=decided, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    withdraw(notice=notice, why="金额写错", by=secretary, at=LATER)
    publish(matter=decided, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    assert PublicNotice.objects.filter(kind=Kind.DECISION).count() == 2


def test_the_outcome_hangs_when_the_work_is_closed_out(town: Town, decided: Matter) -> None:
    secretary = town.users["secretary"]
    publish(matter=decided, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    early = Publication(**{**vars(HUNG), "starts_on": date(2026, 12, 1)})
    with pytest.raises(Refused, match="决议公开到2026年12月1日"):
        publish(matter=decided, stage=Stage.OUTCOME, publication=early, by=secretary, at=DONE_AT)
    with pytest.raises(Refused, match="还没有办结"):
        publish(matter=decided, stage=Stage.OUTCOME, publication=HUNG, by=secretary, at=DONE_AT)
    close_out(
        follow_up=FollowUp.objects.get(),
        result="修了 320 米",
        on=date(2026, 12, 18),
        by=secretary,
        at=DONE_AT,
    )
    notice = publish(matter=decided, stage=Stage.OUTCOME, publication=HUNG, by=secretary, at=DONE_AT)
    assert notice.content["rows"] == [["修好水渠", "张三", "2026年12月18日", "修了 320 米"]]
    decided.refresh_from_db()
    assert decided.state == MatterState.CONCLUDED
    with pytest.raises(Refused, match="已经公开过了"):
        publish(matter=decided, stage=Stage.OUTCOME, publication=HUNG, by=secretary, at=DONE_AT)


def test_a_publication_left_out_is_said_too(town: Town, decided: Matter) -> None:
    secretary = town.users["secretary"]
    leave_out(matter=decided, stage=Stage.DECISION, why="涉及个人隐私", by=secretary, at=LATER)
    close_out(follow_up=FollowUp.objects.get(), result="办了", on=date(2026, 12, 1), by=secretary, at=DONE_AT)
    publish(matter=decided, stage=Stage.OUTCOME, publication=HUNG, by=secretary, at=DONE_AT)
    decided.refresh_from_db()
    assert decided.state == MatterState.CONCLUDED


def test_two_matters_decided_on_one_day_hang_side_by_side(
    town: Town, decided: Matter, take_stage: Take
) -> None:
    secretary = town.users["secretary"]
    draft = TopicDraft(TopicKind.VILLAGE, Source.CADRE, "修路", "约五万元")
    other = begin_matter(unit=town.village, moved_on=DAY, draft=draft, by=secretary, at=NOON)
    for stage in list(Stage)[:4]:
        take_stage(other, stage)
    vote = passed_votes_of(other, Stage.RESOLUTION).get()
    decision = Decision(date(2026, 11, 20), "修路", "修好路", "李四", date(2026, 12, 20), vote)
    decide(topic=other.topic, decision=decision, by=secretary, at=LATER)
    for matter in (decided, other):
        publish(matter=matter, stage=Stage.DECISION, publication=HANGS, by=secretary, at=LATER)
    assert PublicNotice.objects.filter(kind=Kind.DECISION).count() == 2


def test_a_matter_ends_with_a_reason_and_its_topic_with_it(town: Town, matter: Matter) -> None:
    secretary = town.users["secretary"]
    with pytest.raises(Refused, match="请写明为什么终止"):
        end_matter(matter=matter, why="", by=secretary, at=LATER)
    end_matter(matter=matter, why="上级已经安排修", by=secretary, at=LATER)
    matter.refresh_from_db()
    matter.topic.refresh_from_db()
    assert (matter.state, matter.topic.state) == (MatterState.ENDED, TopicState.DROPPED)
    with pytest.raises(Refused, match="现在是“已终止”"):
        end_matter(matter=matter, why="又点了一次", by=secretary, at=LATER)


def test_a_matter_that_was_resolved_does_not_end(town: Town, resolved: Matter) -> None:
    with pytest.raises(Refused, match="不能再“终止”"):
        end_matter(matter=resolved, why="不想办了", by=town.users["secretary"], at=LATER)


def test_a_waiting_topic_goes_through_the_steps_once(town: Town, make_topic: Callable[..., Topic]) -> None:
    secretary = town.users["secretary"]
    topic = make_topic(kind=TopicKind.VILLAGE)
    begin_matter(unit=town.village, moved_on=DAY, topic=topic, by=secretary, at=NOON)
    with pytest.raises(Refused, match="已经开始走四议两公开"):
        begin_matter(unit=town.village, moved_on=DAY, topic=topic, by=secretary, at=NOON)
    discussed = make_topic(title="修路", discussed=True)
    with pytest.raises(Refused, match="不能再从头走四步"):
        begin_matter(unit=town.village, moved_on=DAY, topic=discussed, by=secretary, at=NOON)


def test_only_villages_and_communities_go_through_the_steps(town: Town) -> None:
    town.village.sector = Sector.DEPARTMENT
    town.village.save()
    draft = TopicDraft(TopicKind.AFFAIR, Source.MEMBER, "修路")
    with pytest.raises(Refused, match="是村和社区的办法"):
        begin_matter(unit=town.village, moved_on=DAY, draft=draft, by=town.users["secretary"], at=NOON)
    town.village.sector = Sector.VILLAGE
    with pytest.raises(Refused, match="动议日期还没有到"):
        begin_matter(
            unit=town.village, moved_on=date(2026, 12, 1), draft=draft, by=town.users["secretary"], at=NOON
        )
