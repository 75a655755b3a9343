"""签到表: printed, signed with a pen, and laid out so that a photo of it can be read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from math import ceil
from typing import Any

from activityday.documents import codes, geometry, plain, typeset
from activityday.documents.geometry import Box, Mode, PagePlace, SheetGeometry

INBOUND = "流"


@dataclass(frozen=True)
class SheetLine:
    """A member on the sheet: name, and Party group or ground (such as 流动党员) for the note column."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class SignInSheet:
    """What is printed. `code` comes from `codes.sheet_code`; `hours` is such as 09:00–12:00; `expected` is
    the number 应到; `guest_rows` blank rows follow the last member; `large` gives taller rows and
    characters."""

    code: str
    unit: str
    held_on: date
    place: str
    theme: str
    lines: tuple[SheetLine, ...]
    expected: int
    title: str = "党员活动日签到表"
    hours: str = ""
    guest_rows: int = 5
    # who belongs elsewhere and takes part here: listed apart, signed, never expected
    inbound: tuple[SheetLine, ...] = ()
    large: bool = False


@dataclass(frozen=True)
class SheetPrint:
    """The printed sheet: the PDF, the SHA-256 of its bytes in hex, and its geometry to be kept with it."""

    pdf: bytes
    sha256: str
    geometry: SheetGeometry


def render_sheet(sheet: SignInSheet) -> SheetPrint:
    """Prints `sheet`. The same data gives the same bytes. Raises `ValueError` for a code without a right
    check character or for more than 999 pages."""
    places = place_sheet(sheet)
    pages = [_drawn(sheet, page, len(places.pages)) for page in places.pages]
    pdf = typeset.set_pdf("sheet", {"title": f"{sheet.unit} {sheet.title}", "pages": pages})
    return SheetPrint(pdf, sha256(pdf).hexdigest(), places)


def place_sheet(sheet: SignInSheet) -> SheetGeometry:
    """Where everything of `sheet` stands, page by page."""
    mode = _mode(sheet)
    shares = list(_shares(sheet, mode))
    return SheetGeometry(
        geometry.LAYOUT,
        sheet.code,
        geometry.WIDTH,
        geometry.HEIGHT,
        geometry.LINE,
        tuple(
            PagePlace(
                page,
                codes.page_payload(sheet.code, page),
                geometry.marks(),
                geometry.code_boxes(),
                geometry.row_places(mode, members),
                geometry.lines(mode, len(members)),
                geometry.SEAL if page == len(shares) else None,
            )
            for page, members in enumerate(shares, start=1)
        ),
    )


def _mode(sheet: SignInSheet) -> Mode:
    return geometry.LARGE if sheet.large else geometry.NORMAL


def _shares(sheet: SignInSheet, mode: Mode) -> Iterator[list[tuple[int | None, str]]]:
    guests = min(sheet.guest_rows, mode.last_rows)
    rows: list[tuple[int | None, str]] = [(n, str(n + 1)) for n in range(len(sheet.lines))]
    rows += [(None, f"{INBOUND}{n + 1}") for n in range(len(sheet.inbound))]
    rows += [(None, f"列{n + 1}") for n in range(guests)]
    pages = 1 + max(0, ceil((len(rows) - mode.last_rows) / mode.rows))
    # The last page has the totals and the seal, so it is shorter, and it keeps the guests together.
    before_last = min(len(rows) - max(guests, 1), (pages - 1) * mode.rows)
    for start in range(0, before_last, mode.rows):
        yield rows[start : min(start + mode.rows, before_last)]
    yield rows[max(before_last, 0) :]


def _drawn(sheet: SignInSheet, page: PagePlace, pages: int) -> dict[str, Any]:
    code = codes.qr_modules(page.payload)
    marks = [
        {"x": mark.x, "y": mark.y, "cell": mark.size / 6, "cells": codes.marker_cells(mark.id)}
        for mark in page.marks
    ]
    marks += [{"x": x, "y": y, "cell": geometry.MODULE, "cells": code} for x, y, _, _ in page.codes]
    texts = [*_head(sheet, page), *_columns(_mode(sheet)), *_rows(sheet, page), *_foot(sheet, page, pages)]
    outlines = [box for box in (*(row.leave for row in page.rows), page.seal) if box]
    return {"marks": marks, "lines": page.lines, "outlines": outlines, "texts": texts}


