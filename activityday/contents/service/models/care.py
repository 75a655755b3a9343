"""走访帮扶: who is cared for, and the visits. Only for who keeps the register; what is said of anybody is sealed."""

import uuid

from django.db import models

from activityday.contents.service.enums import CareKind, HelpKind
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField

LIVE = models.Q(annulled_at__isnull=True)


class CareEntry(models.Model):
    """Somebody in the register, from a day to a day or today: a member, or one of the people by a sealed name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="care", verbose_name="党支部")
    kind = models.CharField("类别", max_length=10, choices=CareKind)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="care", verbose_name="党员"
    )
    # of who is no member; found again by nobody, read only by who keeps the register
    person = SealedTextField("姓名", blank=True)
    address = SealedTextField("住址", blank=True)
    situation = SealedTextField("情况", blank=True)
    bring = SealedTextField("带什么、帮什么", blank=True)
    interval_days = models.PositiveSmallIntegerField("隔多少天", null=True, blank=True)
    starts_on = models.DateField("列入日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    ended_why = SealedTextField("结束的原因", blank=True)
    # of what was typed and when the page was opened: the second of two clicks finds the first
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "member"],
                condition=models.Q(ends_on__isnull=True),
                name="service_one_open_care_entry",
            ),
            models.CheckConstraint(
                name="service_care_of_members_or_masses",
                condition=models.Q(kind=CareKind.MASSES, member__isnull=True)
                | (~models.Q(kind=CareKind.MASSES) & models.Q(member__isnull=False)),
            ),
            models.CheckConstraint(
                name="service_care_ends_after_start",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "ends_on"], name="service_care")]

    def __str__(self) -> str:
        # what the log and every other page may say of it
        return "走访帮扶登记"

    @property
    def name(self) -> str:
        """Who it is; read only on the pages of the register. `member` is loaded."""
        return self.member.name if self.member else self.person


class CareVisit(models.Model):
    """One visit: when, by whom, what help; a wrong one is annulled, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(CareEntry, models.PROTECT, related_name="visits", verbose_name="走访帮扶登记")
    visited_on = models.DateField("走访日期")
    visitors = models.CharField("谁去的", max_length=60)
    help = models.CharField("帮助", max_length=10, choices=HelpKind)
    amount = models.DecimalField("金额或折价（元）", max_digits=9, decimal_places=2, null=True, blank=True)
    word = SealedTextField("说了什么、办了什么", blank=True)
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    annulled_by = models.CharField("作废人", max_length=60, blank=True)
    annulled_at = models.DateTimeField("作废时间", null=True, blank=True)
    annulled_why = SealedTextField("作废的原因", blank=True)
    form_id = models.UUIDField("表单", unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_visit_amount_is_positive",
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="service_visit_annulled_by_and_at",
                condition=models.Q(annulled_at__isnull=True, annulled_by="")
                | (models.Q(annulled_at__isnull=False) & ~models.Q(annulled_by="")),
            ),
        ]
        indexes = [models.Index(fields=["entry", "visited_on"], name="service_visits")]

    def __str__(self) -> str:
        return f"走访 {self.visited_on}"


class CareLook(models.Model):
    """That somebody looked at the register, at one entry, or printed it, on a day; the log gets one entry for each."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="党支部")
    # the id of an entry, or nothing for the whole register
    subject = models.CharField("对象", max_length=40, blank=True)
    what = models.CharField("看了什么", max_length=20)
    by_id = models.CharField("操作人编号", max_length=40)
    on = models.DateField("日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject", "what", "by_id", "on"], name="service_one_care_look_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
