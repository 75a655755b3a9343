"""What is agreed to beside the assessed amount: reductions from above (dues 7), and who may bring the money (dues 12, 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from activityday.rules.clauses import cites
from activityday.rules.dues import next_month

# money of an organisation is nobody's dues: words that no person is called by
ORGANISATIONS = (
    *("支部", "总支", "党组", "党小组", "党委", "党工委", "组织", "村委", "居委", "村组", "村里", "村民小组"),
    *("镇政府", "政府", "社区", "集体", "公司", "单位", "企业", "合作社", "财务", "会计", "公款", "经费", "工会", "委员会"),
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """Whether something may be agreed to, and the sentence with its clause if not."""

    is_allowed: bool
    sentence: str
    clause: str


@cites("dues 7")
def waiver_allowed(since: date, until: date, *, this_month: date, most_months: int) -> Answer:
    """A reduction for whole months (their first days), from this month on at the earliest, at most `most_months`.

    What the superior has not approved yet cannot lower what was already due: months gone by are not reduced.
    """
    if since < this_month:
        sentence = "减免从上级批准起往后算，不能早于本月；以前没有交的月份，按欠交补交。"
        return Answer(False, sentence, "dues 7")
    if until < since:
        return Answer(False, "结束的月份早于开始的月份，请改一下。", "dues 7")
    last = last_month_of(since, most_months)
    if until > last:
        sentence = f"一次最多 {most_months} 个月，最晚到{last.year}年{last.month}月。到期仍有困难，可以再报。"
        return Answer(False, sentence, "dues 7")
    return Answer(True, "期限合适。", "dues 7")


def last_month_of(since: date, months: int) -> date:
    """The last of so many months that begin with `since`, as its first day."""
    last = since
    for _ in range(months - 1):
        last = next_month(last)
    return last


@cites("dues 12", "dues 14")
def may_bring(payer: str, *, member: str, organisations: Iterable[str] = ()) -> Answer:
    """Whether this person may bring the dues of `member`: a relative or another member, never an organisation.

    `organisations` are names of units, which no person bears.
    """
    name = "".join(payer.split())
    if not name:
        return Answer(False, "请写代交人的姓名。", "dues 12")
    if name == "".join(member.split()):
        return Answer(False, "本人自己交，不用登记代交。", "dues 12")
    if any(word in name for word in ORGANISATIONS) or name in organisations:
        sentence = "代交人要写一个人的姓名：党组织不能替党员垫交党费，村里、单位的钱也不行。"
        return Answer(False, sentence, "dues 14")
    return Answer(True, "可以代交。", "dues 12")


@cites("dues 12", "notice 三(五)")
def consent_comes_first(since: date, consented_on: date, *, on: date) -> Answer:
    """The branch agreed by today, and before the first month (its first day) has gone by."""
    if consented_on > on:
        return Answer(False, "支部同意的日期还没有到，请核对。", "notice 三(五)")
    if since < consented_on.replace(day=1):
        sentence = "先经支部同意，再从那个月起办理，不能早于同意的那个月。"
        return Answer(False, sentence, "notice 三(五)")
    return Answer(True, "支部已经同意。", "notice 三(五)")
