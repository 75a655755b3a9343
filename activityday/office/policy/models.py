"""What a county or town changed in the rulebook, and the holiday notices imported after it was written."""

from django.db import models

from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit


class Amendment(models.Model):
    """One parameter set differently for a unit and everything under it, from a day, by a document."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="amendments", verbose_name="党组织")
    sector = models.CharField("只对类别", max_length=20, choices=Sector, blank=True)
    parameter = models.CharField("参数", max_length=60)
    value = models.JSONField("值")
    since = models.DateField("生效日期")
    until = models.DateField("失效日期", null=True, blank=True)
    document = models.CharField("文号", max_length=60)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sector", "parameter", "since"], name="policy_one_amendment_from_a_day"
            ),
            models.CheckConstraint(
                name="policy_until_after_since",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.parameter} {self.since}"


class HolidayNotice(models.Model):
    """The State Council's holiday notice of one year, entered by a person; stands above the rulebook's."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    document = models.CharField("文号", max_length=60)
    issued_on = models.DateField("发布日期")
    entered_by = models.CharField("录入人", max_length=60)
    entered_at = models.DateTimeField("录入时间")

    def __str__(self) -> str:
        return f"{self.year} 年放假安排（{self.document}）"


class HolidayDay(models.Model):
    """One day of a notice: a day off with its name, or a make-up workday 调休上班."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days", verbose_name="放假通知")
    day = models.DateField("日期", unique=True)
    name = models.CharField("节日", max_length=20)
    is_workday = models.BooleanField("调休上班")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
