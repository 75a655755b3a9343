"""The roll, and what was asked before and after it. A request never becomes attendance by itself."""

import uuid

from django.db import models

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import (
    ExemptionGround,
    ExemptionKind,
    GuestKind,
    LeaveKind,
    LeaveState,
    Mode,
    State,
)
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField

ROLL = uuid.UUID("6f0d3c0e-8f43-5b0e-9a53-0a5d5f0c2d11")


def roll_entry_id(activity_id: uuid.UUID, member_id: uuid.UUID) -> uuid.UUID:
    """The same id on every device for one person at one activity."""
    return uuid.uuid5(ROLL, f"{activity_id}/{member_id}")


class Roll(models.Model):
    """The roll of one activity: the control total from the paper, and when it was finished."""

    activity = models.OneToOneField(Activity, models.PROTECT, primary_key=True, related_name="roll")
    signed_count = models.PositiveIntegerField("签名人数", null=True, blank=True)
    # the version at which the control total was last changed
    signed_version = models.PositiveIntegerField(default=0, editable=False)
    finished_by = models.CharField("完成人", max_length=60, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    # raised by every write; a form that carries an older number is told what changed meanwhile
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attendance_finished_by_and_at",
                condition=models.Q(finished_by="", finished_at__isnull=True)
                | (~models.Q(finished_by="") & models.Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"签到 {self.activity}"


class RollEntry(models.Model):
    """What was seen of one member at one activity. No row: nothing was recorded."""

    id = models.UUIDField(primary_key=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="roll_entries", verbose_name="活动")
    member = models.ForeignKey(Member, models.PROTECT, related_name="roll_entries", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="记入党支部")
    state = models.CharField("状态", max_length=12, choices=State)
    mode = models.CharField("方式", max_length=12, choices=Mode, blank=True)
    note = models.CharField("说明", max_length=100, blank=True)
    recorded_by = models.CharField("记录人", max_length=60)
    recorded_at = models.DateTimeField("记录时间")
    # the roll's version that wrote this row
    version = models.PositiveIntegerField("第几次修改", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "member"], name="attendance_one_entry_a_person"),
            models.CheckConstraint(
                name="attendance_mode_goes_with_other_means",
                condition=models.Q(state="other_means") & ~models.Q(mode="")
                | ~models.Q(state="other_means") & models.Q(mode=""),
            ),
            models.CheckConstraint(
                name="attendance_unrecorded_is_no_row", condition=~models.Q(state="unrecorded")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_state_display()}"


class RollChange(models.Model):
    """What an entry said before it was changed; append-only."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="roll_changes", verbose_name="活动")
    member = models.ForeignKey(Member, models.PROTECT, related_name="roll_changes", verbose_name="党员")
    before = models.CharField("原为", max_length=160)
    after = models.CharField("改为", max_length=160)
    by_name = models.CharField("改动人", max_length=60)
    at = models.DateTimeField("改动时间")
    why = models.CharField("原因", max_length=100, blank=True)
    # the roll's versions that wrote `after` and `before` (0: nothing stood before)
    version = models.PositiveIntegerField("第几次修改", default=0)
    before_version = models.PositiveIntegerField("原为第几次修改", default=0)

    class Meta:
        indexes = [models.Index(fields=["activity", "version"], name="attendance_changes_since")]

    def __str__(self) -> str:
        return f"{self.member} {self.before} → {self.after}"


class Leave(models.Model):
    """Leave asked before an activity 请假, or an explanation given after it 说明; answered by the branch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="leaves", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="leaves", verbose_name="党支部")
    month = models.DateField("月份")
    is_explanation = models.BooleanField("事后说明", default=False)
    kind = models.CharField("事由", max_length=10, choices=LeaveKind)
    reason = SealedTextField("具体情况", blank=True)
    state = models.CharField("状态", max_length=10, choices=LeaveState, default=LeaveState.ASKED)
    asked_by = models.CharField("登记人", max_length=60)
    asked_at = models.DateTimeField("登记时间")
    answered_by = models.CharField("批准人", max_length=60, blank=True)
    answered_at = models.DateTimeField("批准时间", null=True, blank=True)
    answer_note = models.CharField("批准意见", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "month", "is_explanation"],
                condition=models.Q(state__in=["asked", "granted"]),
                name="attendance_one_live_leave_a_month",
            ),
            models.CheckConstraint(
                name="attendance_leave_answered_by_and_at",
                condition=models.Q(answered_by="", answered_at__isnull=True)
                | (~models.Q(answered_by="") & models.Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="attendance_leave_month_is_a_first_day", condition=models.Q(month__day=1)
            ),
        ]
        indexes = [models.Index(fields=["branch", "month"], name="attendance_leave_by_month")]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m} {self.get_kind_display()}"


class Exemption(models.Model):
    """A member need not come, or takes part by other means, for a term agreed by the primary committee."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="exemption")
    member = models.ForeignKey(Member, models.PROTECT, related_name="exemptions", verbose_name="党员")
    kind = models.CharField("事项", max_length=12, choices=ExemptionKind)
    ground = SealedTextField("原因")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        indexes = [models.Index(fields=["member", "ends_on"], name="attendance_exemption_in_time")]
        constraints = [
            models.CheckConstraint(
                name="attendance_exemption_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"

    @property
    def ground_label(self) -> str:
        """The ground in words; only for those who decide."""
        return str(ExemptionGround(self.ground).label)


class Guest(models.Model):
    """People invited, by name or by number; never in a rate (notice 二)."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="guests", verbose_name="活动")
    kind = models.CharField("身份", max_length=12, choices=GuestKind)
    name = models.CharField("姓名", max_length=30, blank=True)
    count = models.PositiveSmallIntegerField("人数", default=1)
    added_by = models.CharField("登记人", max_length=60)
    added_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.CheckConstraint(name="attendance_guest_count_sensible", condition=models.Q(count__gte=1)),
            models.CheckConstraint(
                name="attendance_a_named_guest_is_one", condition=models.Q(name="") | models.Q(count=1)
            ),
            models.UniqueConstraint(fields=["activity", "kind", "name"], name="attendance_one_line_a_guest"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.count} 人"
