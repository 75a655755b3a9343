"""A branch's month as five steps: how far we are, what is left in each, and the one next thing."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from activityday.day.activity.enums import Content, State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for, parts_of, segments_of, whole_of
from activityday.day.attendance.queries import expected_at, roll_of, roll_summary, within
from activityday.day.schedule.queries import ScheduledDay, day_of
from activityday.judgement.closing.queries import counts_of, current_closing
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.participation import Counts

COUNTED_TO = "一两三四五"
NEXT = {
    "准备": ("补上议程", Permission.PREPARE_ACTIVITY),
    "签到": ("开始签到", Permission.TAKE_ROLL),
    "纪实": ("写活动纪实", Permission.RECORD_ACTIVITY),
    "归档": ("核对归档", Permission.CLOSE_ACTIVITY),
}


@dataclass(frozen=True)
class Step:
    """One of the five steps: done, current, todo; what is left in it, and where it is done."""

    number: int
    label: str
    detail: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class NextAction:
    """The one obvious next thing."""

    label: str
    url: str
    needs: Permission


@dataclass(frozen=True)
class Month:
    """Everything the month page shows."""

    unit: Unit
    day: ScheduledDay
    activity: Activity | None
    steps: list[Step]
    headline: str
    action: NextAction | None
    days_left: int
    parts: list[Activity]

    @property
    def month(self) -> date:
        """The first day of the month."""
        return self.day.month

    @property
    def is_of_the_branch(self) -> bool:
        """Whether the activity is the branch's and this Party group only takes part: its pages are the branch's."""
        return (
            self.unit.level == Level.GROUP
            and self.activity is not None
            and self.activity.host_id != self.unit.pk
        )

    @property
    def is_on_another_day(self) -> bool:
        """Whether the activity stands on another day than the one in force."""
        return self.activity is not None and self.activity.held_on != self.day.day


def month_of(unit: Unit, month: date, *, on: date) -> Month:
    """The five steps of `unit`'s month as seen on the day (PRODUCT, first page). Reads only."""
    day = day_of(unit, month)
    activity = activity_for(unit, month)
    parts = parts_of(unit, month) if activity is None else []
    whole = whole_of(unit, month) if activity is None and not parts else None
    if whole is not None:
        return _with_the_branch(unit, whole, day, on)
    if activity is None or activity.state == State.CANCELLED:
        steps = _nothing_yet(unit, month)
    else:
        steps = _steps(unit, activity)
    return Month(
        unit=unit,
        day=day,
        activity=activity,
        steps=steps,
        headline=_headline_of_parts(parts) if parts else _headline(activity, steps, day.day, on),
        action=None if parts else _next(unit, month, activity, steps, on),
        days_left=(day.day - on).days,
        parts=parts,
    )


def _with_the_branch(group: Unit, activity: Activity, day: ScheduledDay, on: date) -> Month:
    """The month of a Party group whose branch holds it as one: the branch's steps, to be looked at only."""
    steps = [replace(step, url="") for step in _steps(group, activity)]
    return Month(
        unit=group,
        day=day,
        activity=activity,
        steps=steps,
        headline=f"随支部开展：{_headline(activity, steps, day.day, on)}",
        action=None,
        days_left=(day.day - on).days,
        parts=[],
    )


