"""What a state is called and in which tone. `{% load deliberation_words %}`."""

from django import template
from django.forms import BaseForm, BoundField

from activityday.contents.deliberation.enums import (
    FollowUpState,
    MatterState,
    TopicState,
    VoteState,
)
from activityday.contents.deliberation.models import Vote
from activityday.contents.deliberation.posting import body_label
from activityday.contents.deliberation.queries import Due
from activityday.rules.follow_up import Urgency
from activityday.rules.voting import NO_QUORUM
from activityday.ui.templatetags.ui import badge

register = template.Library()
TONES: dict[str, str] = {
    TopicState.PROPOSED: "wait",
    TopicState.DISCUSSED: "wait",
    TopicState.DECIDED: "ok",
    MatterState.CONCLUDED: "ok",
    MatterState.ENDED: "mute",
    FollowUpState.OPEN: "wait",
    FollowUpState.CLOSED_OUT: "ok",
}
MATTER_TONE = "wait"


@register.simple_tag
def state(row: object) -> str:
    """The badge of a topic, a matter or a follow-up."""
    value = getattr(row, "state", "")
    fallback = MATTER_TONE if value in MatterState.values else "mute"
    return badge(row.get_state_display(), TONES.get(value, fallback))  # type: ignore[attr-defined]


@register.simple_tag
def vote_state(vote: Vote) -> str:
    """The badge of a vote: what came of it once it is counted."""
    if vote.state != VoteState.COUNTED:
        return badge(VoteState(vote.state).label, "wait" if vote.state == VoteState.PREPARED else "mute")
    if vote.outcome.startswith(NO_QUORUM):
        return badge("人数不够，不算数", "bad")
    if vote.seats:
        return badge("选满了", "ok") if vote.is_passed else badge("没有选满", "wait")
    return badge("通过", "ok") if vote.is_passed else badge("没有通过", "bad")


@register.simple_tag
def due_state(due: Due) -> str:
    """The badge of something to be done: how near its day is."""
    if due.urgency == Urgency.OVERDUE:
        return badge(f"超期 {due.days} 天", "bad")
    if due.urgency == Urgency.SOON:
        return badge(f"还有 {due.days} 天" if due.days else "今天到期", "wait")
    return badge("办理中", "info")


@register.filter
def body(vote: Vote) -> str:
    """What the body of a vote is called."""
    return body_label(vote)


@register.filter
def bullets(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def bound(form: BaseForm, name: str) -> BoundField:
    """The field of a form by its name."""
    return form[name]
