"""What is kept of an uploaded picture or scan: looked at by content, never by name; position data is gone."""

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from activityday.people.organisation.checks import Refused

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 4096
QUALITY = 88
MEGABYTE = 1024 * 1024
HEIC = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}
# many phones write a second picture behind the first and call the whole MPO
JPEG_FORMATS = ("JPEG", "MPO")
TAIL = 2048


@dataclass(frozen=True)
class Kept:
    """The bytes to keep, what they are, and their hash."""

    content: bytes
    content_type: str
    suffix: str

    @property
    def sha256(self) -> str:
        """The hash by which the same picture is known again."""
        return sha256(self.content).hexdigest()


def keep(content: bytes, name: str, *, most_bytes: int) -> Kept:
    """A JPEG, PNG or PDF fit to be kept: pictures turned upright and written anew without camera and position data.

    `name` only serves the sentence. Raises Refused for anything else, for broken files, and beyond `most_bytes`.
    """
    if not content:
        raise Refused(f"“{name}”是空文件，请重新选择。")
    if len(content) > most_bytes:
        size, most = len(content) / MEGABYTE, most_bytes / MEGABYTE
        raise Refused(f"“{name}”有 {size:.1f} MB，一个文件最多 {most:.0f} MB，请缩小后再上传。")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise Refused(
            f"“{name}”是苹果手机的 HEIC 格式，多数电脑打不开。"
            "请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或另存为 JPG 后上传。"
        )
    return _kept_scan(content, name) if content.startswith(b"%PDF-") else _kept_picture(content, name)


def _kept_scan(content: bytes, name: str) -> Kept:
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused(f"“{name}”这份 PDF 不完整，请重新扫描或导出后再上传。")
    if b"/JavaScript" in content or b"/Launch" in content:
        raise Refused(f"“{name}”这份 PDF 里带有可运行的内容，请只上传扫描件。")
    return Kept(content, "application/pdf", ".pdf")


def _kept_picture(content: bytes, name: str) -> Kept:
    try:
        with warnings.catch_warnings():
            # a picture larger than Pillow likes is judged by its size below, with a sentence
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _rewritten(content, name)
    except Image.DecompressionBombError:
        raise Refused(_too_large(name)) from None
    except UnidentifiedImageError:
        raise Refused(f"“{name}”不是照片或扫描件。可以上传 JPG、PNG 图片或 PDF 扫描件。") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refused(f"“{name}”这张图片已经损坏，打不开。请重新拍或重新导出。") from None


def _rewritten(content: bytes, name: str) -> Kept:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as source:
        if source.width * source.height > MOST_PIXELS:
            raise Refused(_too_large(name))
        is_jpeg = source.format in JPEG_FORMATS
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(source)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = _bare(upright)
    written = BytesIO()
    if is_jpeg:
        bare.save(written, "JPEG", quality=QUALITY)
        return Kept(written.getvalue(), "image/jpeg", ".jpg")
    bare.save(written, "PNG", optimize=True)
    return Kept(written.getvalue(), "image/png", ".png")


def _bare(picture: Image.Image) -> Image.Image:
    """The dots alone on white, without anything that was said about them."""
    if picture.mode in {"1", "L"}:
        bare = Image.new(picture.mode, picture.size)
        bare.paste(picture)
        return bare
    coloured = picture.convert("RGBA")
    bare = Image.new("RGB", picture.size, "white")
    bare.paste(coloured, mask=coloured.getchannel("A"))
    return bare


def _too_large(name: str) -> str:
    return f"“{name}”的尺寸太大（超过 {MOST_PIXELS // 10000} 万像素），请用普通清晰度重新拍或缩小后上传。"
