"""The cast of the collection: members assessed, posts held, and a form filled in in one line."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.models import Arrangement, Assessment, DayBook, Waiver
from activityday.contents.dues.queries.books import Table, table_of
from activityday.contents.dues.reckoning import Entry, Step, Taking
from activityday.office.filings.enums import Kind, State, Verb
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.conftest import LONG_AGO, instant

JANUARY, OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (1, 10, 11, 12))
DAY = date(2026, 11, 2)
AT = instant("2026-11-02 11:00")


def yuan(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


def assess(
    members: Iterable[Member], branch: Unit, amount: str = "15", *, since: date = NOVEMBER
) -> list[Assessment]:
    """Each of them pays so much a month from `since` on."""
    return Assessment.objects.bulk_create(
        Assessment(
            committee_id=branch.committee_id,
            branch=branch,
            member=member,
            since=since,
            kind=DuesClass.MONTHLY_SALARY,
            base="3000.00",
            amount=yuan(amount),
            arithmetic="3000 × 0.5% = 15",
            clause="dues 2",
            document="中组发〔2008〕3号",
            policy="tests",
            made_by="书记老王",
            made_at=AT,
        )
        for member in members
    )


def appoint(member: Member, unit: Unit, kind: PostKind) -> Post:
    """The member holds the post since long ago."""
    return Post.objects.create(member=member, unit=unit, kind=kind, starts_on=LONG_AGO)


def agree(member: Member, branch: Unit, kind: str, *, payer: str = "", relation: str = "") -> Arrangement:
    """The branch agreed, from January on."""
    return Arrangement.objects.create(
        member=member,
        branch=branch,
        kind=kind,
        payer=payer,
        relation=relation,
        reason="在外务工",
        consented_on=JANUARY,
        since=JANUARY,
        made_by="书记老王",
        made_at=AT,
    )


def table(unit: Unit, month: date = NOVEMBER, *, on: date = DAY) -> Table:
    return table_of(unit, month, on=on)


def taking(
    book_or_table: Table,
    entries: dict[Member, Entry | str] | None = None,
    *,
    unpaid: Iterable[Member] = (),
    cash: str | None = None,
    step: Step = Step.SAVE,
    day: date = DAY,
) -> Taking:
    """A form filled in: amounts as text where nothing else differs."""
    found = {
        member.pk: entry if isinstance(entry, Entry) else Entry(yuan(entry))
        for member, entry in (entries or {}).items()
    }
    return Taking(
        entries=found,
        unpaid=frozenset(member.pk for member in unpaid),
        cash=None if cash is None else yuan(cash),
        collected_on=day,
        number=book_or_table.number,
        version=book_or_table.version,
        step=step,
    )


def reload(book: DayBook) -> DayBook:
    return DayBook.objects.get(pk=book.pk)


def waive(member: Member, branch: Unit, *, since: date, until: date, ground: str = "大病") -> Waiver:
    """The committee agreed that the member pays nothing for these months."""
    filing = Filing.objects.create(
        committee_id=branch.committee_id,
        kind=Kind.DUES_WAIVER,
        verb=Verb.APPROVAL,
        unit=branch,
        answered_by=branch.committee,
        subject=f"{member.name}党费免交",
        details=[],
        due_on=None,
        asked_at=AT,
        state=State.APPROVED,
    )
    return Waiver.objects.create(
        filing=filing,
        member=member,
        kind="waived",
        ground=ground,
        considered_on=since,
        since=since,
        until=until,
    )
