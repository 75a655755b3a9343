"""What hangs on the board or should hang there: objections without an answer, dues and points to be made known."""

from activityday.contents.dues.queries.making_public import next_due
from activityday.home.attention.matter import LATE, NAMES, Here, Matter, named, tone_of
from activityday.judgement.points.queries import notice_due
from activityday.office.notices.queries import open_objections
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.queries import branches_of
from activityday.rules.points import Urgency as PointsUrgency
from activityday.rules.public_notice import Urgency


def objections(here: Here) -> list[Matter]:
    """Objections that wait for their answer, the earliest day first."""
    if not here.may(Permission.VIEW_NOTICES):
        return []
    waiting = list(open_objections(here.unit)[: NAMES + 1])
    if not waiting:
        return []
    due_on = waiting[0].answer_due_on
    said = f"最早的一条{due_on.month}月{due_on.day}日前答复"
    url = here.url("notices:notices")
    return [Matter("公示有异议没有答复", said, url, tone_of(due_on < here.on))]


def dues_notice(here: Here) -> list[Matter]:
    """The branch's dues, soon or long since to be made known (notice 三(五))."""
    if not (here.is_branch and here.may(Permission.POST_NOTICES)):
        return []
    due = next_due([here.unit], here.on).get(here.unit.pk)
    if due is None or due.urgency == Urgency.LATER:
        return []
    tone = tone_of(due.urgency == Urgency.OVERDUE)
    return [Matter("党费该公示了", due.sentence, here.url("dues:notice"), tone)]


def points_notice(here: Here) -> list[Matter]:
    """The branch's points of a quarter, soon or long since to be made known (notice 四(四))."""
    if not (here.is_branch and here.may(Permission.POST_NOTICES)):
        return []
    due = notice_due([here.unit], here.on).get(here.unit.pk)
    if due is None or due.urgency == PointsUrgency.LATER:
        return []
    quarter = (due.starts_on.month + 2) // 3
    url = here.url("points:notice", due.starts_on.year, quarter)
    return [Matter("积分该公示了", due.sentence, url, tone_of(due.urgency == PointsUrgency.OVERDUE))]


def dues_notices_of_a_town(here: Here) -> list[Matter]:
    """Branches whose dues should have been made known before today."""
    if not (here.is_town and here.may(Permission.VIEW_NOTICES)):
        return []
    branches = list(branches_of(here.unit, on=here.on))
    due = next_due(branches, here.on)
    overdue = {key for key, one in due.items() if one.urgency == Urgency.OVERDUE}
    late = named([branch.short_name for branch in branches if branch.pk in overdue])
    return [Matter("党费公示过了期限", late, here.url("dues:overview"), LATE)] if late else []
