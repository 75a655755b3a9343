"""People first: talks and cases, the year's appraisal, floating members, second persons (notice 二, 三(二), 四(四))."""

from activityday.day.floating.queries import claims_waiting
from activityday.home.attention.matter import LATE, Here, Matter, named, tone_of
from activityday.judgement.appraisal.queries import branches_due
from activityday.judgement.points.queries import waiting_to_confirm
from activityday.judgement.standing.queries import summary_of
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.roster.floating_queries import out_of_reach
from activityday.rules.appraisal import Urgency


def talks_and_cases(here: Here) -> list[Matter]:
    """Who is to be talked with, whose case waits."""
    if not here.may(Permission.VIEW_CASES):
        return []
    found, summary = [], summary_of(here.unit, here.on.year, on=here.on)
    url = here.url("standing:overview")
    if summary.talks:
        names = named([task.member.name for task in summary.talks])
        found.append(Matter(f"要谈话 {len(summary.talks)} 人", names, url))
    cases = summary.waiting if here.is_town else summary.cases
    if cases:
        word = "等镇党委办" if here.is_town else "提请研究"
        names = named([line.member.name for line in cases])
        found.append(Matter(f"{word} {len(cases)} 人", names, url, LATE))
    return found


def appraisals(here: Here) -> list[Matter]:
    """Whose yearly appraisal is near the end of its time, or past it."""
    due = branches_due(here.unit, on=here.on) if here.may(Permission.VIEW_APPRAISAL) else []
    if not due:
        return []
    tone = tone_of(any(one.urgency == Urgency.OVERDUE for _, one in due))
    url = here.url("appraisal:year", here.on.year - 1)
    if here.unit.level == Level.BRANCH:
        return [Matter("民主评议还没有办完", due[0][1].sentence, url, tone)]
    names = named([branch.short_name for branch, _ in due])
    return [Matter(f"民主评议还没有办完 {len(due)} 个支部", names, url, tone)]


def floating_members(here: Here) -> list[Matter]:
    """Page claims that wait, and in a branch those whose contact is to be reminded; two queries."""
    if not here.may(Permission.VIEW_FLOATING):
        return []
    url, found = here.url("floating:floating"), []
    if claims := claims_waiting(here.unit):
        names = named([one.slip.member.name for one in claims])
        found.append(Matter(f"网上回执待认定 {len(claims)} 份", names, url))
    if here.unit.is_branch:
        months = parameters_for(here.unit, on=here.on).integer("contact_months")
        if due := out_of_reach(here.unit, on=here.on, months=months):
            names = named([member.name for member in due])
            found.append(Matter(f"流动党员该联系了 {len(due)} 人", names, f"{url}?view=contact"))
    return found


def to_confirm(here: Here) -> list[Matter]:
    """What somebody else entered for points and waits for a second person."""
    if not here.may(Permission.CONFIRM_POINTS):
        return []
    own = getattr(here.request.user, "display_name", "")
    number = waiting_to_confirm(here.unit).exclude(proposed_by=own).count()
    words = f"积分事项等复核 {number} 件"
    return [Matter(words, "登记的人以外的一人复核", here.url("points:manual"))] if number else []
