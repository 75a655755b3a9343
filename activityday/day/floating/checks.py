"""May this be done with a slip or a claim now? A refusal is a sentence for the person at the screen."""

from datetime import date

from activityday.day.floating.enums import TRANSITIONS, ClaimState, ClaimStep
from activityday.day.floating.models import Claim, Slip
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition
from activityday.people.roster.queries import in_force

PARTICIPANTS = "notice 二"
MOST_SLIPS = 100
ONLY_BRANCH = "流动党员的登记、回执由党支部办，请到党支部的页面。"
PAGE_OVER = "这个填写码已经用过、过期或作废了。请同发回执的党支部联系，或者在纸上填好寄回。"


def check_branch(unit: Unit) -> None:
    """`unit` is a branch, or Refused."""
    if not unit.is_branch:
        raise Refused(ONLY_BRANCH, PARTICIPANTS)


def check_month(month: date, on: date) -> None:
    """Slips are printed for this month, the next or one that is over, never further ahead, or Refused."""
    ahead = (month.year - on.year) * 12 + month.month - on.month
    if ahead > 1:
        raise Refused(f"{month.year}年{month.month}月还早，回执最多提前一个月打印。")


def check_number(number: int) -> None:
    """Somebody was chosen, and not more than one printing holds, or Refused."""
    if not number:
        raise Refused("请先勾选给哪几位党员打印。")
    if number > MOST_SLIPS:
        raise Refused(f"一次最多打印 {MOST_SLIPS} 张，请分几次。")


def check_slip_here(slip: Slip | None, branch: Unit) -> Slip:
    """A slip that was printed for a member of `branch`, or Refused."""
    if slip is None:
        raise Refused("没有打印过这个编号的回执，请对照回执右上角再输一次。")
    if slip.branch_id != branch.pk:
        where = slip.branch.short_name if slip.branch.committee_id == branch.committee_id else "别的党支部"
        raise Refused(f"这是{where}的回执，不是{branch.short_name}的，请转交给他们登记。", PARTICIPANTS)
    return slip


def check_not_returned(slip: Slip) -> None:
    """Nothing was written down from this slip yet, or Refused with when and by whom."""
    used = slip.credit
    if used is not None and used.withdrawn_at is None:
        raise Refused(
            f"这张回执{used.recorded_at:%Y-%m-%d}已由{used.recorded_by}登记过：{slip.member.name}"
            f"{slip.month.month}月在{used.host_name}参加，不用再登记。"
        )


def check_lost_since(since: date, seen_on: date | None) -> None:
    """Nobody is out of touch on a day on which they took part or were reached, or Refused (education 24)."""
    if seen_on is not None and since <= seen_on:
        raise Refused(
            f"{seen_on:%Y-%m-%d} 还有参加活动或者联系上的记录，失去联系要从那以后算起。记录不对的，先去更正。",
            "education 24",
        )


def check_was_away(slip: Slip, held_on: date) -> None:
    """The member was away on the day, or Refused: who was back takes part at home."""
    away = Condition.objects.filter(
        in_force(held_on), member=slip.member_id, kind=ConditionKind.FLOATING
    ).exists()
    if not away:
        raise Refused(
            f"{slip.member.name}在{held_on:%Y-%m-%d}没有外出登记（可能已经返回），这一天应在本支部签到。"
            "确实在外参加的，请先核对外出、返回日期。",
            PARTICIPANTS,
        )


def check_page_open(slip: Slip | None, on: date) -> Slip:
    """The page of this slip may be filled in on the day, or Refused without saying why: a stranger learns nothing."""
    if (
        slip is None
        or slip.page_used_at is not None
        or slip.page_expires_on is None
        or slip.page_expires_on < on
        or (slip.credit is not None and slip.credit.withdrawn_at is None)
    ):
        raise Refused(PAGE_OVER)
    return slip


def check_claim_day(slip: Slip, held_on: date, on: date) -> None:
    """The day lies in the month of the slip and has come, or Refused."""
    if held_on.replace(day=1) != slip.month:
        raise Refused(f"这张回执是{slip.month.year}年{slip.month.month}月的，参加日期要在这个月里。")
    if held_on > on:
        raise Refused("参加日期不能晚于今天，参加以后再填。")


def check_may_answer(claim: Claim, step: ClaimStep) -> ClaimState:
    """The state after the step, or Refused when it was answered already."""
    after = TRANSITIONS.get((ClaimState(claim.state), step))
    if after is None:
        raise Refused(f"这一份{claim.get_state_display()}（{claim.answered_by}），不用再办。")
    return after
