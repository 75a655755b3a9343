"""Official papers, printed and measured: the PDF to 1 mm, the Word file (as LibreOffice sets it) to 2 mm.

LibreOffice puts a fifth of a letter between figures and characters, which Word is told not to do: what ends
with a date is measured at its right end, and the middle of a date to 4 mm.
"""

import shutil
import subprocess
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.oxml.ns import qn

from activityday.documents import fonts
from activityday.documents.papers.official import (
    Annex,
    Heading,
    PaperKind,
    Paragraph,
    Table,
    render_official_docx,
    render_official_pdf,
)
from activityday.documents.papers.official import gbt9704 as gb
from tests.documents.looking import words
from tests.documents.measuring import extent, line, lines, masks, page_count, rules
from tests.documents.samples import HOSTILE, RARE, official, official_papers

PAPERS = official_papers()
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
CHARACTER = 156 / 28
LINE = gb.LINE / gb.PT
OWN = 1  # 日 leaves about a millimetre of its own box empty

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
BOTH = [
    pytest.param("pdf", 1, id="pdf"),
    pytest.param("docx", 2, id="docx", marks=[pytest.mark.slow, needs_office]),
]
both = pytest.mark.parametrize(("how", "off"), BOTH)


@cache
def pdf_of(name):
    return render_official_pdf(PAPERS[name])


@pytest.fixture(scope="session")
def converted(tmp_path_factory):
    """The Word files of all papers as LibreOffice sets them, with the faces that this machine has."""
    folder = tmp_path_factory.mktemp("office")
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(render_official_docx(paper))
    chains = fonts.chains(fonts.collection(fonts.folder()))
    faces = "".join(
        f"<alias binding='same'><family>{escape(office)}</family><prefer>"
        f"<family>{escape(chains[face][0])}</family></prefer></alias>"
        for face, office in fonts.OFFICE.items()
    )
    (folder / "fonts.conf").write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
        f"<dir>{fonts.folder()}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir>"
        f"{faces}</fontconfig>",
        encoding="utf-8",
    )
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx"))),
        ],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        check=True,
        capture_output=True,
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in PAPERS}


@pytest.fixture
def printed(request):
    """The named paper as PDF, printed directly or through its Word file."""
    return lambda how, name: pdf_of(name) if how == "pdf" else request.getfixturevalue("converted")[name]


def near(value, off):
    return pytest.approx(value, abs=off)


# The page


@both
def test_a_page_has_22_lines_of_28_characters_that_fill_the_type_area(printed, how, off):
    pdf = printed(how, "book")
    for page in range(2, 11):
        *body, _ = lines(pdf, page)
        assert [len(text) for _, _, text in body] == [28] * 22
        assert body[-1][0] - body[0][0] == near(21 * LINE, 0.5)
    left, top, right, bottom = extent(masks(pdf, 5)[0], bottom=BOTTOM + 3)
    assert (left, right) == (near(LEFT, off), near(RIGHT, off))
    assert TOP <= top <= TOP + 4.5
    assert BOTTOM - 4.5 <= bottom <= BOTTOM + 0.5


@both
def test_no_line_of_any_paper_leaves_the_type_area(printed, how, off):
    for name in PAPERS:
        pdf = printed(how, name)
        for page in range(1, page_count(pdf) + 1):
            for base, left, text in lines(pdf, page):
                is_outside = text.startswith("—") or (name, page, text) == ("letter", 1, "中共樟树镇委员会")
                assert is_outside or (TOP + 4 < base < BOTTOM and left >= LEFT - 0.3), (name, page, text)


@both
def test_page_numbers_stand_7_mm_below_right_on_odd_left_on_even_pages(printed, how, off):
    pdf = printed(how, "book")
    assert page_count(pdf) == 12
    for page in range(1, 13):
        _, _, text = lines(pdf, page)[-1]
        assert text == f"—{page}—"
        left, _, right, _ = extent(masks(pdf, page)[0], top=BOTTOM + 2)
        assert (RIGHT - right if page % 2 else left - LEFT) == near(CHARACTER, off)
    dash = extent(masks(pdf, 2)[0], top=BOTTOM + 2, right=LEFT + CHARACTER + 4)
    assert (dash[1] + dash[3]) / 2 == near(BOTTOM + 7, off)


