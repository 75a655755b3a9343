"""Small wordings that several papers share."""

from collections.abc import Iterable
from datetime import date

from activityday.documents import plain

NUMERALS = "零一二三四五六七八九"
NONE = "无"


def numeral(number: int) -> str:
    """1 … 99 in Chinese: 一, 十二, 三十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{NUMERALS[tens]}十")
    return head + (NUMERALS[ones] if ones or not tens else "")


def held(on: date, hours: str) -> str:
    """2026年12月7日 星期一 09:00–12:00."""
    return f"{plain.day(on)} {plain.weekday(on)} {hours}".strip()


def listed(words: Iterable[str]) -> str:
    """甲、乙、丙; 无 where there is none."""
    return "、".join(words) or NONE


def with_note(name: str, note: str) -> str:
    """张三（病假）."""
    return f"{name}（{note}）" if note else name
