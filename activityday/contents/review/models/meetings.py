"""Meetings held on other days than the activity day, and what a part of an activity day counts as."""

import uuid

from django.db import models

from activityday.contents.review.enums import Duty
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit


class Meeting(models.Model):
    """A meeting of 三会一课 held on another day, in a handful of fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="党支部")
    # of a group meeting; of a lecture in one group
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组"
    )
    duty = models.CharField("哪一种会", max_length=20, choices=Duty)
    held_on = models.DateField("日期")
    minutes = models.PositiveSmallIntegerField("分钟", null=True, blank=True)
    expected = models.PositiveSmallIntegerField("应到")
    attended = models.PositiveSmallIntegerField("实到")
    chair = models.CharField("主持或主讲", max_length=30)
    recorder = models.CharField("记录人", max_length=30, blank=True)
    title = models.CharField("议题或题目", max_length=100)
    points = models.TextField("要点", blank=True)
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    annulled_by = models.CharField("注销人", max_length=60, blank=True)
    annulled_at = models.DateTimeField("注销时间", null=True, blank=True)
    annulled_why = models.CharField("注销原因", max_length=120, blank=True)
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_no_more_came_than_were_expected",
                condition=models.Q(attended__lte=models.F("expected"), attended__gte=1),
            ),
            models.CheckConstraint(
                name="review_meeting_annulled_by_at_and_why",
                condition=models.Q(annulled_at__isnull=True, annulled_by="", annulled_why="")
                | (
                    models.Q(annulled_at__isnull=False)
                    & ~models.Q(annulled_by="")
                    & ~models.Q(annulled_why="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["unit", "held_on"], name="review_meetings")]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}：{self.title}"


class CountedSegment(models.Model):
    """What a part of an activity day counts as, where people say otherwise than its form; empty: as nothing."""

    segment = models.OneToOneField(Segment, models.CASCADE, related_name="counted", verbose_name="议程环节")
    duty = models.CharField("算哪一种会", max_length=20, choices=Duty, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.segment} {self.get_duty_display()}"
