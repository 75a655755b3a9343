"""四议两公开: the six tables of one matter, a page each."""

from dataclasses import dataclass

from activityday.documents import typeset


@dataclass(frozen=True)
class StageTable:
    """One of the six tables: rows of label and value; `signatures` are the blanks to be signed, with their height in mm."""

    title: str
    rows: tuple[tuple[str, str], ...]
    signatures: tuple[tuple[str, int], ...] = ()
    ticks: tuple[tuple[str, bool], ...] = ()
    is_left_out: bool = False


@dataclass(frozen=True)
class FourSteps:
    """A matter with its tables."""

    title: str
    unit: str
    matter: str
    tables: tuple[StageTable, ...]
    note: str = ""


def render_four_steps(paper: FourSteps) -> bytes:
    """The tables as PDF, A4, each on a page of its own."""
    return typeset.set_pdf("four-steps", vars(paper))
