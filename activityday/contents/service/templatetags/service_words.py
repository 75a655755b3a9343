"""What a state is called and in which tone. `{% load service_words %}`."""

from decimal import Decimal

from django import template

from activityday.contents.service.enums import (
    PledgeState,
    ProjectState,
    RegistrationState,
)
from activityday.contents.service.pages import hours_shown
from activityday.rules.follow_up import Urgency
from activityday.rules.service import VisitDue
from activityday.ui.templatetags.ui import badge

register = template.Library()
TONES: dict[str, str] = {
    ProjectState.PLANNED: "wait",
    ProjectState.UNDER_WAY: "info",
    ProjectState.DONE: "ok",
    PledgeState.MADE: "info",
    PledgeState.KEPT: "ok",
    PledgeState.PARTLY: "wait",
    PledgeState.NOT_KEPT: "bad",
    RegistrationState.REPORTED: "wait",
    RegistrationState.CONFIRMED: "ok",
    RegistrationState.RETURNED: "bad",
}


@register.simple_tag
def state(row: object) -> str:
    """The badge of a project, a pledge or a registration."""
    return badge(row.get_state_display(), TONES.get(getattr(row, "state", ""), "mute"))  # type: ignore[attr-defined]


@register.simple_tag
def visit_state(due: VisitDue) -> str:
    """The badge of the next visit: how near its day is."""
    if due.urgency == Urgency.OVERDUE:
        return badge(f"过了 {due.days} 天", "bad")
    if due.urgency == Urgency.SOON:
        return badge(f"还有 {due.days} 天" if due.days else "今天", "wait")
    return badge("没到期", "mute")


@register.filter
def hours(value: Decimal | None) -> str:
    """`3`, `1.5`: without needless noughts."""
    return "" if value is None else hours_shown(value)
