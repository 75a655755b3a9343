"""Asking the superior that a member in hardship pays less, or nothing, for some months (dues 7)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.contents.dues.checks.agreeing import (
    check_asking_branch,
    check_belongs,
    check_considered,
    check_ground,
    check_months,
    check_no_other,
    check_reduced,
)
from activityday.contents.dues.enums import WaiverKind
from activityday.contents.dues.models import Waiver
from activityday.office.filings.actions import ask
from activityday.office.filings.enums import Kind, Verb
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.ui.words import year_month

# the filing is read by more people than the ground is
WITHHELD = "不印在表上，审批人在“党费减免”一页看"


@transaction.atomic
def ask_waiver(
    *,
    branch: Unit,
    member: Member,
    kind: WaiverKind,
    amount: Decimal | None,
    ground: str,
    considered_on: date,
    since: date,
    until: date,
    by: Actor,
    on: date,
    at: datetime,
) -> Waiver:
    """Send what the member asked and the branch considered to the committee; nothing holds before it approves.

    Whole months (first days) from this month on; `amount` is what is paid a month after a reduction. Asking again
    after the end is the same step: the branch considers it anew. Raises Refused.
    """
    committee = check_asking_branch(branch)
    Member.objects.select_for_update().defer("identity_number", "phone", "address").get(pk=member.pk)
    check_belongs(member, branch, on)
    check_considered(considered_on, on)
    ground = check_ground(ground)
    parameters = parameters_for(branch, on=on)
    check_months(since, until, on=on, most_months=parameters.integer("dues_waiver_months"))
    reduced = check_reduced(member, kind, amount, since)
    check_no_other(member, since, until)
    waiver = Waiver(
        member=member,
        kind=kind,
        amount=reduced,
        ground=ground,
        considered_on=considered_on,
        since=since,
        until=until,
    )
    waiver.filing = ask(
        kind=Kind.DUES_WAIVER,
        verb=Verb.APPROVAL,
        unit=branch,
        answered_by=committee,
        subject=f"{branch.short_name}{member.name}党费{kind.label}",
        details=_details(waiver, branch),
        due_on=on + timedelta(days=parameters.integer("dues_waiver_answer_days")),
        by=by,
        at=at,
    )
    waiver.save(force_insert=True)
    return waiver


def _details(waiver: Waiver, branch: Unit) -> list[tuple[str, str]]:
    kind = WaiverKind(waiver.kind)
    what = kind.label if kind == WaiverKind.WAIVED else f"{kind.label}，减后每月交 {waiver.amount:.2f} 元"
    return [
        ("党员", waiver.member.name),
        ("所在党支部", branch.name),
        ("申请事项", f"党费{what}"),
        ("期限", f"{year_month(waiver.since)} 至 {year_month(waiver.until)}"),
        ("支部研究日期", f"{waiver.considered_on:%Y-%m-%d}"),
        ("困难情况", WITHHELD),
    ]
