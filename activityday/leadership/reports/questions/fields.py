"""What may be asked: a fixed list of fields. No sealed column, no base of dues, no reason stands in it. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from activityday.day.activity.enums import State
from activityday.leadership.reports.enums import Subject
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Sector
from activityday.people.roster.enums import Category, Gender


class Kind(StrEnum):
    """What a field holds, and so how it can be filtered."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """One column that can be asked for. `choices` are labels; `needs_roster`: it names a member."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    width: float = 12
    needs_roster: bool = False


def _labels(choices: type[Sector | Gender | Category | State]) -> tuple[str, ...]:
    return tuple(str(label) for label in choices.labels)


BRANCHES = (
    Field("committee", "基层党委", width=20),
    Field("name", "全称", width=28),
    Field("short_name", "简称", width=16),
    Field("sector", "类别", Kind.CHOICE, _labels(Sector), 16),
    Field("has_committee", "设支委会", Kind.YES_NO, width=9),
    Field("established_on", "成立日期", Kind.DAY),
    Field("members", "党员数", Kind.NUMBER, width=8),
    Field("groups", "党小组数", Kind.NUMBER, width=9),
    Field("secretary", "书记", width=10, needs_roster=True),
    Field("due", "本年到期活动", Kind.NUMBER, width=9),
    Field("closed", "本年已归档", Kind.NUMBER, width=9),
    Field("overdue", "本年逾期", Kind.NUMBER, width=9),
    Field("rate", "本年参与率", width=16),
    Field("reaches", "达到参与率标准", Kind.YES_NO, width=9),
)
MEMBERS = (
    Field("branch", "党支部", width=18),
    Field("group", "党小组", width=14),
    Field("name", "姓名", width=10, needs_roster=True),
    Field("gender", "性别", Kind.CHOICE, _labels(Gender), 6),
    Field("ethnicity", "民族", width=8),
    Field("born_on", "出生日期", Kind.DAY, width=14),
    Field("age", "年龄", Kind.NUMBER, width=6),
    Field("education", "学历", width=12),
    Field("occupation", "工作岗位", width=20),
    Field("category", "人员类别", Kind.CHOICE, _labels(Category), 10),
    Field("joined_on", "加入党组织日期", Kind.DAY, width=14),
    Field("full_on", "转正日期", Kind.DAY, width=14),
    Field("posts", "党内职务", width=14),
    Field("floating", "流动党员", Kind.YES_NO, width=9),
    Field("away_since", "外出日期", Kind.DAY),
    Field("away_to", "外出流向", width=18),
    Field("suspended", "停止党籍", Kind.YES_NO, width=9),
    Field("exempt", "经批准不参加", Kind.YES_NO, width=9),
    Field("exempt_until", "批准到期日", Kind.DAY),
    Field("exempt_ending", "批准到期或快到期", Kind.YES_NO, width=9),
)
ACTIVITIES = (
    Field("committee", "基层党委", width=20),
    Field("branch", "组织单位", width=18),
    Field("month", "月份", Kind.DAY, width=12),
    Field("held_on", "活动日期", Kind.DAY),
    Field("theme", "主题", width=28),
    Field("place", "地点", width=18),
    Field("contents", "活动内容", width=28),
    Field("state", "状态", Kind.CHOICE, _labels(State), 10),
    Field("leader_present", "负责人参加", Kind.YES_NO, width=9),
    Field("badges_worn", "佩戴徽章", Kind.YES_NO, width=9),
    Field("minutes", "时长（分钟）", Kind.NUMBER, width=9),
    Field("expected", "应到", Kind.NUMBER, width=7),
    Field("present", "实到", Kind.NUMBER, width=7),
    Field("other_means", "其他方式", Kind.NUMBER, width=9),
    Field("leave", "请假", Kind.NUMBER, width=7),
    Field("absent", "缺席", Kind.NUMBER, width=7),
    Field("rate", "参与率", width=16),
)
FIELDS: Mapping[Subject, tuple[Field, ...]] = {
    Subject.BRANCHES: BRANCHES,
    Subject.MEMBERS: MEMBERS,
    Subject.ACTIVITIES: ACTIVITIES,
}
NEEDS: Mapping[Subject, Permission] = {
    Subject.BRANCHES: Permission.VIEW_UNIT,
    Subject.MEMBERS: Permission.VIEW_ROSTER,
    Subject.ACTIVITIES: Permission.VIEW_UNIT,
}


@dataclass(frozen=True)
class Ready:
    """A question that is there from the beginning: its name, and what would be filled in to ask it."""

    key: str
    name: str
    subject: Subject
    asked: Mapping[str, str | list[str]]


READY = (
    Ready(
        "roster",
        "党员名册基本情况",
        Subject.MEMBERS,
        {"show": ["branch", "name", "gender", "ethnicity", "born_on", "education", "category", "joined_on", "full_on"]},
    ),
    Ready(
        "floating",
        "流动党员",
        Subject.MEMBERS,
        {"show": ["branch", "name", "floating", "away_since", "away_to"], "floating-is": "yes"},
    ),
    Ready(
        "ending",
        "到期的不参加",
        Subject.MEMBERS,
        {"show": ["branch", "name", "exempt", "exempt_until", "exempt_ending"], "exempt_ending-is": "yes"},
    ),
    Ready(
        "year",
        "本年活动一览",
        Subject.ACTIVITIES,
        {
            "show": ["branch", "month", "held_on", "theme", "contents", "state", "expected", "present", "other_means", "rate"],
            "period": "this_year",
            "order": "tree",
        },
    ),
    Ready(
        "branches",
        "支部基本情况",
        Subject.BRANCHES,
        {"show": ["committee", "name", "sector", "has_committee", "members", "groups", "due", "closed", "rate"]},
    ),
)  # fmt: skip
