"""What stands on the papers of an activity, always starting from the activity and the unit that prints."""

from datetime import date
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for, scope_units, whole_of
from activityday.day.attendance.enums import Ground
from activityday.day.attendance.queries import (
    ExpectedMember,
    InboundRow,
    expected_at,
    inbound_at,
    within,
)
from activityday.day.paper.models import Sheet
from activityday.documents.codes import CodeRefused, read_code
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

WORDS = {
    Ground.EXEMPT: "经批准不参加",
    Ground.OTHER_MEANS: "其他方式参加",
    Ground.FLOATING: "流动党员",
}


def printed_activity(unit: Unit, month: date) -> Activity | None:
    """The activity whose papers `unit` prints: its own, or for a Party group that of its branch (signed group by group)."""
    return activity_for(unit, month) or whole_of(unit, month)


def on_paper(activity: Activity, unit: Unit) -> list[ExpectedMember]:
    """Who stands on the papers that `unit` prints, in the order of the rows (notice 二, 四(四)).

    Those who are expected in the room first, in roster order; then floating members, those who take part by other
    means and those who need not come, apart at the end. Members whose membership is suspended are left out.
    """
    everybody = expected_at(activity, on=activity.held_on)
    if activity.host_id != unit.pk:
        everybody = within(everybody, unit)
    people = [member for member in everybody if member.ground != Ground.SUSPENDED]
    # sorted is stable: inside each part the roster's order stays
    return sorted(people, key=lambda member: member.ground != Ground.EXPECTED)


def visited_at(activity: Activity, unit: Unit) -> list[ExpectedMember]:
    """Who of `unit` takes part at home, by what the primary committee agreed to, and gets a visit card; roster order."""
    return [member for member in on_paper(activity, unit) if member.ground == Ground.OTHER_MEANS]


def inbound_on_paper(activity: Activity, unit: Unit) -> list[InboundRow]:
    """Who belongs elsewhere and takes part here, for the rows behind the members; a Party group prints none."""
    if unit.level == Level.GROUP and activity.host_id != unit.pk:
        return []
    members = [member.affiliated.member.pk for member in expected_at(activity, on=activity.held_on)]
    return inbound_at(activity, members, unit=unit)


def note_of(member: ExpectedMember, *, is_joint: bool) -> str:
    """What stands beside a name: the ground where there is one, a granted leave, else branch or Party group."""
    if member.ground in WORDS:
        return WORDS[member.ground]
    if member.leave is not None:
        return "请假"
    place = member.affiliated.branch if is_joint else member.affiliated.group
    return place.short_name if place else ""


def is_joint(activity: Activity, unit: Unit) -> bool:
    """Whether members of several branches stand on the paper that `unit` prints."""
    if unit.level == Level.GROUP or activity.host_id != unit.pk:
        return False
    return len({scope.path for scope in scope_units(activity) if scope.level == Level.BRANCH}) > 1


def phones_of(activity: Activity) -> dict[UUID, str]:
    """The telephone numbers of everybody within the activity, by member. Whoever calls this logs that it was read."""
    people = affiliated(scope_units(activity), on=activity.held_on, with_contacts=True)
    return {person.member.pk: person.member.phone for person in people}


def sheets_of(activity: Activity) -> list[Sheet]:
    """All sheets printed for an activity, the newest first."""
    return list(activity.sheets.select_related("unit").order_by("-printed_at", "-serial"))


def sheet_by_code(typed: str) -> Sheet | None:
    """The sheet whose code a person typed, None when it was never printed here. Raises Refused for what is no code."""
    try:
        code = read_code(typed)
    except CodeRefused as refused:
        raise Refused(str(refused)) from None
    return Sheet.objects.filter(pk=code).select_related("activity", "unit").first()