def current_month(unit: Unit, *, on: date) -> date:
    """The month the first page shows: this one until it is closed, from then on the next."""
    this = on.replace(day=1)
    activity = activity_for(unit, this)
    if activity is not None and activity.state == State.CLOSED:
        return date(this.year + this.month // 12, this.month % 12 + 1, 1)
    return this


def _place(name: str, unit: Unit, month: date) -> str:
    return reverse(name, args=[unit.code, month.year, month.month])


def _nothing_yet(unit: Unit, month: date) -> list[Step]:
    return [
        Step(1, "准备", "还没有议程", "current", _place("activity:plan", unit, month)),
        Step(2, "签到", "准备好再打印签到表", "todo"),
        Step(3, "纪实", "每项三句话即可", "todo"),
        Step(4, "党费", "当天集中交纳", "todo"),
        Step(5, "归档", "核对后封存", "todo"),
    ]


def _figures(unit: Unit, activity: Activity) -> Counts:
    """Who was expected and seen, of `unit`'s own people: as frozen once closed, else as the roll stands."""
    closing = current_closing(activity) if activity.state == State.CLOSED else None
    if closing is not None:
        return counts_of(closing.members.values_list("outcome", flat=True))
    expected = expected_at(activity, on=activity.held_on)
    return roll_summary(within(expected, unit) if unit.level == Level.GROUP else expected)


def _steps(unit: Unit, activity: Activity) -> list[Step]:
    segments = segments_of(activity)
    figures = _figures(unit, activity)
    roll = roll_of(activity)
    written = sum(bool(segment.points.strip()) for segment in segments)
    dues = [segment for segment in segments if segment.content == Content.DUES]
    finished = roll.finished_at is not None
    done = [
        bool(segments),
        finished,
        bool(segments) and written == len(segments) and activity.starts_at is not None,
        finished and bool(dues) and all(segment.points.strip() for segment in dues),
        activity.state == State.CLOSED,
    ]
    signed = f"到 {figures.present}，其他方式 {figures.other_means}，未记录 {figures.unrecorded}"
    if figures.unverified:
        signed += f"，待核实 {figures.unverified}"
    details = [
        f"议程 {len(segments)} 项",
        signed if finished or figures.present else f"应到 {figures.expected} 人",
        f"{len(segments)} 项已写 {written} 项" if written else "每项三句话即可",
        "议程里有集中交纳党费" if dues else "本月议程没有列党费",
        "已经封存" if done[4] else "核对后封存",
    ]
    names = ("activity:plan", "attendance:roll", "activity:record", "activity:record", "home:close")
    labels = ("准备", "签到", "纪实", "党费", "归档")
    current = next((place for place in (0, 1, 2, 4) if not done[place]), None)
    return [
        Step(
            place + 1,
            labels[place],
            details[place],
            "done" if done[place] else "current" if place == current else "todo",
            _place(names[place], unit, activity.month),
        )
        for place in range(5)
    ]


def _headline(activity: Activity | None, steps: list[Step], day: date, on: date) -> str:
    if activity is None:
        return "活动日已过，还没有记录" if day < on else "本月活动还没有准备"
    if activity.state == State.CANCELLED:
        return "这次活动已取消"
    if activity.state == State.CLOSED:
        return "这个月办完了"
    if activity.held_on > on:
        return "准备好了，等活动日"
    left = sum(1 for step in steps if step.state != "done" and step.label != "党费")
    return f"还差{COUNTED_TO[left - 1]}步就办完了" if left else "可以归档了"


def _headline_of_parts(parts: list[Activity]) -> str:
    closed = sum(part.state == State.CLOSED for part in parts)
    return f"分 {len(parts)} 个党小组开展，{closed} 个已归档"


def _next(
    unit: Unit, month: date, activity: Activity | None, steps: list[Step], on: date
) -> NextAction | None:
    if activity is None or activity.state == State.CANCELLED:
        return NextAction("准备这次活动", _place("activity:plan", unit, month), Permission.PREPARE_ACTIVITY)
    if activity.state == State.CLOSED:
        return NextAction("打印活动纪实表", _place("reports:record_pdf", unit, month), Permission.PRINT)
    current = next((step for step in steps if step.state == "current"), None)
    if current is None:
        return None
    if activity.held_on > on:
        return NextAction(
            "打印通知、名单和签到表", _place("paper:papers", unit, month), Permission.PREPARE_ACTIVITY
        )
    label, needs = NEXT[current.label]
    return NextAction(label, current.url, needs)
