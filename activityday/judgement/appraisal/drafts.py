"""What people enter, as the actions take it. Keys of the maps are the ids of the people on the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.judgement.appraisal.enums import Answer, Body, Grade, Way
from activityday.rules.appraisal import Marks, Papers


@dataclass(frozen=True)
class Meeting:
    """The meeting that appraises: when, where, who took part and how; that everybody was spoken of there."""

    held_on: date
    place: str
    chair: str
    activity: Activity | None
    is_mutual_done: bool
    ways: Mapping[UUID, Way]


@dataclass(frozen=True)
class Count:
    """What tellers counted."""

    papers: Papers
    tellers: str
    marks: Mapping[UUID, Marks]


@dataclass(frozen=True)
class Given:
    """The grade of one member, None for one who is not graded, and the reason."""

    grade: Grade | None
    reason: str = ""


@dataclass(frozen=True)
class Decided:
    """Who decided, when, how many were there, and every grade."""

    body: Body
    met_on: date
    entitled: int
    present: int
    grades: Mapping[UUID, Given]


@dataclass(frozen=True)
class Told:
    """By whom and when a member was told, what the member said, what is done about it."""

    told_on: date
    told_by: str
    answer: Answer = Answer.AGREES
    opinion: str = ""
    measures: str = ""
