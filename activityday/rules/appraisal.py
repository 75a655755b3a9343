"""The yearly appraisal of members 民主评议党员 (education 18): who is graded, how many may be excellent, sums that must agree.

Nothing here proposes a grade: grades are entered by people. Whole numbers only.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.clauses import cites

CLAUSE = "education 18"
GRADES = ("优秀", "合格", "基本合格", "不合格")
MONTHS_OF_A_YEAR = 12


class Part(StrEnum):
    """What a member has to do with a round."""

    GRADED = "graded"
    UNGRADED = "ungraded"
    OUT = "out"


class CapReading(StrEnum):
    """Readings of 优秀一般不超过三分之一: a third of whom."""

    MEMBERS = "members"
    TAKING_PART = "taking_part"


class VoterReading(StrEnum):
    """Readings of who fills in a ballot."""

    FULL_MEMBERS = "full_members"
    EVERYBODY = "everybody"


class LineReading(StrEnum):
    """Under which share of those entitled the page warns."""

    TWO_THIRDS = "two_thirds"
    NINETEEN_TWENTIETHS = "nineteen_twentieths"


SHARES = {LineReading.TWO_THIRDS: (2, 3), LineReading.NINETEEN_TWENTIETHS: (19, 20)}


class Urgency(StrEnum):
    """How near the end of the time for a round is."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Place:
    """The part of one member in a round, in a sentence, by its clause."""

    part: Part
    sentence: str
    clause: str = CLAUSE


@dataclass(frozen=True)
class People:
    """How many of a branch: on the list without those whose membership is suspended; full members who took part."""

    members: int
    taking_part: int


@dataclass(frozen=True)
class Cap:
    """The most members that may be excellent, with the arithmetic, and whether `excellent` of them are too many."""

    most: int
    is_kept: bool
    arithmetic: str
    sentence: str
    clause: str = CLAUSE


@dataclass(frozen=True)
class Turnout:
    """Of those entitled how many took part: whether the meeting counts, and whether people should look twice."""

    is_enough: bool
    is_low: bool
    arithmetic: str
    sentence: str
    clause: str = "branch 11"


@dataclass(frozen=True)
class Papers:
    """The ballots of a round: handed out, returned, and those of the returned that count."""

    handed_out: int
    returned: int
    valid: int


@dataclass(frozen=True)
class Marks:
    """How many of the valid ballots gave one member which grade, the best first."""

    excellent: int = 0
    qualified: int = 0
    basic: int = 0
    unqualified: int = 0

    @property
    def by_grade(self) -> tuple[int, int, int, int]:
        """The four in their order."""
        return (self.excellent, self.qualified, self.basic, self.unqualified)

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.by_grade)


@dataclass(frozen=True)
class Fault:
    """A number that cannot be, and the sentence beside it."""

    field: str
    sentence: str


@dataclass(frozen=True)
class MarkCount:
    """One member's line: what is wrong with it (empty for nothing), the abstentions, and the arithmetic."""

    fault: str
    abstained: int
    arithmetic: str


@dataclass(frozen=True)
class RoundDue:
    """Until when a year's round is to be finished, how near that is, and the sentence for the branch."""

    due_on: date
    urgency: Urgency
    sentence: str
    clause: str = CLAUSE


@cites("education 18", "education 24")
def place_of(*, is_probationary: bool, is_suspended: bool) -> Place:
    """Full members are graded, probationary ones take part without a grade, a suspended member stays out."""
    if is_suspended:
        return Place(Part.OUT, "停止党籍期间，不参加评议。", "education 24")
    if is_probationary:
        return Place(Part.UNGRADED, "预备党员参加评议，不评定等次。")
    return Place(Part.GRADED, "正式党员，参加评议，评定等次。")


@cites("education 18")
def cap_on_excellent(people: People, excellent: int, *, one_in: int, reading: CapReading) -> Cap:
    """At most one in `one_in` (1 or more) of whom the reading counts, cut to a whole number; exactly so many is kept."""
    counted, name = (
        (people.members, "党员总数")
        if reading == CapReading.MEMBERS
        else (people.taking_part, "参加评议的正式党员")
    )
    most = counted // one_in
    cut = "" if counted % one_in == 0 else "（去掉小数）"
    arithmetic = f"{name} {counted} 人 ÷ {one_in} = {most} 人{cut}，优秀最多 {most} 人"
    if excellent <= most:
        return Cap(most, True, arithmetic, f"优秀 {excellent} 人，没有超过最多 {most} 人。")
    over = excellent - most
    sentence = (
        f"优秀评了 {excellent} 人，最多 {most} 人，多了 {over} 人。请支部再议，把其中 {over} 人改为其他等次。"
    )
    return Cap(most, False, arithmetic, sentence)


