"""Points of the invented town: what follows from its months, a few things entered by hand, one quarter posted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.demo.history import Stage
from activityday.judgement.points.actions import confirm, post_entries, post_notice, propose
from activityday.judgement.points.models import ManualEntry
from activityday.judgement.points.queries import notice_due
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, unit_by_code
from activityday.people.roster.queries import affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
BRANCH = "xingtang"
# these have not made the last quarter known yet
NOT_POSTED = ("liudi", "donggang")
# place on the roster, row of the table, days ago, evidence, document, whether somebody confirmed it
ENTERED = (
    (2, "volunteering", 75, "清理村口河道，半天，村民小组长可以证明", "服务登记簿第3页", True),
    (4, "volunteering", 75, "清理村口河道，半天，村民小组长可以证明", "服务登记簿第3页", True),
    (6, "volunteering", 40, "给两户老人送药、打扫院子", "服务登记簿第5页", True),
    (9, "volunteering", 6, "帮助受灾户搬运稻谷", "服务登记簿第6页", False),
)
COMMENDED = (3, "commended_county", 20, "县委表彰的优秀党务工作者", "示县委〔2026〕18号")


def keep_points(stage: Stage, months: Sequence[date], users: Mapping[str, User], *, now: datetime) -> None:
    """Enter, confirm, post: through the same actions that people use. The last entries wait for a second person."""
    branch = unit_by_code(BRANCH)
    if branch is None:
        raise LookupError(BRANCH)
    secretary, recorder = users["shuji"], users["jilu"]
    for place, rule, ago, evidence, document, is_confirmed in ENTERED:
        on = stage.today - timedelta(days=ago)
        entry = _propose(branch, place, rule, on, (evidence, document), recorder)
        if is_confirmed:
            confirm(entry=entry, by=secretary, at=_at(on + timedelta(days=2)))
    place, rule, ago, evidence, document = COMMENDED
    _propose(branch, place, rule, stage.today - timedelta(days=ago), (evidence, document), secretary)
    for one in branches_of(stage.committee, on=stage.today):
        if one.code not in NOT_POSTED:
            _make_known(one, stage, now)
        for year in sorted({month.year for month in months}):
            post_entries(branch=one, year=year, by=stage.actor(one), at=now)


def _make_known(branch: Unit, stage: Stage, now: datetime) -> None:
    due = notice_due([branch], stage.today)[branch.pk]
    if due.ends_on >= stage.today:
        return
    hung_on = due.ends_on + timedelta(days=12)
    post_notice(
        branch=branch,
        quarter=due.starts_on,
        starts_on=hung_on,
        where="党务公开栏",
        by=stage.actor(branch),
        at=now if hung_on > stage.today else _at(hung_on),
    )


def _propose(branch: Unit, place: int, rule: str, on: date, said: tuple[str, str], by: User) -> ManualEntry:
    evidence, document = said
    member = affiliated([branch], on=on)[place].member
    return propose(
        branch=branch,
        member=member,
        rule=rule,
        on=on,
        evidence=evidence,
        document=document,
        by=by,
        at=_at(on),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16, 0), SHANGHAI)
