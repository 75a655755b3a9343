"""The log: append-only, one hash chain per primary committee. For investigation, never for logic."""

from django.db import models


class Chain(models.Model):
    """The head of one committee's chain; its row is the lock that keeps the order of entries."""

    committee = models.CharField("基层党委编码", max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField("条数", default=0)
    head = models.CharField("链尾校验码", max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.committee} #{self.length}"


class Entry(models.Model):
    """One thing done: who, what, to which object, when, and what changed."""

    committee = models.CharField("基层党委编码", max_length=40)
    sequence = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    by_id = models.CharField("操作人编号", max_length=40)
    by_name = models.CharField("操作人", max_length=60)
    action = models.CharField("动作", max_length=60)
    object_kind = models.CharField("对象类别", max_length=40)
    object_id = models.CharField("对象编号", max_length=64)
    object_label = models.CharField("对象", max_length=200)
    changes = models.TextField("内容")
    previous = models.CharField("上一条校验码", max_length=64)
    code = models.CharField("校验码", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "sequence"], name="audit_one_entry_per_place"),
        ]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.action} {self.object_label}"


class DailyLook(models.Model):
    """That somebody looked at something guarded on a day: for rooms whose log gets one entry a person, day and paper."""

    subject = models.UUIDField("对象")
    what = models.CharField("看了什么", max_length=20)
    by_id = models.CharField("操作人编号", max_length=40)
    on = models.DateField("日期")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "what", "by_id", "on"], name="%(app_label)s_one_look_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.what} {self.on}"
