"""What needs a person in a branch or a town, beside its month and on its desk: talks, cases, notices, second persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse

from activityday.contents.deliberation.queries import open_follow_ups, topics_waiting
from activityday.contents.dues.queries.making_public import next_due
from activityday.contents.dues.queries.remittances import waiting_at
from activityday.contents.review.queries import counters_of, open_problems
from activityday.contents.service.queries import care_due, pledges_waiting, projects_waiting, waiting_here
from activityday.day.floating.queries import claims_waiting
from activityday.judgement.appraisal.queries import branches_due
from activityday.judgement.points.queries import notice_due, waiting_to_confirm
from activityday.judgement.standing.queries import Summary, summary_of
from activityday.leadership.reports.enums import Filed
from activityday.leadership.reports.half_year.queries import half_years_due
from activityday.leadership.supervision.enums import State as Stage
from activityday.leadership.supervision.queries import (
    checklist_due,
    coverage_of,
    open_rectifications,
    statement_of,
)
from activityday.office.notices.queries import open_objections
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.floating_queries import out_of_reach
from activityday.rules.appraisal import Urgency as AppraisalUrgency
from activityday.rules.follow_up import Urgency as FollowUpUrgency
from activityday.rules.meetings import last_of_quarter, quarter_of
from activityday.rules.points import Urgency as PointsUrgency
from activityday.rules.public_notice import Urgency

NAMES = 3
# the branch's turn: measures to be written, then the work to be reported
ORDERED = frozenset({Stage.ORDERED, Stage.UNDER_WAY})
BRANCHES = frozenset({Level.BRANCH, Level.GENERAL_BRANCH})


@dataclass(frozen=True)
class Matter:
    """One thing that waits: what, of whom or by when, where it is dealt with, and how pressing it is."""

    words: str
    detail: str
    url: str
    tone: str = "wait"


def matters_of(request: HttpRequest, unit: Unit, *, on: date) -> list[Matter]:
    """What waits for this reader at a branch or a town, the people first; nothing that the reader may not see."""
    found = [*_about_people(request, unit, on), *_floating(request, unit, on)]
    if unit.level in BRANCHES:
        found += [*_ordered(request, unit, on), *_statement(request, unit, on), *_contents(request, unit, on)]
    if may(request, Permission.CONFIRM_POINTS, unit):
        found += _to_confirm(request, unit)
    if may(request, Permission.VIEW_NOTICES, unit):
        found += _objections(unit, on)
    if may(request, Permission.POST_NOTICES, unit) or unit.level == Level.COMMITTEE:
        found += _notices(request, unit, on)
    if unit.level == Level.COMMITTEE:
        found += _office(request, unit, on)
    return found


def _contents(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    """What the contents of the day left to be done in a branch (notice 三)."""
    found: list[Matter] = []
    if may(request, Permission.VIEW_DELIBERATION, unit):
        found += [*_follow_ups(unit, on), *_topics(unit)]
    return [*_review(request, unit, on), *found, *_in_service(request, unit, on)]


def _ordered(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    """What an inspection ordered the branch to put right and it has not reported yet (notice 四(四))."""
    if not may(request, Permission.ANSWER_RECTIFICATION, unit):
        return []
    mine = [one for one in open_rectifications(unit, on=on) if one.shortcoming.state in ORDERED]
    if not mine or mine[0].left is None:
        return []
    unplanned = sum(one.shortcoming.state == Stage.ORDERED for one in mine)
    word = f"要整改的问题 {len(mine)} 个" + (f"，{unplanned} 个还没有写措施" if unplanned else "")
    tone = "bad" if any(one.is_overdue for one in mine) else "wait"
    url = reverse("supervision:rectifications", args=[unit.code])
    return [Matter(word, f"最早的{mine[0].left.sentence}", url, tone)]


def _statement(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    """The secretary's points for the year's assessment, until they are written (notice 四(四))."""
    if not may(request, Permission.WRITE_STATEMENT, unit):
        return []
    due = statement_of(unit)
    if due is None or due.points or due.round.closed_at is not None:
        return []
    day = due.round.statements_due_on
    url = reverse("supervision:statement", args=[unit.code, due.round.year])
    tone = "bad" if day < on else "wait"
    return [Matter("述职要点还没有写", f"{day.month}月{day.day}日前写好", url, tone)]


def _office(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    """What the town's office has to do for its branches (notice 四)."""
    found: list[Matter] = []
    if may(request, Permission.RECEIVE_DUES, unit):
        found += _remittances(unit)
    if may(request, Permission.INSPECT, unit):
        found += [*_half_years(unit, on), *_rectifications(unit, on), *_links(unit, on)]
    if may(request, Permission.KEEP_CHECKLIST, unit):
        found += _checklists(unit, on)
    return found


