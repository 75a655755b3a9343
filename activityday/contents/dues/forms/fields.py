"""Fields that several forms of this room share: months, money, months to choose from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from activityday.contents.dues.amounts import NoAmount, yuan_of
from activityday.rules.dues import next_month
from activityday.ui.words import year_month

BROKEN = "这张表没有传完整，没有保存。请刷新页面再填。"


class Month(forms.TypedChoiceField):
    """One of some months, as its first day."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            coerce=date.fromisoformat,
            empty_value=None,
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"请在名单中选择{label}。"},
            **kwargs,
        )

    def offer(self, months: list[date], *, empty: str = "") -> None:
        """The months to choose from; `empty` is the word for none."""
        first = [("", empty)] if empty else []
        self.choices = [*first, *((month.isoformat(), year_month(month)) for month in months)]


class Yuan(forms.CharField):
    """An amount of money, typed as people do."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
            error_messages={"required": f"请填写{label}。", "max_length": f"{label}太长，请核对。"},
            **kwargs,
        )

    def clean(self, value: Any) -> Decimal | None:
        """The amount in yuan; None where nothing was typed and nothing need be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return yuan_of(text)
        except NoAmount as refusal:
            raise forms.ValidationError(str(refusal)) from None


def months_from(first: date, number: int) -> list[date]:
    """So many months from `first` (its first day) on."""
    months = [first]
    while len(months) < number:
        months.append(next_month(months[-1]))
    return months
