"""Service of the invented town: projects, pledges, duty posts, registrations, care; 兴塘村 most of all."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from activityday.contents.service.actions import (
    confirm_here,
    enter_care,
    finish_project,
    judge_pledge,
    make_pledges,
    plan_project,
    register,
    set_up_post,
    sign_up,
    write_visit,
)
from activityday.contents.service.drafts import (
    CareDraft,
    PledgeDraft,
    ProjectDraft,
    RegistrationDraft,
    ResultDraft,
    VisitDraft,
)
from activityday.contents.service.enums import CareKind, HelpKind, Kind, PledgeState
from activityday.demo.history import Stage
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code
from activityday.people.roster.models import Member
from activityday.people.roster.queries import affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
K = Kind
# branch, kind, feature, title, for whom, need, place, days ago, hours, from which to which place of the roster, result
DONE = (
    (
        *("xingtang", K.VOLUNTEERING, "environment", "清理村口到二组的河道", "沿河村民"),
        *("水草淤塞，汛期排水不畅", "村口河道", 100, "3", 2, 14, "清了四百米河道\n拉走两车水草"),
    ),
    (
        *("xingtang", K.TEAM_SERVICE, "technology", "请农技员教新农机", "种粮户"),
        *("新收割机不会用、不敢用", "三组晒场", 55, "2", 5, 11, "二十六户学会了操作\n留了农技员电话"),
    ),
    (
        *("xingtang", K.CARE, "", "秋收前走访老人户", "独居老人"),
        *("房前屋后没人收拾，稻子没人收", "各组", 20, "2.5", 0, 9, "走了九户\n帮两户约好收割机"),
    ),
    (
        *("wenchang", K.VOLUNTEERING, "policy_talk", "上门讲医保缴费", "外出务工家庭"),
        *("不知道今年怎么交", "各组", 35, "2", 0, 12, "讲了四十户\n当场帮十一户办好"),
    ),
    (
        *("donggang", K.DUTY_POSTS, "mediation", "调解两户宅基地纠纷", "三组两户村民"),
        *("为一米巷道吵了半年", "村部", 28, "4", 0, 3, "两户签了协议，各让半米"),
    ),
    (
        *("weisheng", K.TEAM_SERVICE, "health", "到村里量血压、送药", "慢性病老人"),
        *("看病路远", "兴塘村村部", 48, "3", 0, 8, "量了六十三人\n查出三人要转诊"),
    ),
)
PLEDGES = (
    "帮三户老人收稻子",
    "每月清扫一次组里的路",
    "带两户种再生稻",
    "给外出务工户看门、收信",
    "每季讲一次惠农政策",
    "教会十户用新农机",
    "管好一段河道",
)
POSTS = (
    ("政策宣传岗", "每月把上级的惠农政策讲到户", (3, 4)),
    ("环境卫生岗", "每周看一遍组里的卫生，提醒、带头", (5, 6, 7)),
    ("矛盾调解岗", "邻里、田水、宅基地纠纷先上门劝", (0, 8)),
)


def keep_service(stage: Stage) -> None:
    """Plan, do, promise, register, visit: through the same actions that people use."""
    for code, *rest in DONE:
        _do(stage, _branch(code), rest)
    village = _branch("xingtang")
    members = _members(village, stage.today)
    _plan_next(stage, village, members)
    _promise(stage, village, members)
    for name, duties, places in POSTS:
        set_up_post(
            unit=village,
            name=name,
            duties=duties,
            starts_on=date(stage.today.year, 1, 8),
            members=[members[place] for place in places],
            by=stage.actor(village),
            at=_at(stage.today),
        )
    _register(stage)
    _care(stage, village, members)


def _do(stage: Stage, branch: Unit, row: Sequence[object]) -> None:
    kind, feature, title, for_whom, need, place, ago, hours, first, last, result = row
    day = stage.today - timedelta(days=int(str(ago)))
    draft = ProjectDraft(
        kind=Kind(str(kind)),
        feature=str(feature),
        title=str(title),
        for_whom=str(for_whom),
        need=str(need),
        place=str(place),
        starts_on=day,
        ends_on=day,
        hours=Decimal(str(hours)),
    )
    by = stage.actor(branch)
    project = plan_project(unit=branch, draft=draft, by=by, at=_at(day - timedelta(days=5)))
    people = _members(branch, day)[int(str(first)) : int(str(last))]
    finish_project(
        project=project,
        draft=ResultDraft(day, str(result), people, helpers=4),
        base_version=project.version,
        by=by,
        at=_at(day),
    )


def _plan_next(stage: Stage, village: Unit, members: Sequence[Member]) -> None:
    day = stage.today + timedelta(days=12)
    draft = ProjectDraft(
        kind=Kind.VOLUNTEERING,
        feature="environment",
        title="给村道两边的树刷白",
        for_whom="全村",
        need="过冬防冻防虫",
        place="村道",
        starts_on=day,
        ends_on=day,
        hours=Decimal(3),
    )
    by = stage.actor(village)
    project = plan_project(unit=village, draft=draft, by=by, at=_at(stage.today))
    sign_up(project=project, members=members[3:9], base_version=project.version, by=by, at=_at(stage.today))


def _promise(stage: Stage, village: Unit, members: Sequence[Member]) -> None:
    year, by = stage.today.year, stage.actor(village)
    due_on = date(year, 12, 31)
    drafts = [PledgeDraft(None, "年内修好二组到三组的水渠", due_on)]
    drafts += [PledgeDraft(member, text, due_on) for member, text in zip(members[2:], PLEDGES, strict=False)]
    made = make_pledges(unit=village, year=year, drafts=drafts, by=by, at=_at(stage.today))
    said = ((1, PledgeState.KEPT, ""), (2, PledgeState.PARTLY, "两个月没有扫"), (3, PledgeState.KEPT, ""))
    for place, result, word in said:
        judge_pledge(pledge=made[place], result=result, text=word, on=stage.today, by=by, at=_at(stage.today))


def _register(stage: Stage) -> None:
    office, community = _branch("jiguan"), _branch("baisha")
    day = stage.today - timedelta(days=30)
    people, by = _members(office, day), stage.actor(office)
    duty = "每月参加一次小区清扫"
    here = RegistrationDraft(people[:5], day, duty, community)
    made = register(unit=office, draft=here, by=by, at=_at(day))
    outside = RegistrationDraft(people[5:6], day, "帮社区写公告", outside="县城江滨社区")
    register(unit=office, draft=outside, by=by, at=_at(day))
    for one in made[:3]:
        confirm_here(
            registration=one, unit=community, word="", by=stage.actor(community), at=_at(stage.today)
        )


def _care(stage: Stage, village: Unit, members: Sequence[Member]) -> None:
    by, begun = stage.actor(village), stage.today - timedelta(days=250)
    drafts = (
        (CareDraft(CareKind.HARDSHIP, begun, members[10], situation="腿脚不便，一人住", bring="油、米"), 95),
        (CareDraft(CareKind.OLD, begun, members[12], bring="降压药"), 60),
        (CareDraft(CareKind.MASSES, begun, person="丁桂花", address="枫港镇兴塘村四组", bring="棉被"), 40),
    )
    for draft, ago in drafts:
        entry = enter_care(unit=village, draft=draft, form_id=uuid4(), by=by, at=_at(begun))
        day = stage.today - timedelta(days=ago)
        seen = VisitDraft(day, "王秀兰、刘小燕", HelpKind.GOODS, Decimal(200), "精神还好，要修一下灶")
        write_visit(entry=entry, draft=seen, form_id=uuid4(), by=by, at=_at(day))


def _members(branch: Unit, on: date) -> list[Member]:
    return [entry.member for entry in affiliated([branch], on=on)]


def _branch(code: str) -> Unit:
    unit = unit_by_code(code)
    if unit is None:
        raise LookupError(code)
    return unit


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16, 30), SHANGHAI)
