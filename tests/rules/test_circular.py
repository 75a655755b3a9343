"""Periods of a circular, and its length."""

from datetime import date

import pytest

from activityday.rules.circular import Period, Span, length_of


@pytest.mark.parametrize(
    ("period", "label", "starts_on", "ends_on"),
    [
        (Period(Span.MONTH, 2028, 2), "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        (Period(Span.QUARTER, 2026, 4), "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31)),
        (Period(Span.HALF, 2026, 1), "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        (Period(Span.HALF, 2026, 2), "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_whole_months(period: Period, label: str, starts_on: date, ends_on: date) -> None:
    assert (period.label, period.starts_on, period.ends_on) == (label, starts_on, ends_on)


@pytest.mark.parametrize(("span", "number"), [(Span.MONTH, 13), (Span.QUARTER, 5), (Span.HALF, 0)])
def test_there_is_no_other_period(span: Span, number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        Period(span, 2026, number)


def test_the_last_allowed_character_is_allowed() -> None:
    assert length_of("字" * 10 + " \n", most=10).is_allowed
    assert length_of("字" * 11, most=10).sentence == "全文 11 字，超过 10 字，请再精简 1 字。"
