"""Dates in every habit of a roster: 1986.07, 1986年7月, 198607, 31594, 一九八六年七月, 86.7 and real dates."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cn2an import cn2an

from activityday.people.roster.workbook.cells import (
    Cell,
    Read,
    Unreadable,
    compact,
    quoted,
    says_nothing,
    text_of,
)
from activityday.people.roster.workbook.shapes import PartialDate

EXAMPLE = "请写成1986年7月1日或1986.07.01。"
EARLIEST_YEAR = 1900
# numbers from Excel: days counted from the end of 1899; smaller ones are years or 8607 for 86年7月
SURELY_SERIAL, LATEST_SERIAL = 10_000, 73_050
EXCEL_DAY_ZERO = date(1899, 12, 30)
LONGEST_NUMBER = 100_000_000
OCTOBER = 10
TWO_DIGITS = 2
Parts = tuple[str, str | None, str | None]

NUMERALS = str.maketrans("〇○零一二三四五六七八九０o", "000123456789" + "00")
CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{2,4})年(?:(元|[一二三四五六七八九十]{1,2})月)?(?:([一二三四五六七八九十廿卅]{1,3})[日号]?)?"
)
PARTS = re.compile(r"(\d{4}|\d{2})(?:[.年/\-_,](?:(\d{1,2})(?:[.月/\-_,](?:(\d{1,2})[日号]?)?)?[.]?)?)?月?")
RUN = re.compile(r"((?:1[89]|20)\d{2})[.\-/]?(\d{2})(\d{2})?")
SHORT_RUN = re.compile(r"(\d{2})(\d{2})(\d{2})?")
CLOCK = re.compile(
    r"(?<=\d)(?:[T日]|\s+)(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$"
)
AROUND = re.compile(r"(?:出生|生|入党|加入|转正|左右|前后|[上中下]旬|[初中底末])$")
SEPARATORS = str.maketrans(
    {"。": ".", "、": ".", "·": ".", "･": ".", "—": "-", "–": "-", "－": "-", "~": "-", "\\": "/"}
)


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that should hold a date and what is known around it."""

    cell: Cell
    today: date
    youngest: int
    pads_months: bool

    def unreadable(self) -> Unreadable:
        return Unreadable(f"{quoted(self.cell)}看不出是哪一天。{EXAMPLE}")


def read_date(
    cell: Cell, *, today: date, youngest: int = 0, pads_months: bool = False
) -> Read[PartialDate | None]:
    """The date in `cell`, None where it says nothing.

    `youngest` is how many years before today a two-digit year must lie (16 for births). `pads_months`
    tells that the column writes January as .01: then the number 1986.1 can only be 1986.10.
    Raises Unreadable for impossible, future or unrecognised dates.
    """
    if says_nothing(cell) or (cell == 0 and not isinstance(cell, bool)):
        typed = text_of(cell)
        return Read(None, (f"{quoted(cell)}不是日期，先空着；知道以后请补上。",) if typed else ())
    written = Written(cell, today, youngest, pads_months)
    if isinstance(cell, datetime | date):
        on = cell.date() if isinstance(cell, datetime) else cell
        return _checked(Read(PartialDate(on)), written)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _checked(_from_number(float(cell), written), written)
    return _checked(_from_text(str(cell), written), written)


def _checked(read: Read[PartialDate], written: Written) -> Read[PartialDate | None]:
    if read.value.on.year < EARLIEST_YEAR:
        raise Unreadable(f"{quoted(written.cell)}早于{EARLIEST_YEAR}年，请核对。")
    if read.value.on > written.today:
        raise Unreadable(f"{quoted(written.cell)}在今天以后，请核对。")
    return Read(read.value, read.remarks)


def _from_number(number: float, written: Written) -> Read[PartialDate]:
    if not 0 < number < LONGEST_NUMBER:
        raise written.unreadable()
    whole = int(number)
    if SURELY_SERIAL <= whole <= LATEST_SERIAL:
        return Read(PartialDate(EXCEL_DAY_ZERO + timedelta(days=whole)))
    if number != whole:
        return _from_point(number, written)
    return _from_text(str(whole), written)


def _from_point(number: float, written: Written) -> Read[PartialDate]:
    """A number with a decimal point, which swallows the zero of 1986.10."""
    year, _, month = repr(number).partition(".")
    if month != "1":
        return _from_text(f"{year}.{month}", written)
    shown = quoted(written.cell)
    if written.pads_months:
        read = _built((year, str(OCTOBER), None), written)
        return Read(read.value, (*read.remarks, f"{shown}已读成{OCTOBER}月（同一列的1月写作.01），请核对。"))
    read = _built((year, None, None), written)
    remark = f"{shown}分不清是1月还是10月，只取了年份。请写成{year}年1月或{year}年10月。"
    return Read(read.value, (*read.remarks[:-1], remark))


def _from_text(text: str, written: Written) -> Read[PartialDate]:
    text = compact(CLOCK.sub("", text.strip())).translate(SEPARATORS).strip("'’`")
    text = re.sub(r"(?<=\d年)元月", "1月", text)
    about = AROUND.search(text)
    text = AROUND.sub("", text).rstrip(".-/")
    if text.isdigit() and SURELY_SERIAL <= int(text) <= LATEST_SERIAL:
        return _from_number(float(text), written)  # a serial number of Excel that became text
    read = _built(_parts(text, written), written)
    if not about:
        return read
    return Read(read.value, (*read.remarks, f"{quoted(written.cell)}里还写了“{about[0]}”，请核对日期。"))


def _parts(text: str, written: Written) -> Parts:
    """Year, month and day as digits, as far as they are written."""
    if found := CHINESE.fullmatch(text):
        year = found[1].translate(NUMERALS)
        return year, _numeral(found[2], written), _numeral(found[3], written)
    is_year = text.isdigit() and EARLIEST_YEAR <= int(text) <= written.today.year
    if not is_year and (found := RUN.fullmatch(text) or SHORT_RUN.fullmatch(text)):
        return found[1], found[2], found[3]
    if found := PARTS.fullmatch(text):
        return found[1], found[2], found[3]
    raise written.unreadable()


def _numeral(text: str | None, written: Written) -> str | None:
    if text is None:
        return None
    try:
        return str(cn2an(text.replace("元", "一").replace("廿", "二十").replace("卅", "三十"), "smart"))
    except ValueError:
        raise written.unreadable() from None


def _built(parts: Parts, written: Written) -> Read[PartialDate]:
    year, month, day = parts
    remarks: list[str] = []
    full_year = int(year)
    if len(year) == TWO_DIGITS:
        full_year += 2000 if 2000 + full_year <= written.today.year - written.youngest else 1900
        remarks.append(f"{quoted(written.cell)}只写了两位年份，已读成{full_year}年，请核对。")
    if not int(month or 0) and not int(day or 0):
        remarks.append(f"{quoted(written.cell)}只有年份，请补上月、日。")
        return Read(PartialDate(date(max(full_year, 1), 1, 1), "year"), tuple(remarks))
    try:
        on = date(full_year, int(month or 0), int(day or 0) or 1)
    except ValueError:
        raise Unreadable(f"没有{quoted(written.cell)}这一天，请核对后改正。") from None
    return Read(PartialDate(on, "day" if int(day or 0) else "month"), tuple(remarks))


def pads_months(cells: list[Cell]) -> bool:
    """Does a column write January to September as .01 to .09 where it types months as numbers?"""
    return any(
        isinstance(cell, float) and 0 < round(cell * 100) % 100 < OCTOBER and cell < LATEST_SERIAL / 10
        for cell in cells
    )
