"""What a member pays a month: the bands, their cliffs, rounding, the cap, and what a month asks of whom."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import load, load_tariffs
from activityday.rules.dues import (
    FLAT,
    Amount,
    Band,
    BaseReading,
    Belonging,
    CollectorPost,
    DuesClass,
    DuesRule,
    FirstMonthReading,
    MonthDue,
    NotAssessable,
    Obligation,
    Payer,
    Relief,
    Rounding,
    Tariff,
    assess,
    collector_of,
    first_month_of,
    is_large,
    month_due,
    next_month,
    quarter_average,
    rate_of,
    tariff_for,
)
from activityday.rules.parameters import Parameters, resolve

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
TARIFFS = load_tariffs(ROOT)
MONTH = date(2026, 1, 1)
SALARIED = [DuesClass.MONTHLY_SALARY, DuesClass.ANNUAL_SALARY, DuesClass.SELF_EMPLOYED]
ORACLE = [
    ("0", "0.00"),
    ("2000", "10.00"),
    ("3000", "15.00"),
    ("3000.01", "30.00"),
    ("4000", "40.00"),
    ("5000", "50.00"),
    ("5000.01", "75.00"),
    ("6000", "90.00"),
    ("10000", "150.00"),
    ("10000.01", "200.00"),
    ("50000", "1000.00"),
    ("60000", "1000.00"),
]


def parameters(**values: object) -> Parameters:
    now = resolve(load(ROOT), on=MONTH, sector="village", amendments=[])
    return Parameters({**now.values, **values}, now.sources)  # type: ignore[dict-item]


def rule(**values: object) -> DuesRule:
    return DuesRule.of(parameters(**values), TARIFFS)


RULE = rule()


def amount(kind: DuesClass, base: str, under: DuesRule = RULE) -> str:
    return str(assess(kind, Decimal(base), MONTH, under).amount)


@pytest.mark.parametrize("kind", SALARIED)
@pytest.mark.parametrize(("base", "due"), ORACLE)
def test_the_whole_base_is_multiplied_by_the_rate_of_its_band(kind: DuesClass, base: str, due: str) -> None:
    assert amount(kind, base) == due


@pytest.mark.parametrize(
    ("pension", "due"), [("0", "0.00"), ("5000", "25.00"), ("5000.01", "50.00"), ("12000", "120.00")]
)
def test_a_pension_has_two_bands(pension: str, due: str) -> None:
    assert amount(DuesClass.RETIRED, pension) == due


@pytest.mark.parametrize("kind", sorted(FLAT))
def test_some_pay_a_flat_amount_whatever_the_base(kind: DuesClass) -> None:
    assert assess(kind, None, MONTH, RULE).amount == Decimal("0.20")
    assert assess(kind, Decimal(9000), MONTH, RULE) == assess(kind, None, MONTH, RULE)


def test_a_province_sets_what_a_farmer_pays_and_nobody_else() -> None:
    changed = rule(dues_farmer_fen=100)
    assert assess(DuesClass.FARMER, None, MONTH, changed).amount == Decimal("1.00")
    assert assess(DuesClass.STUDENT, None, MONTH, changed).amount == Decimal("0.20")


def test_the_clause_is_that_of_the_class() -> None:
    found = {kind: assess(kind, Decimal(100), MONTH, RULE).clause for kind in DuesClass}
    assert found == {
        DuesClass.MONTHLY_SALARY: "dues 2",
        DuesClass.ANNUAL_SALARY: "dues 3",
        DuesClass.SELF_EMPLOYED: "dues 4",
        DuesClass.RETIRED: "dues 5",
        **dict.fromkeys(FLAT, "dues 6"),
    }


@pytest.mark.parametrize("kind", [*SALARIED, DuesClass.RETIRED])
def test_without_a_base_nothing_is_assessed(kind: DuesClass) -> None:
    with pytest.raises(NotAssessable, match="请填基数"):
        assess(kind, None, MONTH, RULE)


def test_a_base_is_not_negative() -> None:
    with pytest.raises(NotAssessable, match="不能小于 0"):
        assess(DuesClass.RETIRED, Decimal("-0.01"), MONTH, RULE)


def test_the_cap_is_reached_only_above_it() -> None:
    exactly, above = (
        assess(DuesClass.MONTHLY_SALARY, Decimal(b), MONTH, RULE) for b in ("50000", "50000.50")
    )
    assert (exactly.amount, exactly.is_capped) == (Decimal("1000.00"), False)
    assert (above.amount, above.is_capped) == (Decimal("1000.00"), True)
    assert above.arithmetic.endswith("超过 1000 元，按 1000 元核定，自愿可以多交")


def test_no_cap_where_it_is_set_to_nothing() -> None:
    assert amount(DuesClass.MONTHLY_SALARY, "60000", rule(dues_cap_yuan=0)) == "1200.00"


@pytest.mark.parametrize(
    ("rounding", "base", "due"),
    [
        ("fen", "3333.33", "33.33"),
        ("fen", "3333.50", "33.34"),
        ("jiao", "3333.33", "33.30"),
        ("jiao", "3335.00", "33.40"),
        ("yuan", "3333.33", "33.00"),
        ("yuan", "3350.00", "34.00"),
    ],
)
def test_half_and_more_is_rounded_up(rounding: str, base: str, due: str) -> None:
    assert amount(DuesClass.MONTHLY_SALARY, base, rule(dues_rounding=rounding)) == due


@pytest.mark.parametrize(
    ("base", "exact", "whole"), [("3000.40", "30.00", "15.00"), ("3000.50", "30.01", "30.01")]
)
def test_a_base_taken_to_the_yuan_may_fall_into_the_band_below(base: str, exact: str, whole: str) -> None:
    assert amount(DuesClass.MONTHLY_SALARY, base, rule(dues_base_reading="exact")) == exact
    assert amount(DuesClass.MONTHLY_SALARY, base, rule(dues_base_reading="whole_yuan")) == whole


def test_the_arithmetic_says_what_was_taken_and_rounded() -> None:
    found = assess(DuesClass.MONTHLY_SALARY, Decimal("3000.40"), MONTH, rule(dues_base_reading="whole_yuan"))
    assert found.arithmetic == "基数 3000.4 元取整为 3000 元，3000 元 × 0.5% = 15 元"
    plain = assess(DuesClass.MONTHLY_SALARY, Decimal("6000.00"), MONTH, RULE)
    assert plain.arithmetic == "6000 元 × 1.5% = 90 元"


def by_hand(fen: int) -> Decimal:
    """The dues of a wage in fen, worked out in another way: whole numbers, half up."""
    rate = next(
        (per_mille for top, per_mille in ((300000, 5), (500000, 10), (1000000, 15)) if fen <= top), 20
    )
    due, rest = divmod(fen * rate, 1000)
    return min(Decimal(due + (rest >= 500)) / 100, Decimal(1000))


@given(st.integers(min_value=0, max_value=20_000_000))
def test_it_is_what_whole_numbers_say(fen: int) -> None:
    assert assess(DuesClass.MONTHLY_SALARY, Decimal(fen) / 100, MONTH, RULE).amount == by_hand(fen)


@given(st.integers(min_value=0, max_value=10_000_000), st.integers(min_value=0, max_value=10_000_000))
def test_who_earns_more_never_pays_less(one: int, other: int) -> None:
    less, more = sorted((one, other))
    found = [assess(DuesClass.RETIRED, Decimal(fen) / 100, MONTH, RULE).amount for fen in (less, more)]
    assert found == sorted(found)


@given(st.decimals(min_value=0, max_value=100_000, places=2), st.sampled_from(Rounding))
def test_an_amount_has_two_decimals_and_is_a_whole_number_of_steps(base: Decimal, rounding: Rounding) -> None:
    under = rule(dues_rounding=rounding.value)
    found = assess(DuesClass.SELF_EMPLOYED, base, MONTH, under).amount
    assert found.as_tuple().exponent == -2
    assert found % under.step == 0


def test_the_newest_bands_that_had_begun_hold() -> None:
    old = TARIFFS[0]
    new = Tariff(old.classes, date(2030, 1, 1), "dues 2", "新文件", (Band(None, Decimal(1)),))
    both = (new, old)
    kind = DuesClass.MONTHLY_SALARY
    assert tariff_for(kind, date(2029, 12, 1), both) == old
    assert tariff_for(kind, date(2030, 1, 1), both) == new
    assert tariff_for(kind, date(2001, 1, 1), (old, new)) == old


def test_every_class_has_its_bands_or_a_flat_amount() -> None:
    banded = {kind for tariff in TARIFFS for kind in tariff.classes}
    assert banded | FLAT == set(DuesClass)
    assert not banded & FLAT


def test_a_rate_is_found_for_every_base() -> None:
    for tariff in TARIFFS:
        assert tariff.bands[-1].up_to is None
        assert rate_of(Decimal(10**9), tariff.bands) == tariff.bands[-1].percent


@pytest.mark.parametrize(
    ("incomes", "average"),
    [
        (["3000", "2800", "3200"], "3000.00"),
        (["1", "1", "0"], "0.67"),
        (["0", "0", "0.01"], "0.00"),
        (["-100", "50", "20"], "0"),
        (["-100", "500", "200"], "200.00"),
    ],
)
def test_a_quarter_is_three_months(incomes: list[str], average: str) -> None:
    assert quarter_average([Decimal(income) for income in incomes]) == Decimal(average)


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_a_quarter_of_other_months_is_refused(number: int) -> None:
    with pytest.raises(NotAssessable, match="三个月"):
        quarter_average([Decimal(1)] * number)


JANUARY, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


def due(
    month: date,
    *,
    amounts: list[Amount] | None = None,
    reliefs: list[Relief] | None = None,
    admitted_on: date | None = None,
    in_use_since: date | None = JANUARY,
    reading: FirstMonthReading = FirstMonthReading.MONTH_OF_ADMISSION,
    belonging: Belonging = Belonging.HERE,
) -> MonthDue:
    given_amounts = [Amount(JANUARY, Decimal(90))] if amounts is None else amounts
    payer = Payer(admitted_on, given_amounts, reliefs or [])
    return month_due(month, payer, in_use_since=in_use_since, first_month=reading, belonging=belonging)


def test_the_newest_assessment_that_had_begun_holds() -> None:
    both = [Amount(JULY, Decimal(25)), Amount(JANUARY, Decimal(90))]
    assert [due(month, amounts=both).amount for month in (JANUARY, JUNE, JULY)] == [90, 90, 25]


def test_before_the_first_assessment_a_month_is_unassessed_not_in_arrears() -> None:
    found = due(JUNE, amounts=[Amount(JULY, Decimal(25))])
    assert (found.obligation, found.amount) == (Obligation.UNASSESSED, 0)


def test_nothing_is_due_before_the_branch_began_here() -> None:
    assert due(JUNE, in_use_since=JULY).obligation == Obligation.NOT_DUE
    assert due(JULY, in_use_since=JULY).obligation == Obligation.DUE
    assert due(JULY, in_use_since=None).obligation == Obligation.NOT_DUE


@pytest.mark.parametrize("belonging", [Belonging.ELSEWHERE, Belonging.SUSPENDED])
def test_nothing_is_due_of_who_belonged_elsewhere_or_was_suspended(belonging: Belonging) -> None:
    found = due(JUNE, belonging=belonging)
    assert (found.obligation, found.amount) == (Obligation.NOT_DUE, 0)
    assert found.clause == {"elsewhere": "dues 9", "suspended": "education 24"}[belonging]


@pytest.mark.parametrize(
    ("reading", "june", "july"),
    [
        (FirstMonthReading.MONTH_OF_ADMISSION, Obligation.DUE, Obligation.DUE),
        (FirstMonthReading.MONTH_AFTER, Obligation.NOT_DUE, Obligation.DUE),
    ],
)
def test_a_new_member_pays_from_admission(
    reading: FirstMonthReading, june: Obligation, july: Obligation
) -> None:
    admitted = date(2026, 6, 30)
    assert due(date(2026, 5, 1), admitted_on=admitted, reading=reading).obligation == Obligation.NOT_DUE
    assert due(JUNE, admitted_on=admitted, reading=reading).obligation == june
    assert due(JULY, admitted_on=admitted, reading=reading).obligation == july


def test_the_month_after_december_is_january() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert first_month_of(date(2026, 12, 31), FirstMonthReading.MONTH_AFTER) == date(2027, 1, 1)


def test_a_reduction_holds_from_its_first_to_its_last_month() -> None:
    relief = [Relief(date(2026, 3, 1), JUNE, Decimal(20))]
    found = [due(date(2026, month, 1), reliefs=relief) for month in (2, 3, 6, 7)]
    assert [one.amount for one in found] == [90, 20, 20, 90]
    assert [one.assessed for one in found] == [90, 90, 90, 90]
    assert [one.clause for one in found] == ["dues 2017", "dues 7", "dues 7", "dues 2017"]


def test_waived_is_nothing_due_and_no_arrears() -> None:
    found = due(JUNE, reliefs=[Relief(JANUARY, JUNE, Decimal())])
    assert (found.obligation, found.amount, found.assessed) == (Obligation.WAIVED, 0, 90)


def test_a_reduction_never_raises_what_is_due() -> None:
    found = due(JUNE, reliefs=[Relief(JANUARY, JUNE, Decimal(95))])
    assert (found.amount, found.clause) == (Decimal(90), "dues 2017")


def test_an_assessment_of_nothing_is_due_with_nothing_to_pay() -> None:
    found = due(JUNE, amounts=[Amount(JANUARY, Decimal())])
    assert (found.obligation, found.amount) == (Obligation.DUE, 0)


def test_an_assessment_of_nothing_is_not_waived_by_a_waiver() -> None:
    found = due(JUNE, amounts=[Amount(JANUARY, Decimal())], reliefs=[Relief(JANUARY, JUNE, Decimal())])
    assert found.obligation == Obligation.DUE


def test_the_collector_is_found_from_the_group_up() -> None:
    found = [
        collector_of(is_in_group=group, has_committee=committee)
        for group, committee in ((True, True), (True, False), (False, True), (False, False))
    ]
    assert found == [
        CollectorPost.GROUP_LEADER,
        CollectorPost.GROUP_LEADER,
        CollectorPost.ORGANISATION,
        CollectorPost.SECRETARY,
    ]


def test_a_thousand_and_more_is_large() -> None:
    assert [is_large(Decimal(yuan), threshold=Decimal(1000)) for yuan in ("999.99", "1000", "5000")] == [
        False,
        True,
        True,
    ]


def test_the_readings_are_those_of_the_rulebook() -> None:
    choices = load(ROOT).parameters
    assert set(choices["dues_rounding"].choices) == set(Rounding)
    assert set(choices["dues_base_reading"].choices) == set(BaseReading)
    assert set(choices["dues_first_month"].choices) == set(FirstMonthReading)


def test_half_up_is_meant_and_not_to_the_even() -> None:
    assert Decimal("0.125").quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("0.13")
    assert amount(DuesClass.MONTHLY_SALARY, "25") == "0.13"
