"""Amounts in the capital numerals of receipts 大写金额, which nobody can alter with a stroke."""

from decimal import Decimal

from cn2an import an2cn


def capitals(yuan: Decimal) -> str:
    """1318.60 → 壹仟叁佰壹拾捌元陆角; 15 → 壹拾伍元整; 1000.05 → 壹仟元零伍分; 负 before what is less than nothing."""
    words = an2cn(f"{abs(yuan):.2f}", "rmb")
    return f"负{words}" if yuan < 0 else str(words)
