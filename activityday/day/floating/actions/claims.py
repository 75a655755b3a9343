"""Writes of claims: filled in by an organisation elsewhere without an account, answered by the home branch."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.day.attendance.actions import Part, credit
from activityday.day.attendance.enums import CreditSource, Mode
from activityday.day.floating.checks import (
    PAGE_OVER,
    check_claim_day,
    check_may_answer,
    check_not_returned,
    check_page_open,
    check_was_away,
)
from activityday.day.floating.codes import hash_of
from activityday.day.floating.enums import ClaimStep
from activityday.day.floating.models import Claim, Slip
from activityday.people.organisation.checks import Refused

NAME_LENGTH = 60


@dataclass(frozen=True)
class Stranger:
    """Whoever holds the code of a page: no user of ours."""

    pk: object = "slip page"

    @property
    def display_name(self) -> str:
        """How the log calls them."""
        return "回执网页"


@transaction.atomic
def claim(*, page_code: str, host_name: str, held_on: date, confirmed_by: str, at: datetime) -> Claim:
    """Fill in the page of a slip: once, before it expires. It credits nothing by itself. Raises Refused."""
    found = Slip.objects.select_for_update(of=("self",)).select_related("branch", "member", "credit")
    slip = check_page_open(found.filter(page_hash=hash_of(page_code)).first(), localdate(at))
    check_claim_day(slip, held_on, localdate(at))
    slip.page_used_at = at
    slip.save(update_fields=["page_used_at"])
    made = Claim(
        slip=slip,
        host_name=host_name.strip(),
        held_on=held_on,
        confirmed_by=confirmed_by.strip(),
        claimed_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(PAGE_OVER) from None
    _log("claimed", made, by=Stranger(), at=at)
    return made


@transaction.atomic
def answer_claim(*, claimed: Claim, step: ClaimStep, by: Actor, at: datetime) -> Claim:
    """The home branch accepts, which credits the month, or refuses, after which another page may be opened.

    Raises Refused: answered already, credited already, the member was back by then.
    """
    found = Claim.objects.select_for_update(of=("self",)).select_related("slip").get(pk=claimed.pk)
    found.state = check_may_answer(found, step)
    slip = (
        Slip.objects.select_for_update(of=("self",))
        .select_related("member", "branch", "branch__committee", "credit")
        .get(pk=found.slip_id)
    )
    if step == ClaimStep.ACCEPT:
        check_not_returned(slip)
        check_was_away(slip, found.held_on)
        part = Part(
            f"{found.host_name}（{found.confirmed_by}证明）",
            found.held_on,
            Mode.HOST_BRANCH,
            CreditSource.PAGE,
            slip.code,
        )
        found.credit = credit(
            member=slip.member, branch=slip.branch, month=slip.month, part=part, by=by, at=at
        )
        slip.credit = found.credit
    else:
        slip.page_hash = slip.page_expires_on = slip.page_used_at = None
    slip.save(update_fields=["credit", "page_hash", "page_expires_on", "page_used_at"])
    found.answered_by, found.answered_at = by.display_name[:NAME_LENGTH], at
    found.save(update_fields=["state", "answered_by", "answered_at", "credit"])
    _log("claim_answered", found, by=by, at=at)
    return found


def _log(what: str, made: Claim, *, by: Actor, at: datetime) -> None:
    slip = made.slip
    changes = {"month": slip.month, "slip": slip.code, "state": made.get_state_display()}
    event = Event(f"floating.{what}", "member", slip.member_id, slip.member.name, changes)
    record(event, committee=slip.branch.chain_code, by=by, at=at)
