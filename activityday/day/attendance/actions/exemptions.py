"""Asking the primary committee that old or frail members need not come, or take part by other means (notice 二)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.day.attendance.checks import (
    check_asking_unit,
    check_belongs,
    check_no_overlap,
    check_somebody,
    check_term,
)
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind
from activityday.day.attendance.models import Exemption
from activityday.office.filings.actions import ask
from activityday.office.filings.enums import Kind, Verb
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.exemption import last_day_of_term

# the filing is read by more people than the ground is
WITHHELD = "不印在表上，审批人在“不参加和其他方式”一页看"


@transaction.atomic
def ask_exemptions(
    *,
    unit: Unit,
    members: Sequence[Member],
    kind: ExemptionKind,
    ground: ExemptionGround,
    starts_on: date,
    ends_on: date,
    by: Actor,
    on: date,
    at: datetime,
) -> list[Exemption]:
    """One filing for each of `members`, all or none; nothing holds before the committee approves it.

    The term begins on `on` (today) or later and is at most the policy's months long. Raises Refused.
    """
    committee = check_asking_unit(unit)
    check_somebody(members)
    parameters = parameters_for(unit, on=on)
    check_term(starts_on, ends_on, on=on, parameters=parameters)
    for member in members:
        check_belongs(member, unit, on)
    check_no_overlap(members, starts_on, ends_on)
    due_on = on + timedelta(days=parameters.integer("exemption_answer_days"))
    drafts = [
        Exemption(member=member, kind=kind, ground=ground, starts_on=starts_on, ends_on=ends_on)
        for member in members
    ]
    return [_send(draft, unit, committee, due_on=due_on, by=by, at=at) for draft in drafts]


def ask_exemption(
    *,
    unit: Unit,
    member: Member,
    kind: ExemptionKind,
    ground: ExemptionGround,
    starts_on: date,
    ends_on: date,
    by: Actor,
    on: date,
    at: datetime,
) -> Exemption:
    """`ask_exemptions` for one member."""
    return ask_exemptions(
        unit=unit,
        members=[member],
        kind=kind,
        ground=ground,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        on=on,
        at=at,
    )[0]


def renew_exemption(*, exemption: Exemption, by: Actor, on: date, at: datetime) -> Exemption:
    """Ask the same again, from the day after its end (or from today), for the longest term allowed. Raises Refused."""
    unit = exemption.filing.unit
    starts_on = max(exemption.ends_on + timedelta(days=1), on)
    months = parameters_for(unit, on=on).integer("exemption_months")
    return ask_exemption(
        unit=unit,
        member=exemption.member,
        kind=ExemptionKind(exemption.kind),
        ground=ExemptionGround(exemption.ground),
        starts_on=starts_on,
        ends_on=last_day_of_term(starts_on, months),
        by=by,
        on=on,
        at=at,
    )


def _send(
    draft: Exemption, unit: Unit, committee: Unit, *, due_on: date, by: Actor, at: datetime
) -> Exemption:
    what = ExemptionKind(draft.kind).label
    draft.filing = ask(
        kind=Kind.EXEMPTION,
        verb=Verb.APPROVAL,
        unit=unit,
        answered_by=committee,
        subject=f"{unit.short_name}{draft.member.name}{what}",
        details=[
            ("党员", draft.member.name),
            ("所在党支部", unit.name),
            ("申请事项", f"党员活动日{what}"),
            ("期限", f"{draft.starts_on:%Y-%m-%d} 至 {draft.ends_on:%Y-%m-%d}"),
            ("原因", WITHHELD),
        ],
        due_on=due_on,
        by=by,
        at=at,
    )
    draft.save(force_insert=True)
    return draft
