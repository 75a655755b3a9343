"""What people type about money that goes upward, and about the public notice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from activityday.contents.dues.checks.upward import (
    BRIEF_LENGTH,
    NAME_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
    RECEIPT_LENGTH,
)
from activityday.contents.dues.enums import RemittanceStep
from activityday.contents.dues.forms.collecting import Yuan
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated
from activityday.ui.words import year_month

BROKEN = "这张表没有传完整，没有保存。请刷新页面再填。"
WHERE_LENGTH = 100


class HandUpForm(forms.Form):
    """Who hands the money up, and when."""

    sent_by = Words("上缴人", NAME_LENGTH, required=True)
    sent_on = Day("上缴日期")
    shown = forms.DecimalField(
        widget=forms.HiddenInput, error_messages={"required": BROKEN, "invalid": BROKEN}
    )


class StepForm(forms.Form):
    """One step of a remittance: what was counted, and what there is to say."""

    step = forms.TypedChoiceField(
        choices=RemittanceStep.choices,
        coerce=RemittanceStep,
        error_messages={"required": BROKEN, "invalid_choice": BROKEN},
    )
    amount = Yuan("实际收到", required=False, help_text="当面点清，填点出来的数。")
    note = Words("说明", NOTE_LENGTH, help_text="退回的必须写明哪里对不上；收到的可以不写。")


class ContributionForm(forms.Form):
    """A large contribution: whose, how much, when, and the donor in a few lines."""

    amount = Yuan("金额（元）")
    received_on = Day("收到日期")
    brief = Words(
        "本人简要情况",
        BRIEF_LENGTH,
        required=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="随款上报中央组织部：入党时间、做什么工作、为什么交。不写身份证号、电话和家庭困难。",
    )

    def __init__(self, *args: Any, people: Sequence[Affiliated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person for person in people}
        choices = [(key, person.member.name) for key, person in self.people.items()]
        self.fields["member"] = OneOf("党员", [("", "请选择"), *choices])
        self.order_fields(["member", "amount", "received_on", "brief"])

    def clean_member(self) -> Affiliated:
        """The member themselves."""
        return self.people[self.cleaned_data["member"]]


class ContributionStepForm(forms.Form):
    """The next step of a large contribution."""

    do = forms.ChoiceField(
        choices=[("take_over", ""), ("pass_on", ""), ("receipt", ""), ("void", "")],
        error_messages={"required": BROKEN, "invalid_choice": BROKEN},
    )
    day = Day("日期", required=False)
    receipt = Words("收据号", RECEIPT_LENGTH, help_text="中央组织部的收据到了再填也可以。")
    reason = Words("作废原因", REASON_LENGTH, help_text="登记错了才作废，原来的内容会留着。")


class NoticeForm(forms.Form):
    """From when and where a notice hangs."""

    last = forms.DateField(
        widget=forms.HiddenInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": BROKEN, "invalid": BROKEN},
    )
    starts_on = Day("从哪天起公示")
    where = Words("张贴地点", WHERE_LENGTH, required=True)


class PeriodForm(forms.Form):
    """Up to which month a notice goes."""

    last = forms.DateField(input_formats=["%Y-%m-%d"])

    @staticmethod
    def options(months: Sequence[date]) -> list[tuple[str, str]]:
        """The months to choose from."""
        return [(month.isoformat(), year_month(month)) for month in months]
