"""Writes of what is posted: posting, taking down, objections and their answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.office.notices.checks import (
    check_may_answer,
    check_may_object,
    check_may_post,
    check_may_withdraw,
)
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind, State, Verdict
from activityday.office.notices.models import Objection, PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@dataclass(frozen=True)
class Posting:
    """When and where a notice hangs, and which months it covers."""

    period: str
    covers_from: date
    covers_to: date
    starts_on: date
    ends_on: date
    where: str


@transaction.atomic
def post(
    *, unit: Unit, kind: Kind, title: str, content: Content, posting: Posting, by: Actor, at: datetime
) -> PublicNotice:
    """Post a notice as it stands. Raises Refused, also when another for the same period hangs already."""
    check_may_post(
        unit,
        kind,
        content,
        covers_from=posting.covers_from,
        covers_to=posting.covers_to,
        starts_on=posting.starts_on,
        ends_on=posting.ends_on,
    )
    notice = PublicNotice(
        committee_id=unit.committee_id,
        unit=unit,
        kind=kind,
        title=title,
        content=content.as_json(),
        posted_by=by.display_name,
        posted_at=at,
        **vars(posting),
    )
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("同一期间的公示刚刚已经张贴，请刷新页面看看。") from error
    _log("posted", notice, by, at)
    return notice


@transaction.atomic
def withdraw(*, notice: PublicNotice, why: str, by: Actor, at: datetime) -> None:
    """Take a notice down with a reason; what it said stays."""
    notice = PublicNotice.objects.select_for_update().get(pk=notice.pk)
    check_may_withdraw(notice, why)
    notice.state, notice.withdrawn_by, notice.withdrawn_at = State.WITHDRAWN, by.display_name, at
    notice.withdrawn_why = why.strip()
    notice.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    _log("withdrawn", notice, by, at, {"why": notice.withdrawn_why})


@transaction.atomic
def write_objection(
    *,
    notice: PublicNotice,
    text: str,
    raised_by: str,
    raised_on: date,
    member: Member | None,
    answer_due_on: date,
    by: Actor,
    at: datetime,
) -> Objection:
    """Write down what somebody objects; to be answered by `answer_due_on`. Raises Refused."""
    check_may_object(notice, text, raised_on, on=localdate(at))
    objection = Objection.objects.create(
        notice=notice,
        member=member,
        raised_by=raised_by.strip(),
        text=text.strip(),
        raised_on=raised_on,
        answer_due_on=answer_due_on,
        written_by=by.display_name,
        written_at=at,
    )
    _log("objected", notice, by, at, {"objection": objection.pk})
    return objection


@transaction.atomic
def answer_objection(*, objection: Objection, verdict: Verdict, answer: str, by: Actor, at: datetime) -> None:
    """Answer an objection in words. Raises Refused when it was answered already."""
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("notice__unit__committee")
        .get(pk=objection.pk)
    )
    check_may_answer(objection, verdict, answer)
    objection.verdict, objection.answer = verdict, answer.strip()
    objection.answered_by, objection.answered_at = by.display_name, at
    objection.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    _log("answered", objection.notice, by, at, {"objection": objection.pk, "verdict": verdict})


def _log(
    step: str, notice: PublicNotice, by: Actor, at: datetime, changes: dict[str, object] | None = None
) -> None:
    event = Event(f"notices.{step}", "public_notice", notice.pk, notice.title, changes or {})
    record(event, committee=notice.unit.chain_code, by=by, at=at)
