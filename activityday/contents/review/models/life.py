"""A life meeting 组织生活会: what was prepared, who was there, what came of it. Its steps are append-only."""

import uuid

from django.db import models

from activityday.contents.review.enums import Body, LifeState, LifeStep
from activityday.day.activity.models import Activity, Segment
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class LifeMeeting(models.Model):
    """One life meeting of a branch or of one of its Party groups (notice 三(二), branch 17)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="life_meetings", verbose_name="党支部")
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组"
    )
    body = models.CharField("会议形式", max_length=20, choices=Body, default=Body.MEMBERS)
    theme = models.CharField("主题", max_length=100, blank=True)
    planned_on = models.DateField("计划日期")
    chair = models.CharField("主持人", max_length=30, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    state = models.CharField("状态", max_length=12, choices=LifeState, default=LifeState.PREPARED)
    people_asked = models.PositiveSmallIntegerField("征求意见问了几人", default=0)
    # held as a part of an activity day, whose record is the record; or on another day, with points of its own
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="在哪次活动"
    )
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="在哪个环节"
    )
    held_on = models.DateField("开会日期", null=True, blank=True)
    recorder = models.CharField("记录人", max_length=30, blank=True)
    points = SealedTextField("要点", blank=True)
    secretary_first = models.BooleanField("书记先作对照检查", default=False)
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="通报"
    )
    told_how = models.CharField("怎样通报", max_length=100, blank=True)
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "planned_on"],
                condition=~models.Q(state=LifeState.CALLED_OFF) & models.Q(group__isnull=True),
                name="review_one_life_meeting_a_day",
            ),
            models.UniqueConstraint(
                fields=["group", "planned_on"],
                condition=~models.Q(state=LifeState.CALLED_OFF) & models.Q(group__isnull=False),
                name="review_one_life_meeting_a_day_of_a_group",
            ),
            models.UniqueConstraint(
                fields=["segment"],
                condition=~models.Q(state=LifeState.CALLED_OFF),
                name="review_one_life_meeting_a_segment",
            ),
            models.CheckConstraint(
                name="review_held_life_meetings_have_a_day",
                condition=models.Q(state__in=(LifeState.PREPARED, LifeState.CALLED_OFF), held_on__isnull=True)
                | models.Q(state__in=(LifeState.HELD, LifeState.CONCLUDED), held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="review_group_of_a_group_meeting",
                condition=models.Q(body=Body.GROUP, group__isnull=False)
                | (~models.Q(body=Body.GROUP) & models.Q(group__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="review_life_meetings")]

    def __str__(self) -> str:
        return f"{self.planned_on.year}年{self.planned_on.month}月组织生活会"

    @property
    def is_held(self) -> bool:
        """Whether it has taken place."""
        return self.held_on is not None


class LifePerson(models.Model):
    """One person expected at a life meeting, as recorded: there or not, what was done, when the absent were told."""

    meeting = models.ForeignKey(LifeMeeting, models.PROTECT, related_name="people", verbose_name="组织生活会")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="党员")
    position = models.PositiveSmallIntegerField("名册顺序")
    may_vote = models.BooleanField("有表决权")
    was_present = models.BooleanField("到会")
    criticised_self = models.BooleanField("作了自我批评")
    criticised_others = models.BooleanField("提了批评意见")
    told_on = models.DateField("会后告知", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="review_a_person_once_a_meeting"),
            models.CheckConstraint(
                name="review_only_who_was_there_criticised",
                condition=models.Q(was_present=True, told_on__isnull=True)
                | models.Q(was_present=False, criticised_self=False, criticised_others=False),
            ),
        ]
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member.name}"


class GatheredOpinion(models.Model):
    """One line of what people said before a life meeting; nobody's name."""

    meeting = models.ForeignKey(
        LifeMeeting, models.PROTECT, related_name="opinions", verbose_name="组织生活会"
    )
    number = models.PositiveSmallIntegerField("第几条")
    text = SealedTextField("意见")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="review_opinions_in_order"),
        ]
        ordering = ["meeting", "number"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class LifeEntry(models.Model):
    """One step of a life meeting; append-only."""

    meeting = models.ForeignKey(
        LifeMeeting, models.PROTECT, related_name="entries", verbose_name="组织生活会"
    )
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=LifeStep)
    state = models.CharField("此后状态", max_length=12, choices=LifeState)
    text = models.CharField("说明", max_length=300, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="review_one_life_entry_in_a_place"),
        ]
        ordering = ["meeting", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"
