"""What goes up and comes down in the invented town: a plan, materials and suggestions, the half-year before this one."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.day.activity.annual import draft_of as plan_draft
from activityday.day.activity.queries import secretary_of
from activityday.day.schedule.plan import PlannedMonth, Suggested
from activityday.day.schedule.plan_actions import file_plan, keep_plan, publish_suggestion
from activityday.day.schedule.queries import months_of
from activityday.demo.history import THEMES, Stage
from activityday.leadership.reports.half_year.actions import draft_of, send
from activityday.leadership.reports.half_year.checks import Typed, gaps_of
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Kind, Step
from activityday.office.filings.writings.actions import send_writing, share
from activityday.office.notices.materials.actions import Draft, publish_material
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.half_year import Half, half_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
# branches of the story: who has not sent, whose was sent back, whose still waits
OVERDUE, RETURNED, WAITING = ("shuanghe", "shanghui"), "hutian", "jiancai"
PLANNER = "xingtang"
MATERIAL = (
    "一、上级会议强调，冬春是农田水利建设的好时候，各村要把清淤疏渠的任务排到组、排到人。\n"
    "二、年底前开好组织生活会，民主评议党员，找准问题，定下整改措施。\n"
    "三、走访困难党员和老党员，把过冬的事情安排好。"
)
SUMMARY = (
    "我们村外出党员多，开会人难齐。今年起，每次活动日前一周由党小组长逐个打电话，写明主题；"
    "不能回来的，当天视频参加。\n"
    "议事放在学习之后，每次只议一件事，当场定谁来办、什么时候办完，下个月先通报办得怎么样。"
)


def send_up(stage: Stage, months: Sequence[date], *, clerk: User, now: datetime) -> int:
    """Play it all through the product's own actions; how many half-years were sent."""
    _hand_down(stage, months[-1], clerk, now)
    branches = {branch.code: branch for branch in branches_of(stage.committee, on=stage.today)}
    _plan(stage, branches[PLANNER], clerk, now)
    _summary(stage, branches[PLANNER], clerk, now)
    half = half_of(stage.today).previous
    if months[0] > half.ends_on:
        return 0
    return sum(_send(stage, branch, half, clerk) for branch in branches.values())


def _hand_down(stage: Stage, last: date, clerk: User, now: datetime) -> None:
    month = (last + timedelta(days=32)).replace(day=1)
    version = publish_material(
        committee=stage.committee,
        draft=Draft("冬春重点工作学习材料", "枫港镇党委办公室", MATERIAL),
        first_month=month,
        last_month=month,
        sectors=[],
        by=clerk,
        at=now,
    )
    publish_suggestion(
        committee=stage.committee,
        month=month,
        suggested=Suggested("study", "collective_study", "学习冬春重点工作", 60, version.words, version.pk),
        sectors=[],
        by=clerk,
        at=now,
    )


def _plan(stage: Stage, branch: Unit, clerk: User, now: datetime) -> None:
    year, by = stage.today.year, stage.actor(branch)
    drafted = plan_draft(branch, year, on=stage.today)
    months = [
        PlannedMonth(
            month,
            THEMES[month.month - 1],
            ("study", "deliberation", "service", "dues"),
            "collective_study",
            draft.in_charge,
        )
        for month, draft in zip(months_of(year), drafted, strict=True)
    ]
    plan = keep_plan(unit=branch, year=year, months=months, drafted=drafted, base_version=0, by=by, at=now)
    filed = file_plan(plan=plan, by=by, at=now)
    answer(filing=filed.filing, step=Step.APPROVE, note="", by=clerk, at=now)


def _summary(stage: Stage, branch: Unit, clerk: User, now: datetime) -> None:
    written = send_writing(
        unit=branch,
        kind=Kind.EXPERIENCE,
        title="电话通知到人、一月议成一事",
        text=SUMMARY,
        upload=None,
        by=stage.actor(branch),
        at=now,
    )
    answer(filing=written.filings.get().filing, step=Step.APPROVE, note="", by=clerk, at=now)
    share(writing=written, by=clerk, at=now)


def _send(stage: Stage, branch: Unit, half: Half, clerk: User) -> bool:
    if branch.code in OVERDUE:
        return False
    sent_at = datetime.combine(half.ends_on + timedelta(days=6), time(10), tzinfo=SHANGHAI)
    gaps = gaps_of(draft_of(branch, half, on=sent_at.date()).items)
    typed = Typed(
        problems="外出党员多，到会的人少。",
        measures="提前一周逐个通知，不能回来的视频参加。",
        secretary_name=secretary_of(branch, on=sent_at.date()) or stage.actor(branch).display_name[:30],
        gaps_reason="正在补办，办好以后补报。" if gaps else "",
    )
    report = send(unit=branch, half=half, typed=typed, by=stage.actor(branch), at=sent_at)
    if branch.code == RETURNED:
        note = "下步打算写得太笼统，请写明哪个月办、谁来办。"
        answer(filing=report.filing, step=Step.REFUSE, note=note, by=clerk, at=sent_at)
    elif branch.code != WAITING:
        answer(filing=report.filing, step=Step.APPROVE, note="", by=clerk, at=sent_at)
    return True
