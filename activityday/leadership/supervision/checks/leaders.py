"""May a leader be entered, linked, and a visit written down?"""

from datetime import date

from activityday.leadership.supervision.models import GuidanceVisit, Leader, LeaderLink
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

CLAUSE = "notice 四(一)"
MOST_SUGGESTIONS = 10
LONGEST_SUGGESTION = 200


def check_town(committee: Unit) -> None:
    """It is a primary committee, or Refused."""
    if committee.level != Level.COMMITTEE:
        raise Refused("班子成员和联系点由镇党委（基层党委）确定。", CLAUSE)


def check_may_link(leader: Leader, unit: Unit, starts_on: date) -> None:
    """The leader is in office and may be linked to `unit` from the day, or Refused."""
    if unit.level not in {Level.BRANCH, Level.GROUP}:
        raise Refused("联系点是党支部或党小组，请选一个党支部或党小组。", CLAUSE)
    if unit.committee_id != leader.committee_id:
        raise Refused("只能联系本镇的党支部、党小组。")
    check_in_office(leader)
    if starts_on < leader.starts_on:
        raise Refused(f"{leader.name}从{leader.starts_on:%Y-%m-%d}起任职，联系点不能更早开始。")
    if unit.dissolved_on and unit.dissolved_on < starts_on:
        raise Refused(f"{unit.name}已经撤销，不能再作联系点。")


def check_in_office(leader: Leader) -> None:
    """The leader has not left, or Refused."""
    if leader.ends_on is not None:
        raise Refused(f"{leader.name}已于{leader.ends_on:%Y-%m-%d}离任。")


def check_may_end(starts_on: date, ends_on: date) -> None:
    """A period may end on the day, or Refused."""
    if ends_on < starts_on:
        raise Refused(f"结束日期早于开始日期{starts_on:%Y-%m-%d}，请核对。")


def check_link_open(link: LeaderLink) -> None:
    """The link has not ended, or Refused."""
    if link.ends_on is not None:
        raise Refused(f"这个联系点已于{link.ends_on:%Y-%m-%d}结束，不用再办。")


def suggestions_of(text: str) -> list[str]:
    """The suggestions, one a line, or Refused: at least one, each short enough to be followed."""
    lines = [line.strip(" \t·•-　") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise Refused("请至少写一条建议，一行一条；没有建议就写“没有意见”。")
    if len(lines) > MOST_SUGGESTIONS:
        raise Refused(f"建议不超过 {MOST_SUGGESTIONS} 条，请挑要紧的写。")
    if any(len(line) > LONGEST_SUGGESTION for line in lines):
        raise Refused(f"每条建议不超过 {LONGEST_SUGGESTION} 个字。")
    return lines


def check_may_record_visit(leader: Leader, unit: Unit, visited_on: date, *, on: date) -> None:
    """The visit took place by the day `on` while the leader was in office, in their own town, or Refused."""
    if visited_on > on:
        raise Refused("指导日期还没有到，去过了再登记。")
    if unit.committee_id != leader.committee_id or unit.level not in {Level.BRANCH, Level.GROUP}:
        raise Refused("请选本镇的一个党支部或党小组。", CLAUSE)
    if visited_on < leader.starts_on or (leader.ends_on and visited_on > leader.ends_on):
        raise Refused(f"{leader.name}那天不在任，请核对日期。")


def check_not_void(visit: GuidanceVisit) -> None:
    """The visit stands, or Refused."""
    if visit.voided_at is not None:
        raise Refused(f"这条指导记录已由{visit.voided_by}作废，不用再办。")


def check_why(why: str) -> None:
    """A reason is given and short enough, or Refused."""
    if not why.strip():
        raise Refused("请写明原因，原来的内容会留着。")
    if len(why.strip()) > 120:  # noqa: PLR2004 -- the width of the column
        raise Refused("原因不超过 120 个字，请写短一些。")
