"""Opinions as people gave them, and the topics that came of them."""

import uuid

from django.db import models

from activityday.contents.deliberation.enums import Source, Subject, TopicKind, TopicState, TopicStep
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.models import Unit
from activityday.privacy.sealed import SealedTextField


class Topic(models.Model):
    """Something to be talked over 议题: from a proposal to a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="topics", verbose_name="党支部")
    kind = models.CharField("类别", max_length=12, choices=TopicKind)
    source = models.CharField("来源", max_length=10, choices=Source)
    title = models.CharField("议题", max_length=60)
    text = models.TextField("事由和初步方案", blank=True)
    state = models.CharField("状态", max_length=10, choices=TopicState, default=TopicState.PROPOSED)
    proposed_on = models.DateField("提出日期")
    # where it is to be talked over; what was said stands in the entries
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="列入哪次活动"
    )
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="topics", verbose_name="列入哪个环节"
    )
    resolution = models.TextField("决定", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberation_decided_in_words",
                condition=(models.Q(state=TopicState.DECIDED) & ~models.Q(resolution=""))
                | (~models.Q(state=TopicState.DECIDED) & models.Q(resolution="")),
            ),
            # a double click leaves one
            models.UniqueConstraint(
                fields=["unit", "title", "proposed_on"], name="deliberation_a_topic_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="deliberation_topics")]

    def __str__(self) -> str:
        return self.title


class TopicEntry(models.Model):
    """One step of a topic; append-only."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries", verbose_name="议题")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=TopicStep)
    state = models.CharField("此后状态", max_length=10, choices=TopicState)
    on = models.DateField("日期")
    # where it was talked over, and in which part of the agenda: its record then is the record of this too
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="在哪次活动"
    )
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="在哪个环节"
    )
    vote = models.ForeignKey(
        "deliberation.Vote", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="表决"
    )
    text = models.TextField("要点", blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"], name="deliberation_one_topic_entry_in_a_place"
            )
        ]
        ordering = ["topic", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"


class Opinion(models.Model):
    """What somebody said, written down for them; it is answered or becomes (part of) a topic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="opinions", verbose_name="党支部")
    source = models.CharField("来源", max_length=10, choices=Source)
    subject = models.CharField("关于", max_length=14, choices=Subject)
    given_by = SealedTextField("提出人", blank=True)
    text = models.TextField("意见建议")
    given_on = models.DateField("提出日期")
    answer_due_on = models.DateField("应在何日前答复")
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="列入的议题"
    )
    answer = models.CharField("答复", max_length=300, blank=True)
    settled_by = models.CharField("办理人", max_length=60, blank=True)
    settled_at = models.DateTimeField("办理时间", null=True, blank=True)
    # of what was typed and when the page was opened: the second of two clicks finds the first
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberation_opinion_settled_by_at_and_how",
                condition=models.Q(settled_by="", settled_at__isnull=True, topic__isnull=True, answer="")
                | (
                    ~models.Q(settled_by="")
                    & models.Q(settled_at__isnull=False)
                    & (
                        models.Q(topic__isnull=False, answer="")
                        | (models.Q(topic__isnull=True) & ~models.Q(answer=""))
                    )
                ),
            ),
        ]
        indexes = [models.Index(fields=["unit", "settled_at"], name="deliberation_opinions")]

    def __str__(self) -> str:
        return self.text[:20]
