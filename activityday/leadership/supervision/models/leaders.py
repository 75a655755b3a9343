"""Members of the town's leading team, what they are linked to, and their guidance visits (notice 四(一))."""

import uuid

from django.db import models

from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit

IN_ORDER = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on"))


def whole_or_none(prefix: str) -> models.Q:
    """`…_by`, `…_at` and `…_why` are all set or all empty."""
    by, at, why = f"{prefix}_by", f"{prefix}_at", f"{prefix}_why"
    return models.Q(**{by: "", f"{at}__isnull": True, why: ""}) | (
        models.Q(**{f"{at}__isnull": False}) & ~models.Q(**{by: ""}) & ~models.Q(**{why: ""})
    )


class Leader(models.Model):
    """A member of the leading team 班子成员: a name and a post, tied to a user only where they sign in."""

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="leaders", verbose_name="基层党委")
    name = models.CharField("姓名", max_length=30)
    post_title = models.CharField("职务", max_length=60)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="leader_of", verbose_name="账号"
    )
    position = models.PositiveSmallIntegerField("顺序")
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="supervision_leader_in_order", condition=IN_ORDER),
            models.UniqueConstraint(
                fields=["committee", "name", "post_title"],
                condition=models.Q(ends_on__isnull=True),
                name="supervision_a_leader_once",
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=models.Q(ends_on__isnull=True),
                name="supervision_a_leader_of_a_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.post_title}）"


class LeaderLink(models.Model):
    """A leader is linked 联系 to a branch or Party group, from a day until a day or further notice."""

    leader = models.ForeignKey(Leader, models.PROTECT, related_name="links", verbose_name="班子成员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leader_links", verbose_name="联系点")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.CheckConstraint(name="supervision_link_in_order", condition=IN_ORDER),
            models.UniqueConstraint(
                fields=["leader", "unit"],
                condition=models.Q(ends_on__isnull=True),
                name="supervision_one_open_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader.name}—{self.unit}"


class GuidanceVisit(models.Model):
    """A leader went to a branch or Party group to guide it: what was looked at, what was suggested."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    leader = models.ForeignKey(Leader, models.PROTECT, related_name="visits", verbose_name="班子成员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="guidance_visits", verbose_name="党组织")
    visited_on = models.DateField("指导日期")
    looked_at = models.CharField("看了什么", max_length=300)
    # one suggestion a line
    suggestions = models.TextField("建议")
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")
    voided_by = models.CharField("作废人", max_length=60, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_why = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "unit", "visited_on"],
                condition=models.Q(voided_at__isnull=True),
                name="supervision_a_visit_once",
            ),
            models.CheckConstraint(name="supervision_visit_voided_whole", condition=whole_or_none("voided")),
        ]
        indexes = [models.Index(fields=["unit", "visited_on"], name="supervision_visits_of_unit")]

    def __str__(self) -> str:
        return f"{self.leader.name} {self.visited_on} {self.unit.short_name}"

    @property
    def points(self) -> list[str]:
        """The suggestions, one a bullet."""
        return [line.strip() for line in self.suggestions.splitlines() if line.strip()]


class FollowUp(models.Model):
    """What became of the suggestions of a visit; append-only."""

    visit = models.ForeignKey(GuidanceVisit, models.PROTECT, related_name="follow_ups", verbose_name="指导")
    text = models.CharField("后续落实", max_length=300)
    by_name = models.CharField("填写人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "text"], name="supervision_a_follow_up_once"),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
