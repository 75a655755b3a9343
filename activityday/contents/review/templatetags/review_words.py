"""What a state is called and in which tone; what of a problem may be read. `{% load review_words %}`."""

from django import template

from activityday.contents.review.enums import LifeState, ProblemState
from activityday.contents.review.models import Problem
from activityday.contents.review.pages import why_counted, why_life
from activityday.contents.review.queries.problems import OpenProblem
from activityday.rules.follow_up import Urgency
from activityday.rules.meetings import Counter, Standing
from activityday.rules.review import LifeCount, Remark, Tone
from activityday.ui.parts import Why
from activityday.ui.templatetags.ui import badge

register = template.Library()
TONES: dict[str, str] = {
    LifeState.PREPARED: "wait",
    LifeState.HELD: "info",
    LifeState.CONCLUDED: "ok",
    ProblemState.LISTED: "wait",
    ProblemState.WORKING: "info",
    ProblemState.DONE: "wait",
    ProblemState.CLOSED_OUT: "ok",
}
STANDINGS = {
    Standing.ENOUGH: ("够了", "ok"),
    Standing.OPEN: ("还差", "wait"),
    Standing.SHORT: ("没有记录", "bad"),
    Standing.LATER: ("还没到", "mute"),
    Standing.BEFORE: ("启用以前", "mute"),
}
REMARKS = {Tone.FINE: "ok", Tone.NOTE: "info", Tone.WARN: "wait"}


@register.simple_tag
def state(row: object) -> str:
    """The badge of a life meeting or a problem."""
    word = row.get_state_display()  # type: ignore[attr-defined]
    return badge(word, TONES.get(getattr(row, "state", ""), "mute"))


@register.simple_tag
def due_state(one: OpenProblem) -> str:
    """The badge of an open problem: how near its day is, or what it waits for."""
    if one.problem.state != ProblemState.WORKING:
        return state(one.problem)
    if one.urgency == Urgency.OVERDUE:
        return badge(f"超期 {one.days} 天", "bad")
    if one.urgency == Urgency.SOON:
        return badge(f"还有 {one.days} 天" if one.days else "今天到期", "wait")
    return state(one.problem)


@register.simple_tag
def standing(counter: Counter) -> str:
    """The badge of a counter: enough, how many are missing, not yet."""
    word, tone = STANDINGS[counter.standing]
    if counter.standing == Standing.ENOUGH and counter.held < counter.needed:
        word = "到现在够了"
    if counter.standing in {Standing.OPEN, Standing.SHORT}:
        word = f"{word} {counter.missing} 次"
    return badge(word, tone)


@register.simple_tag
def quarter_state(value: Standing) -> str:
    """The badge of a whole quarter."""
    word, tone = STANDINGS[value]
    return badge("有缺" if value == Standing.SHORT else word, tone)


@register.simple_tag
def title_of(problem: Problem, *, may_record: bool) -> str:
    """The words of a problem; of a personal one only for who records it."""
    if problem.is_personal and not may_record:
        return "个人问题"
    who = f"（{problem.member.name}）" if problem.member else ""
    return f"{problem.title}{who}"


@register.filter
def remark_tone(remark: Remark) -> str:
    """The tone of a note."""
    return REMARKS[remark.tone]


@register.filter
def why_of(counter: Counter) -> Why:
    """A counter taken apart."""
    return why_counted(counter)


@register.filter
def why_of_life(count: LifeCount) -> Why:
    """The year's life meetings taken apart."""
    return why_life(count)


@register.filter
def bullets(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
