"""What was sent upward, each step with who and when. The room that asks keeps its own details beside it."""

import uuid

from django.db import models

from activityday.office.filings.enums import Kind, State, Step, Verb, word
from activityday.people.organisation.models import Unit


class Filing(models.Model):
    """One thing sent by a unit to the unit that answers it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    kind = models.CharField("事项", max_length=30, choices=Kind)
    verb = models.CharField("方式", max_length=10, choices=Verb)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="报送单位")
    answered_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="filings_to_answer", verbose_name="批复单位"
    )
    subject = models.CharField("标题", max_length=120)
    # [[label, value], …] as it stands on the printed form; nothing sensitive
    details = models.JSONField("内容", default=list)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField("提出时间")
    due_on = models.DateField("应在何日前答复", null=True, blank=True)
    late_note = models.CharField("迟报说明", max_length=120, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["answered_by", "state"], name="filings_waiting"),
            models.Index(fields=["unit", "state"], name="filings_asked"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state_word(self) -> str:
        """The state in the words of this way of sending: 待批复, 待收, 待备案."""
        return word(self.verb, State(self.state))

    @property
    def is_for_approval(self) -> bool:
        """Whether it asks for a decision; else it is received or sent back."""
        return self.verb == Verb.APPROVAL


class FilingStep(models.Model):
    """One step of a filing; append-only."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="steps", verbose_name="报送")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=Step)
    state = models.CharField("此后状态", max_length=10, choices=State)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        constraints = [
            # the second of two people who answer at the same moment finds the place taken
            models.UniqueConstraint(fields=["filing", "number"], name="filings_one_step_in_a_place"),
        ]
        ordering = ["filing", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"

    @property
    def word(self) -> str:
        """The step in the words of the filing's way of sending: 同意, 收到, 备案."""
        return word(self.filing.verb, Step(self.step))


class Writing(models.Model):
    """A local implementation plan 实施方案 or an experience summary 经验总结 as a unit wrote it (notice 末). Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="writings", verbose_name="撰写单位")
    kind = models.CharField("事项", max_length=30, choices=Kind)
    title = models.CharField("标题", max_length=80)
    text = models.TextField("正文")
    file = models.FileField("附件", upload_to="writings", max_length=200, blank=True)
    filename = models.CharField("原文件名", max_length=200, blank=True)
    content_type = models.CharField("格式", max_length=100, blank=True)
    sha256 = models.CharField("文件指纹", max_length=64, blank=True)
    written_by = models.CharField("撰写人", max_length=60)
    written_at = models.DateTimeField("报送时间")
    shared_by = models.CharField("推广人", max_length=60, blank=True)
    shared_at = models.DateTimeField("推广时间", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["committee", "kind"], name="filings_writings")]
        constraints = [
            models.CheckConstraint(
                name="filings_writing_kind", condition=models.Q(kind__in=[Kind.LOCAL_PLAN, Kind.EXPERIENCE])
            ),
            models.CheckConstraint(
                name="filings_writing_shared_by_and_at",
                condition=models.Q(shared_by="", shared_at__isnull=True)
                | (models.Q(shared_at__isnull=False, kind=Kind.EXPERIENCE) & ~models.Q(shared_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WritingFiling(models.Model):
    """A writing on its way: from the unit to its superior, and on from the town to the county. One at each place."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="writing_filing")
    writing = models.ForeignKey(Writing, models.PROTECT, related_name="filings", verbose_name="材料")
    number = models.PositiveSmallIntegerField("第几次")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["writing", "number"], name="filings_writings_in_order"),
        ]
        ordering = ["writing", "number"]

    def __str__(self) -> str:
        return f"{self.writing} 第 {self.number} 次"
