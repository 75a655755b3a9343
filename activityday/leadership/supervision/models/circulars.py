"""Circulars 通报: a draft whose figures stay tied to the records, then a paper exactly as it was issued (notice 四(四))."""

import uuid

from django.db import models

from activityday.leadership.supervision.circulars import Fact, Words, from_json
from activityday.leadership.supervision.enums import CIRCULAR_TONES, CircularState, CircularStep, Order
from activityday.leadership.supervision.models.leaders import whole_or_none
from activityday.people.organisation.models import Unit
from activityday.rules.circular import Period, Span


class Circular(models.Model):
    """One circular of a town about a month, a quarter or a half-year. Once issued, nothing in it changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="circulars", verbose_name="基层党委")
    span = models.CharField("期间", max_length=10, choices=[(span.value, span.value) for span in Span])
    year = models.PositiveSmallIntegerField("年度")
    part = models.PositiveSmallIntegerField("第几个")
    order = models.CharField("支部排列", max_length=10, choices=Order, default=Order.TREE)
    title = models.CharField("标题", max_length=100)
    lead = models.TextField("导语", blank=True)
    overall = models.TextField("总体情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    demands = models.TextField("整改要求", blank=True)
    # each figure with its value, version and as-of time: see circulars.py
    facts = models.JSONField("数据", default=list)
    state = models.CharField("状态", max_length=10, choices=CircularState, default=CircularState.DRAFT)
    # raised by every write; a form that carries an older number is told that somebody else wrote
    version = models.PositiveIntegerField("修改次数", default=1)
    drafted_by = models.CharField("起草人", max_length=60)
    drafted_at = models.DateTimeField("起草时间")
    number = models.CharField("文号", max_length=40, blank=True)
    # the paper as it was issued: words with figures filled in, addressees, signer
    content = models.JSONField("印发的内容", null=True, blank=True)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    issued_by = models.CharField("印发人", max_length=60, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)
    audit_code = models.CharField("校验码", max_length=64, blank=True)
    withdrawn_by = models.CharField("撤回人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"],
                condition=~models.Q(number=""),
                name="supervision_a_number_once",
            ),
            # of two people who begin the same draft the second is led to the first's
            models.UniqueConstraint(
                fields=["committee", "span", "year", "part"],
                condition=models.Q(state="draft"),
                name="supervision_one_draft_of_a_period",
            ),
            models.CheckConstraint(
                name="supervision_issued_whole",
                condition=models.Q(issued_by="", issued_at__isnull=True, number="")
                | (~models.Q(issued_by="") & models.Q(issued_at__isnull=False) & ~models.Q(number="")),
            ),
            models.CheckConstraint(
                name="supervision_circular_withdrawn_whole", condition=whole_or_none("withdrawn")
            ),
        ]
        indexes = [models.Index(fields=["committee", "state"], name="supervision_circulars_of")]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """The month, quarter or half-year it is about."""
        return Period(Span(self.span), self.year, self.part)

    @property
    def words(self) -> Words:
        """Its words, figures by their names."""
        return Words(self.title, self.lead, self.overall, self.problems, self.demands)

    @property
    def figures(self) -> list[Fact]:
        """Its figures as they were taken from the records."""
        return from_json(self.facts)

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return CIRCULAR_TONES[CircularState(self.state)]

    @property
    def is_draft(self) -> bool:
        """Whether it can still be written."""
        return self.state == CircularState.DRAFT

    def names(self, unit: Unit) -> bool:
        """Whether one of its figures names this branch."""
        return any(unit.code in fact["units"] for fact in self.facts)


class CircularEvent(models.Model):
    """One step in the life of a circular; append-only."""

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="steps", verbose_name="通报")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=CircularStep)
    state = models.CharField("此后状态", max_length=10, choices=CircularState)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "number"], name="supervision_circular_steps_in_order"
            ),
        ]
        ordering = ["circular", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"
