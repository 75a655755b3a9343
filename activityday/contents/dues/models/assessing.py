"""What a member is to pay: assessed by the branch, reduced by the superior, arranged for a time."""

import uuid

from django.db import models

from activityday.contents.dues.enums import ArrangementKind, DuesClass, WaiverKind
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField

FIRST_DAY = models.Q(since__day=1)
IN_ORDER = models.Q(until__isnull=True) | models.Q(until__gte=models.F("since"))


class Assessment(models.Model):
    """The monthly amount of one member from a month on 核定, with the base and arithmetic it rests on.

    Set at the year's start; another in the year is a dated re-assessment with its reason. Never edited: one entered
    wrongly is marked void.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="assessments", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="assessments", verbose_name="党员")
    # the first day of the first month for which it holds
    since = models.DateField("从哪个月起")
    kind = models.CharField("交费类别", max_length=20, choices=DuesClass)
    # yuan with two decimals, as text; empty where a flat amount is paid
    base = SealedTextField("基数", blank=True)
    amount = models.DecimalField("月应交（元）", max_digits=9, decimal_places=2)
    # the arithmetic holds the base
    arithmetic = SealedTextField("算式")
    clause = models.CharField("依据", max_length=40)
    document = models.CharField("文件", max_length=60)
    policy = models.CharField("规则版本", max_length=64)
    reason = models.CharField("年内重新核定的原因", max_length=120, blank=True)
    made_by = models.CharField("核定人", max_length=60)
    made_at = models.DateTimeField("核定时间")
    voided_by = models.CharField("作废人", max_length=60, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "since"],
                condition=models.Q(voided_at__isnull=True),
                name="dues_one_assessment_from_a_month",
            ),
            models.CheckConstraint(name="dues_assessed_from_a_first_day", condition=FIRST_DAY),
            models.CheckConstraint(name="dues_assessed_not_negative", condition=models.Q(amount__gte=0)),
            models.CheckConstraint(
                name="dues_voided_by_and_at",
                condition=models.Q(voided_at__isnull=True, voided_by="", void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(voided_by="") & ~models.Q(void_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["branch", "since"], name="dues_assessed_in_branch")]

    def __str__(self) -> str:
        return f"{self.member} {self.since:%Y-%m} 起每月 {self.amount} 元"


class Waiver(models.Model):
    """A member pays less, or nothing, for some months: asked by the member, considered by the branch, approved above."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="waiver")
    member = models.ForeignKey(Member, models.PROTECT, related_name="waivers", verbose_name="党员")
    kind = models.CharField("事项", max_length=10, choices=WaiverKind)
    amount = models.DecimalField("减后每月交（元）", max_digits=9, decimal_places=2, default=0)
    ground = SealedTextField("困难情况")
    considered_on = models.DateField("支部研究日期")
    # first days of the first and the last month
    since = models.DateField("从哪个月起")
    until = models.DateField("到哪个月止")

    class Meta:
        constraints = [
            models.CheckConstraint(name="dues_waiver_in_whole_months", condition=FIRST_DAY),
            models.CheckConstraint(
                name="dues_waiver_ends_after_start", condition=models.Q(until__gte=models.F("since"))
            ),
            models.CheckConstraint(
                name="dues_waived_is_nothing",
                condition=models.Q(kind="waived", amount=0) | models.Q(kind="reduced", amount__gt=0),
            ),
        ]
        indexes = [models.Index(fields=["member", "until"], name="dues_waiver_in_time")]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"


class Arrangement(models.Model):
    """With the branch's consent a member pays by the quarter, or somebody else brings the money (dues 12)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="arrangements", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="arrangements", verbose_name="党支部")
    kind = models.CharField("事项", max_length=10, choices=ArrangementKind)
    payer = models.CharField("代交人", max_length=30, blank=True)
    relation = models.CharField("与本人关系", max_length=20, blank=True)
    reason = models.CharField("原因", max_length=120)
    consented_on = models.DateField("支部同意日期")
    since = models.DateField("从哪个月起")
    until = models.DateField("到哪个月止", null=True, blank=True)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")
    ended_by = models.CharField("停用人", max_length=60, blank=True)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="dues_arrangement_in_whole_months", condition=FIRST_DAY),
            models.CheckConstraint(name="dues_arrangement_ends_after_start", condition=IN_ORDER),
            models.CheckConstraint(
                name="dues_a_proxy_has_a_name",
                condition=models.Q(kind="quarterly", payer="", relation="")
                | (models.Q(kind="proxy") & ~models.Q(payer="") & ~models.Q(relation="")),
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=models.Q(until__isnull=True),
                name="dues_one_open_arrangement_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"