# The head


@both
def test_the_mark_the_number_and_the_red_line(printed, how, off):
    pdf = printed(how, "unsealed")
    _, red = masks(pdf, 1)
    (line_top, thickness, line_left, line_width), *others = rules(red)
    assert others == []
    left, top, right, bottom = extent(red, bottom=line_top - 1)
    assert top == near(TOP + 35, off)
    assert (left + right) / 2 == near(106, off)
    assert (line_left, line_width) == (near(LEFT, off), near(156, off))
    assert thickness == near(0.5, 0.2)
    number = extent(masks(pdf, 1)[0], top=bottom + 2, bottom=line_top)
    assert line_top - number[3] == near(4, off)
    assert (number[0] + number[2]) / 2 == near(106, off)
    # two lines and half a gap, and what the letters leave empty in their own boxes
    assert number[1] - bottom == near(2 * LINE + 2.3 + 1.2, off)


@both
def test_the_title_stands_two_lines_below_the_red_line_and_the_addressees_one_below_it(printed, how, off):
    pdf = printed(how, "unsealed")
    dark, red = masks(pdf, 1)
    line_top = rules(red)[0][0]
    title = extent(dark, top=line_top + 2, bottom=line_top + 40)
    assert title[1] - line_top == near(2 * LINE + 2, off)
    base, left = line(pdf, 1, "各村（社区）、镇属部门党组织：")
    title_base, _ = line(pdf, 1, "关于做好党员活动日工作的通知")
    assert base - title_base == near(2 * LINE, off)
    assert left == near(LEFT, off)
    text, indent = line(pdf, 1, "每月第一周")
    assert text - base == near(LINE, 0.3)
    assert indent == near(LEFT + 2 * CHARACTER, off)


@both
def test_a_paper_that_goes_upward_has_its_number_left_and_who_signs_right(printed, how, off):
    pdf = printed(how, "request")
    red = masks(pdf, 1)[1]
    line_top = rules(red)[0][0]
    assert extent(red, bottom=line_top - 1)[1] == near(TOP + 35, off)
    left, _, right, bottom = extent(masks(pdf, 1)[0], top=line_top - 12, bottom=line_top)
    assert (left - LEFT, RIGHT - right) == (near(CHARACTER, off), near(CHARACTER, off))
    assert line_top - bottom == near(4, off)
    assert "樟发〔2017〕37号签发人：王小明" in words(pdf)[0]


@both
def test_copy_number_secrecy_and_urgency_stand_top_left_one_below_the_other(printed, how, off):
    found = lines(printed(how, "request"), 1)[:3]
    assert [text for _, _, text in found] == ["000012", "内部★1年", "特急"]
    assert [x for _, x, _ in found] == [near(LEFT, off)] * 3
    assert found[2][0] - found[0][0] == near(2 * LINE, 0.3)


@both
def test_a_letter_has_its_mark_30_mm_below_the_edge_and_two_double_lines(printed, how, off):
    pdf = printed(how, "letter")
    dark, red = masks(pdf, 1)
    upper, under, lower, last = rules(red)
    assert [rule[3] for rule in (upper, under, lower, last)] == [near(170, 0.5)] * 4
    assert [rule[2] for rule in (upper, under, lower, last)] == [near(20, 0.5)] * 4
    assert upper[1] > under[1]  # thick above thin
    assert lower[1] < last[1]  # thin above thick
    _, top, _, bottom = extent(red, bottom=upper[0] - 1)
    assert top == near(30, off)
    assert upper[0] - bottom == near(4, off)
    assert last[0] + last[1] == near(277, off)
    number, _ = line(pdf, 1, "樟函〔2017〕3号")
    assert extent(dark, top=number - 5, bottom=number + 1)[2] == near(RIGHT, off)
    # LibreOffice centres the shorter type area of this page on its grid, 3.5 mm lower
    lower_by = 3.5 if how == "docx" else 0
    letters_top = number - 0.88 * gb.THREE / gb.PT
    assert letters_top - under[0] - under[1] - lower_by == near(gb.UNDER_LETTER_LINE / gb.PT, off)
    assert ["—1—" in words(pdf)[0], "—2—" in words(pdf)[1]] == [False, True]


