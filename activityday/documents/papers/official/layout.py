"""What stands where on an official paper, worked out once for the PDF and for the Word file."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from activityday.documents import plain
from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official.paper import (
    Annex,
    Block,
    Heading,
    OfficialPaper,
    PaperKind,
    Table,
)
from activityday.documents.papers.official.title import title_lines, width
from activityday.documents.papers.wording import numeral

ENDS = "。．.；;，,、 "
LONGEST_SIGNER = 24
FIRST_PAGE = 9  # lines below the head of the first page, less one for the text
SHORT_CELL = 12  # a column of shorter texts is centred
FORMS = {PaperKind.LETTER: "letter", PaperKind.MINUTES: "minutes"}
AFTER_ISSUER = {PaperKind.LETTER: "", PaperKind.MINUTES: "纪要"}


def laid_out(paper: OfficialPaper) -> dict[str, Any]:
    """Everything that `paper` shows, in the order of the page: texts, and places in characters or points."""
    lines = title_lines(plain.text(paper.title), (paper.issuer, *paper.addressees))
    addressees = plain.text("、".join(paper.addressees))
    is_below = addressees_are_below(addressees, len(lines))
    return {
        "gb": {name: value for name, value in vars(gb).items() if name.isupper()},
        "title": "".join(lines),
        "issuer": paper.issuer,
        "form": FORMS.get(paper.kind, "file"),
        "corner": _corner(paper),
        "mark": mark(paper),
        "number": str(paper.number),
        "is_upward": paper.kind.is_upward,
        "signatory": paper.signatory,
        "dated": plain.day(paper.dated_on),
        "title_lines": lines,
        "addressees": f"{addressees}：" if addressees and not is_below else "",
        "blocks": blocks(paper.body),
        "annex_note": annex_note(paper.annexes),
        "attendance": [{"label": f"{label}：", "names": names} for label, names in paper.attendance],
        "signature": None if paper.kind is PaperKind.MINUTES else signature(paper),
        "note": f"（{paper.note.strip('（）()')}）" if paper.note else "",
        "keep": False,
        "annexes": [_annex(paper.annexes, n) for n in range(len(paper.annexes))],
        "imprint": imprint(paper, addressees if is_below else ""),
    }


def mark(paper: OfficialPaper) -> dict[str, Any]:
    """发文机关标志: words, size in points, and how much it is condensed so as not to be wider than the
    text (1 is not at all)."""
    words = plain.text(paper.mark or paper.issuer + AFTER_ISSUER.get(paper.kind, "文件"))
    fitting = gb.AREA_MM[0] * gb.PT / max(1, width(words)) * 0.99
    size = min(gb.MARK_LARGEST, max(gb.MARK_SMALLEST, int(fitting)))
    return {"words": words, "size": size, "scale": min(1, int(fitting / size * 100) / 100)}


def addressees_are_below(addressees: str, title_height: int) -> bool:
    """Whether so many are addressed that no text would stand on the first page: then they move to the foot
    of the last page (7.3.2)."""
    return ceil(width(addressees) / gb.CHARACTERS) > FIRST_PAGE - title_height


def blocks(body: Sequence[Block]) -> list[dict[str, Any]]:
    """The body with its headings numbered: 一、（一）1．（1）, each level anew under the one above it."""
    shown: list[dict[str, Any]] = []
    numbers = [0, 0, 0, 0]
    for block in body:
        if isinstance(block, Heading):
            numbers[block.level - 1 :] = [numbers[block.level - 1] + 1, *[0] * (4 - block.level)]
            shown.append(_heading(block, numbers[block.level - 1]))
        elif isinstance(block, Table):
            shown.append(_table(block))
        else:
            shown += _paragraphs(block.words)
    return shown


def heading_number(level: int, number: int) -> str:
    """一、, （一）, 1．, （1） for levels 1 to 4."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}．", f"（{number}）")[level - 1]


def annex_note(annexes: Sequence[Annex]) -> list[dict[str, str]]:
    """附件说明: one line for each annex, numbered where there are several, without a mark at the end."""
    names = [plain.text(annex.title).replace("\n", "").rstrip(ENDS) for annex in annexes]
    if len(names) == 1:
        return [{"label": "附件：", "number": "", "name": names[0]}]
    return [
        {"label": "附件：" if n == 1 else "", "number": f"{n}．", "name": name}
        for n, name in enumerate(names, start=1)
    ]


