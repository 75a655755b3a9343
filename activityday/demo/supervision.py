"""The town looks after its branches: leaders and their links, a sample, an inspection with something to put right, a circular."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.day.schedule.queries import day_of
from activityday.demo.history import Stage
from activityday.leadership.reports.circulars.gathering import facts_of
from activityday.leadership.supervision import actions
from activityday.leadership.supervision.actions import InspectionDraft, Issuing, VisitDraft
from activityday.leadership.supervision.enums import Order, Seen, Step
from activityday.leadership.supervision.models import Circular, Inspection, Leader
from activityday.office.policy.queries import inspection_items
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.circular import Period, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
IN_OFFICE = date(2021, 6, 1)
# name, post, user name, branches; the last one came a short while ago and has no link yet
TEAM = (
    ("郑国栋", "镇党委书记", "", ("shuanghe", "donggang", "jiguan")),
    ("罗海燕", "镇党委副书记、镇长", "", ("liudi", "shiqiao", "baisha")),
    ("周立新", "镇党委副书记", "", ("hutian", "heping", "changdi")),
    ("李建民", "镇党委委员、组织委员", "lianxi", ("xingtang", "wenchang", "miye")),
    ("谭晓梅", "镇党委委员、宣传委员", "", ("qingshan", "zhulin", "zhongxue", "xiaoxue")),
    ("邹志勇", "镇党委委员、武装部长", "", ("yangji", "jinpen", "matou", "paichusuo")),
    ("段文静", "镇党委委员、纪委书记", "", ()),
)
VISITOR, VISITED = "李建民", "xingtang"
# with this seed the branch that people try is among those drawn, as anybody may work out again
SEED = "fg-2026-0017"
WANTING = {
    "plan": "台账上有一次活动的签到人数同签到表差一人",
    "frail": "两名流动党员的联系人没有写清楚",
}
MEASURES = ("对照签到表改正台账，写明差错原因", "由党小组长逐个核对联系人，补到花名册上")
INSPECTORS = "陈思齐、李建民"


def look_after(stage: Stage, months: Sequence[date], users: Mapping[str, User], *, now: datetime) -> None:
    """Through the same actions that people use: the circular of the last quarter before the sample of this month."""
    clerk = users["dangjian"]
    branches = {branch.code: branch for branch in branches_of(stage.committee, on=stage.today)}
    leaders = _team(stage, branches, users, clerk)
    on = day_of(branches[VISITED], months[-1]).day
    _visit(leaders[VISITOR], branches[VISITED], on, users[_user_of(VISITOR)])
    _circular(stage, clerk, now)
    inspections = _sample(stage, clerk)
    for inspection in inspections:
        _inspect(stage, inspection, clerk)
    _put_right(stage, next(one for one in inspections if one.unit.code == VISITED), users, clerk)


def _team(
    stage: Stage, branches: Mapping[str, Unit], users: Mapping[str, User], clerk: User
) -> dict[str, Leader]:
    made = {}
    for name, title, username, codes in TEAM:
        since = IN_OFFICE if codes else stage.today - timedelta(days=30)
        made[name] = actions.add_leader(
            committee=stage.committee,
            name=name,
            post_title=title,
            user=users.get(username),
            starts_on=since,
            by=clerk,
            at=_at(since),
        )
        for code in codes:
            actions.link(leader=made[name], unit=branches[code], starts_on=since, by=clerk, at=_at(since))
    return made


def _user_of(name: str) -> str:
    return next(username for one, _, username, _ in TEAM if one == name)


def _visit(leader: Leader, unit: Unit, on: date, by: User) -> None:
    draft = VisitDraft(
        on, "参加了活动日，看了签到表和议事记录", "外出党员提前一周联系\n水渠完工以后请群众代表一起验收"
    )
    actions.record_visit(leader=leader, unit=unit, draft=draft, by=by, at=_at(on, 16))


def _circular(stage: Stage, clerk: User, now: datetime) -> Circular:
    """About the last whole quarter, issued on the twelfth day after it."""
    first = stage.today.replace(month=(stage.today.month - 1) // 3 * 3 + 1, day=1)
    last = first - timedelta(days=1)
    period = Period(Span.QUARTER, last.year, (last.month + 2) // 3)
    at = min(_at(last + timedelta(days=12)), now)
    draft = actions.draft_circular(
        committee=stage.committee,
        period=period,
        order=Order.TREE,
        facts=facts_of(stage.committee, period, Order.TREE, at=at),
        by=clerk,
        at=at,
    )
    number = f"枫发〔{at.year}〕{20 + period.number}号"
    issuing = Issuing(
        number, stage.committee.name, "各村（社区）及镇属部门党组织", at.date(), base_version=draft.version
    )
    return actions.issue_circular(circular=draft, issuing=issuing, by=clerk, at=at)


def _sample(stage: Stage, clerk: User) -> list[Inspection]:
    on = stage.today - timedelta(days=16)
    sample = actions.fix_seed(committee=stage.committee, title="", seed=SEED, by=clerk, at=_at(on, 9))
    return actions.draw_sample(
        sample=sample, planned_on=stage.today - timedelta(days=13), by=clerk, at=_at(on)
    )


def _inspect(stage: Stage, inspection: Inspection, clerk: User) -> None:
    """Everything was fine but in the branch that people try."""
    on = stage.today - timedelta(days=13)
    wanting = WANTING if inspection.unit.code == VISITED else {}
    answers = {
        item.key: (Seen.SHORTCOMING, wanting[item.key]) if item.key in wanting else (Seen.FINE, "")
        for item in inspection_items()
    }
    summary = "活动按时开展，原件齐全。" if not wanting else "活动按时开展，台账和联系人要补正。"
    draft = InspectionDraft(on, INSPECTORS, answers, summary)
    actions.record_inspection(inspection=inspection, draft=draft, by=clerk, at=_at(on, 17))


def _put_right(stage: Stage, inspection: Inspection, users: Mapping[str, User], clerk: User) -> None:
    """Ordered; both have their measures; one is reported and waits for the town, the other is under way."""
    secretary, today = users["shuji"], stage.today
    ordered_at = _at(today - timedelta(days=12))
    actions.issue_order(
        inspection=inspection, demand="请党支部书记牵头，逐项改到位。", by=clerk, at=ordered_at
    )
    found = list(inspection.shortcomings.order_by("number"))
    for shortcoming, text in zip(found, reversed(MEASURES), strict=True):
        actions.write_measure(
            shortcoming=shortcoming,
            text=text,
            owner="刘小燕",
            due_on=today + timedelta(days=10),
            by=secretary,
            at=_at(today - timedelta(days=8)),
        )
    note = "已逐个核对，联系人都补上了"
    actions.take_step(
        shortcoming=found[0], step=Step.REPORT, note=note, by=secretary, at=_at(today - timedelta(days=2))
    )


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
