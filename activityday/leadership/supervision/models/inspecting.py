"""Inspections 督查: whom the draw met, when somebody went, and what was seen (notice 四(一), 四(四))."""

import uuid

from django.db import models

from activityday.leadership.supervision.enums import Seen
from activityday.leadership.supervision.models.leaders import whole_or_none
from activityday.people.organisation.models import Unit


class Sample(models.Model):
    """A random sample 抽查: candidates, shares and seed are fixed and logged before the draw, and never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="samples", verbose_name="基层党委")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几次")
    title = models.CharField("名称", max_length=60)
    seed = models.CharField("种子", max_length=64)
    fixed_by = models.CharField("定种子的人", max_length=60)
    fixed_at = models.DateTimeField("定种子的时间")
    # the head of the log right after the seed went into it
    audit_code = models.CharField("校验码", max_length=64, blank=True)
    drawn_by = models.CharField("抽取人", max_length=60, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    withdrawn_by = models.CharField("作废人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("作废时间", null=True, blank=True)
    withdrawn_why = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "number"], name="supervision_samples_in_order"
            ),
            # a second seed cannot be laid beside one that waits for its draw
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(drawn_at__isnull=True, withdrawn_at__isnull=True),
                name="supervision_one_seed_waits",
            ),
            models.CheckConstraint(
                name="supervision_drawn_by_and_at",
                condition=models.Q(drawn_by="", drawn_at__isnull=True)
                | (~models.Q(drawn_by="") & models.Q(drawn_at__gte=models.F("fixed_at"))),
            ),
            models.CheckConstraint(
                name="supervision_sample_withdrawn_whole", condition=whole_or_none("withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SampleCandidate(models.Model):
    """A branch that could be drawn: its share and why, frozen with the seed; afterwards its digest."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="candidates", verbose_name="抽查")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="党支部")
    position = models.PositiveSmallIntegerField("顺序")
    code = models.CharField("编码", max_length=40)
    name = models.CharField("名称", max_length=100)
    percent = models.PositiveSmallIntegerField("抽取比例")
    reason = models.CharField("比例的由来", max_length=120)
    digest = models.CharField("校验值", max_length=64, blank=True)
    is_drawn = models.BooleanField("抽中", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "unit"], name="supervision_a_candidate_once"),
        ]
        ordering = ["sample", "position"]

    def __str__(self) -> str:
        return self.name


class Inspection(models.Model):
    """One visit of an inspection to one branch: planned, then recorded; drawn by a sample or planned by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspections", verbose_name="党组织")
    sample = models.ForeignKey(
        Sample, models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name="抽查"
    )
    planned_on = models.DateField("计划日期")
    purpose = models.CharField("督查事由", max_length=120, blank=True)
    made_by = models.CharField("安排人", max_length=60)
    made_at = models.DateTimeField("安排时间")
    held_on = models.DateField("督查日期", null=True, blank=True)
    inspectors = models.CharField("督查人员", max_length=100, blank=True)
    summary = models.CharField("总的情况", max_length=300, blank=True)
    recorded_by = models.CharField("登记人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)
    cancelled_by = models.CharField("取消人", max_length=60, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancelled_why = models.CharField("取消原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "planned_on"],
                condition=models.Q(cancelled_at__isnull=True),
                name="supervision_an_inspection_once",
            ),
            models.CheckConstraint(
                name="supervision_recorded_whole",
                condition=models.Q(held_on__isnull=True, recorded_by="", recorded_at__isnull=True)
                | (models.Q(held_on__isnull=False, recorded_at__isnull=False) & ~models.Q(recorded_by="")),
            ),
            models.CheckConstraint(name="supervision_cancelled_whole", condition=whole_or_none("cancelled")),
            models.CheckConstraint(
                name="supervision_recorded_or_cancelled",
                condition=models.Q(held_on__isnull=True) | models.Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit", "held_on"], name="supervision_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit.short_name}督查"


class InspectionAnswer(models.Model):
    """What was seen of one item, with its words as they stood that day."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="answers", verbose_name="督查")
    position = models.PositiveSmallIntegerField("顺序")
    item = models.CharField("项目", max_length=30)
    title = models.CharField("名目", max_length=40)
    clause = models.CharField("依据", max_length=40)
    seen = models.CharField("结果", max_length=12, choices=Seen)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="supervision_an_item_once"),
        ]
        ordering = ["inspection", "position"]

    def __str__(self) -> str:
        return f"{self.title}：{self.get_seen_display()}"
