"""Who is expected on the day and on what ground (notice 二), and when silence is asked about."""

from dataclasses import dataclass
from enum import StrEnum

from activityday.rules.clauses import cites


class Ground(StrEnum):
    """Why a member counts, or does not, at one activity."""

    EXPECTED = "expected"
    EXEMPT = "exempt"
    OTHER_MEANS = "other_means"
    SUSPENDED = "suspended"
    FLOATING = "floating"


@dataclass(frozen=True)
class Standing:
    """What holds of a member on the day of an activity. Agreements are those in term on that day."""

    is_suspended: bool = False
    is_floating: bool = False
    is_exempt: bool = False
    takes_part_by_other_means: bool = False


@dataclass(frozen=True)
class Expectation:
    """The ground, in words, by its clause."""

    ground: Ground
    sentence: str
    clause: str


@cites("notice 二", "education 24", "education 32")
def expectation(standing: Standing) -> Expectation:
    """The ground on which a member of the branch counts on the day; a leading cadre counts as anybody else does.

    Where several hold, the one that asks least of the person: suspended, then agreed not to come, then agreed to take
    part by other means, then floating.
    """
    if standing.is_suspended:
        return Expectation(Ground.SUSPENDED, "停止党籍期间，不计入应到。", "education 24")
    if standing.is_exempt:
        return Expectation(Ground.EXEMPT, "经基层党委同意可以不参加，不计入应到。", "notice 二")
    if standing.takes_part_by_other_means:
        return Expectation(
            Ground.OTHER_MEANS, "经基层党委同意以其他适当方式参加，计入应到，不要求到会。", "notice 二"
        )
    if standing.is_floating:
        sentence = "流动党员，在流入地或流出地参加都算；没有消息先记待核实，不算缺席。"
        return Expectation(Ground.FLOATING, sentence, "notice 二")
    return Expectation(Ground.EXPECTED, "组织关系在本支部，应到。", "notice 二")


@cites("notice 二", "education 32")
def question_for_contact(months_without_news: int, *, most: int) -> str:
    """What to ask the named contact of a floating member after `most` months (0–6) without news; empty before."""
    if months_without_news <= most:
        return ""
    return f"已有 {months_without_news} 个月没有消息，超过 {most} 个月，请支部联系人问一下本人，再作记录。"
