"""`activity_days` prints the days of any months, with or without a unit."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from activityday.day.schedule.management.commands import activity_days
from activityday.day.schedule.models import Rescheduling
from tests.conftest import Town


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("activity_days", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_ten_years_are_printed_without_any_unit() -> None:
    lines = run("2017-06", "2026-12", "--format", "csv").splitlines()
    assert lines[0] == "month,nominal,day,status,reason"
    assert lines[1] == "2017-06,2017-06-05,2017-06-05,nominal,6月5日（星期一）不放假，不顺延。"
    rows = list(csv.DictReader(lines))
    assert len(rows) == 115
    postponed = {row["nominal"]: row["day"] for row in rows if row["status"] == "postponed"}
    assert len(postponed) == 27
    assert [postponed[day] for day in ("2017-10-02", "2019-10-07", "2022-10-03", "2026-05-04")] == [
        "2017-10-09",
        "2019-10-08",
        "2022-10-08",
        "2026-05-06",
    ]
    assert {row["status"] for row in rows} == {"nominal", "postponed"}


@pytest.mark.django_db
def test_a_year_to_come_is_provisional() -> None:
    rows = list(csv.DictReader(run("2027-01", "2027-12", "--format", "csv").splitlines()))
    assert {row["status"] for row in rows} == {"provisional"}


@pytest.mark.django_db
def test_the_days_of_a_unit_follow_what_was_approved(
    town: Town, ask: Callable[..., Rescheduling], approve: Callable[[Rescheduling], None]
) -> None:
    approve(ask())
    assert (
        run("2026-12", "2026-12", "--unit", "xingtang", "--format", "csv")
        .splitlines()[1]
        .startswith("2026-12,2026-12-07,2026-12-08,rescheduled,")
    )
    assert (
        run("2026-12", "2026-12", "--unit", "liudi")
        == "2026-12  2026-12-07  12月7日（星期一）  12月7日（星期一）不放假，不顺延。\n"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "起始月份“”不对，请写成 2017-06"),
        (("2026-13", "2027-01"), "起始月份“2026-13”不对"),
        (("2026-01", "26-02"), "结束月份“26-02”不对"),
        (("2026-05", "2026-04"), "结束月份 2026-04 早于起始月份 2026-05"),
        (("2026-01", "2026-02", "--unit", "nowhere"), "没有编码为“nowhere”的党组织"),
        (("2026-01", "2026-02", "--format", "xml"), "--format 只能是 csv 或 text"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said) as refused:
        run(*arguments)
    assert refused.value.returncode == 1


def test_without_tables_the_rulebook_is_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_tables() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(activity_days, "work_calendar", no_tables)
    assert run("2026-10", "2026-10").startswith("2026-10  2026-10-08")
    assert "数据库还没有建好" in capsys.readouterr().err
