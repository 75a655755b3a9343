"""Writes of implementation plans and summaries: written and sent, forwarded to the county, shared with the branches."""

from contextlib import nullcontext
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.office.filings.actions import ask
from activityday.office.filings.attachments import Upload, looked_at, stored
from activityday.office.filings.enums import Kind, State, Verb
from activityday.office.filings.models import Filing, Writing, WritingFiling
from activityday.office.filings.writings.queries import first_filing, forwarded, next_number
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of

CLAUSE = "notice 末"
LONGEST_TITLE, LONGEST_TEXT = 80, 4000
WRITING = (Level.COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)
KINDS = (Kind.LOCAL_PLAN, Kind.EXPERIENCE)


@transaction.atomic
def send_writing(
    *, unit: Unit, kind: Kind, title: str, text: str, upload: Upload | None, by: Actor, at: datetime
) -> Writing:
    """Keep what a unit wrote and send it to the next level up (notice 末): a town's own at once to be archived.

    Raises Refused without title or text, beyond 4000 characters, and for a file that is no document.
    """
    superior = superior_of(unit)
    if unit.level not in WRITING or superior is None or kind not in KINDS:
        raise Refused(f"{unit.short_name}不单独报送{Kind(kind).label}。", CLAUSE)
    check_written(title, text)
    writing = Writing(
        id=uuid4(),
        committee_id=unit.committee_id,
        unit=unit,
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        written_by=by.display_name,
        written_at=at,
    )
    kept = looked_at(upload) if upload else None
    path = f"writings/{unit.chain_code}/{writing.pk}{kept.suffix}" if kept else ""
    with stored(path, kept.content) if kept else nullcontext():
        if kept:
            writing.file, writing.filename = path, kept.name
            writing.content_type, writing.sha256 = kept.content_type, kept.sha256
        writing.save(force_insert=True)
        verb = Verb.ARCHIVE if unit.level == Level.COMMITTEE else Verb.RECORD
        _send(writing, unit, superior, verb, 1, by, at)
    return writing


@transaction.atomic
def forward(*, writing: Writing, by: Actor, at: datetime) -> Filing:
    """Send what the town received on to the county, to be archived there (notice 末). Raises Refused."""
    number = next_number(writing)
    committee = writing.committee
    superior = superior_of(committee)
    if superior is None:
        raise Refused(f"{committee.short_name}没有上级可以报送。", CLAUSE)
    if writing.unit_id == committee.pk or first_filing(writing).filing.state != State.APPROVED:
        raise Refused("支部报来的，先收到，再转报县委。", CLAUSE)
    if forwarded(writing) is not None:
        raise Refused("这份材料已经转报过，不用再报。", CLAUSE)
    return _send(writing, committee, superior, Verb.ARCHIVE, number, by, at)


@transaction.atomic
def share(*, writing: Writing, by: Actor, at: datetime) -> None:
    """Let every branch of the town read a summary (notice 末). A second time changes nothing; raises Refused."""
    if writing.kind != Kind.EXPERIENCE:
        raise Refused("推广的是经验总结；实施方案只备案。", CLAUSE)
    own = writing.unit_id == writing.committee_id
    if not own and first_filing(writing).filing.state != State.APPROVED:
        raise Refused("先收到，再推广给各支部。", CLAUSE)
    taken = Writing.objects.filter(pk=writing.pk, shared_at__isnull=True).update(
        shared_by=by.display_name, shared_at=at
    )
    if taken:
        _log("shared", writing, by, at)


def check_written(title: str, text: str) -> None:
    """A title and a text of a sensible length, or Refused."""
    if not title.strip() or len(title.strip()) > LONGEST_TITLE:
        raise Refused(f"标题请写 1 到 {LONGEST_TITLE} 个字。")
    if not text.strip() or len(text.strip()) > LONGEST_TEXT:
        raise Refused(f"正文请写 1 到 {LONGEST_TEXT} 个字；更长的请放在附件里。", "burden-2024")


def _send(
    writing: Writing, unit: Unit, superior: Unit, verb: Verb, number: int, by: Actor, at: datetime
) -> Filing:
    details = [
        ("报送单位", unit.name),
        ("撰写单位", writing.unit.name),
        ("标题", writing.title),
        ("附件", writing.filename or "没有"),
    ]
    filing = ask(
        kind=Kind(writing.kind),
        verb=verb,
        unit=unit,
        answered_by=superior,
        subject=f"{writing.unit.short_name}{writing.get_kind_display()}：{writing.title}",
        details=details,
        due_on=None,
        by=by,
        at=at,
    )
    link = WritingFiling(filing=filing, writing=writing, number=number)
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("这份材料刚刚已经有人报送，请刷新页面看看。", CLAUSE) from error
    _log("sent", writing, by, at, {"to": superior.short_name, "sha256": writing.sha256})
    return filing


def _log(
    step: str, writing: Writing, by: Actor, at: datetime, changes: dict[str, object] | None = None
) -> None:
    event = Event(f"filings.writing_{step}", "writing", writing.pk, writing.title, changes or {})
    record(event, committee=writing.unit.chain_code, by=by, at=at)
