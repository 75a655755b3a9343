"""Party analysis (notice 三(二)): life meetings, who still has to be talked with, what a life meeting lacks."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from activityday.rules.clauses import cites

Person = TypeVar("Person", bound=Hashable)
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
LAST_OF_FIRST_HALF = 6


class LifeReading(StrEnum):
    """Readings of how often a life meeting is held."""

    ONCE = "once"
    TWICE = "twice"


class QuorumReading(StrEnum):
    """Readings of from when on the number present is remarked on."""

    HALF = "half"
    TWO_THIRDS = "two_thirds"


class Tone(StrEnum):
    """How loud a remark is; none of them stands in anybody's way."""

    FINE = "fine"
    NOTE = "note"
    WARN = "warn"


@dataclass(frozen=True)
class Remark:
    """A sentence with its clause."""

    tone: Tone
    sentence: str
    clause: str


@dataclass(frozen=True)
class LifeCount:
    """How the year's life meetings stand: needed, held, missing by today, with the arithmetic."""

    needed: int
    held: int
    missing: int
    arithmetic: str
    clause: str = "branch 17"


@dataclass(frozen=True)
class Prepared:
    """What is known of one life meeting."""

    has_theme: bool
    has_chair: bool
    talks: int
    opinions: int
    problems: int
    is_held: bool = False
    secretary_first: bool = False
    present: int = 0
    without_criticism: int = 0
    absent_not_told: int = 0
    problems_without_measures: int = 0
    is_posted: bool = False


@dataclass(frozen=True)
class Part:
    """One thing of a life meeting: before, at, after; whether it is there, and what to do if not."""

    key: str
    when: str
    label: str
    is_done: bool
    sentence: str


@cites("branch 17")
def life_meetings(held: Iterable[date], *, year: int, on: date, reading: LifeReading) -> LifeCount:
    """How many life meetings the year needs under the reading and how many are missing as seen on the day.

    A half (a year) that is not over is asked for only by its end, so nothing is missing before.
    """
    days = [day for day in held if day.year == year]
    if reading == LifeReading.ONCE:
        missing = int(not days and on.year > year)
        return LifeCount(
            1, len(days), missing, f"一年至少 1 次，一般在第四季度；{year} 年记下的有 {len(days)} 次。"
        )
    first = sum(day.month <= LAST_OF_FIRST_HALF for day in days)
    over = (on > date(year, LAST_OF_FIRST_HALF, 30), on.year > year)
    missing = int(over[0] and not first) + int(over[1] and len(days) == first)
    words = f"半年 1 次；{year} 年上半年 {first} 次，下半年 {len(days) - first} 次。"
    return LifeCount(2, len(days), missing, words)


@cites("notice 三(二)")
def presence(entitled: int, present: int, *, reading: QuorumReading) -> Remark:
    """What the number of voting members present at a life meeting calls for: a warning, a note, nothing. Never a refusal."""
    clause = "notice 三(二)"
    if entitled <= 0:
        return Remark(Tone.NOTE, "没有有表决权的党员，不算到会比例。", clause)
    share = Fraction(present, entitled)
    said = f"有表决权的党员 {entitled} 人，到会 {present} 人"
    if share < HALF:
        return Remark(Tone.WARN, f"{said}，不足一半，会上不宜作决定，建议另开。", clause)
    if share < TWO_THIRDS:
        tone = Tone.WARN if reading == QuorumReading.TWO_THIRDS else Tone.NOTE
        return Remark(tone, f"{said}，够一半，不足三分之二。缺席的会后补谈、补传达。", clause)
    return Remark(Tone.FINE, f"{said}，达到三分之二。", clause)


@cites("branch 19")
def not_talked_with(people: Sequence[Person], talked: Iterable[Person], *, number: int) -> list[Person]:
    """Those of `people`, in their order, with whom fewer than `number` talks were held; `talked` names one for each talk."""
    times = Counter(talked)
    return [person for person in people if times[person] < number]


@cites("branch 17", "notice 三(二)")
def parts_of_meeting(known: Prepared) -> list[Part]:
    """Before, at and after a life meeting: each thing with whether it is there. What is missing is said, not forbidden."""
    return [*_before(known), *_at(known), *_after(known)]


def _before(known: Prepared) -> list[Part]:
    return [
        _part("theme", "会前", "定主题", known.has_theme, "写明这次围绕什么查摆。"),
        _part("chair", "会前", "定时间和主持人", known.has_chair, "写明谁主持。"),
        _part(
            "talks",
            "会前",
            "谈心谈话",
            known.talks > 0,
            "会前先谈心，谈了在登记簿记一笔。",
            known.talks,
            "次",
        ),
        _part(
            "opinions",
            "会前",
            "征求意见",
            known.opinions > 0,
            "问了多少人、提了什么，一句一条。",
            known.opinions,
            "条",
        ),
        _part(
            "problems",
            "会前",
            "列问题清单",
            known.problems > 0,
            "把要查摆的问题一条一条列出来。",
            known.problems,
            "个",
        ),
    ]


def _at(known: Prepared) -> list[Part]:
    criticised = known.is_held and not known.without_criticism
    untold = (
        f"还有 {known.without_criticism} 人没有作自我批评。"
        if known.is_held
        else "会上逐人作，记的时候只点例外。"
    )
    return [
        _part("held", "会上", "开会", known.is_held, "开了以后在这里记。", known.present, "人到会"),
        _part("secretary", "会上", "书记先作检查", known.secretary_first, "书记带头，先作对照检查。"),
        _part("criticism", "会上", "批评和自我批评", criticised, untold),
    ]


def _after(known: Prepared) -> list[Part]:
    told = known.is_held and not known.absent_not_told
    untold = f"还有 {known.absent_not_told} 名没到会的没有告知。" if known.is_held else "没到会的，会后告知。"
    listed = known.is_held and known.problems > 0 and not known.problems_without_measures
    bare = known.problems_without_measures
    unlisted = f"还有 {bare} 个问题没有措施、责任人和期限。" if bare else "每个问题定措施、责任人和期限。"
    return [
        _part("told", "会后", "告知没到会的", told, untold),
        _part("measures", "会后", "整改清单", listed, unlisted),
        _part("posted", "会后", "通报结果", known.is_posted, "在一定范围通报查摆和整改的情况。"),
    ]


def _part(key: str, when: str, label: str, is_done: bool, todo: str, number: int = 0, unit: str = "") -> Part:
    done = f"{number} {unit}" if unit else "有了"
    return Part(key, when, label, is_done, done if is_done else todo)
