"""组织生活会方案和记录、问题清单和整改清单、谈心谈话登记、三会一课台账: facts, lines and tables, as PDF and as Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from activityday.documents import plain, typeset, word

FANGSONG, HEI, SONG = "仿宋", "黑体", "宋体"


@dataclass(frozen=True)
class Block:
    """One part of a paper: its heading, sentences, and a table with the share of each column; each may be empty."""

    heading: str = ""
    lines: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    shares: Sequence[int] = ()


@dataclass(frozen=True)
class ReviewPaper:
    """A paper of the party analysis; `signatures` are left for a pen."""

    title: str
    unit: str
    facts: Sequence[tuple[str, str]] = ()
    blocks: Sequence[Block] = ()
    signatures: Sequence[str] = ()
    note: str = ""
    landscape: bool = False


def render_pdf(paper: ReviewPaper) -> bytes:
    """The paper as PDF, A4; heads of tables are repeated on each page."""
    return typeset.set_pdf("review", {**vars(paper), "blocks": [vars(block) for block in paper.blocks]})


def render_docx(paper: ReviewPaper) -> bytes:
    """The paper as Word, A4, to be changed by hand; the same data gives the same bytes."""
    document = _a4(landscape=paper.landscape)
    _line(document, paper.title, SONG, 22, center=True, bold=True)
    _line(document, paper.unit, FANGSONG, 14)
    if paper.facts:
        _table(document, (), [list(pair) for pair in paper.facts], (1, 4))
    for block in paper.blocks:
        if block.heading:
            _line(document, block.heading, HEI, 14)
        for words in block.lines:
            _line(document, words, FANGSONG, 14)
        if block.rows:
            _table(document, block.header, block.rows, block.shares)
    if paper.note:
        _line(document, paper.note, FANGSONG, 11)
    if paper.signatures:
        _line(document, "", FANGSONG, 14)
        _line(document, "　　　　".join(paper.signatures), FANGSONG, 14)
    kept = BytesIO()
    document.save(kept)
    return word.still(kept)


def _a4(*, landscape: bool) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    return document


def _line(
    document: WordDocument, words: str, face: str, size: int, *, center: bool = False, bold: bool = False
) -> None:
    paragraph = document.add_paragraph()
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, words, face, size, bold=bold)


def _run(paragraph: object, words: str, face: str, size: int, *, bold: bool = False) -> None:
    run = paragraph.add_run(plain.text(words))  # type: ignore[attr-defined]
    run.font.name, run.font.size, run.font.bold = face, Pt(size), bold
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _table(
    document: WordDocument, header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]
) -> None:
    number = len(rows[0])
    weights = list(shares) or [1] * number
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    table = document.add_table(rows=0, cols=number)
    table.style = "Table Grid"
    table.autofit = False
    for face, line in [*([(HEI, header)] if header else []), *((FANGSONG, row) for row in rows)]:
        cells = table.add_row().cells
        for column, words in enumerate(line):
            cells[column].width = int(width * weights[column] / sum(weights))
            _fill(cells[column], words, face if header or column else HEI)


def _fill(cell: _Cell, words: str, face: str) -> None:
    _run(cell.paragraphs[0], words, face, 12)