def _about_people(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    found: list[Matter] = []
    if may(request, Permission.VIEW_CASES, unit):
        found += _people(unit, summary_of(unit, on.year, on=on))
    if may(request, Permission.VIEW_APPRAISAL, unit):
        found += _appraisals(unit, on)
    return found


def _people(unit: Unit, summary: Summary) -> list[Matter]:
    url = reverse("standing:overview", args=[unit.code])
    found = []
    if summary.talks:
        names = _named([task.member.name for task in summary.talks])
        found.append(Matter(f"要谈话 {len(summary.talks)} 人", names, url))
    cases = summary.waiting if unit.level == Level.COMMITTEE else summary.cases
    if cases:
        word = "等镇党委办" if unit.level == Level.COMMITTEE else "提请研究"
        found.append(
            Matter(f"{word} {len(cases)} 人", _named([line.member.name for line in cases]), url, "bad")
        )
    return found


def _floating(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    """Page claims that wait, and in a branch those whose contact is to be reminded; two queries."""
    if not may(request, Permission.VIEW_FLOATING, unit):
        return []
    url, found = reverse("floating:floating", args=[unit.code]), []
    claims = claims_waiting(unit)
    if claims:
        names = _named([one.slip.member.name for one in claims])
        found.append(Matter(f"网上回执待认定 {len(claims)} 份", names, url))
    if unit.is_branch:
        months = parameters_for(unit, on=on).integer("contact_months")
        due = out_of_reach(unit, on=on, months=months)
        if due:
            names = _named([member.name for member in due])
            found.append(Matter(f"流动党员该联系了 {len(due)} 人", names, f"{url}?view=contact"))
    return found


def _remittances(unit: Unit) -> list[Matter]:
    waiting = waiting_at(unit)
    if not waiting:
        return []
    names = _named([one.branch.short_name for one in waiting])
    return [Matter(f"上缴党费等核对 {len(waiting)} 笔", names, reverse("dues:overview", args=[unit.code]))]


def _to_confirm(request: HttpRequest, unit: Unit) -> list[Matter]:
    own = getattr(request.user, "display_name", "")
    number = waiting_to_confirm(unit).exclude(proposed_by=own).count()
    url = reverse("points:manual", args=[unit.code])
    return [Matter(f"积分事项等复核 {number} 件", "登记的人以外的一人复核", url)] if number else []


def _follow_ups(unit: Unit, on: date) -> list[Matter]:
    """What was decided and comes due or is late: it comes back until it is closed out (notice 三(三))."""
    due = [one for one in open_follow_ups(unit, on=on) if one.urgency != FollowUpUrgency.LATER]
    if not due:
        return []
    late = any(one.urgency == FollowUpUrgency.OVERDUE for one in due)
    tasks = _named([one.follow_up.task for one in due])
    url = reverse("deliberation:follow_ups", args=[unit.code])
    return [
        Matter(
            f"决定的事{'过了期限' if late else '快到期'} {len(due)} 件", tasks, url, "bad" if late else "wait"
        )
    ]


def _topics(unit: Unit) -> list[Matter]:
    titles = [topic.title for topic in topics_waiting(unit)]
    url = reverse("deliberation:deliberation", args=[unit.code])
    return [Matter(f"等讨论、等决定的议题 {len(titles)} 个", _named(titles), url)] if titles else []


def _appraisals(unit: Unit, on: date) -> list[Matter]:
    """Whose yearly appraisal is near the end of its time, or past it."""
    due = branches_due(unit, on=on)
    if not due:
        return []
    late = [branch for branch, one in due if one.urgency == AppraisalUrgency.OVERDUE]
    url = reverse("appraisal:year", args=[unit.code, on.year - 1])
    if unit.level == Level.BRANCH:
        return [Matter("民主评议还没有办完", due[0][1].sentence, url, "bad" if late else "wait")]
    names = _named([branch.short_name for branch, _ in due])
    return [Matter(f"民主评议还没有办完 {len(due)} 个支部", names, url, "bad" if late else "wait")]


def _objections(unit: Unit, on: date) -> list[Matter]:
    waiting = list(open_objections(unit)[: NAMES + 1])
    if not waiting:
        return []
    late = waiting[0].answer_due_on < on
    day = f"{waiting[0].answer_due_on.month}月{waiting[0].answer_due_on.day}日前答复"
    url = reverse("notices:notices", args=[unit.code])
    return [Matter("公示有异议没有答复", f"最早的一条{day}", url, "bad" if late else "wait")]


def _notices(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    if unit.level in {Level.BRANCH, Level.GENERAL_BRANCH}:
        return [*_dues_notice(unit, on), *_points_notice(unit, on)]
    if unit.level != Level.COMMITTEE or not may(request, Permission.VIEW_NOTICES, unit):
        return []
    branches = list(branches_of(unit, on=on))
    due = next_due(branches, on)
    overdue = {key for key, one in due.items() if one.urgency == Urgency.OVERDUE}
    late = _named([branch.short_name for branch in branches if branch.pk in overdue])
    return (
        [Matter("党费公示过了期限", late, reverse("dues:overview", args=[unit.code]), "bad")] if late else []
    )


def _dues_notice(unit: Unit, on: date) -> list[Matter]:
    due = next_due([unit], on).get(unit.pk)
    if due is None or due.urgency == Urgency.LATER:
        return []
    tone = "bad" if due.urgency == Urgency.OVERDUE else "wait"
    return [Matter("党费该公示了", due.sentence, reverse("dues:notice", args=[unit.code]), tone)]


def _points_notice(unit: Unit, on: date) -> list[Matter]:
    due = notice_due([unit], on).get(unit.pk)
    if due is None or due.urgency == PointsUrgency.LATER:
        return []
    quarter = (due.starts_on.month + 2) // 3
    tone = "bad" if due.urgency == PointsUrgency.OVERDUE else "wait"
    url = reverse("points:notice", args=[unit.code, due.starts_on.year, quarter])
    return [Matter("积分该公示了", due.sentence, url, tone)]


def _in_service(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    found: list[Matter] = []
    if unit.is_branch and may(request, Permission.RECORD_SERVICE, unit):
        found += _service(unit, on)
    if unit.is_branch and may(request, Permission.KEEP_CARE, unit):
        found += _care(unit, on)
    return found


def _service(unit: Unit, on: date) -> list[Matter]:
    """Projects whose days are over without a result, pledges to be judged, members who wait for this community."""
    found = []
    late = list(projects_waiting(unit, on=on)[: NAMES + 1])
    if late:
        address = reverse("service:year", args=[unit.code, late[0].starts_on.year])
        found.append(Matter("服务项目等写结果", _named([one.title for one in late]), address))
    if promised := pledges_waiting(unit, on=on):
        address = reverse("service:judge_pledges", args=[unit.code, promised[0]])
        found.append(Matter(f"承诺等写兑现情况 {len(promised)} 条", "到期或者快到期", address))
    came = list(waiting_here(unit)[: NAMES + 1])
    if came:
        address = reverse("service:registrations", args=[unit.code, came[0].year])
        found.append(Matter("社区报到等确认", _named([one.member.name for one in came]), address))
    return found


def _care(unit: Unit, on: date) -> list[Matter]:
    """Visits that are due: how many, never of whom."""
    due = care_due(unit, on=on)
    url = reverse("service:care", args=[unit.code])
    if due.overdue:
        said = f"最久的过了 {due.most_days} 天" + (f"，另有 {due.soon} 人快到期" if due.soon else "")
        return [Matter(f"走访帮扶过期 {due.overdue} 人", said, url, "bad")]
    return [Matter(f"走访帮扶快到期 {due.soon} 人", "按间隔该走访了", url)] if due.soon else []


def _half_years(unit: Unit, on: date) -> list[Matter]:
    """What branches or the town itself have to file: late first, then soon."""
    found, due = [], half_years_due(unit, on=on)
    for states, word, tone in (
        ({Filed.OVERDUE, Filed.RETURNED}, "半年报备过期或退回", "bad"),
        ({Filed.SOON}, "半年报备快到期", "wait"),
    ):
        names = [one.unit.short_name for one in due if one.state in states]
        if names:
            url = reverse("reports:half_years", args=[unit.code, due[0].half.year])
            found.append(Matter(f"{word} {len(names)} 份", _named(names), url, tone))
    return found


def _rectifications(unit: Unit, on: date) -> list[Matter]:
    found, everything = [], open_rectifications(unit, on=on)
    url = reverse("supervision:rectifications", args=[unit.code])
    waiting = [one for one in everything if one.shortcoming.state == Stage.REPORTED]
    late = [one for one in everything if one.is_overdue and one.shortcoming.state != Stage.REPORTED]
    if waiting:
        tone = "bad" if any(one.is_overdue for one in waiting) else "wait"
        names = _named([one.shortcoming.unit.short_name for one in waiting])
        found.append(Matter(f"整改等复查 {len(waiting)} 个", names, url, tone))
    if late:
        names = _named([one.shortcoming.unit.short_name for one in late])
        found.append(Matter(f"整改超期 {len(late)} 个", names, url, "bad"))
    return found


def _links(unit: Unit, on: date) -> list[Matter]:
    coverage = coverage_of(unit, on=on)
    if not coverage.leaders or not (coverage.leaders_short or coverage.branches_without):
        return []
    said = [f"{len(coverage.leaders_short)} 名班子成员不够"] if coverage.leaders_short else []
    said += [f"{len(coverage.branches_without)} 个支部没有人联系"] if coverage.branches_without else []
    return [Matter("联系点没有定全", "，".join(said), reverse("supervision:leaders", args=[unit.code]))]


def _checklists(unit: Unit, on: date) -> list[Matter]:
    due = checklist_due(unit, on=on)
    if not due:
        return []
    late = any(one.is_overdue for one in due)
    url = reverse("supervision:checklists", args=[unit.code])
    names = _named([one.item.text for one in due])
    return [Matter(f"工作清单到期 {len(due)} 件", names, url, "bad" if late else "wait")]


def _review(request: HttpRequest, unit: Unit, on: date) -> list[Matter]:
    if unit.level != Level.BRANCH or not may(request, Permission.RECORD_REVIEW, unit):
        return []
    return [*_problems(unit, on), *_meetings(unit, on)]


def _problems(unit: Unit, on: date) -> list[Matter]:
    """Problems that are overdue, soon due or wait for somebody to check; never what a personal one is about."""
    due = [one for one in open_problems(unit, on=on) if one.urgency not in {None, FollowUpUrgency.LATER}]
    if not due:
        return []
    late = sum(one.is_overdue for one in due)
    personal = sum(one.problem.is_personal for one in due)
    names = _named([one.problem.title for one in due if not one.problem.is_personal])
    detail = "，".join(part for part in (names, f"个人问题 {personal} 个" if personal else "") if part)
    words = f"问题整改超期 {late} 个" if late else f"问题整改快到期 {len(due)} 个"
    return [Matter(words, detail, reverse("review:problems", args=[unit.code]), "bad" if late else "wait")]


def _meetings(unit: Unit, on: date) -> list[Matter]:
    """What the quarter still needs of 三会一课, only in its last days."""
    quarter = quarter_of(on)
    days = parameters_for(unit, on=on).integer("quarter_remind_days")
    if last_of_quarter(on.year, quarter) - timedelta(days=days) > on:
        return []
    lacking = counters_of(unit, on.year, on=on).lacking(quarter)
    if not lacking:
        return []
    said = "、".join(f"{one.duty.label} {one.missing} 次" for one in lacking)
    url = reverse("review:year", args=[unit.code, on.year])
    return [Matter("本季度三会一课还差", said, url)]


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:NAMES]) + ("等" if len(names) > NAMES else "")
