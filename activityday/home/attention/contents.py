"""What the contents of the day left to be done in a branch (notice 三)."""

from datetime import timedelta

from activityday.contents.deliberation.queries import open_follow_ups, topics_waiting
from activityday.contents.review.queries import counters_of, open_problems
from activityday.contents.service.queries import care_due, pledges_waiting, projects_waiting, waiting_here
from activityday.home.attention.matter import LATE, NAMES, Here, Matter, named, tone_of
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.rules.follow_up import Urgency
from activityday.rules.meetings import last_of_quarter, quarter_of


def problems(here: Here) -> list[Matter]:
    """Problems that are overdue, soon due or wait for somebody to check; never what a personal one is about."""
    if not _reviews(here):
        return []
    due = [one for one in open_problems(here.unit, on=here.on) if one.urgency not in {None, Urgency.LATER}]
    if not due:
        return []
    late = sum(one.is_overdue for one in due)
    personal = sum(one.problem.is_personal for one in due)
    names = named([one.problem.title for one in due if not one.problem.is_personal])
    detail = "，".join(part for part in (names, f"个人问题 {personal} 个" if personal else "") if part)
    words = f"问题整改超期 {late} 个" if late else f"问题整改快到期 {len(due)} 个"
    return [Matter(words, detail, here.url("review:problems"), tone_of(late))]


def meetings(here: Here) -> list[Matter]:
    """What the quarter still needs of 三会一课, only in its last days."""
    if not _reviews(here):
        return []
    year, quarter = here.on.year, quarter_of(here.on)
    days = parameters_for(here.unit, on=here.on).integer("quarter_remind_days")
    if last_of_quarter(year, quarter) - timedelta(days=days) > here.on:
        return []
    lacking = counters_of(here.unit, year, on=here.on).lacking(quarter)
    said = "、".join(f"{one.duty.label} {one.missing} 次" for one in lacking)
    return [Matter("本季度三会一课还差", said, here.url("review:year", year))] if lacking else []


def follow_ups(here: Here) -> list[Matter]:
    """What was decided and comes due or is late: it comes back until it is closed out (notice 三(三))."""
    if not _deliberates(here):
        return []
    due = [one for one in open_follow_ups(here.unit, on=here.on) if one.urgency != Urgency.LATER]
    if not due:
        return []
    late = any(one.urgency == Urgency.OVERDUE for one in due)
    words = f"决定的事{'过了期限' if late else '快到期'} {len(due)} 件"
    tasks = named([one.follow_up.task for one in due])
    return [Matter(words, tasks, here.url("deliberation:follow_ups"), tone_of(late))]


def topics(here: Here) -> list[Matter]:
    """What waits to be talked over or decided."""
    titles = [topic.title for topic in topics_waiting(here.unit)] if _deliberates(here) else []
    words = f"等讨论、等决定的议题 {len(titles)} 个"
    return [Matter(words, named(titles), here.url("deliberation:deliberation"))] if titles else []


def service(here: Here) -> list[Matter]:
    """Projects whose days are over without a result, pledges to be judged, members who wait for this community."""
    if not (here.unit.is_branch and here.may(Permission.RECORD_SERVICE)):
        return []
    found = []
    late = list(projects_waiting(here.unit, on=here.on)[: NAMES + 1])
    if late:
        url = here.url("service:year", late[0].starts_on.year)
        found.append(Matter("服务项目等写结果", named([one.title for one in late]), url))
    if promised := pledges_waiting(here.unit, on=here.on):
        url = here.url("service:judge_pledges", promised[0])
        found.append(Matter(f"承诺等写兑现情况 {len(promised)} 条", "到期或者快到期", url))
    came = list(waiting_here(here.unit)[: NAMES + 1])
    if came:
        url = here.url("service:registrations", came[0].year)
        found.append(Matter("社区报到等确认", named([one.member.name for one in came]), url))
    return found


def care(here: Here) -> list[Matter]:
    """Visits that are due: how many, never of whom."""
    if not (here.unit.is_branch and here.may(Permission.KEEP_CARE)):
        return []
    due, url = care_due(here.unit, on=here.on), here.url("service:care")
    if due.overdue:
        said = f"最久的过了 {due.most_days} 天" + (f"，另有 {due.soon} 人快到期" if due.soon else "")
        return [Matter(f"走访帮扶过期 {due.overdue} 人", said, url, LATE)]
    return [Matter(f"走访帮扶快到期 {due.soon} 人", "按间隔该走访了", url)] if due.soon else []


def _reviews(here: Here) -> bool:
    return here.unit.level == Level.BRANCH and here.may(Permission.RECORD_REVIEW)


def _deliberates(here: Here) -> bool:
    return here.is_branch and here.may(Permission.VIEW_DELIBERATION)
