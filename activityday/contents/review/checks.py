"""May this be planned, recorded, entered, closed out, read now?"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import TextChoices

from activityday.contents.review.drafts import LifePlan, LifeRecord, MeetingDraft, TalkDraft
from activityday.contents.review.enums import Body, Duty, LifeState
from activityday.contents.review.models import HeartTalk, LifeMeeting
from activityday.contents.review.queries.talks import may_read
from activityday.people.accounts.models import User
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

LONGEST = 300
MOST_LINES = 60
State = TypeVar("State", bound=TextChoices)
Step = TypeVar("Step", bound=TextChoices)


def next_state(table: dict[tuple[State, Step], State], state: State, step: Step, what: str) -> State:
    """Where `step` leads from `state`, or Refused with where it stands."""
    target = table.get((state, step))
    if target is None:
        raise Refused(f"{what}现在是“{state.label}”，不能再“{step.label}”。请刷新页面看看，可能刚有人办过。")
    return target


def check_branch(unit: Unit) -> None:
    """Party analysis belongs to a branch, or Refused."""
    if not unit.is_branch:
        raise Refused("组织生活会、谈心谈话、问题整改和会议都记在党支部名下，请到党支部的页面去办。")


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


def check_plan(unit: Unit, draft: LifePlan) -> None:
    """A life meeting of this form can be held here, or Refused."""
    check_branch(unit)
    if draft.body == Body.COMMITTEE and not unit.has_committee:
        raise Refused("这个支部不设支委会，请选党员大会的形式。", "branch 20")
    if (draft.body == Body.GROUP) != (draft.group is not None):
        raise Refused("用党小组会的形式开，请选是哪个党小组；别的形式不用选。")
    if draft.group is not None and not draft.group.path.startswith(unit.path):
        raise Refused("这个党小组不是本支部的。")


def check_record(record: LifeRecord, present: int, on: date) -> None:
    """What is recorded of a life meeting can be right, or Refused: not before it was held, and the signatures add up."""
    check_past(record.held_on, on, "开会日期")
    if record.segment is not None and record.segment.activity.held_on != record.held_on:
        day = record.segment.activity.held_on
        raise Refused(f"这个环节在{day.month}月{day.day}日的活动日，开会日期要一样。")
    if not present:
        raise Refused("没有人到会就不算开过，请核对。")
    if record.signed is not None and record.signed != present:
        more = abs(record.signed - present)
        word = "多" if record.signed > present else "少"
        raise Refused(
            f"签名 {record.signed} 个，照下面点的是 {present} 人到会，签名{word} {more} 个。请核对谁没有到会。"
        )


def check_prepared(meeting: LifeMeeting) -> None:
    """The life meeting is still being prepared, or Refused."""
    if meeting.state != LifeState.PREPARED:
        raise Refused(f"这次组织生活会{LifeState(meeting.state).label}，会前的内容不再改。")


def check_held(meeting: LifeMeeting, what: str) -> None:
    """The life meeting has taken place and is not concluded, or Refused."""
    if meeting.state != LifeState.HELD:
        raise Refused(f"这次组织生活会{LifeState(meeting.state).label}，现在不能{what}。")


def check_talk(unit: Unit, draft: TalkDraft, members: Iterable[object], on: date) -> None:
    """Both people belong to the branch on the day and are two, or Refused."""
    check_branch(unit)
    check_past(draft.held_on, on, "谈话日期")
    if draft.talker.pk == draft.listener.pk:
        raise Refused("谈话人和谈话对象是同一个人，请核对。")
    known = set(members)
    for person in (draft.talker, draft.listener):
        if person.pk not in known:
            raise Refused(f"{person.name}那天不在本支部的花名册上，请核对日期。")


def check_reader(talk: HeartTalk, user: User) -> None:
    """`user` wrote the talk down or is named as a reader, or Refused."""
    if not may_read(talk, user):
        raise Refused("谈话内容只有登记的人和写明的人可以看。")


def check_writer(talk: HeartTalk, user: User) -> None:
    """`user` wrote the talk down and it stands, or Refused."""
    if talk.annulled_at is not None:
        raise Refused("这条登记已经注销，不能再改。")
    if talk.written_by_id != user.pk:
        raise Refused("只有登记的人可以改。")


def check_meeting(unit: Unit, draft: MeetingDraft, on: date) -> None:
    """A meeting of this kind was held here and its numbers can be right, or Refused."""
    check_branch(unit)
    check_past(draft.held_on, on)
    check_words(draft.title, "议题或题目", 100)
    check_words(draft.chair, "谁主持或主讲", 30)
    if draft.duty == Duty.COMMITTEE and not unit.has_committee:
        raise Refused("这个支部不设支委会，没有支委会可记。", "branch 20")
    if draft.duty == Duty.GROUP and draft.group is None:
        raise Refused("请选是哪个党小组的会。", "branch 13")
    if draft.group is not None and not draft.group.path.startswith(unit.path):
        raise Refused("这个党小组不是本支部的。")
    if not 1 <= draft.attended <= draft.expected:
        raise Refused(f"实到 {draft.attended} 人、应到 {draft.expected} 人，请核对。")
