"""What people write down at each step, as the actions take it."""

from dataclasses import dataclass, field
from datetime import date

from activityday.judgement.standing.enums import Disposition, Hearing, State, Step
from activityday.judgement.standing.models import Talk
from activityday.rules.standing import Ballots

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statement:
    """What the member said, or how often and how it was tried to hear them."""

    heard_on: date
    way: Hearing
    text: str = ""
    tries: int = 0
    how: str = ""


@dataclass(frozen=True)
class Education:
    """Criticism and education: a held talk, or a record of its own."""

    given_on: date
    by_whom: str
    place: str = ""
    text: str = ""
    talk: Talk | None = None


@dataclass(frozen=True)
class Deliberation:
    """What the branch committee thinks; `disposition` None: none is called for."""

    met_on: date
    entitled: int
    present: int
    disposition: Disposition | None
    reason: str
    months: int | None = None


@dataclass(frozen=True)
class Investigation:
    """Who looked into it from when to when, and what they found, in words."""

    starts_on: date
    ends_on: date
    group: str
    found: str


@dataclass(frozen=True)
class Count:
    """The count of a members' meeting; who was full on that day comes from the roster."""

    met_on: date
    place: str
    not_counted: int
    why_not_counted: str
    present: int
    ayes: int
    nays: int
    abstained: int

    def ballots(self, full_members: int) -> Ballots:
        """The same with the number of full members."""
        return Ballots(full_members, self.not_counted, self.present, self.ayes, self.nays, self.abstained)


@dataclass(frozen=True)
class Delivery:
    """How the decision was told; `witnesses` where the member would not sign."""

    told_on: date
    place: str
    appeal_told: bool
    is_signed: bool
    witnesses: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Written:
    """One step as it is written down: what stands on the papers, and what changes on the case."""

    step: Step
    dated_on: date
    pairs: Pairs = ()
    paper: str = ""
    changes: dict[str, object] = field(default_factory=dict)
    ballots: Ballots | None = None

    def reason(self, target: State) -> str:
        """Why a case is over, for lists: the step in words."""
        return f"{target.label}（{self.dated_on.year}年{self.dated_on.month}月{self.dated_on.day}日）"
