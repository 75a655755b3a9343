"""Identity numbers 公民身份号码 (GB 11643): what is kept, what is refused, and never the whole number in a sentence."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from activityday.people.roster.workbook.cells import Cell, Read, Unreadable, compact, says_nothing
from activityday.privacy.masks import mask_identity

EIGHTEEN = re.compile(r"\d{17}[\dX]")
FIFTEEN = re.compile(r"\d{15}")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?1[4-7]", re.IGNORECASE)
# from this size on a number cell keeps only its first fifteen digits
LOSES_DIGITS = 1e15
LONG, SHORT = 18, 15
RETYPE = "请把这一列的单元格格式改成“文本”，再重新输入完整号码。"
PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
    83,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A number of 18 or 15 digits and what it says about its holder; gender as the roster's code."""

    number: str
    born_on: date
    gender: str


def read_identity(cell: Cell, *, today: date) -> Read[Identity | None]:
    """The identity number in `cell`, None where there is none; Unreadable with what to do otherwise."""
    if says_nothing(cell) or cell == 0:
        return Read(None)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= LOSES_DIGITS:
        raise Unreadable(f"身份证号被存成了数字，末尾几位已经丢失。{RETYPE}")
    number = re.sub(r"[-.'’`*]", "", compact(cell)).upper()
    if SCIENTIFIC.fullmatch(compact(cell)):
        raise Unreadable(f"身份证号变成了科学记数，末尾几位已经丢失。{RETYPE}")
    if EIGHTEEN.fullmatch(number):
        return _eighteen(number, today)
    if FIFTEEN.fullmatch(number):
        return _fifteen(number, today)
    raise Unreadable(_wrong_shape(cell, number))


def _wrong_shape(cell: Cell, number: str) -> str:
    if "*" in str(cell):
        return "身份证号是打了星号的，请填完整号码。"
    if re.fullmatch(r"\d+X?", number):
        return f"身份证号有{len(number)}位，应为{LONG}位，请核对后改正。"
    return f"这不是身份证号（应为{LONG}位数字，最后一位可以是X），请核对后改正。"


def _eighteen(number: str, today: date) -> Read[Identity | None]:
    shown = mask_identity(number)
    if ric.calc_check_digit(number) != number[-1]:
        if number.endswith("000"):
            raise Unreadable(f"身份证号{shown}末尾是000，多半是存成数字时丢了末尾几位。{RETYPE}")
        raise Unreadable(f"身份证号{shown}的最后一位校验不对，有一位写错了，请对照身份证改正。")
    born_on = _birth(number[6:14], shown, today)
    return Read(Identity(number, born_on, _gender(number[16])), _region(number, shown))


def _fifteen(number: str, today: date) -> Read[Identity | None]:
    shown = mask_identity(number)
    born_on = _birth("19" + number[6:12], shown, today)
    remark = f"身份证号{shown}是{SHORT}位的旧号码，已照原样保存，请换成{LONG}位。"
    return Read(Identity(number, born_on, _gender(number[14])), (remark, *_region(number, shown)))


def _birth(digits: str, shown: str, today: date) -> date:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born_on = date.max
    if born_on > today or born_on.year < 1900:  # noqa: PLR2004
        raise Unreadable(f"身份证号{shown}里的出生日期不存在，请对照身份证改正。")
    return born_on


def _gender(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def _region(number: str, shown: str) -> tuple[str, ...]:
    return () if int(number[:2]) in PROVINCES else (f"身份证号{shown}的前两位不是省份代码，请核对。",)
