"""Two recorders, one roll: whose mark stands. Pure; nothing is decided where both said something different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from activityday.day.attendance.marks import Mark, mark_of
from activityday.day.attendance.models import RollChange, RollEntry


@dataclass(frozen=True)
class Conflict:
    """Both wrote about one person after the form was opened: what stands, what was meant, who wrote and when."""

    member_id: UUID
    mine: Mark
    theirs: Mark
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Settled:
    """What is to be written, and what a person has to pick."""

    wanted: Mapping[UUID, Mark]
    conflicts: Sequence[Conflict]


def settle(
    entries: Mapping[UUID, Mark],
    stored: Mapping[UUID, RollEntry],
    changes: Sequence[RollChange],
    base_version: int,
) -> Settled:
    """Three versions of each row: as the form was opened, as it stands, as the form says.

    `changes` are those written after `base_version`, oldest first. A row that only one side touched is settled; the same
    mark on both sides is no difference; two different marks are a conflict.
    """
    first = {change.member_id: change for change in reversed(changes)}
    last = {change.member_id: change for change in changes}
    wanted: dict[UUID, Mark] = {}
    conflicts: list[Conflict] = []
    for member, mine in entries.items():
        entry = stored.get(member)
        theirs = mark_of(entry)
        base = _words_at_base(entry, first.get(member), base_version)
        if mine == theirs or mine.words == base != theirs.words:
            continue
        if base == theirs.words:
            wanted[member] = mine
        else:
            conflicts.append(_conflict(member, mine, theirs, entry, last.get(member)))
    return Settled(wanted, conflicts)


def _words_at_base(entry: RollEntry | None, first: RollChange | None, base_version: int) -> str:
    if first is not None:
        return first.before if first.before_version <= base_version else Mark().words
    return mark_of(entry).words if entry is None or entry.version <= base_version else Mark().words


def _conflict(
    member: UUID, mine: Mark, theirs: Mark, entry: RollEntry | None, last: RollChange | None
) -> Conflict:
    if entry is not None:
        return Conflict(member, mine, theirs, entry.recorded_by, entry.recorded_at)
    if last is None:  # pragma: no cover -- a row that is gone left its change
        raise ValueError("a conflict without anybody who wrote")
    return Conflict(member, mine, theirs, last.by_name, last.at)
