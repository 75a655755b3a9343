"""Names of people: spaces between two characters, marks beside the name, and what cannot be a name."""

import re
import unicodedata
from dataclasses import dataclass

from activityday.people.roster.workbook.cells import Cell, Read, Unreadable, quoted, text_of

LONGEST = 30
DOTS = re.compile("[·•‧∙・･⋅．]|(?<=[\u4e00-\u9fff])\\.(?=[\u4e00-\u9fff])")
BESIDE = re.compile(r"[(\[【]([^()\[\]【】]{0,10})[)\]】]$")
LOOSE_MARKS = "*★☆△▲●○◆#√'’` "
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name and what stood in brackets beside it (女, 预备, 大 …)."""

    name: str
    beside: str = ""


def read_name(cell: Cell) -> Read[WrittenName]:
    """The name in `cell`; Unreadable when it is missing, too long or no name."""
    if isinstance(cell, str) and len(cell) <= LONGEST and cell.isalpha() and not cell.isascii():
        return Read(WrittenName(unicodedata.normalize("NFC", cell)))  # nearly every name
    text = unicodedata.normalize("NFKC", DOTS.sub("·", text_of(cell))).strip(LOOSE_MARKS)
    if not text:
        raise Unreadable("没有姓名，请补上；如果这一行不是党员，请删除。")
    found = BESIDE.search(text)
    beside = found[1].strip() if found else ""
    name = _joined(text[: found.start()] if found else text)
    _check(name, cell)
    remarks = []
    if found:
        remarks.append(f"姓名旁边写有“{beside}”，姓名取为“{name}”，请核对。")
    if PRIVATE.search(name):
        remarks.append(f"姓名{quoted(name)}里有自造字，别的电脑可能显示不出来，请改用通用的字。")
    return Read(WrittenName(name, beside), tuple(remarks))


def _joined(text: str) -> str:
    """Without the spaces that pad a Chinese name; a name in Latin letters keeps single ones."""
    return re.sub(r"\s+", " " if text.isascii() else "", text).strip(LOOSE_MARKS)


def _check(name: str, cell: Cell) -> None:
    if any(mark in name for mark in "?？\ufffd□"):
        raise Unreadable(f"姓名{quoted(cell)}里有没能认出的字，请重新输入姓名。")
    if len(name) > LONGEST:
        raise Unreadable(f"姓名有{len(name)}个字，超过{LONGEST}个字，请核对。")
    letters = PRIVATE.sub("", name).replace("·", "").replace(" ", "").replace("〇", "零")
    marks_gone = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    if (marks_gone and not marks_gone.isalpha()) or not (marks_gone or PRIVATE.search(name)):
        raise Unreadable(f"姓名{quoted(cell)}里有数字或符号，不像姓名，请核对后改正。")
