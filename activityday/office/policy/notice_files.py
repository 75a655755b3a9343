"""A holiday notice as it comes: pasted text, .txt, .toml like the rulebook's, .csv. Mistakes are named by line."""

import csv
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from charset_normalizer import from_bytes

from activityday.rules.holiday_notice import NoticeUnreadable, in_ranges, parse_notice

MOST_BYTES = 200 * 1024
DOCUMENT = re.compile(r"国办发(?:明电)?〔\d{4}〕\d+号")
YEAR = re.compile(r"(20\d\d)年部分节假日")
WRITTEN_ON = re.compile(r"^\s*(20\d\d)年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)
CSV_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COLUMNS = "日期,类别,节日"
OFF = ("放假", "休息", "休")
WORK = ("上班", "调休上班", "班")
LONGEST_NAME = 20


@dataclass(frozen=True)
class DraftNotice:
    """A notice that is about to be entered."""

    year: int
    document: str
    issued_on: date | None
    days_off: dict[date, str]
    make_up_workdays: dict[date, str]

    @property
    def lines(self) -> str:
        """All days as lines of a .csv, in order: what the preview hands to the confirmation."""
        days = [(day, "放假", name) for day, name in self.days_off.items()]
        days += [(day, "上班", name) for day, name in self.make_up_workdays.items()]
        return "\n".join([COLUMNS, *(f"{day},{kind},{name}" for day, kind, name in sorted(days))])

    @property
    def ranges(self) -> list[tuple[str, date, date]]:
        """The days off as people read them: name, first day, last day."""
        return list(in_ranges(self.days_off))


def read_notice(content: bytes, name: str, *, year: int) -> DraftNotice:
    """The notice in an uploaded file. Raises NoticeUnreadable with a sentence, and the line where there is one."""
    if len(content) > MOST_BYTES:
        raise NoticeUnreadable("文件超过 200 KB，不像是放假通知。请只上传通知正文（.txt、.csv 或 .toml）。")
    ending = name.lower().rpartition(".")[2]
    if ending not in {"txt", "csv", "toml"}:
        raise NoticeUnreadable(
            f"“{name[:60]}”不是 .txt、.csv 或 .toml 文件。Word 或 PDF 的通知，请把正文复制出来粘贴。"
        )
    text = _decoded(content)
    readers = {"toml": read_toml, "csv": read_csv, "txt": read_text}
    return readers[ending](text, year=year)


def read_text(text: str, *, year: int) -> DraftNotice:
    """The notice in its own words. Document number and day of issue are taken from the text where they stand in it."""
    said = YEAR.search(text)
    if said and int(said[1]) != year:
        raise NoticeUnreadable(f"这是 {said[1]} 年的通知，您要录入的是 {year} 年，请核对。")
    days = parse_notice(text, year)
    document = DOCUMENT.search(text)
    return DraftNotice(
        year, document[0] if document else "", _written_on(text), days.days_off, days.make_up_workdays
    )


def read_csv(text: str, *, year: int) -> DraftNotice:
    """Lines of `日期,类别,节日`; 类别 is 放假 or 上班."""
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0] in {"日期", "date"}:
            continue
        day, kind, holiday = _csv_line(cells, number)
        if day in off or day in work:
            raise NoticeUnreadable(f"第 {number} 行的 {day} 前面已经有了，请删去一行。")
        (off if kind in OFF else work)[day] = holiday
    return _checked(DraftNotice(year, "", None, off, work))


