"""Fields that several forms share: names to tick, hours, money."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from activityday.contents.service.models.projects import MOST_HOURS
from activityday.people.roster.models import Member

TWO = forms.Textarea(attrs={"rows": 2})
THREE = forms.Textarea(attrs={"rows": 3})
PUBLIC = "要公开的，不写病情、困难情况、电话。"


class Hours(forms.DecimalField):
    """Hours with one decimal."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=Decimal(0),
            max_value=Decimal(MOST_HOURS),
            max_digits=5,
            decimal_places=1,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={
                "required": f"请填写{label}。",
                "invalid": "时数请填数字，比如 3 或者 1.5。",
                "max_decimal_places": "时数最多一位小数，比如 1.5。",
                "max_digits": "时数太大，请核对。",
                "max_whole_digits": "时数太大，请核对。",
                "min_value": "时数不能是负数。",
                "max_value": f"时数最多 {MOST_HOURS}。",
            },
            **kwargs,
        )


class Number(forms.IntegerField):
    """How many."""

    def __init__(
        self, label: str, most: int, *, required: bool = False, least: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "required": f"请填写{label}。",
                "invalid": f"{label}请填整数。",
                "min_value": f"{label}最少是 {least}。",
                "max_value": f"{label}最多是 {most}。",
            },
            **kwargs,
        )


class People(forms.MultipleChoiceField):
    """Members to tick, in the order given; cleaned to the members themselves."""

    def __init__(
        self, label: str, members: Iterable[Member], *, required: bool = True, **kwargs: Any
    ) -> None:
        self.members = {str(member.pk): member for member in members}
        super().__init__(
            label=label,
            required=required,
            choices=[(key, member.name) for key, member in self.members.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "请先勾选是哪几位党员。",
                "invalid_choice": "名册刚有变动，请重新勾选。",
            },
            **kwargs,
        )

    def clean(self, value: Any) -> list[Member]:
        """The members themselves, in the order of the list."""
        chosen: Sequence[str] = super().clean(value)
        ticked = set(chosen)
        return [member for key, member in self.members.items() if key in ticked]


class Money(forms.DecimalField):
    """Yuan with at most two decimals."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=Decimal("0.01"),
            max_digits=9,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={
                "invalid": "金额请填数字，比如 300 或者 260.50。",
                "max_decimal_places": "金额最多两位小数。",
                "max_digits": "金额太大，请核对。",
                "max_whole_digits": "金额太大，请核对。",
                "min_value": "金额要大于 0。",
            },
            **kwargs,
        )
