"""What kind of file this is, by its content and not by its name; dangerous ones never reach a parser."""

import io
import zipfile
from enum import StrEnum
from zlib import error as ZlibError  # noqa: N812

from activityday.people.roster.workbook.grid import DAMAGED, LOCKED
from activityday.people.roster.workbook.limits import MEGABYTE, Limits
from activityday.people.roster.workbook.shapes import NotARoster

ASK = "请上传党员花名册的 Excel 文件（.xlsx、.xls）或 .csv 文件。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNING_OF_FILE = b"\x09\x08\x10\x00\x00\x06\x05\x00"
FILE_PASS = b"\x2f\x00"
# how a file begins → what it is
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "图片或音像文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
    (b"SQLite format 3", "数据库文件"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
)


class Kind(StrEnum):
    """How the content is read."""

    WORKBOOK = "workbook"
    WEB_PAGE = "web_page"
    TEXT = "text"


def kind_of(data: bytes, limits: Limits) -> Kind:
    """How to read `data`, or NotARoster saying what the file is and what to upload instead."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise NotARoster(f"文件是空的。{ASK}")
    if len(data) > limits.file_bytes:
        size, most = -(-len(data) // MEGABYTE), limits.file_bytes // MEGABYTE
        raise NotARoster(f"文件有{size} MB，超过{most} MB。请删去图片和多余的工作表，或者分成几个文件上传。")
    if data.startswith(b"PK"):
        _check_archive(data, limits)
        return Kind.WORKBOOK
    if data.startswith(OLE):
        _check_compound(data)
        return Kind.WORKBOOK
    return _kind_of_plain(data)


def _kind_of_plain(data: bytes) -> Kind:
    for start, name in FOREIGN:
        if data.startswith(start):
            raise NotARoster(f"这是{name}，不是表格。{ASK}")
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"):
        return Kind.WORKBOOK  # a very old .xls stands without a container
    head = data[:4096].replace(b"\x00", b"").lower()
    if b"mime-version" in head:
        raise NotARoster("这是网页存档格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再上传。")
    if b"<workbook" in head or b"schemas-microsoft-com:office:spreadsheet" in head:
        raise NotARoster("这是 XML 格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再上传。")
    return (
        Kind.WEB_PAGE if any(tag in head for tag in (b"<html", b"<table", b"<!doctype html")) else Kind.TEXT
    )


def _check_compound(data: bytes) -> None:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or _has_file_pass(data):
        raise NotARoster(LOCKED)
    if holds("WordDocument"):
        raise NotARoster(f"这是 Word 文档，不是表格。{ASK}")
    if holds("PowerPoint Document"):
        raise NotARoster(f"这是演示文稿，不是表格。{ASK}")


def _has_file_pass(data: bytes) -> bool:
    """Does an old .xls carry the record that stands right behind its beginning when it has a password?"""
    at = data.find(BEGINNING_OF_FILE)
    for _ in range(4 if at >= 0 else 0):
        kind, length = data[at : at + 2], int.from_bytes(data[at + 2 : at + 4], "little")
        if kind == FILE_PASS:
            return True
        at += 4 + length
    return False


def _check_archive(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ZlibError, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        raise NotARoster(DAMAGED) from None
    _check_bomb(parts, limits)
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    if any(name.startswith("xl/") for name in names):
        return
    if any(name.startswith("word/") for name in names):
        raise NotARoster(f"这是 Word 文档，不是表格。{ASK}")
    if any(name.startswith("ppt/") for name in names):
        raise NotARoster(f"这是演示文稿，不是表格。{ASK}")
    if "content.xml" not in names:
        raise NotARoster(f"这是压缩包，不是表格。请先解压，再上传里面的花名册。{ASK}")


def _check_bomb(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    swollen = any(
        part.file_size > limits.ratio_counts_from_bytes
        and part.file_size > limits.packing_ratio * max(part.compress_size, 1)
        for part in parts
    )
    too_large = sum(part.file_size for part in parts) > limits.unpacked_bytes
    if swollen or too_large or len(parts) > limits.packed_parts:
        raise NotARoster(
            "这个文件解开后大得不正常，没有打开。请把名册复制到一个新建的工作簿里，保存后再上传。"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise NotARoster(LOCKED)
