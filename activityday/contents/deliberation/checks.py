"""May this be written down, decided, voted on, posted, closed out now?"""

from datetime import date
from typing import TypeVar

from django.db.models import TextChoices

from activityday.contents.deliberation.drafts import Decision, Discussion, VoteDraft
from activityday.contents.deliberation.enums import (
    BODIES_OF_STAGE,
    LIGHT,
    NEXT_STAGE,
    STEPPED_SECTORS,
    MatterState,
    Method,
    Stage,
    TopicState,
    VoteState,
)
from activityday.contents.deliberation.models import Matter, MatterEntry, Opinion, Topic, TopicEntry, Vote
from activityday.office.notices.enums import State as NoticeState
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.four_steps import Timing
from activityday.rules.voting import Body, Who

LONGEST = 300
MOST_POINTS = 8
State = TypeVar("State", bound=TextChoices)
Step = TypeVar("Step", bound=TextChoices)


def next_state(table: dict[tuple[State, Step], State], state: State, step: Step, what: str) -> State:
    """Where `step` leads from `state`, or Refused with where it stands."""
    target = table.get((state, step))
    if target is None:
        raise Refused(f"{what}现在是“{state.label}”，不能再“{step.label}”。请刷新页面看看，可能刚有人办过。")
    return target


def check_branch(unit: Unit) -> None:
    """Opinions, topics and votes belong to a branch, or Refused."""
    if not unit.is_branch:
        raise Refused("议题和表决记在党支部名下，请到党支部的页面去办。")


def check_past(day: date, on: date, what: str = "日期") -> None:
    """The day is not in the future, or Refused."""
    if day > on:
        raise Refused(f"{what}还没有到，请核对。")


def check_words(text: str, what: str, longest: int = LONGEST) -> None:
    """Something is written, and not too much, or Refused."""
    if not text.strip():
        raise Refused(f"请写明{what}。")
    if len(text.strip()) > longest:
        raise Refused(f"{what}不超过 {longest} 个字，请写短一些。")


def check_unsettled(opinion: Opinion) -> None:
    """The opinion waits, or Refused."""
    if opinion.settled_at is not None:
        raise Refused(f"这条意见已由{opinion.settled_by}办过，不用再办。")


def check_free_topic(topic: Topic) -> None:
    """The topic does not go through the four steps, or Refused."""
    if Matter.objects.filter(topic=topic).exists():
        raise Refused("这个议题按四议两公开办，请到那里一步一步办。", "notice 三(三)")


def check_discussion(topic: Topic, discussion: Discussion, on: date) -> None:
    """It was talked over on a day that fits, and what was said stands here or in the record of the segment, or Refused."""
    check_past(discussion.on, on, "讨论日期")
    if discussion.on < topic.proposed_on:
        raise Refused("讨论日期早于提出日期，请核对。")
    if discussion.activity is not None and discussion.on != discussion.activity.held_on:
        day = discussion.activity.held_on
        raise Refused(f"那次活动是{day.month}月{day.day}日，讨论日期请写同一天，或者不选活动日。")
    in_record = discussion.segment is not None and discussion.segment.points.strip()
    if not discussion.points.strip() and not in_record:
        raise Refused("请用几句话写明讨论了什么；在活动日讨论的，活动纪实里写过就不用再写。")
    if len([line for line in discussion.points.splitlines() if line.strip()]) > MOST_POINTS:
        raise Refused(f"要点最多 {MOST_POINTS} 行，请只记主要的意见和理由。")


def check_decision(topic: Topic, decision: Decision, on: date) -> None:
    """It may be decided so, or Refused: important matters only by a vote that passed (branch 11)."""
    check_words(decision.resolution, "决定的内容", 500)
    check_words(decision.task, "要办的事", 100)
    check_words(decision.owner, "责任人", 30)
    check_past(decision.on, on, "决定日期")
    if decision.due_on < decision.on:
        raise Refused("办结期限早于决定日期，请核对。")
    matter = Matter.objects.filter(topic=topic).first()
    if matter is not None:
        check_resolved(matter)
    elif decision.vote is None and topic.kind not in LIGHT:
        raise Refused("重要事项要表决通过才算决定。请先表决，再来写决定。", "branch 11")
    if decision.vote is not None and not _stands(decision.vote, topic):
        raise Refused("这次表决没有通过，或者不是对这个议题的，不能当作决定的依据。", "branch 11")


