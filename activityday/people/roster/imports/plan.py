"""What an import would do: every member of the workbook as new, changed or unchanged, and why a row is refused."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Affiliation, Member


class Kind(StrEnum):
    """What becomes of one member of the workbook."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Note:
    """A refusal or a warning: where in the workbook, and a sentence saying what to do."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass
class PlannedUnit:
    """A branch, general branch or Party group named by the workbook: found (`unit`), or to be set up."""

    name: str
    level: Level
    sector: Sector = Sector.MIXED
    parent: "PlannedUnit | None" = None
    unit: Unit | None = None
    rows: int = 0


@dataclass(frozen=True)
class Change:
    """One field that would change; sensitive values are masked already."""

    label: str
    old: str
    new: str


@dataclass
class PlannedMember:
    """One member of the workbook beside the roster."""

    sheet: str
    row: int
    member: Member
    kind: Kind
    branch: PlannedUnit
    group: PlannedUnit | None
    affiliation: Affiliation | None = None
    fields: dict[str, object] = field(default_factory=dict)
    known_to: dict[str, str] = field(default_factory=dict)
    moves: bool = False
    posts: list[PostKind] = field(default_factory=list)
    begins: list[tuple[ConditionKind, date | None, str]] = field(default_factory=list)
    ends: list[ConditionKind] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Plan:
    """The whole import, before anything is written."""

    members: list[PlannedMember] = field(default_factory=list)
    units: list[PlannedUnit] = field(default_factory=list)
    unknown: list[tuple[str, Sector]] = field(default_factory=list)
    missing: list[Affiliation] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    @property
    def new_units(self) -> list[PlannedUnit]:
        """Branches and general branches to be set up, parents first."""
        return [unit for unit in self.units if unit.unit is None and unit.level != Level.GROUP]

    @property
    def new_groups(self) -> list[PlannedUnit]:
        """Party groups to be set up."""
        return [unit for unit in self.units if unit.unit is None and unit.level == Level.GROUP]

    def of(self, kind: Kind) -> list[PlannedMember]:
        """The members of one kind, in the order of the workbook."""
        return [member for member in self.members if member.kind == kind]

    def counts(self) -> dict[str, int]:
        """How many members and units: the figures of the preview, the result and the command."""
        kinds = Counter(member.kind for member in self.members)
        return {
            "members": len(self.members),
            "created": kinds[Kind.NEW],
            "updated": kinds[Kind.CHANGED],
            "unchanged": kinds[Kind.UNCHANGED],
            "units": len(self.new_units),
            "groups": len(self.new_groups),
        }


@dataclass(frozen=True)
class Terms:
    """Under which an import is planned: where, from which day new members belong, and whether units may be set up."""

    unit: Unit
    on: date
    today: date
    create_units: bool = False
    sectors: Mapping[str, str] = field(default_factory=dict)
