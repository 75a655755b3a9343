"""表决票, 计票单, 表决结果: the papers of a vote."""

from dataclasses import dataclass

from activityday.documents import typeset

MOST_BALLOTS = 500


@dataclass(frozen=True)
class Ballots:
    """The same ballot many times, to be cut apart: one question or several names, each with its boxes."""

    title: str
    unit: str
    dated: str
    lines: tuple[str, ...]
    rule: str
    number: int
    is_election: bool = False


@dataclass(frozen=True)
class CountSheet:
    """What tellers fill in with a pen: people, papers, and one row a line."""

    title: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    is_ballot: bool
    is_election: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class CountedLine:
    """One row of a result."""

    label: str
    ayes: int
    nays: int
    abstentions: int
    result: str


@dataclass(frozen=True)
class VoteResult:
    """What came of a vote with its arithmetic, to be signed."""

    title: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[CountedLine, ...]
    arithmetic: tuple[str, ...]
    outcome: str
    basis: str
    note: str = ""


def render_ballots(ballots: Ballots) -> bytes:
    """The ballots as PDF, A4: eight a page for one question, two a page for names; cut along the broken lines."""
    data = {**vars(ballots), "number": min(ballots.number, MOST_BALLOTS)}
    return typeset.set_pdf("ballots", data)


def render_count_sheet(sheet: CountSheet) -> bytes:
    """The sheet as PDF, A4."""
    return typeset.set_pdf("count-sheet", vars(sheet))


def render_vote_result(result: VoteResult) -> bytes:
    """The result as PDF, A4."""
    return typeset.set_pdf("vote-result", vars(result))
