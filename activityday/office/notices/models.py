"""What was posted for people to read and to object to: kept as it was posted, answered as it was answered."""

import uuid

from django.db import models

from activityday.office.notices.enums import BY_MATTER, Kind, State, Verdict
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class PublicNotice(models.Model):
    """A public notice 公示: posted on the board of a unit for some days. What it says never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="public_notices", verbose_name="公示单位")
    kind = models.CharField("事项", max_length=20, choices=Kind)
    # what it is about, in words: 2026年上半年
    period = models.CharField("期间", max_length=40)
    covers_from = models.DateField("内容起于")
    covers_to = models.DateField("内容止于")
    title = models.CharField("标题", max_length=100)
    # {"opening": […], "header": […], "rows": [[…]], "foot": [[…]], "closing": […]} as it was posted
    content = models.JSONField("内容")
    starts_on = models.DateField("公示起")
    ends_on = models.DateField("公示止")
    where = models.CharField("张贴地点", max_length=100)
    state = models.CharField("状态", max_length=10, choices=State, default=State.POSTED)
    posted_by = models.CharField("张贴人", max_length=60)
    posted_at = models.DateTimeField("张贴时间")
    withdrawn_by = models.CharField("撤下人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤下原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_period_in_order", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="notices_content_in_order", condition=models.Q(covers_to__gte=models.F("covers_from"))
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "covers_from", "covers_to"],
                condition=models.Q(state="posted") & ~models.Q(kind__in=BY_MATTER),
                name="notices_one_standing_for_a_period",
            ),
            models.CheckConstraint(
                name="notices_withdrawn_by_at_and_why",
                condition=models.Q(
                    state="posted", withdrawn_by="", withdrawn_at__isnull=True, withdrawn_why=""
                )
                | (
                    models.Q(state="withdrawn", withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_why="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind", "covers_to"], name="notices_of_unit")]

    def __str__(self) -> str:
        return self.title


class Objection(models.Model):
    """What somebody objected to a public notice, written down by the branch, and what it was answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    # whom the objection is about, where it is about one person
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name="涉及党员"
    )
    raised_by = SealedTextField("提出人", blank=True)
    text = models.CharField("异议内容", max_length=300)
    raised_on = models.DateField("提出日期")
    answer_due_on = models.DateField("应在何日前答复")
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    verdict = models.CharField("结论", max_length=10, choices=Verdict, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_answered_by_at_and_how",
                condition=models.Q(verdict="", answer="", answered_by="", answered_at__isnull=True)
                | (
                    models.Q(answered_at__isnull=False)
                    & ~models.Q(verdict="")
                    & ~models.Q(answer="")
                    & ~models.Q(answered_by="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice}：{self.text[:20]}"
