"""Sets a typst template with data. One compiler per font folder is kept: a new one each time is 50 times
slower."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from activityday.documents import fonts, plain

TEMPLATES = Path(__file__).parent / "templates"
# The same data gives the same bytes: the file carries no date of its own.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_one_at_a_time = Lock()


def set_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of templates/`template`.typ filled with `data`; the same data gives the same bytes.

    `data` reaches the template as JSON, so that no text in it is ever read as markup.
    Raises `FileNotFoundError` for a template that does not exist.
    """
    with _one_at_a_time:
        return _set(template, data)[1]


def ask(template: str, data: Mapping[str, Any], label: str) -> Any:
    """The value of the metadata that templates/`template`.typ, filled with `data`, marks with `label`: how
    something came to stand. Raises as `set_pdf` does."""
    with _one_at_a_time:
        compiler, _ = _set(template, data)
        return json.loads(compiler.query(f"<{label}>", field="value", one=True))


def _set(template: str, data: Mapping[str, Any]) -> tuple[typst.Compiler, bytes]:
    source = TEMPLATES / f"{template}.typ"
    if not source.is_file():
        raise FileNotFoundError(source)
    compiler, chains = _compiler(fonts.folder())
    inputs = {"data": plain.as_json(data), "faces": chains}
    pdf = compiler.compile(source, sys_inputs=inputs, format="pdf", timestamp=_NO_DATE)
    assert isinstance(pdf, bytes)  # noqa: S101  (a PDF is one file; only pictures come as a list)
    return compiler, pdf


@cache
def _compiler(folder: Path) -> tuple[typst.Compiler, str]:
    held = fonts.collection(folder)
    compiler = typst.Compiler(root=TEMPLATES, font_paths=held, ignore_system_fonts=True)
    return compiler, plain.as_json(fonts.chains(held))
