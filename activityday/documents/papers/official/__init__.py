"""Official papers (公文) laid out by GB/T 9704-2012: 通知, 通报, 报告, 请示, 批复, 函, 纪要.

Each is printed as PDF and as a Word file in which the clerk goes on writing. The numbers stand in
`gbt9704.py`; `docs/papers.md` says which could not be read in the standard itself. The head of 纪要 (number,
then issuer and date, then the red line) is the custom of offices from memory: the standard leaves it open.
"""

from typing import Any

from activityday.documents import typeset
from activityday.documents.papers.official import layout, word
from activityday.documents.papers.official.paper import (
    Annex,
    Block,
    DocumentNumber,
    Heading,
    OfficialPaper,
    PaperKind,
    Paragraph,
    Table,
)
from activityday.documents.papers.official.title import title_lines

__all__ = [
    "Annex",
    "Block",
    "DocumentNumber",
    "Heading",
    "OfficialPaper",
    "PaperKind",
    "Paragraph",
    "Table",
    "render_official_docx",
    "render_official_pdf",
    "title_lines",
]


def render_official_pdf(paper: OfficialPaper) -> bytes:
    """`paper` as PDF; the same paper gives the same bytes."""
    return typeset.set_pdf("official", _placed(paper)[0])


def render_official_docx(paper: OfficialPaper) -> bytes:
    """`paper` as a Word file with named styles; the same paper gives the same bytes.

    On which page the foot goes is worked out from the PDF of the same paper: a clerk who makes the text
    longer or shorter by a page moves one page break."""
    return word.write(*_placed(paper))


def _placed(paper: OfficialPaper) -> tuple[dict[str, Any], dict[str, Any]]:
    """The layout and where the foot goes. Where a page would hold a signature alone, the last paragraph goes
    with it (7.3.5.5)."""
    laid_out = layout.laid_out(paper)
    foot = typeset.ask("official", laid_out, "foot")
    if foot["is_alone"]:
        laid_out["keep"] = True
        foot = typeset.ask("official", laid_out, "foot")
    return laid_out, foot
