"""Eight months of history, lived through the same actions that people use: nothing is written past them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from activityday.audit.actions import Actor
from activityday.day.activity.actions import RecordDraft, prepare, write_record
from activityday.day.activity.models import Activity
from activityday.day.activity.plan import plan_from_agenda
from activityday.day.activity.queries import segments_of
from activityday.day.attendance.actions import finish_roll, grant_leave, save_roll
from activityday.day.attendance.enums import LeaveKind, Mode, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.queries import ExpectedMember, Ground, expected_at, roll_of
from activityday.day.schedule.queries import days_of_many
from activityday.home.actions import close_month
from activityday.judgement.closing.actions import Signatures
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.queries import affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = 8
THEMES = (
    "学习贯彻上级会议精神",
    "防汛备汛我先行",
    "重温入党誓词",
    "村级事务大家议",
    "学党章、守纪律",
    "环境整治志愿行",
    "关爱困难党员和老党员",
    "产业发展座谈",
    "人居环境再提升",
    "廉洁家风教育",
    "秋收互助",
    "年终民主评议准备",
)
POINTS = {
    "study": "集中学习了上级文件要点\n结合本村实际讲了三条\n两名党员作了发言",
    "analysis": "对照党章逐条查摆\n党员之间提了意见\n列出整改事项两条",
    "deliberation": "通报上月村务财务\n听取对水渠清淤的意见\n到会党员同意先修东段",
    "service": "分三组走访困难户\n帮助收拾房前屋后",
    "dues": "当场收齐到会党员党费",
}
# branches and people of the story, by code and by place on the roll
UNRECORDED, OVERDUE = "liudi", "shuanghe"
# how many of the last months somebody missed without a reason
STORY = {("xingtang", 8): 2, ("wenchang", 9): 3}
# the chair and the recorder come to every activity
OFFICERS = 2
# how often floating members of a branch send word; everywhere else it is nine times in ten
NEWS = {"donggang": 0.25}


@dataclass(frozen=True)
class Stage:
    """What the story is played with."""

    committee: Unit
    actor: Callable[[Unit], Actor]
    today: date
    draw: random.Random
    # who was absent last: outside the story nobody is absent twice running
    absent: set[UUID] = field(default_factory=set)


def months_before(today: date, last_day: date) -> list[date]:
    """The eight months of the story: up to this one when its day has passed, else up to the one before."""
    last = (
        today.replace(day=1)
        if last_day < today
        else (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    )
    found = [last]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def live(stage: Stage, months: Sequence[date], told: Callable[[str], None]) -> int:
    """Hold, record and close every branch's activity of these months, but for those that the story leaves open."""
    branches = list(branches_of(stage.committee, on=stage.today))
    days = days_of_many(branches, months)
    held = 0
    for month in months:
        for branch in branches:
            if month == months[-1] and branch.code == OVERDUE:
                continue
            _hold(
                stage, branch, month, days[branch.pk, month].day, is_last=month == months[-1], months=months
            )
            held += 1
        told(f"  {month.year}年{month.month}月：{len(branches)} 个支部")
    return held


def _hold(
    stage: Stage, branch: Unit, month: date, day: date, *, is_last: bool, months: Sequence[date]
) -> None:
    by = stage.actor(branch)
    plan = plan_from_agenda(branch, month, held_on=day)
    officers = [person.member.name for person in affiliated([branch], on=day)[:2]]
    plan = replace(
        plan, theme=THEMES[month.month - 1], place=branch.place, chair=officers[0], recorder=officers[1]
    )
    activity = prepare(
        host=branch,
        scopes=[branch],
        month=month,
        held_on=day,
        plan=plan,
        by=by,
        at=_at(day - timedelta(days=4), 9),
    )
    _leave(stage, activity, expected_at(activity, on=day), by, day)
    expected = expected_at(activity, on=day)
    marks = _marks(stage, branch, expected, months.index(month))
    signed = sum(mark.state == State.PRESENT for mark in marks.values())
    save_roll(
        activity=activity,
        entries=marks,
        signed_count=signed,
        base_version=roll_of(activity).version,
        by=by,
        at=_at(day, 8, 45),
    )
    if is_last and branch.code == UNRECORDED:
        return
    finish_roll(activity=activity, by=by, at=_at(day, 8, 50))
    _record(activity, by, day)
    activity.refresh_from_db()
    names = (activity.recorder, activity.chair)
    close_month(
        activity=activity,
        signatures=Signatures(True, *names),
        base_version=activity.version,
        by=by,
        at=_at(day, 12, 0),
    )


def _leave(
    stage: Stage, activity: Activity, expected: Sequence[ExpectedMember], by: Actor, day: date
) -> None:
    for number, person in enumerate(_at_home(expected)):
        name = person.affiliated.member.name
        in_charge = name in {activity.chair, activity.recorder}
        if in_charge or (activity.host.code, number) in STORY or stage.draw.random() >= 0.05:  # noqa: PLR2004
            continue
        grant_leave(
            member=person.affiliated.member,
            branch=person.affiliated.branch,
            month=activity.month,
            kind=stage.draw.choice(list(LeaveKind)),
            reason="电话请假",
            by=by,
            at=_at(day - timedelta(days=1), 16),
        )


def _marks(stage: Stage, branch: Unit, expected: Sequence[ExpectedMember], place: int) -> dict[UUID, Mark]:
    marks: dict[UUID, Mark] = {}
    for number, person in enumerate(_at_home(expected)):
        key = person.affiliated.member.pk
        if person.leave is None:
            officer = number < OFFICERS
            told = STORY.get((branch.code, number))
            marks[key] = Mark(State.PRESENT) if officer else _seen(stage, key, told, place)
    for person in expected:
        if person.ground == Ground.OTHER_MEANS:
            marks[person.affiliated.member.pk] = Mark(State.OTHER_MEANS, Mode.VISIT)
        elif person.ground == Ground.FLOATING and stage.draw.random() < NEWS.get(branch.code, 0.9):
            mode = stage.draw.choice([Mode.VIDEO, Mode.VIDEO, Mode.GROUP_CALL])
            marks[person.affiliated.member.pk] = Mark(State.OTHER_MEANS, mode)
    return marks


def _at_home(expected: Sequence[ExpectedMember]) -> list[ExpectedMember]:
    return [person for person in expected if person.ground == Ground.EXPECTED]


def _seen(stage: Stage, key: UUID, absent_at_the_end: int | None, place: int) -> Mark:
    if absent_at_the_end is not None:
        return Mark(State.ABSENT if place >= MONTHS - absent_at_the_end else State.PRESENT)
    if key not in stage.absent and stage.draw.random() < 0.04:  # noqa: PLR2004
        stage.absent.add(key)
        return Mark(State.ABSENT)
    stage.absent.discard(key)
    return Mark(State.PRESENT)


def _record(activity: Activity, by: Actor, day: date) -> None:
    activity.refresh_from_db()
    record = RecordDraft(
        held_on=day,
        starts_at=time(8, 50),
        ends_at=time(12, 0),
        place=activity.place,
        chair=activity.chair,
        recorder=activity.recorder,
        leader_present=True,
        badges_worn=True,
        points={segment.pk: POINTS[segment.content] for segment in segments_of(activity)},
    )
    write_record(activity=activity, record=record, base_version=activity.version, by=by, at=_at(day, 11, 50))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
