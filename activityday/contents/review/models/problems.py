"""A problem that was found, until somebody checked that it is put right. Its words are sealed, its steps append-only."""

import uuid

from django.db import models

from activityday.contents.review.enums import ProblemState, ProblemStep, Source
from activityday.contents.review.models.life import LifeMeeting
from activityday.contents.review.models.talks import HeartTalk
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class Problem(models.Model):
    """One problem of a branch or of one member, with measure, owner and deadline (notice 三(二))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="problems", verbose_name="党支部")
    source = models.CharField("来源", max_length=12, choices=Source)
    meeting = models.ForeignKey(
        LifeMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="组织生活会",
    )
    # which talk it came from, never what was said in it
    talk = models.ForeignKey(
        HeartTalk, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="谈心谈话"
    )
    # whose problem it is; empty for the branch itself
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="党员"
    )
    title = SealedTextField("问题")
    measure = SealedTextField("整改措施", blank=True)
    owner = models.CharField("责任人", max_length=30, blank=True)
    found_on = models.DateField("发现日期")
    due_on = models.DateField("整改期限", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=ProblemState, default=ProblemState.LISTED)
    # where it stands on an agenda again
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="列入哪个环节"
    )
    # of what was typed and when the page was opened: the second of two clicks finds the first
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_worked_on_by_somebody_until_a_day",
                condition=models.Q(state__in=(ProblemState.LISTED, ProblemState.STRUCK))
                | (~models.Q(owner="") & models.Q(due_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_closed_out_on_a_day",
                condition=models.Q(state=ProblemState.CLOSED_OUT, closed_on__isnull=False)
                | (~models.Q(state=ProblemState.CLOSED_OUT) & models.Q(closed_on__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due_on"], name="review_problems")]

    def __str__(self) -> str:
        return f"问题 {self.number}"

    @property
    def number(self) -> str:
        """What the log calls it: no name and no word of it."""
        return str(self.pk)[:8].upper()

    @property
    def is_personal(self) -> bool:
        """Whether it is one member's and not the branch's."""
        return self.member_id is not None


class ProblemEntry(models.Model):
    """One step of a problem; append-only."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="entries", verbose_name="问题")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=ProblemStep)
    state = models.CharField("此后状态", max_length=12, choices=ProblemState)
    due_on = models.DateField("此后期限", null=True, blank=True)
    text = SealedTextField("说明", blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "number"], name="review_one_problem_entry_in_a_place"),
        ]
        ordering = ["problem", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"
