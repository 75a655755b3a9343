"""Reads the plain text of a State Council holiday notice, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from activityday.rules.clauses import cites

HOLIDAY = re.compile(r"[一二三四五六七八九十]+[、.．]\s*([^：:]{1,12})[：:](.+)")
DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
BRACKETS = re.compile(r"[（(][^）)]*[）)]")
RANGE = re.compile(f"{DAY}(?:至|到|—|-|～){DAY}")
SINGLE = re.compile(DAY)
OFF = re.compile(r"放假|休息|补休|调休")
WORK = re.compile(r"上班")
MOST_DAYS = 15


class NoticeUnreadable(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """A text that is no holiday notice, with the sentence and the line."""


@dataclass(frozen=True)
class NoticeDays:
    """What a notice says: days off and make-up workdays, each with the name of its holiday."""

    year: int
    days_off: dict[date, str]
    make_up_workdays: dict[date, str]


@cites("holidays")
def parse_notice(text: str, year: int) -> NoticeDays:
    """The days of the notice of `year` from its text (“一、元旦：1月1日至3日放假调休，共3天。1月4日上班。”).

    Raises NoticeUnreadable naming the line when a holiday's days cannot be read, fall outside the year (a few days of
    the neighbouring years belong to 元旦), or when no holiday is found at all.
    """
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = HOLIDAY.search(BRACKETS.sub("", line.strip()))
        if found is None:
            continue
        name, rest = found[1].strip(), found[2]
        days = [_days(part, year, number) for part in re.split("[。；;]", rest)]
        for part, part_days in zip(re.split("[。；;]", rest), days, strict=True):
            target = work if WORK.search(part) else off if OFF.search(part) else None
            if target is not None:
                target.update(dict.fromkeys(part_days, name))
        if not any(days):
            raise NoticeUnreadable(f"第 {number} 行“{name}”没有读到日期，请写成“1月1日至3日放假”这样。")
    _check(off, work, year)
    return NoticeDays(year, off, work)


def _check(off: dict[date, str], work: dict[date, str], year: int) -> None:
    if not off:
        raise NoticeUnreadable(
            "没有读到任何节日。请粘贴放假通知的正文，每个节日一行，例如“一、元旦：1月1日放假。”。"
        )
    if not any(day.year == year for day in off):
        raise NoticeUnreadable(f"通知里的日子都不在 {year} 年，请核对年份。")
    both = sorted(set(off) & set(work))
    if both:
        raise NoticeUnreadable(f"{both[0].month}月{both[0].day}日又放假又上班，请核对。")


def _days(part: str, year: int, line: int) -> list[date]:
    days: list[date] = []
    rest, month = part, 0
    for found in RANGE.finditer(part):
        begin = _date(found[1], found[2], found[3], year, month, line)
        end = _date(found[4], found[5], found[6], begin.year, begin.month, line)
        if not timedelta(0) <= end - begin <= timedelta(days=MOST_DAYS):
            raise NoticeUnreadable(f"第 {line} 行“{found[0]}”的起止日期不对，请核对。")
        days += [begin + timedelta(days=offset) for offset in range((end - begin).days + 1)]
        month = end.month
        rest = rest.replace(found[0], "", 1)
    for found in SINGLE.finditer(rest):
        day = _date(found[1], found[2], found[3], year, month, line)
        month = day.month
        days.append(day)
    return sorted(set(days))


def _date(
    written_year: str | None, month: str | None, day: str, year: int, month_before: int, line: int
) -> date:
    if month is None and not month_before:
        raise NoticeUnreadable(f"第 {line} 行的“{day}日”没有写几月，请补上。")
    try:
        return date(int(written_year or year), int(month or month_before), int(day))
    except ValueError:
        raise NoticeUnreadable(
            f"第 {line} 行的“{month or month_before}月{day}日”没有这一天，请核对。"
        ) from None


def in_ranges(days: dict[date, str]) -> Iterator[tuple[str, date, date]]:
    """Days grouped as people read them: name, first day, last day of each unbroken run."""
    ordered = sorted(days)
    start = 0
    for place, day in enumerate(ordered):
        follows = place + 1 < len(ordered) and ordered[place + 1] == day + timedelta(days=1)
        if not (follows and days[ordered[place + 1]] == days[day]):
            yield days[day], ordered[start], day
            start = place + 1
