"""The table of points: its rows and its classes (notice 四(四)). Read by `point_table_reading`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Where the entries of a row come from."""

    DERIVED = "derived"
    MANUAL = "manual"


class Category(StrEnum):
    """What a row is about; the columns of every list."""

    ORGANISATION_LIFE = "organisation_life"
    DUES = "dues"
    SERVICE = "service"
    COMMENDATION = "commendation"
    DEDUCTION = "deduction"


class Period(StrEnum):
    """For how long a cap holds."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Confirmer(StrEnum):
    """Where the second person sits."""

    BRANCH = "branch"
    COMMITTEE = "committee"


class FactKind(StrEnum):
    """What is read from closed months and from dues; each is the key of a derived row."""

    ATTENDED = "attended"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    UNRECORDED = "unrecorded"
    DUES_ON_TIME = "dues_on_time"
    DUES_LATE = "dues_late"


# a row that both are read for: done projects of the branch, and what a person enters of service done elsewhere. One
# row, so that one cap holds for both
VOLUNTEERING = "volunteering"
CATEGORY_LABELS = {
    Category.ORGANISATION_LIFE: "组织生活",
    Category.DUES: "党费",
    Category.SERVICE: "服务",
    Category.COMMENDATION: "表彰",
    Category.DEDUCTION: "扣分",
}
PERIOD_LABELS = {Period.MONTH: "每月", Period.QUARTER: "每季度", Period.YEAR: "全年"}
CONFIRMER_LABELS = {Confirmer.BRANCH: "支部另一人", Confirmer.COMMITTEE: "基层党委"}


@dataclass(frozen=True)
class PointRule:
    """One row: for what, how many points, at most how many in a period, by which clause, shown by what."""

    key: str
    label: str
    kind: Kind
    category: Category
    points: Decimal
    cap: Decimal | None
    period: Period | None
    clause: str
    document: str
    since: date
    evidence: str = ""
    confirmed_by: Confirmer = Confirmer.BRANCH
    is_veto: bool = False

    @property
    def is_read_from_projects(self) -> bool:
        """Whether done projects count under this row, beside what a person enters."""
        return self.key == VOLUNTEERING

    @property
    def category_label(self) -> str:
        """The category as people read it."""
        return CATEGORY_LABELS[self.category]

    @property
    def cap_label(self) -> str:
        """`全年至多 20 分`; empty without a cap."""
        return (
            f"{PERIOD_LABELS[self.period]}至多 {shown(self.cap)} 分"
            if self.cap is not None and self.period is not None
            else ""
        )

    @property
    def confirmer_label(self) -> str:
        """Who confirms, as people read it; empty for a derived row."""
        return CONFIRMER_LABELS[self.confirmed_by] if self.kind == Kind.MANUAL else ""


@dataclass(frozen=True)
class PointClass:
    """Who starts with how many points; who is not scored at all. Without conditions it is for everybody left."""

    key: str
    label: str
    base: Decimal
    sectors: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    age_from: int | None = None
    is_scored: bool = True

    @property
    def is_for_all(self) -> bool:
        """Whether it asks for nothing."""
        return not self.sectors and not self.conditions and self.age_from is None


@dataclass(frozen=True)
class Table:
    """A whole table, from a day, by a document; `fingerprint` names this very version."""

    since: date
    document: str
    floor: Decimal
    lines: tuple[Decimal, ...]
    shows_grade: bool
    classes: tuple[PointClass, ...]
    rules: tuple[PointRule, ...]
    fingerprint: str

    def rule(self, key: str) -> PointRule | None:
        """The row with this key."""
        return next((rule for rule in self.rules if rule.key == key), None)

    @property
    def manual_rules(self) -> tuple[PointRule, ...]:
        """The rows that a person enters."""
        return tuple(rule for rule in self.rules if rule.kind == Kind.MANUAL)


def shown(points: Decimal) -> str:
    """`2`, `0.5`, `−2`: without needless noughts, with a real minus."""
    plain = f"{points:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.replace("-", "−")


def signed(points: Decimal) -> str:
    """`+2`, `−2`, `0`."""
    return f"+{shown(points)}" if points > 0 else shown(points)
