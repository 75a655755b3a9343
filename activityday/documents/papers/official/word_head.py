"""The head (版头) of a paper in Word: mark, number, red line."""

from collections.abc import Iterator, Mapping
from typing import Any

from activityday.documents.papers.official import gbt9704 as gb
from activityday.documents.papers.official import styles
from activityday.documents.papers.official.markup import AREA, border, mark_line, paragraph, run
from activityday.documents.papers.official.styles import twips

Layout = Mapping[str, Any]


def head(layout: Layout) -> Iterator[str]:
    """The paragraphs of the head, that of a letter without its mark."""
    if layout["form"] == "letter":
        yield from _letter_head(layout)
        return
    corner, mark = layout["corner"], layout["mark"]
    for it in corner:
        yield paragraph("Corner", run(it["words"], it["face"]))
    before = gb.MARK_MM * gb.PT - len(corner) * gb.LINE - 0.15 * mark["size"]
    yield mark_line(mark, '<w:ind w:left="0"/>', before=before)
    gap = (gb.LINE - gb.THREE) / 2
    before = 2 * gb.LINE + gap - 0.13 * mark["size"] - styles.rest(styles.NUMBER_LINE, gb.THREE)
    line = border(round(gb.RED_LINE * 8), styles.RED, round(_under_number()))
    if layout["form"] == "minutes":
        yield paragraph("Number", run(layout["number"]), f'<w:spacing w:before="{twips(before)}"/>')
        before = gb.LINE - styles.NUMBER_LINE
        yield _opposite(layout["issuer"], run(layout["dated"]), line, before)
    elif layout["is_upward"] and layout["signatory"]:
        signatory = run("签发人：") + run(layout["signatory"], "楷体")
        yield _opposite(layout["number"], signatory, line, before)
    else:
        yield paragraph("Number", run(layout["number"]), f'{line}<w:spacing w:before="{twips(before)}"/>')


def _under_number() -> float:
    return gb.UNDER_NUMBER_MM * gb.PT - styles.below(styles.NUMBER_LINE, gb.THREE)


def _letter_head(layout: Layout) -> Iterator[str]:
    before = gb.UNDER_LETTER_LINE - styles.rest(gb.LINE, gb.THREE)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA}"/></w:tabs>'
    first, *others = layout["corner"] or [{"words": "", "face": "仿宋"}]
    words = f"{run(first['words'], first['face'])}<w:r><w:tab/></w:r>{run(layout['number'])}"
    yield paragraph("Corner", words, f'{tab}<w:spacing w:before="{twips(before)}"/>')
    for it in others:
        yield paragraph("Corner", run(it["words"], it["face"]))


def _opposite(left: str, right: str, line: str, before: float) -> str:
    """One character from the left and one from the right; a blank letter, because an indent would make the
    line below shorter."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{AREA - twips(gb.CHARACTER)}"/></w:tabs>'
    words = f"{run('　' + left)}<w:r><w:tab/></w:r>{right}"
    extra = f'{line}{tab}<w:spacing w:before="{twips(before)}"/><w:jc w:val="left"/>'
    return paragraph("Number", words, extra)
