"""How dates, rates and money read."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.ui import words

DECEMBER = date(2026, 12, 1)


def test_a_month_reads_as_in_a_heading_and_as_in_a_table() -> None:
    assert words.month_label(DECEMBER) == "十二月"
    assert words.year_month(DECEMBER) == "2026年12月"


def test_a_week_of_days_reads_with_the_right_weekday() -> None:
    read = [words.day_label(date(2026, 12, 7) + timedelta(n)) for n in range(7)]
    assert read == [
        "12月7日 星期一",
        "12月8日 星期二",
        "12月9日 星期三",
        "12月10日 星期四",
        "12月11日 星期五",
        "12月12日 星期六",
        "12月13日 星期日",
    ]


@pytest.mark.parametrize(
    ("ratio", "read"),
    [
        (Decimal("0.7999"), "79.9%"),
        (Fraction(4, 5), "80.0%"),
        (Fraction(2, 3), "66.6%"),
        (Decimal(1), "100.0%"),
        (Decimal(0), "0.0%"),
    ],
)
def test_a_rate_is_cut_and_never_rounded_across_a_line(ratio: Decimal | Fraction, read: str) -> None:
    assert words.percent(ratio) == read


@given(st.integers(0, 799_999))
def test_nothing_below_eighty_percent_ever_reads_as_eighty(millionths: int) -> None:
    assert Decimal(words.percent(Fraction(millionths, 1_000_000)).rstrip("%")) < 80


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (Decimal("0.0129"), "+1.2%"),
        (Decimal("-0.0129"), "−1.2%"),
        (Decimal("-0.0001"), "0.0%"),
        (Decimal(0), "0.0%"),
    ],
)
def test_a_change_carries_its_sign_and_is_cut_towards_nothing(change: Decimal, read: str) -> None:
    assert words.signed_percent(change) == read


@pytest.mark.parametrize(
    ("yuan", "read"),
    [
        (Decimal("1318.6"), "1,318.60 元"),
        (Decimal("0.005"), "0.01 元"),
        (Decimal(0), "0.00 元"),
        (Decimal(-8), "-8.00 元"),
    ],
)
def test_money_shows_two_decimals(yuan: Decimal, read: str) -> None:
    assert words.money(yuan) == read


def test_what_is_not_there_reads_as_a_dash() -> None:
    said = (
        words.month_label,
        words.year_month,
        words.day_label,
        words.percent,
        words.signed_percent,
        words.money,
    )
    assert [say(None) for say in said] == ["—"] * 6


@pytest.mark.parametrize(
    ("clause", "read"),
    [
        ("notice 四(三)", "通知四(三)"),
        ("constitution 9", "党章第九条"),
        ("notice 一", "通知一"),
        ("dues 12", "党费收缴规定第12条"),
        ("dues 2017", "2017年党费工作通知"),
        ("notice 三(五)、disposition 6", "通知三(五)、不合格党员组织处置办法第6条"),
    ],
)
def test_a_clause_reads_by_the_name_of_its_document(clause: str, read: str) -> None:
    assert words.clause_label(clause) == read
