from django.db.models import TextChoices


class State(TextChoices):
    """Where the appraisal of a year stands in a branch; every way on is taken by people."""

    PREPARING = "preparing", "准备中"
    SELF = "self", "个人自评中"
    BALLOT = "ballot", "已开会，待计票"
    DECIDING = "deciding", "已计票，待评定"
    TELLING = "telling", "已评定，待反馈"
    FINISHED = "finished", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class Step(TextChoices):
    """What moves a round on."""

    START = "start", "定名单，开始准备"
    ASK = "ask", "发自评表，开始自评"
    MEET = "meet", "开评议会，互评、测评"
    COUNT = "count", "登记计票"
    RECOUNT = "recount", "重新计票"
    DECIDE = "decide", "登记评定"
    FINISH = "finish", "办结"
    REOPEN = "reopen", "重新评定"
    WITHDRAW = "withdraw", "撤回"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.PREPARING, Step.ASK): State.SELF,
    (State.SELF, Step.MEET): State.BALLOT,
    (State.BALLOT, Step.MEET): State.BALLOT,
    (State.BALLOT, Step.COUNT): State.DECIDING,
    (State.DECIDING, Step.RECOUNT): State.BALLOT,
    (State.DECIDING, Step.DECIDE): State.TELLING,
    (State.TELLING, Step.FINISH): State.FINISHED,
    (State.TELLING, Step.REOPEN): State.DECIDING,
    (State.FINISHED, Step.REOPEN): State.DECIDING,
    (State.PREPARING, Step.WITHDRAW): State.WITHDRAWN,
    (State.SELF, Step.WITHDRAW): State.WITHDRAWN,
    (State.BALLOT, Step.WITHDRAW): State.WITHDRAWN,
    (State.DECIDING, Step.WITHDRAW): State.WITHDRAWN,
}
DECIDED = (State.TELLING, State.FINISHED)


class Grade(TextChoices):
    """The four grades 等次."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


# a grade that has to be given with its reason
REASONED = (Grade.BASIC, Grade.UNQUALIFIED)


class Part(TextChoices):
    """What a member has to do with a round, as frozen when it began."""

    GRADED = "graded", "评定等次"
    UNGRADED = "ungraded", "参加，不评等次"
    OUT = "out", "不参加"


class Way(TextChoices):
    """How a member took part in the meeting."""

    IN_PERSON = "in_person", "到会"
    VIDEO = "video", "视频、电话"
    HOST = "host", "在流入地参加"
    VISIT = "visit", "上门听取"
    WRITTEN = "written", "书面"
    AWAY = "away", "没有参加"


class Body(TextChoices):
    """Who decides the grades; the codes are those of the bodies that vote."""

    COMMITTEE = "committee_meeting", "支委会"
    MEMBERS = "members_meeting", "党员大会"


class Answer(TextChoices):
    """What the member said when told."""

    AGREES = "agrees", "没有不同意见"
    DIFFERS = "differs", "有不同意见"
