"""May this step be taken now? And what the rules say of a plan, as sentences beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localtime

from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.enums import TRANSITIONS, State, Step
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import live_scopes, possible_scopes
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.guards import (
    GuardResult,
    PlannedSegment,
    Severity,
    allowed_expense,
    half_day,
    real_content,
)
from activityday.rules.parameters import Parameters

DAY = "notice 一"
RECORD = "notice 四(四)"
SPLIT = "notice 四(二)"
FEW = 5
MOST_SEGMENTS = 20
NOW_IN_WORDS = {
    State.PREPARING: "还在准备",
    State.HELD: "已经签到完成",
    State.CLOSED: "已经归档",
    State.CANCELLED: "已经取消",
}


@dataclass
class StaleActivity(Refused):
    """Somebody else wrote meanwhile: who changed what, and the version that is there now."""

    changes: tuple[str, ...] = ()
    version: int = 0


def check_step(activity: Activity, step: Step) -> State:
    """The state that `step` leads to from here, or Refused."""
    following = TRANSITIONS.get((State(activity.state), step))
    if following is None:
        raise Refused(f"这次活动{NOW_IN_WORDS[State(activity.state)]}，现在不能“{step.label}”。")
    return following


def may_take(activity: Activity, step: Step) -> bool:
    """Whether `step` leads anywhere from here: for buttons."""
    return (State(activity.state), step) in TRANSITIONS


def check_may_change(activity: Activity) -> None:
    """Plan, record and evidence may be written now, or Refused."""
    if activity.state == State.CLOSED:
        raise Refused("这次活动已经归档，内容封存。确实要改，请书记先重新打开并写明原因。", RECORD)
    if activity.state == State.CANCELLED:
        raise Refused("这次活动已经取消，不能再改。要办请重新准备。")


def may_change(activity: Activity) -> bool:
    """Whether plan, record and evidence may be written now."""
    return activity.state in {State.PREPARING, State.HELD}


def check_exists(host: Unit, scheduled: date) -> None:
    """The month is one that `host` can hold a day in, or Refused."""
    if host.dissolved_on and host.dissolved_on < scheduled:
        raise Refused(f"{host.name}已于{_in_words(host.dissolved_on)}撤销，不能再准备活动。")
    if host.established_on and host.established_on > scheduled:
        raise Refused(f"{host.name}在{_in_words(host.established_on)}才成立，这个月还没有活动日。")


def check_day(held_on: date, month: date, scheduled: date | None) -> None:
    """A plan's day lies in its month, or is the scheduled one; or Refused."""
    if held_on != scheduled and (held_on.year, held_on.month) != (month.year, month.month):
        raise Refused(f"这是{month.year}年{month.month}月的活动，请选当月的日子。", DAY)


def check_held(held_on: date, starts_at: time | None, *, at: datetime) -> None:
    """What is recorded has begun, or Refused: nothing is written down before it happens (notice 四(四))."""
    now = localtime(at)
    if held_on > now.date():
        raise Refused(f"活动日期是{_in_words(held_on)}，还没有到，到了那天再写纪实。", RECORD)
    if held_on == now.date() and starts_at is not None and starts_at > now.time():
        raise Refused(f"活动{starts_at:%H:%M}开始，现在还没有到，开始以后再写纪实。", RECORD)


def check_scopes(
    host: Unit, scopes: Sequence[Unit], month: date, *, activity: Activity | None = None
) -> None:
    """`host` may hold the month for `scopes` and nobody else holds it already, or Refused (notice 一, 四(二))."""
    if not scopes:
        raise Refused("请选这次活动是哪个党支部或党小组的。")
    if strange := [unit for unit in scopes if unit.level not in {Level.BRANCH, Level.GROUP}]:
        raise Refused(f"{strange[0].name}不是党支部或党小组，不能单独作为活动的范围。", SPLIT)
    allowed = {unit.pk for unit in possible_scopes(host, on=month.replace(day=28))}
    if strange := [unit for unit in scopes if unit.pk not in allowed]:
        raise Refused(f"{strange[0].name}不能和{host.short_name}一起办活动，请选同一上级下的党支部。", SPLIT)
    _check_no_part_twice(scopes)
    _check_host_takes_part(host, scopes)
    for held in live_scopes(scopes, month):
        if activity is None or held.activity_id != activity.pk:
            raise Refused(_taken(held.unit, held.activity.host, month), DAY)


