from django.db.models import TextChoices


class Content(TextChoices):
    """The five kinds of content of the notice, chapter 三."""

    STUDY = "study", "组织学习教育"
    ANALYSIS = "analysis", "开展党性分析"
    DELIBERATION = "deliberation", "民主议事决策"
    SERVICE = "service", "服务党员群众"
    DUES = "dues", "集中交纳党费"


class Form(TextChoices):
    """The forms a segment may take (notice 三)."""

    COLLECTIVE_STUDY = "collective_study", "集中学习"
    LECTURE = "lecture", "讲授党课"
    TOPIC_LECTURE = "topic_lecture", "专题辅导"
    TOPIC_DISCUSSION = "topic_discussion", "专题讨论"
    EXCHANGE = "exchange", "交流发言"
    SITE_VISIT = "site_visit", "现场参观"
    DEEDS_REPORT = "deeds_report", "先进事迹报告会"
    LIFE_MEETING = "life_meeting", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"
    CRITICISM = "criticism", "批评和自我批评"
    OPINIONS = "opinions", "听取意见建议"
    RESOLUTION = "resolution", "研究决定事项"
    DISCLOSURE = "disclosure", "党务村务财务公开"
    VOLUNTEERING = "volunteering", "志愿服务"
    PLEDGE = "pledge", "承诺践诺"
    DUTY_POSTS = "duty_posts", "设岗定责"
    COMMUNITY = "community", "到社区报到"
    TEAM_SERVICE = "team_service", "组团式服务"
    CARE = "care", "走访帮扶"
    DUES = "dues", "交纳党费"
    CONSTITUTION = "constitution", "诵读党章"
    OATH = "oath", "重温入党誓词"
    LABOUR = "labour", "义务劳动"
    ASSIGNMENT = "assignment", "工作布置"
    OTHER = "other", "其他"


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
