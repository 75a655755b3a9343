"""May money be handed up, received, sent back; may a large contribution take its next step?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from activityday.contents.dues.enums import TRANSITIONS, RemittanceState, RemittanceStep
from activityday.contents.dues.models import Contribution, DayBook, Remittance, RemittanceEntry
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import in_force
from activityday.rules.dues import is_large

NOTE_LENGTH, NAME_LENGTH, BRIEF_LENGTH, RECEIPT_LENGTH, REASON_LENGTH = 200, 30, 300, 60, 120
LARGE = "dues 11"


def check_may_hand_up(
    books: Sequence[DayBook], amount: Decimal, shown: Decimal, *, sent_by: str, sent_on: date, on: date
) -> None:
    """The closed books come to the sum that was shown, and it is something; or Refused."""
    if not books:
        raise Refused("没有等着上缴的账了：结清的都已经上缴。请刷新页面看看。")
    if amount != shown:
        raise Refused(f"您看的时候是 {shown:f} 元，现在要上缴的是 {amount:f} 元，请核对以后再点一次。")
    if amount <= 0:
        raise Refused("这几本账合起来没有要上缴的钱，等下次一起缴。")
    if not sent_by.strip() or len(sent_by.strip()) > NAME_LENGTH:
        raise Refused(f"请填上缴人的姓名，不超过 {NAME_LENGTH} 个字。")
    if sent_on > on:
        raise Refused("上缴日期还没有到，请核对。")
    check_not_before(sent_on, max(book.collected_on for book in books), "上缴日期早于收取日期")


def check_not_before(day: date, earliest: date, sentence: str) -> None:
    """The day is not before `earliest`, or Refused."""
    if day < earliest:
        raise Refused(f"{sentence}（{earliest.year}年{earliest.month}月{earliest.day}日），请核对。")


def check_step(
    remittance: Remittance, step: RemittanceStep, amount: Decimal | None, note: str
) -> RemittanceState:
    """The state that the step leads to, or Refused: done already, a sum that disagrees, a return without its reason."""
    target = TRANSITIONS.get((RemittanceState(remittance.state), step))
    if target is None:
        raise settled(remittance)
    if step == RemittanceStep.RECEIVE and amount is None:
        raise Refused("请填实际收到多少元。")
    if step == RemittanceStep.RECEIVE and amount != remittance.amount:
        gap = abs(remittance.amount - (amount or Decimal()))
        what = "少" if (amount or Decimal()) < remittance.amount else "多"
        raise Refused(
            f"上缴单是 {remittance.amount:f} 元，收到 {amount:f} 元，{what} {gap:f} 元。当面点清；确实对不上，就退回并写明。"
        )
    if step == RemittanceStep.RETURN and not note.strip():
        raise Refused("退回的，请写明哪里对不上，让支部知道怎么办。")
    if len(note.strip()) > NOTE_LENGTH:
        raise Refused(f"说明不超过 {NOTE_LENGTH} 个字。")
    return target


def may_take(remittance: Remittance, step: RemittanceStep) -> bool:
    """Whether the step can be offered as a button."""
    return (RemittanceState(remittance.state), step) in TRANSITIONS


def settled(remittance: Remittance) -> Refused:
    """The sentence for whoever comes second."""
    last = RemittanceEntry.objects.filter(remittance=remittance).order_by("-number").first()
    who = last.by_name.partition("（")[0] if last else ""
    done = last.get_step_display() if last else ""
    return Refused(f"这一笔已由{who}办过（{done}），现在是“{remittance.get_state_display()}”，不用再办。")


def check_contribution(
    branch: Unit,
    member: Member,
    amount: Decimal,
    received_on: date,
    brief: str,
    *,
    on: date,
    threshold: Decimal,
) -> None:
    """A large voluntary payment of a member of this branch may be registered, or Refused."""
    if not is_large(amount, threshold=threshold):
        raise Refused(
            f"一次自愿多交不到 {threshold:f} 元的，不是大额党费，请在收取表的“自愿多交”里记。", LARGE
        )
    if received_on > on:
        raise Refused("收到日期还没有到，请核对。")
    if not Affiliation.objects.filter(in_force(received_on), member=member, branch=branch).exists():
        raise Refused(f"{member.name}在收到那天不是{branch.short_name}的党员，请核对。")
    if not brief.strip() or len(brief.strip()) > BRIEF_LENGTH:
        raise Refused(f"请写本人简要情况，不超过 {BRIEF_LENGTH} 个字，随款上报。", LARGE)


def check_not_void(contribution: Contribution) -> None:
    """It was not marked void, or Refused."""
    if contribution.voided_at is not None:
        raise Refused(
            f"这一笔已由{contribution.voided_by.partition('（')[0]}作废：{contribution.void_reason}。"
        )


def check_may_take_over(contribution: Contribution, day: date, *, on: date) -> None:
    """The committee may take it over, or Refused."""
    check_not_void(contribution)
    if contribution.taken_over_on is not None:
        raise Refused(f"已由{contribution.taken_over_by.partition('（')[0]}代收，不用再办。")
    if day > on:
        raise Refused("代收日期还没有到，请核对。")
    check_not_before(day, contribution.received_on, "代收日期早于支部收到的日期")


def check_may_pass_on(contribution: Contribution, day: date, receipt: str, *, on: date) -> None:
    """It may be passed on to the centre, or Refused."""
    check_not_void(contribution)
    if contribution.taken_over_on is None:
        raise Refused("还没有代收，先点“镇党委代收”。", LARGE)
    if contribution.sent_on is not None:
        raise Refused(f"已由{contribution.sent_by.partition('（')[0]}上缴，不用再办。")
    if day > on:
        raise Refused("上缴日期还没有到，请核对。")
    check_not_before(day, contribution.taken_over_on, "上缴日期早于代收日期")
    if len(receipt.strip()) > RECEIPT_LENGTH:
        raise Refused(f"收据号不超过 {RECEIPT_LENGTH} 个字。")


def check_may_note_receipt(contribution: Contribution, receipt: str) -> None:
    """The number of the centre's receipt may be written down, or Refused."""
    check_not_void(contribution)
    if contribution.sent_on is None:
        raise Refused("还没有上缴，收据来了再记。", LARGE)
    if contribution.centre_receipt:
        raise Refused(f"收据号已经记过：{contribution.centre_receipt}。")
    if not receipt.strip() or len(receipt.strip()) > RECEIPT_LENGTH:
        raise Refused(f"请填收据号，不超过 {RECEIPT_LENGTH} 个字。")


def check_may_void(contribution: Contribution, reason: str) -> None:
    """It may be marked void with a reason, or Refused: what went to the centre is not taken back here."""
    check_not_void(contribution)
    if contribution.sent_on is not None:
        raise Refused("已经上缴中央，不能在这里作废，请与上级组织部门联系。", LARGE)
    if not reason.strip() or len(reason.strip()) > REASON_LENGTH:
        raise Refused(f"请写明为什么作废，不超过 {REASON_LENGTH} 个字。")