def _words(
    words: str, box: Box, size: float, *, face: str = "宋体", bold: bool = False, align: str = "left"
) -> dict[str, Any]:
    return {"words": words, "box": box, "size": size, "face": face, "bold": bold, "align": align}


def _head(sheet: SignInSheet, page: PagePlace) -> Iterator[dict[str, Any]]:
    yield _words(sheet.title, (53, 10, 104, 8), 18, bold=True, align="center")
    yield _words(sheet.unit, (53, 18.5, 104, 6), 13, face="黑体", align="center")
    held = f"{plain.day(sheet.held_on)} {plain.weekday(sheet.held_on)} {sheet.hours}".strip()
    # The theme has room for two lines, smaller ones.
    for label, words, y, h in (
        ("时间", held, 25, 4.8),
        ("地点", sheet.place, 29.8, 4.8),
        ("主题", sheet.theme, 34.6, 6.9),
    ):
        yield _words(f"{label}：", (53, y, 12, h), 11)
        yield _words(words, (64, y, 93, h), 11)
    for x, _, side, _ in page.codes:
        number = f"编号 {sheet.code}-{page.page}"
        yield _words(number, (x - 3, 35, side + 6, 4.5), 10.5, face="黑体", align="center")


def _columns(mode: Mode) -> Iterator[dict[str, Any]]:
    y = geometry.HEAD_TOP
    heads = ("序号", "姓名", "党小组、备注", "", "请假", "序号")
    edges = pairwise(geometry.COLUMNS)
    for words, (left, right) in zip(heads, edges, strict=True):
        if words:
            yield _words(words, (left, y, right - left, mode.head), 10.5, face="黑体", align="center")
    signature = geometry.COLUMNS[3]
    yield _words("签名", (signature + 3, y, 12, mode.head), 10.5, face="黑体")
    yield _words("请用黑色或蓝色水笔", (signature + 16, y, 45, mode.head), 9)


def _rows(sheet: SignInSheet, page: PagePlace) -> Iterator[dict[str, Any]]:
    number, name, note = (16, 22, 13) if sheet.large else (12, 16, 10.5)
    for row in page.rows:
        x, y, _, h = row.row
        cell = (x, y, geometry.COLUMNS[1] - x, h)
        yield _words(row.number, cell, number, align="center")
        yield _words(row.number, row.far_number, number, align="center")
        line = _line(sheet, row.position, row.number)
        if line is None:
            yield _words("（列席）", _inside(row.note), note)
        else:
            yield _words(line.name, _inside(row.name), name, face="黑体")
            yield _words(line.note, _inside(row.note), note)


def _line(sheet: SignInSheet, position: int | None, number: str) -> SheetLine | None:
    """Who is printed on a row: a member, somebody who came from elsewhere, nobody on a row for guests."""
    if position is not None:
        return sheet.lines[position]
    return sheet.inbound[int(number[len(INBOUND) :]) - 1] if number.startswith(INBOUND) else None


def _foot(sheet: SignInSheet, page: PagePlace, pages: int) -> Iterator[dict[str, Any]]:
    yield _words(f"第 {page.page} 页　共 {pages} 页", (85, 282.5, 40, 4.5), 10.5, align="center")
    hints = ("请假请勾右格，勿在签名格写字。", "拍照时四角黑块全部拍入，纸压平，避开阴影。")
    if page.seal is None:
        yield _words("本页签名 ______ 人", (24, 270.5, 45, 5), 12)
        yield _words(hints[0] + hints[1], (72, 270.5, 114, 5), 10)
        return
    fields = (
        f"应到 {sheet.expected} 人　　签名人数（控制总数） ________ 人",
        "请假 ______ 人　缺席 ______ 人　列席 ______ 人",
        "记录人（签名） ____________________",
    )
    for n, words in enumerate(fields):
        yield _words(words, (24, 239 + n * 9.5, 115, 8), 12.5)
    for n, words in enumerate(hints):
        yield _words(words, (24, 268.5 + n * 5.5, 115, 5), 10.5)
    x, y, w, _ = page.seal
    yield _words("盖章处", (x, y + 1.5, w, 5), 10.5, align="center")


def _inside(box: Sequence[float]) -> Box:
    x, y, w, h = box
    return x + 1.5, y, w - 3, h
