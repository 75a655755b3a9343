"""May a plan be kept, sent up, a suggestion be published now?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.schedule.enums import Content
from activityday.day.schedule.models import AnnualPlan, PlanFiling
from activityday.day.schedule.plan import PlannedMonth
from activityday.office.filings.enums import State
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of

CLAUSE = "notice 四(一)"
PLANNING = (Level.COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)
LONGEST_THEME, LONGEST_NAME, LONGEST_REMARK = 100, 60, 200


@dataclass
class StalePlan(Refused):
    """Somebody else changed the plan meanwhile; `version` is the one that is there now."""

    version: int = 0


def check_plans(unit: Unit) -> None:
    """The unit has a plan of its own, or Refused."""
    if unit.level not in PLANNING:
        raise Refused(f"{unit.short_name}不单独编年度计划，随所在党支部。", CLAUSE)


def check_months(months: Sequence[PlannedMonth], year: int) -> None:
    """Twelve months of the year, each of a sensible length, or Refused."""
    if [one.month for one in months] != [date(year, number, 1) for number in range(1, 13)]:
        raise Refused("年度计划要有这一年的十二个月，请刷新页面再填。")
    for one in months:
        if (
            len(one.theme) > LONGEST_THEME
            or len(one.in_charge) > LONGEST_NAME
            or len(one.remark) > LONGEST_REMARK
        ):
            raise Refused(f"{one.month.month}月写得太长，请写短一些。")
        if set(one.contents) - set(Content.values):
            raise Refused(f"{one.month.month}月的内容不在五项之内，请重选。", "notice 三")


def check_may_file(
    plan: AnnualPlan, months: Sequence[PlannedMonth], last: PlanFiling | None, *, on: date
) -> Unit:
    """Who receives the plan, or Refused: months still to come without a theme, one waiting, nothing new."""
    superior = superior_of(plan.unit)
    if superior is None:
        raise Refused(f"{plan.unit.short_name}没有上级可以报送。", CLAUSE)
    this = on.replace(day=1)
    bare = [f"{one.month.month}月" for one in months if not one.theme and one.month >= this]
    if bare:
        raise Refused(f"{'、'.join(bare)}还没有写主题，写好再报送。", CLAUSE)
    if last is not None and last.filing.state == State.ASKED:
        raise Refused("计划已经报送，正等上级收。要改，请先撤回那一份。", CLAUSE)
    if last is not None and last.filing.state == State.APPROVED and last.version == plan.version:
        raise Refused("上级已经收到这份计划，报送以后没有改过，不用再报。", CLAUSE)
    return superior
