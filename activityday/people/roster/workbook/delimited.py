"""Text files: which encoding, which separator, then one grid."""

import csv
import io
import re

from charset_normalizer import from_bytes

from activityday.people.roster.workbook.cells import Cell
from activityday.people.roster.workbook.container import ASK
from activityday.people.roster.workbook.grid import TOO_WIDE, Grid
from activityday.people.roster.workbook.limits import Limits
from activityday.people.roster.workbook.shapes import NotARoster

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SIGN = "姓名"
SEPARATORS = "\t,;，；|"
# Excel writes ="4306…" and people write '4306… so that a number stays text
KEPT_AS_TEXT = re.compile(r"""^(?:="([^"]*)"|'(.*))$""", re.DOTALL)
LEFT_OVER_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
BINARY_SHARE = 0.02


def decoded(data: bytes) -> str:
    """The text of `data` in UTF-8, UTF-16, GB 18030 (and so GBK) or Big5; NotARoster when it is no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _text(data.decode(encoding, "replace"))
    if len(data) > 1 and data[:2000].count(0) * 5 > len(data[:2000]):
        data_is_little = data[1:2000:2].count(0) > data[0:2000:2].count(0)
        return _text(data.decode("utf-16-le" if data_is_little else "utf-16-be", "replace"))
    return _text(_best(data))


def _best(data: bytes) -> str:
    texts = [text for encoding in ("utf-8", "gb18030", "big5") if (text := _strictly(data, encoding))]
    # one broken character must not lose a whole roster: its cell is refused later, by row
    broken = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    for text in [*texts, *broken]:
        if SIGN in text.replace(" ", ""):
            return text
    if texts:
        return texts[0]
    guess = from_bytes(data[:100_000]).best()
    return str(guess) if guess else broken[0]


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _text(text: str) -> str:
    if len(LEFT_OVER_CONTROLS.findall(text)) > len(text) * BINARY_SHARE:
        raise NotARoster(f"这不是表格文件。{ASK}")
    return text.removeprefix("\ufeff").replace("\x00", "")


def separator_of(text: str) -> str:
    """The separator that cuts the header line (the one with 姓名, else the first) into most pieces."""
    lines = text[:200_000].splitlines()
    header = next((line for line in lines if SIGN in line.replace(" ", "")), lines[0] if lines else "")
    return max(SEPARATORS, key=header.count)


def read_delimited(data: bytes, limits: Limits) -> Grid:
    """A .csv or .txt file as one grid; rows are numbered as Excel numbers them when it opens the file."""
    text = decoded(data)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):
        text = rest
    csv.field_size_limit(limits.file_bytes * 4)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)):
            rows.append([_unwrapped(cell) for cell in row])
            if len(rows) > limits.rows or len(row) > limits.columns:
                raise NotARoster(f"表格不能超过{limits.rows}行、{limits.columns}列。{TOO_WIDE}")
    except csv.Error:
        raise NotARoster(
            "文件里的引号不成对，读不了。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再上传。"
        ) from None
    return Grid("", rows)


def _unwrapped(cell: str) -> str:
    found = KEPT_AS_TEXT.match(cell) if cell[:1] in "='" else None
    return (found[1] or found[2] or "") if found else cell