@cites("education 18", "branch 11")
def meeting_counts(entitled: int, taking_part: int, *, line: LineReading) -> Turnout:
    """Under half of those entitled nothing is decided; under the share of `line` the page warns."""
    arithmetic = f"应参加 {entitled} 人，参加 {taking_part} 人，{taking_part}/{entitled}"
    if entitled == 0 or 2 * taking_part < entitled:
        missing = max(1, (entitled + 1) // 2) - taking_part
        sentence = f"参加的有表决权的党员不到一半，还差 {missing} 人，测评不算数。请另外定时间再开。"
        return Turnout(False, True, arithmetic, sentence)
    part, whole = SHARES[line]
    if whole * taking_part < part * entitled:
        sentence = f"参加的不到应参加的 {part}/{whole}。可以往下办，请先问清没有参加的，能补的补上。"
        return Turnout(True, True, arithmetic, sentence)
    return Turnout(True, False, arithmetic, f"参加的达到应参加的 {part}/{whole}。")


@cites("education 18")
def number_of_voters(people_full: int, people_probationary: int, *, reading: VoterReading) -> int:
    """How many of those who took part fill in a ballot."""
    if reading == VoterReading.FULL_MEMBERS:
        return people_full
    return people_full + people_probationary


@cites("education 18")
def ballot_faults(papers: Papers, *, voters: int) -> tuple[Fault, ...]:
    """What cannot be about the ballots: handed out ≤ voters, returned ≤ handed out, valid ≤ returned, some valid."""
    found = []
    if papers.handed_out > voters:
        sentence = f"发出 {papers.handed_out} 张，比能投票的 {voters} 人还多。一人一张，请核对。"
        found.append(Fault("handed_out", sentence))
    if papers.returned > papers.handed_out:
        sentence = (
            f"收回 {papers.returned} 张，比发出的 {papers.handed_out} 张还多，这次测评无效，要重新投票。"
        )
        found.append(Fault("returned", sentence))
    if papers.valid > papers.returned:
        sentence = f"有效 {papers.valid} 张，比收回的 {papers.returned} 张还多，请核对。"
        found.append(Fault("valid", sentence))
    if not found and papers.valid == 0:
        found.append(Fault("valid", "没有一张有效票，不能往下办。请重新投票。"))
    return tuple(found)


@cites("education 18")
def count_marks(marks: Marks, *, valid: int) -> MarkCount:
    """One line: the four grades are never more than the valid ballots; what is left abstained on this member."""
    parts = " + ".join(
        f"{grade} {number}" for grade, number in zip(GRADES, marks.by_grade, strict=True) if number
    )
    parts = parts or "没有人打√"
    if marks.total > valid:
        over = marks.total - valid
        sentence = f"{parts} = {marks.total}，比有效票 {valid} 张多 {over} 张，请再数一遍。"
        return MarkCount(sentence, 0, "")
    abstained = valid - marks.total
    left = f"，弃权（空白、多打）{valid} − {marks.total} = {abstained}" if abstained else ""
    return MarkCount("", abstained, f"{parts} = {marks.total}，有效票 {valid} 张{left}")


@cites("education 18")
def round_due(year: int, on: date, *, months: int, remind_days: int) -> RoundDue:
    """A year's round ends `months` (0–11) months after the year, on the last day of that month."""
    years, month = divmod(MONTHS_OF_A_YEAR + months - 1, MONTHS_OF_A_YEAR)
    last = date(year + years, month + 1, monthrange(year + years, month + 1)[1])
    words = f"{last.year}年{last.month}月{last.day}日"
    if last < on:
        sentence = f"{year}年度的民主评议应在{words}前办完，已经过了 {(on - last).days} 天。"
        return RoundDue(last, Urgency.OVERDUE, sentence)
    if last - timedelta(days=remind_days) <= on:
        sentence = f"{year}年度的民主评议最晚{words}办完，还有 {(last - on).days} 天。"
        return RoundDue(last, Urgency.SOON, sentence)
    return RoundDue(last, Urgency.LATER, f"{year}年度的民主评议最晚{words}办完。")
