"""Paragraphs, runs and lines as Word keeps them."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official.styles import faces, twips

AREA = int(gb.AREA_MM[0] * gb.PT * 20)  # the width of the text in twips
ORDER = ("pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "sectPr")


def run(words: str, face: str = "", *, dress: str = "") -> str:
    """w:r with `words`; `face` where it is not the style's own, `dress` for further properties."""
    if not words:
        return ""
    how = (faces(face) if face else "") + dress
    text = escape(words.replace("\n", " "))
    return f'<w:r>{f"<w:rPr>{how}</w:rPr>" if how else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(style: str, runs: str, extra: str = "") -> str:
    """w:p in the style with that id; `extra` are properties of its own."""
    return f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def border(eighths: int, color: str, space: int = 0, kind: str = "single") -> str:
    """A line below the paragraph."""
    line = f'<w:bottom w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


def add(document: WordDocument, element: str) -> None:
    """Puts `element` at the end of the text."""
    document.element.body.sectPr.addprevious(parsed(element))


def parsed(element: str) -> Any:
    """The element, with the properties of its paragraphs in the order that Word asks for."""
    parsed = parse_xml(element)
    for properties in parsed.iter(qn("w:pPr")):
        properties[:] = sorted(properties, key=lambda each: ORDER.index(each.tag.split("}")[1]))
    return parsed


def mark_line(mark: Mapping[str, Any], sides: str, border: str = "", *, before: float = 0) -> str:
    """发文机关标志: `sides` are its indents, `before` the points above it."""
    size, scale = mark["size"], round(mark["scale"] * 100)
    spacing = f'<w:spacing w:before="{twips(before)}" w:line="{twips(size * 1.25)}" w:lineRule="exact"/>'
    dress = f'<w:w w:val="{scale}"/><w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return paragraph("Mark", run(mark["words"], dress=dress), f"{border}{spacing}{sides}")
