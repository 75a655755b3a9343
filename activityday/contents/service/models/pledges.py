"""What members and branches promise for a year, and what the branch says came of it."""

import uuid

from django.db import models

from activityday.contents.service.enums import STANDING_PLEDGES, PledgeState, PledgeStep
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


class Pledge(models.Model):
    """A pledge of one member, or of the branch itself (no member). Meant to be read by everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="pledges", verbose_name="党支部")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="党员"
    )
    year = models.PositiveSmallIntegerField("年度")
    text = models.CharField("承诺", max_length=120)
    due_on = models.DateField("何时兑现")
    state = models.CharField("状态", max_length=10, choices=PledgeState, default=PledgeState.MADE)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name="从哪一条转来"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "member", "year", "text"],
                condition=models.Q(state__in=STANDING_PLEDGES, member__isnull=False),
                name="service_a_pledge_of_a_member_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "text"],
                condition=models.Q(state__in=STANDING_PLEDGES, member__isnull=True),
                name="service_a_pledge_of_a_branch_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="service_pledges")]

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> str:
        """What the branch said of it last; empty while it said nothing."""
        return self.state if self.state in {"kept", "partly", "not_kept"} else ""


class PledgeEntry(models.Model):
    """One step of a pledge with the branch's short word; append-only."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="entries", verbose_name="承诺")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=12, choices=PledgeStep)
    state = models.CharField("此后状态", max_length=10, choices=PledgeState)
    on = models.DateField("日期")
    text = models.CharField("支部的话", max_length=120, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "number"], name="service_one_pledge_entry_in_a_place")
        ]
        ordering = ["pledge", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.pledge}"
