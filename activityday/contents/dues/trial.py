"""What entries come to before anything is kept 试算: amounts with their arithmetic, errors at row and field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from activityday.contents.dues.amounts import plain
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import InForce
from activityday.rules import dues as rules
from activityday.rules.dues import FLAT, Assessed, NotAssessable, assess, quarter_average

KIND, BASE = "kind", "base"
ASK_BASE = "请填基数：每月的税后收入，没有就填 0。"
ASK_NEW_BASE = "类别变了，请填新的基数。"
ASK_KIND = "填了基数，还要选交费类别。"


@dataclass(frozen=True)
class Entry:
    """What is typed of one member: the class, the base (None: as before), or three months of a quarter for it."""

    kind: DuesClass | None
    base: Decimal | None = None
    incomes: Sequence[Decimal] = ()


@dataclass(frozen=True)
class Trial:
    """What an entry comes to. `is_carried`: the base is the one on record, which the page need not show."""

    since: date
    kind: DuesClass | None
    base: Decimal | None = None
    assessed: Assessed | None = None
    policy: str = ""
    is_carried: bool = False
    opening: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def arithmetic(self) -> str:
        """The whole arithmetic; it holds the base."""
        return self.opening + self.assessed.arithmetic if self.assessed else ""

    @property
    def base_text(self) -> str:
        """The base as it is kept; empty where a flat amount is paid."""
        return "" if self.base is None else plain(self.base)


def try_out(entry: Entry, since: date, before: Assessment | None, now: InForce) -> Trial:
    """What `entry` comes to from the month `since` on; `before` is what is on record, with its base."""
    if entry.kind is None:
        typed = entry.base is not None or entry.incomes
        return Trial(since, None, errors={KIND: ASK_KIND} if typed else {})
    kind = rules.DuesClass(entry.kind.value)
    if kind in FLAT:
        return Trial(since, entry.kind, None, assess(kind, None, since, now.rule), now.policy)
    try:
        base, opening, is_carried = _base(entry, before)
        assessed = assess(kind, base, since, now.rule)
    except NotAssessable as refusal:
        return Trial(since, entry.kind, errors={BASE: str(refusal)})
    return Trial(since, entry.kind, base, assessed, now.policy, is_carried, opening)


def draft(trial: Trial, member: UUID, reason: str = "") -> Assessment:
    """The assessment that a trial without errors becomes; not kept yet."""
    assert trial.kind is not None and trial.assessed is not None  # noqa: S101, PT018 -- asked of the caller
    return Assessment(
        member_id=member,
        since=trial.since,
        kind=trial.kind,
        base=trial.base_text,
        amount=trial.assessed.amount,
        arithmetic=trial.arithmetic,
        clause=trial.assessed.clause,
        document=trial.assessed.document,
        policy=trial.policy,
        reason=reason,
    )


def _base(entry: Entry, before: Assessment | None) -> tuple[Decimal, str, bool]:
    """The base that counts, the arithmetic before the rate, and whether it is the one on record."""
    if entry.incomes:
        average = quarter_average(entry.incomes)
        shown = " + ".join(_shown(one) for one in entry.incomes)
        return average, f"({shown}) ÷ 3 = {average:f} 元，", False
    if entry.base is not None:
        return entry.base, "", False
    if before is not None and before.kind == entry.kind and before.base:
        return Decimal(before.base), "", True
    raise NotAssessable(ASK_NEW_BASE if before is not None and before.kind != entry.kind else ASK_BASE)


def _shown(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return f"({text})" if value < 0 else text
