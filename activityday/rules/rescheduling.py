"""Asking for another day (notice 一): by the next level up, before the original day, within the month."""

from dataclasses import dataclass
from datetime import date

from activityday.rules.clauses import cites

CLAUSE = "notice 一"


@dataclass(frozen=True)
class Request:
    """What is asked: instead of which day, which day, and when it is asked."""

    original_on: date
    new_on: date
    asked_on: date


@dataclass(frozen=True)
class Answer:
    """Whether it may be asked, why not, and the label of a late one."""

    may_be_asked: bool
    sentence: str
    late_note: str = ""
    clause: str = CLAUSE


@cites("notice 一")
def may_reschedule(request: Request, *, same_month: bool, late_allowed: bool) -> Answer:
    """Whether the branch may ask for `new_on`. A late request is labelled, not blocked, where `late_allowed`."""
    if request.new_on == request.original_on:
        return Answer(False, "新的日期和原定日期是同一天，不用申请。")
    if same_month and (request.new_on.year, request.new_on.month) != (
        request.original_on.year,
        request.original_on.month,
    ):
        return Answer(False, f"只能改到{request.original_on.month}月之内的另一天。")
    if request.asked_on < request.original_on:
        if request.new_on < request.asked_on:
            return Answer(False, "新的日期已经过去了，请选今天以后的日子。")
        return Answer(True, "在原定日之前提出。")
    if not late_allowed:
        return Answer(False, "应当在原定日之前提出，现在已经过了。")
    days = (request.asked_on - request.original_on).days
    return Answer(
        True,
        "过了原定日才提出，会注明迟报。",
        late_note=f"原定日后 {days} 天提出" if days else "原定日当天提出",
    )
