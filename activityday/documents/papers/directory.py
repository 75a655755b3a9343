"""场所和资源名录: what the branches of a town can pick from, as a list for the wall."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from activityday.documents import plain, typeset


@dataclass(frozen=True)
class SiteRow:
    """One entry, in words. `people`: how many at once, empty where that is not known."""

    kind: str
    name: str
    address: str
    contents: str
    features: str
    opening: str
    people: str
    contact: str


@dataclass(frozen=True)
class DirectoryPaper:
    """The directory of a town as of a day, in its own order."""

    unit: str
    rows: Sequence[SiteRow]
    on: date


def render_directory(paper: DirectoryPaper) -> bytes:
    """The list as PDF, A4 across."""
    data = {"unit": paper.unit, "rows": [asdict(row) for row in paper.rows], "on": plain.day(paper.on)}
    return typeset.set_pdf("directory", data)
