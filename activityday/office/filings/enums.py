from django.db.models import TextChoices


class Kind(TextChoices):
    """What is sent upward. Later kinds (half-year filing, plans) join this list."""

    RESCHEDULING = "rescheduling", "活动日调整"
    EXEMPTION = "exemption", "不参加活动或以其他方式参加"
    DUES_WAIVER = "dues_waiver", "党费减免"
    CASE_REVIEW = "case_review", "组织处置预审"


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
