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


class Material(models.Model):
    """A study material 学习资料 that the town's office publishes for some months, to all or some sectors (notice 三(一))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials", verbose_name="发布单位")
    first_month = models.DateField("用于起始月份")
    last_month = models.DateField("用于截止月份")
    # codes of the sectors it is for; none means all
    sectors = models.JSONField("发给哪些类别", default=list)
    withdrawn_by = models.CharField("撤回人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤回原因", max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["committee", "last_month"], name="notices_materials_by_month")]
        constraints = [
            models.CheckConstraint(
                name="notices_material_months_in_order",
                condition=models.Q(
                    first_month__day=1, last_month__day=1, last_month__gte=models.F("first_month")
                ),
            ),
            models.CheckConstraint(
                name="notices_material_withdrawn_by_at_and_why",
                condition=models.Q(withdrawn_by="", withdrawn_at__isnull=True, withdrawn_why="")
                | (
                    models.Q(withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_why="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.first_month:%Y-%m}"


class MaterialVersion(models.Model):
    """A material as it was published at one time: a text, or a file. What was used is never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="versions", verbose_name="学习资料")
    number = models.PositiveSmallIntegerField("第几版")
    title = models.CharField("标题", max_length=100)
    source = models.CharField("来源", max_length=100)
    text = models.TextField("正文", blank=True)
    file = models.FileField("文件", upload_to="materials", max_length=200, blank=True)
    filename = models.CharField("原文件名", max_length=200, blank=True)
    content_type = models.CharField("格式", max_length=100, blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    sha256 = models.CharField("文件指纹", max_length=64, blank=True)
    published_by = models.CharField("发布人", max_length=60)
    published_at = models.DateTimeField("发布时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="notices_material_versions_in_order"),
            # a text or a file, never neither and never both
            models.CheckConstraint(
                name="notices_material_text_or_file",
                condition=(models.Q(file="") & ~models.Q(text="")) | (models.Q(text="") & ~models.Q(file="")),
            ),
        ]
        ordering = ["material", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """《标题》第 2 版; the first without its number."""
        return f"《{self.title}》" + (f"第 {self.number} 版" if self.number > 1 else "")
