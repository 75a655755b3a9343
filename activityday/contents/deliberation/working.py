"""Works out a vote from what was counted: faults beside their fields, or the result with its arithmetic. Writes nothing."""

from dataclasses import dataclass

from activityday.contents.deliberation.drafts import Count
from activityday.contents.deliberation.enums import Method
from activityday.contents.deliberation.models import Vote, VoteLine
from activityday.contents.deliberation.queries import RollFigures, body_of, roll_figures
from activityday.rules.voting import (
    NO_QUORUM,
    Attendance,
    Body,
    Candidate,
    Election,
    Fault,
    Result,
    Tally,
    attendance_faults,
    elected,
    paper_faults,
    quorum,
    result,
    tally_faults,
)


@dataclass(frozen=True)
class Outcome:
    """One line of a vote with what came of it."""

    position: int
    label: str
    tally: Tally
    is_passed: bool
    arithmetic: str
    is_written_in: bool = False


@dataclass(frozen=True)
class Working:
    """A vote worked out. With faults nothing else counts."""

    body: Body
    figures: RollFigures
    faults: tuple[Fault, ...]
    quorum_words: str = ""
    has_quorum: bool = False
    outcomes: tuple[Outcome, ...] = ()
    is_passed: bool = False
    sentence: str = ""

    @property
    def clauses(self) -> str:
        """The clauses it was worked out by, each once."""
        return "、".join(dict.fromkeys((self.body.quorum_clause, self.body.majority_clause)))


def work_out(vote: Vote, lines: list[VoteLine], count: Count) -> Working:
    """The vote from what was counted, by the rule of its body on its day (branch 11, election majority)."""
    body = body_of(vote.unit, vote.body, on=vote.held_on)
    figures = roll_figures(vote, body)
    attendance = Attendance(count.entitled, count.present, count.everybody, count.everybody_present)
    faults = [*attendance_faults(attendance), *_papers(vote, count)]
    faults = faults or _tallies(vote, lines, count)
    faults += _difference(figures, count)
    if faults:
        return Working(body, figures, tuple(faults))
    enough = quorum(body, attendance)
    base = Working(body, figures, (), enough.arithmetic, enough.is_reached)
    if body.is_election:
        return _election(base, vote, lines, count, attendance)
    return _question(base, lines, count, attendance)


def _question(base: Working, lines: list[VoteLine], count: Count, attendance: Attendance) -> Working:
    line = lines[0]
    found: Result = result(base.body, attendance, count.tallies[line.position])
    words = found.majority.arithmetic if found.majority else ""
    outcome = Outcome(line.position, line.label, count.tallies[line.position], found.is_passed, words)
    return _finished(base, (outcome,), found.is_passed, found.sentence)


def _election(
    base: Working, vote: Vote, lines: list[VoteLine], count: Count, attendance: Attendance
) -> Working:
    counted = [(line.label, count.tallies[line.position], False) for line in lines]
    counted += [(name, Tally(ayes, 0, 0), True) for name, ayes in count.written_in]
    candidates = [Candidate(name, tally.ayes) for name, tally, _ in counted]
    found = elected(base.body, attendance, candidates, seats=vote.seats or 1)
    if not base.has_quorum:
        found = Election((), (), f"{NO_QUORUM}，选举无效。请另外定时间再开。")
    outcomes = tuple(
        Outcome(place, name, tally, name in found.elected, _standing(name, found), is_written_in=written)
        for place, (name, tally, written) in enumerate(counted, start=1)
    )
    is_passed = len(found.elected) == (vote.seats or 1)
    return _finished(base, outcomes, is_passed, found.sentence)


def _finished(base: Working, outcomes: tuple[Outcome, ...], is_passed: bool, sentence: str) -> Working:
    return Working(
        base.body, base.figures, (), base.quorum_words, base.has_quorum, outcomes, is_passed, sentence
    )


def _standing(name: str, found: Election) -> str:
    if name in found.elected:
        return "当选"
    return "票数相等，再投一次" if name in found.tied else "未当选"


def _papers(vote: Vote, count: Count) -> list[Fault]:
    if vote.method != Method.BALLOT:
        return []
    if count.papers is None:
        return [Fault("issued", "无记名投票，请填写发出、收回和废票的张数。")]
    return paper_faults(count.papers, present=count.present)


def _tallies(vote: Vote, lines: list[VoteLine], count: Count) -> list[Fault]:
    is_ballot = vote.method == Method.BALLOT
    voting = count.papers.valid if is_ballot and count.papers else count.present
    found = [
        Fault(f"{fault.field}-{line.position}", fault.sentence)
        for line in lines
        for fault in tally_faults(count.tallies[line.position], voting=voting, is_ballot=is_ballot)
    ]
    names = [line.label for line in lines] + [name for name, _ in count.written_in]
    if len(set(names)) < len(names):
        found.append(Fault("written_in", "同一个名字写了两次，请并成一行。"))
    if any(ayes > voting for _, ayes in count.written_in):
        found.append(Fault("written_in", f"另选他人的票数不会比有效票 {voting} 张还多，请核对。"))
    return found


def _difference(figures: RollFigures, count: Count) -> list[Fault]:
    pairs = (
        (figures.entitled, count.entitled, "名册上应到"),
        (figures.present, count.present, "签到上实到"),
        (figures.everybody, count.everybody, "名册上全体"),
        (figures.everybody_present, count.everybody_present, "签到上全体到会"),
    )
    for known, typed, name in pairs:
        if known is not None and typed != known and not count.difference.strip():
            return [Fault("difference", f"{name} {known} 人，这里填了 {typed} 人。请写明为什么不一样。")]
    return []