def signature(paper: OfficialPaper) -> dict[str, Any]:
    """署名 and 成文日期: the lines of the signature, and how many characters stay free right of it and of the
    date."""
    signer, dated = paper.signer or paper.issuer, plain.day(paper.dated_on)
    lines = title_lines(signer) if width(signer) > LONGEST_SIGNER else (signer,)
    broad = max(map(width, lines))
    right, date_right = signature_places(broad, width(dated), is_sealed=paper.is_sealed)
    return {
        "lines": [{"words": line, "right": right + (broad - width(line)) / 2} for line in lines],
        "dated": dated,
        "date_right": date_right,
        "clear": gb.SEAL_CLEAR if paper.is_sealed else gb.PLAIN_CLEAR,
    }


def signature_places(signer: float, dated: float, *, is_sealed: bool) -> tuple[float, float]:
    """How many characters stay free right of a signature and of a date so wide (7.3.5.1, 7.3.5.2).

    With a seal the date ends 4 from the right and the signature is centred over it; a signature too wide for
    that pushes both to the left. Without, the signature ends 2 from the right and the date begins 2 right of
    the signature's beginning; a date wider than the signature ends 2 from the right itself.
    """
    if is_sealed:
        beside = max(0, (signer - dated) / 2 - gb.SEALED_RIGHT)
        date_right = gb.SEALED_RIGHT + beside
        return date_right + (dated - signer) / 2, date_right
    if dated > signer:
        return gb.PLAIN_RIGHT + dated + 2 - signer, gb.PLAIN_RIGHT
    return gb.PLAIN_RIGHT, signer - dated


def imprint(paper: OfficialPaper, addressees: str) -> dict[str, Any] | None:
    """版记: who else gets the paper, who printed it and when; None where there is nothing to say. A letter
    has neither lines nor printer."""
    is_letter = paper.kind is PaperKind.LETTER
    copies = plain.text("，".join(paper.copies_to)).rstrip(ENDS)
    parts = [
        {"label": label, "words": f"{words}。"}
        for label, words in (("主送：", addressees), ("抄送：", copies))
        if words
    ]
    printed = None
    if paper.printed_by and paper.printed_on and not is_letter:
        printed = {"by": paper.printed_by, "on": f"{plain.day(paper.printed_on)}印发"}
    if not parts and not printed:
        return None
    return {"parts": parts, "printed": printed, "has_lines": not is_letter}


def column_shares(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The width of each column as a share of 1, by its longest text: at least two characters, at most
    twenty count."""
    longest = [
        min(20, max(2, *(width(line) for cell in column for line in str(cell).split("\n")))) + 1
        for column in zip(head, *rows, strict=True)
    ]
    return [each / sum(longest) for each in longest]


def _corner(paper: OfficialPaper) -> list[dict[str, str]]:
    """份号, 密级, 紧急程度, in this order."""
    number = "" if paper.copy_number is None else f"{paper.copy_number:06d}"
    lines = ((number, "仿宋"), (paper.secrecy, "黑体"), (paper.urgency, "黑体"))
    return [{"words": words, "face": face} for words, face in lines if words]


def _heading(block: Heading, number: int) -> dict[str, Any]:
    return {
        "kind": "heading",
        "level": block.level,
        "words": heading_number(block.level, number) + plain.text(block.words).replace("\n", ""),
        "follows": plain.text(block.follows).replace("\n", ""),
    }


def _paragraphs(words: str) -> Iterator[dict[str, Any]]:
    for line in plain.text(words).split("\n"):
        if line.strip():
            yield {"kind": "paragraph", "words": line.strip()}


def _table(table: Table) -> dict[str, Any]:
    columns = list(zip(table.head, *table.rows, strict=True))
    return {
        "kind": "table",
        "caption": table.caption,
        "head": table.head,
        "rows": table.rows,
        "shares": column_shares(table.head, table.rows),
        "aligns": [
            "center" if all(width(cell) <= SHORT_CELL for cell in column) else "left" for column in columns
        ],
    }


def _annex(annexes: Sequence[Annex], n: int) -> dict[str, Any]:
    return {
        "label": "附件" if len(annexes) == 1 else f"附件{n + 1}",
        "title_lines": title_lines(plain.text(annexes[n].title).rstrip(ENDS)),
        "blocks": blocks(annexes[n].body),
    }
