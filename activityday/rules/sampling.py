"""A random sample that anyone can draw again (notice 四(四)): the seed is fixed first, then only arithmetic follows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from activityday.rules.clauses import cites

CLAUSE = "notice 四(四)"
ALGORITHM = (
    "把种子、一条斜线“/”和支部编码连成一行文字，按 UTF-8 算 SHA-256，得到 64 位十六进制的校验值；"
    "抽取比例相同的支部为一组，每组把校验值从小到大排，取最前面的若干个，个数是支部数乘以比例，有小数就进一。"
)


@dataclass(frozen=True)
class Candidate:
    """A branch that may be drawn, and the share of its like that is drawn (1–100)."""

    code: str
    percent: int


@dataclass(frozen=True)
class Ticket:
    """What the draw made of one candidate: its digest, and whether it was drawn."""

    code: str
    percent: int
    digest: str
    is_drawn: bool


@dataclass(frozen=True)
class Share:
    """The share a branch is sampled at, and why."""

    percent: int
    sentence: str
    is_lowered: bool
    clause: str = CLAUSE


def digest_of(seed: str, code: str) -> str:
    """SHA-256 of seed, slash and code: 64 hexadecimal digits."""
    return sha256(f"{seed}/{code}".encode()).hexdigest()


def places(number: int, percent: int) -> int:
    """How many of `number` are drawn at `percent`: rounded up, so that a group of any size is visited."""
    return min(number, -(-number * percent // 100))


@cites("notice 四(四)")
def draw(seed: str, candidates: Sequence[Candidate]) -> tuple[Ticket, ...]:
    """The draw, in the order of `candidates`; that order has no influence on who is drawn."""
    groups: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in candidates:
        groups[one.percent].append((digest_of(seed, one.code), one.code))
    drawn = {
        code for percent, group in groups.items() for _, code in sorted(group)[: places(len(group), percent)]
    }
    return tuple(
        Ticket(one.code, one.percent, digest_of(seed, one.code), one.code in drawn) for one in candidates
    )


@cites("notice 四(四)")
def share_of(clean: Sequence[bool], *, percent: int, lowered: int, needed: int) -> Share:
    """At what share a branch is sampled. `clean`: its sampled inspections, the newest first, True without a shortcoming.

    `needed` clean ones in a row lower the share; one shortcoming raises it again.
    """
    run = 0
    for is_clean in clean:
        if not is_clean:
            break
        run += 1
    if run >= needed and lowered < percent:
        return Share(lowered, f"最近 {run} 次抽查都没有发现问题，按 {lowered}% 抽。", is_lowered=True)
    if run:
        return Share(
            percent,
            f"最近连续 {run} 次抽查没有发现问题，满 {needed} 次才降，按 {percent}% 抽。",
            is_lowered=False,
        )
    return Share(percent, f"按 {percent}% 抽。", is_lowered=False)
