"""Writes of the record 活动纪实: what really happened, said in bullets by people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.day.activity.actions.entries import VERSION, differences, log, raise_version, stale
from activityday.day.activity.checks import check_expense, check_held, check_may_change
from activityday.day.activity.enums import ExpenseKind
from activityday.day.activity.models import Activity, Expense
from activityday.day.activity.queries import expenses_of, segments_of


@dataclass(frozen=True)
class ExpenseDraft:
    """Money spent: its kind, yuan, and what for."""

    kind: ExpenseKind
    amount: Decimal
    purpose: str


@dataclass(frozen=True)
class RecordDraft:
    """A record as it stands on its page. `points`: by segment id, one point per line."""

    held_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    chair: str
    recorder: str
    leader_present: bool | None = None
    badges_worn: bool | None = None
    superiors_present: str = ""
    short_reason: str = ""
    problems: str = ""
    points: Mapping[int, str] = field(default_factory=dict)
    expenses: Sequence[ExpenseDraft] = ()


PLAIN = (
    "held_on",
    "starts_at",
    "ends_at",
    "place",
    "chair",
    "recorder",
    "leader_present",
    "badges_worn",
    "superiors_present",
    "short_reason",
    "problems",
)


@transaction.atomic
def write_record(
    *, activity: Activity, record: RecordDraft, base_version: int, by: Actor, at: datetime
) -> Activity:
    """Keep what is different in `record` (notice 四(四)); nothing different is no error and no new version.

    Raises Refused before the activity begins, after it is closed, or for money of a forbidden kind;
    StaleActivity when another writer was first.
    """
    activity.refresh_from_db()
    check_may_change(activity)
    check_held(record.held_on, record.starts_at, at=at)
    for expense in record.expenses:
        check_expense(expense.kind)
    changes = differences(activity, {name: getattr(record, name) for name in PLAIN})
    if "problems" in changes:
        changes["problems"] = [_seal(part) for part in changes["problems"]]
    changes.update(_different_points(activity, record.points))
    changes.update(_different_expenses(activity, record.expenses))
    if not changes:
        return activity
    if base_version != activity.version:
        raise stale(activity, base_version)
    activity.version = raise_version(activity, base_version)
    _keep(activity, record, changes, by=by, at=at)
    log("recorded", activity, {**changes, VERSION: activity.version}, by=by, at=at)
    return activity


def bullets(text: str) -> str:
    """One point per line, without blank lines, blanks around, or the signs people type before a point."""
    lines = (line.strip().lstrip("·•-—*●○").strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _keep(
    activity: Activity, record: RecordDraft, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    if activity.recorded_at is None:
        activity.recorded_by, activity.recorded_at = by.display_name, at
    activity.save(update_fields=[*PLAIN, "recorded_by", "recorded_at"])
    if "points" in changes:
        for segment in segments_of(activity):
            segment.points = bullets(record.points.get(segment.pk, segment.points))
            segment.save(update_fields=["points"])
    if "expenses" in changes:
        activity.expenses.all().delete()
        Expense.objects.bulk_create(
            Expense(activity=activity, kind=draft.kind, amount=draft.amount, purpose=draft.purpose)
            for draft in record.expenses
        )


def _different_points(activity: Activity, points: Mapping[int, str]) -> dict[str, object]:
    # the log proves which words stood there without repeating them
    changed = {
        segment.title: [_seal(segment.points), _seal(bullets(points[segment.pk]))]
        for segment in segments_of(activity)
        if segment.pk in points and bullets(points[segment.pk]) != segment.points
    }
    return {"points": changed} if changed else {}


def _different_expenses(activity: Activity, drafts: Sequence[ExpenseDraft]) -> dict[str, object]:
    kept = [[part.kind, f"{part.amount:.2f}", part.purpose] for part in expenses_of(activity)]
    wanted = [[draft.kind.value, f"{draft.amount:.2f}", draft.purpose] for draft in drafts]
    return {"expenses": [kept, wanted]} if kept != wanted else {}


def _seal(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16] if text else ""
