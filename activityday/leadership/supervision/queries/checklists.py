"""Work checklists and which of their items are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from activityday.leadership.supervision.enums import PROGRESS_TONES, SETTLED, Progress
from activityday.leadership.supervision.models import Checklist, ChecklistItem
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.rules.public_notice import Urgency
from activityday.rules.rectification import TimeLeft, time_left


@dataclass(frozen=True)
class ItemDue:
    """An item with how near its day is; `left` is None without a day or once it is settled."""

    item: ChecklistItem
    left: TimeLeft | None

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and it is not settled."""
        return self.left is not None and self.left.urgency == Urgency.OVERDUE

    @property
    def tone(self) -> str:
        """The colour of its progress, of lateness before all."""
        return "bad" if self.is_overdue else PROGRESS_TONES[Progress(self.item.progress)]


def checklists_of(unit: Unit) -> QuerySet[Checklist]:
    """The lists that `unit` made and those with something for it or below, open ones first, with their counts."""
    here = Q(unit=unit) | Q(items__unit__path__startswith=unit.path)
    mine = Q(items__unit__path__startswith=unit.path)
    return (
        Checklist.objects.filter(here)
        .annotate(
            number=Count("items", filter=mine, distinct=True),
            settled=Count("items", filter=mine & Q(items__progress__in=SETTLED), distinct=True),
        )
        .select_related("unit")
        .order_by(F("ended_at").desc(nulls_first=True), "-made_at", "pk")
    )


def checklist_of(unit: Unit, key: UUID) -> Checklist | None:
    """A list that `unit` made or that has something for it or below; None for any other."""
    return checklists_of(unit).filter(pk=key).select_related("unit", "unit__committee").first()


def items_on(checklist: Checklist, unit: Unit, *, on: date) -> list[ItemDue]:
    """The items of a list for `unit` and below, in the order of the list, then of the tree. Four queries."""
    items = checklist.items.filter(unit__path__startswith=unit.path)
    return _due(items.order_by("position", "unit__path"), unit, on)


def items_of(unit: Unit, *, on: date) -> list[ItemDue]:
    """What is not settled for `unit` and below on open lists, the oldest day first."""
    items = ChecklistItem.objects.filter(
        unit__path__startswith=unit.path, checklist__ended_at__isnull=True
    ).exclude(progress__in=SETTLED)
    return _due(items.order_by(F("due_on").asc(nulls_last=True), "unit__path", "position"), unit, on)


def checklist_due(unit: Unit, *, on: date) -> list[ItemDue]:
    """Those of them that are overdue or soon due: for the first page. Four queries."""
    return [one for one in items_of(unit, on=on) if one.left and one.left.urgency != Urgency.LATER]


def item_of(unit: Unit, key: UUID) -> ChecklistItem | None:
    """One item for `unit` or below; None for any other."""
    return (
        ChecklistItem.objects.filter(unit__path__startswith=unit.path, pk=key)
        .select_related("unit", "unit__committee", "checklist", "checklist__unit")
        .first()
    )


def _due(items: QuerySet[ChecklistItem], unit: Unit, on: date) -> list[ItemDue]:
    remind = parameters_for(unit, on=on).integer("supervision_remind_days")
    whole: Iterable[ChecklistItem] = items.select_related(
        "unit", "unit__committee", "checklist", "checklist__unit"
    ).prefetch_related("steps")
    return [
        ItemDue(
            item,
            time_left(item.due_on, on, remind_days=remind)
            if item.due_on and item.progress not in SETTLED
            else None,
        )
        for item in whole
    ]
