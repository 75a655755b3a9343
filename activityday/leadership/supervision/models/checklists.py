"""Work checklists 工作清单 for other plans, such as 党支部建设年: empty until somebody writes an item."""

import uuid

from django.db import models

from activityday.leadership.supervision.enums import Progress
from activityday.people.organisation.models import Unit


class Checklist(models.Model):
    """A list of things to do, made by one unit for itself or for branches below it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="checklists", verbose_name="列清单的单位")
    title = models.CharField("名称", max_length=60)
    document = models.CharField("依据的文件", max_length=100, blank=True)
    made_by = models.CharField("建立人", max_length=60)
    made_at = models.DateTimeField("建立时间")
    ended_by = models.CharField("结束人", max_length=60, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=models.Q(ended_at__isnull=True),
                name="supervision_a_checklist_once",
            ),
            models.CheckConstraint(
                name="supervision_checklist_ended_by_and_at",
                condition=models.Q(ended_by="", ended_at__isnull=True)
                | (~models.Q(ended_by="") & models.Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One thing to do by one unit; handed to several branches it is one item for each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items", verbose_name="清单")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="checklist_items", verbose_name="责任单位")
    position = models.PositiveSmallIntegerField("顺序")
    text = models.CharField("事项", max_length=200)
    owner = models.CharField("责任人", max_length=30, blank=True)
    due_on = models.DateField("时限", null=True, blank=True)
    progress = models.CharField("进度", max_length=10, choices=Progress, default=Progress.TODO)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "position", "unit"], name="supervision_items_in_order"
            ),
            models.UniqueConstraint(
                fields=["checklist", "text", "unit"], name="supervision_an_item_of_a_unit_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "progress"], name="supervision_items_of_unit")]

    def __str__(self) -> str:
        return self.text


class ChecklistStep(models.Model):
    """How far an item was at a time, in whose words; append-only."""

    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="steps", verbose_name="事项")
    number = models.PositiveSmallIntegerField("第几步")
    progress = models.CharField("进度", max_length=10, choices=Progress)
    note = models.CharField("说明", max_length=200, blank=True)
    by_name = models.CharField("填写人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="supervision_item_steps_in_order"),
        ]
        ordering = ["item", "number"]

    def __str__(self) -> str:
        return f"{self.get_progress_display()} {self.by_name}"
