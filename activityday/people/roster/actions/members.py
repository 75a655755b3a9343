"""Writes of a member's own fields."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.entries import log
from activityday.people.roster.checks import (
    check_dates,
    check_day,
    check_known_once,
    check_no_namesake,
    check_place,
    check_version,
)
from activityday.people.roster.enums import JoinReason
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.names import initials_of
from activityday.people.roster.queries import changed_since, last_position
from activityday.privacy.sealed import fingerprint

DATES = ("born_on", "joined_on", "full_on")
SENSITIVE = frozenset({"identity_number", "phone", "address"})
EDITABLE = (
    "name", "gender", "ethnicity", "identity_number", "born_on", "education", "occupation", "phone", "address",
    "joined_on", "full_on", "category", "note",
)  # fmt: skip


@transaction.atomic
def add_member(
    *,
    branch: Unit,
    group: Unit | None,
    fields: Mapping[str, object],
    reason: JoinReason,
    on: date,
    by: Actor,
    at: datetime,
    elsewhere: str = "",
) -> Member:
    """Enter a new member whose affiliation with `branch` begins `on`. Raises Refused; `fields` are of EDITABLE."""
    check_place(branch, group, on)
    check_day(on, localdate(at))
    member = Member(committee=branch.committee, position=last_position(branch) + 1)
    put(member, fields)
    _check(member, at)
    check_no_namesake(branch, member)
    member.save(force_insert=True)
    Affiliation.objects.create(
        member=member, branch=branch, group=group, starts_on=on, join_reason=reason, elsewhere=elsewhere
    )
    changes: dict[str, object] = {"branch": branch.name, "on": on, "reason": reason.label}
    log("roster.added", member, changes, by=by, at=at)
    return member


@transaction.atomic
def edit_member(
    *, member: Member, fields: Mapping[str, object], reason: str, base_version: int, by: Actor, at: datetime
) -> dict[str, object]:
    """Change a member's own fields for a stated reason; returns what changed, as logged (nothing: `{}`).

    Raises Refused, and StaleMember where the member is no longer at `base_version`.
    """
    member = Member.objects.select_for_update().select_related("committee").get(pk=member.pk)
    check_version(member, base_version, changed_since(member, base_version))
    changes = put(member, fields)
    if not changes:
        return {}
    _check(member, at)
    member.version += 1
    member.save()
    logged = {**changes, "reason": reason, "version": member.version}
    log("roster.edited", member, logged, by=by, at=at)
    return changes


@transaction.atomic
def log_reading(*, member: Member, field: str, by: Actor, at: datetime) -> None:
    """Log that `by` looked at one sensitive field of `member`."""
    log("roster.read_sensitive", member, {"field": field}, by=by, at=at)


@transaction.atomic
def log_export(*, unit: Unit, by: Actor, at: datetime) -> None:
    """Log that `by` took the roster of `unit` away as a file."""
    record(Event("roster.exported", "unit", unit.pk, unit.name), committee=unit.chain_code, by=by, at=at)


def put(
    member: Member, fields: Mapping[str, object], known_to: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Set `fields` (of EDITABLE) and what follows from them; `known_to` says which new dates are known to the month only.

    Returns field → [old, new], the values of sensitive fields left out.
    """
    changes: dict[str, object] = {}
    for field in EDITABLE:
        if field not in fields or getattr(member, field) == fields[field]:
            continue
        changes[field] = [None, None] if field in SENSITIVE else [getattr(member, field), fields[field]]
        setattr(member, field, fields[field])
    exact = {field: (known_to or {}).get(field, "day") for field in fields if field in DATES}
    precision = {
        **member.known_to,
        **{field: exact[field] for field in exact if field in changes or known_to},
    }
    member.known_to = {field: to for field, to in precision.items() if to != "day"}
    if "name" in changes or not member.initials:
        member.initials = initials_of(member.name)
    if "identity_number" in changes:
        member.identity_fingerprint = fingerprint(member.identity_number) or None
    return changes


def _check(member: Member, at: datetime) -> None:
    check_known_once(member.committee, member.identity_fingerprint, but=member)
    check_dates(member.joined_on, member.full_on, member.born_on, localdate(at))
