"""A look at something guarded is logged once a day for each person and paper."""

from datetime import date
from uuid import UUID

import pytest

from activityday.audit.actions import Command, Event, record_first
from activityday.audit.models import Entry
from activityday.judgement.standing.models import Look
from tests.conftest import instant

pytestmark = pytest.mark.django_db
SUBJECT = UUID("00000000-0000-0000-0000-000000000001")


def look(*, what: str = "page", who: str = "anna", on: date = date(2026, 11, 2)) -> bool:
    return record_first(
        Look.objects,
        Event("standing.viewed", "case", SUBJECT, "个案", {"what": what}),
        key={"subject": SUBJECT, "what": what, "by_id": who, "on": on},
        committee="fenggang",
        by=Command("tests", who),
        at=instant(f"{on} 09:00"),
    )


def test_the_second_look_of_a_day_is_not_logged_again() -> None:
    assert [look(), look(), look()] == [True, False, False]
    assert (Look.objects.count(), Entry.objects.count()) == (1, 1)


def test_another_day_person_or_paper_is_another_look() -> None:
    seen = [look(), look(on=date(2026, 11, 3)), look(who="berta"), look(what="evidence")]
    assert seen == [True] * 4
    assert Entry.objects.count() == 4
