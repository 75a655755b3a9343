"""Heart-to-heart talks 谈心谈话: that they were held is a register; what was said is sealed for those who are named."""

import uuid

from django.db import models

from activityday.contents.review.enums import Occasion, Pair
from activityday.contents.review.models.life import LifeMeeting
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class HeartTalk(models.Model):
    """One talk between two people of a branch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="heart_talks", verbose_name="党支部")
    pair = models.CharField("谁同谁", max_length=20, choices=Pair)
    occasion = models.CharField("事由", max_length=20, choices=Occasion)
    talker = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="谈话人")
    listener = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="谈话对象")
    held_on = models.DateField("谈话日期")
    place = models.CharField("地点", max_length=60, blank=True)
    content = SealedTextField("谈了什么", blank=True)
    meeting = models.ForeignKey(
        LifeMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name="为哪次组织生活会",
    )
    # an account, not a member: only it and the named readers open what was said
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    written_at = models.DateTimeField("登记时间")
    annulled_at = models.DateTimeField("注销时间", null=True, blank=True)
    annulled_why = models.CharField("注销原因", max_length=120, blank=True)
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_nobody_talks_with_themselves",
                condition=~models.Q(talker=models.F("listener")),
            ),
            models.CheckConstraint(
                name="review_talk_annulled_at_and_why",
                condition=models.Q(annulled_at__isnull=True, annulled_why="")
                | (models.Q(annulled_at__isnull=False) & ~models.Q(annulled_why="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "held_on"], name="review_heart_talks")]

    def __str__(self) -> str:
        return f"谈心谈话 {self.number}"

    @property
    def number(self) -> str:
        """What the log calls it: no name."""
        return str(self.pk)[:8].upper()


class HeartTalkReader(models.Model):
    """An account that the writer lets read what was said in one talk."""

    talk = models.ForeignKey(HeartTalk, models.PROTECT, related_name="readers", verbose_name="谈心谈话")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="可以看的人")
    added_at = models.DateTimeField("加入时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "user"], name="review_a_reader_once_a_talk"),
        ]

    def __str__(self) -> str:
        return f"{self.talk} {self.user.name}"


class HeartTalkLook(models.Model):
    """That somebody opened what was said on a day: once a day for each person and talk."""

    talk = models.ForeignKey(HeartTalk, models.PROTECT, related_name="looks", verbose_name="谈心谈话")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="看的人")
    on = models.DateField("日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "user", "on"], name="review_a_look_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.talk} {self.on}"
