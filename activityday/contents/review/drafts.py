"""What people typed, before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from activityday.contents.review.enums import Body, Duty, Occasion, Source
from activityday.contents.review.models import HeartTalk, LifeMeeting
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@dataclass(frozen=True)
class LifePlan:
    """A life meeting as it is planned."""

    planned_on: date
    body: Body = Body.MEMBERS
    group: Unit | None = None
    theme: str = ""
    chair: str = ""
    place: str = ""


@dataclass(frozen=True)
class Seen:
    """What was seen of one person at a life meeting."""

    was_present: bool
    criticised_self: bool
    criticised_others: bool


@dataclass(frozen=True)
class LifeRecord:
    """How a life meeting went; in a segment of an activity that record is the record."""

    held_on: date
    people: Mapping[UUID, Seen]
    secretary_first: bool
    segment: Segment | None = None
    signed: int | None = None
    chair: str = ""
    recorder: str = ""
    points: str = field(default="", repr=False)


@dataclass(frozen=True)
class ProblemDraft:
    """A problem as it is entered; with measure, owner and deadline where they are known already."""

    title: str = field(repr=False)
    found_on: date
    source: Source = Source.OTHER
    meeting: LifeMeeting | None = None
    talk: HeartTalk | None = None
    member: Member | None = None


@dataclass(frozen=True)
class Assignment:
    """What is done about a problem, by whom, until when."""

    measure: str = field(repr=False)
    owner: str
    due_on: date


@dataclass(frozen=True)
class TalkDraft:
    """A talk as it is entered in the register; what was said is optional."""

    talker: Member
    listener: Member
    occasion: Occasion
    held_on: date
    place: str = ""
    content: str = field(default="", repr=False)
    meeting: LifeMeeting | None = None
    readers: Sequence[int] = ()


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting of another day."""

    duty: Duty
    held_on: date
    title: str
    chair: str
    expected: int
    attended: int
    group: Unit | None = None
    minutes: int | None = None
    recorder: str = ""
    points: str = ""


@dataclass(frozen=True)
class ResultPosting:
    """Where and how long the result of a life meeting hangs, or how else it was told."""

    where: str
    starts_on: date
    ends_on: date
    with_personal: bool = False
