"""Counting the paper forms 测评表 of an assessment (notice 四(四)): sums that must agree, and nothing else.

No grade follows from the count: the committee writes the result.
"""

from dataclasses import dataclass

from activityday.rules.clauses import cites

CLAUSE = "notice 四(四)"
GRADES = ("好", "较好", "一般", "差")


@dataclass(frozen=True)
class Ballots:
    """What was counted from paper for one secretary: handed out, collected, by grade, and those that do not count."""

    handed_out: int
    collected: int
    good: int
    fair: int
    ordinary: int
    poor: int
    invalid: int = 0

    @property
    def by_grade(self) -> tuple[int, int, int, int]:
        """The four grades in their order."""
        return (self.good, self.fair, self.ordinary, self.poor)

    @property
    def valid(self) -> int:
        """The forms that count."""
        return sum(self.by_grade)


@dataclass(frozen=True)
class BallotCount:
    """Whether the figures agree, the arithmetic, and the share of each grade among the valid forms."""

    agrees: bool
    sentence: str
    shares: tuple[str, ...] = ()
    clause: str = CLAUSE


@cites("notice 四(四)")
def count_ballots(ballots: Ballots) -> BallotCount:
    """Collected = the four grades + invalid, and never more than were handed out."""
    if min(ballots.by_grade) < 0 or min(ballots.invalid, ballots.collected) < 0:
        return BallotCount(agrees=False, sentence="票数不能是负数。")
    if ballots.collected > ballots.handed_out:
        return BallotCount(
            agrees=False,
            sentence=f"收回 {ballots.collected} 张，比发出的 {ballots.handed_out} 张还多，请再数一遍。",
        )
    parts = " + ".join(
        f"{grade} {number}"
        for grade, number in (*zip(GRADES, ballots.by_grade, strict=True), ("无效", ballots.invalid))
    )
    total = ballots.valid + ballots.invalid
    if total != ballots.collected:
        return BallotCount(
            agrees=False,
            sentence=f"{parts} = {total}，同收回的 {ballots.collected} 张差 {abs(total - ballots.collected)} 张，请再数一遍。",
        )
    if ballots.valid == 0:
        return BallotCount(agrees=True, sentence=f"{parts} = {total}，没有有效票，不算比例。")
    shares = tuple(
        f"{grade} {number} ÷ {ballots.valid} = {_percent(number, ballots.valid)}"
        for grade, number in zip(GRADES, ballots.by_grade, strict=True)
    )
    return BallotCount(agrees=True, sentence=f"{parts} = {total} 张，同收回的相等。", shares=shares)


def _percent(number: int, whole: int) -> str:
    tenths = 1000 * number // whole
    return f"{tenths // 10}.{tenths % 10}%"
