"""The Word templates that a clerk has changed; the newest of a committee is used, older ones stay."""

from django.db import models

from activityday.people.organisation.models import Unit


class TemplateName(models.TextChoices):
    """The papers whose Word template may be changed."""

    RECORD = "record", "活动纪实表"
    MINUTES = "minutes", "会议记录"


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
