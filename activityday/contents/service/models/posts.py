"""设岗定责: the duty posts of a branch, and who held them when."""

from django.db import models

from activityday.people.organisation.models import Unit
from activityday.people.roster.models import ENDS_AFTER_START, Member


class DutyPost(models.Model):
    """A post with its duties, from a day to a day or today."""

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duty_posts", verbose_name="党支部")
    name = models.CharField("岗位", max_length=40)
    duties = models.CharField("职责", max_length=200)
    starts_on = models.DateField("设岗日期")
    ends_on = models.DateField("撤岗日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=models.Q(ends_on__isnull=True),
                name="service_one_open_duty_post_of_a_name",
            ),
            models.CheckConstraint(name="service_duty_post_ends_after_start", condition=ENDS_AFTER_START),
        ]

    def __str__(self) -> str:
        return self.name


class PostHolding(models.Model):
    """A member holds a duty post from a day to a day or today."""

    post = models.ForeignKey(DutyPost, models.PROTECT, related_name="holdings", verbose_name="岗位")
    member = models.ForeignKey(Member, models.PROTECT, related_name="duty_posts", verbose_name="党员")
    starts_on = models.DateField("上岗日期")
    ends_on = models.DateField("离岗日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"],
                condition=models.Q(ends_on__isnull=True),
                name="service_one_open_holding",
            ),
            models.CheckConstraint(name="service_holding_ends_after_start", condition=ENDS_AFTER_START),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.member}"
