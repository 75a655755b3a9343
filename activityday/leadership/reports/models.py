"""The Word templates that a clerk has changed, the half-years that were signed off, the questions that were saved."""

import uuid

from django.db import models

from activityday.leadership.reports.enums import Subject
from activityday.office.filings.models import Filing
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.rules.half_year import Half


class TemplateName(models.TextChoices):
    """The papers whose Word template may be changed."""

    RECORD = "record", "活动纪实表"
    MINUTES = "minutes", "会议记录"
    HALF_YEAR = "half_year", "半年报备表"


class WordTemplate(models.Model):
    """One uploaded version of a template."""

    committee = models.ForeignKey(
        Unit, models.PROTECT, related_name="word_templates", verbose_name="基层党委"
    )
    name = models.CharField("用于", max_length=20, choices=TemplateName)
    version = models.PositiveSmallIntegerField("版本")
    # no content: from here on the standard template is used again
    content = models.BinaryField("模板", blank=True)
    filename = models.CharField("文件名", max_length=200, blank=True)
    added_by = models.CharField("上传人", max_length=60)
    added_at = models.DateTimeField("上传时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name", "version"], name="reports_versions_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} 第 {self.version} 版"

    @property
    def is_standard(self) -> bool:
        """Whether this version means going back to the standard template."""
        return not self.content


class HalfYearReport(models.Model):
    """A half-year as one unit signed it off and sent it up; a later version never rewrites an earlier one."""

    filing = models.OneToOneField(
        Filing, models.PROTECT, primary_key=True, related_name="half_year_report", verbose_name="报送"
    )
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="half_year_reports", verbose_name="报送单位")
    year = models.PositiveSmallIntegerField("年度")
    half = models.PositiveSmallIntegerField("上下半年")
    version = models.PositiveSmallIntegerField("版本")
    # what the records said at that moment: see half_year/facts.py
    content = models.JSONField("内容")
    problems = models.TextField("存在问题", blank=True)
    measures = models.TextField("下步打算", blank=True)
    gaps = models.JSONField("还缺什么", default=list)
    gaps_reason = models.CharField("缺项说明", max_length=300, blank=True)
    correction = models.CharField("更正说明", max_length=200, blank=True)
    secretary_name = models.CharField("书记签名", max_length=30)
    signed_on = models.DateField("签名日期")
    audit_code = models.CharField("校验码", max_length=64, blank=True)

    class Meta:
        constraints = [
            # two people sending at the same moment meet here: the second is told
            models.UniqueConstraint(
                fields=["unit", "year", "half", "version"], name="reports_half_years_in_order"
            ),
            models.CheckConstraint(
                name="reports_half_is_first_or_second", condition=models.Q(half__in=[1, 2])
            ),
            models.CheckConstraint(name="reports_signed_by_somebody", condition=~models.Q(secretary_name="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period} 第 {self.version} 版"

    @property
    def period(self) -> str:
        """`2026年上半年`."""
        return Half(self.year, self.half).label


class SavedQuestion(models.Model):
    """A question kept under a name for everybody of a committee; what it asks is put together anew each time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="在哪里共用")
    subject = models.CharField("查什么", max_length=12, choices=Subject)
    name = models.CharField("名称", max_length=40)
    # what was filled in, by the name of the control; read through the form every time
    asked = models.JSONField("问法")
    saver = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="存的人")
    saved_by = models.CharField("存的人的姓名", max_length=60)
    saved_at = models.DateTimeField("存的时间")
    removed_at = models.DateTimeField("删去的时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="reports_a_question_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
