"""Floating members 流动党员: what the registration says of those who went away or came here, and every contact."""

import uuid

from django.db import models

from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ContactWay, DepartureReason, DuesPlace, TakesPartBy
from activityday.people.roster.models.members import ENDS_AFTER_START, Condition, Member
from activityday.privacy.masks import mask_address, mask_phone
from activityday.privacy.sealed import SealedTextField

IS_OURS = models.Q(member__isnull=False, name="", home_organisation="")
IS_OUTSIDER = models.Q(member__isnull=True) & ~models.Q(name="") & ~models.Q(home_organisation="")


class Departure(models.Model):
    """What the registration says beyond the condition itself (RULES §6): day, place, contact and return stand there."""

    condition = models.OneToOneField(
        Condition, models.PROTECT, primary_key=True, related_name="departure", verbose_name="流动登记"
    )
    reason = models.CharField("外出事由", max_length=10, choices=DepartureReason)
    employer = models.CharField("流入地单位", max_length=100, blank=True)
    address = SealedTextField("流入地住址", blank=True)
    phone = SealedTextField("联系电话", blank=True)
    # the contact named by the branch, where it is a member on the roster; else the name stands in the condition alone
    contact_member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="支部指定联系人"
    )
    # where the member takes part there: a branch of ours, or an organisation by name
    host_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="流入地党支部（本党委）"
    )
    host_name = models.CharField("流入地党组织", max_length=100, blank=True)
    host_phone = models.CharField("流入地党组织电话", max_length=30, blank=True)
    reported_on = models.DateField("报到日期", null=True, blank=True)
    way = models.CharField("参加活动方式", max_length=10, choices=TakesPartBy)
    dues_place = models.CharField("党费交纳地", max_length=10, choices=DuesPlace, default=DuesPlace.HOME)
    back_on = models.DateField("预计返回日期", null=True, blank=True)
    is_settled = models.BooleanField("住处和工作固定", default=False)
    registered_by = models.CharField("登记人", max_length=60)
    registered_at = models.DateTimeField("登记时间")
    # raised by every change; a form that carries an older number is told that somebody was faster
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roster_one_host_of_a_departure",
                condition=models.Q(host_unit__isnull=True) | models.Q(host_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.get_reason_display()}"

    @property
    def host(self) -> str:
        """Where the member takes part there, by name; empty while nobody knows."""
        return str(self.host_unit.short_name) if self.host_unit else self.host_name

    @property
    def masked_phone(self) -> str:
        """The telephone number as pages and lists show it by default."""
        return mask_phone(self.phone)

    @property
    def masked_address(self) -> str:
        """The address as pages and lists show it by default."""
        return mask_address(self.address)


class Arrival(models.Model):
    """Somebody whose affiliation is elsewhere takes part here for a time 流入: never in our rates.

    A member of another branch of ours, or an outsider by name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="arrivals", verbose_name="流入党支部")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="arrivals", verbose_name="党员"
    )
    name = models.CharField("姓名", max_length=30, blank=True)
    home_organisation = models.CharField("流出地党组织", max_length=100, blank=True)
    home_phone = models.CharField("流出地党组织电话", max_length=30, blank=True)
    phone = SealedTextField("联系电话", blank=True)
    starts_on = models.DateField("报到日期")
    ends_on = models.DateField("离开日期", null=True, blank=True)
    registered_by = models.CharField("登记人", max_length=60)
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.CheckConstraint(name="roster_arrival_of_one_kind", condition=IS_OURS | IS_OUTSIDER),
            models.CheckConstraint(name="roster_arrival_ends_after_start", condition=ENDS_AFTER_START),
            models.UniqueConstraint(
                fields=["unit", "member"],
                condition=models.Q(ends_on__isnull=True, member__isnull=False),
                name="roster_one_open_arrival_of_a_member",
            ),
            models.UniqueConstraint(
                fields=["unit", "name", "home_organisation"],
                condition=models.Q(ends_on__isnull=True, member__isnull=True),
                name="roster_one_open_arrival_of_an_outsider",
            ),
        ]
        indexes = [models.Index(fields=["member", "starts_on"], name="roster_arrivals_of_member")]

    def __str__(self) -> str:
        return self.person

    @property
    def person(self) -> str:
        """The name of whoever came."""
        return str(self.member.name) if self.member else self.name

    @property
    def masked_phone(self) -> str:
        """The telephone number as pages and lists show it by default."""
        return mask_phone(self.phone)


class ContactNote(models.Model):
    """One contact with a floating member: who tried when and how, whether they were reached; append-only."""

    condition = models.ForeignKey(
        Condition, models.PROTECT, related_name="contact_notes", verbose_name="流动登记"
    )
    on = models.DateField("联系日期")
    way = models.CharField("联系方式", max_length=10, choices=ContactWay)
    by_name = models.CharField("联系人", max_length=60)
    is_reached = models.BooleanField("联系上了")
    word = SealedTextField("情况", blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            # a double click, or two who write down the same call
            models.UniqueConstraint(
                fields=["condition", "on", "way", "is_reached"], name="roster_a_contact_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_way_display()}"
