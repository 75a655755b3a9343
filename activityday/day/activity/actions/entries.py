"""What every write of an activity has in common: the log, and the second editor who is told what changed."""

import json
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.audit.models import Entry
from activityday.day.activity.checks import StaleActivity
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import KIND, history_of_activity

# how a logged field is called when a second editor is told about it
WORDS = {
    "held_on": "活动日期",
    "planned_starts_at": "计划开始",
    "planned_ends_at": "计划结束",
    "starts_at": "实际开始",
    "ends_at": "实际结束",
    "place": "地点",
    "theme": "主题",
    "chair": "主持人",
    "recorder": "记录人",
    "leader_present": "党组织负责人参加",
    "badges_worn": "佩戴党员徽章",
    "superiors_present": "到会指导的上级领导",
    "short_reason": "不足半天的原因",
    "problems": "存在问题和下步打算",
    "segments": "议程",
    "points": "环节要点",
    "expenses": "支出",
    "scopes": "范围",
}
# short plain values that a second editor sees at once; longer ones are read on the page
SHOWN = {
    "held_on",
    "planned_starts_at",
    "planned_ends_at",
    "starts_at",
    "ends_at",
    "place",
    "theme",
    "chair",
    "recorder",
}
VERSION = "version"


def log(action: str, activity: Activity, changes: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """The last step of a write: one entry in the chain of the activity's primary committee."""
    record(event_of(action, activity, changes), committee=str(activity.committee.code), by=by, at=at)


def event_of(action: str, activity: Activity, changes: Mapping[str, object]) -> Event:
    """What is to be logged about an activity."""
    return Event(f"activity.{action}", KIND, activity.pk, str(activity), changes)


def raise_version(activity: Activity, base_version: int) -> int:
    """Take the next version, from the one that the writer saw. Raises StaleActivity when another writer was first."""
    taken = Activity.objects.filter(pk=activity.pk, version=base_version).update(version=F("version") + 1)
    if not taken:
        raise stale(activity, base_version)
    return base_version + 1


def stale(activity: Activity, base_version: int) -> StaleActivity:
    """Who changed what after `base_version`, as a refusal."""
    current = Activity.objects.values_list("version", flat=True).get(pk=activity.pk)
    changes = tuple(
        sentence
        for entry in history_of_activity(activity)
        if (_version_of(entry) > base_version) and (sentence := _sentence(entry))
    )
    return StaleActivity(
        "您打开这一页之后，别人改过这次活动。您填的内容还在下面，核对以后再保存一次即可。",
        changes=changes,
        version=current,
    )


def differences(activity: Activity, values: Mapping[str, object]) -> dict[str, Any]:
    """Sets `values` on the object; what changed as field → [old, new], in the form the log keeps."""
    changed: dict[str, Any] = {}
    for field, value in values.items():
        before = getattr(activity, field)
        if before != value:
            changed[field] = [_plain(before), _plain(value)]
            setattr(activity, field, value)
    return changed


def _plain(value: object) -> object:
    return f"{value:%H:%M}" if isinstance(value, time) else value


def _now(name: str, change: object) -> str:
    if name in SHOWN and isinstance(change, list) and change[1]:
        return f"（现为“{change[1]}”）"
    return ""


def _version_of(entry: Entry) -> int:
    version = json.loads(entry.changes).get(VERSION, 0)
    return version if isinstance(version, int) else 0


def _sentence(entry: Entry) -> str:
    changed = json.loads(entry.changes)
    fields = [f"{word}{_now(name, changed[name])}" for name, word in WORDS.items() if name in changed]
    when = localtime(entry.at)
    return (
        f"{entry.by_name}在{when.month}月{when.day}日 {when:%H:%M} 改了{'、'.join(fields)}" if fields else ""
    )
