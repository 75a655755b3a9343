"""兴塘村 with forty members: topics, votes and matters in one line each."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from activityday.contents.deliberation.actions import (
    begin_matter,
    count_vote,
    discuss,
    prepare_vote,
    propose,
    write_opinion,
)
from activityday.contents.deliberation.drafts import (
    Count,
    Discussion,
    OpinionDraft,
    TopicDraft,
    VoteDraft,
)
from activityday.contents.deliberation.enums import Method, Source, Stage, Subject, TopicKind
from activityday.contents.deliberation.models import Matter, Opinion, Topic, Vote
from activityday.people.roster.models import Member
from activityday.rules.voting import Tally
from tests.conftest import Town, instant

DAY = date(2026, 11, 2)
NOON = instant("2026-11-02 12:00")


@pytest.fixture
def forty(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Forty full members of 兴塘村."""
    return make_members(town.village, 40)


@pytest.fixture
def give_opinion(town: Town) -> Callable[..., Opinion]:
    """`give_opinion(text="路灯坏了")`: written down by the recorder."""

    def given(**changed: Any) -> Opinion:
        form_id, unit = changed.pop("form_id", uuid4()), changed.pop("unit", town.village)
        draft = {
            "source": Source.MASSES,
            "subject": Subject.INTERESTS,
            "text": "二组的水渠塌了",
            "given_on": DAY,
            "given_by": "示例老周",
        }
        recorder = town.users["recorder"]
        draft = OpinionDraft(**{**draft, **changed})
        return write_opinion(unit=unit, draft=draft, form_id=form_id, by=recorder, at=NOON)

    return given


@pytest.fixture
def make_topic(town: Town) -> Callable[..., Topic]:
    """`make_topic(kind=TopicKind.GENERAL, discussed=True)`."""

    def made(*, discussed: bool = False, unit: Any = None, on: date = DAY, **changed: Any) -> Topic:
        draft = {"kind": TopicKind.AFFAIR, "source": Source.MEMBER, "title": "修二组到三组的水渠"}
        secretary = town.users["secretary"]
        topic = propose(
            unit=unit or town.village, draft=TopicDraft(**{**draft, **changed}), on=on, by=secretary, at=NOON
        )
        if discussed:
            discuss(topic=topic, discussion=Discussion(on, "都说要修"), by=secretary, at=NOON)
            topic.refresh_from_db()
        return topic

    return made


@pytest.fixture
def make_vote(town: Town) -> Callable[..., Vote]:
    """`make_vote(body="members_meeting", method=Method.BALLOT)`: prepared, not counted."""

    def made(**changed: Any) -> Vote:
        unit, at = changed.pop("unit", town.village), changed.pop("at", NOON)
        draft = {
            "body": "members_meeting",
            "question": "修二组到三组的水渠",
            "method": Method.HANDS,
            "held_on": DAY,
            "place": "村部",
            "chair": "王秀兰",
        }
        return prepare_vote(
            unit=unit, draft=VoteDraft(**{**draft, **changed}), by=town.users["secretary"], at=at
        )

    return made


@pytest.fixture
def counted(town: Town) -> Callable[..., Vote]:
    """`counted(vote, 40, 30, 21)`: entitled, present, ayes; the others abstained."""

    def done(vote: Vote, entitled: int, present: int, ayes: int, **more: Any) -> Vote:
        at = more.pop("at", NOON)
        voting = more["papers"].valid if "papers" in more else present
        tallies = more.pop("tallies", {1: Tally(ayes, 0, voting - ayes)})
        count = Count(entitled=entitled, present=present, tallies=tallies, **more)
        return count_vote(vote=vote, count=count, by=town.users["secretary"], at=at)

    return done


@pytest.fixture
def matter(town: Town) -> Matter:
    """A motion of 2 November: repair the canal."""
    draft = TopicDraft(TopicKind.VILLAGE, Source.MASSES, "修二组到三组的水渠", "塌了三处，约三万元")
    return begin_matter(unit=town.village, moved_on=DAY, draft=draft, by=town.users["secretary"], at=NOON)


STEPS = {
    Stage.PROPOSAL: ("committee_meeting", date(2026, 11, 3), None, (5, 4, 4)),
    Stage.CONSULTATION: ("two_committees", date(2026, 11, 4), None, (8, 7, 6)),
    Stage.REVIEW: ("four_steps_members", date(2026, 11, 9), date(2026, 11, 5), (40, 30, 25)),
    Stage.RESOLUTION: ("villagers_representatives", date(2026, 11, 20), date(2026, 11, 10), (33, 25, 20)),
}
LATER = instant("2026-11-25 09:00")


@pytest.fixture
def take_stage(make_vote: Callable[..., Vote], counted: Callable[..., Vote]) -> Callable[..., Vote]:
    """`take_stage(matter, Stage.REVIEW)`: the step is voted on and passed; `figures=(40, 20, 20)` for other numbers."""

    def taken(matter: Matter, stage: Stage, **changed: Any) -> Vote:
        body, held_on, told_on, figures = STEPS[stage]
        figures = changed.pop("figures", figures)
        everybody = (
            {"everybody": figures[0], "everybody_present": figures[1]} if stage == Stage.REVIEW else {}
        )
        given = {"body": body, "held_on": held_on, "told_on": told_on, "matter": matter, "stage": stage}
        vote = make_vote(question=matter.topic.title, at=LATER, **{**given, **changed})
        return counted(vote, *figures, points="都说要修", superiors="李明（副镇长）", at=LATER, **everybody)

    return taken


@pytest.fixture
def resolved(matter: Matter, forty: list[Member], take_stage: Callable[..., Vote]) -> Matter:
    """All four steps passed."""
    for stage in STEPS:
        take_stage(matter, stage)
    matter.refresh_from_db()
    return matter
