from django.db.models import TextChoices


class ClaimState(TextChoices):
    """Where stands what an organisation elsewhere filled in."""

    WAITING = "waiting", "待认定"
    ACCEPTED = "accepted", "已认定"
    REFUSED = "refused", "未认定"


class ClaimStep(TextChoices):
    """What the home branch does with it."""

    ACCEPT = "accept", "认定"
    REFUSE = "refuse", "不认定"


TRANSITIONS: dict[tuple[ClaimState, ClaimStep], ClaimState] = {
    (ClaimState.WAITING, ClaimStep.ACCEPT): ClaimState.ACCEPTED,
    (ClaimState.WAITING, ClaimStep.REFUSE): ClaimState.REFUSED,
}


class View(TextChoices):
    """What the list of those away shows."""

    ALL = "all", "全部"
    ASK = "ask", "要问联系人的"
    CONTACT = "contact", "该联系的"
    LOST = "lost", "失去联系"


class Answer(TextChoices):
    """What came of asking about a month without news."""

    CREDIT = "credit", "参加了"
    LEAVE = "leave", "请假"
    NO_NEWS = "no_news", "还是没有联系上"
    LOST = "lost", "失去联系了"
