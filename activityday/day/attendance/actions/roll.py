"""Writes of the roll: one transaction, the same form twice writes once, two recorders never overwrite each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.day.activity.actions import move
from activityday.day.activity.enums import Step
from activityday.day.activity.models import Activity
from activityday.day.attendance.checks import (
    check_control_total,
    check_known,
    check_mark,
    check_may_record,
    check_reason,
    check_rest,
    check_signed_count,
    rest_of,
)
from activityday.day.attendance.enums import State
from activityday.day.attendance.marks import Mark, mark_of, marked
from activityday.day.attendance.models import Roll, RollChange, RollEntry, roll_entry_id
from activityday.day.attendance.queries.expected import belongs, expected_at, roll_summary
from activityday.day.attendance.settling import Conflict, settle
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation
from activityday.people.roster.queries import SEALED, in_force

BATCH = 500
WRITTEN = ("branch", "state", "mode", "note", "recorded_by", "recorded_at", "version")
NAME_LENGTH = 60


@dataclass(frozen=True)
class SavedRoll:
    """What came of saving: the roll as it stands, how many rows changed, and what a person has to pick.

    `signed_conflict` is the control total that somebody else wrote meanwhile, when it differs from the form's.
    """

    roll: Roll
    changed: int
    conflicts: Sequence[Conflict] = ()
    signed_conflict: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything on the form was saved or stood already."""
        return not self.conflicts and self.signed_conflict is None


@transaction.atomic
def save_roll(
    *,
    activity: Activity,
    entries: Mapping[UUID, tuple[str, str, str]],
    signed_count: int | None,
    base_version: int,
    by: Actor,
    at: datetime,
    unit: Unit | None = None,
    why: str = "",
) -> SavedRoll:
    """Save what a form says of its people: member id → (state, mode, remark); unrecorded takes a mark back (notice 四(四)).

    `signed_count` is the control total from the paper (None: not on this form); `base_version` the roll's version when the
    form was opened; only members at or below `unit` may stand on it. Rows that somebody else wrote meanwhile with another
    mark are left as they stand and come back as conflicts; everything else is saved. The same content again writes nothing.
    Each credit goes to the member's own branch. Raises Refused: closed, too early, half a mark, somebody not on the roll, a
    change after the end without a reason.
    """
    roll = _locked(activity)
    check_may_record(roll.activity, localtime(at).date())
    check_signed_count(signed_count)
    marks = {member: marked(*entry) for member, entry in entries.items()}
    places = _places(roll.activity, marks, unit)
    stored = {row.member_id: row for row in RollEntry.objects.filter(activity=activity, member__in=marks)}
    changes = _changes_since(roll, base_version)
    settled = settle(marks, stored, changes, base_version)
    signed_conflict = _signed_conflict(roll, signed_count, base_version)
    new_total = signed_count is not None and signed_conflict is None and signed_count != roll.signed_count
    if settled.wanted or new_total:
        check_reason(roll, why)
        event = _event(roll, settled.wanted, stored, signed_count if new_total else roll.signed_count)
        roll.version += 1
        if new_total:
            roll.signed_count, roll.signed_version = signed_count, roll.version
        roll.save(update_fields=["signed_count", "signed_version", "version"])
        _write(roll, settled.wanted, stored, places, by=by, at=at, why=why.strip())
        record(event, committee=str(roll.activity.committee.code), by=by, at=at)
    return SavedRoll(roll, len(settled.wanted), settled.conflicts, signed_conflict)


@transaction.atomic
def mark_rest_present(
    *, activity: Activity, base_version: int, by: Actor, at: datetime, why: str = ""
) -> SavedRoll:
    """Everybody whose signature is looked for and who was not marked yet is present: only when the control total agrees.

    Raises Refused with the arithmetic when signatures ≠ present + not yet marked. Never happens by itself.
    """
    roll = _locked(activity)
    expected = expected_at(roll.activity, on=roll.activity.held_on)
    check_rest(expected, roll.signed_count)
    return save_roll(
        activity=activity,
        entries={member.affiliated.member.pk: Mark(State.PRESENT) for member in rest_of(expected)},
        signed_count=roll.signed_count,
        base_version=base_version,
        by=by,
        at=at,
        why=why,
    )


