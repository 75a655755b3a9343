"""Where a branch may go and what it may look at: one entry per site, base, teaching point or online lecture (notice 三)."""

import uuid

from django.db import models

from activityday.day.directory.enums import Kind
from activityday.day.schedule.enums import Content
from activityday.people.organisation.models import Unit


class Site(models.Model):
    """One entry of a town's directory. Amended as things change; taken out, never deleted: agendas name it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="sites", verbose_name="基层党委")
    kind = models.CharField("类别", max_length=20, choices=Kind)
    name = models.CharField("名称", max_length=60)
    # a street and number, or a web address: never opened by the program
    address = models.CharField("地址或网址", max_length=200)
    # codes of Content; an empty list fits nothing and is refused
    contents = models.JSONField("适合的内容", default=list)
    features = models.CharField("看什么、学什么", max_length=200, blank=True)
    opening = models.CharField("开放时间", max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField("一次能接待多少人", null=True, blank=True)
    # of the place, so that a visit can be announced: not a member's own data
    contact = models.CharField("联系人", max_length=30, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")
    withdrawn_by = models.CharField("移出人", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("移出时间", null=True, blank=True)
    withdrawn_why = models.CharField("移出原因", max_length=100, blank=True)
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="directory_one_open_entry_of_a_name",
            ),
            models.CheckConstraint(
                name="directory_withdrawn_by_when_and_why",
                condition=models.Q(withdrawn_by="", withdrawn_at__isnull=True, withdrawn_why="")
                | (
                    models.Q(withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_why="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the directory."""
        return self.withdrawn_at is not None

    @property
    def contents_label(self) -> str:
        """What it fits, in words."""
        return "、".join(str(Content(code).label) for code in self.contents)

    @property
    def words(self) -> str:
        """As an agenda offers it: the name with its kind."""
        return f"{self.name}（{self.get_kind_display()}）"
