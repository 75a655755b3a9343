"""An official paper as a Word file: real paragraphs in named styles on the character grid, in which the clerk
goes on writing."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Twips

from activityday.documents import plain, word
from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official import styles
from activityday.documents.papers.official.styles import faces, indent, twips
from activityday.documents.papers.official.title import width

AREA = int(gb.AREA_MM[0] * gb.PT * 20)
ORDER = ("pStyle", "keepNext", "pageBreakBefore", "framePr", "pBdr", "tabs", "spacing", "ind", "jc", "sectPr")
BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
THICK, THIN = 12, 4  # the halves of a double line, in eighths of a point
Layout = Mapping[str, Any]


def write(layout: Layout, foot: Mapping[str, Any]) -> bytes:
    """The .docx of what `layout.laid_out` gives; `foot` says on which page the foot stands. The same layout
    gives the same bytes."""
    shown = plain.plain(layout)
    document = Document()
    styles.apply(document.styles.element)
    _settings(document, shown)
    _page(document.sections[0], shown)
    for paragraph in (*_head(shown), *_text(shown), *_annexes(shown["annexes"])):
        _add(document, paragraph)
    _foot(document, shown["imprint"], foot)
    kept = BytesIO()
    document.save(kept)
    return word.still(kept)


def _settings(document: WordDocument, layout: Layout) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    core = document.core_properties
    core.title, core.author, core.comments = layout["title"][:255], layout["issuer"][:255], ""
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):  # an older copy of the styles, not ours
            del document.part.rels[name]
        elif relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = styles.font_table()  # noqa: SLF001  (kept as bytes only)


# The page


def _page(section: Section, layout: Layout) -> None:
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
    return _paragraph("Footer", run("— ") + field + run(" —"), f'{spacing}{place}<w:jc w:val="{side}"/>')


def _letter_page(section: Section, mark: Layout) -> None:
    """信函: the mark and the first double line in the first page's head, the second line in its foot."""
    section.different_first_page_header_footer = True
    section.header_distance = Twips(twips(gb.LETTER_MARK_MM * gb.PT - 0.15 * mark["size"]))
    beyond = (gb.LETTER_LINE_MM - gb.AREA_MM[0]) / 2 * gb.PT
    middle = (gb.LEFT_MM - gb.RIGHT_MM) / 2 * gb.PT
    sides = f'<w:ind w:left="{-twips(beyond + middle)}" w:right="{-twips(beyond - middle)}"/>'
    gap = round(gb.UNDER_NUMBER_MM * gb.PT - 0.13 * mark["size"])
    # Two paragraphs, because programs do not agree which half of a double border is the upper one.
    thin_below = '<w:spacing w:line="20" w:lineRule="exact"/>' + _border(THIN, styles.RED)
    thick_below = '<w:spacing w:line="20" w:lineRule="exact"/>' + _border(THICK, styles.RED)
    _replace(
        section.first_page_header,
        _mark(mark, sides, _border(THICK, styles.RED, gap)),
        _paragraph("Rule", "", thin_below + sides),
    )
    _replace(
        section.first_page_footer,
        _paragraph("Rule", "", _border(THIN, styles.RED) + sides),
        _paragraph("Rule", "", thick_below + sides),
    )


def _replace(band: _Header | _Footer, *paragraphs: str) -> None:
    band.is_linked_to_previous = False
    element = band._element  # noqa: SLF001
    for old in list(element):
        element.remove(old)
    for paragraph in paragraphs:
        element.append(_parsed(paragraph))


# The head


def _head(layout: Layout) -> Iterator[str]:
    if layout["form"] == "letter":
        yield from _letter_head(layout)
        return
    corner, mark = layout["corner"], layout["mark"]
    for it in corner:
        yield _paragraph("Corner", run(it["words"], it["face"]))
    before = gb.MARK_MM * gb.PT - len(corner) * gb.LINE - 0.15 * mark["size"]
    yield _mark(mark, '<w:ind w:left="0"/>', before=before)
    gap = (gb.LINE - gb.THREE) / 2
    before = 2 * gb.LINE + gap - 0.13 * mark["size"] - styles.rest(styles.NUMBER_LINE, gb.THREE)
    line = _border(round(gb.RED_LINE * 8), styles.RED, round(_under_number()))
    if layout["form"] == "minutes":
        yield _paragraph("Number", run(layout["number"]), f'<w:spacing w:before="{twips(before)}"/>')
        before = gb.LINE - styles.NUMBER_LINE
        yield _opposite(layout["issuer"], run(layout["dated"]), line, before)
    elif layout["is_upward"] and layout["signatory"]:
        signatory = run("签发人：") + run(layout["signatory"], "楷体")
        yield _opposite(layout["number"], signatory, line, before)
    else:
        yield _paragraph("Number", run(layout["number"]), f'{line}<w:spacing w:before="{twips(before)}"/>')


