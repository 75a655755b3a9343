"""One activity on one day: whom it is for, what is planned, what was done, what is kept."""

import uuid
from datetime import time

from django.db import models

from activityday.day.activity.enums import Content, EvidenceKind, ExpenseKind, Form, State, Step
from activityday.day.directory.models import Site
from activityday.office.notices.models import MaterialVersion
from activityday.people.organisation.models import Unit


class Activity(models.Model):
    """An activity of one month. Joint: one activity with several scopes. Split: one per branch or Party group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    host = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name="组织单位")
    month = models.DateField("月份")
    held_on = models.DateField("活动日期")
    # what is planned never becomes what happened: the actual times stay empty until somebody writes them down
    planned_starts_at = models.TimeField("计划开始", default=time(9))
    planned_ends_at = models.TimeField("计划结束", default=time(12))
    starts_at = models.TimeField("实际开始", null=True, blank=True)
    ends_at = models.TimeField("实际结束", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    theme = models.CharField("主题", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=30, blank=True)
    recorder = models.CharField("记录人", max_length=30, blank=True)
    leader_present = models.BooleanField("党组织负责人参加", null=True, blank=True)
    badges_worn = models.BooleanField("佩戴党员徽章", null=True, blank=True)
    superiors_present = models.CharField("到会指导的上级领导", max_length=100, blank=True)
    short_reason = models.CharField("不足半天的原因", max_length=200, blank=True)
    problems = models.TextField("存在问题和下步打算", blank=True)
    # when the record was first written; the difference to held_on is how late it was entered
    recorded_by = models.CharField("纪实填写人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("纪实填写时间", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PREPARING)
    # raised by every write; a form that carries an older number is told what changed meanwhile
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        indexes = [models.Index(fields=["host", "month"], name="activity_by_month")]
        constraints = [
            models.CheckConstraint(name="activity_month_is_a_first_day", condition=models.Q(month__day=1)),
            models.UniqueConstraint(
                fields=["host", "month"],
                condition=~models.Q(state=State.CANCELLED),
                name="activity_one_a_month_for_a_host",
            ),
            models.CheckConstraint(
                name="activity_planned_end_after_start",
                condition=models.Q(planned_ends_at__gt=models.F("planned_starts_at")),
            ),
            models.CheckConstraint(
                name="activity_actual_times_together",
                condition=models.Q(starts_at__isnull=True, ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="activity_recorded_by_and_at",
                condition=models.Q(recorded_by="", recorded_at__isnull=True)
                | (~models.Q(recorded_by="") & models.Q(recorded_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host.short_name} {self.month:%Y-%m}"


class Scope(models.Model):
    """A branch or Party group whose members are expected at an activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="scopes", verbose_name="活动")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scopes", verbose_name="党组织")
    month = models.DateField("月份")
    is_live = models.BooleanField("有效", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=models.Q(is_live=True),
                name="activity_one_a_month_for_a_unit",
            ),
            models.UniqueConstraint(fields=["activity", "unit"], name="activity_a_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"


class Segment(models.Model):
    """One part of the agenda 议程环节, and afterwards what was said in it."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="segments", verbose_name="活动")
    position = models.PositiveSmallIntegerField("顺序")
    content = models.CharField("内容", max_length=20, choices=Content)
    form = models.CharField("形式", max_length=30, choices=Form)
    title = models.CharField("题目", max_length=100)
    minutes = models.PositiveSmallIntegerField("分钟")
    led_by = models.CharField("主讲或牵头", max_length=30, blank=True)
    material = models.CharField("使用资料", max_length=200, blank=True)
    # the very version that was used; a newer one never takes its place
    material_version = models.ForeignKey(
        MaterialVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="segments",
        verbose_name="学习资料",
    )
    # the entry of the directory, and the name that it had when it was picked
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="segments", verbose_name="场所或平台"
    )
    site_name = models.CharField("场所或平台名称", max_length=60, blank=True)
    points = models.TextField("要点", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="activity_segments_in_order"),
            models.CheckConstraint(
                name="activity_segment_minutes_sensible", condition=models.Q(minutes__gte=1, minutes__lte=600)
            ),
            models.CheckConstraint(
                name="activity_segment_site_with_its_name",
                condition=models.Q(site__isnull=True, site_name="")
                | (models.Q(site__isnull=False) & ~models.Q(site_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Expense(models.Model):
    """Money spent on the day; forbidden kinds are refused before they get here."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="expenses", verbose_name="活动")
    kind = models.CharField("类别", max_length=20, choices=ExpenseKind)
    amount = models.DecimalField("金额（元）", max_digits=10, decimal_places=2)
    purpose = models.CharField("用途", max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(name="activity_expense_is_positive", condition=models.Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class Evidence(models.Model):
    """A scanned sheet or a photo: never required, position data removed, known by its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="evidence", verbose_name="活动")
    kind = models.CharField("类别", max_length=10, choices=EvidenceKind)
    file = models.FileField("文件", upload_to="%Y/%m", max_length=200)
    filename = models.CharField("原文件名", max_length=200)
    content_type = models.CharField("格式", max_length=40)
    size = models.PositiveIntegerField("字节数")
    # of the file as kept, so that the same picture is known again whatever its camera data said
    sha256 = models.CharField("文件指纹", max_length=64)
    added_by = models.CharField("上传人", max_length=60)
    added_at = models.DateTimeField("上传时间")
    removed_at = models.DateTimeField("移出时间", null=True, blank=True)
    removed_why = models.CharField("移出原因", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "sha256"],
                condition=models.Q(removed_at__isnull=True),
                name="activity_evidence_once",
            ),
            models.CheckConstraint(
                name="activity_evidence_removed_when_and_why",
                condition=models.Q(removed_at__isnull=True, removed_why="")
                | (models.Q(removed_at__isnull=False) & ~models.Q(removed_why="")),
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="activity_evidence_by_hash")]

    def __str__(self) -> str:
        return self.filename


class ActivityStep(models.Model):
    """One step in the life of an activity; append-only."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="steps", verbose_name="活动")
    step = models.CharField("步骤", max_length=12, choices=Step)
    state = models.CharField("此后状态", max_length=12, choices=State)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"
