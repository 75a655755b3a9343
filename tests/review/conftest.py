"""兴塘村 with its committee and twelve members: life meetings, talks, problems and meetings in one line each."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from activityday.contents.review.actions import (
    enter_problem,
    enter_talk,
    plan_life_meeting,
    record_life_meeting,
    write_meeting,
)
from activityday.contents.review.drafts import (
    Assignment,
    LifePlan,
    LifeRecord,
    MeetingDraft,
    ProblemDraft,
    Seen,
    TalkDraft,
)
from activityday.contents.review.enums import Body, Duty, Occasion
from activityday.contents.review.models import HeartTalk, LifeMeeting, Meeting, Problem
from activityday.day.activity.actions import prepare
from activityday.day.activity.models import Activity
from activityday.day.activity.plan import plan_from_agenda
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.conftest import LONG_AGO, OPERATOR, Town, instant

DAY = date(2026, 11, 20)
NOON = instant("2026-11-20 12:00")
LATER = instant("2026-11-26 09:00")
POSTS = (PostKind.SECRETARY, PostKind.ORGANISATION, PostKind.PUBLICITY)


@pytest.fixture
def people(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Twelve members of 兴塘村; the first is the secretary, the next two sit on the committee."""
    members = make_members(town.village, 12)
    for member, kind in zip(members, POSTS, strict=False):
        Post.objects.create(member=member, unit=town.village, kind=kind, starts_on=LONG_AGO)
    return members


@pytest.fixture
def plan_meeting(town: Town) -> Callable[..., LifeMeeting]:
    """`plan_meeting(theme="守纪律")`: being prepared for 20 November."""

    def planned(**changed: Any) -> LifeMeeting:
        unit, at = changed.pop("unit", town.village), changed.pop("at", NOON)
        draft = {"planned_on": DAY, "body": Body.MEMBERS, "theme": "学党章守纪律", "chair": "王秀兰"}
        return plan_life_meeting(
            unit=unit, draft=LifePlan(**{**draft, **changed}), by=town.users["secretary"], at=at
        )

    return planned


@pytest.fixture
def hold_meeting(town: Town) -> Callable[..., LifeMeeting]:
    """`hold_meeting(meeting, people, away=people[:2])`: recorded on another day than the activity day."""

    def held(
        meeting: LifeMeeting,
        members: list[Member],
        *,
        away: list[Member] | None = None,
        silent: list[Member] | None = None,
        **changed: Any,
    ) -> LifeMeeting:
        missing = {member.pk for member in away or []}
        quiet = {member.pk for member in silent or []}
        seen = {one.pk: Seen(one.pk not in missing, one.pk not in quiet, True) for one in members}
        record = {
            "held_on": DAY,
            "people": seen,
            "secretary_first": True,
            "signed": len(members) - len(missing),
            "points": "逐人发言\n互相提醒",
            "chair": "王秀兰",
        }
        base = changed.pop("base_version", meeting.version)
        at = changed.pop("at", NOON)
        return record_life_meeting(
            meeting=meeting,
            record=LifeRecord(**{**record, **changed}),
            base_version=base,
            by=town.users["secretary"],
            at=at,
        )

    return held


@pytest.fixture
def list_problem(town: Town) -> Callable[..., Problem]:
    """`list_problem(title="会风散漫", assigned=True)`."""

    def listed(*, assigned: bool = False, due_on: date = date(2026, 12, 20), **changed: Any) -> Problem:
        unit, form_id = changed.pop("unit", town.village), changed.pop("form_id", uuid4())
        draft = {"title": "学习不经常", "found_on": DAY}
        what = Assignment("每月学一次，专人记", "张三", due_on) if assigned else None
        return enter_problem(
            unit=unit,
            draft=ProblemDraft(**{**draft, **changed}),
            assignment=what,
            form_id=form_id,
            by=town.users["secretary"],
            at=NOON,
        )

    return listed


@pytest.fixture
def enter(town: Town, people: list[Member]) -> Callable[..., HeartTalk]:
    """`enter(0, 4, content="家里有人生病")`: the first of the roster talked with the fifth."""

    def entered(talker: int = 0, listener: int = 4, **changed: Any) -> HeartTalk:
        by, form_id = changed.pop("by", town.users["secretary"]), changed.pop("form_id", uuid4())
        draft = {
            "talker": people[talker],
            "listener": people[listener],
            "occasion": Occasion.ROUTINE,
            "held_on": DAY,
            "place": "村部",
        }
        return enter_talk(
            unit=town.village, draft=TalkDraft(**{**draft, **changed}), form_id=form_id, by=by, at=NOON
        )

    return entered


@pytest.fixture
def meet(town: Town) -> Callable[..., Meeting]:
    """`meet(duty=Duty.COMMITTEE, held_on=date(2026, 10, 12))`."""

    def met(**changed: Any) -> Meeting:
        unit, form_id = changed.pop("unit", town.village), changed.pop("form_id", uuid4())
        draft = {
            "duty": Duty.COMMITTEE,
            "held_on": date(2026, 10, 12),
            "title": "研究冬修",
            "chair": "王秀兰",
            "expected": 3,
            "attended": 3,
        }
        draft = MeetingDraft(**{**draft, **changed})
        return write_meeting(unit=unit, draft=draft, form_id=form_id, by=town.users["recorder"], at=LATER)

    return met


@pytest.fixture
def december(town: Town, people: list[Member]) -> Activity:
    """The activity of December, being prepared."""
    month, day = date(2026, 12, 1), date(2026, 12, 7)
    plan = plan_from_agenda(town.village, month, held_on=day)
    return prepare(
        host=town.village, scopes=[town.village], month=month, held_on=day, plan=plan, by=OPERATOR, at=NOON
    )
