"""What a county or town changed in the rulebook, and the holiday notices imported after it was written."""

from django.db import models

from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit


class Amendment(models.Model):
    """One parameter set differently for a unit and everything under it, from a day, by a document.

    Never edited: it is ended on a day, or marked void when it was entered wrongly.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="amendments", verbose_name="党组织")
    sector = models.CharField("只对类别", max_length=20, choices=Sector, blank=True)
    parameter = models.CharField("参数", max_length=60)
    value = models.JSONField("值")
    since = models.DateField("生效日期")
    until = models.DateField("失效日期", null=True, blank=True)
    document = models.CharField("文号", max_length=60)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")
    is_void = models.BooleanField("作废", default=False)
    ended_by = models.CharField("停用人", max_length=60, blank=True)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)
    end_reason = models.CharField("停用原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sector", "parameter", "since"],
                condition=models.Q(is_void=False),
                name="policy_one_amendment_from_a_day",
            ),
            models.CheckConstraint(
                name="policy_until_after_since",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="policy_ended_by_and_at_together",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="policy_only_an_ended_one_is_void",
                condition=models.Q(is_void=False) | models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.parameter} {self.since}"


class HolidayNotice(models.Model):
    """The State Council's holiday notice of one year, entered by a person; stands above the rulebook's.

    A correction is a new version with its reason; the highest version of a year is in force.
    """

    year = models.PositiveSmallIntegerField("年份")
    version = models.PositiveSmallIntegerField("版本", default=1)
    document = models.CharField("文号", max_length=60)
    issued_on = models.DateField("发布日期")
    reason = models.CharField("更正原因", max_length=120, blank=True)
    entered_by = models.CharField("录入人", max_length=60)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="policy_one_notice_of_a_version"),
            models.CheckConstraint(
                name="policy_a_correction_says_why",
                condition=models.Q(version=1) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年放假安排（{self.document}）"


class HolidayDay(models.Model):
    """One day of a notice: a day off with its name, or a make-up workday 调休上班."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days", verbose_name="放假通知")
    day = models.DateField("日期")
    name = models.CharField("节日", max_length=20)
    is_workday = models.BooleanField("调休上班")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="policy_a_day_once_in_a_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
