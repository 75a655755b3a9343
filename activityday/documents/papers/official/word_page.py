"""The pages of a Word file: edges, grid, page numbers, the first page of a letter, the foot of the last page."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Twips

from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official import styles
from activityday.documents.papers.official.markup import AREA, add, border, mark_line, paragraph, parsed, run
from activityday.documents.papers.official.styles import indent, twips
from activityday.documents.papers.official.title import width

BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
THICK, THIN = 12, 4  # the halves of a double line, in eighths of a point
Layout = Mapping[str, Any]


def set_up(section: Section, layout: Layout) -> None:
    """Edges, the grid of 22 × 28, page numbers."""
    section.page_width, section.page_height = Mm(gb.WIDTH_MM), Mm(gb.HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(gb.TOP_MM), Mm(gb.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(gb.LEFT_MM), Mm(gb.RIGHT_MM)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  (python-docx does not know the grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(twips(gb.LINE)))
    # The difference to the letters of the style Normal, in 1/4096 of a point.
    grid.set(qn("w:charSpace"), str(int((gb.CHARACTER - gb.THREE) * 4096) - 1))
    number_line = next(style.line for style in styles.STYLES if style.id == "Footer")
    # The dash stands 0.38 of its size above the base line.
    under_dash = (1 - styles.BASE) * number_line + 0.38 * gb.FOUR
    footer = (gb.BOTTOM_MM - gb.PAGE_NUMBER_MM) * gb.PT - under_dash
    lift = 0.0
    if layout["form"] == "letter":
        lift = footer - gb.LETTER_FOOT_MM * gb.PT
        _letter_page(section, layout["mark"])
    section.footer_distance = Twips(twips(footer - lift))
    _replace(section.footer, _page_number("right", lift))
    _replace(section.even_page_footer, _page_number("left", lift))


def _page_number(side: str, lift: float) -> str:
    spacing = f'<w:spacing w:after="{twips(lift)}"/>'
    place = indent(right=1) if side == "right" else indent(left=1)
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return paragraph("Footer", run("— ") + field + run(" —"), f'{spacing}{place}<w:jc w:val="{side}"/>')


def _letter_page(section: Section, mark: Layout) -> None:
    """信函: the mark and the first double line in the first page's head, the second line in its foot."""
    section.different_first_page_header_footer = True
    section.header_distance = Twips(twips(gb.LETTER_MARK_MM * gb.PT - 0.15 * mark["size"]))
    beyond = (gb.LETTER_LINE_MM - gb.AREA_MM[0]) / 2 * gb.PT
    middle = (gb.LEFT_MM - gb.RIGHT_MM) / 2 * gb.PT
    sides = f'<w:ind w:left="{-twips(beyond + middle)}" w:right="{-twips(beyond - middle)}"/>'
    gap = round(gb.UNDER_NUMBER_MM * gb.PT - 0.13 * mark["size"])
    # Two paragraphs, because programs do not agree which half of a double border is the upper one.
    thin_below = '<w:spacing w:line="20" w:lineRule="exact"/>' + border(THIN, styles.RED)
    thick_below = '<w:spacing w:line="20" w:lineRule="exact"/>' + border(THICK, styles.RED)
    _replace(
        section.first_page_header,
        mark_line(mark, sides, border(THICK, styles.RED, gap)),
        paragraph("Rule", "", thin_below + sides),
    )
    _replace(
        section.first_page_footer,
        paragraph("Rule", "", border(THIN, styles.RED) + sides),
        paragraph("Rule", "", thick_below + sides),
    )


def _replace(band: _Header | _Footer, *paragraphs: str) -> None:
    band.is_linked_to_previous = False
    element = band._element  # noqa: SLF001
    for old in list(element):
        element.remove(old)
    for each in paragraphs:
        element.append(parsed(each))


def add_foot(document: WordDocument, imprint: Layout | None, foot: Mapping[str, Any]) -> None:
    """版记: a text box that hangs at the bottom of the page it is anchored to, so that it stays
    there when the text grows."""
    if imprint is None:
        return
    if foot["plan"] == "blank":
        _without_numbers(document)
        add(document, paragraph("Rule", ""))
    extra = "" if foot["plan"] == "same" else "<w:pageBreakBefore/>"
    add(document, paragraph("Rule", _box(_imprint(imprint), foot["need"]), extra))


def _box(content: str, high: float) -> str:
    # Twips and points in the units of a drawing; the lines stand on paragraphs of half a point each.
    wide, tall = AREA * 635, round((high + 2) * 12700)
    return (
        f'<w:r><mc:AlternateContent {BOX}><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{tall}"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:spAutoFit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _imprint(imprint: Layout) -> str:
    outer, inner = (
        paragraph("Rule", "", border(round(mm * gb.PT * 8), "000000")) if imprint["has_lines"] else ""
        for mm in (gb.IMPRINT_OUTER_MM, gb.IMPRINT_INNER_MM)
    )
    parts = ""
    for it in imprint["parts"]:
        label = width(it["label"])
        place = f'{_fourth_indent(1 + label, 1, label)}<w:jc w:val="both"/>'
        parts += paragraph("Imprint", run(it["label"] + it["words"]), place)
    if imprint["printed"]:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA - twips(gb.FOUR)}"/></w:tabs>'
        words = f"{run(imprint['printed']['by'])}<w:r><w:tab/></w:r>{run(imprint['printed']['on'])}"
        parts += (inner if parts else "") + paragraph("Imprint", words, tab + _fourth_indent(1, 0, 0))
    return outer + parts + outer


def _fourth_indent(left: float, right: float, hanging: float) -> str:
    """Indents in characters of 4号."""
    sides = (("left", left), ("right", right), ("hanging", hanging))
    return "<w:ind " + " ".join(f'w:{name}="{twips(value * gb.FOUR)}"' for name, value in sides) + "/>"


def _without_numbers(document: WordDocument) -> None:
    """Ends the section: an empty page and the page of the foot after it have no number (7.5)."""
    body = document.element.body
    numbered = deepcopy(body.sectPr)
    add(document, paragraph("Rule", ""))
    body[-2].get_or_add_pPr().append(numbered)
    section = document.sections[-1]
    for reference in section._sectPr.findall(qn("w:footerReference")):  # noqa: SLF001
        section._sectPr.remove(reference)  # noqa: SLF001
    for footer in (section.footer, section.even_page_footer):
        _replace(footer, paragraph("Footer", ""))
