from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from activityday.documents import press, word
from activityday.documents.papers.record import render_record_docx, words_of
from activityday.documents.word import TemplateRefused, check_template
from activityday.documents.word_templates import standard
from tests.documents.samples import record


def made(*lines, heading=None):
    """A template as a clerk would type it, a paragraph per line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if heading:
        document.sections[0].header.paragraphs[0].text = heading
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def with_parts(template, **parts):
    """The package with more parts, or with a part's content changed by a function."""
    kept = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.pop(name, None)
            new.writestr(name, change(old.read(name)) if change else old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return kept.getvalue()


def lines_of(docx):
    return [p.text for p in Document(BytesIO(docx)).paragraphs]


def test_the_standard_templates_pass_their_own_check():
    check_template("record", standard("record"))
    check_template("minutes", standard("minutes"))


def test_a_clerks_own_template_is_filled():
    own = made(
        *(
            "{{ unit }}本月活动：{{ theme }}",
            "{%p for part in segments %}",
            "{{ loop.index }} {{ part.form }}",
        ),
        *(
            "{%p if part.decisions %}",
            "议定：{{ part.decisions|join('；') }}",
            "{%p endif %}",
            "{%p endfor %}",
        ),
        heading="{{ version }}",
    )
    printed = render_record_docx(record(), own)
    assert lines_of(printed) == [
        *(
            "中共樟树镇文谊新村支部委员会本月活动：研究村级道路维修",
            "1 集中学习",
            "2 专题讨论",
            "议定：同意道路维修方案。",
        )
    ]
    assert Document(BytesIO(printed)).sections[0].header.paragraphs[0].text == "第 2 版"


def test_a_placeholder_that_word_has_split_into_runs_is_still_understood():
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("主题：{", "{ the", "me }", "}"):
        paragraph.add_run(piece)
    kept = BytesIO()
    document.save(kept)
    assert lines_of(press.docx("record", words_of(record()), template_bytes=kept.getvalue())) == [
        "主题：研究村级道路维修"
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{{ salary }}", "不认识的占位符：salary"),
        ("{{ unit.__class__ }}", "不认识的占位符：unit.__class__"),
        ("{% for s in segments %}{{ s.secret }}{% endfor %}", "不认识的占位符：s.secret"),
        ("{{ 7*7 }}", "不能用：Mul"),
        ("{{ ''.join(unit) }}", "不能用：Call"),
        ("{{ unit['x'] }}", "不能用：Getitem"),
        ("{{ unit|attr('upper') }}", "不能用：过滤器 attr"),
        ("{% for n in range(999999999) %}x{% endfor %}", "不能用：列表以外的循环"),
        ("{% set x = unit %}", "不能用：Assign"),
        ("{% include 'x' %}", "不能用：Include"),
        ("{% macro m() %}{% endmacro %}", "不能用：Macro"),
        ("{{ segments }}", "占位符 segments 是一个列表"),
        ("{% for c in unit %}{{ c }}{% endfor %}", "占位符 unit 不是列表"),
        ("{{ unit", "占位符写法有误"),
        ("{% if unit %}没有结束", "占位符写法有误"),
    ],
)
@pytest.mark.parametrize("where", ["body", "header"])
def test_what_a_template_may_not_say_is_refused_in_words(line, sentence, where):
    own = made(line) if where == "body" else made("甲", heading=line)
    with pytest.raises(TemplateRefused, match=sentence):
        check_template("record", own)


def test_jinja_in_the_properties_of_the_file_is_refused():
    document = Document()
    document.core_properties.title = "{{ ''.__class__ }}"
    kept = BytesIO()
    document.save(kept)
    with pytest.raises(TemplateRefused, match="占位符"):
        check_template("record", kept.getvalue())


def test_a_loop_from_outside_a_table_into_it_is_refused_in_words():
    document = Document()
    document.add_paragraph("{% for s in segments %}")
    document.add_table(1, 1).cell(0, 0).text = "{% endfor %}"
    kept = BytesIO()
    document.save(kept)
    with pytest.raises(TemplateRefused, match="跨错了位置"):
        check_template("record", kept.getvalue())


def relation(target):
    entry = (
        f'<Relationship Id="rX" TargetMode="External" Target="{target}" Type="http://x/relationships/image"/>'
    )
    return lambda old: old.replace(b"</Relationships>", f"{entry}</Relationships>".encode())


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/vbaProject.bin": b"x"}, "带有宏"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "带有宏或控件"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "嵌入了别的文件"),
        ({"word/_rels/document.xml.rels": relation("http://example.org/spy.png")}, "引用了外部文件"),
        ({"word/document.xml": lambda old: b'<!DOCTYPE a [<!ENTITY b "c">]>' + old}, "内部写法不安全"),
        ({"word/media/big.png": b"\0" * 41_000_000}, "解开后过大"),
        ({"word/extra.xml": b"<a>" + b" " * 3_100_000 + b"</a>"}, "文字部分过大"),
        ({f"word/p{n}.txt": b"x" for n in range(501)}, "解开后过大"),
    ],
)
def test_a_dangerous_package_is_refused_in_words(parts, sentence):
    with pytest.raises(TemplateRefused, match=sentence):
        check_template("record", with_parts(made("{{ unit }}"), **parts))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "这不是 Word 文档"),
        (b"hello", "这不是 Word 文档"),
        (b"%PDF-1.7", "这不是 Word 文档"),
        (b"PK\x03\x04" + b"x" * 100, "这不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "旧格式或加了密码"),
        (b"x" * 5_000_001, "超过 5 MB"),
        (standard("record")[:-200], "这不是 Word 文档"),
    ],
)
def test_a_file_that_is_no_word_document_is_refused_in_words(content, sentence):
    with pytest.raises(TemplateRefused, match=sentence):
        check_template("record", content)


def test_a_workbook_renamed_to_docx_is_refused_in_words():
    kept = BytesIO()
    with ZipFile(kept, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(TemplateRefused, match="这不是 Word 文档"):
        check_template("record", kept.getvalue())


def test_a_refused_template_is_never_filled():
    with pytest.raises(TemplateRefused):
        render_record_docx(record(), made("{{ salary }}"))


def test_an_unknown_template_name_is_a_programming_error():
    with pytest.raises(KeyError):
        word.fill("payroll", {})
