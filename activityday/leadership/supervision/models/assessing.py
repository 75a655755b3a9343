"""The yearly assessment of branch secretaries 述职评议考核: points they write, forms counted from paper, a result written."""

import uuid

from django.db import models

from activityday.leadership.supervision.enums import Grade
from activityday.people.organisation.models import Unit

BALLOTS = ("handed_out", "collected", "good", "fair", "ordinary", "poor", "invalid")


class AssessmentRound(models.Model):
    """One year's assessment by one committee."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(
        Unit, models.PROTECT, related_name="assessment_rounds", verbose_name="基层党委"
    )
    year = models.PositiveSmallIntegerField("年度")
    statements_due_on = models.DateField("述职要点最晚哪天写好")
    opened_by = models.CharField("发起人", max_length=60)
    opened_at = models.DateTimeField("发起时间")
    closed_by = models.CharField("办结人", max_length=60, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "year"], name="supervision_one_round_a_year"),
            models.CheckConstraint(
                name="supervision_round_closed_by_and_at",
                condition=models.Q(closed_by="", closed_at__isnull=True)
                | (~models.Q(closed_by="") & models.Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度书记述职评议考核"


class AssessedSecretary(models.Model):
    """One secretary in a round: their points, the forms counted, and what the committee wrote. Nothing is worked out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        AssessmentRound, models.PROTECT, related_name="secretaries", verbose_name="考核"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessed", verbose_name="党支部")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("书记", max_length=30, blank=True)
    # one point a line
    points = models.TextField("述职要点", blank=True)
    points_by = models.CharField("填写人", max_length=60, blank=True)
    points_at = models.DateTimeField("填写时间", null=True, blank=True)
    handed_out = models.PositiveSmallIntegerField("发出", null=True, blank=True)
    collected = models.PositiveSmallIntegerField("收回", null=True, blank=True)
    good = models.PositiveSmallIntegerField("好", null=True, blank=True)
    fair = models.PositiveSmallIntegerField("较好", null=True, blank=True)
    ordinary = models.PositiveSmallIntegerField("一般", null=True, blank=True)
    poor = models.PositiveSmallIntegerField("差", null=True, blank=True)
    invalid = models.PositiveSmallIntegerField("无效", null=True, blank=True)
    counted_by = models.CharField("计票人", max_length=60, blank=True)
    counted_at = models.DateTimeField("计票时间", null=True, blank=True)
    grade = models.CharField("评定", max_length=10, choices=Grade, blank=True)
    comment = models.CharField("党委点评", max_length=300, blank=True)
    decided_on = models.DateField("评定日期", null=True, blank=True)
    document = models.CharField("会议记录或文件", max_length=100, blank=True)
    decided_by = models.CharField("登记人", max_length=60, blank=True)
    decided_at = models.DateTimeField("登记时间", null=True, blank=True)
    # the evidence as it stood when the round was closed: [[label, value, note], …]
    evidence = models.JSONField("考核依据", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="supervision_a_secretary_once"),
            models.CheckConstraint(
                name="supervision_counted_whole",
                condition=models.Q(counted_by="", counted_at__isnull=True)
                & models.Q(**{f"{name}__isnull": True for name in BALLOTS})
                | ~models.Q(counted_by="")
                & models.Q(counted_at__isnull=False, **{f"{name}__isnull": False for name in BALLOTS}),
            ),
            models.CheckConstraint(
                name="supervision_decided_whole",
                condition=models.Q(grade="", decided_on__isnull=True, decided_by="", decided_at__isnull=True)
                | (
                    models.Q(decided_on__isnull=False, decided_at__isnull=False)
                    & ~models.Q(grade="")
                    & ~models.Q(decided_by="")
                ),
            ),
            models.CheckConstraint(
                name="supervision_points_by_and_at",
                condition=models.Q(points="", points_by="", points_at__isnull=True)
                | (~models.Q(points_by="") & models.Q(points_at__isnull=False)),
            ),
        ]
        ordering = ["round", "position"]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.name}"

    @property
    def statement(self) -> list[str]:
        """The points, one a bullet."""
        return [line.strip() for line in self.points.splitlines() if line.strip()]
