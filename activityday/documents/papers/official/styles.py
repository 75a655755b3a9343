"""The named styles of an official paper in Word, so that what a clerk adds looks like what was there."""

from dataclasses import dataclass
from math import floor
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from activityday.documents import fonts
from activityday.documents.papers.official import gbt9704 as gb

# Word sets a line of fixed height with the base line at four fifths of it; letters are 0.88 of their size
# above the base line and 0.12 below.
BASE, ABOVE, BELOW = 0.8, 0.88, 0.12
NUMBER_LINE = 20  # the height of the document number's line
RED = "FF0000"


@dataclass(frozen=True)
class Style:
    """A paragraph style. Lengths in points, indents in characters; `name` is Word's own where it has one
    (Normal is shown as 正文, Title as 标题), `alias` is shown beside it."""

    id: str
    name: str
    face: str = "仿宋"
    size: float = gb.THREE
    line: float = gb.LINE
    alias: str = ""
    align: str = "left"
    first: float = 0
    before: float = 0
    after: float = 0
    level: int | None = None
    color: str = ""
    keeps: bool = False
    follows: str = ""


STYLES = (
    Style("Normal", "Normal", align="both"),
    Style("Body", "公文正文", align="both", first=2),
    Style("Heading1", "heading 1", "黑体", alias="一级标题", first=2, level=0, keeps=True, follows="Body"),
    Style("Heading2", "heading 2", "楷体", alias="二级标题", first=2, level=1, keeps=True, follows="Body"),
    Style("Heading3", "heading 3", alias="三级标题", first=2, level=2, keeps=True, follows="Body"),
    Style("Heading4", "heading 4", alias="四级标题", first=2, level=3, keeps=True, follows="Body"),
    Style(
        "Title",
        "Title",
        "小标宋",
        gb.TWO,
        gb.TITLE_LINE,
        alias="公文标题",
        align="center",
        before=2 * gb.LINE,
        after=gb.LINE,
        follows="Body",
    ),
    Style("Corner", "份号密级紧急程度"),
    Style("Mark", "发文机关标志", "小标宋", gb.MARK_LARGEST, align="center", color=RED),
    Style("Number", "发文字号", line=NUMBER_LINE, align="center"),
    Style("Addressees", "主送机关", align="both", follows="Body"),
    Style("AnnexNote", "附件说明", align="both"),
    Style("Attendance", "出席人员", align="both"),
    Style("Signer", "发文机关署名", align="right", keeps=True),
    Style("Dated", "成文日期", align="right"),
    Style("Note", "附注", first=2),
    Style("AnnexLabel", "附件序号", "黑体", follows="AnnexTitle"),
    Style(
        "AnnexTitle",
        "附件标题",
        "小标宋",
        gb.TWO,
        gb.TITLE_LINE,
        align="center",
        before=gb.LINE,
        after=gb.LINE,
        follows="Body",
    ),
    Style("Caption", "caption", "黑体", alias="表题", align="center", before=gb.LINE / 2, keeps=True),
    Style("Cell", "表格文字", size=gb.TABLE, line=gb.TABLE * 1.4, align="center"),
    Style("HeadCell", "表头文字", "黑体", gb.TABLE, gb.TABLE * 1.4, align="center"),
    Style("Imprint", "版记", size=gb.FOUR),
    Style("Rule", "分隔线", size=1, line=0.5),
    Style("Header", "header", align="center"),
    Style("Footer", "footer", "宋体", gb.FOUR, 16, alias="页码"),
)
CHARACTERS = (("Heading1Char", "一级标题 字符", "黑体"), ("Heading2Char", "二级标题 字符", "楷体"))
# Twentieths of a point that bring 28 letters of 3号 into a line. Word's own grid would do it too, but other
# programs give a letter wider than its cell two cells: so the paragraphs carry it and leave the grid.
# One more, because some make the line as narrow as the cells they round.
SQUEEZE = floor((gb.CHARACTER - gb.THREE) * 20) - 1
# No hanging punctuation, no quarter space around digits, no line kept with the next: 22 × 28 stay 22 × 28.
_NO_SURPRISES = "".join(
    f'<w:{name} w:val="0"/>'
    for name in (
        "widowControl",
        "overflowPunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "adjustRightInd",
        "snapToGrid",
    )
)
_PLAIN = (
    ("character", "DefaultParagraphFont", "Default Paragraph Font"),
    ("table", "TableNormal", "Normal Table"),
    ("numbering", "NoList", "No List"),
)


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def indent(*, first: float = 0, left: float = 0, right: float = 0) -> str:
    """w:ind for indents in characters; a negative `first` hangs. Word takes the numbers in characters, other
    programs the lengths."""
    sides = []
    for name, value in (
        ("left", left),
        ("right", right),
        ("firstLine" if first >= 0 else "hanging", abs(first)),
    ):
        sides.append(f'w:{name}="{twips(value * gb.CHARACTER)}" w:{name}Chars="{round(value * 100)}"')
    return f"<w:ind {' '.join(sides)}/>"


def rest(line: float, size: float) -> float:
    """What is empty above the letters in a line of fixed height."""
    return BASE * line - ABOVE * size


def below(line: float, size: float) -> float:
    """What is empty below them."""
    return (1 - BASE) * line - BELOW * size


def faces(face: str) -> str:
    """w:rFonts of the face as offices have it."""
    name = fonts.OFFICE[face]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def apply(styles: Any) -> None:
    """Puts these styles in the place of all that stand in the w:styles element."""
    for old in list(styles):
        if old.tag.endswith(("}style", "}docDefaults")):
            styles.remove(old)
    defaults = (
        f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{faces("仿宋")}<w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    styles.insert(0, parse_xml(defaults))
    for kind, identity, name in _PLAIN:
        styles.append(_style(kind, identity, name, is_default=True))
    for style in STYLES:
        styles.append(_paragraph_style(style))
    for identity, name, face in CHARACTERS:
        styles.append(_style("character", identity, name, f"<w:qFormat/><w:rPr>{faces(face)}</w:rPr>"))


def font_table() -> bytes:
    """word/fontTable.xml: what Word takes where an office PC lacks a face."""
    entries = "".join(
        f'<w:font w:name="{fonts.OFFICE[face]}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in fonts.OFFICE_STAND_IN.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{entries}</w:fonts>".encode()


def _style(kind: str, identity: str, name: str, inner: str = "", *, is_default: bool = False) -> Any:
    default = ' w:default="1"' if is_default else ""
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{identity}"{default}>'
        f'<w:name w:val="{escape(name)}"/>{inner}</w:style>'
    )


def _paragraph_style(style: Style) -> Any:
    is_normal = style.id == "Normal"
    parts = [
        f'<w:aliases w:val="{style.alias}"/>' if style.alias else "",
        "" if is_normal else '<w:basedOn w:val="Normal"/>',
        f'<w:next w:val="{style.follows}"/>' if style.follows else "",
        "<w:qFormat/>",
        "<w:pPr>",
        "<w:keepNext/>" if style.keeps else "",
        _NO_SURPRISES if is_normal else "",
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"',
        f' w:line="{twips(style.line)}" w:lineRule="exact"/>',
        indent(first=style.first),
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else "",
        f"</w:pPr><w:rPr>{faces(style.face)}",
        f'<w:color w:val="{style.color}"/>' if style.color else "",
        f'<w:spacing w:val="{SQUEEZE if style.size == gb.THREE else 0}"/>',
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/></w:rPr>',
    ]
    return _style("paragraph", style.id, style.name, "".join(parts), is_default=is_normal)