@both
def test_a_letter_s_foot_has_neither_lines_nor_printer_and_is_the_last_line(printed, how, off):
    pdf = printed(how, "letter")
    dark, _ = masks(pdf, 2)
    assert rules(dark) == []
    assert "印发" not in words(pdf)[1]
    copies = lines(pdf, 2)[-2]
    assert copies[2].startswith("抄送：县委组织部")
    assert copies[0] == near(258.5, off)


@both
def test_minutes_have_issuer_and_date_under_the_number_and_no_signature(printed, how, off):
    pdf = printed(how, "minutes")
    dark, red = masks(pdf, 1)
    assert extent(red)[1] == near(TOP + 35, off)
    base, left = line(pdf, 1, "中共樟树镇委员会" if how == "pdf" else "\u3000中共樟树镇委员会")
    assert base - line(pdf, 1, "樟纪〔2017〕3号")[0] == near(LINE, 0.5)
    letters = extent(dark, top=base - 5, bottom=base + 1)
    assert left == near(LEFT + CHARACTER if how == "pdf" else LEFT, off)  # in Word an empty letter
    assert RIGHT - letters[2] == near(CHARACTER + OWN, off)
    assert "".join(words(pdf)).count("中共樟树镇委员会2017年5月5日") == 1
    attended, at = line(pdf, 1, "出席：")
    assert at == near(LEFT + 2 * CHARACTER, off)
    second = next(x for base, x, _ in lines(pdf, 1) if base > attended + 5)
    assert second == near(LEFT + 5 * CHARACTER, off)


# The end


@both
def test_a_sealed_paper_s_date_ends_4_from_the_right_with_the_signature_over_its_middle(printed, how, off):
    pdf = printed(how, "book")
    dark, _ = masks(pdf, 11)
    signer, _ = line(pdf, 11, "中共樟树镇委员会")
    dated, _ = line(pdf, 11, "2017年5月5日")
    assert dated - signer == near(LINE, 0.3)
    over = extent(dark, top=signer - 5, bottom=signer + 1)
    under = extent(dark, top=dated - 5, bottom=dated + 1)
    assert RIGHT - under[2] == near(4 * CHARACTER + OWN, off)
    assert (over[0] + over[2]) / 2 == near((under[0] + under[2]) / 2, 1 if how == "pdf" else 4)
    text = max(base for base, _, words in lines(pdf, 11) if words.startswith("请认真") or "镇镇" in words)
    assert signer - text == near(3 * LINE, 0.3)


@both
def test_without_a_seal_the_signature_ends_2_from_the_right_and_the_date_begins_2_later(printed, how, off):
    pdf = printed(how, "unsealed")
    dark, _ = masks(pdf, 1)
    signer, left, _ = [found for found in lines(pdf, 1) if found[2] == "中共樟树镇委员会"][-1]
    _, date_left = line(pdf, 1, "2017年5月5日")
    assert RIGHT - extent(dark, top=signer - 5, bottom=signer + 1)[2] == near(2 * CHARACTER, off)
    late = CHARACTER if how == "docx" else 0  # LibreOffice's space between figures and characters
    assert date_left - left == near(2 * CHARACTER - late, off)
    assert signer - line(pdf, 1, "请认真遵照执行。")[0] == near(2 * LINE, 0.3)


@both
def test_the_foot_stands_on_the_last_line_of_the_last_page_an_even_one(printed, how, off):
    for name in ("notice", "unsealed", "book", "alone", "minutes", "many", "crowd"):
        pdf = printed(how, name)
        last = page_count(pdf)
        assert last % 2 == 0
        found = rules(masks(pdf, last)[0], least=150)
        assert len(found) == 3
        assert [length for *_, length in found] == [near(156, 0.5)] * 3
        assert found[-1][0] + found[-1][1] == near(BOTTOM, off + 0.4)
        assert found[0][1] == near(0.35, 0.1)
        assert found[1][1] == near(0.25, 0.1)
        assert "中共樟树镇委员会办公室2017年5月16日印发" in words(pdf)[last - 1]


