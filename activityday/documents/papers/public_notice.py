"""公示: what hangs on the notice board; large enough to be read standing."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import typeset
from activityday.documents.plain import day

ROUTE = "公示期内对内容有不同意见的，可以当面、打电话或写信向党支部或者镇党委党建办提出，提出人的姓名保密。"


@dataclass(frozen=True)
class PublicNoticePaper:
    """Sentences, one table with its totals, sentences; signed by the unit on the day it was posted."""

    title: str
    unit: str
    posted_on: date
    ends_on: date
    opening: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, ...], ...] = ()
    closing: tuple[str, ...] = ()


def render_public_notice(paper: PublicNoticePaper) -> bytes:
    """The notice as PDF, A4, letters of 14 points and more; the head of the table is repeated on each page."""
    return typeset.set_pdf(
        "public-notice",
        {
            "title": paper.title,
            "unit": paper.unit,
            "opening": paper.opening,
            "header": paper.header,
            "rows": paper.rows,
            "foot": paper.foot,
            "closing": (
                *paper.closing,
                f"公示时间：{day(paper.posted_on)}至{day(paper.ends_on)}。",
                ROUTE,
            ),
            "posted_on": day(paper.posted_on),
        },
    )