def read_toml(text: str, *, year: int) -> DraftNotice:
    """A file like those of the rulebook's holidays."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NoticeUnreadable(
            f"这个 .toml 文件读不了：{error}。请照 rulebook/holidays 里的样子写。"
        ) from error
    if content.get("year") != year:
        raise NoticeUnreadable(
            f"文件里的年份是 {content.get('year', '空')}，您要录入的是 {year} 年，请核对。"
        )
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for number, entry in enumerate(_entries(content), start=1):
        holiday = entry.get("name")
        if not isinstance(holiday, str) or not holiday:
            raise NoticeUnreadable(f"第 {number} 个 [[holiday]] 没有 name，请写上节日名称。")
        off.update(dict.fromkeys(_toml_days(entry, "days_off", holiday), holiday))
        work.update(dict.fromkeys(_toml_days(entry, "make_up_workdays", holiday), holiday))
    issued = content.get("issued_on")
    document = content.get("document")
    return _checked(
        DraftNotice(
            year,
            document if isinstance(document, str) else "",
            issued if type(issued) is date else None,
            off,
            work,
        )
    )


def draft_from_rows(rows: list[dict[str, Any]], *, year: int) -> DraftNotice:
    """The notice from the lines of the form: `name`, `first`, `last` (one day when empty), `work_1` … of each."""
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for row in rows:
        first = row.get("first")
        if first is not None:
            last = row.get("last") or first
            days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
            off.update(dict.fromkeys(days, row["name"]))
        worked = [day for key, day in row.items() if key.startswith("work_") and day]
        work.update(dict.fromkeys(worked, row.get("name", "")))
    return _checked(DraftNotice(year, "", None, off, work))


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise NoticeUnreadable("这不是文字文件。请把通知正文另存为 .txt，或直接粘贴。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    if best is None:
        raise NoticeUnreadable("文件的文字编码认不出来。请另存为 UTF-8 编码再上传，或直接粘贴正文。")
    return str(best)


def _written_on(text: str) -> date | None:
    found = list(WRITTEN_ON.finditer(text))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found[-1].groups()))
    except ValueError:
        return None


def _csv_line(cells: list[str], number: int) -> tuple[date, str, str]:
    if len(cells) < len(COLUMNS.split(",")):
        raise NoticeUnreadable(f"第 {number} 行不足三列，应为“{COLUMNS}”，例如“2027-01-01,放假,元旦”。")
    day = _csv_day(cells[0], number)
    if cells[1] not in (*OFF, *WORK):
        raise NoticeUnreadable(f"第 {number} 行的类别“{cells[1][:20]}”认不出来，只能写“放假”或“上班”。")
    if not cells[2] or len(cells[2]) > LONGEST_NAME:
        raise NoticeUnreadable(f"第 {number} 行的节日名称请写 1 到 {LONGEST_NAME} 个字。")
    return day, cells[1], cells[2]


def _csv_day(text: str, number: int) -> date:
    found = CSV_DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise NoticeUnreadable(f"第 {number} 行的“{text[:20]}”不是日期，请写成 2027-01-01。") from None


def _entries(content: dict[str, Any]) -> list[dict[str, Any]]:
    entries = content.get("holiday")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise NoticeUnreadable("文件里没有 [[holiday]]，请照 rulebook/holidays 里的样子写。")
    return entries


def _toml_days(entry: dict[str, Any], key: str, holiday: str) -> list[date]:
    days = entry.get(key, [])
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise NoticeUnreadable(f"“{holiday}”的 {key} 应是一列日期，例如 [2027-01-01]。")
    return days


def _checked(draft: DraftNotice) -> DraftNotice:
    """What no notice may say, whatever it was written in."""
    if not draft.days_off:
        raise NoticeUnreadable("没有读到任何放假的日子，请核对。")
    both = sorted(set(draft.days_off) & set(draft.make_up_workdays))
    if both:
        raise NoticeUnreadable(f"{both[0]} 又放假又上班，请核对。")
    # a few days of New Year fall into the neighbouring years
    outside = [day for day in [*draft.days_off, *draft.make_up_workdays] if abs(day.year - draft.year) > 1]
    if outside or not any(day.year == draft.year for day in draft.days_off):
        wrong = min(outside, default=min(draft.days_off))
        raise NoticeUnreadable(f"{wrong} 不在 {draft.year} 年，请核对年份。")
    return draft
