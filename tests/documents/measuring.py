"""Measuring a printed page: where letters and lines really stand, in millimetres from the top left corner."""

import subprocess
from collections import defaultdict
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import cv2
import numpy as np
from pypdf import PdfReader

PER_MM = 10  # pixels


def page_count(pdf):
    return len(PdfReader(BytesIO(pdf)).pages)


def lines(pdf, page):
    """The lines of the page from top to bottom: (base line, x of the first letter, text)."""
    found = defaultdict(list)

    def seen(text, page, matrix, _font, _size):
        if text.strip():
            x = matrix[4] * page[0] + matrix[5] * page[2] + page[4]
            y = matrix[4] * page[1] + matrix[5] * page[3] + page[5]
            found[round(297 - y / 72 * 25.4, 1)].append((x / 72 * 25.4, text.strip("\n")))

    PdfReader(BytesIO(pdf)).pages[page - 1].extract_text(visitor_text=seen)
    joined = []
    for base, pieces in sorted(found.items()):
        pieces.sort(key=lambda piece: piece[0])
        words = "".join(text for _, text in pieces).replace("\u200b", "").replace(" ", "")
        joined.append((base, pieces[0][0], words))
    return joined


def line(pdf, page, words):
    """The base line and x of the line that begins with `words`."""
    return next((base, x) for base, x, text in lines(pdf, page) if text.startswith(words))


@lru_cache(maxsize=4)
def masks(pdf, page):
    """Where the page is dark, and where it is red."""
    done = subprocess.run(
        ["pdftoppm", "-r", str(PER_MM * 25.4), "-png", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    blue, green, red = cv2.split(cv2.imdecode(np.frombuffer(done.stdout, np.uint8), cv2.IMREAD_COLOR))
    is_red = (red > 150) & (green < 110) & (blue < 110)
    return (red < 110), is_red


def extent(mask, top=0, bottom=297, left=0, right=210):
    """Left, top, right, bottom of what `mask` has in the part of the page."""
    part = mask[int(top * PER_MM) : int(bottom * PER_MM), int(left * PER_MM) : int(right * PER_MM)]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return (
        *(left + columns[0] / PER_MM, top + rows[0] / PER_MM),
        *(left + (columns[-1] + 1) / PER_MM, top + (rows[-1] + 1) / PER_MM),
    )


def rules(mask, least=100):
    """The horizontal lines longer than `least`: (top, thickness, left, length)."""
    dark = mask.sum(axis=1) > least * PER_MM
    found = []
    for is_line, group in groupby(enumerate(dark), key=lambda row: row[1]):
        if is_line:
            rows = [row for row, _ in group]
            columns = np.flatnonzero(mask[rows[0]])
            length = (columns[-1] - columns[0] + 1) / PER_MM
            found.append((rows[0] / PER_MM, len(rows) / PER_MM, columns[0] / PER_MM, length))
    return found
