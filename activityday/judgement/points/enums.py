from django.db.models import TextChoices


class Source(TextChoices):
    """Where the fact behind an entry is written down."""

    ATTENDANCE = "attendance", "活动日归档"
    DUES = "dues", "党费收缴"
    SERVICE = "service", "服务项目"
    MANUAL = "manual", "登记事项"


class State(TextChoices):
    """Where something entered by hand stands."""

    PROPOSED = "proposed", "待复核"
    CONFIRMED = "confirmed", "已复核"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"
    COUNTERED = "countered", "已冲正"


class Step(TextChoices):
    """What moves it on."""

    PROPOSE = "propose", "登记"
    CONFIRM = "confirm", "复核通过"
    REFUSE = "refuse", "不通过"
    WITHDRAW = "withdraw", "撤回"
    COUNTER = "counter", "冲正"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.PROPOSED, Step.CONFIRM): State.CONFIRMED,
    (State.PROPOSED, Step.REFUSE): State.REFUSED,
    (State.PROPOSED, Step.WITHDRAW): State.WITHDRAWN,
    (State.CONFIRMED, Step.COUNTER): State.COUNTERED,
}
LIVE = (State.PROPOSED, State.CONFIRMED)
