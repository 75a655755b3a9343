"""A branch of twelve, and a month that can be brought to any outcome in one line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

import pytest

from activityday.day.activity.actions import RecordDraft, prepare, write_record
from activityday.day.activity.models import Activity
from activityday.day.activity.plan import plan_from_agenda
from activityday.day.activity.queries import segments_of
from activityday.day.attendance.actions import finish_roll, save_roll
from activityday.day.attendance.enums import Mode, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.queries import roll_of
from activityday.day.schedule.queries import day_of
from activityday.judgement.closing.actions import Signatures, close
from activityday.judgement.closing.models import Closing
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant

SIGNS = {"到": Mark(State.PRESENT), "缺": Mark(State.ABSENT), "其": Mark(State.OTHER_MEANS, Mode.VIDEO)}
BOTH = Signatures(declared=True, recorder_name="刘小燕", secretary_name="王秀兰")


@pytest.fixture
def twelve(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Twelve members of 兴塘村."""
    return make_members(town.village, 12)


@pytest.fixture
def hold(town: Town) -> Callable[..., Activity]:
    """`hold(branch, 3, {member: "缺"})`: an activity of that month, recorded but not closed; everybody else present."""

    def held(
        branch: Unit,
        month: int,
        signs: Mapping[Member, str],
        members: list[Member],
        *,
        year: int = 2026,
        **record: object,
    ) -> Activity:
        first = date(year, month, 1)
        day = day_of(branch, first).day
        at = instant(f"{day} 08:30")
        plan = replace(
            plan_from_agenda(branch, first, held_on=day), place="会议室", chair="王秀兰", recorder="刘小燕"
        )
        activity = prepare(
            host=branch, scopes=[branch], month=first, held_on=day, plan=plan, by=OPERATOR, at=at
        )
        marks = {
            member.pk: SIGNS[signs.get(member, "到")] for member in members if signs.get(member, "到") != "未"
        }
        signed = sum(mark.state == State.PRESENT for mark in marks.values())
        version = roll_of(activity).version
        save_roll(
            activity=activity, entries=marks, signed_count=signed, base_version=version, by=OPERATOR, at=at
        )
        finish_roll(activity=activity, by=OPERATOR, at=at)
        activity.refresh_from_db()
        draft = RecordDraft(
            held_on=day,
            starts_at=time(8, 50),
            ends_at=time(12, 0),
            place="会议室",
            chair="王秀兰",
            recorder="刘小燕",
            points={segment.pk: "学了文件\n议了水渠\n收了党费" for segment in segments_of(activity)},
        )
        draft = replace(draft, **record)  # type: ignore[arg-type]
        write_record(
            activity=activity,
            record=draft,
            base_version=activity.version,
            by=OPERATOR,
            at=instant(f"{day} 11:50"),
        )
        activity.refresh_from_db()
        return activity

    return held


@pytest.fixture
def close_month(hold: Callable[..., Activity]) -> Callable[..., Closing]:
    """The same, closed at noon."""

    def closed(
        branch: Unit, month: int, signs: Mapping[Member, str], members: list[Member], **more: object
    ) -> Closing:
        activity = hold(branch, month, signs, members, **more)
        at = instant(f"{activity.held_on} 12:00")
        return close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)

    return closed
