"""A matter that goes through the four steps and the two publications 四议两公开."""

import uuid

from django.db import models

from activityday.contents.deliberation.enums import MatterState, MatterStep, Stage
from activityday.contents.deliberation.models.topics import Topic
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit


class Matter(models.Model):
    """One matter of a village or community; what it is about stands in its topic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters", verbose_name="党支部")
    topic = models.OneToOneField(Topic, models.PROTECT, related_name="matter", verbose_name="议题")
    moved_on = models.DateField("动议日期")
    state = models.CharField("进度", max_length=10, choices=MatterState, default=MatterState.MOVED)
    begun_by = models.CharField("登记人", max_length=60)
    begun_at = models.DateTimeField("登记时间")

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="deliberation_matters")]

    def __str__(self) -> str:
        return str(self.topic)


class MatterEntry(models.Model):
    """One stage done, left out with a reason, or the end of a matter; append-only."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries", verbose_name="事项")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=MatterStep)
    stage = models.CharField("哪一步", max_length=20, choices=Stage, blank=True)
    state = models.CharField("此后进度", max_length=10, choices=MatterState)
    on = models.DateField("日期")
    vote = models.ForeignKey(
        "deliberation.Vote", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="表决"
    )
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公示"
    )
    is_left_out = models.BooleanField("没有走这一步", default=False)
    # why a step was left out, merged or the matter ended; at a publication the supervisors' opinion 监督意见
    text = models.CharField("说明", max_length=300, blank=True)
    supervisor = models.CharField("村务监督委员会签字人", max_length=30, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "number"], name="deliberation_one_matter_entry_in_a_place"
            ),
            models.CheckConstraint(
                name="deliberation_left_out_with_a_reason",
                condition=models.Q(is_left_out=False)
                | (models.Q(vote__isnull=True, notice__isnull=True) & ~models.Q(text="")),
            ),
        ]
        ordering = ["matter", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"
