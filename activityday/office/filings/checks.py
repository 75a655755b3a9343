"""May a filing take this step now?"""

from activityday.office.filings.enums import TRANSITIONS, State, Step, Verb, word
from activityday.office.filings.models import Filing, FilingStep
from activityday.people.organisation.checks import Refused

LONGEST_NOTE = 300
LONGEST_SUBJECT = 120


def check_step(filing: Filing, step: Step, note: str) -> State:
    """The state that `step` leads to, or Refused: answered or withdrawn already, or a refusal without its reason."""
    target = TRANSITIONS.get((State(filing.state), step))
    if target is None:
        raise settled(filing)
    if step == Step.REFUSE and not note.strip():
        raise Refused(reason_wanted(filing.verb))
    if len(note.strip()) > LONGEST_NOTE:
        raise Refused(f"意见不超过 {LONGEST_NOTE} 个字，请写短一些。")
    return target


def may_take(filing: Filing, step: Step) -> bool:
    """Whether the step can be offered as a button."""
    return (State(filing.state), step) in TRANSITIONS


def settled(filing: Filing) -> Refused:
    """The sentence for whoever comes second: who did what, and when."""
    what = "申请" if filing.is_for_approval else "报送"
    last = FilingStep.objects.filter(filing=filing).order_by("-number").first()
    if last is None:
        return Refused(f"这件{what}已经办过了，不用再办。")
    return Refused(f"这件{what}已由{last.by_name}{word(filing.verb, Step(last.step))}，不用再办。")


def reason_wanted(verb: str) -> str:
    """The sentence for a refusal, or for something sent back, without its reason."""
    if verb == Verb.APPROVAL:
        return "不同意的，请写明原因，让下级知道怎么办。"
    return "退回的，请写明要改什么，让下级知道怎么办。"


def check_subject(subject: str) -> None:
    """The title fits the form, or Refused."""
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise Refused(f"标题请写 1 到 {LONGEST_SUBJECT} 个字。")
