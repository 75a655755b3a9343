"""What people typed, before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from activityday.contents.service.enums import CareKind, HelpKind, Kind
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@dataclass(frozen=True)
class ProjectDraft:
    """A project as it is planned."""

    kind: Kind
    title: str
    for_whom: str
    need: str
    starts_on: date
    ends_on: date
    hours: Decimal
    place: str = ""
    feature: str = ""
    helpers: int = 0


@dataclass(frozen=True)
class ResultDraft:
    """What came of a project: the day, the words, who took part, and hours where they are not the usual ones."""

    done_on: date
    result: str
    people: Sequence[Member]
    hours: Mapping[UUID, Decimal] = field(default_factory=dict)
    usual: Decimal | None = None
    helpers: int | None = None


@dataclass(frozen=True)
class PledgeDraft:
    """A pledge of a member, or of the branch itself (None)."""

    member: Member | None
    text: str
    due_on: date


@dataclass(frozen=True)
class RegistrationDraft:
    """Who registers where, when, and what they take on. Either one of our units or a name outside."""

    members: Sequence[Member]
    on: date
    duty: str
    community: Unit | None = None
    outside: str = ""


@dataclass(frozen=True)
class CareDraft:
    """Somebody to be cared for; what is said of them never leaves the sealed columns."""

    kind: CareKind
    starts_on: date
    member: Member | None = None
    person: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    situation: str = field(default="", repr=False)
    bring: str = field(default="", repr=False)
    interval_days: int | None = None


@dataclass(frozen=True)
class VisitDraft:
    """One visit as it was made."""

    visited_on: date
    visitors: str
    help: HelpKind
    amount: Decimal | None = None
    word: str = field(default="", repr=False)
