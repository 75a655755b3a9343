"""What the town asks of a branch, and what its office has to do for all of them (notice 四)."""

from activityday.contents.dues.queries.remittances import branches_waiting_at
from activityday.home.attention.matter import LATE, WAITS, Here, Matter, named, tone_of
from activityday.leadership.reports.enums import Filed
from activityday.leadership.reports.half_year.queries import half_years_due
from activityday.leadership.supervision.enums import State
from activityday.leadership.supervision.queries import (
    checklist_due,
    coverage_of,
    open_rectifications,
    statement_of,
)
from activityday.people.accounts.permissions import Permission

# the branch's turn: measures to be written, then the work to be reported
ORDERED = frozenset({State.ORDERED, State.UNDER_WAY})
FILINGS = (
    (frozenset({Filed.OVERDUE, Filed.RETURNED}), "半年报备过期或退回", LATE),
    (frozenset({Filed.SOON}), "半年报备快到期", WAITS),
)


def ordered(here: Here) -> list[Matter]:
    """What an inspection ordered the branch to put right and it has not reported yet (notice 四(四))."""
    if not (here.is_branch and here.may(Permission.ANSWER_RECTIFICATION)):
        return []
    mine = [one for one in open_rectifications(here.unit, on=here.on) if one.shortcoming.state in ORDERED]
    if not mine or mine[0].left is None:
        return []
    unplanned = sum(one.shortcoming.state == State.ORDERED for one in mine)
    words = f"要整改的问题 {len(mine)} 个" + (f"，{unplanned} 个还没有写措施" if unplanned else "")
    tone = tone_of(any(one.is_overdue for one in mine))
    return [Matter(words, f"最早的{mine[0].left.sentence}", here.url("supervision:rectifications"), tone)]


def statement(here: Here) -> list[Matter]:
    """The secretary's points for the year's assessment, until they are written (notice 四(四))."""
    if not (here.is_branch and here.may(Permission.WRITE_STATEMENT)):
        return []
    due = statement_of(here.unit)
    if due is None or due.points or due.round.closed_at is not None:
        return []
    day = due.round.statements_due_on
    url = here.url("supervision:statement", due.round.year)
    return [Matter("述职要点还没有写", f"{day.month}月{day.day}日前写好", url, tone_of(day < here.on))]


def remittances(here: Here) -> list[Matter]:
    """Money that branches sent and the office has not checked."""
    names = branches_waiting_at(here.unit) if here.is_town and here.may(Permission.RECEIVE_DUES) else []
    words = f"上缴党费等核对 {len(names)} 笔"
    return [Matter(words, named(names), here.url("dues:overview"))] if names else []


def half_years(here: Here) -> list[Matter]:
    """What branches or the town itself have to file: late first, then soon."""
    if not _inspects(here):
        return []
    found, due = [], half_years_due(here.unit, on=here.on)
    for states, word, tone in FILINGS:
        names = [one.unit.short_name for one in due if one.state in states]
        if names:
            url = here.url("reports:half_years", due[0].half.year)
            found.append(Matter(f"{word} {len(names)} 份", named(names), url, tone))
    return found


def rectifications(here: Here) -> list[Matter]:
    """What branches reported as put right and nobody looked at, and what they are late with."""
    if not _inspects(here):
        return []
    found, everything = [], open_rectifications(here.unit, on=here.on)
    url = here.url("supervision:rectifications")
    waiting = [one for one in everything if one.shortcoming.state == State.REPORTED]
    late = [one for one in everything if one.is_overdue and one.shortcoming.state != State.REPORTED]
    if waiting:
        names = named([one.shortcoming.unit.short_name for one in waiting])
        tone = tone_of(any(one.is_overdue for one in waiting))
        found.append(Matter(f"整改等复查 {len(waiting)} 个", names, url, tone))
    if late:
        names = named([one.shortcoming.unit.short_name for one in late])
        found.append(Matter(f"整改超期 {len(late)} 个", names, url, LATE))
    return found


def links(here: Here) -> list[Matter]:
    """Leaders without a branch, branches without a leader (notice 四(一))."""
    if not _inspects(here):
        return []
    coverage = coverage_of(here.unit, on=here.on)
    if not coverage.leaders or not (coverage.leaders_short or coverage.branches_without):
        return []
    said = [f"{len(coverage.leaders_short)} 名班子成员不够"] if coverage.leaders_short else []
    said += [f"{len(coverage.branches_without)} 个支部没有人联系"] if coverage.branches_without else []
    return [Matter("联系点没有定全", "，".join(said), here.url("supervision:leaders"))]


def checklists(here: Here) -> list[Matter]:
    """Items of the office's own lists that are due."""
    due = checklist_due(here.unit, on=here.on) if here.is_town and here.may(Permission.KEEP_CHECKLIST) else []
    if not due:
        return []
    names = named([one.item.text for one in due])
    tone = tone_of(any(one.is_overdue for one in due))
    return [Matter(f"工作清单到期 {len(due)} 件", names, here.url("supervision:checklists"), tone)]


def _inspects(here: Here) -> bool:
    return here.is_town and here.may(Permission.INSPECT)
