"""What a public notice says: a few sentences around one table. Pure; the rooms that post build it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Content:
    """Sentences before, a table with its totals, sentences after; every cell is text as it is read.

    Nothing here may be an identity number, a base of dues, an illness or a hardship (RULES 9, 10).
    """

    opening: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]] = ()
    closing: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """The same as it is kept."""
        return {
            "opening": list(self.opening),
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
            "foot": [list(row) for row in self.foot],
            "closing": list(self.closing),
        }