@both
def test_where_the_last_even_page_is_full_an_empty_page_comes_first_and_neither_has_a_number(
    printed, how, off
):
    pages = words(printed(how, "blank"))
    assert len(pages) == 4
    assert "—2—" in pages[1]
    assert pages[2] == ""
    assert pages[3] == "抄送：县委组织部，镇人大主席团，镇政府。中共樟树镇委员会办公室2017年5月16日印发"


@both
def test_a_signature_is_never_alone_on_its_page(printed, how, off):
    pages = words(printed(how, "alone"))
    assert pages[2].startswith("镇")
    assert pages[2].endswith("中共樟树镇委员会2017年5月5日—3—")


def test_only_the_last_lines_go_with_a_signature():
    # 8 lines, 18 of the 20 that there is room for, then the last two with signature, date, page number
    assert [len(lines(pdf_of("alone"), page)) for page in (1, 2, 3)] == [4 + 8 + 1, 18 + 1, 2 + 2 + 1]


@both
def test_annexes_are_listed_below_the_text_and_begin_pages_of_their_own(printed, how, off):
    pdf = printed(how, "notice")
    pages = words(pdf)
    assert [n for n, page in enumerate(pages, start=1) if page.startswith("附件")] == [4, 5, 6]
    listed = [text for _, _, text in lines(pdf, 3)]
    first = listed.index("附件：1．关于全面推行党员活动日的实施方案")
    assert listed[first + 1] == "2．樟树镇“党支部建设年”工作实施方案"
    assert listed[first + 2].startswith("3．党员活动日报备表（每半年")
    places = [x for _, x, _ in lines(pdf, 3)][first : first + 4]
    steps = [2, 5, 5, 6.5]
    assert places == [near(LEFT + step * CHARACTER, off) for step in steps]
    (label, at, text), (title, _, _), *_ = lines(pdf, 4)
    assert (text, at) == ("附件1", near(LEFT, off))
    assert title - label == near(2 * LINE + 0.5, off)


@both
def test_headings_are_numbered_and_rare_names_are_there(printed, how, off):
    text = "".join(words(printed(how, "notice")))
    for part in (
        "一、活动时间",
        "（一）组织学习教育。每月",
        "1．明确专人",
        "（1）按时报送",
        "二、有关要求",
        RARE,
    ):
        assert part in text
    assert "文谊新村党支部453884.4%" in text


@both
def test_twelve_addressees_stand_flush_left_with_one_colon(printed, how, off):
    pdf = printed(how, "many")
    start, _ = line(pdf, 1, "第一村党支部委员会、")
    end, _ = line(pdf, 1, "每月第一周")
    addressed = [(x, text) for base, x, text in lines(pdf, 1) if start <= base < end]
    assert [x for x, _ in addressed] == [near(LEFT, off)] * len(addressed)
    text = "".join(text for _, text in addressed)
    assert (text.count("、"), text[-4:]) == (11, "委员会：")


@both
def test_too_many_addressees_move_to_the_foot_so_that_the_first_page_has_text(printed, how, off):
    pages = words(printed(how, "crowd"))
    assert "每月第一周" in pages[0]
    assert "第10村" not in pages[0]
    assert "主送：第10村党支部委员会、" in pages[1]
    assert "第35村党支部委员会。抄送：" in pages[1]


# Both ways


