"""An official paper as a Word file: real paragraphs in named styles on the character grid, in which the clerk
goes on writing."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls, qn

from activityday.documents import plain, word
from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official import styles, word_head, word_page
from activityday.documents.papers.official.markup import AREA, add, paragraph, run
from activityday.documents.papers.official.styles import indent, twips
from activityday.documents.papers.official.title import width

Layout = Mapping[str, Any]


def write(layout: Layout, foot: Mapping[str, Any]) -> bytes:
    """The .docx of what `layout.laid_out` gives; `foot` says on which page the foot stands. The same layout
    gives the same bytes."""
    shown = plain.plain(layout)
    document = Document()
    styles.apply(document.styles.element)
    _settings(document, shown)
    word_page.set_up(document.sections[0], shown)
    for each in (*word_head.head(shown), *_text(shown), *_annexes(shown["annexes"])):
        add(document, each)
    word_page.add_foot(document, shown["imprint"], foot)
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


def _text(layout: Layout) -> Iterator[str]:
    yield _title("Title", layout["title_lines"])
    if layout["addressees"]:
        yield paragraph("Addressees", run(layout["addressees"]))
    yield from _blocks(layout["blocks"], keep=layout["keep"])
    for n, it in enumerate(layout["annex_note"]):
        number = width(it["number"])
        hanging = number + (3 if it["label"] else 0)
        words = run(it["label"] + it["number"] + it["name"])
        keep = "<w:keepNext/>" if layout["keep"] else ""
        yield paragraph("AnnexNote", words, keep + _before(n) + indent(left=5 + number, first=-hanging))
    for n, it in enumerate(layout["attendance"]):
        label = width(it["label"])
        words = run(it["label"], "黑体") + run(it["names"])
        yield paragraph("Attendance", words, _before(n) + indent(left=2 + label, first=-label))
    if layout["signature"]:
        yield from _signature(layout["signature"])
    if layout["note"]:
        yield paragraph("Note", run(layout["note"]))


def _before(n: int) -> str:
    return f'<w:spacing w:before="{twips(gb.LINE)}"/>' if n == 0 else ""


def _title(style: str, lines: Sequence[str]) -> str:
    return paragraph(style, "<w:r><w:br/></w:r>".join(run(line) for line in lines))


def _signature(signature: Layout) -> Iterator[str]:
    for n, it in enumerate(signature["lines"]):
        before = f'<w:spacing w:before="{twips(signature["clear"] * gb.LINE)}"/>' if n == 0 else ""
        yield paragraph("Signer", run(it["words"]), before + indent(right=it["right"]))
    yield paragraph("Dated", run(signature["dated"]), indent(right=signature["date_right"]))


def _blocks(blocks: Sequence[Layout], *, keep: bool = False) -> Iterator[str]:
    for n, it in enumerate(blocks, start=1):
        if it["kind"] == "table":
            yield from _table(it)
        elif it["kind"] == "paragraph":
            keeps = "<w:keepNext/>" if keep and n == len(blocks) else ""
            yield paragraph("Body", run(it["words"]), keeps)
        elif it["follows"]:
            dress = (
                f'<w:rStyle w:val="Heading{it["level"]}Char"/>'
                if it["level"] <= len(styles.CHARACTERS)
                else ""
            )
            yield paragraph("Body", run(it["words"], dress=dress) + run(it["follows"]))
        else:
            yield paragraph(f"Heading{it['level']}", run(it["words"]))


def _annexes(annexes: Sequence[Layout]) -> Iterator[str]:
    for annex in annexes:
        yield paragraph("AnnexLabel", run(annex["label"]), "<w:pageBreakBefore/>")
        yield _title("AnnexTitle", annex["title_lines"])
        yield from _blocks(annex["blocks"])


def _table(table: Layout) -> Iterator[str]:
    half = f'<w:spacing w:line="{twips(gb.LINE / 2)}" w:lineRule="exact"/>'
    yield paragraph("Caption", run(table["caption"])) if table["caption"] else paragraph("Rule", "", half)
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
    yield paragraph("Rule", "", half)


def _row(words: Sequence[str], widths: Sequence[int], aligns: Sequence[str], style: str, how: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + paragraph(style, run(each), f'<w:spacing w:before="60" w:after="60"/><w:jc w:val="{align}"/>')
        + "</w:tc>"
        for each, wide, align in zip(words, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{cells}</w:tr>"
