"""The tree of Party organisations. A branch may be dissolved, never deleted."""

from django.db import models
from treebeard.mp_tree import MP_Node

from activityday.people.organisation.enums import Level, Sector


class Unit(MP_Node):  # type: ignore[misc]
    """One Party organisation 党组织: its place in the tree, its kind, and how it is led."""

    code = models.SlugField("编码", max_length=40, unique=True)
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    level = models.CharField("层级", max_length=20, choices=Level)
    sector = models.CharField("类别", max_length=20, choices=Sector, default=Sector.MIXED)
    has_committee = models.BooleanField("设支委会", default=False)
    # the natural partition key: no fact crosses it; empty only above the primary committees
    committee = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units_of_committee",
        verbose_name="基层党委",
    )
    place = models.CharField("通常活动地点", max_length=100, blank=True)
    established_on = models.DateField("成立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    steplen = 4

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_dissolved_after_established",
                condition=models.Q(dissolved_on__isnull=True)
                | models.Q(established_on__isnull=True)
                | models.Q(dissolved_on__gte=models.F("established_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_branch(self) -> bool:
        """Whether members have their affiliation here."""
        return self.level == Level.BRANCH

    @property
    def chain_code(self) -> str:
        """The code of the audit chain that this unit's facts belong to."""
        if self.committee is None or self.level == Level.COMMITTEE:
            return str(self.code)
        return str(self.committee.code)
