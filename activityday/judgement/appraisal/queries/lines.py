"""One line of an evidence sheet, live or as it was frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from activityday.ui.parts import Why


@dataclass(frozen=True)
class EvidenceLine:
    """One line of the sheet: what it says, the facts behind it, the rule with its clause, the arithmetic, where it stands;
    `links` are words and addresses of single things that have a page of their own."""

    label: str
    value: str
    facts: tuple[str, ...]
    rule: str
    clause: str
    arithmetic: str
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> Why:
        """The same as a page unfolds it."""
        return Why(self.facts, self.rule, self.clause, self.arithmetic)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as it is frozen."""
        return asdict(self)


def thawed(kept: Iterable[Mapping[str, Any]]) -> tuple[EvidenceLine, ...]:
    """The lines as they were frozen."""
    return tuple(
        EvidenceLine(
            **{
                **line,
                "facts": tuple(line["facts"]),
                "links": tuple((words, url) for words, url in line.get("links", ())),
            }
        )
        for line in kept
    )
