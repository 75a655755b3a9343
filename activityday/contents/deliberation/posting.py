"""What a decision and its outcome say on the board: only what the records have."""

from activityday.contents.deliberation.enums import MOTIONS, Source, Stage
from activityday.contents.deliberation.models import FollowUp, Matter, MatterEntry, Vote
from activityday.office.notices.content import Content
from activityday.office.policy.queries import bodies
from activityday.rules.voting import body_on

HEADER = ("步骤", "时间", "应到", "实到", "赞成", "反对", "弃权", "结果")
STAGES = (Stage.PROPOSAL, Stage.CONSULTATION, Stage.REVIEW, Stage.RESOLUTION)


def body_label(vote: Vote) -> str:
    """What the body of a vote is called."""
    return body_on(bodies(), vote.body, vote.held_on).label


def decision_content(matter: Matter) -> Content:
    """The resolution, how each step voted, and who does it until when."""
    topic = matter.topic
    return Content(
        opening=(
            f"事项：{topic.title}。动议：{MOTIONS[Source(topic.source)]}。",
            f"决议：{topic.resolution}",
        ),
        header=HEADER,
        rows=_rows(matter),
        closing=tuple(
            f"由{task.owner}办理：{task.task}，{said(task.due_on)}前办结。" for task in _tasks(matter)
        ),
    )


def outcome_content(matter: Matter) -> Content:
    """What came of it, in the words in which it was closed out."""
    topic = matter.topic
    return Content(
        opening=(f"事项：{topic.title}。", f"决议：{topic.resolution}"),
        header=("要办的事", "责任人", "办结日期", "实施结果"),
        rows=[
            [task.task, task.owner, said(task.closed_on) if task.closed_on else "", task.result]
            for task in _tasks(matter)
        ],
    )


def said(day: object) -> str:
    """2026年7月6日."""
    return f"{day:%Y}年{day.month}月{day.day}日"  # type: ignore[attr-defined]


def _rows(matter: Matter) -> list[list[str]]:
    entries = {
        entry.stage: entry
        for entry in MatterEntry.objects.filter(matter=matter, stage__in=STAGES).select_related("vote")
    }
    return [_row(stage, entries.get(stage)) for stage in STAGES]


def _row(stage: Stage, entry: MatterEntry | None) -> list[str]:
    vote = entry.vote if entry else None
    if entry is None or vote is None:
        why = f"没有走这一步：{entry.text}" if entry else ""
        return [stage.label, "", "", "", "", "", "", why]
    line = vote.lines.order_by("position")[0]
    numbers = (vote.entitled, vote.present, line.ayes, line.nays, line.abstentions)
    return [stage.label, said(vote.held_on), *(str(number) for number in numbers), "通过"]


def _tasks(matter: Matter) -> list[FollowUp]:
    return list(FollowUp.objects.filter(topic=matter.topic).order_by("due_on", "pk"))
