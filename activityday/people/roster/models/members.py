"""Members and where they belonged when. Nothing here is deleted: a period ends."""

import uuid
from datetime import date

from django.db import models

from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import (
    Category,
    ConditionKind,
    Gender,
    JoinReason,
    LeaveReason,
    PostKind,
)
from activityday.privacy.masks import mask_address, mask_identity, mask_phone
from activityday.privacy.sealed import SealedTextField

ENDS_AFTER_START = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on"))


def day_as_known(day: date | None, known_to: str) -> str:
    """`day` in Chinese, to the day, month or year (`known_to`); empty for none."""
    if day is None:
        return ""
    parts = [f"{day.year}年", f"{day.month}月", f"{day.day}日"]
    return "".join(parts[: {"year": 1, "month": 2}.get(known_to, 3)])


class Member(models.Model):
    """One Party member: the fields of the national form that do not change with the branch (RULES §6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="基层党委")
    name = models.CharField("姓名", max_length=30)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    identity_number = SealedTextField("公民身份号码", blank=True)
    # found again without being readable; null (not empty) so that many members may lack a number
    identity_fingerprint = models.CharField(  # noqa: DJ001
        "身份号码指纹", max_length=64, null=True, blank=True, editable=False
    )
    born_on = models.DateField("出生日期", null=True, blank=True)
    education = models.CharField("学历", max_length=40, blank=True)
    occupation = models.CharField("工作岗位", max_length=100, blank=True)
    phone = SealedTextField("联系电话", blank=True)
    address = SealedTextField("家庭住址", blank=True)
    joined_on = models.DateField("加入党组织日期", null=True, blank=True)
    # empty while on probation; a member admitted as full long ago may have no known date
    full_on = models.DateField("转正日期", null=True, blank=True)
    category = models.CharField("人员类别", max_length=20, choices=Category, default=Category.FULL)
    note = models.CharField("备注", max_length=200, blank=True)
    # which of the dates are known to the month or the year only, as offices write them: {"born_on": "month"}
    known_to = models.JSONField("日期精确到", default=dict, blank=True)
    position = models.PositiveIntegerField("名册顺序", default=0)
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "identity_fingerprint"], name="roster_identity_once_per_committee"
            ),
        ]
        indexes = [models.Index(fields=["committee", "name"], name="roster_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def born_as_known(self) -> str:
        """The day of birth as far as it is known: `1986年7月`."""
        return self._as_known("born_on")

    @property
    def joined_as_known(self) -> str:
        """The day of admission as far as it is known."""
        return self._as_known("joined_on")

    @property
    def full_as_known(self) -> str:
        """The day of becoming a full member as far as it is known."""
        return self._as_known("full_on")

    def _as_known(self, field: str) -> str:
        return day_as_known(getattr(self, field), self.known_to.get(field, "day"))

    @property
    def masked_identity(self) -> str:
        """The identity number as pages show it by default."""
        return mask_identity(self.identity_number)

    @property
    def masked_phone(self) -> str:
        """The telephone number as pages show it by default."""
        return mask_phone(self.phone)

    @property
    def masked_address(self) -> str:
        """The address as pages show it by default."""
        return mask_address(self.address)


class Affiliation(models.Model):
    """A member's formal 组织关系 with a branch (and a Party group in it) from a day, to a day or today."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations", verbose_name="党员")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="affiliations", verbose_name="党支部")
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="group_affiliations", verbose_name="党小组"
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    join_reason = models.CharField("转入原因", max_length=20, choices=JoinReason)
    leave_reason = models.CharField("转出原因", max_length=20, choices=LeaveReason, blank=True)
    elsewhere = models.CharField("转自或转往", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(ends_on__isnull=True),
                name="roster_one_open_affiliation",
            ),
            models.CheckConstraint(name="roster_affiliation_ends_after_start", condition=ENDS_AFTER_START),
            models.CheckConstraint(
                name="roster_affiliation_end_has_reason",
                condition=models.Q(ends_on__isnull=True, leave_reason="")
                | (models.Q(ends_on__isnull=False) & ~models.Q(leave_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["branch", "starts_on", "ends_on"], name="roster_affiliation_in_time")]

    def __str__(self) -> str:
        return f"{self.member} {self.branch} {self.starts_on}"


class Condition(models.Model):
    """Something that holds of a member for a time: floating, suspended, out of touch."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="conditions", verbose_name="党员")
    kind = models.CharField("情形", max_length=20, choices=ConditionKind)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("外出流向", max_length=100, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=models.Q(ends_on__isnull=True),
                name="roster_one_open_condition_of_a_kind",
            ),
            models.CheckConstraint(name="roster_condition_ends_after_start", condition=ENDS_AFTER_START),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()} {self.starts_on}"


class Post(models.Model):
    """A member holds a post in a unit from a day."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="posts", verbose_name="党员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="党组织")
    kind = models.CharField("党内职务", max_length=20, choices=PostKind)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("卸任日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "unit", "kind"],
                condition=models.Q(ends_on__isnull=True),
                name="roster_one_open_post_of_a_kind",
            ),
            models.CheckConstraint(name="roster_post_ends_after_start", condition=ENDS_AFTER_START),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.member}"


class RosterImport(models.Model):
    """One workbook brought in: read, shown, and written only when a person confirms."""

    class State(models.TextChoices):
        READING = "reading", "正在读取"
        READ = "read", "待核对"
        WRITING = "writing", "正在写入"
        WRITTEN = "written", "已写入"
        DISCARDED = "discarded", "已放弃"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roster_imports", verbose_name="党组织")
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    state = models.CharField("状态", max_length=20, choices=State, default=State.READING)
    # the workbook itself, sealed, and only until it is written or discarded: it holds identity numbers
    content = SealedTextField("文件内容", blank=True)
    mapping = models.JSONField("列的对应", default=dict, blank=True)
    create_units = models.BooleanField("新建没有的党支部", default=False)
    result = models.JSONField("结果", default=dict, blank=True)
    uploaded_by = models.CharField("上传人", max_length=60)
    uploaded_at = models.DateTimeField("上传时间")
    writing_since = models.DateTimeField("开始写入时间", null=True, blank=True)
    written_at = models.DateTimeField("写入时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.filename}（{self.get_state_display()}）"
