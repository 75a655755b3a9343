"""May money be recorded, a book be closed, an entry be corrected now? A refusal is a sentence for the collector."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from activityday.contents.dues.enums import BookState
from activityday.contents.dues.models import Payment
from activityday.contents.dues.queries.books import Line, Table
from activityday.contents.dues.reckoning import Entry, Reckoning, Taking, difference
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.rules.dues import is_large
from activityday.rules.dues_consent import may_bring
from activityday.rules.parameters import Parameters

COLLECTING, PROXY = "notice 三(五)", "dues 12"
NAME_LENGTH, RELATION_LENGTH, REASON_LENGTH = 30, 20, 120
MONTHS_OF_A_YEAR = 12


@dataclass
class LinesRefused(Refused):
    """Some lines of a table cannot be recorded as they are: a sentence for each member concerned."""

    lines: Mapping[UUID, str] = field(default_factory=dict)


def check_may_collect(table: Table, *, on: date, back_months: int) -> None:
    """Money may be recorded for the month of the table on the day, or Refused."""
    if table.branch.level != Level.BRANCH:
        raise Refused("党费由党支部收，请到党支部或党小组的页面办理。", COLLECTING)
    if table.month > on:
        raise Refused("这个月还没有到，到了再收。要先收，请在本季度第一个月按季度收。", PROXY)
    if (on.year - table.month.year) * MONTHS_OF_A_YEAR + on.month - table.month.month > back_months:
        raise Refused(f"补交一般不超过 {back_months} 个月，这个月的账不能再记。", PROXY)
    if table.other_open is not None:
        other = table.other_open.month
        raise Refused(f"{other.year}年{other.month}月的账还没有结清，请先结清那一本，再记这个月的。")


def check_current(table: Table, number: int, version: int) -> None:
    """Nobody wrote this book since the form was opened, or Refused; what was filled in is still on the form."""
    if (table.number, table.version) == (number, version):
        return
    if table.number != number and table.closed:
        last = table.closed[-1]
        raise Refused(
            f"第 {last.number} 本账刚刚已经由{_name(last.closed_by)}结清，这一次没有重复记。"
            f"还有没记的，请对照下面核对，会记在第 {table.number} 本。"
        )
    raise Refused("您填的时候，这本账又有人记了几笔。现在的账在下面，您填的也都在，请核对以后再存。")


def check_day(collected_on: date, table: Table, *, on: date) -> None:
    """The day on which the money came lies in the month or after it, not in the future; or Refused."""
    if collected_on > on:
        raise Refused("收取日期还没有到，请核对。")
    if collected_on < table.month:
        raise Refused(f"收取日期早于{table.month.year}年{table.month.month}月，请核对。")


def check_entries(table: Table, taking: Taking, parameters: Parameters) -> None:
    """Every line that is filled in can be recorded, or LinesRefused naming each that cannot."""
    wrong: dict[UUID, str] = {}
    for key, entry in taking.entries.items():
        line = table.line(key)
        if line is None:
            raise Refused("名册刚刚有变动，表上有人不在这里交党费了。页面已换成现在的名单，请再核对一次。")
        if sentence := _fault(line, entry, parameters):
            wrong[key] = sentence
    if wrong:
        raise LinesRefused(f"有 {len(wrong)} 人填的要改一下，请看红字。", "", wrong)


def _fault(line: Line, entry: Entry, parameters: Parameters) -> str:
    if entry.total <= 0:
        return "金额要大于 0。没有交的，请点“没交”。"
    dues = _fault_of_dues(line, entry) if entry.amount else ""
    return dues or _fault_of_extra(entry, parameters) or _fault_of_payer(line, entry)


def _fault_of_dues(line: Line, entry: Entry) -> str:
    if not line.is_assessed:
        return "还没有核定每月交多少，先核定再收。"
    if not line.may_pay:
        return "这个月没有要交的党费。自愿多交的，请填在“自愿多交”里。"
    if entry.amount > line.most:
        return (
            f"{entry.amount:f} 元比要交的多：欠的加上交到季度末，最多 {line.most:f} 元。"
            "多出来的是自愿多交，请填在“自愿多交”里。"
        )
    if entry.amount > line.behind_amount + line.rest and not (line.pays_by_quarter or entry.has_consent):
        return "预交到季度末要支部同意，请勾“支部已同意”。长期按季度交的，请书记登记。"
    return ""


def _fault_of_extra(entry: Entry, parameters: Parameters) -> str:
    threshold = Decimal(parameters.integer("dues_large_yuan"))
    if is_large(entry.extra, threshold=threshold):
        return (
            f"一次自愿多交 {threshold:f} 元以上的是大额党费，由镇党委代收，不记在这里，请到“大额党费”登记。"
        )
    return ""


def _fault_of_payer(line: Line, entry: Entry) -> str:
    if not entry.payer and not entry.relation:
        return ""
    if sentence := _fault_of_names(line, entry):
        return sentence
    agreed = line.proxy
    if agreed is not None and (agreed.payer, agreed.relation) == (entry.payer, entry.relation):
        return ""
    return "" if entry.has_consent else "托人代交要支部同意，请勾“支部已同意”。"


def _fault_of_names(line: Line, entry: Entry) -> str:
    if not entry.payer or not entry.relation:
        return "代交的，请把代交人和与本人的关系都填上。"
    if len(entry.payer) > NAME_LENGTH or len(entry.relation) > RELATION_LENGTH:
        return f"代交人不超过 {NAME_LENGTH} 个字，关系不超过 {RELATION_LENGTH} 个字。"
    units = {line.person.branch.name, line.person.branch.short_name}
    answer = may_bring(entry.payer, member=line.name, organisations=units)
    return "" if answer.is_allowed else answer.sentence


def check_rest(sums: Reckoning) -> None:
    """All the others may be taken as paid only when the cash says so exactly, or Refused with the arithmetic."""
    if sums.counted is None:
        raise Refused("请先清点现金，把数填上。现金对得上，才能把其余的人一起记为已交。", COLLECTING)
    if not sums.rest_people:
        raise Refused("没有要一起记的人了：应交的都已经记过。直接点“结清”。")
    if sums.counted == sums.with_rest:
        return
    what, gap = ("少" if sums.counted < sums.with_rest else "多"), abs(sums.counted - sums.with_rest)
    advice = (
        "请先把没交的、转账的点好，再按这个按钮。"
        if what == "少"
        else "看看是不是有人补交、预交、多交了，先给他们记上；或者再数一遍现金。"
    )
    raise Refused(
        f"对不上：已记现金 {sums.entered:f} 元，加上其余 {sums.rest_people} 人应交的 {sums.rest:f} 元，是 {sums.with_rest:f} 元；"
        f"清点的现金 {sums.counted:f} 元，{what} {gap:f} 元。{advice}",
        COLLECTING,
    )


def check_balance(sums: Reckoning, *, entries: int) -> None:
    """A book closes only on the fen: the cash counted is what its entries come to, or Refused with the difference."""
    if not entries:
        raise Refused("这本账还没有记一笔，不用结清。")
    if sums.counted is None:
        raise Refused("请先清点现金，把数填上，再结清。", COLLECTING)
    if sums.counted < 0 <= sums.entered:
        raise Refused("现金不能是负数，请核对。")
    if not sums.is_even:
        raise Refused(f"对不上：{difference(sums.counted, sums.entered)}", COLLECTING)


def check_may_correct(payment: Payment, reason: str) -> None:
    """An entry may be reversed by another one, with a reason; or Refused."""
    if payment.corrects_id is not None:
        raise Refused("这一笔本身就是冲正，不能再冲。要重新记，请在收取表里记。")
    other = Payment.objects.filter(corrects=payment).first()
    if other is not None:
        raise Refused(f"这一笔已由{_name(other.made_by)}冲正（收据 {other.receipt} 号），不用再冲。")
    if not reason.strip() or len(reason.strip()) > REASON_LENGTH:
        raise Refused(f"请写明为什么冲正，不超过 {REASON_LENGTH} 个字。")


def may_correct(payment: Payment) -> bool:
    """Whether an entry can be offered for correction."""
    return payment.corrects_id is None and not Payment.objects.filter(corrects=payment).exists()


def may_write(table: Table) -> bool:
    """Whether the open book (or a first one) can be written."""
    return table.other_open is None and (table.book is None or table.book.state == BookState.OPEN)


def _name(name: str) -> str:
    return name.partition("（")[0]
