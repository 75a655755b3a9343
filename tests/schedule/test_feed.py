"""The calendar feed: whoever holds its address sees dates and names of units, nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from activityday.day.schedule.feed import feed_of, is_signed, signature_of
from activityday.day.schedule.models import Rescheduling
from tests.conftest import Town
from tests.schedule.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def events(town: Town, unit: str = "village") -> dict[str, dict[str, str]]:
    calendar = Calendar.from_ical(feed_of(getattr(town, unit), on=TODAY, at=NOW))
    return {
        str(event["uid"]): {
            "day": event["dtstart"].dt,
            "summary": str(event["summary"]),
            "status": str(event["status"]),
            "sequence": int(event["sequence"]),
            "description": str(event["description"]),
        }
        for event in calendar.walk("VEVENT")
    }


def test_three_years_of_a_branch_all_day_and_provisional_marked(town: Town) -> None:
    found = events(town)
    assert len(found) == 36
    assert found["2026-10-xingtang-xingtang@activityday"] == {
        "day": date(2026, 10, 8),
        "summary": "党员活动日（兴塘村）",
        "status": "CONFIRMED",
        "sequence": 1,
        "description": "10月5日（星期一）是国庆节假期，顺延到10月8日（星期四）。",
    }
    assert found["2027-05-xingtang-xingtang@activityday"]["status"] == "TENTATIVE"
    assert found["2027-05-xingtang-xingtang@activityday"]["summary"].endswith("暂定")


def test_an_approved_day_moves_the_same_event_and_counts_it_on(
    town: Town, ask: Callable[..., Rescheduling], approve: Callable[[Rescheduling], None]
) -> None:
    key = "2026-12-xingtang-xingtang@activityday"
    before = events(town)[key]
    approve(ask(reason="张三丰住院"))
    after = events(town)[key]
    assert (before["day"], after["day"]) == (date(2026, 12, 7), date(2026, 12, 8))
    assert after["sequence"] == before["sequence"] + 1
    assert "张三丰" not in feed_of(town.village, on=TODAY, at=NOW).decode()


def test_a_town_has_one_event_for_all_alike_and_one_for_each_exception(
    town: Town, ask: Callable[..., Rescheduling], approve: Callable[[Rescheduling], None]
) -> None:
    approve(ask())
    december = sorted(
        (event["day"], event["summary"])
        for key, event in events(town, "committee").items()
        if key.startswith("2026-12")
    )
    assert december == [
        (date(2026, 12, 7), "党员活动日（柳堤村）"),
        (date(2026, 12, 8), "党员活动日（兴塘村）"),
    ]


def test_the_address_needs_no_signing_in_but_the_right_signature(town: Town) -> None:
    signature = signature_of(town.village)
    response = Client().get(f"/units/xingtang/calendar/{signature}.ics")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    for code, wrong in (
        ("xingtang", signature[:-1] + "x"),
        ("liudi", signature),
        ("xingtang", "x"),
        ("nowhere", signature),
    ):
        assert Client().get(f"/units/{code}/calendar/{wrong}.ics").status_code == 404


def test_a_signature_is_for_one_unit_only(town: Town) -> None:
    assert [is_signed(code, signature_of(town.village)) for code in ("xingtang", "liudi", "")] == [
        True,
        False,
        False,
    ]
