"""May this be assessed, assessed anew, marked void now? A refusal is a sentence for the person at the screen."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import YearSheet, last_made
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

ONCE_A_YEAR = "dues 2017"
REASON_LENGTH = 120
DECEMBER = 12


class StaleAssessments(Refused):
    """Somebody assessed the same members meanwhile."""


class RowsRefused(Refused):
    """Some rows cannot be assessed as typed; nothing was kept. `errors`: member → field → sentence."""

    def __init__(self, errors: Mapping[UUID, Mapping[str, str]]) -> None:
        super().__init__(f"有 {len(errors)} 人的内容要改，见红字。什么都还没有保存。")
        self.errors = errors


def check_year(year: int, on: date) -> None:
    """This year, or from December on the next: a year gone by is not assessed any more. Raises Refused."""
    if year < on.year:
        raise Refused(f"{year}年已经过去，不再核定；从今年起改正。", ONCE_A_YEAR)
    if year > on.year + 1 or (year == on.year + 1 and on.month < DECEMBER):
        raise Refused(f"{year}年的党费从{year - 1}年12月起可以核定。", ONCE_A_YEAR)


def may_assess_year(year: int, on: date) -> bool:
    """Whether the year can be assessed now."""
    try:
        check_year(year, on)
    except Refused:
        return False
    return True


def check_branch(branch: Unit) -> None:
    """Dues are assessed by a branch under a committee, or Refused."""
    if not branch.is_branch or branch.committee_id is None:
        raise Refused("党费由党支部核定，请到党支部的页面办理。", "notice 三(五)")


def check_starts(sheet: YearSheet) -> date:
    """The first month of the branch in the year is known, or Refused."""
    if sheet.starts is None:
        raise Refused("请选从哪个月起在这里收党费。")
    return sheet.starts


def check_version(sheet: YearSheet, base_version: int) -> None:
    """Nobody assessed these members since the page was opened, or StaleAssessments naming who did."""
    if sheet.version != base_version:
        raise stale(row.key for row in sheet.rows)


def stale(members: Iterable[UUID]) -> StaleAssessments:
    """The sentence for whoever comes second: who saved, and when."""
    last = last_made(members)
    who = f"{last.made_by} {timezone.localtime(last.made_at):%m月%d日 %H:%M} " if last else ""
    return StaleAssessments(f"{who}刚刚保存过，没有重复保存。页面已换成现在的情况，请核对后再办。")


def check_reason(reason: str) -> str:
    """A change in the year says why, or Refused."""
    reason = reason.strip()
    if not reason:
        raise Refused("年内一般不变动。要重新核定，请写明原因，例如：工资调整、退休、转岗。", ONCE_A_YEAR)
    if len(reason) > REASON_LENGTH:
        raise Refused(f"原因不超过 {REASON_LENGTH} 个字，请写短一些。")
    return reason


def check_month_is_free(taken: Assessment | None) -> None:
    """Nothing holds from this very month on, or Refused."""
    if taken is not None:
        raise Refused(
            f"{taken.since.year}年{taken.since.month}月起已经核定过一次（每月 {taken.amount} 元）。"
            "登记错了，请先把那一次作废；收入变了，请从别的月份起。"
        )


def check_since(since: date, *, on: date, used_since: date | None) -> None:
    """A month of this year (or in December of the next), not before the branch began here. Raises Refused.

    A month whose dues were collected already may be changed: what was paid too much pays the months to come.
    """
    check_year(since.year, on)
    if used_since is None:
        raise Refused("请先在“全年核定”页面把全支部核定一次。", ONCE_A_YEAR)
    if since < used_since:
        raise Refused(f"本支部从{used_since.year}年{used_since.month}月起在这里收党费，不能更早。")


def check_may_void(found: Assessment, reason: str, on: date) -> str:
    """One of this year or later that is not void yet, with a reason; returns the reason. Raises Refused."""
    if found.voided_at is not None:
        raise Refused(f"这一次核定已由{found.voided_by}作废，不用再办。")
    if found.since.year < on.year:
        raise Refused("往年的核定不再作废；从今年起改正。", ONCE_A_YEAR)
    if not reason.strip():
        raise Refused("请写明作废的原因，例如：登记错了人。")
    if len(reason.strip()) > REASON_LENGTH:
        raise Refused(f"原因不超过 {REASON_LENGTH} 个字，请写短一些。")
    return reason.strip()
