from collections.abc import Mapping

from django.db.models import TextChoices


class Kind(TextChoices):
    """What is sent upward."""

    RESCHEDULING = "rescheduling", "活动日调整"
    EXEMPTION = "exemption", "不参加活动或以其他方式参加"
    DUES_WAIVER = "dues_waiver", "党费减免"
    CASE_REVIEW = "case_review", "组织处置预审"
    ANNUAL_PLAN = "annual_plan", "年度计划"
    HALF_YEAR = "half_year", "半年开展情况"
    LOCAL_PLAN = "local_plan", "实施方案"
    EXPERIENCE = "experience", "经验总结"


class Verb(TextChoices):
    """Three different things a superior does with what is sent up."""

    APPROVAL = "approval", "报批"
    RECORD = "record", "报备"
    ARCHIVE = "archive", "备案"


class State(TextChoices):
    """Where a filing stands."""

    ASKED = "asked", "待批复"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class Step(TextChoices):
    """What moves a filing on."""

    ASK = "ask", "提出"
    APPROVE = "approve", "同意"
    REFUSE = "refuse", "不同意"
    WITHDRAW = "withdraw", "撤回"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.ASKED, Step.APPROVE): State.APPROVED,
    (State.ASKED, Step.REFUSE): State.REFUSED,
    (State.ASKED, Step.WITHDRAW): State.WITHDRAWN,
}
# the same life in other words: what is sent for the record is received or sent back, never agreed to
RECEIVED: dict[State | Step, str] = {
    State.ASKED: "待收",
    State.APPROVED: "已收到",
    State.REFUSED: "已退回",
    Step.ASK: "报送",
    Step.APPROVE: "收到",
    Step.REFUSE: "退回",
}
WORDS: Mapping[Verb, Mapping[State | Step, str]] = {
    Verb.APPROVAL: {},
    Verb.RECORD: RECEIVED,
    Verb.ARCHIVE: {
        **RECEIVED,
        State.ASKED: "待备案",
        State.APPROVED: "已备案",
        Step.APPROVE: "备案",
    },
}


def word(verb: str, what: State | Step) -> str:
    """How a state or a step is called when something is sent up in this way."""
    return WORDS[Verb(verb)].get(what, str(what.label))
