"""Fills Word templates: ours, or one that a clerk has changed and uploaded."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate

from activityday.documents import plain, word_check, word_templates
from activityday.documents.word_check import TemplateRefused

__all__ = ["TemplateRefused", "check_template", "fill"]


def fill(name: str, data: Mapping[str, Any], template: bytes | None = None) -> bytes:
    """The .docx of the template `name` filled with `data`; the same data gives the same bytes.

    `template` is a clerk's own version of it. Texts of `data` are inserted as text, never evaluated.
    Raises `TemplateRefused` where the clerk's version cannot be used, `KeyError` for an unknown name.
    """
    if template is None:
        template = word_templates.standard(name)
    else:
        check_template(name, template)
    document = DocxTemplate(BytesIO(template))
    document.render(plain.plain(data), word_check.sandbox())
    filled = BytesIO()
    document.save(filled)
    return still(filled)


def check_template(name: str, template: bytes) -> None:
    """Whether `template` (the bytes of an uploaded file) can stand in for the template `name`.
    Raises `TemplateRefused` with a sentence that says what to change."""
    word_check.check(template, word_templates.EXAMPLES[name])


def still(filled: BytesIO) -> bytes:
    """The same package with one fixed date on every part."""
    kept = BytesIO()
    with ZipFile(filled) as package, ZipFile(kept, "w", ZIP_DEFLATED) as written:
        for part in package.namelist():
            written.writestr(ZipInfo(part), package.read(part), ZIP_DEFLATED)
    return kept.getvalue()
