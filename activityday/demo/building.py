"""Sets the invented town up: its tree, its users, its roster from the workbook, its requests and its history."""

import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from activityday.audit.actions import Actor, Command
from activityday.day.activity.queries import secretary_of
from activityday.day.schedule.queries import day_of
from activityday.demo.appraisal import appraise
from activityday.demo.deliberation import talk_over
from activityday.demo.directory import list_sites
from activityday.demo.dues import collect_history
from activityday.demo.floating import keep_floating
from activityday.demo.history import Stage, live, months_before
from activityday.demo.people import everybody
from activityday.demo.points import keep_points
from activityday.demo.requests import ask_around, ask_before
from activityday.demo.review import look_into
from activityday.demo.service import keep_service
from activityday.demo.supervision import look_after
from activityday.demo.talks import talk_with_the_absent
from activityday.demo.town import (
    ALSO_SIGNS_IN,
    BRANCHES,
    CAST,
    COMMITTEE,
    COUNTY,
    GENERAL_BRANCHES,
    MORE_POSTS,
    Branch,
)
from activityday.demo.upward import send_up
from activityday.demo.workbook import roster_workbook
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.organisation.actions import amend, establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, unit_by_code

SINCE = date(2021, 1, 1)
OPERATOR = Command("demo")
LABELS = "一二三四"


def is_built() -> bool:
    """Whether the town stands already."""
    return unit_by_code(COMMITTEE[0]) is not None


def build(*, folder: Path, now: datetime, told: Callable[[str], None]) -> None:
    """Build the whole town as of `now`: its workbook is written to `folder` and really imported."""
    today = now.date()
    committee = _tree(now)
    told("党组织：27 个支部")
    users = _users(now)
    workbook = folder / "枫港镇党员花名册.xlsx"
    workbook.write_bytes(roster_workbook(everybody(on=today), on=today))
    call_command("import_roster", str(workbook), unit=COMMITTEE[0], on=SINCE, verbosity=0)
    told(f"花名册：已导入 {workbook.name}")
    users |= _secretaries(committee, users, now)
    months = months_before(today, day_of(_unit("xingtang"), today.replace(day=1)).day)
    stage = Stage(committee, lambda branch: _actor(users, branch), today, random.Random(2017))  # noqa: S311
    ask_before(stage, months, clerk=users["dangjian"])
    list_sites(committee, clerk=users["dangjian"], now=now)
    told("活动：")
    live(stage, months, told)
    collect_history(stage, months, clerk=users["dangjian"], told=told)
    ask_around(stage, months, clerk=users["dangjian"], now=now)
    keep_service(stage)
    told("服务：项目、承诺、岗位、社区报到、走访帮扶")
    keep_points(stage, months, users, now=now)
    told("积分：已经入账，有一份公示")
    talk_over(stage, users, now=now)
    told("议事：一件事走了四议，等着办完")
    appraise(stage)
    told("民主评议：去年的已办结一个支部，今年的办到不同步骤")
    look_into(stage, months, users, now=now)
    told("党性分析：组织生活会、谈心谈话、问题整改")
    told(f"流动党员：兴塘村 {keep_floating(stage, months, now=now)} 人有登记、联系和回执")
    talk_with_the_absent(months, users)
    sent = send_up(stage, months, clerk=users["dangjian"], now=now)
    told(f"报备：{sent} 个支部报了上一个半年")
    look_after(stage, months, users, now=now)
    told("督查：一次抽查、一份整改通知书、一份通报")


def _tree(now: datetime) -> Unit:
    def set_up(
        parent: Unit | None,
        place: tuple[str, str, str],
        level: Level,
        sector: Sector = Sector.MIXED,
        *,
        has_committee: bool = False,
    ) -> Unit:
        code, name, short = place
        return establish(
            parent=parent,
            code=code,
            name=name,
            short_name=short,
            level=level,
            sector=sector,
            has_committee=has_committee,
            by=OPERATOR,
            at=now,
        )

    county = set_up(None, COUNTY, Level.COUNTY, has_committee=True)
    committee = set_up(county, COMMITTEE, Level.COMMITTEE, has_committee=True)
    generals = {
        place[0]: set_up(committee, place, Level.GENERAL_BRANCH, sector=Sector.DEPARTMENT, has_committee=True)
        for place in GENERAL_BRANCHES
    }
    for branch in BRANCHES:
        unit = set_up(
            generals.get(branch.under, committee),
            (branch.code, branch.name, branch.short),
            Level.BRANCH,
            sector=branch.sector,
            has_committee=branch.has_committee,
        )
        amend(unit=unit, place=_place(branch), by=OPERATOR, at=now)
        for number in range(branch.groups):
            label = f"第{LABELS[number]}党小组"
            set_up(unit, (f"{branch.code}-{number + 1}", f"{branch.short}{label}", label), Level.GROUP)
    return committee


def _place(branch: Branch) -> str:
    if branch.sector in {Sector.VILLAGE, Sector.COMMUNITY}:
        return f"{branch.short}党群服务中心会议室"
    return f"{branch.short}会议室"


def _users(now: datetime) -> dict[str, User]:
    users = {}
    for username, name, role, code in CAST:
        user = User(username=username, name=name, must_change_password=False, created_at=now)
        user.set_password(settings.DEMO_PASSWORD)
        user.password_changed_at = now
        user.save()
        users[username] = user
        Appointment.objects.create(user=user, role=role, unit=_unit(code), starts_on=SINCE)
    for username, role, code in MORE_POSTS:
        Appointment.objects.create(user=users[username], role=role, unit=_unit(code), starts_on=SINCE)
    return users


def _secretaries(committee: Unit, users: dict[str, User], now: datetime) -> dict[str, User]:
    """The other secretaries by the code of their branch, named by the roster: a person writes what a person would write."""
    told = {code for _, _, role, code in CAST if role == "secretary"}
    password = users["shuji"].password
    made = {}
    for branch in branches_of(committee, on=now.date()).exclude(code__in=told):
        user = User(username=branch.code, name=secretary_of(branch, on=now.date()), created_at=now)
        user.must_change_password, user.password_changed_at = False, now
        if branch.code == ALSO_SIGNS_IN:
            user.password = password
        else:
            user.set_unusable_password()
        user.save()
        Appointment.objects.create(user=user, role=Role.SECRETARY, unit=branch, starts_on=SINCE)
        made[branch.code] = user
    return made


def _actor(users: dict[str, User], branch: Unit) -> Actor:
    held = {code: users[username] for username, _, role, code in CAST if role == "secretary"}
    return held.get(branch.code) or users.get(branch.code) or OPERATOR


def _unit(code: str) -> Unit:
    unit = unit_by_code(code)
    if unit is None:
        raise LookupError(code)
    return unit
