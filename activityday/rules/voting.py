"""Votes (branch 11, elections, village law): who must be there, who must agree; whole numbers and fractions only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from activityday.rules.clauses import cites

# what an outcome begins with where too few came for anything to be decided
NO_QUORUM = "到会的不够法定人数"


class Who(StrEnum):
    """From where the number of those entitled to vote is known."""

    FULL_MEMBERS = "full_members"
    COMMITTEE = "committee"
    GROUP = "group"
    TYPED = "typed"


class Base(StrEnum):
    """Of whom a share is taken."""

    EVERYBODY = "everybody"
    ENTITLED = "entitled"
    PRESENT = "present"
    VALID = "valid"


class MajorityReading(StrEnum):
    """Readings of 应到会半数以上同意 in the third of the four steps."""

    OVER_HALF = "over_half"
    HALF = "half"


@dataclass(frozen=True)
class Threshold:
    """A share of somebody: `or_equal` where exactly the share is enough (不少于), else more is needed (超过)."""

    share: Fraction
    or_equal: bool
    of: Base

    def least(self, whole: int) -> int:
        """The smallest number that reaches the share of `whole`."""
        part, rest = divmod(self.share.numerator * whole, self.share.denominator)
        if self.or_equal:
            return part + (rest > 0)
        return part + 1

    @property
    def words(self) -> str:
        """`不少于 2/3` or `超过 1/2`."""
        return f"{'不少于' if self.or_equal else '超过'} {self.share.numerator}/{self.share.denominator}"


@dataclass(frozen=True)
class Body:
    """A body that votes, by which rule, from a day on: one entry of rulebook/bodies.toml."""

    key: str
    label: str
    who: Who
    members: str
    quorum: Threshold
    majority: Threshold
    quorum_clause: str
    majority_clause: str
    document: str
    since: date
    is_election: bool = False
    majority_reading: str = ""
    note: str = ""

    def under(self, reading: MajorityReading) -> "Body":
        """The body by the reading in force, where its majority is read in more than one way."""
        if not self.majority_reading:
            return self
        return replace(self, majority=replace(self.majority, or_equal=reading == MajorityReading.HALF))


@dataclass(frozen=True)
class Attendance:
    """Who should have been there and who was. `everybody` counts those without a vote too, where a body asks for it."""

    entitled: int
    present: int
    everybody: int | None = None
    everybody_present: int | None = None

    def of(self, base: Base) -> tuple[int, int]:
        """How many there should be and how many came, of those entitled or of everybody."""
        if base == Base.EVERYBODY and self.everybody is not None and self.everybody_present is not None:
            return self.everybody, self.everybody_present
        return self.entitled, self.present


@dataclass(frozen=True)
class Papers:
    """The papers of a secret ballot; what was not spoiled is valid."""

    issued: int
    returned: int
    spoiled: int

    @property
    def valid(self) -> int:
        """Returned and not spoiled."""
        return self.returned - self.spoiled


@dataclass(frozen=True)
class Tally:
    """What was counted on one question or for one candidate."""

    ayes: int
    nays: int
    abstentions: int

    @property
    def total(self) -> int:
        """All together."""
        return self.ayes + self.nays + self.abstentions


@dataclass(frozen=True)
class Fault:
    """A number that cannot be, and the sentence beside it."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Judgement:
    """Whether a threshold was reached, with its arithmetic and its clause."""

    is_reached: bool
    arithmetic: str
    clause: str


@dataclass(frozen=True)
class Result:
    """What came of a vote: both thresholds, and the sentence that is written down."""

    quorum: Judgement
    majority: Judgement | None
    is_passed: bool
    sentence: str


@dataclass(frozen=True)
class Candidate:
    """One name of an election and the ayes for it."""

    name: str
    ayes: int


