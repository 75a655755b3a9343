"""A paper as a file to look at or to keep."""

from urllib.parse import quote

from django.http import HttpResponse

from activityday.documents.papers.review import ReviewPaper, render_docx, render_pdf

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}


def as_file(paper: ReviewPaper, kind: str, name: str) -> HttpResponse:
    """The paper as PDF, shown, or as Word, kept."""
    return download(render_pdf(paper) if kind == PDF else render_docx(paper), kind, name)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """`content` under a Chinese name, never kept by the browser."""
    place = "inline" if kind == PDF else "attachment"
    headers = {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(f'{name}.{ENDINGS[kind]}')}",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
