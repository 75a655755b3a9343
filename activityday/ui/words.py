"""Dates, rates and money as people write them. Pure functions; None shows as a dash."""

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

NOTHING = "—"
WEEKDAYS = "一二三四五六日"
MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
TENTH, CENT = Decimal("0.1"), Decimal("0.01")
NAMED_CLAUSES = {
    "constitution 9": "党章第九条",
    "holidays": "国务院办公厅放假通知",
    "dues 2017": "2017年党费工作通知",
    "pipl": "个人信息保护法",
    "burden-2024": "为基层减负若干规定",
    "burden-2026 五不得": "国办函〔2026〕12号“五不得”",
    "election counted": "基层组织选举工作条例（哪些人不计入应到）",
    "election quorum": "基层组织选举工作条例（到会人数）",
    "election majority": "基层组织选举工作条例（当选票数）",
    "election papers": "基层组织选举工作条例（计票）",
}
DOCUMENTS = {
    "notice": "通知{}",
    "branch": "党支部工作条例第{}条",
    "education": "党员教育管理工作条例第{}条",
    "disposition": "不合格党员组织处置办法第{}条",
    "dues": "党费收缴规定第{}条",
    "four-steps": "农村基层组织工作条例“四议两公开”第{}步",
    "village-law": "村民委员会组织法第{}条（2025年修订前条号）",
}
CLAUSE = re.compile(rf"\b(?P<document>{'|'.join(DOCUMENTS)}) (?P<place>[^\s、，；]+)")


def month_label(month: date | None) -> str:
    """2026-12-01 → `十二月`."""
    return MONTHS[month.month - 1] if month else NOTHING


def year_month(month: date | None) -> str:
    """2026-12-01 → `2026年12月`."""
    return f"{month.year}年{month.month}月" if month else NOTHING


def day_label(day: date | None) -> str:
    """2026-12-07 → `12月7日 星期一`."""
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}" if day else NOTHING


def clause_label(clause: str) -> str:
    """`notice 四(三)` → `通知四(三)`; `constitution 9` → `党章第九条`; several clauses one after the other."""
    for code, words in NAMED_CLAUSES.items():
        clause = clause.replace(code, words)
    return CLAUSE.sub(_named, clause)


def percent(ratio: Decimal | Fraction | None) -> str:
    """A ratio (0.7999 is 79.99 %) → `79.9%`: cut, never rounded across a line that a rule draws."""
    return NOTHING if ratio is None else f"{_tenths(ratio)}%"


def signed_percent(change: Decimal | Fraction | None) -> str:
    """A difference of two ratios with its sign, cut towards zero: 0.0129 → `+1.2%`; −0.005 → `−0.5%`; 0 → `0.0%`."""
    if change is None:
        return NOTHING
    tenths = _tenths(change)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths)}%"


def money(yuan: Decimal | None) -> str:
    """Yuan with two decimals and groups of three: 1318.6 → `1,318.60 元`."""
    return NOTHING if yuan is None else f"{Decimal(yuan).quantize(CENT, ROUND_HALF_UP):,} 元"


def _tenths(ratio: Decimal | Fraction) -> Decimal:
    exact = Fraction(ratio)
    return (Decimal(100 * exact.numerator) / Decimal(exact.denominator)).quantize(TENTH, ROUND_DOWN)


def _named(found: re.Match[str]) -> str:
    return DOCUMENTS[found["document"]].format(found["place"])
