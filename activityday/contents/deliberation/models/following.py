"""What was decided comes back until it is closed out; what was disclosed is kept."""

import uuid

from django.db import models

from activityday.contents.deliberation.enums import DisclosureKind, FollowUpState, FollowUpStep
from activityday.contents.deliberation.models.topics import Topic
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit


class FollowUp(models.Model):
    """Something decided, with whoever sees to it and the day by which it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="follow_ups", verbose_name="党支部")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="follow_ups", verbose_name="议题")
    task = models.CharField("要办的事", max_length=100)
    owner = models.CharField("责任人", max_length=30)
    due_on = models.DateField("办结期限")
    state = models.CharField("状态", max_length=12, choices=FollowUpState, default=FollowUpState.OPEN)
    result = models.CharField("办理结果", max_length=300, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "task"], name="deliberation_a_task_once"),
            models.CheckConstraint(
                name="deliberation_closed_out_with_a_result",
                condition=models.Q(state=FollowUpState.OPEN, result="", closed_on__isnull=True)
                | (models.Q(state=FollowUpState.CLOSED_OUT, closed_on__isnull=False) & ~models.Q(result="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due_on"], name="deliberation_follow_ups")]

    def __str__(self) -> str:
        return self.task


class FollowUpEntry(models.Model):
    """One step of a follow-up; append-only."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="entries", verbose_name="督办事项")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=FollowUpStep)
    state = models.CharField("此后状态", max_length=12, choices=FollowUpState)
    due_on = models.DateField("此后期限")
    text = models.CharField("说明", max_length=300, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "number"], name="deliberation_one_follow_up_entry_in_a_place"
            )
        ]
        ordering = ["follow_up", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"


class Disclosure(models.Model):
    """What was disclosed of Party, village or money affairs: the notice that hung, and where it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="disclosures", verbose_name="党支部")
    kind = models.CharField("类别", max_length=10, choices=DisclosureKind)
    notice = models.OneToOneField(
        PublicNotice, models.PROTECT, related_name="disclosure", verbose_name="公示"
    )
    archived_on = models.DateField("归档日期", null=True, blank=True)
    archived_at_place = models.CharField("存放在", max_length=60, blank=True)
    archived_by = models.CharField("归档人", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberation_archived_when_where_and_by",
                condition=models.Q(archived_on__isnull=True, archived_at_place="", archived_by="")
                | (
                    models.Q(archived_on__isnull=False)
                    & ~models.Q(archived_at_place="")
                    & ~models.Q(archived_by="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.notice)
