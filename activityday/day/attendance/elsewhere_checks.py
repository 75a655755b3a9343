"""May this be recorded of somebody who takes part elsewhere? A refusal is a sentence for the person at the screen."""

from collections.abc import Collection
from datetime import date

from activityday.day.attendance.checks import NOTE_LENGTH, PARTICIPANTS
from activityday.day.attendance.enums import Mode
from activityday.day.attendance.models import Credit
from activityday.day.attendance.queries.elsewhere import InboundRow
from activityday.people.organisation.checks import Refused
from activityday.rules.floating import HOME

# how somebody who belongs elsewhere can take part at the host's activity
INBOUND_STATES = ("present", Mode.VIDEO.value, Mode.GROUP_CALL.value)


def check_inbound_mark(state: str, name: str) -> None:
    """A mark that a host can make, or Refused naming the person."""
    if state and state not in INBOUND_STATES:
        raise Refused(f"{name}：请选“到”，或者视频、微信。", PARTICIPANTS)


def check_same_as_opened(row: InboundRow, was: str) -> None:
    """Nobody marked this person differently since the form was opened, or Refused."""
    if row.state != was:
        raise Refused(f"流入党员{row.inbound.arrival.person}刚由别人记过，现在的记法在下面，请看过再改。")


def check_credit_day(held_on: date, month: date, today: date) -> None:
    """The day lies in the month and has come, or Refused."""
    if held_on.replace(day=1) != month:
        raise Refused(
            f"参加日期{held_on:%Y-%m-%d}不在{month.year}年{month.month}月，请核对回执上的日期。", PARTICIPANTS
        )
    if held_on > today:
        raise Refused("参加日期不能晚于今天：没有发生的事不能先记。", PARTICIPANTS)


def check_may_withdraw_credit(credit: Credit, why: str) -> None:
    """A credit that stands may be taken back with a reason, or Refused."""
    if credit.withdrawn_at is not None:
        raise Refused("这一条已经撤回。")
    if not why.strip():
        raise Refused("请写一句为什么撤回。")
    if len(why) > NOTE_LENGTH:
        raise Refused(f"撤回原因不超过 {NOTE_LENGTH} 个字。")


def check_pick(picked: str, words: Collection[str]) -> None:
    """What was picked is one of the words that were said, or Refused."""
    if picked != HOME and picked not in words:
        raise Refused("请选一个；如果名单刚有变动，请刷新页面再选。")
