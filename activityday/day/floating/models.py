"""Slips that travel with a floating member, and what an organisation elsewhere fills in: a claim, never a fact."""

import uuid

from django.db import models

from activityday.day.attendance.models import Credit
from activityday.day.floating.enums import ClaimState
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


class Slip(models.Model):
    """参加活动回执 of one member for one month: its code is printed, and stands for both. Printed again it is the same.

    The page without an account has a code of its own, of which only the hash is kept.
    """

    code = models.CharField("回执编号", max_length=12, primary_key=True)
    serial = models.PositiveIntegerField("流水号", unique=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="slips", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="slips", verbose_name="党支部")
    month = models.DateField("月份")
    printed_by = models.CharField("打印人", max_length=60)
    printed_at = models.DateTimeField("打印时间")
    credit = models.ForeignKey(
        Credit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记"
    )
    # null (not empty) so that many slips may have no page
    page_hash = models.CharField(
        "网上填写码的指纹", max_length=64, null=True, blank=True, unique=True, editable=False
    )
    page_expires_on = models.DateField("网上填写到哪天", null=True, blank=True)
    page_used_at = models.DateTimeField("网上填写时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "month"], name="floating_one_slip_a_month"),
            models.CheckConstraint(
                name="floating_slip_month_is_a_first_day", condition=models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="floating_page_with_its_last_day",
                condition=models.Q(page_hash__isnull=True) | models.Q(page_expires_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["branch", "month"], name="floating_slips_by_month")]

    def __str__(self) -> str:
        return self.code


class Claim(models.Model):
    """What an organisation elsewhere filled in on the page of a slip; the home branch accepts or refuses it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slip = models.ForeignKey(Slip, models.PROTECT, related_name="claims", verbose_name="回执")
    host_name = models.CharField("参加活动的党组织", max_length=80)
    held_on = models.DateField("参加日期")
    confirmed_by = models.CharField("证明人", max_length=30)
    claimed_at = models.DateTimeField("填写时间")
    state = models.CharField("状态", max_length=10, choices=ClaimState, default=ClaimState.WAITING)
    answered_by = models.CharField("认定人", max_length=60, blank=True)
    answered_at = models.DateTimeField("认定时间", null=True, blank=True)
    credit = models.OneToOneField(
        Credit, models.PROTECT, null=True, blank=True, related_name="claim", verbose_name="登记"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slip"],
                condition=models.Q(state=ClaimState.WAITING.value),
                name="floating_one_waiting_claim_a_slip",
            ),
            models.CheckConstraint(
                name="floating_claim_answered_by_and_at",
                condition=models.Q(answered_by="", answered_at__isnull=True, state="waiting")
                | (
                    ~models.Q(answered_by="")
                    & models.Q(answered_at__isnull=False)
                    & ~models.Q(state="waiting")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip} {self.host_name}"
