"""A file is known by what is in it, never by its name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from activityday.office.filings.attachments import DOCX, PDF, TXT, Upload, looked_at, plain_name
from activityday.people.organisation.checks import Refused


def packed(**parts: bytes) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return kept.getvalue()


def real_docx() -> bytes:
    kept = BytesIO()
    Document().save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "suffix"),
    [
        (real_docx(), DOCX, ".docx"),
        (b"%PDF-1.7\n...\n%%EOF\n", PDF, ".pdf"),
        ("学习".encode(), TXT, ".txt"),
        ("学习".encode("gbk"), TXT, ".txt"),
    ],
)
def test_word_pdf_and_text_are_kept_under_any_name(content: bytes, kind: str, suffix: str) -> None:
    kept = looked_at(Upload("什么.exe", content))
    assert (kept.content_type, kept.suffix, len(kept.sha256)) == (kind, suffix, 64)


@pytest.mark.parametrize(
    ("name", "kept"), [("什么.exe", "什么.exe.txt"), ("要点.TXT", "要点.TXT"), ("要点", "要点.txt")]
)
def test_a_file_is_handed_on_under_the_name_of_what_it_is(name: str, kept: str) -> None:
    assert looked_at(Upload(name, "学习".encode())).name == kept


@pytest.mark.parametrize("name", ["要点.pdf", "要点.DOCX", "要点.doc", "要点.wps"])
def test_a_text_that_claims_to_be_a_document_is_sent_back(name: str) -> None:
    with pytest.raises(Refused, match="里面不是这种格式"):
        looked_at(Upload(name, b"<html>404</html>"))


def test_a_text_is_kept_in_one_encoding() -> None:
    assert looked_at(Upload("a.txt", "党员活动日".encode("gbk"))).content == "党员活动日".encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"x" * (10 * 1024 * 1024 + 1), "最多 10 MB"),
        (b"%PDF-1.7 cut off", "不完整"),
        (b"%PDF-1.7 /JavaScript \n%%EOF", "可运行的内容"),
        (b"%PDF-1.7 /Launch \n%%EOF", "可运行的内容"),
        (b"PK\x03\x04 broken", "已经损坏"),
        (packed(xl__workbook_dot_xml=b"<x/>"), "不是 Word 文档"),
        (packed(word__document_dot_xml=b"<x/>", word__vbaProject_dot_bin=b"x"), "宏、控件或嵌入"),
        (packed(word__document_dot_xml=b"<x/>", word__embeddings__a_dot_bin=b"x"), "宏、控件或嵌入"),
        (b"\xd0\xcf\x11\xe0rest", "旧格式或加了密码"),
        (b"MZ\x00\x01", "看不懂"),
        (b"\xff\xff\xff", "看不懂"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        looked_at(Upload("文件.docx", content))


def test_what_unfolds_without_end_is_refused() -> None:
    kept = BytesIO()
    with ZipFile(kept, "w", compression=8) as package:
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(Refused, match="展开以后太大"):
        looked_at(Upload("大.docx", kept.getvalue()))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\桌面\\要点.docx", "要点.docx"),
        ("../../etc/passwd", "passwd"),
        ("..", "未命名"),
        ("a\x00b?.txt", "ab.txt"),
    ],
)
def test_a_name_is_only_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain
