"""Every leader has at least one branch or Party group (notice 四(一)); which have none, seen from both sides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from activityday.rules.clauses import cites

CLAUSE = "notice 四(一)"


@dataclass(frozen=True)
class Link:
    """A leader is linked to a place of the tree, named by its path."""

    leader: str
    place: str


@dataclass(frozen=True)
class LinkGaps:
    """Leaders with fewer links than they should have, and branches that nobody is linked to; in the order given."""

    leaders: tuple[str, ...]
    branches: tuple[str, ...]
    sentence: str
    clause: str = CLAUSE


@cites("notice 四(一)")
def link_gaps(
    leaders: Sequence[str], branches: Sequence[str], links: Sequence[Link], *, least: int
) -> LinkGaps:
    """Both gaps. A branch counts as linked when it or one of its Party groups (a path that begins with its own) is."""
    held = Counter(link.leader for link in links)
    without = tuple(leader for leader in leaders if held[leader] < least)
    alone = tuple(branch for branch in branches if not any(link.place.startswith(branch) for link in links))
    return LinkGaps(
        without,
        alone,
        f"{len(leaders)} 名班子成员，每人至少 {least} 个联系点：{len(without)} 名不够；"
        f"{len(branches)} 个支部，{len(alone)} 个没有人联系。",
    )
