"""Amounts as people type them and as workbooks hold them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.contents.dues.amounts import NoAmount, plain, quarter_of, yuan_of


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("3200", "3200.00"),
        ("3200.5", "3200.50"),
        ("3,200.50元", "3200.50"),
        ("１２，３４５．６０", "12345.60"),
        ("¥ 3200 元", "3200.00"),
        (" 3200 ", "3200.00"),
        ("￥3200元整", "3200.00"),
        ("人民币3200元", "3200.00"),
        ("3200元/月", "3200.00"),
        ("1.2万", "12000.00"),
        ("1.2万元", "12000.00"),
        ("3200.", "3200.00"),
        ("0", "0.00"),
        (3200, "3200.00"),
        (3200.5, "3200.50"),
        (0.1, "0.10"),
        (4321.005, "4321.01"),
        ("3200.125", "3200.13"),
    ],
)
def test_an_amount_is_read_to_the_fen(cell: str | float, yuan: str) -> None:
    assert yuan_of(cell) == Decimal(yuan)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "abc",
        "3,20",
        "1,2345",
        "三千",
        "3200左右",
        "3200/2",
        "1e5",
        "0x10",
        "=1+1",
        "￥",
        "1.2.3",
        "3000 2800",
        "3 200",
        "300 280",
        True,
        None,
    ],
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(NoAmount, match=r"请填数字"):
        yuan_of(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [("-5", "不能小于 0"), (-5, "不能小于 0"), ("10000000", "数字太大"), (1e12, "数字太大")],
)
def test_an_amount_is_sensible(cell: str | float, sentence: str) -> None:
    with pytest.raises(NoAmount, match=sentence):
        yuan_of(cell)


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), float("-inf")])
def test_no_number_is_no_amount(cell: float) -> None:
    with pytest.raises(NoAmount):
        yuan_of(cell)


def test_a_sentence_never_repeats_what_was_typed() -> None:
    with pytest.raises(NoAmount) as refused:
        yuan_of("6543.21左右")
    assert "6543" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3000 2800 3200", ["3000.00", "2800.00", "3200.00"]),
        ("3,000、2,800；3,200元", ["3000.00", "2800.00", "3200.00"]),
        ("3000+2800+3200", ["3000.00", "2800.00", "3200.00"]),
        ("3000 -500 0", ["3000.00", "-500.00", "0.00"]),
    ],
)
def test_three_months_stand_in_one_field(text: str, months: list[str]) -> None:
    assert quarter_of(text) == [Decimal(month) for month in months]


@pytest.mark.parametrize("text", ["", "3000", "3000 2800", "1 2 3 4", "a b c", "3000 2800 --1"])
def test_anything_else_is_no_quarter(text: str) -> None:
    assert quarter_of(text) is None


@given(st.decimals(min_value=0, max_value=9_999_999, places=2))
def test_what_is_kept_reads_back(value: Decimal) -> None:
    assert yuan_of(plain(value)) == value
    assert yuan_of(f"{value:,}元") == value


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found = yuan_of(text)
    except NoAmount:
        return
    assert 0 <= found < 10_000_000
