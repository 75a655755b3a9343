"""A month's part taken elsewhere: on the roll of a branch of ours, or confirmed by others; counted once (notice 二)."""

import uuid

from django.db import models

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import CreditSource, Mode
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Arrival, Member


class InboundEntry(models.Model):
    """What a branch saw at its own activity of somebody who belongs elsewhere. No row: nothing was recorded.

    For a member of ours it is what the home branch's roll shows; nobody writes it down a second time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="inbound_entries", verbose_name="活动"
    )
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="entries", verbose_name="流入党员")
    # how they took part there; empty: in the room
    mode = models.CharField("方式", max_length=12, choices=Mode, blank=True)
    recorded_by = models.CharField("记录人", max_length=60)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "arrival"], name="attendance_inbound_once"),
        ]

    def __str__(self) -> str:
        return f"{self.arrival} {self.activity}"


class Credit(models.Model):
    """A month of a member as somebody outside our branches confirmed it, written down by the home branch.

    Taken back with a reason, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="credits", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="credits", verbose_name="党支部")
    month = models.DateField("月份")
    source = models.CharField("凭什么", max_length=10, choices=CreditSource)
    mode = models.CharField("方式", max_length=12, choices=Mode)
    host_name = models.CharField("在哪里、由谁证明", max_length=100)
    held_on = models.DateField("参加日期")
    # the code of the slip that came back
    slip_code = models.CharField("回执编号", max_length=12, blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")
    withdrawn_by = models.CharField("撤回人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤回原因", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "month", "source"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="attendance_one_live_credit_of_a_source",
            ),
            models.CheckConstraint(
                name="attendance_credit_withdrawn_by_and_at",
                condition=models.Q(withdrawn_by="", withdrawn_at__isnull=True)
                | (~models.Q(withdrawn_by="") & models.Q(withdrawn_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="attendance_credit_month_is_a_first_day", condition=models.Q(month__day=1)
            ),
        ]
        indexes = [models.Index(fields=["branch", "month"], name="attendance_credits_by_month")]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m} {self.host_name}"


class Pick(models.Model):
    """Whose word a person chose where two said different things of one month; append-only, the newest stands."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="党员")
    month = models.DateField("月份")
    # `home`, or the id of an inbound entry or a credit
    picked = models.CharField("以谁为准", max_length=40)
    by_name = models.CharField("选定人", max_length=60)
    at = models.DateTimeField("选定时间")

    class Meta:
        indexes = [models.Index(fields=["member", "month"], name="attendance_picks_of_month")]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m}"
