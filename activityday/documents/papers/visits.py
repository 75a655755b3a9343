"""走访学习卡: what is taken to a member who takes part at home, read there, signed and brought back (notice 二)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.documents import typeset
from activityday.documents.papers.wording import held

# what half a page holds, and a whole one; the rest is on the agenda
FITS = {False: 2, True: 5}


@dataclass(frozen=True)
class VisitCard:
    """One member to be visited, and where the card goes back to."""

    name: str
    unit: str
    group: str = ""


@dataclass(frozen=True)
class VisitCards:
    """The cards of one activity: the month's day and theme, what is learnt, one card a member in roster order.

    `large`: one a page in larger letters, otherwise two a page with a line to cut along.
    """

    month: date
    held_on: date
    theme: str
    learning: Sequence[str]
    cards: tuple[VisitCard, ...]
    large: bool = False


def render_visit_cards(wanted: VisitCards) -> bytes:
    """The cards as PDF, A4, no letter under 14 points."""
    fits = FITS[wanted.large]
    left = len(wanted.learning) - fits
    return typeset.set_pdf(
        "visit-cards",
        {
            "title": "走访学习卡",
            "month": f"{wanted.month.year}年{wanted.month.month}月",
            "held": held(wanted.held_on, ""),
            "theme": wanted.theme,
            "learning": list(wanted.learning[:fits]),
            "further": f"还有 {left} 项，见议程。" if left > 0 else "",
            "cards": wanted.cards,
            "large": wanted.large,
        },
    )
