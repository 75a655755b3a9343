"""A branch's month as five steps: how far we are, what is left in each, and the one next thing."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from activityday.contents.dues.queries.month import MonthOfDues, month_of_dues
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
from activityday.ui.words import money

COUNTED_TO = "一两三四五"
DUES = "党费"
NEXT = {
    "准备": ("补上议程", Permission.PREPARE_ACTIVITY),
    "签到": ("开始签到", Permission.TAKE_ROLL),
    "纪实": ("写活动纪实", Permission.RECORD_ACTIVITY),
    "党费": ("收党费", Permission.COLLECT_DUES),
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
    dues: MonthOfDues

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
    dues = month_of_dues(unit, month, on, day=day.day)
    activity = activity_for(unit, month)
    parts = parts_of(unit, month) if activity is None else []
    whole = whole_of(unit, month) if activity is None and not parts else None
    if whole is not None:
        return _with_the_branch(unit, whole, day, dues, on)
    if activity is None or activity.state == State.CANCELLED:
        steps = _nothing_yet(unit, month, dues)
    else:
        steps = _steps(unit, activity, dues)
    return Month(
        unit=unit,
        day=day,
        activity=activity,
        steps=steps,
        headline=_headline_of_parts(parts) if parts else _headline(activity, steps, day.day, on),
        action=None if parts else _next(unit, month, activity, steps, on),
        days_left=(day.day - on).days,
        parts=parts,
        dues=dues,
    )


def _with_the_branch(
    group: Unit, activity: Activity, day: ScheduledDay, dues: MonthOfDues, on: date
) -> Month:
    """The month of a Party group whose branch holds it as one: the branch's steps, to be looked at only; its dues are
    the leader's own."""
    steps = [step if step.label == DUES else replace(step, url="") for step in _steps(group, activity, dues)]
    own = next(step for step in steps if step.label == DUES)
    collects = activity.held_on <= on and own.url and own.state != "done"
    return Month(
        unit=group,
        day=day,
        activity=activity,
        steps=steps,
        headline=f"随支部开展：{_headline(activity, steps, day.day, on)}",
        action=NextAction("收党费", own.url, Permission.COLLECT_DUES) if collects else None,
        days_left=(day.day - on).days,
        parts=[],
        dues=dues,
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


def _nothing_yet(unit: Unit, month: date, dues: MonthOfDues) -> list[Step]:
    return [
        Step(1, "准备", "还没有议程", "current", _place("activity:plan", unit, month)),
        Step(2, "签到", "准备好再打印签到表", "todo"),
        Step(3, "纪实", "每项三句话即可", "todo"),
        _dues_step(unit, month, dues, is_current=False),
        Step(5, "归档", "核对后封存", "todo"),
    ]


def _dues_step(unit: Unit, month: date, dues: MonthOfDues, *, is_current: bool) -> Step:
    state = "done" if dues.is_settled else "current" if is_current else "todo"
    return Step(4, DUES, _dues_in_words(dues), state, _place("dues:month", unit, month))


def _dues_in_words(dues: MonthOfDues) -> str:
    if not dues.is_in_use:
        return "还没有核定"
    if dues.is_settled:
        return f"收到 {money(dues.received)}，已结清"
    if dues.received:
        return f"收到 {money(dues.received)}，还没有结清"
    return f"应收 {money(dues.due)}"


def _figures(unit: Unit, activity: Activity) -> Counts:
    """Who was expected and seen, of `unit`'s own people: as frozen once closed, else as the roll stands."""
    closing = current_closing(activity) if activity.state == State.CLOSED else None
    if closing is not None:
        return counts_of(closing.members.values_list("outcome", flat=True))
    expected = expected_at(activity, on=activity.held_on)
    return roll_summary(within(expected, unit) if unit.level == Level.GROUP else expected)


def _steps(unit: Unit, activity: Activity, dues: MonthOfDues) -> list[Step]:
    segments = segments_of(activity)
    figures = _figures(unit, activity)
    roll = roll_of(activity)
    written = sum(bool(segment.points.strip()) for segment in segments)
    finished = roll.finished_at is not None
    done = [
        bool(segments),
        finished,
        bool(segments) and written == len(segments) and activity.starts_at is not None,
        dues.is_settled or not dues.is_in_use,
        activity.state == State.CLOSED,
    ]
    current = next((place for place in range(5) if not done[place]), None)
    signed = f"到 {figures.present}，其他方式 {figures.other_means}，未记录 {figures.unrecorded}"
    if figures.unverified:
        signed += f"，待核实 {figures.unverified}"
    details = [
        f"议程 {len(segments)} 项",
        signed if finished or figures.present else f"应到 {figures.expected} 人",
        f"{len(segments)} 项已写 {written} 项" if written else "每项三句话即可",
        "",
        "已经封存" if done[4] else "核对后封存",
    ]
    names = ("activity:plan", "attendance:roll", "activity:record", "dues:month", "home:close")
    steps = [
        Step(
            place + 1,
            label,
            details[place],
            "done" if done[place] else "current" if place == current else "todo",
            _place(names[place], unit, activity.month),
        )
        for place, label in enumerate(("准备", "签到", "纪实", DUES, "归档"))
    ]
    steps[3] = _dues_step(unit, activity.month, dues, is_current=current == 3)  # noqa: PLR2004 -- the fourth
    if not dues.is_in_use and any(part.content == Content.DUES and part.points.strip() for part in segments):
        steps[3] = replace(steps[3], state="done", detail="记在活动纪实里")
    return steps


def _headline(activity: Activity | None, steps: list[Step], day: date, on: date) -> str:
    if activity is None:
        return "活动日已过，还没有记录" if day < on else "本月活动还没有准备"
    if activity.state == State.CANCELLED:
        return "这次活动已取消"
    collected = next(step for step in steps if step.label == DUES)
    if activity.state == State.CLOSED:
        return "已归档，党费还没有结清" if collected.state == "current" else "这个月办完了"
    if activity.held_on > on:
        return "准备好了，等活动日"
    left = sum(
        1 for step in steps if step.state != "done" and (step is not collected or step.state == "current")
    )
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
