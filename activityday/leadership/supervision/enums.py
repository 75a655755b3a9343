from django.db.models import TextChoices


class BoardState(TextChoices):
    """The five states of a branch's month. “Not held” and “not recorded” are different things."""

    RECORDED = "recorded", "已开展已记录"
    UNRECORDED = "unrecorded", "已开展未记录"
    RESCHEDULED = "rescheduled", "经批准改期"
    OVERDUE = "overdue", "逾期"
    NOT_DUE = "not_due", "未到期"


SIGNS: dict[BoardState, str] = {
    BoardState.RECORDED: "✓",
    BoardState.UNRECORDED: "未",
    BoardState.RESCHEDULED: "改",
    BoardState.OVERDUE: "逾",
    BoardState.NOT_DUE: "·",
}

# the colour of a state in the look; the sign and the word stand beside it
TONES: dict[BoardState, str] = {
    BoardState.RECORDED: "ok",
    BoardState.UNRECORDED: "wait",
    BoardState.RESCHEDULED: "info",
    BoardState.OVERDUE: "bad",
    BoardState.NOT_DUE: "mute",
}
