"""到社区报到: a working member registers in a community, which confirms it."""

import uuid

from django.db import models

from activityday.contents.service.enums import LIVE_REGISTRATIONS, RegistrationState
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

OURS, OUTSIDE = models.Q(community__isnull=False, outside=""), models.Q(community__isnull=True)
SETTLED = models.Q(state=RegistrationState.REPORTED)


class Registration(models.Model):
    """A member's registration of one year in a community: one of our branches, or one outside by its name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="registrations", verbose_name="党员")
    year = models.PositiveSmallIntegerField("年度")
    community = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="registered_here", verbose_name="社区（村）"
    )
    outside = models.CharField("外地社区", max_length=60, blank=True)
    on = models.DateField("报到日期")
    duty = models.CharField("认领的事", max_length=100)
    # printed on the paper slip: what comes back is typed in by it
    code = models.CharField("回执编号", max_length=6)
    state = models.CharField(
        "状态", max_length=10, choices=RegistrationState, default=RegistrationState.REPORTED
    )
    settled_on = models.DateField("确认日期", null=True, blank=True)
    settled_by = models.CharField("确认人", max_length=60, blank=True)
    word = models.CharField("社区的话", max_length=120, blank=True)
    registered_by = models.CharField("登记人", max_length=60)
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=models.Q(state__in=LIVE_REGISTRATIONS),
                name="service_registered_once_a_year",
            ),
            models.UniqueConstraint(fields=["committee", "code"], name="service_one_slip_of_a_code"),
            models.CheckConstraint(
                name="service_registered_here_or_outside", condition=OURS | (OUTSIDE & ~models.Q(outside=""))
            ),
            models.CheckConstraint(
                name="service_registration_settled_by_and_on",
                condition=(SETTLED & models.Q(settled_by="", settled_on__isnull=True))
                | (~SETTLED & models.Q(settled_on__isnull=False) & ~models.Q(settled_by="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="service_registrations")]

    def __str__(self) -> str:
        return f"{self.member} {self.year}"

    @property
    def where(self) -> str:
        """What the community is called. `community` is loaded."""
        return self.community.short_name if self.community else self.outside