@pytest.mark.parametrize("render", [render_official_pdf, render_official_docx])
def test_the_same_paper_gives_the_same_bytes(render):
    assert render(PAPERS["notice"]) == render(official_papers()["notice"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_as_they_are(text):
    paper = official(
        kind=PaperKind.REQUEST,
        issuer=text,
        title=text,
        addressees=(text,),
        body=(Paragraph(text), Heading(2, text, text), Table((text,), ((text,),), text)),
        annexes=(Annex(text, (Heading(1, text),)), Annex(text)),
        mark=text,
        signer=text,
        signatory=text,
        note=text,
        copies_to=(text,),
        printed_by=text,
        secrecy=text,
        urgency=text,
    )
    plain = "".join(text.split())
    assert "".join(words(render_official_pdf(paper))).count(plain) >= 14
    body = "".join(Document(BytesIO(render_official_docx(paper))).element.body.itertext())
    assert "".join(body.split()).count(plain) >= 14


def test_control_characters_are_left_out():
    body = (Paragraph("甲\x07乙\u202e丙"),)
    assert "甲乙丙" in "".join(words(render_official_pdf(official(body=body))))
    assert "甲乙丙" in [
        p.text for p in Document(BytesIO(render_official_docx(official(body=body)))).paragraphs
    ]


# The Word file as a clerk meets it


def word_file(name):
    return Document(BytesIO(render_official_docx(PAPERS[name])))


def test_every_paragraph_has_a_named_style():
    used = [(p.style.name, p.text) for p in word_file("notice").paragraphs if p.text]
    assert used[0] == ("发文机关标志", "中共樟树镇委员会文件")
    assert used[1] == ("发文字号", "樟发〔2017〕37号")
    assert used[2][0] == "Title"
    assert used[3] == ("主送机关", "各村（社区）、镇属部门党组织：")
    assert used[4][0] == "公文正文"
    assert used[5] == ("Heading 1", "一、活动时间")
    assert [name for name, _ in used if name == "Normal"] == []


def test_the_styles_are_shown_by_their_chinese_names_and_no_others_are_in_the_way():
    styles = word_file("notice").styles.element
    aliases = {
        each.find(qn("w:name")).get(qn("w:val")): each.find(qn("w:aliases")).get(qn("w:val"))
        for each in styles.findall(qn("w:style"))
        if each.find(qn("w:aliases")) is not None
    }
    assert aliases == {
        "heading 1": "一级标题",
        "heading 2": "二级标题",
        "heading 3": "三级标题",
        "heading 4": "四级标题",
        "Title": "公文标题",
        "caption": "表题",
        "footer": "页码",
    }
    assert len(styles.findall(qn("w:style"))) == 30


def test_the_page_set_up_says_22_lines_of_28_characters():
    section = word_file("notice").sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert {name.split("}")[1]: value for name, value in grid.attrib.items()} == {
        "type": "linesAndChars",
        "linePitch": "579",
        "charSpace": "-849",
    }
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm, 1) for edge in edges] == [37, 35, 28, 26]


def test_the_faces_are_those_of_an_office_and_word_knows_what_to_take_instead():
    document = word_file("notice")
    faces = {each.get(qn("w:eastAsia")) for each in document.styles.element.iter(qn("w:rFonts"))}
    assert faces == {"仿宋_GB2312", "黑体", "宋体", "楷体_GB2312", "方正小标宋简体"}
    table = next(
        part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
    ).blob.decode()
    assert 'w:name="方正小标宋简体"><w:altName w:val="华文中宋"/>' in table


def test_properties_stand_in_the_order_that_word_asks_for():
    order = [
        *("pStyle", "keepNext", "pageBreakBefore", "widowControl", "pBdr", "tabs", "overflowPunct"),
        *("autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind", "jc"),
        *("outlineLvl", "sectPr"),
    ]
    for name in PAPERS:
        document = word_file(name)
        for root in (document.element, document.styles.element):
            for properties in root.iter(qn("w:pPr")):
                names = [each.tag.split("}")[1] for each in properties]
                assert names == sorted(set(names), key=order.index)


def test_a_table_is_a_table_whose_head_is_repeated():
    (table,) = word_file("notice").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["党支部", "应到", "实到", "参与率"],
        ["文谊新村党支部", "45", "38", "84.4%"],
        ["兴塘村党支部", "31", "27", "87.1%"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_file_says_who_issued_it_and_nothing_of_how_it_was_made():
    core = word_file("notice").core_properties
    assert (core.author, core.comments) == ("中共樟树镇委员会", "")
    assert core.title.startswith("中共樟树镇委员会关于印发")
