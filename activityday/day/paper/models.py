"""Every sign-in sheet that left the printer, so that it can be read back years later."""

from django.db import models

from activityday.day.activity.models import Activity


class Sheet(models.Model):
    """One printing of an activity's sign-in sheet: its code, its layout and who stands on which row."""

    code = models.CharField("签到表编号", max_length=12, primary_key=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sheets", verbose_name="活动")
    large = models.BooleanField("大字版", default=False)
    # member ids in the order of the rows; the geometry in millimetres; the hash of the unsigned print
    rows = models.JSONField("名单顺序")
    geometry = models.JSONField("版面")
    blank_sha256 = models.CharField("空表指纹", max_length=64)
    printed_by = models.CharField("打印人", max_length=60)
    printed_at = models.DateTimeField("打印时间")

    def __str__(self) -> str:
        return self.code
