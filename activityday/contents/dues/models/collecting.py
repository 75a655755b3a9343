"""Money as it came in: a day-book per collector, its entries, and nothing ever changed in it."""

import uuid

from django.db import models

from activityday.contents.dues.enums import BookState, Channel, PaymentKind
from activityday.contents.dues.models.upward import Remittance
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


class DayBook(models.Model):
    """What one collector took in on one day 日记账; it closes only when its entries balance with the cash counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="day_books", verbose_name="党支部")
    # the Party group whose leader collects, else the branch itself (notice 三(五))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_day_books", verbose_name="收取单位")
    month = models.DateField("月份")
    # a second one for those who came after the day
    number = models.PositiveSmallIntegerField("第几本", default=1)
    collected_on = models.DateField("收取日期")
    collector = models.CharField("收取人", max_length=30)
    state = models.CharField("状态", max_length=10, choices=BookState, default=BookState.OPEN)
    cash_counted = models.DecimalField(
        "清点现金（元）", max_digits=11, decimal_places=2, null=True, blank=True
    )
    opened_by = models.CharField("登记人", max_length=60)
    opened_at = models.DateTimeField("登记时间")
    closed_by = models.CharField("结清人", max_length=60, blank=True)
    closed_at = models.DateTimeField("结清时间", null=True, blank=True)
    remittance = models.ForeignKey(
        Remittance, models.PROTECT, null=True, blank=True, related_name="books", verbose_name="上缴"
    )
    # raised by every write; a form that carries an older number is told what changed meanwhile
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month", "number"], name="dues_books_in_order"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state="open"), name="dues_one_open_book_a_collector"
            ),
            models.CheckConstraint(name="dues_book_month_is_a_first_day", condition=models.Q(month__day=1)),
            models.CheckConstraint(
                name="dues_closed_with_cash_by_and_at",
                condition=models.Q(
                    state="open", closed_by="", closed_at__isnull=True, cash_counted__isnull=True
                )
                | (
                    models.Q(state="closed", closed_at__isnull=False, cash_counted__isnull=False)
                    & ~models.Q(closed_by="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["branch", "month"], name="dues_books_of_branch")]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.month:%Y-%m} 第 {self.number} 本"


class Payment(models.Model):
    """One entry of a day-book: who paid how much. A correction is another entry the other way, never an edit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    book = models.ForeignKey(DayBook, models.PROTECT, related_name="payments", verbose_name="日记账")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="payments", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="payments", verbose_name="党员")
    received_on = models.DateField("收到日期")
    kind = models.CharField("项目", max_length=10, choices=PaymentKind, default=PaymentKind.DUES)
    channel = models.CharField("方式", max_length=10, choices=Channel, default=Channel.CASH)
    amount = models.DecimalField("金额（元）", max_digits=9, decimal_places=2)
    payer = models.CharField("代交人", max_length=30, blank=True)
    relation = models.CharField("与本人关系", max_length=20, blank=True)
    # the receipt of the branch in the year the money came in: 1, 2, 3 …
    year = models.PositiveSmallIntegerField("年度")
    receipt = models.PositiveIntegerField("收据号")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="冲正"
    )
    reason = models.CharField("冲正原因", max_length=120, blank=True)
    made_by = models.CharField("登记人", max_length=60)
    made_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "year", "receipt"], name="dues_receipts_in_order"),
            models.CheckConstraint(
                name="dues_only_a_correction_is_negative",
                condition=models.Q(corrects__isnull=True, amount__gt=0, reason="")
                | (models.Q(corrects__isnull=False, amount__lt=0) & ~models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="dues_payer_and_relation_together",
                condition=models.Q(payer="", relation="") | (~models.Q(payer="") & ~models.Q(relation="")),
            ),
        ]
        indexes = [
            models.Index(fields=["member", "received_on"], name="dues_payments_of_member"),
            models.Index(fields=["branch", "received_on"], name="dues_payments_of_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.amount} 元"

    @property
    def is_by_proxy(self) -> bool:
        """Whether somebody else brought the money."""
        return bool(self.payer)
