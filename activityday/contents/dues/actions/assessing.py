"""Writes of what members are to pay: the year of a branch, a change in the year, one marked void (dues 2017)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record, record_all
from activityday.contents.dues.checks.assessing import (
    RowsRefused,
    check_branch,
    check_may_void,
    check_month_is_free,
    check_reason,
    check_since,
    check_starts,
    check_version,
    check_year,
    stale,
)
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import YearSheet, bases_of, in_force, year_sheet
from activityday.contents.dues.queries.due import in_use_since
from activityday.contents.dues.trial import Entry, Trial, draft, try_out
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


def try_year(sheet: YearSheet, entries: Mapping[UUID, Entry]) -> dict[UUID, Trial]:
    """What the entries come to, by member; nothing is kept. Who is assessed for the year already is left out."""
    rows = [row for row in sheet.open_rows if row.key in entries]
    rules = in_force(sheet.branch, sorted({row.since for row in rows}))
    bases = bases_of([row.key for row in rows], sheet.year)
    return {
        row.key: try_out(entries[row.key], row.since, bases.get(row.key), rules[row.since]) for row in rows
    }


@transaction.atomic
def assess_year(
    *,
    branch: Unit,
    year: int,
    starts: date | None,
    entries: Mapping[UUID, Entry],
    base_version: int,
    by: Actor,
    on: date,
    at: datetime,
    source: str = "",
) -> list[Assessment]:
    """Assess everybody in `entries` who has a class, for the whole year, all or none (notice 三(五), dues 2017).

    An entry without a base carries the one on record over. `starts`: the first month, where the branch has not
    assessed anybody here before; `source`: the workbook it came from. Raises Refused; StaleAssessments where somebody saved since `base_version`;
    RowsRefused with the errors by member and field.
    """
    check_branch(branch)
    check_year(year, on)
    Unit.objects.select_for_update().get(pk=branch.pk)
    sheet = year_sheet(branch, year, on=on, starts=starts)
    check_version(sheet, base_version)
    check_starts(sheet)
    trials = _assessable(try_year(sheet, entries))
    drafts = [draft(trial, member) for member, trial in trials.items()]
    made = _keep(drafts, branch, by=by, at=at)
    names = {row.key: row.person.member.name for row in sheet.rows}
    events = [_event(one, names[one.member_id], source) for one in made]
    record_all(events, committee=branch.chain_code, by=by, at=at)
    return made


@transaction.atomic
def reassess(
    *,
    branch: Unit,
    member: Member,
    since: date,
    entry: Entry,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
) -> Assessment:
    """Assess one member from the month `since` on; in a year already assessed only with a reason (dues 2017).

    Any month of the year may be chosen, also one whose dues were collected: what was paid too much then pays the
    months to come, what was too little is open. Raises Refused, RowsRefused.
    """
    check_branch(branch)
    Unit.objects.select_for_update().get(pk=branch.pk)
    check_since(since, on=on, used_since=in_use_since([branch.pk]).get(branch.pk))
    live = list(Assessment.objects.filter(member=member, voided_at__isnull=True).order_by("since"))
    check_month_is_free(next((one for one in live if one.since == since), None))
    has_own = any(one.since.year == since.year for one in live)
    reason = check_reason(reason) if has_own else reason.strip()
    before = next((one for one in reversed(live) if one.since <= since), None)
    trial = try_out(entry, since, before, in_force(branch, [since])[since])
    if trial.kind is None and not trial.errors:
        raise Refused("请选交费类别。")
    _assessable({member.pk: trial})
    made = _keep([draft(trial, member.pk, reason)], branch, by=by, at=at)[0]
    record(_event(made, member.name), committee=branch.chain_code, by=by, at=at)
    return made


@transaction.atomic
def void(*, assessment: Assessment, reason: str, by: Actor, on: date, at: datetime) -> None:
    """Mark an assessment void that was entered wrongly; what held before holds again. Raises Refused."""
    locked = Assessment.objects.select_for_update().defer("base", "arithmetic").get(pk=assessment.pk)
    reason = check_may_void(locked, reason, on)
    locked.voided_by, locked.voided_at, locked.void_reason = by.display_name, at, reason
    locked.save(update_fields=["voided_by", "voided_at", "void_reason"])
    changes = {"since": locked.since, "amount": locked.amount, "reason": reason}
    event = Event("dues.assessment_voided", "member", assessment.member_id, assessment.member.name, changes)
    record(event, committee=assessment.branch.chain_code, by=by, at=at)


@transaction.atomic
def log_look(*, unit: Unit, members: int, year: int, by: Actor, at: datetime, on_paper: bool = False) -> None:
    """Log that `by` looked at the bases of so many members of `unit`, once for the page or the paper."""
    changes = {"year": year, "members": members, "on_paper": on_paper}
    event = Event("dues.bases_read", "unit", unit.pk, unit.name, changes)
    record(event, committee=unit.chain_code, by=by, at=at)


@transaction.atomic
def log_member_look(*, member: Member, by: Actor, at: datetime) -> None:
    """Log that `by` looked at the bases of one member."""
    event = Event("dues.base_read", "member", member.pk, member.name)
    record(event, committee=member.committee.chain_code, by=by, at=at)


def _assessable(trials: Mapping[UUID, Trial]) -> dict[UUID, Trial]:
    errors = {member: trial.errors for member, trial in trials.items() if trial.errors}
    if errors:
        raise RowsRefused(errors)
    found = {member: trial for member, trial in trials.items() if trial.assessed}
    if not found:
        raise Refused("还没有要保存的：请先给至少一个人选交费类别。")
    return found


def _keep(drafts: Sequence[Assessment], branch: Unit, *, by: Actor, at: datetime) -> list[Assessment]:
    for one in drafts:
        one.committee_id, one.branch = branch.committee_id, branch
        one.made_by, one.made_at = by.display_name, at
    try:
        with transaction.atomic():
            return Assessment.objects.bulk_create(drafts)
    except IntegrityError as error:
        raise stale([one.member_id for one in drafts]) from error


def _event(made: Assessment, name: str, source: str = "") -> Event:
    changes: dict[str, object] = {
        "since": made.since,
        "kind": made.kind,
        "amount": made.amount,
        "reason": made.reason,
        **({"source": source} if source else {}),
    }
    return Event("dues.assessed", "member", made.member_id, name, changes)
