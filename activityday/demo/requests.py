"""What the invented branches asked of the town: another day, and agreements for frail members."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.day.attendance.actions import ask_exemption
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind
from activityday.day.schedule.actions import ask_for_day
from activityday.day.schedule.queries import day_of
from activityday.demo.history import Stage
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.office.filings.models import Filing
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.models import Member
from activityday.people.roster.queries import affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOVED, ASKS = "changdi", "liudi"
FRAIL_FROM = 76


def ask_before(stage: Stage, months: Sequence[date], *, clerk: User) -> None:
    """Before the story begins: agreements for the frail; and one branch that moved its day with approval."""
    begins = months[0]
    for branch in branches_of(stage.committee, on=stage.today):
        for number, member in enumerate(_frail(branch, stage.today)):
            kind = ExemptionKind.EXEMPT if number % 3 else ExemptionKind.OTHER_MEANS
            filing = _agreement(stage, branch, member, kind, begins)
            _approve(filing, "同意，请党小组每季度上门一次。", clerk, begins)
    branch = _branch(stage, MOVED)
    month = months[3]
    original = day_of(branch, month).day
    asked_on = original - timedelta(days=6)
    moved = ask_for_day(
        unit=branch,
        month=month,
        new_on=original + timedelta(days=2),
        reason="当天社区会议室用作防汛物资点",
        by=stage.actor(branch),
        on=asked_on,
        at=_noon(asked_on),
    )
    _approve(moved.filing, "同意。", clerk, asked_on)


def ask_around(stage: Stage, months: Sequence[date], *, clerk: User, now: datetime) -> None:
    """What waits on the clerk's desk today: another day, and two new agreements."""
    del clerk
    branch = _branch(stage, ASKS)
    following = (months[-1] + timedelta(days=32)).replace(day=1)
    original = day_of(branch, following).day
    ask_for_day(
        unit=branch,
        month=following,
        new_on=original + timedelta(days=2),
        reason="当天村委会换届选举，会场和人员都占用",
        by=stage.actor(branch),
        on=now.date(),
        at=now,
    )
    donggang = _branch(stage, "donggang")
    for person in affiliated([donggang], on=stage.today)[20:22]:
        _agreement(stage, donggang, person.member, ExemptionKind.EXEMPT, now.date(), at=now)


def _frail(branch: Unit, on: date) -> list[Member]:
    people = [person.member for person in affiliated([branch], on=on)]
    return [member for member in people if member.born_on and on.year - member.born_on.year >= FRAIL_FROM][:3]


def _agreement(
    stage: Stage, branch: Unit, member: Member, kind: ExemptionKind, on: date, *, at: datetime | None = None
) -> Filing:
    exemption = ask_exemption(
        unit=branch,
        member=member,
        kind=kind,
        ground=ExemptionGround.AGE,
        starts_on=on,
        ends_on=on + timedelta(days=360),
        by=stage.actor(branch),
        on=on,
        at=at or _noon(on),
    )
    filing: Filing = exemption.filing
    return filing


def _approve(filing: Filing, note: str, clerk: User, on: date) -> None:
    answer(filing=filing, step=Step.APPROVE, note=note, by=clerk, at=_noon(on))


def _branch(stage: Stage, code: str) -> Unit:
    return next(branch for branch in branches_of(stage.committee, on=stage.today) if branch.code == code)


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=SHANGHAI)