@transaction.atomic
def finish_roll(*, activity: Activity, by: Actor, at: datetime) -> Roll:
    """The recorder is done (notice 四(四)): from now on changes say why. Pressing twice finishes once.

    People about whom nothing was recorded stay unrecorded. Raises Refused when the control total is missing or disagrees.
    """
    roll = _locked(activity)
    check_may_record(roll.activity, localtime(at).date())
    if roll.finished_at is not None:
        return roll
    expected = expected_at(roll.activity, on=roll.activity.held_on)
    check_control_total(expected, roll.signed_count)
    counts = roll_summary(expected)
    roll.finished_by, roll.finished_at = by.display_name[:NAME_LENGTH], at
    roll.version += 1
    roll.save(update_fields=["finished_by", "finished_at", "version"])
    note = (
        f"签名 {roll.signed_count} 人；应到 {counts.expected}，到 {counts.present}，其他方式 {counts.other_means}，"
        f"假 {counts.leave}，缺 {counts.absent}，未记录 {counts.unrecorded + counts.unverified}"
    )
    move(activity=roll.activity, step=Step.FINISH_ROLL, note=note, by=by, at=at)
    activity.state = roll.activity.state
    return roll


def _locked(activity: Activity) -> Roll:
    rolls = Roll.objects.select_related("activity", "activity__host", "activity__committee")
    locked = rolls.select_for_update(of=("self",)).filter(activity=activity)
    if (roll := locked.first()) is None:
        Roll.objects.get_or_create(activity=activity)
        roll = locked.get()
    return roll


def _places(activity: Activity, marks: Mapping[UUID, Mark], unit: Unit | None) -> dict[UUID, Affiliation]:
    scopes = activity.scopes.filter(is_live=True).values("unit")
    rows = Affiliation.objects.filter(in_force(activity.held_on), member__in=marks)
    found = (rows.filter(branch__in=scopes) | rows.filter(group__in=scopes)).select_related(
        "branch", "group", "member"
    )
    places = {
        row.member_id: row
        for row in found.defer(*SEALED)
        if unit is None or belongs(row.branch, row.group, unit)
    }
    check_known(marks.keys() - places.keys())
    for member, mark in marks.items():
        check_mark(mark, places[member].member.name)
    return places


def _changes_since(roll: Roll, base_version: int) -> list[RollChange]:
    if base_version >= roll.version:
        return []
    rows = RollChange.objects.filter(activity=roll.activity_id, version__gt=base_version)
    return list(rows.order_by("version", "pk"))


def _signed_conflict(roll: Roll, signed_count: int | None, base_version: int) -> int | None:
    if signed_count is None or roll.signed_count in {None, signed_count}:
        return None
    return roll.signed_count if roll.signed_version > base_version else None


def _write(
    roll: Roll,
    wanted: Mapping[UUID, Mark],
    stored: Mapping[UUID, RollEntry],
    places: Mapping[UUID, Affiliation],
    *,
    by: Actor,
    at: datetime,
    why: str,
) -> None:
    name = by.display_name[:NAME_LENGTH]
    kept = {member: mark for member, mark in wanted.items() if mark.state != State.UNRECORDED}
    RollEntry.objects.bulk_create(
        [
            RollEntry(
                id=roll_entry_id(roll.activity_id, member),
                activity_id=roll.activity_id,
                member_id=member,
                branch_id=places[member].branch_id,
                **mark._asdict(),
                recorded_by=name,
                recorded_at=at,
                version=roll.version,
            )
            for member, mark in kept.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
    )
    if taken_back := wanted.keys() - kept.keys():
        RollEntry.objects.filter(activity=roll.activity_id, member__in=taken_back).delete()
    RollChange.objects.bulk_create(
        [
            RollChange(
                activity_id=roll.activity_id,
                member_id=member,
                before=mark_of(stored.get(member)).words,
                after=mark.words,
                by_name=name,
                at=at,
                why=why,
                version=roll.version,
                before_version=stored[member].version if member in stored else 0,
            )
            for member, mark in wanted.items()
            if member in stored or roll.finished_at
        ],
        batch_size=BATCH,
    )


def _event(
    roll: Roll, wanted: Mapping[UUID, Mark], stored: Mapping[UUID, RollEntry], total: int | None
) -> Event:
    changes: dict[str, object] = {
        "entries": {
            str(member): [mark_of(stored.get(member)).code, mark.code] for member, mark in wanted.items()
        }
    }
    if total != roll.signed_count:
        changes["signed_count"] = [roll.signed_count, total]
    return Event("attendance.roll_saved", "activity", roll.activity_id, str(roll.activity), changes)
