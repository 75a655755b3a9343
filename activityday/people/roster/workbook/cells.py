"""Single cells: invisible characters, numbers typed as text, words that mean nothing is known."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

Cell = str | float | int | bool | date | datetime | time | None
T = TypeVar("T")

# zero-width, directional and other format characters, byte-order marks, soft hyphens
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
LONG_DIGITS = re.compile(r"\d{11,}[\dXx]?")
FORMULA_START = ("=", "+", "-", "@")
NOTHING = {"", "无", "不详", "不明", "未知", "不清", "不清楚", "暂无", "待查", "待定", "至今", "空", "没有", "未填",
           "-", "--", "---", "—", "——", "–", "－", "/", "//", "\\", "、", ".", "。", "n/a", "na", "null", "none", "#n/a"}  # fmt: skip
SHOWN_CHARACTERS = 24
EXCEL_LETTERS = 26


class Unreadable(Exception):  # noqa: N818 -- an answer to a person
    """A cell that refuses its row; the text is the sentence."""


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value read from a cell and what the clerk should know about how it was read."""

    value: T
    remarks: tuple[str, ...] = ()


def text_of(cell: Cell) -> str:
    """The cell as one line of text without invisible or control characters; 13800000000.0 → `13800000000`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004
    text = cell if isinstance(cell, str) else str(cell)
    return (
        text
        if text.isascii() and text.isalnum()
        else SPACES.sub(" ", CONTROL.sub("", INVISIBLE.sub("", text))).strip()
    )


def compact(cell: Cell) -> str:
    """The text in half-width characters and without any space: what is compared, never what is kept."""
    text = text_of(cell)
    if text.isascii():
        return text.replace(" ", "")
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


def says_nothing(cell: Cell) -> bool:
    """Is the cell empty, or one of the words that stand for "not known"?"""
    if cell is None or cell == "":
        return True
    return isinstance(cell, str) and compact(cell).lower() in NOTHING


def quoted(cell: Cell) -> str:
    """The cell for a sentence: in Chinese quotation marks, shortened, long digit runs masked."""
    text = LONG_DIGITS.sub(
        lambda found: found[0][:3] + "*" * (len(found[0]) - 7) + found[0][-4:], text_of(cell)
    )
    return f"“{text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + '…'}”"


def column_letter(index: int) -> str:
    """Excel's letter of a column counted from 0: 0 → `A`, 27 → `AB`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, EXCEL_LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain_text(cell: Cell, longest: int = 200) -> Read[str]:
    """Free text as typed, at most `longest` characters; formula starts and angle brackets are remarked."""
    if says_nothing(cell):
        return Read("")
    text = text_of(cell)
    remarks = []
    if isinstance(cell, str) and text.startswith(FORMULA_START):
        remarks.append(f"{quoted(text)}以公式符号开头，已当作普通文字保存；如不是想写的内容，请改正。")
    if "<" in text or ">" in text:
        remarks.append(f"{quoted(text)}里有尖括号，已当作普通文字保存；如不是想写的内容，请改正。")
    if len(text) > longest:
        remarks.append(f"内容有{len(text)}个字，只保存了前{longest}个字，请缩短。")
    return Read(text[:longest], tuple(remarks))
