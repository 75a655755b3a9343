"""Four steps and two publications 四议两公开: told early enough, in order, posted long enough, nothing left out silently."""

from dataclasses import dataclass
from datetime import date, timedelta

from activityday.rules.clauses import cites


@dataclass(frozen=True)
class Timing:
    """Whether a day is right, and the sentence if not."""

    is_right: bool
    sentence: str
    clause: str


@cites("four-steps 3", "village-law 21")
def told_early(told_on: date, held_on: date, *, days: int, what: str, clause: str) -> Timing:
    """Those concerned were told at least `days` before the meeting, the day of the meeting not counted."""
    before = (held_on - told_on).days
    if before >= days:
        return Timing(True, f"{what}，提前 {before} 天，不少于 {days} 天。", clause)
    earliest = told_on + timedelta(days=days)
    return Timing(
        False,
        f"{what}应提前 {days} 天，{_said(told_on)}告知的，最早{_said(earliest)}开会。",
        clause,
    )


@cites("four-steps 2")
def may_merge(*, one_person: bool, reason: str) -> Timing:
    """The first two steps are one meeting only where the secretary is also head of the village committee, and it is said why."""
    clause = "four-steps 2"
    if not one_person:
        return Timing(False, "书记、主任由一人担任（一肩挑）的，第一、二步才可以合并开。", clause)
    if not reason.strip():
        return Timing(False, "合并开的，请写明情况，印在表上。", clause)
    return Timing(True, "书记、主任由一人担任，第一、二步合并开。", clause)


@cites("four-steps 4")
def in_order(held_on: date, previous_on: date) -> Timing:
    """A step is never earlier than the one before it; on the same day it may be."""
    clause = "four-steps 4"
    if held_on >= previous_on:
        return Timing(True, "先后顺序对。", clause)
    return Timing(False, f"上一步是{_said(previous_on)}，这一步不能更早，请核对日期。", clause)


@cites("four-steps 5")
def last_day_of_decision(starts_on: date, *, days: int) -> date:
    """The last day on which a decision must still hang: `days` days, the first counted."""
    return starts_on + timedelta(days=max(days, 1) - 1)


@cites("four-steps 5")
def posted_long_enough(starts_on: date, ends_on: date, *, days: int) -> Timing:
    """A decision hangs for at least `days` days, first and last counted."""
    clause = "four-steps 5"
    last = last_day_of_decision(starts_on, days=days)
    if ends_on >= last:
        return Timing(True, f"公开 {(ends_on - starts_on).days + 1} 天，不少于 {days} 天。", clause)
    return Timing(False, f"至少公开 {days} 天，最早到{_said(last)}。", clause)


@cites("four-steps 6")
def may_publish_outcome(decision_until: date | None, on: date, *, is_done: bool) -> Timing:
    """The outcome follows when the decision has hung its days (None: that step was left out) and the work was closed out."""
    clause = "four-steps 6"
    if decision_until is not None and on <= decision_until:
        return Timing(False, f"决议公开到{_said(decision_until)}，期满以后再公开实施结果。", clause)
    if not is_done:
        return Timing(False, "这件事还没有办结。请先在督办里写明办得怎么样，再公开实施结果。", clause)
    return Timing(True, "决议公开期满，事情已经办结。", clause)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
