"""Points: the tables committees adopted, what people entered by hand, and the entries. Nothing here is ever edited."""

import uuid

from django.db import models

from activityday.judgement.points.enums import Source, State, Step
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField

FIRST_DAY = models.Q(since__day=1)
NOT_VOIDED = models.Q(voided_at__isnull=True)


class PointTable(models.Model):
    """A primary committee's own table of points, from a month on, by a document; voided where it was entered wrongly."""

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="point_tables", verbose_name="基层党委")
    since = models.DateField("从哪个月起")
    document = models.CharField("文号", max_length=60)
    # the whole table, in the form of the rulebook's own file
    content = models.JSONField("规则表")
    fingerprint = models.CharField("规则表版本", max_length=64)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")
    voided_by = models.CharField("作废人", max_length=60, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "since"], condition=NOT_VOIDED, name="points_one_table_from_a_month"
            ),
            models.CheckConstraint(name="points_table_from_a_first_day", condition=FIRST_DAY),
            models.CheckConstraint(
                name="points_table_voided_by_at_and_why",
                condition=models.Q(voided_at__isnull=True, voided_by="", void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(voided_by="") & ~models.Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.since:%Y-%m} 起"


class ManualEntry(models.Model):
    """Something one person entered for a member 登记事项: it counts only when a second person has confirmed it.

    With `counters` it takes another one back, in the same two steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="manual_entries", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="manual_entries", verbose_name="党员")
    rule = models.CharField("项目编码", max_length=40)
    label = models.CharField("项目", max_length=40)
    is_veto = models.BooleanField("一票否决", default=False)
    confirmed_by = models.CharField("由谁复核", max_length=10)
    on = models.DateField("日期")
    evidence = SealedTextField("依据")
    document = models.CharField("文号或者凭证", max_length=100)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    # who proposed it: the second person must be another
    proposed_key = models.CharField("登记人编号", max_length=40)
    proposed_by = models.CharField("登记人", max_length=60)
    proposed_at = models.DateTimeField("登记时间")
    counters = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="countered_by", verbose_name="冲正哪一条"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "rule", "on", "document"],
                condition=models.Q(state__in=["proposed", "confirmed"], counters__isnull=True),
                name="points_the_same_thing_once",
            ),
            models.UniqueConstraint(
                fields=["counters"],
                condition=models.Q(state__in=["proposed", "confirmed"]),
                name="points_countered_once",
            ),
        ]
        indexes = [
            models.Index(fields=["branch", "state"], name="points_manual_of_branch"),
            models.Index(fields=["member", "on"], name="points_manual_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.label} {self.on}"


class ManualEntryStep(models.Model):
    """One step of something entered by hand; append-only."""

    entry = models.ForeignKey(ManualEntry, models.PROTECT, related_name="steps", verbose_name="登记事项")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=Step)
    state = models.CharField("此后状态", max_length=10, choices=State)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        constraints = [
            # the second of two people who press at the same moment finds the place taken
            models.UniqueConstraint(fields=["entry", "number"], name="points_one_step_in_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"


class PointEntry(models.Model):
    """One line of a member's points: from which fact, by which row of which table. Corrected only by another line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="point_entries", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="point_entries", verbose_name="党员")
    year = models.PositiveSmallIntegerField("年度")
    # the month it counts for, and the day on which it happened
    month = models.DateField("计入月份")
    on = models.DateField("日期")
    rule = models.CharField("项目编码", max_length=40)
    label = models.CharField("项目", max_length=40)
    category = models.CharField("类别", max_length=20)
    points = models.DecimalField("分值", max_digits=6, decimal_places=1)
    source = models.CharField("来源", max_length=12, choices=Source)
    # a month (2026-11), or the id of what was entered by hand
    source_key = models.CharField("来源编号", max_length=40)
    # counts the entries about one fact: two who post at once meet here
    number = models.PositiveSmallIntegerField("第几条")
    text = models.CharField("算法", max_length=300)
    table = models.CharField("规则表版本", max_length=64, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一条"
    )
    made_by = models.CharField("入账人", max_length=60)
    made_at = models.DateTimeField("入账时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "source", "source_key", "number"], name="points_entries_of_a_fact_in_order"
            ),
            models.CheckConstraint(name="points_an_entry_is_not_nothing", condition=~models.Q(points=0)),
        ]
        indexes = [
            models.Index(fields=["member", "year"], name="points_entries_of_member"),
            models.Index(fields=["branch", "year"], name="points_entries_of_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m} {self.label} {self.points}"