def _under_number() -> float:
    return gb.UNDER_NUMBER_MM * gb.PT - styles.below(styles.NUMBER_LINE, gb.THREE)


def _opposite(left: str, right: str, line: str, before: float) -> str:
    """One character from the left and one from the right; a blank letter, because an indent would make the
    line below shorter."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA - twips(gb.CHARACTER)}"/></w:tabs>'
    words = f"{run('　' + left)}<w:r><w:tab/></w:r>{right}"
    extra = f'{line}{tab}<w:spacing w:before="{twips(before)}"/><w:jc w:val="left"/>'
    return _paragraph("Number", words, extra)


def _letter_head(layout: Layout) -> Iterator[str]:
    before = gb.UNDER_LETTER_LINE - styles.rest(gb.LINE, gb.THREE)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA}"/></w:tabs>'
    first, *others = layout["corner"] or [{"words": "", "face": "仿宋"}]
    words = f"{run(first['words'], first['face'])}<w:r><w:tab/></w:r>{run(layout['number'])}"
    yield _paragraph("Corner", words, f'{tab}<w:spacing w:before="{twips(before)}"/>')
    for it in others:
        yield _paragraph("Corner", run(it["words"], it["face"]))


def _mark(mark: Layout, sides: str, border: str = "", *, before: float = 0) -> str:
    size, scale = mark["size"], round(mark["scale"] * 100)
    spacing = f'<w:spacing w:before="{twips(before)}" w:line="{twips(size * 1.25)}" w:lineRule="exact"/>'
    dress = f'<w:w w:val="{scale}"/><w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return _paragraph("Mark", run(mark["words"], dress=dress), f"{border}{spacing}{sides}")


# The text


def _text(layout: Layout) -> Iterator[str]:
    yield _title("Title", layout["title_lines"])
    if layout["addressees"]:
        yield _paragraph("Addressees", run(layout["addressees"]))
    yield from _blocks(layout["blocks"], keep=layout["keep"])
    for n, it in enumerate(layout["annex_note"]):
        number = width(it["number"])
        hanging = number + (3 if it["label"] else 0)
        words = run(it["label"] + it["number"] + it["name"])
        keep = "<w:keepNext/>" if layout["keep"] else ""
        yield _paragraph("AnnexNote", words, keep + _before(n) + indent(left=5 + number, first=-hanging))
    for n, it in enumerate(layout["attendance"]):
        label = width(it["label"])
        words = run(it["label"], "黑体") + run(it["names"])
        yield _paragraph("Attendance", words, _before(n) + indent(left=2 + label, first=-label))
    if layout["signature"]:
        yield from _signature(layout["signature"])
    if layout["note"]:
        yield _paragraph("Note", run(layout["note"]))


def _before(n: int) -> str:
    return f'<w:spacing w:before="{twips(gb.LINE)}"/>' if n == 0 else ""


def _title(style: str, lines: Sequence[str]) -> str:
    return _paragraph(style, "<w:r><w:br/></w:r>".join(run(line) for line in lines))


def _signature(signature: Layout) -> Iterator[str]:
    for n, it in enumerate(signature["lines"]):
        before = f'<w:spacing w:before="{twips(signature["clear"] * gb.LINE)}"/>' if n == 0 else ""
        yield _paragraph("Signer", run(it["words"]), before + indent(right=it["right"]))
    yield _paragraph("Dated", run(signature["dated"]), indent(right=signature["date_right"]))


def _blocks(blocks: Sequence[Layout], *, keep: bool = False) -> Iterator[str]:
    for n, it in enumerate(blocks, start=1):
        if it["kind"] == "table":
            yield from _table(it)
        elif it["kind"] == "paragraph":
            keeps = "<w:keepNext/>" if keep and n == len(blocks) else ""
            yield _paragraph("Body", run(it["words"]), keeps)
        elif it["follows"]:
            dress = f'<w:rStyle w:val="Heading{it["level"]}Char"/>' if it["level"] < 3 else ""
            yield _paragraph("Body", run(it["words"], dress=dress) + run(it["follows"]))
        else:
            yield _paragraph(f"Heading{it['level']}", run(it["words"]))


def _annexes(annexes: Sequence[Layout]) -> Iterator[str]:
    for annex in annexes:
        yield _paragraph("AnnexLabel", run(annex["label"]), "<w:pageBreakBefore/>")
        yield _title("AnnexTitle", annex["title_lines"])
        yield from _blocks(annex["blocks"])


def _table(table: Layout) -> Iterator[str]:
    half = f'<w:spacing w:line="{twips(gb.LINE / 2)}" w:lineRule="exact"/>'
    yield _paragraph("Caption", run(table["caption"])) if table["caption"] else _paragraph("Rule", "", half)
    widths = [int(share * AREA) for share in table["shares"]]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    centred = ["center"] * len(widths)
    rows = _row(table["head"], widths, centred, "HeadCell", "<w:cantSplit/><w:tblHeader/>")
    rows += "".join(_row(row, widths, table["aligns"], "Cell", "<w:cantSplit/>") for row in table["rows"])
    yield (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    yield _paragraph("Rule", "", half)


def _row(words: Sequence[str], widths: Sequence[int], aligns: Sequence[str], style: str, how: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + _paragraph(style, run(each), f'<w:spacing w:before="60" w:after="60"/><w:jc w:val="{align}"/>')
        + "</w:tc>"
        for each, wide, align in zip(words, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{cells}</w:tr>"


# The foot


def _foot(document: WordDocument, imprint: Layout | None, foot: Mapping[str, Any]) -> None:
    """版记: a text box that hangs at the bottom of the page it is anchored to, so that it stays
    there when the text grows."""
    if imprint is None:
        return
    if foot["plan"] == "blank":
        _without_numbers(document)
        _add(document, _paragraph("Rule", ""))
    extra = "" if foot["plan"] == "same" else "<w:pageBreakBefore/>"
    _add(document, _paragraph("Rule", _box(_imprint(imprint), foot["need"]), extra))


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
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:spAutoFit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _imprint(imprint: Layout) -> str:
    outer, inner = (
        _paragraph("Rule", "", _border(round(mm * gb.PT * 8), "000000")) if imprint["has_lines"] else ""
        for mm in (gb.IMPRINT_OUTER_MM, gb.IMPRINT_INNER_MM)
    )
    parts = ""
    for it in imprint["parts"]:
        label = width(it["label"])
        place = f'{_fourth_indent(1 + label, 1, label)}<w:jc w:val="both"/>'
        parts += _paragraph("Imprint", run(it["label"] + it["words"]), place)
    if imprint["printed"]:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA - twips(gb.FOUR)}"/></w:tabs>'
        words = f"{run(imprint['printed']['by'])}<w:r><w:tab/></w:r>{run(imprint['printed']['on'])}"
        parts += (inner if parts else "") + _paragraph("Imprint", words, tab + _fourth_indent(1, 0, 0))
    return outer + parts + outer


def _fourth_indent(left: float, right: float, hanging: float) -> str:
    """Indents in characters of 4号."""
    sides = (("left", left), ("right", right), ("hanging", hanging))
    return "<w:ind " + " ".join(f'w:{name}="{twips(value * gb.FOUR)}"' for name, value in sides) + "/>"


def _without_numbers(document: WordDocument) -> None:
    """Ends the section: an empty page and the page of the foot after it have no number (7.5)."""
    body = document.element.body
    numbered = deepcopy(body.sectPr)
    _add(document, _paragraph("Rule", ""))
    body[-2].get_or_add_pPr().append(numbered)
    section = document.sections[-1]
    for reference in section._sectPr.findall(qn("w:footerReference")):  # noqa: SLF001
        section._sectPr.remove(reference)  # noqa: SLF001
    for footer in (section.footer, section.even_page_footer):
        _replace(footer, _paragraph("Footer", ""))


# Paragraphs and runs


def run(words: str, face: str = "", *, dress: str = "") -> str:
    """w:r with `words`; `face` where it is not the style's own, `dress` for further properties."""
    if not words:
        return ""
    how = (faces(face) if face else "") + dress
    text = escape(words.replace("\n", " "))
    return f'<w:r>{f"<w:rPr>{how}</w:rPr>" if how else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(style: str, runs: str, extra: str = "") -> str:
    return f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def _border(eighths: int, color: str, space: int = 0, kind: str = "single") -> str:
    """A line below the paragraph."""
    line = f'<w:bottom w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


def _add(document: WordDocument, element: str) -> None:
    document.element.body.sectPr.addprevious(_parsed(element))


def _parsed(element: str) -> Any:
    """The element, with the properties of its paragraphs in the order that Word asks for."""
    parsed = parse_xml(element)
    for properties in parsed.iter(qn("w:pPr")):
        properties[:] = sorted(properties, key=lambda each: ORDER.index(each.tag.split("}")[1]))
    return parsed