def check_may_split(groups: Sequence[Unit], names_without: Sequence[str]) -> None:
    """A branch may hold the month group by group, or Refused: everybody must be expected somewhere (notice 四(二))."""
    if not groups:
        raise Refused("这个支部没有设党小组，只能统一开展。", SPLIT)
    if names_without:
        some = "、".join(names_without[:FEW]) + ("等" if len(names_without) > FEW else "")
        raise Refused(
            f"还有 {len(names_without)} 名党员（{some}）没有编入党小组，分开办时没有地方记他们的签到。"
            "请先在花名册里编组，或者改为支部统一开展。",
            SPLIT,
        )


def check_segments(segments: Sequence[SegmentDraft]) -> None:
    """The agenda has at least one part, or Refused."""
    if not segments:
        raise Refused("议程至少要有一个环节。", "notice 三")


def check_may_add(kept: Sequence[Segment]) -> None:
    """One more part fits on the agenda, or Refused."""
    if len(kept) >= MOST_SEGMENTS:
        raise Refused(f"议程已经有 {len(kept)} 个环节，放不下了，请先在计划里合并几个。", "notice 三")


def check_may_drop(segment: Segment) -> None:
    """A segment may leave the agenda while nothing was written down in it, or Refused."""
    if segment.points.strip():
        raise Refused(f"环节“{segment.title}”已经写了纪实，不能删掉。确实没有办，请先在纪实里清空它的要点。")


def check_expense(kind: str) -> None:
    """Money of this kind may be spent on the day, or Refused with the clause (notice 四(三))."""
    found = allowed_expense(kind)
    if not found.passed:
        raise Refused(found.sentence, found.clause)


def plan_guards(
    *,
    held_on: date,
    scheduled: date,
    minutes: int,
    segments: Sequence[PlannedSegment],
    parameters: Parameters,
) -> list[GuardResult]:
    """What the rules say of a plan (notice 一, 三, 四(三)): shown beside it, never in its way while planning."""
    return [
        _same_day(held_on, scheduled),
        half_day(minutes, least=parameters.integer("least_minutes")),
        real_content(segments),
        *_fits(segments, minutes),
    ]


def guards_of(
    activity: Activity, segments: Sequence[Segment], *, scheduled: date, parameters: Parameters
) -> list[GuardResult]:
    """`plan_guards` of a kept plan."""
    return plan_guards(
        held_on=activity.held_on,
        scheduled=scheduled,
        minutes=minutes_between(activity.planned_starts_at, activity.planned_ends_at),
        segments=[PlannedSegment(part.content, part.form, part.minutes) for part in segments],
        parameters=parameters,
    )


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Whole minutes from one time of a day to a later one; 0 when it is not later."""
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    return max(minutes, 0)


def _same_day(held_on: date, scheduled: date) -> GuardResult:
    if held_on == scheduled:
        return GuardResult(True, f"在规定的活动日{_in_words(scheduled)}开展。", DAY)
    return GuardResult(
        False,
        f"日期是{_in_words(held_on)}，不是活动日{_in_words(scheduled)}。换日子要先报上级同意。",
        DAY,
        Severity.WARN,
    )


def _fits(segments: Sequence[PlannedSegment], minutes: int) -> list[GuardResult]:
    needed = sum(segment.minutes for segment in segments)
    if needed <= minutes:
        return []
    return [
        GuardResult(
            False,
            f"各环节加起来 {needed} 分钟，比起止时间的 {minutes} 分钟多 {needed - minutes} 分钟。",
            DAY,
            Severity.NOTE,
        )
    ]


def _check_no_part_twice(scopes: Sequence[Unit]) -> None:
    for unit in scopes:
        for other in scopes:
            if unit.pk != other.pk and other.path.startswith(unit.path):
                raise Refused(
                    f"选了{unit.short_name}，就已经包括{other.short_name}了，请只选其中一个。", SPLIT
                )


def _check_host_takes_part(host: Unit, scopes: Sequence[Unit]) -> None:
    if host.level == Level.BRANCH and not any(unit.path.startswith(host.path) for unit in scopes):
        raise Refused(f"{host.short_name}自己组织的活动，范围里要有{host.short_name}。", SPLIT)


def _taken(unit: Unit, host: Unit, month: date) -> str:
    return (
        f"{unit.short_name}{month.year}年{month.month}月已经有一次活动（由{host.short_name}组织），一个月只记一次。"
        "请先取消或改那一次的范围。"
    )


def _in_words(day: date) -> str:
    return f"{day.month}月{day.day}日"
