"""Reads the plain text of a State Council holiday notice, and checks what it reads against the calendar."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from activityday.rules.calendar import SATURDAY, WEEKDAYS
from activityday.rules.clauses import cites

# 全国年节及纪念日放假办法: the days everybody has off
STATUTORY = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
HEADING = re.compile(
    r"(?=[一二三四五六七八九十]+[、.．]\s*[^、：:。，\d]{1,6}(?:、[^、：:。，\d]{1,6})?[：:])"
)
HOLIDAY = re.compile(r"[一二三四五六七八九十]+[、.．]\s*([^：:]{1,12})[：:](.*)")
BRACKET = r"(?:[（(][^）)]*[）)])?"
DAY = rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日({BRACKET})"
SPAN = re.compile(rf"{DAY}(?:(?:至|到|—|-|～){DAY})?")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
COUNT = re.compile(r"(?:共|放假)\s*(\d+)\s*天")
OFF, WORK, ADVICE = re.compile("放假|补休|调休"), re.compile("上班"), re.compile("鼓励|各单位|可结合")
COMMA = re.compile(r"[，,](?![^（(]*[）)])")
DECEMBER = 12
SIGNATURE = re.compile(r"国务院|\d{4}年\d{1,2}月\d{1,2}日$")
MOST_DAYS = 15


class NoticeUnreadable(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """A text that is no holiday notice, with the sentence and the line."""


@dataclass(frozen=True)
class NoticeDays:
    """What a notice says: days off and make-up workdays, each with the name of its holiday."""

    year: int
    days_off: dict[date, str]
    make_up_workdays: dict[date, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The statutory holidays that the text does not name: a part was not pasted, or a line was lost."""
        named = "、".join(dict.fromkeys(self.days_off.values()))
        return tuple(name for name in STATUTORY if name.removesuffix("节") not in named)


@dataclass
class Reading:
    """Where the reader stands: the line, and the year and month that a bare day belongs to."""

    line: int
    year: int
    month: int = 0


@cites("holidays")
def parse_notice(text: str, year: int) -> NoticeDays:
    """The days of the notice of `year` from its text (“一、元旦：1月1日至3日放假调休，共3天。1月4日上班。”).

    Holidays may stand one a line, all in one paragraph, or broken over lines. Raises NoticeUnreadable naming the line
    when a holiday's days cannot be read, do not exist, are on another weekday than written or are not as many as
    counted, when a make-up workday is no weekend day, or when no holiday of the year is found at all.
    """
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for line, name, body in _holidays(text):
        reading = Reading(line, year)
        days, made_up = _read(body, reading)
        if not days and not made_up:
            raise NoticeUnreadable(f"第 {line} 行“{name}”没有读到日期，请写成“1月1日至3日放假”这样。")
        _check_count(body, days, line, name)
        off.update(dict.fromkeys(days, name))
        work.update(dict.fromkeys(made_up, name))
    _check(off, work, year)
    return NoticeDays(year, off, work)


def _holidays(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, name and words of each holiday; a broken line is joined to the one before it."""
    pieces = [
        (number, piece.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        for piece in HEADING.split(line)
    ]
    found: tuple[int, str, str] | None = None
    for number, piece in pieces:
        heading = HOLIDAY.match(piece)
        if heading or not piece or SIGNATURE.match(piece):
            if found:
                yield found
            found = (number, heading[1].strip(), heading[2].strip()) if heading else None
        elif found and (not found[2].endswith("。") or _names_a_day(piece)):
            found = (*found[:2], found[2] + piece)
        elif _names_a_day(piece):
            raise NoticeUnreadable(f"第 {number} 行“{piece[:20]}”没有写是哪个节日，请核对。")
    if found:
        yield found


def _names_a_day(words: str) -> bool:
    speaks = OFF.search(words) or WORK.search(words)
    return bool(speaks and SPAN.search(words) and not ADVICE.search(words))


def _read(body: str, reading: Reading) -> tuple[list[date], list[date]]:
    off: list[date] = []
    work: list[date] = []
    for sentence in re.split("[。；;]", body):
        waiting: list[date] = []
        for part in [] if ADVICE.search(sentence) else COMMA.split(sentence):
            waiting += [day for span in SPAN.finditer(part) for day in _span(span, reading)]
            if WORK.search(part) or OFF.search(part):
                (work if WORK.search(part) else off).extend(waiting)
                waiting = []
    return off, work


def _span(span: re.Match[str], reading: Reading) -> list[date]:
    begin = _date(span[1], span[2], span[3], span[4], reading)
    if span[7] is None:
        return [begin]
    turns = span[5] is None and span[6] is not None and int(span[6]) < begin.month == DECEMBER
    within = Reading(reading.line, begin.year + turns, begin.month)
    end = _date(span[5], span[6], span[7], span[8], within)
    reading.month = within.month
    if not timedelta(0) <= end - begin <= timedelta(days=MOST_DAYS):
        raise NoticeUnreadable(f"第 {reading.line} 行“{span[0]}”的起止日期不对，请核对。")
    return [begin + timedelta(days=offset) for offset in range((end - begin).days + 1)]


def _date(year: str | None, month: str | None, day: str, bracket: str | None, reading: Reading) -> date:
    if month is None and not reading.month:
        raise NoticeUnreadable(f"第 {reading.line} 行的“{day}日”没有写几月，请补上。")
    number = int(month or reading.month)
    try:
        found = date(int(year or reading.year), number, int(day))
    except ValueError:
        raise NoticeUnreadable(f"第 {reading.line} 行的“{number}月{day}日”没有这一天，请核对。") from None
    reading.month = number
    written = WEEKDAY.search(bracket or "")
    if written and written[1].replace("天", "日") != WEEKDAYS[found.weekday()]:
        raise NoticeUnreadable(
            f"第 {reading.line} 行写的是{number}月{day}日星期{written[1]}，"
            f"{found.year} 年这一天是星期{WEEKDAYS[found.weekday()]}，请核对日期和年份。"
        )
    return found


def _check_count(body: str, days: list[date], line: int, name: str) -> None:
    counted = COUNT.search(body)
    if counted and int(counted[1]) != len(set(days)):
        raise NoticeUnreadable(
            f"第 {line} 行“{name}”写的是共 {counted[1]} 天，读到的是 {len(set(days))} 天，请核对。"
        )


def _check(off: Mapping[date, str], work: Mapping[date, str], year: int) -> None:
    if not off:
        raise NoticeUnreadable(
            "没有读到任何节日。请粘贴放假通知的正文，每个节日一行，例如“一、元旦：1月1日放假。”。"
        )
    if not any(day.year == year for day in off):
        raise NoticeUnreadable(f"通知里的日子都不在 {year} 年，请核对年份。")
    for day in sorted(set(off) & set(work)):
        raise NoticeUnreadable(f"{day.month}月{day.day}日又放假又上班，请核对。")
    for day in sorted(work):
        if day.weekday() < SATURDAY:
            raise NoticeUnreadable(
                f"{day.year}年{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，不是周末，不会是调休上班的日子，请核对。"
            )


def in_ranges(days: Mapping[date, str]) -> Iterator[tuple[str, date, date]]:
    """Days grouped as people read them: name, first day, last day of each unbroken run."""
    ordered = sorted(days)
    start = 0
    for place, day in enumerate(ordered):
        follows = place + 1 < len(ordered) and ordered[place + 1] == day + timedelta(days=1)
        if not (follows and days[ordered[place + 1]] == days[day]):
            yield days[day], ordered[start], day
            start = place + 1
