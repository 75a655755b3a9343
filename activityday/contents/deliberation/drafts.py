"""What people typed, before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from activityday.contents.deliberation.enums import Method, Source, Stage, Subject, TopicKind
from activityday.contents.deliberation.models import Matter, Topic, Vote
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.models import Unit
from activityday.rules.voting import Papers, Tally


@dataclass(frozen=True)
class OpinionDraft:
    """What somebody said, on what, from which side; the name is optional."""

    source: Source
    subject: Subject
    text: str
    given_on: date
    given_by: str = ""


@dataclass(frozen=True)
class TopicDraft:
    """A topic as it is proposed."""

    kind: TopicKind
    source: Source
    title: str
    text: str = ""


@dataclass(frozen=True)
class Discussion:
    """Where and when something was talked over, and what was said; in a segment its own record serves."""

    on: date
    points: str = ""
    activity: Activity | None = None
    segment: Segment | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided, by which vote (None: agreed without one), and who does what until when."""

    on: date
    resolution: str
    task: str
    owner: str
    due_on: date
    vote: Vote | None = None


@dataclass(frozen=True)
class VoteDraft:
    """A vote as it is prepared: who is asked what, how, when."""

    body: str
    question: str
    method: Method
    held_on: date
    place: str = ""
    chair: str = ""
    activity: Activity | None = None
    group: Unit | None = None
    topic: Topic | None = None
    candidates: Sequence[str] = ()
    seats: int | None = None
    matter: Matter | None = None
    stage: Stage | None = None
    told_on: date | None = None
    is_merged: bool = False
    merged_why: str = ""


@dataclass(frozen=True)
class Count:
    """What was counted: people, papers, and one tally for each line of the vote by its position."""

    entitled: int
    present: int
    tallies: dict[int, Tally]
    everybody: int | None = None
    everybody_present: int | None = None
    papers: Papers | None = None
    written_in: Sequence[tuple[str, int]] = ()
    difference: str = ""
    tellers: str = ""
    points: str = ""
    superiors: str = ""


@dataclass(frozen=True)
class Publication:
    """Where and how long something hangs, and what the supervisors of village affairs say of it."""

    where: str
    starts_on: date
    ends_on: date
    opinion: str
    supervisor: str


@dataclass(frozen=True)
class DisclosureDraft:
    """Lines of item and content, for which time, where and how long they hang."""

    kind: str
    title: str
    lines: Sequence[tuple[str, str]]
    covers_from: date
    covers_to: date
    where: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ExclusionDraft:
    """Who is not counted, why, and the two days on which it was agreed."""

    member: UUID
    ground: str = field(repr=False)
    agreed_on: date
    approved_on: date
