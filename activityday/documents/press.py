"""The press itself: three ways to print. Papers call these; so may a room that lays out a paper of its own."""

from collections.abc import Mapping
from typing import Any

from activityday.documents import excel, typeset, word
from activityday.documents.excel import Workbook


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """templates/`template`.typ filled with `data`, as PDF. Raises `FileNotFoundError` for no such template,
    `TypeError` for data that cannot be printed."""
    return typeset.set_pdf(template, data)


def docx(template: str, data: Mapping[str, Any], *, template_bytes: bytes | None = None) -> bytes:
    """The Word template `template` filled with `data`, as .docx; `template_bytes` is a clerk's own version.
    Raises `word.TemplateRefused` where that version cannot be used."""
    return word.fill(template, data, template_bytes)


def xlsx(workbook: Workbook) -> bytes:
    """`workbook` as .xlsx; no text in it ever becomes a formula."""
    return excel.write(workbook)
