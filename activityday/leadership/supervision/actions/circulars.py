"""Writes of circulars (notice 四(四)): drafted from the facts, worded by a person, issued once, withdrawn with a reason."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.audit.queries import head_of
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.circulars import (
    check_may_draft,
    check_number,
    check_step,
    check_version,
    check_withdrawal,
    check_words,
    number_taken,
    settled,
)
from activityday.leadership.supervision.circulars import (
    SECTIONS,
    Fact,
    Words,
    fill,
    first_words,
    paragraphs,
)
from activityday.leadership.supervision.enums import CircularState, CircularStep, Order
from activityday.leadership.supervision.models import Circular, CircularEvent
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.circular import Period

WORDS = ("title", "lead", "overall", "problems", "demands")


@dataclass(frozen=True)
class Issuing:
    """What stands on the paper beside the words."""

    number: str
    signer: str
    addressees: str
    dated_on: date
    base_version: int


@transaction.atomic
def draft_circular(
    *, committee: Unit, period: Period, order: Order, facts: Sequence[Fact], by: Actor, at: datetime
) -> Circular:
    """A draft about `period` with the first words and `facts` beside it. Raises Refused, also while another one is open."""
    check_may_draft(committee, period, on=localdate(at))
    made = Circular(
        committee=committee,
        span=period.span,
        year=period.year,
        part=period.number,
        order=order,
        facts=[fact.as_json() for fact in facts],
        drafted_by=by.display_name,
        drafted_at=at,
        **asdict(first_words(period.label, order.label, facts)),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"{period.label}的通报已经有人在起草，请打开那一份接着写。") from error
    _event(made, CircularStep.DRAFT, CircularState.DRAFT, "", by, at)
    log("circular.drafted", _subject(made), committee, by, at, {"period": period.label})
    return made


@transaction.atomic
def rewrite_circular(
    *, circular: Circular, words: Words, base_version: int, by: Actor, at: datetime
) -> Circular:
    """Put other words into a draft; figures stay by their names. Raises Refused: issued, changed meanwhile, too long."""
    circular = _locked(circular)
    check_step(circular, CircularStep.ISSUE)
    check_version(circular, base_version)
    check_words(words, circular.figures, parameters_for(circular.committee, on=localdate(at)))
    for name in WORDS:
        setattr(circular, name, getattr(words, name).strip())
    _raise(circular, *WORDS)
    log("circular.rewritten", _subject(circular), circular.committee, by, at, {"version": circular.version})
    return circular


@transaction.atomic
def refresh_facts(
    *, circular: Circular, names: Sequence[str], facts: Sequence[Fact], by: Actor, at: datetime
) -> list[str]:
    """Take the figures `names` from the records anew (all of them where `names` is empty). The names that changed. Raises Refused."""
    circular = _locked(circular)
    check_step(circular, CircularStep.ISSUE)
    fresh, kept = {fact.name: fact for fact in facts}, circular.figures
    known = {fact.name for fact in kept}
    wanted = set(names) or known
    taken = [fresh.get(fact.name, fact) if fact.name in wanted else fact for fact in kept]
    changed = [new.name for old, new in zip(kept, taken, strict=True) if not old.is_same(new)]
    circular.facts = [fact.as_json() for fact in taken]
    _raise(circular, "facts")
    log(
        "circular.refreshed",
        _subject(circular),
        circular.committee,
        by,
        at,
        {"figures": sorted(wanted & known)},
    )
    return changed


@transaction.atomic
def issue_circular(*, circular: Circular, issuing: Issuing, by: Actor, at: datetime) -> Circular:
    """Freeze the draft as the paper that is issued. Raises Refused: a number the standard does not allow or taken, not complete,
    written by somebody else since it was read, issued already.
    """
    circular = _locked(circular)
    target = check_step(circular, CircularStep.ISSUE)
    check_version(circular, issuing.base_version)
    check_words(circular.words, circular.figures, parameters_for(circular.committee, on=localdate(at)))
    number = check_number(issuing.number)
    if not issuing.addressees.strip() or not issuing.signer.strip():
        raise Refused("请写明主送哪些党组织、由谁署名。")
    circular.content = _frozen(circular, issuing, number)
    circular.state, circular.number, circular.dated_on = target, number, issuing.dated_on
    circular.issued_by, circular.issued_at = by.display_name, at
    try:
        with transaction.atomic():
            _raise(circular, "content", "state", "number", "dated_on", "issued_by", "issued_at")
    except IntegrityError as error:
        raise number_taken(number) from error
    _event(circular, CircularStep.ISSUE, target, number, by, at)
    plain = json.dumps(circular.content, ensure_ascii=False, sort_keys=True)
    changes = {"number": number, "content": sha256(plain.encode()).hexdigest()}
    log("circular.issued", _subject(circular), circular.committee, by, at, changes)
    circular.audit_code = head_of(circular.committee.chain_code)
    circular.save(update_fields=["audit_code"])
    return circular


@transaction.atomic
def withdraw_circular(*, circular: Circular, why: str, by: Actor, at: datetime) -> None:
    """Withdraw an issued circular with the reason; it stays to be read. Raises Refused."""
    circular = _locked(circular)
    target = check_step(circular, CircularStep.WITHDRAW)
    check_withdrawal(why)
    circular.state, circular.withdrawn_by = target, by.display_name
    circular.withdrawn_at, circular.withdrawn_why = at, why.strip()
    _raise(circular, "state", "withdrawn_by", "withdrawn_at", "withdrawn_why")
    _event(circular, CircularStep.WITHDRAW, target, why.strip(), by, at)
    log("circular.withdrawn", _subject(circular), circular.committee, by, at, {"why": why.strip()})


@transaction.atomic
def drop_circular(*, circular: Circular, by: Actor, at: datetime) -> None:
    """Give a draft up. Raises Refused."""
    circular = _locked(circular)
    circular.state = check_step(circular, CircularStep.DROP)
    _raise(circular, "state")
    _event(circular, CircularStep.DROP, CircularState.DROPPED, "", by, at)
    log("circular.dropped", _subject(circular), circular.committee, by, at)


def _frozen(circular: Circular, issuing: Issuing, number: str) -> dict[str, object]:
    """The paper as JSON: every word with the figures in it, the figures beside it."""
    figures = circular.figures
    return {
        "number": number,
        "issuer": circular.committee.name,
        "signer": issuing.signer.strip(),
        "addressees": issuing.addressees.strip(),
        "dated_on": issuing.dated_on.isoformat(),
        "title": fill(circular.title, figures),
        "lead": paragraphs(fill(circular.lead, figures)),
        "sections": [
            [heading, paragraphs(fill(getattr(circular, key), figures))] for key, heading in SECTIONS
        ],
        "facts": circular.facts,
    }


def _event(
    circular: Circular, step: CircularStep, state: CircularState, note: str, by: Actor, at: datetime
) -> None:
    taken = CircularEvent(
        circular=circular,
        number=circular.steps.count() + 1,
        step=step,
        state=state,
        by_name=by.display_name,
        at=at,
        note=note,
    )
    try:
        with transaction.atomic():
            taken.save(force_insert=True)
    except IntegrityError as error:
        raise settled(circular) from error


def _raise(circular: Circular, *fields: str) -> None:
    circular.version += 1
    circular.save(update_fields=[*fields, "version"])


def _locked(circular: Circular) -> Circular:
    found = Circular.objects.select_for_update(of=("self",)).select_related(
        "committee", "committee__committee"
    )
    return found.get(pk=circular.pk)


def _subject(circular: Circular) -> tuple[str, object, str]:
    return ("circular", circular.pk, circular.title)
