"""What a circular 通报 is made of: figures with where they come from, and words that point at them. Pure, no database.

In the words a figure stands by its name, 【已归档】: so the number cannot drift from its fact. No fact names a person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

NONE = "没有"
SECTIONS = (("overall", "总体情况"), ("problems", "存在问题"), ("demands", "整改要求"))
OVERALL = """\
【支部数】个党支部应开展活动【应开展】次，已开展并归档【已归档】次，已开展还没有归档【未归档】次，到期没有开展记录【逾期】次；经批准改期【改期】次。
党员参与率【参与率】（【参与率算式】）。标准是【参与率标准】，达到的党支部【达标支部数】个，没有达到的【未达标支部数】个，没有归档数据不计算的【不计算支部数】个。
党费收缴情况已公示的党支部【党费已公示支部数】个，过了期限没有公示的【党费未公示支部数】个。"""
_NAME = re.compile(r"【([^【】]*)】")


@dataclass(frozen=True)
class Fact:
    """One figure: its name, its value as printed, how it comes about, which version of the records, as of when.

    `units` are the codes of the branches that it names; `url` where the records behind it are.
    """

    name: str
    value: str
    detail: str = ""
    version: str = ""
    as_of: str = ""
    units: tuple[str, ...] = ()
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the draft."""
        return {**asdict(self), "units": list(self.units)}

    @property
    def at(self) -> datetime:
        """The instant as of which it holds."""
        return datetime.fromisoformat(self.as_of)

    def is_same(self, other: "Fact") -> bool:
        """Whether the records still say the same, whenever they were asked."""
        return replace(self, as_of="", url="") == replace(other, as_of="", url="")


@dataclass(frozen=True)
class Words:
    """The words of a circular, a paragraph a line; figures by their names."""

    title: str
    lead: str
    overall: str
    problems: str
    demands: str


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """The facts as they were kept."""
    return [Fact(**{**one, "units": tuple(one["units"])}) for one in kept]


def fill(text: str, facts: Sequence[Fact]) -> str:
    """`text` with every figure's value in the place of its name; a name that nobody knows stays as it is."""
    values = {fact.name: fact.value for fact in facts}
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_in(text: str, facts: Sequence[Fact]) -> list[str]:
    """The names in `text` that are no figure of this circular, each once."""
    known = {fact.name for fact in facts}
    return list(dict.fromkeys(name for name in _NAME.findall(text) if name not in known))


def paragraphs(text: str) -> list[str]:
    """The lines of `text` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def whole(words: Words, facts: Sequence[Fact]) -> str:
    """Everything that will be read, figures filled in: what is counted against the longest a circular may be."""
    parts = (words.title, words.lead, words.overall, words.problems, words.demands)
    return "\n".join([*(fill(part, facts) for part in parts), *(heading for _, heading in SECTIONS)])


def first_words(period: str, order: str, facts: Sequence[Fact]) -> Words:
    """The words to begin with; of what nobody lacks there is no sentence. No person is named."""
    told = {fact.name: fact for fact in facts}
    wanting = [
        sentence
        for name, sentence in (
            ("未达标支部", "参与率没有达到【参与率标准】的党支部：【未达标支部】。"),
            ("逾期支部", "活动日到期没有开展记录的党支部：【逾期支部】。"),
            ("未归档支部", "活动已开展、还没有归档的党支部：【未归档支部】。"),
            ("未销号支部", "督查问题还没有销号的党支部：【未销号支部】；其中超期的：【超期支部】。"),
            ("党费未公示支部", "党费收缴情况过了期限没有公示的党支部：【党费未公示支部】。"),
            ("报备未到支部", "半年报备过了期限没有收到的党支部：【报备未到支部】。"),
        )
        if name in told and told[name].value != NONE
    ]
    if told.get("超期支部", Fact("", NONE)).value == NONE:
        wanting = [sentence.replace("；其中超期的：【超期支部】", "") for sentence in wanting]
    listed = f"以下点到的党支部按{order}排列，不分名次。"
    demand = "请存在问题的党支部对照通报逐条整改，在下一次党员活动日以前向镇党委党建办报告整改情况。"
    praise = "请各党（总）支部按通知要求继续组织好每月一次的党员活动日，按时记录、归档、报备。"
    return Words(
        title=f"关于{period}党员活动日开展情况的通报",
        lead=f"按照每月一次党员活动日的要求，现将{period}开展情况通报如下。数据截至【截至】。",
        overall=OVERALL,
        problems="\n".join([listed, *wanting]) if wanting else "没有发现需要点名的问题。",
        demands=f"{demand}\n{praise}" if wanting else praise,
    )
