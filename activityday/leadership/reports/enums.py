from django.db.models import TextChoices


class MonthState(TextChoices):
    """Where one month of a branch stands when a half-year is reported. Only recorded months give figures."""

    RECORDED = "recorded", "已归档"
    UNRECORDED = "unrecorded", "已开展，未归档"
    MISSING = "missing", "没有开展记录"
    COMING = "coming", "还没有到"
    BEFORE = "before", "启用以前"


class Filed(TextChoices):
    """Where the filing of one half-year stands, for the branch and on the clerk's board."""

    NOT_DUE = "not_due", "未到期"
    SOON = "soon", "快到期"
    OVERDUE = "overdue", "逾期未报"
    SENT = "sent", "已报待收"
    RECEIVED = "received", "已收到"
    RETURNED = "returned", "已退回"


# the colour of a state in the look; the word stands in the cell
TONES: dict[Filed, str] = {
    Filed.NOT_DUE: "mute",
    Filed.SOON: "wait",
    Filed.OVERDUE: "bad",
    Filed.SENT: "info",
    Filed.RECEIVED: "ok",
    Filed.RETURNED: "bad",
}
MONTH_TONES: dict[MonthState, str] = {
    MonthState.RECORDED: "ok",
    MonthState.UNRECORDED: "wait",
    MonthState.MISSING: "bad",
    MonthState.COMING: "mute",
    MonthState.BEFORE: "mute",
}


class Subject(TextChoices):
    """What a question can be about."""

    BRANCHES = "branches", "支部"
    MEMBERS = "members", "党员"
    ACTIVITIES = "activities", "活动"
