"""Every sign-in sheet that left the printer, so that it can be read back years later."""

from django.db import models

from activityday.day.activity.models import Activity
from activityday.people.organisation.models import Unit


class Sheet(models.Model):
    """One printing of a sign-in sheet: its code, its layout and who stands on which row. Never changed, never reused."""

    code = models.CharField("签到表编号", max_length=12, primary_key=True)
    serial = models.PositiveIntegerField("流水号", unique=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sheets", verbose_name="活动")
    # whose members stand on it: the whole activity, or one of its branches or Party groups
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="党组织")
    large = models.BooleanField("大字版", default=False)
    # member ids in the order of the rows; the geometry in millimetres
    rows = models.JSONField("名单顺序")
    geometry = models.JSONField("版面")
    # of what was printed apart from the code: the same content is the same sheet again
    content_sha256 = models.CharField("内容指纹", max_length=64)
    blank_sha256 = models.CharField("空表指纹", max_length=64)
    printed_by = models.CharField("打印人", max_length=60)
    printed_at = models.DateTimeField("打印时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "unit", "content_sha256"], name="paper_the_same_sheet_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code
