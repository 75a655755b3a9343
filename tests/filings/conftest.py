"""A request on its way."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.office.filings.actions import ask
from activityday.office.filings.enums import Kind, Verb
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from tests.conftest import Town, instant

ASKED_AT = instant("2026-11-20 09:00")


@pytest.fixture
def make_filing(town: Town) -> Callable[..., Filing]:
    """`make_filing("十二月改期", due_on=date(…))`: asked by the village, to be answered by the town."""

    def make(
        subject: str = "兴塘村改期",
        *,
        unit: Unit | None = None,
        answered_by: Unit | None = None,
        due_on: date | None = date(2026, 11, 30),
        late_note: str = "",
    ) -> Filing:
        return ask(
            kind=Kind.RESCHEDULING,
            verb=Verb.APPROVAL,
            unit=unit or town.village,
            answered_by=answered_by or town.committee,
            subject=subject,
            details=[("原定日期", "2026年12月7日"), ("拟调日期", "2026年12月8日")],
            due_on=due_on,
            late_note=late_note,
            by=town.users["secretary"],
            at=ASKED_AT,
        )

    return make
