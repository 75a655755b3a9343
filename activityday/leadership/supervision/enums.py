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


class Presence(TextChoices):
    """Whether the person in charge took part in a month's activity (notice 四(一))."""

    PRESENT = "present", "带头参加"
    ABSENT = "absent", "没有参加"
    UNSAID = "unsaid", "纪实没写"
    NOTHING = "nothing", "没有活动"


PRESENCE_SIGNS: dict[Presence, tuple[str, str]] = {
    Presence.PRESENT: ("到", "ok"),
    Presence.ABSENT: ("缺", "bad"),
    Presence.UNSAID: ("？", "wait"),
    Presence.NOTHING: ("·", "mute"),
}


class Seen(TextChoices):
    """What an inspection saw of one item."""

    FINE = "fine", "没有问题"
    SHORTCOMING = "shortcoming", "有问题"
    NOT_SEEN = "not_seen", "没有看"


class State(TextChoices):
    """The life of a shortcoming 问题 that an inspection found."""

    FOUND = "found", "待下发通知"
    ORDERED = "ordered", "待写措施"
    UNDER_WAY = "under_way", "整改中"
    REPORTED = "reported", "待复查"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


class Step(TextChoices):
    """What moves a shortcoming on."""

    FIND = "find", "查出问题"
    ORDER = "order", "下发整改通知书"
    PLAN = "plan", "写明措施"
    REPORT = "report", "报整改完成"
    CLOSE = "close", "复查通过，销号"
    RETURN = "return", "复查没通过，退回整改"
    REOPEN = "reopen", "问题反弹，重新整改"
    WITHDRAW = "withdraw", "查实不是问题，撤销"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.FOUND, Step.ORDER): State.ORDERED,
    (State.FOUND, Step.WITHDRAW): State.WITHDRAWN,
    (State.ORDERED, Step.PLAN): State.UNDER_WAY,
    (State.ORDERED, Step.WITHDRAW): State.WITHDRAWN,
    (State.UNDER_WAY, Step.PLAN): State.UNDER_WAY,
    (State.UNDER_WAY, Step.REPORT): State.REPORTED,
    (State.REPORTED, Step.CLOSE): State.CLOSED,
    (State.REPORTED, Step.RETURN): State.ORDERED,
    (State.CLOSED, Step.REOPEN): State.ORDERED,
}
OPEN_STATES = (State.FOUND, State.ORDERED, State.UNDER_WAY, State.REPORTED)
STATE_TONES: dict[State, str] = {
    State.FOUND: "wait",
    State.ORDERED: "wait",
    State.UNDER_WAY: "info",
    State.REPORTED: "wait",
    State.CLOSED: "ok",
    State.WITHDRAWN: "mute",
}


class CensureKind(TextChoices):
    """What people decided about an organisation or who leads it (notice 四(四)); nothing here follows by itself."""

    CRITICISM = "criticism", "批评"
    ORDERED = "ordered", "责令整改"
    TALK = "talk", "诫勉谈话"


class Grade(TextChoices):
    """The four grades of an assessment, as they stand on the paper form 测评表."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    ORDINARY = "ordinary", "一般"
    POOR = "poor", "差"


class Progress(TextChoices):
    """Where an item of a work checklist stands."""

    TODO = "todo", "未开始"
    DOING = "doing", "进行中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不办了"


PROGRESS_TONES: dict[Progress, str] = {
    Progress.TODO: "mute",
    Progress.DOING: "info",
    Progress.DONE: "ok",
    Progress.DROPPED: "mute",
}
SETTLED = (Progress.DONE, Progress.DROPPED)


class CircularState(TextChoices):
    """The life of a circular 通报."""

    DRAFT = "draft", "起草中"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "没有用"


class CircularStep(TextChoices):
    """What moves a circular on."""

    DRAFT = "draft", "起草"
    ISSUE = "issue", "印发"
    WITHDRAW = "withdraw", "撤回"
    DROP = "drop", "放弃草稿"


CIRCULAR_TRANSITIONS: dict[tuple[CircularState, CircularStep], CircularState] = {
    (CircularState.DRAFT, CircularStep.ISSUE): CircularState.ISSUED,
    (CircularState.DRAFT, CircularStep.DROP): CircularState.DROPPED,
    (CircularState.ISSUED, CircularStep.WITHDRAW): CircularState.WITHDRAWN,
}
CIRCULAR_TONES: dict[CircularState, str] = {
    CircularState.DRAFT: "wait",
    CircularState.ISSUED: "ok",
    CircularState.WITHDRAWN: "bad",
    CircularState.DROPPED: "mute",
}
# further lives of this room, drawn each in a file of its own
FURTHER = {"circular": CIRCULAR_TRANSITIONS}


class Order(TextChoices):
    """In which order a circular names branches; never by a figure."""

    TREE = "tree", "党组织顺序"
    PINYIN = "pinyin", "单位拼音顺序"
