"""What an inspection found, how it is put right, and what people decided (notice 四(四))."""

import uuid

from django.db import models

from activityday.leadership.supervision.enums import CensureKind, State, Step
from activityday.leadership.supervision.models.inspecting import Inspection
from activityday.leadership.supervision.models.leaders import whole_or_none
from activityday.people.organisation.models import Unit
from activityday.privacy.sealed import SealedTextField


class RectificationOrder(models.Model):
    """The order to rectify 整改通知书 after an inspection, numbered in the town's year."""

    inspection = models.OneToOneField(
        Inspection, models.PROTECT, primary_key=True, related_name="order", verbose_name="督查"
    )
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几号")
    issued_on = models.DateField("下发日期")
    plan_due_on = models.DateField("写明措施的期限")
    due_on = models.DateField("整改到位的期限")
    demand = models.CharField("整改要求", max_length=300, blank=True)
    issued_by = models.CharField("下发人", max_length=60)
    issued_at = models.DateTimeField("下发时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "number"], name="supervision_orders_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its number as people say it."""
        return f"整改通知书〔{self.year}〕{self.number}号"


class Shortcoming(models.Model):
    """One thing an inspection found wanting 问题, from finding to closing out 销号."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shortcomings", verbose_name="党组织")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="shortcomings", verbose_name="督查"
    )
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("名目", max_length=40)
    clause = models.CharField("依据", max_length=40)
    text = models.CharField("问题", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State, default=State.FOUND)
    # set with the order, set anew when it is returned or reopened
    plan_due_on = models.DateField("写明措施的期限", null=True, blank=True)
    due_on = models.DateField("整改到位的期限", null=True, blank=True)
    # until when the town looks again at what the branch reported
    recheck_due_on = models.DateField("复查期限", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="supervision_shortcomings_in_order"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="supervision_open_of_unit")]

    def __str__(self) -> str:
        return f"{self.title}：{self.text}"


class Measure(models.Model):
    """A measure of the branch: what is done, by whom, until when; the newest is in force."""

    shortcoming = models.ForeignKey(Shortcoming, models.PROTECT, related_name="measures", verbose_name="问题")
    number = models.PositiveSmallIntegerField("第几版")
    text = models.CharField("整改措施", max_length=300)
    owner = models.CharField("责任人", max_length=30)
    due_on = models.DateField("完成时限")
    by_name = models.CharField("填写人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shortcoming", "number"], name="supervision_measures_in_order"),
        ]
        ordering = ["shortcoming", "number"]

    def __str__(self) -> str:
        return self.text


class ShortcomingStep(models.Model):
    """One step of a shortcoming; append-only."""

    shortcoming = models.ForeignKey(Shortcoming, models.PROTECT, related_name="steps", verbose_name="问题")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=Step)
    state = models.CharField("此后状态", max_length=12, choices=State)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        constraints = [
            # of two people who act at the same moment the second finds the place taken
            models.UniqueConstraint(fields=["shortcoming", "number"], name="supervision_one_step_in_a_place"),
        ]
        ordering = ["shortcoming", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"


class Censure(models.Model):
    """What people decided 批评、责令整改、诫勉谈话, by which document. Only written down; nothing triggers it.

    Who was talked to is sealed and shown only to those who inspect.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="censures", verbose_name="党组织")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="censures", verbose_name="督查"
    )
    kind = models.CharField("结果", max_length=12, choices=CensureKind)
    decided_on = models.DateField("决定日期")
    decided_by = models.CharField("决定机关", max_length=60)
    document = models.CharField("文件或会议记录", max_length=100)
    person = SealedTextField("谈话对象", blank=True)
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    voided_by = models.CharField("作废人", max_length=60, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_why = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "decided_on", "document"],
                condition=models.Q(voided_at__isnull=True),
                name="supervision_a_censure_once",
            ),
            models.CheckConstraint(
                name="supervision_censure_voided_whole", condition=whole_or_none("voided")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.get_kind_display()}"
