"""May a shortcoming take this step now? May a decision about an organisation be written down?"""

from datetime import date

from activityday.leadership.supervision.enums import TRANSITIONS, CensureKind, State, Step
from activityday.leadership.supervision.models import Censure, Shortcoming, ShortcomingStep
from activityday.people.organisation.checks import Refused

CLAUSE = "notice 四(四)"
LONGEST_NOTE = 300
NEEDS_WORDS = {
    Step.REPORT: "请写明整改得怎么样，让镇里知道去看什么。",
    Step.CLOSE: "请写明复查看到了什么，再销号。",
    Step.RETURN: "请写明哪里没有整改到位，让支部知道怎么办。",
    Step.REOPEN: "请写明问题怎么反弹的。",
    Step.WITHDRAW: "请写明为什么不是问题。",
}


def check_step(shortcoming: Shortcoming, step: Step, note: str = "") -> State:
    """The state that `step` leads to, or Refused: not its turn, or without its words."""
    target = TRANSITIONS.get((State(shortcoming.state), step))
    if target is None:
        raise settled(shortcoming)
    if not note.strip() and step in NEEDS_WORDS:
        raise Refused(NEEDS_WORDS[step])
    if len(note.strip()) > LONGEST_NOTE:
        raise Refused(f"说明不超过 {LONGEST_NOTE} 个字，请写短一些。")
    return target


def may_take(shortcoming: Shortcoming, step: Step) -> bool:
    """Whether the step can be offered as a button."""
    return (State(shortcoming.state), step) in TRANSITIONS


def settled(shortcoming: Shortcoming) -> Refused:
    """The sentence for whoever comes second: who did what, and where it stands."""
    last = ShortcomingStep.objects.filter(shortcoming=shortcoming).order_by("-number").first()
    now = State(shortcoming.state).label
    if last is None:
        return Refused(f"这个问题现在是“{now}”，请刷新页面看看。")
    return Refused(f"这个问题已由{last.by_name}{Step(last.step).label}，现在是“{now}”，不用再办。")


def check_measure(shortcoming: Shortcoming, text: str, owner: str, due_on: date, *, on: date) -> None:
    """A measure says what, who and until when, within the order's day, or Refused."""
    if not text.strip() or len(text.strip()) > LONGEST_NOTE:
        raise Refused(f"请写明整改措施，不超过 {LONGEST_NOTE} 个字。")
    if not owner.strip():
        raise Refused("请写明责任人，写一个人的名字。")
    if due_on < on:
        raise Refused("完成时限已经过去，请选今天或以后的日子。")
    last = shortcoming.due_on
    if last is not None and due_on > max(last, on):
        raise Refused(f"最晚要在{last.month}月{last.day}日整改到位，请选这天以前的日子。", CLAUSE)


def check_censure(
    kind: CensureKind, decided_on: date, decided_by: str, document: str, person: str, *, on: date
) -> None:
    """It says who decided, when, by which document, and for a talk whom, or Refused."""
    if decided_on > on:
        raise Refused("决定日期还没有到，定下来了再登记。")
    if not decided_by.strip() or not document.strip():
        raise Refused("请写明是谁定的、依据哪份文件或哪次会议的记录。", CLAUSE)
    if kind == CensureKind.TALK and not person.strip():
        raise Refused("请写明同谁谈的。名字加密保存，只有负责督查的人能看到。", CLAUSE)
    if kind != CensureKind.TALK and person.strip():
        raise Refused("批评、责令整改是对党组织的，不写个人的名字。", CLAUSE)


def check_censure_stands(censure: Censure) -> None:
    """It was not declared void, or Refused."""
    if censure.voided_at is not None:
        raise Refused(f"这条已由{censure.voided_by}作废，不用再办。")
