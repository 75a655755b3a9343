"""Yuan as people type them: full-width digits, commas and 元 are understood, nothing is rounded."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
MOST = Decimal(9_999_999)
PLAIN = re.compile(r"-?\d{1,9}(\.\d{0,2})?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class NotMoney(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """What was typed is no amount; the sentence says what to do."""


def fen(amount: Decimal | None) -> Decimal:
    """A sum that a database added up, exact to the fen: SQLite adds decimals as binary fractions. None is nothing."""
    return (amount or Decimal()).quantize(FEN, ROUND_HALF_UP)


def yuan_from(text: str, *, may_be_negative: bool = False) -> Decimal:
    """`５．５０`, `1,318.6 元` → yuan with two decimals. Raises NotMoney for anything else."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace(" ", "")
    plain = THOUSANDS.sub("", plain.removeprefix("¥").removesuffix("元"))
    if not PLAIN.fullmatch(plain):
        raise NotMoney(f"“{text.strip()[:20]}”不是金额，请填数字，最多两位小数，比如 15 或 0.20。")
    amount = Decimal(plain).quantize(FEN)
    if amount < 0 and not may_be_negative:
        raise NotMoney("金额不能是负数。")
    if abs(amount) > MOST:
        raise NotMoney("金额太大，请核对。")
    return amount
