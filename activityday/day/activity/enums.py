from django.db.models import TextChoices

from activityday.day.schedule.enums import Content, Form

__all__ = [
    "TRANSITIONS",
    "Content",
    "EvidenceKind",
    "ExpenseKind",
    "Form",
    "State",
    "Step",
]


class State(TextChoices):
    """The life of an activity."""

    PREPARING = "preparing", "准备中"
    HELD = "held", "已开展"
    CLOSED = "closed", "已归档"
    CANCELLED = "cancelled", "已取消"


class Step(TextChoices):
    """What moves an activity on."""

    PREPARE = "prepare", "开始准备"
    FINISH_ROLL = "finish_roll", "签到完成"
    CLOSE = "close", "核对归档"
    REOPEN = "reopen", "重新打开"
    CANCEL = "cancel", "取消"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.PREPARING, Step.FINISH_ROLL): State.HELD,
    (State.HELD, Step.FINISH_ROLL): State.HELD,
    (State.HELD, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.REOPEN): State.HELD,
    (State.PREPARING, Step.CANCEL): State.CANCELLED,
}


class EvidenceKind(TextChoices):
    """What a kept picture or scan shows."""

    SHEET = "sheet", "签到表"
    PHOTO = "photo", "活动照片"


class ExpenseKind(TextChoices):
    """What money may be asked for; the forbidden kinds stand here so that they can be refused by name."""

    MATERIAL = "material", "学习资料"
    VENUE = "venue", "场地布置"
    TRANSPORT = "transport", "就近参观交通"
    TRAVEL = "travel", "外出旅游"
    ALLOWANCE = "allowance", "误工补贴"
    SOUVENIR = "souvenir", "纪念品"
    BANQUET = "banquet", "公款吃喝"
