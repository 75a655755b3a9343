"""May this circular be written, issued, withdrawn now?"""

from datetime import date

from activityday.documents.papers.official import DocumentNumber
from activityday.leadership.supervision.circulars import SECTIONS, Fact, Words, paragraphs, unknown_in, whole
from activityday.leadership.supervision.enums import CIRCULAR_TRANSITIONS, CircularState, CircularStep
from activityday.leadership.supervision.models import Circular
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.circular import Length, Period, length_of
from activityday.rules.parameters import Parameters

CLAUSE = "notice 四(四)"
LONGEST_WHY = 200


def check_may_draft(committee: Unit, period: Period, *, on: date) -> None:
    """A town writes a circular about a period that has begun, or Refused."""
    if committee.level != Level.COMMITTEE:
        raise Refused(f"通报由基层党委印发，{committee.short_name}不单独印发。", CLAUSE)
    if period.starts_on > on:
        raise Refused(f"{period.label}还没有开始，到时候再起草。")


def check_step(circular: Circular, step: CircularStep) -> CircularState:
    """The state that `step` leads to, or Refused with where it stands and by whom."""
    target = CIRCULAR_TRANSITIONS.get((CircularState(circular.state), step))
    if target is None:
        raise settled(circular)
    return target


def settled(circular: Circular) -> Refused:
    """The sentence for whoever comes second."""
    last = circular.steps.order_by("-number").first()
    now = CircularState(circular.state).label
    who = last.by_name if last else circular.drafted_by
    return Refused(f"这份通报已由{who}办过，现在是“{now}”，不用再办。")


def check_version(circular: Circular, base_version: int) -> None:
    """Nobody wrote since the form was opened, or Refused."""
    if circular.version != base_version:
        raise Refused("您打开以后，这份草稿又改过。您写的还在，请刷新页面对照后再办。")


def limit_of(parameters: Parameters) -> int:
    """The most characters of a circular."""
    return parameters.integer("circular_characters")


def length_allowed(words: Words, facts: list[Fact], parameters: Parameters) -> Length:
    """How long the circular is with its figures filled in."""
    return length_of(whole(words, facts), most=limit_of(parameters))


def wrong_names(words: Words, facts: list[Fact]) -> dict[str, list[str]]:
    """By field: the names in 【】 that are no figure of this circular."""
    fields = {"title": words.title, "lead": words.lead, **{key: getattr(words, key) for key, _ in SECTIONS}}
    return {field: wrong for field, text in fields.items() if (wrong := unknown_in(text, facts))}


def check_words(words: Words, facts: list[Fact], parameters: Parameters) -> None:
    """The words have a title, every section, no unknown figure, and are short enough, or Refused (burden-2024)."""
    if not words.title.strip():
        raise Refused("请填写标题。")
    for key, heading in SECTIONS:
        if not paragraphs(getattr(words, key)):
            raise Refused(f"“{heading}”还没有写。")
    for names in wrong_names(words, facts).values():
        raise Refused(f"“【{names[0]}】”不是这份通报里的数，请从右边的数据里选。")
    length = length_allowed(words, facts, parameters)
    if not length.is_allowed:
        raise Refused(length.sentence, length.clause)


def check_number(words: str) -> str:
    """A document number as the standard writes it, or Refused with what to change."""
    try:
        return str(DocumentNumber.parse(words.strip()))
    except ValueError as error:
        raise Refused(str(error)) from error


def check_withdrawal(why: str) -> None:
    """A reason was given, or Refused."""
    if not why.strip():
        raise Refused("请写明为什么撤回，收到通报的支部会看到。")
    if len(why.strip()) > LONGEST_WHY:
        raise Refused(f"撤回原因不超过 {LONGEST_WHY} 个字。")


def number_taken(number: str) -> Refused:
    """The sentence where another circular of the town has this number."""
    return Refused(f"文号“{number}”已经用在另一份通报上，请换一个。")
