"""年历表: a unit's twelve activity days, and a town's units by month."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import plain, typeset


@dataclass(frozen=True)
class YearDay:
    """A month: the nominal day, the day it is held, how it stands (按期, 顺延, 改期, 暂定 …) and why."""

    nominal: date
    day: date | None
    status: str
    reason: str = ""


@dataclass(frozen=True)
class YearSheet:
    """A unit's year; `note` stands at the foot (such as which holiday notice it follows)."""

    unit: str
    year: int
    days: tuple[YearDay, ...]
    note: str = ""


@dataclass(frozen=True)
class TownYearRow:
    """A unit's twelve entries, January first: the day such as 7日, with a word where it is not the usual one."""

    unit: str
    months: tuple[str, ...]


@dataclass(frozen=True)
class TownYearSheet:
    """The units of a town (in the order of the tree) by month."""

    unit: str
    year: int
    rows: tuple[TownYearRow, ...]
    note: str = ""


def render_year(sheet: YearSheet) -> bytes:
    """The year of one unit as PDF, A4."""
    days = [
        {
            "month": f"{one.nominal.month}月",
            "nominal": _dated(one.nominal),
            "day": _dated(one.day) if one.day else "待定",
            "moved": one.day != one.nominal,
            "status": one.status,
            "reason": one.reason,
        }
        for one in sheet.days
    ]
    title = f"{sheet.year} 年党员活动日年历表"
    return typeset.set_pdf("year", {"title": title, "unit": sheet.unit, "days": days, "note": sheet.note})


def render_town_year(sheet: TownYearSheet) -> bytes:
    """The year of a town's units as PDF, A4 landscape; the head is repeated on each page."""
    title = f"{sheet.year} 年党员活动日安排一览表"
    return typeset.set_pdf("town-year", {**vars(sheet), "title": title})


def _dated(on: date) -> str:
    return f"{on.month}月{on.day}日（{plain.weekday(on)}）"
