"""What was frozen when an activity was closed, and what the rules found. A closed version never changes."""

from django.db import models

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import LeaveKind, Mode
from activityday.judgement.closing.enums import FindingKind, Ground, Outcome
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category
from activityday.people.roster.models import Member


class Closing(models.Model):
    """One closing of an activity. Reopening and closing again is a new version; the newest is in force."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="closings", verbose_name="活动")
    version = models.PositiveSmallIntegerField("版本")
    is_current = models.BooleanField("有效", default=True)
    policy = models.CharField("规则版本", max_length=64)
    parameters = models.JSONField("规则参数")
    minutes = models.PositiveSmallIntegerField("时长（分钟）")
    declared = models.BooleanField("声明无旅游补贴纪念品吃喝")
    checklist = models.JSONField("核对结果")
    late_days = models.PositiveSmallIntegerField("补录天数", default=0)
    recorder_name = models.CharField("记录人签认", max_length=60)
    secretary_name = models.CharField("书记签认", max_length=60)
    closed_at = models.DateTimeField("归档时间")
    reason = models.CharField("重新归档的原因", max_length=200, blank=True)
    audit_code = models.CharField("校验码", max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "version"], name="closing_versions_in_order"),
            models.UniqueConstraint(
                fields=["activity"], condition=models.Q(is_current=True), name="closing_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} 第 {self.version} 版"


class CountedMember(models.Model):
    """One member at one closing: who they were then, on what ground they counted, and what came of it."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="members", verbose_name="归档")
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    member = models.ForeignKey(Member, models.PROTECT, related_name="counted", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="counted", verbose_name="党支部")
    month = models.DateField("月份")
    name = models.CharField("姓名", max_length=30)
    category = models.CharField("人员类别", max_length=20, choices=Category)
    ground = models.CharField("应到依据", max_length=12, choices=Ground)
    outcome = models.CharField("结果", max_length=12, choices=Outcome)
    mode = models.CharField("方式", max_length=12, blank=True)
    leave_kind = models.CharField("请假事由", max_length=10, blank=True)
    is_current = models.BooleanField("有效", default=True)
    position = models.PositiveIntegerField("名册顺序", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "member"], name="closing_a_member_once"),
            # joint, split or elsewhere: a member's month counts once
            models.UniqueConstraint(
                fields=["member", "month"], condition=models.Q(is_current=True), name="closing_a_month_once"
            ),
        ]
        indexes = [
            models.Index(fields=["branch", "month"], name="closing_branch_month"),
            models.Index(fields=["member", "month"], name="closing_member_month"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.month:%Y-%m} {self.get_outcome_display()}"

    @property
    def remark(self) -> str:
        """What stands beside the name: by which means, or why on leave; empty for nothing to say."""
        if self.mode:
            return str(Mode(self.mode).label)
        return f"{LeaveKind(self.leave_kind).label}假" if self.leave_kind else ""


class Finding(models.Model):
    """What a rule found from the frozen facts; withdrawn, not deleted, when the facts change."""

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="findings", verbose_name="党员")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("认定", max_length=24, choices=FindingKind)
    # the last month of the facts it rests on; with the kind it names a finding
    month = models.DateField("截至月份")
    months = models.JSONField("缺席月份")
    arithmetic = models.CharField("算式", max_length=300)
    clause = models.CharField("依据", max_length=40)
    policy = models.CharField("规则版本", max_length=64)
    found_at = models.DateTimeField("认定时间")
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year", "kind", "month"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="closing_a_finding_once",
            ),
        ]
        indexes = [models.Index(fields=["branch", "year"], name="closing_findings_of_branch")]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"

    @property
    def is_for_review(self) -> bool:
        """Whether people have to deliberate; else it is a warning one step early."""
        return self.kind in {FindingKind.REVIEW_RUN, FindingKind.REVIEW_TOTAL}
