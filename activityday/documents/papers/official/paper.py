"""What an official paper consists of, and what the standard forbids in it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DIGITS = r"[1-9][0-9]*"
MOST_COPIES = 999_999
NUMBER = re.compile(rf"([^〔〕\s]+)〔([0-9]{{4}})〕({DIGITS})号")


class PaperKind(StrEnum):
    """文种. 函 has the form of a letter, 纪要 a head of its own; 请示 and 报告 go upward."""

    NOTICE = "notice"
    CIRCULAR = "circular"
    REPORT = "report"
    REQUEST = "request"
    REPLY = "reply"
    LETTER = "letter"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def is_upward(self) -> bool:
        return self in {PaperKind.REPORT, PaperKind.REQUEST}


LABELS = {
    PaperKind.NOTICE: "通知",
    PaperKind.CIRCULAR: "通报",
    PaperKind.REPORT: "报告",
    PaperKind.REQUEST: "请示",
    PaperKind.REPLY: "批复",
    PaperKind.LETTER: "函",
    PaperKind.MINUTES: "纪要",
}


@dataclass(frozen=True)
class DocumentNumber:
    """文号: the issuer's short name, the year in full, the serial number, as in 樟发〔2017〕37号.

    Raises `ValueError` with a sentence for a short name with spaces or brackets, a year that has not four
    digits, a serial below 1."""

    agency: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if not NUMBER.fullmatch(str(self)):
            raise ValueError(f"文号“{self}”写法不对：应当像“樟发〔2017〕37号”。")

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"

    @classmethod
    def parse(cls, words: str) -> "DocumentNumber":
        """The number that `words` are. Raises `ValueError` with a sentence that says what to change."""
        found = NUMBER.fullmatch(words)
        if not found:
            raise ValueError(f"文号“{words}”写法不对：{_wrong_with(words)}")
        return cls(found[1], int(found[2]), int(found[3]))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; a newline begins another."""

    words: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4. The number (一、（一）1．（1）) is added when the paper is laid out.

    `follows` is text in the same paragraph after a heading that is a sentence."""

    level: int
    words: str
    follows: str = ""

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3, 4}:
            raise ValueError("标题只有一至四级。")


@dataclass(frozen=True)
class Table:
    """A plain table for figures. Every row has as many cells as `head`, else `ValueError`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.head or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("表格每一行的格数要与表头相同。")


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Annex:
    """附件: its name in the note below the text is its title; it begins a page of its own."""

    title: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class OfficialPaper:
    """A paper as it is issued. Only `kind`, `issuer`, `title`, `body` and `dated_on` are needed.

    `mark` stands in red at the top where it is not the issuer with 文件 (函: without, 纪要: with 纪要);
    `signer` is the signature where it is not the issuer. `number` is a `DocumentNumber` or its text.
    `signatory` (签发人) is for 请示 and 报告 only. `attendance` (出席, 请假, 列席 with their names) is for
    纪要 only. `note` (附注) is put in brackets below the date. `copies_to` (抄送), `printed_by` and
    `printed_on` (印发机关、印发日期) stand at the foot of the last page; `copy_number` is the serial of a copy
    (份号).

    Raises `ValueError` with a Chinese sentence where one of these is written in a way the standard forbids.
    """

    kind: PaperKind
    issuer: str
    title: str
    body: tuple[Block, ...]
    dated_on: date
    number: DocumentNumber | str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    is_sealed: bool = True
    mark: str = ""
    signer: str = ""
    signatory: str = ""
    attendance: tuple[tuple[str, str], ...] = ()
    note: str = ""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    copy_number: int | None = None
    secrecy: str = ""
    urgency: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.number, str) and self.number:
            object.__setattr__(self, "number", DocumentNumber.parse(self.number))
        if self.signatory and not self.kind.is_upward:
            raise ValueError(f"{self.kind.label}不标注签发人：只有请示、报告等上行文才标注。")
        if self.attendance and self.kind is not PaperKind.MINUTES:
            raise ValueError("只有纪要才标注出席、请假、列席人员。")
        if self.copy_number is not None and not 1 <= self.copy_number <= MOST_COPIES:
            raise ValueError("份号是六位以内的正整数。")
        if bool(self.printed_by) != bool(self.printed_on):
            raise ValueError("印发机关和印发日期要一起填写。")


def _wrong_with(words: str) -> str:
    for sign, sentence in (
        (r"第", "序号前不加“第”字。"),
        (r"[\[\]()（）【】［］<>《》]", "年份要用六角括号〔〕。"),
        (r"〔[0-9]{0,3}〕|〔[0-9]{5,}〕", "年份要写四位数，如〔2017〕。"),
        (r"〕0", "序号不编虚位，如 1 不写作 01。"),
        (r"[^号]$", "末尾要有“号”字。"),
    ):
        if re.search(sign, words):
            return sentence
    return "应当像“樟发〔2017〕37号”。"
