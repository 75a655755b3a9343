"""Reschedulings asked for. The twelve days themselves are worked out, never stored."""

from django.db import models

from activityday.office.filings.models import Filing
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
