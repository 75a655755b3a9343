"""How far a month is, in words: what the page of the month and the first page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity, Segment

LABELS = {"theme": "主题", "place": "地点", "chair": "主持人", "recorder": "记录人"}


@dataclass(frozen=True)
class Standing:
    """One step: whether it is done, a short sentence, and what is left (labels of missing things)."""

    is_done: bool
    sentence: str
    left: tuple[str, ...] = ()


def preparation(activity: Activity | None, segments: Sequence[Segment]) -> Standing:
    """The first step: a plan with an agenda, a theme, a place and the people in charge."""
    if activity is None:
        return Standing(False, "还没有开始准备", ("议程",))
    left = _missing(activity, ("theme", "place", "chair", "recorder"))
    agenda = f"议程 {len(segments)} 项"
    return Standing(not left, f"{agenda}，还缺{'、'.join(left)}" if left else f"{agenda}，都填好了", left)


def recording(activity: Activity | None, segments: Sequence[Segment]) -> Standing:
    """The third step: when it began and ended, and at least one segment with its points."""
    if activity is None or activity.recorded_at is None:
        return Standing(False, "每项三句话即可", ("纪实",))
    written = sum(bool(segment.points) for segment in segments)
    left = (*(() if activity.starts_at else ("起止时间",)), *(() if written else ("环节要点",)))
    left += _missing(activity, ("place", "chair", "recorder"))
    words = f"{len(segments)} 个环节，{written} 个写了要点"
    return Standing(not left, f"{words}，还缺{'、'.join(left)}" if left else words, left)


def has_dues(segments: Sequence[Segment]) -> bool:
    """Whether collecting dues stands on the agenda (notice 三(五))."""
    return any(segment.content == Content.DUES for segment in segments)


def late_days(activity: Activity, *, on: date) -> int:
    """How many days after the activity its record was first written, or, unwritten, would be written today."""
    written_on = localtime(activity.recorded_at).date() if activity.recorded_at else on
    return max((written_on - activity.held_on).days, 0)


def _missing(activity: Activity, fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(LABELS[name] for name in fields if not str(getattr(activity, name)).strip())
