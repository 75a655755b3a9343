"""Reschedulings asked for, plans and suggestions for the year. The twelve days themselves are worked out, never stored."""

from django.db import models

from activityday.day.schedule.enums import Content, Form
from activityday.office.filings.models import Filing
from activityday.office.notices.models import MaterialVersion
from activityday.people.organisation.models import Unit


class Rescheduling(models.Model):
    """A branch asks to hold one month's day on another day 改期 (notice 一). In force only once approved."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="rescheduling")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reschedulings", verbose_name="党组织")
    month = models.DateField("月份")
    number = models.PositiveSmallIntegerField("当月第几次申请", default=1)
    original_on = models.DateField("原定日期")
    new_on = models.DateField("拟调日期")
    reason = models.CharField("原因", max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="schedule_rescheduling_moves", condition=~models.Q(new_on=models.F("original_on"))
            ),
            # two people asking at the same moment meet here: the second is told
            models.UniqueConstraint(
                fields=["unit", "month", "number"], name="schedule_one_asking_in_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m} → {self.new_on}"


class AnnualPlan(models.Model):
    """The year of a unit as it is planned 年度计划 (notice 四(一)): the draft that was taken up, and changes to it."""

    committee = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="annual_plans", verbose_name="党组织")
    year = models.PositiveSmallIntegerField("年度")
    # twelve months as they were drafted when somebody first kept the plan: see plan.py
    drafted = models.JSONField("起草内容")
    # raised by every write; a form that carries an older number is told
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="schedule_one_plan_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name}{self.year}年活动日年度计划"


class PlanEntry(models.Model):
    """One month as somebody changed it; append-only, the newest holds, the older ones are its history."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="entries", verbose_name="年度计划")
    month = models.DateField("月份")
    version = models.PositiveIntegerField("第几次修改")
    theme = models.CharField("主题", max_length=100, blank=True)
    contents = models.JSONField("内容", default=list)
    form = models.CharField("形式", max_length=30, choices=Form, blank=True)
    in_charge = models.CharField("责任人", max_length=60, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    changed_by = models.CharField("修改人", max_length=60)
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "month", "version"], name="schedule_plan_entries_in_order"
            ),
            models.CheckConstraint(
                name="schedule_plan_month_is_a_first_day", condition=models.Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.month.month}月"


class PlanFiling(models.Model):
    """A plan as it was sent up, whole."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="plan_filing")
    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="filings", verbose_name="年度计划")
    number = models.PositiveSmallIntegerField("第几次报送")
    version = models.PositiveIntegerField("计划的修改次数")
    content = models.JSONField("内容")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="schedule_plan_filings_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第 {self.number} 次报送"


class Suggestion(models.Model):
    """One thing that the town suggests for a month's day 每月建议, to all or some sectors; withdrawn, never deleted."""

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="suggestions", verbose_name="基层党委")
    month = models.DateField("月份")
    content = models.CharField("内容", max_length=20, choices=Content)
    form = models.CharField("形式", max_length=30, choices=Form)
    title = models.CharField("题目", max_length=100)
    minutes = models.PositiveSmallIntegerField("分钟")
    material = models.CharField("使用资料", max_length=200, blank=True)
    material_version = models.ForeignKey(
        MaterialVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习资料"
    )
    # codes of the sectors it is for; none means all
    sectors = models.JSONField("发给哪些类别", default=list)
    published_by = models.CharField("发布人", max_length=60)
    published_at = models.DateTimeField("发布时间")
    withdrawn_by = models.CharField("撤回人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["committee", "month"], name="schedule_suggestions_by_month")]
        constraints = [
            models.CheckConstraint(
                name="schedule_suggestion_month_is_a_first_day", condition=models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="schedule_suggestion_minutes_sensible",
                condition=models.Q(minutes__gte=1, minutes__lte=600),
            ),
            models.CheckConstraint(
                name="schedule_suggestion_withdrawn_by_and_at",
                condition=models.Q(withdrawn_by="", withdrawn_at__isnull=True)
                | (~models.Q(withdrawn_by="") & models.Q(withdrawn_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title
