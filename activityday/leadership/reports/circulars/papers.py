"""A circular as an official paper 通报 (GB/T 9704): exactly as issued, or a draft to be looked at."""

from collections.abc import Sequence
from datetime import date

from activityday.documents.papers.official import (
    Block,
    Heading,
    OfficialPaper,
    PaperKind,
    Paragraph,
    render_official_docx,
    render_official_pdf,
)
from activityday.leadership.supervision.circulars import SECTIONS, fill, paragraphs
from activityday.leadership.supervision.models import Circular

DRAFT = "草稿，还没有印发"
WITHDRAWN = "这份通报已撤回，不再有效"


def paper_of(circular: Circular, *, on: date) -> OfficialPaper:
    """The paper: once issued from what was frozen, before that from the draft; a draft and one that was withdrawn say so."""
    kept = circular.content
    if kept is None:
        figures = circular.figures
        return OfficialPaper(
            kind=PaperKind.CIRCULAR,
            issuer=circular.committee.name,
            title=fill(circular.title, figures),
            body=_body(
                paragraphs(fill(circular.lead, figures)),
                [(heading, paragraphs(fill(getattr(circular, key), figures))) for key, heading in SECTIONS],
            ),
            dated_on=on,
            is_sealed=False,
            note=DRAFT,
        )
    return OfficialPaper(
        kind=PaperKind.CIRCULAR,
        issuer=kept["issuer"],
        title=kept["title"],
        body=_body(kept["lead"], kept["sections"]),
        dated_on=date.fromisoformat(kept["dated_on"]),
        number=kept["number"],
        addressees=(kept["addressees"],),
        signer=kept["signer"],
        note=WITHDRAWN if circular.withdrawn_at else "",
    )


def as_pdf(circular: Circular, *, on: date) -> bytes:
    """For the printer."""
    return render_official_pdf(paper_of(circular, on=on))


def as_docx(circular: Circular, *, on: date) -> bytes:
    """In Word."""
    return render_official_docx(paper_of(circular, on=on))


def _body(lead: Sequence[str], sections: Sequence[tuple[str, Sequence[str]]]) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(words) for words in lead]
    for heading, lines in sections:
        blocks += [Heading(1, heading), *(Paragraph(words) for words in lines)]
    return tuple(blocks)