@dataclass(frozen=True)
class Election:
    """Who is elected, in the order of the ballot; `tied` must be voted on again; the sentence says why."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    sentence: str


def body_on(bodies: Iterable[Body], key: str, on: date) -> Body:
    """The rule of the body on the day: the newest that has begun, before all of them the first. KeyError for no such body."""
    of_key = sorted((body for body in bodies if body.key == key), key=lambda body: body.since)
    if not of_key:
        raise KeyError(key)
    begun = [body for body in of_key if body.since <= on]
    return begun[-1] if begun else of_key[0]


@cites("branch 11")
def attendance_faults(attendance: Attendance) -> list[Fault]:
    """What cannot be about who was there; an empty list when all is well."""
    found = []
    if attendance.entitled < 1:
        found.append(Fault("entitled", "应到至少 1 人。应到是 0 的，不能表决。"))
    if attendance.present > attendance.entitled:
        found.append(
            Fault("present", f"实到 {attendance.present} 人，比应到 {attendance.entitled} 人还多，请核对。")
        )
    everybody, there = attendance.everybody, attendance.everybody_present
    if everybody is not None and everybody < attendance.entitled:
        found.append(Fault("everybody", "全体人数不会比有表决权的还少，请核对。"))
    if everybody is not None and there is not None and not attendance.present <= there <= everybody:
        found.append(Fault("everybody_present", "全体到会人数应在有表决权的实到和全体人数之间，请核对。"))
    return found


@cites("election papers")
def paper_faults(papers: Papers, *, present: int) -> list[Fault]:
    """What cannot be about the papers of a secret ballot: issued ≤ present, returned ≤ issued, spoiled ≤ returned."""
    found = []
    if papers.issued > present:
        found.append(Fault("issued", f"发出 {papers.issued} 张，比实到 {present} 人还多。一人一票，请核对。"))
    if papers.returned > papers.issued:
        found.append(
            Fault(
                "returned",
                f"收回 {papers.returned} 张，比发出的 {papers.issued} 张还多，这次表决无效，要重新投票。",
            )
        )
    if papers.spoiled > papers.returned:
        found.append(
            Fault("spoiled", f"废票 {papers.spoiled} 张，比收回的 {papers.returned} 张还多，请核对。")
        )
    return found


@cites("branch 11")
def tally_faults(tally: Tally, *, voting: int, is_ballot: bool) -> list[Fault]:
    """Ayes, nays and abstentions together are exactly the valid papers, or with hands those present."""
    if tally.total == voting:
        return []
    whole = f"有效票 {voting} 张" if is_ballot else f"实到 {voting} 人"
    sentence = (
        f"赞成 {tally.ayes} ＋ 反对 {tally.nays} ＋ 弃权 {tally.abstentions} ＝ {tally.total}，"
        f"同{whole}对不上，请核对。"
    )
    return [Fault("ayes", sentence)]


@cites("branch 11", "election quorum", "village-law 22", "village-law 26", "four-steps 3")
def quorum(body: Body, attendance: Attendance) -> Judgement:
    """Whether enough came for the body to decide at all."""
    whole, came = attendance.of(body.quorum.of)
    least = body.quorum.least(whole)
    is_reached = came >= least
    name = "全体党员" if body.quorum.of == Base.EVERYBODY else "应到"
    said = "够法定人数，可以开会表决" if is_reached else f"还差 {least - came} 人，不够法定人数"
    return Judgement(
        is_reached,
        f"{name} {whole} 人，{body.quorum.words}，就是至少 {least} 人；实到 {came} 人，{said}。",
        body.quorum_clause,
    )


@cites("branch 11", "election majority", "village-law 22", "village-law 26", "four-steps 3")
def majority(body: Body, attendance: Attendance, tally: Tally) -> Judgement:
    """Whether the ayes are enough."""
    whole = {Base.PRESENT: attendance.present, Base.VALID: tally.total}.get(
        body.majority.of, attendance.entitled
    )
    name = {Base.PRESENT: "实到", Base.VALID: "有效票"}.get(body.majority.of, "应到")
    least = body.majority.least(whole)
    is_reached = tally.ayes >= least
    said = "通过" if is_reached else f"还差 {least - tally.ayes} 票，没有通过"
    unit = "张" if body.majority.of == Base.VALID else "人"
    return Judgement(
        is_reached,
        f"{name} {whole} {unit}，{body.majority.words}，就是至少 {least} 票；赞成 {tally.ayes} 票，{said}。",
        body.majority_clause,
    )


@cites("branch 11")
def result(body: Body, attendance: Attendance, tally: Tally) -> Result:
    """What came of the vote. Without a quorum nothing was decided, however many agreed."""
    enough = quorum(body, attendance)
    if not enough.is_reached:
        return Result(enough, None, False, f"{NO_QUORUM}，这次表决不算数。请另外定时间再开。")
    agreed = majority(body, attendance, tally)
    return Result(enough, agreed, agreed.is_reached, "通过。" if agreed.is_reached else "没有通过。")


@cites("election majority")
def elected(body: Body, attendance: Attendance, candidates: Sequence[Candidate], *, seats: int) -> Election:
    """Who of `candidates` is elected to `seats`: over the line; when more are, by ayes; equal ayes at the edge vote again."""
    least = body.majority.least(attendance.entitled)
    over = [one for one in candidates if one.ayes >= least]
    if len(over) <= seats:
        left = seats - len(over)
        said = f"赞成票至少 {least} 票才当选，过线 {len(over)} 人。"
        said += f"还缺 {left} 人，由党员大会决定再选还是减少名额。" if left else ""
        return Election(tuple(one.name for one in over), (), said)
    edge = sorted((one.ayes for one in over), reverse=True)[seats - 1]
    above, at_edge = [o for o in over if o.ayes > edge], [o for o in over if o.ayes == edge]
    said = f"过线 {len(over)} 人，应选 {seats} 人，按赞成票多少取前 {seats} 人。"
    if len(above) + len(at_edge) == seats:
        return Election(tuple(one.name for one in over if one.ayes >= edge), (), said)
    said += f"{'、'.join(one.name for one in at_edge)}票数相等，就他们再投一次票。"
    return Election(tuple(one.name for one in above), tuple(one.name for one in at_edge), said)
