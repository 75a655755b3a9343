"""The marks a machine reads on a sheet: its code with a check character, the QR code, the corner marks."""

import re
from dataclasses import dataclass
from functools import cache

import cv2
import segno

# Digits and capitals without I, L, O, U: what is typed from paper is not mistaken.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY = 5
FORMAT = "PS1"  # "printed sheet, layout 1"
MAX_PAGES = 999

_PAYLOAD = re.compile(rf"{FORMAT}:([{ALPHABET}]{{{BODY + 1}}}):([1-9][0-9]{{0,2}}):([{ALPHABET}])")
_MISREAD = str.maketrans("OILU", "011V", " -—－　")


class CodeRefused(ValueError):  # noqa: N818
    """A sheet code that no printer of ours made; the sentence says what to do."""


@dataclass(frozen=True)
class PageCode:
    """What the QR code of a page says: the sheet's code and the page, from 1."""

    code: str
    page: int


def sheet_code(serial: int) -> str:
    """The human-readable code of the sheet with number `serial` (0 … 33,554,431): five characters and a
    check character, such as 00A7KD. Every single wrong character and every swap of two is found."""
    if not 0 <= serial < len(ALPHABET) ** BODY:
        raise ValueError(f"a sheet's serial must be 0 to {len(ALPHABET) ** BODY - 1}, not {serial}")
    body = "".join(ALPHABET[serial >> (5 * place) & 31] for place in reversed(range(BODY)))
    return body + _check(body)


def check_code(text: str) -> bool:
    """Whether `text`, as printed, is a code with a right check character."""
    return len(text) == BODY + 1 and set(text) <= set(ALPHABET) and _check(text[:-1]) == text[-1]


def read_code(typed: str) -> str:
    """The code that a person typed: lower case, spaces, hyphens, O for 0 and I for 1 are forgiven.
    Raises `CodeRefused` where it cannot be a sheet's code."""
    code = typed.upper().translate(_MISREAD)
    if not check_code(code):
        raise CodeRefused(f"“{typed[:20]}”不是签到表编号：编号为 6 位，印在表头二维码下方，请对照重新输入。")
    return code


def page_payload(code: str, page: int) -> str:
    """The text of the QR code on `page` (1 … 999): at most 16 characters of the alphanumeric set."""
    if not check_code(code) or not 1 <= page <= MAX_PAGES:
        raise ValueError(f"no page {page} of a sheet {code!r}")
    return f"{FORMAT}:{code}:{page}:{_check(f'{code}{page}')}"


def read_payload(payload: str) -> PageCode:
    """The sheet and page that a QR code names. Raises `CodeRefused` for a code that is not ours."""
    found = _PAYLOAD.fullmatch(payload)
    if not found or not check_code(found[1]) or _check(found[1] + found[2]) != found[3]:
        raise CodeRefused("这个二维码不是本系统签到表上的，请拍签到表表头的二维码。")
    return PageCode(found[1], int(found[2]))


@cache
def qr_modules(payload: str) -> tuple[tuple[int, int, int], ...]:
    """The dark modules of the version 1-Q code of `payload` as runs (column, row, length), 21 × 21."""
    code = segno.make_qr(payload, version=1, error="q", mode="alphanumeric", boost_error=False)
    return _runs([[bool(module) for module in row] for row in code.matrix])


@cache
def marker_cells(marker: int) -> tuple[tuple[int, int, int], ...]:
    """The dark cells of the ArUco 4×4 mark `marker` (0 … 49) as runs (column, row, length), 6 × 6 with
    its black border."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    image = cv2.aruco.generateImageMarker(dictionary, marker, 6)
    return _runs([[bool(cell == 0) for cell in row] for row in image])


def _runs(matrix: list[list[bool]]) -> tuple[tuple[int, int, int], ...]:
    found = []
    for y, row in enumerate(matrix):
        starts = [x for x, dark in enumerate(row) if dark and (x == 0 or not row[x - 1])]
        for x in starts:
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            found.append((x, y, length))
    return tuple(found)


def _check(body: str) -> str:
    # A polynomial over the field of 32 elements (x⁵ + x² + 1): each place has its own weight.
    remainder = 0
    for character in body:
        remainder ^= ALPHABET.index(character)
        remainder = (remainder << 1) ^ (0b100101 if remainder & 16 else 0)
    return ALPHABET[remainder]
