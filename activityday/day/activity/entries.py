"""The history of an activity in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from activityday.audit.models import Entry

LABELS = {
    "activity.prepare": "开始准备",
    "activity.plan_amended": "改了计划",
    "activity.day_followed": "日期改到新的活动日",
    "activity.joint_left": "退出联合活动",
    "activity.recorded": "写了纪实",
    "activity.evidence_added": "上传了影像资料",
    "activity.evidence_removed": "移出了影像资料",
    "paper.sheet": "打印签到表",
    "paper.phones_read": "打印电话通知名单（看了电话号码）",
    "activity.finish_roll": "完成签到",
    "activity.close": "核对归档",
    "activity.reopen": "重新打开",
    "activity.cancel": "取消活动",
    "attendance.roll_saved": "记了签到",
    "attendance.guests_added": "登记列席人员",
    "attendance.guest_removed": "删去列席人员",
    "closing.closed": "封存事实和规则",
}


@dataclass(frozen=True)
class Line:
    """One thing done, as the page shows it."""

    at: datetime
    by_name: str
    action: str
    action_label: str


def history_in_words(entries: Iterable[Entry]) -> list[Line]:
    """The entries as sentences, in the order given."""
    return [
        Line(entry.at, entry.by_name, entry.action, LABELS.get(entry.action, entry.action))
        for entry in entries
    ]