def check_resolved(matter: Matter) -> None:
    """The four steps are done, or Refused."""
    if matter.state != MatterState.RESOLVED:
        raise Refused("四步还没有走完，先不能写决议。", "four-steps 4")


def _stands(vote: Vote, topic: Topic) -> bool:
    about = vote.topic_id == topic.pk or (vote.matter is not None and vote.matter.topic_id == topic.pk)
    return bool(about and vote.state == VoteState.COUNTED and vote.is_passed)


def check_vote(unit: Unit, draft: VoteDraft, body: Body) -> None:
    """The vote may be prepared, or Refused."""
    check_branch(unit)
    check_words(draft.question, "表决事项", 100)
    if body.who == Who.GROUP and draft.group is None:
        raise Refused("党小组会的表决，请选是哪个党小组。")
    if body.who == Who.COMMITTEE and not unit.has_committee:
        raise Refused(f"{unit.short_name}不设支委会，请由党员大会表决。", "branch 20")
    if body.is_election:
        _check_candidates(draft)


def _check_candidates(draft: VoteDraft) -> None:
    if draft.method != Method.BALLOT:
        raise Refused("选举要无记名投票。", "election papers")
    if not draft.candidates:
        raise Refused("请写候选人姓名，一行一个。")
    if len(set(draft.candidates)) < len(draft.candidates):
        raise Refused("候选人里有重名，请在姓名后面加以区别，比如“王伟（一组）”。")
    if draft.seats is None or not 1 <= draft.seats <= len(draft.candidates):
        raise Refused("应选名额至少 1 名，不多于候选人数。")


def check_stage(matter: Matter, stage: Stage, body: str = "") -> None:
    """`stage` is the one whose turn it is, decided by a body that may decide it, or Refused."""
    turn = NEXT_STAGE.get(MatterState(matter.state))
    if turn != stage:
        said = f"现在该办的是{turn.label}" if turn else f"这件事{MatterState(matter.state).label}"
        raise Refused(f"{said}，不能办{stage.label}。请刷新页面看看。", "four-steps 4")
    if body and body not in BODIES_OF_STAGE[stage]:
        raise Refused(f"{stage.label}不由这个会议表决，请换一个。", "four-steps 4")


def check_stepped(unit: Unit) -> None:
    """Only villages and communities go through the four steps, or Refused."""
    if unit.sector not in STEPPED_SECTORS:
        raise Refused("四议两公开是村和社区的办法，这个支部的议题照一般议题办。", "notice 三(三)")


def check_timing(timing: Timing) -> None:
    """The day is right by the rule, or Refused with its clause."""
    if not timing.is_right:
        raise Refused(timing.sentence, timing.clause)


def check_may_annul(vote: Vote, why: str) -> None:
    """A vote on which nothing rests may be annulled with a reason, or Refused."""
    if vote.state == VoteState.ANNULLED:
        raise Refused(f"这次表决已由{vote.annulled_by}作废，不用再办。")
    check_words(why, "为什么作废", 120)
    rests = TopicEntry.objects.filter(vote=vote).exists() or MatterEntry.objects.filter(vote=vote).exists()
    if rests:
        raise Refused("已经按这次表决作了决定或者走了下一步，不能作废。要改，请另外提一个议题重新表决。")


def check_publication(matter: Matter, stage: Stage) -> None:
    """The decision (or the outcome) may be posted: its turn has come, and no other of it hangs. Or Refused."""
    last = matter.entries.filter(stage=stage).select_related("notice").order_by("-number").first()
    if last is not None and last.notice is not None and last.notice.state == NoticeState.POSTED:
        raise Refused("已经公开过了。要换内容，请先到公示里撤下原来那份并写明原因。")
    if last is None or last.is_left_out:
        check_stage(matter, stage)
    if stage == Stage.DECISION and matter.topic.state != TopicState.DECIDED:
        raise Refused("请先写下决议，交给人办，再公开。", "four-steps 5")
