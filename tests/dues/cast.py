"""What the tests of assessing share: a day, a base that is easily found where it must not stand, short ways to act."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.actions import assess_year
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import year_sheet
from activityday.contents.dues.trial import Entry
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, instant

ON = date(2026, 12, 7)
AT = instant("2026-12-07 15:00")
JANUARY, NOVEMBER, DECEMBER = date(2026, 1, 1), date(2026, 11, 1), date(2026, 12, 1)
SECRET = "6543.21"
"""1.5 % of it is 98.15."""


def wage(base: str = SECRET, kind: DuesClass = DuesClass.MONTHLY_SALARY) -> Entry:
    return Entry(kind, Decimal(base))


FARMER = Entry(DuesClass.FARMER)


def assess(
    branch: Unit,
    entries: Mapping[Member, Entry],
    *,
    year: int = 2026,
    starts: date | None = JANUARY,
    on: date = ON,
    version: int | None = None,
) -> list[Assessment]:
    seen = year_sheet(branch, year, on=on, starts=starts).version if version is None else version
    return assess_year(
        branch=branch,
        year=year,
        starts=starts,
        entries={member.pk: entry for member, entry in entries.items()},
        base_version=seen,
        by=OPERATOR,
        on=on,
        at=AT,
    )


def everybody(members: Iterable[Member], entry: Entry = FARMER) -> dict[Member, Entry]:
    return dict.fromkeys(members, entry)


def logged(secret: str) -> list[str]:
    """The entries of the log in which the secret stands, in whatever column."""
    return [
        str(entry)
        for entry in LogEntry.objects.all()
        if secret in entry.changes or secret in entry.object_label
    ]
