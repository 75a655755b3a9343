"""Floating members of the invented town: registered, contacted, taking part in another branch, back by slip and by page."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.audit.actions import Actor
from activityday.day.activity.queries import activity_for
from activityday.day.floating.actions import claim, print_slips
from activityday.demo.history import Stage
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code
from activityday.people.roster.actions import (
    Registration,
    amend_departure,
    arrive,
    come_home,
    depart,
    note_contact,
)
from activityday.people.roster.enums import Category, ConditionKind, ContactWay
from activityday.people.roster.floating_queries import Floating, floating_of
from activityday.people.roster.queries import affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
BRANCH, HOST = "xingtang", "liudi"
MONTHS = 6
PLACES = (
    ("work", "广东省东莞市长安镇", "东莞示例电子厂", "东莞市示例社区党委", True),
    ("business", "湖南省长沙市雨花区", "示例建材商行", "", False),
    ("family", "湖南省岳阳市岳阳楼区", "", "岳阳市示例街道党工委", False),
    ("work", "浙江省义乌市", "示例针织厂", "", False),
)
OUTSIDER = {
    "name": "吴建平",
    "home_organisation": "外县示例村党支部",
    "home_phone": "0730-0000000",
    "phone": "13900000000",
}


def keep_floating(stage: Stage, months: Sequence[date], *, now: datetime) -> int:
    """Fill the registrations of one branch in, write contacts down, let one take part in a neighbouring branch, print slips
    and let one come back over its page; returns how many are away."""
    branch, host = _unit(BRANCH), _unit(HOST)
    if branch is None or host is None:
        return 0
    by, today = stage.actor(branch), now.date()
    people = floating_of(branch, on=today)
    for place, one in enumerate(people):
        _fill_in(branch, one, place, by=by, now=now)
        if place % 3 != 2:  # noqa: PLR2004 -- every third is to be contacted
            _contact(one, today - timedelta(days=10 + 30 * (place % 2)), by=by, now=now)
    if people:
        arrive(unit=host, member=people[-1].member, on=months[0], by=stage.actor(host), at=_at(months[0]))
        _slips(branch, people, months[-1], by=by, now=now)
    arrive(unit=branch, outsider=OUTSIDER, on=months[-1], by=by, at=_at(months[-1]))
    _went_and_came_back(branch, months, by=by)
    return len(people)


def _fill_in(branch: Unit, one: Floating, place: int, *, by: Actor, now: datetime) -> None:
    if one.departure is not None:
        return
    reason, where, employer, host, settled = PLACES[place % len(PLACES)]
    contacts = [person.member for person in affiliated([branch], on=now.date())]
    fields: dict[str, object] = {
        "reason": reason,
        "employer": employer,
        "phone": f"1380000{place:04}",
        "host_name": host,
        "way": "host" if host else "online",
        "dues_place": "home",
        "is_settled": settled,
        "contact_member": contacts[place % 3],
    }
    registration = Registration(one.condition.starts_on, one.condition.place or where, "", fields)
    amend_departure(
        condition=one.condition, registration=registration, base_version=0, months=MONTHS, by=by, at=now
    )


def _contact(one: Floating, on: date, *, by: Actor, now: datetime) -> None:
    one.condition.refresh_from_db()
    if on < one.condition.starts_on:
        return
    note_contact(
        condition=one.condition,
        on=on,
        way=ContactWay.PHONE,
        by_name=one.condition.contact or "支部联系人",
        is_reached=True,
        word="在外都好，下次活动视频参加。",
        by=by,
        at=now,
    )


def _slips(branch: Unit, people: Sequence[Floating], month: date, *, by: Actor, now: datetime) -> None:
    held = activity_for(branch, month)
    printed = print_slips(
        unit=branch,
        members=[one.member for one in people[:3]],
        month=month,
        page_days=30,
        by=by,
        at=now,
    )
    if held is not None and held.held_on <= now.date() and printed:
        claim(
            page_code=printed[0].page_code,
            host_name=PLACES[0][3],
            held_on=held.held_on,
            confirmed_by="陈志强",
            at=now,
        )


def _went_and_came_back(branch: Unit, months: Sequence[date], *, by: Actor) -> None:
    """Somebody who was away in the first months and is back."""
    home = [
        person.member
        for person in affiliated([branch], on=months[0])
        if ConditionKind.FLOATING not in person.conditions and person.category == Category.FULL
    ]
    began = months[0] - timedelta(days=200)
    gone = depart(
        member=home[-1],
        registration=Registration(
            began, "湖北省武汉市", "支部联系人", {"reason": "work", "way": "online", "dues_place": "home"}
        ),
        months=MONTHS,
        by=by,
        at=_at(began),
    )
    come_home(condition=gone.condition, on=months[0] - timedelta(days=1), by=by, at=_at(months[0]))


def _unit(code: str) -> Unit | None:
    return unit_by_code(code)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=SHANGHAI)
