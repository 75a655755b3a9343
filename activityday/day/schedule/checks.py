"""May another day be asked for now?"""

from dataclasses import dataclass
from datetime import date

from activityday.day.schedule.queries import ScheduledDay, day_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of
from activityday.rules.calendar import in_words
from activityday.rules.parameters import Parameters
from activityday.rules.rescheduling import Answer, Request, may_reschedule

CLAUSE = "通知一"
LONGEST_REASON = 300
ASKING = (Level.COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)


@dataclass(frozen=True)
class Asking:
    """What an asking starts from: the day as it stands, who answers, and the parameters of the month."""

    day: ScheduledDay
    superior: Unit
    parameters: Parameters


def check_may_ask(unit: Unit, month: date) -> Asking:
    """A new day may be asked for in this month at all, or Refused: whose it is, nothing pending, nothing approved."""
    if unit.level == Level.GROUP:
        raise Refused("党小组的活动日随所在党支部，请由党支部提出改期。", CLAUSE)
    superior = superior_of(unit)
    if unit.level not in ASKING or superior is None:
        raise Refused(f"{unit.short_name}没有上级可以报批，不能在这里申请改期。", CLAUSE)
    day = day_of(unit, month)
    check_nothing_asked(unit, day)
    return Asking(day, superior, parameters_for(unit, on=month))


def check_nothing_asked(unit: Unit, day: ScheduledDay) -> None:
    """Neither pending nor approved for this unit and month, or Refused."""
    if day.pending is not None:
        raise Refused(
            f"{day.month.month}月已经申请改到{in_words(day.pending.new_on)}，"
            f"正等{day.pending.filing.answered_by.short_name}答复。要换日子，先撤回那一件再提。",
            CLAUSE,
        )
    approved = day.rescheduling
    if approved is not None and approved.unit_id == unit.pk:
        raise Refused(f"{day.month.month}月已经批准改到{in_words(approved.new_on)}，不能再改。", CLAUSE)


def check_new_day(asking: Asking, new_on: date, reason: str, *, on: date) -> Answer:
    """The new day and its reason are such as the rules allow, or Refused. The answer carries the label of a late one."""
    if not reason.strip():
        raise Refused("请写明为什么要改期，上级凭原因批复。", CLAUSE)
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(f"原因不超过 {LONGEST_REASON} 个字，请写短一些。")
    answer = may_reschedule(
        Request(original_on=asking.day.day, new_on=new_on, asked_on=on),
        same_month=asking.parameters.boolean("rescheduling_same_month"),
        late_allowed=asking.parameters.boolean("rescheduling_late_allowed"),
    )
    if not answer.may_be_asked:
        raise Refused(answer.sentence, CLAUSE)
    return answer


def may_ask(unit: Unit, day: ScheduledDay) -> bool:
    """Whether the year view offers to ask for another day."""
    own_is_approved = day.rescheduling is not None and day.rescheduling.unit_id == unit.pk
    return unit.level in ASKING and len(unit.path) > Unit.steplen and not (day.pending or own_is_approved)
