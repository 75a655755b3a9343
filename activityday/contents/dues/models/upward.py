"""What leaves the branch: money handed to the committee, and large voluntary gifts that go to the centre whole."""

import uuid

from django.db import models

from activityday.contents.dues.enums import RemittanceState, RemittanceStep
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


class Remittance(models.Model):
    """The money of closed day-books handed to the primary committee 上缴, and what the committee says of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="remittances", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="sent_remittances", verbose_name="党支部")
    number = models.PositiveIntegerField("编号")
    amount = models.DecimalField("上缴金额（元）", max_digits=11, decimal_places=2)
    state = models.CharField("状态", max_length=10, choices=RemittanceState, default=RemittanceState.SENT)
    sent_on = models.DateField("上缴日期")
    sent_by = models.CharField("上缴人", max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "number"], name="dues_remittances_in_order"),
            models.CheckConstraint(name="dues_remitted_something", condition=models.Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["committee", "state"], name="dues_remittances_waiting")]

    def __str__(self) -> str:
        return f"{self.branch.short_name}上缴党费第 {self.number} 号"


class RemittanceEntry(models.Model):
    """One step of a remittance; append-only."""

    remittance = models.ForeignKey(Remittance, models.PROTECT, related_name="steps", verbose_name="上缴")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=RemittanceStep)
    state = models.CharField("此后状态", max_length=10, choices=RemittanceState)
    amount = models.DecimalField("金额（元）", max_digits=11, decimal_places=2)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["remittance", "number"], name="dues_one_step_in_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"


class Contribution(models.Model):
    """A voluntary single payment of the large amount or more 大额党费: it goes to the centre whole (dues 11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="contributions", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="contributions_here", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="contributions", verbose_name="党员")
    amount = models.DecimalField("金额（元）", max_digits=11, decimal_places=2)
    received_on = models.DateField("收到日期")
    # who the donor is, for the centre: at most a few lines
    brief = models.CharField("本人简要情况", max_length=300)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")
    # the committee took it over, and passed it on
    taken_over_on = models.DateField("镇党委代收日期", null=True, blank=True)
    taken_over_by = models.CharField("代收人", max_length=60, blank=True)
    sent_on = models.DateField("上缴中央日期", null=True, blank=True)
    sent_by = models.CharField("经办人", max_length=60, blank=True)
    centre_receipt = models.CharField("中央组织部收据号", max_length=60, blank=True)
    voided_by = models.CharField("作废人", max_length=60, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="dues_contribution_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="dues_contribution_taken_over_by_and_on",
                condition=models.Q(taken_over_on__isnull=True, taken_over_by="")
                | (models.Q(taken_over_on__isnull=False) & ~models.Q(taken_over_by="")),
            ),
            models.CheckConstraint(
                name="dues_contribution_sent_by_and_on",
                condition=models.Q(sent_on__isnull=True, sent_by="")
                | (models.Q(sent_on__isnull=False, taken_over_on__isnull=False) & ~models.Q(sent_by="")),
            ),
            models.CheckConstraint(
                name="dues_contribution_voided_by_and_at",
                condition=models.Q(voided_at__isnull=True, voided_by="", void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(voided_by="") & ~models.Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} 自愿多交 {self.amount} 元"
