from django.db.models import TextChoices


class Subject(TextChoices):
    """What parameters are about: the files of the rulebook, in the order of the page."""

    SCHEDULE = "schedule", "活动时间"
    ATTENDANCE = "attendance", "参与、请假和缺席"
    FLOATING = "floating", "流动党员"
    BRANCH = "branch", "支部的设置"
    DUES = "dues", "党费"
    FILINGS = "filings", "报备"
    DELIBERATION = "deliberation", "议事、表决和四议两公开"
    REVIEW = "review", "组织生活会和会议"
    APPRAISAL = "appraisal", "民主评议党员"
    SERVICE = "service", "服务和帮扶"
    NOTICES = "notices", "公示"
    POINTS = "points", "积分"
    STANDING = "standing", "谈话和个案"
    SUPERVISION = "supervision", "督查、整改和联系点"
