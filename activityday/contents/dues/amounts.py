"""Amounts of money as people type them and as workbooks hold them."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from activityday.people.roster.workbook.cells import Cell, text_of

FEN = Decimal("0.01")
TEN_THOUSAND = Decimal(10_000)
MOST = Decimal(10_000_000)
PLAIN = re.compile(r"(?P<sign>-?)(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d*)?(?P<unit>万?)")
DROPPED = re.compile(r"[\s¥￥]|人民币|RMB|元整?|/月|每月", re.IGNORECASE)
BETWEEN = re.compile(r"[\s、;；+/]+")
MONTHS_OF_A_QUARTER = 3


class NoAmount(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """A text that is no amount of money, as a Chinese sentence. It never repeats what was typed."""


def yuan_of(cell: Cell) -> Decimal:
    """An amount in yuan to the fen: `3,200.50元`, `３２００`, `¥3200`, `1.2万`, a number cell. Raises NoAmount."""
    if isinstance(cell, bool):
        raise NoAmount("请填数字，例如 3200.50。")
    if isinstance(cell, int | float):
        return _sensible(Decimal(repr(cell)))
    text = DROPPED.sub("", unicodedata.normalize("NFKC", text_of(cell)).replace("，", ","))
    found = PLAIN.fullmatch(text)
    if found is None:
        raise NoAmount("请填数字，例如 3200.50。")
    value = Decimal(found["number"].replace(",", "") + (found["rest"] or "").rstrip("."))
    value *= TEN_THOUSAND if found["unit"] else 1
    return _sensible(-value if found["sign"] else value)


def quarter_of(text: str) -> list[Decimal] | None:
    """The three months of a quarter typed in one field (`3000 2800 3200`), a loss as −; None for anything else."""
    parts = [part for part in BETWEEN.split(unicodedata.normalize("NFKC", text.strip())) if part]
    if len(parts) != MONTHS_OF_A_QUARTER:
        return None
    try:
        return [_signed(part) for part in parts]
    except NoAmount:
        return None


def plain(value: Decimal) -> str:
    """As it is kept and typed: two decimals, no separators."""
    return f"{value.quantize(FEN, ROUND_HALF_UP):f}"


def _signed(part: str) -> Decimal:
    loss = part.startswith("-")
    value = yuan_of(part.removeprefix("-"))
    return -value if loss else value


def _sensible(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise NoAmount("请填数字，例如 3200.50。")
    if value < 0:
        raise NoAmount("不能小于 0。没有收入填 0。")
    if value >= MOST:
        raise NoAmount("数字太大，请核对是不是多填了几位。")
    return value.quantize(FEN, ROUND_HALF_UP)
