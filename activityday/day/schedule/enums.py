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
    INTEGRITY = "integrity", "接受廉政教育"
    ONLINE_LECTURE = "online_lecture", "网络党课"
    LABOUR = "labour", "义务劳动"
    ASSIGNMENT = "assignment", "工作布置"
    OTHER = "other", "其他"
