"""Files that an office hands down or sends up: looked at by content, never by name, and kept outside the web root."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from activityday.people.organisation.checks import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
LONGEST_NAME = 120
TAIL = 2048
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
TXT = "text/plain; charset=utf-8"
OLE = b"\xd0\xcf\x11\xe0"
ACCEPTED = ".docx,.pdf,.txt"
# names that a text does not have: such a file was cut off or is a page saved under a wrong name
OFFICE_NAMES = (".pdf", ".doc", ".docx", ".wps")


@dataclass(frozen=True)
class Upload:
    """A file as it came: what the sender called it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class KeptFile:
    """The bytes to keep, what they are, and their name."""

    name: str
    content: bytes
    content_type: str
    suffix: str

    @property
    def sha256(self) -> str:
        """The hash by which the same file is known again."""
        return sha256(self.content).hexdigest()


def looked_at(upload: Upload) -> KeptFile:
    """A Word document, PDF or text fit to be kept. Raises Refused for anything else, and beyond 10 MB."""
    name, content = plain_name(upload.name), upload.content
    if not content:
        raise Refused(f"“{name}”是空文件，请重新选择。")
    if len(content) > MOST_BYTES:
        size = len(content) / MEGABYTE
        raise Refused(f"“{name}”有 {size:.1f} MB，一个文件最多 {MOST_BYTES // MEGABYTE} MB，请缩小后再上传。")
    if content.startswith(b"%PDF-"):
        return _pdf(name, content)
    if content.startswith(b"PK\x03\x04"):
        return _docx(name, content)
    if content.startswith(OLE):
        raise Refused(f"“{name}”是旧格式或加了密码的文件，请去掉密码，另存为 .docx 后再上传。")
    return _txt(name, content)


def plain_name(name: str) -> str:
    """The last part of a path, without signs that a system could read as anything else."""
    last = name.replace("\\", "/").rpartition("/")[2]
    safe = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    return safe[-LONGEST_NAME:] or "未命名"


@contextmanager
def stored(path: str, content: bytes) -> Iterator[None]:
    """Write the file, and take it away again when what follows fails: no file without its row.

    Raises Refused when the disk takes nothing more.
    """
    try:
        default_storage.save(path, ContentFile(content))
        yield
    except BaseException as error:
        with contextlib.suppress(OSError):
            default_storage.delete(path)
        if isinstance(error, OSError):
            raise Refused("服务器的磁盘写不进去了（可能已满），文件没有保存。请告诉系统维护人员。") from error
        raise


def _pdf(name: str, content: bytes) -> KeptFile:
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused(f"“{name}”这份 PDF 不完整，请重新导出后再上传。")
    if b"/JavaScript" in content or b"/Launch" in content:
        raise Refused(f"“{name}”这份 PDF 里带有可运行的内容，请另存为普通 PDF 再上传。")
    return KeptFile(_ending(name, ".pdf"), content, PDF, ".pdf")


def _docx(name: str, content: bytes) -> KeptFile:
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = [part.filename.casefold() for part in package.infolist()]
            unpacked = sum(part.file_size for part in package.infolist())
    except BadZipFile:
        raise Refused(f"“{name}”已经损坏，打不开。请重新另存一次再上传。") from None
    if unpacked > MOST_UNPACKED:
        raise Refused(f"“{name}”展开以后太大，请压缩里面的图片再上传。")
    if "word/document.xml" not in parts:
        raise Refused(f"“{name}”不是 Word 文档。可以上传 .docx、.pdf 或 .txt。")
    if any(part.endswith("vbaproject.bin") or "activex" in part or "/embeddings/" in part for part in parts):
        raise Refused(f"“{name}”里带有宏、控件或嵌入的文件，请另存为普通 .docx 再上传。")
    return KeptFile(_ending(name, ".docx"), content, DOCX, ".docx")


def _ending(name: str, suffix: str) -> str:
    return name if name.casefold().endswith(suffix) else name + suffix


def _txt(name: str, content: bytes) -> KeptFile:
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if "\x00" in text:
                break
            if name.casefold().endswith(OFFICE_NAMES):
                raise Refused(f"“{name}”里面不是这种格式，可能没有下载完整。请打开看看，另存以后再上传。")
            return KeptFile(_ending(name, ".txt"), text.encode(), TXT, ".txt")
    raise Refused(f"“{name}”看不懂。可以上传 .docx、.pdf 或 .txt。")
