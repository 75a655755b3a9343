"""Fields that several forms of this room share."""

from typing import Any

from django import forms

from activityday.judgement.standing.checks import LONGEST

MOST_PEOPLE = 100_000


class Text(forms.CharField):
    """A few sentences."""

    def __init__(self, label: str, *, longest: int = LONGEST, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={
                "required": f"请写明{label}。",
                "max_length": f"{label}不超过 {longest} 个字，请写短一些。",
            },
            **kwargs,
        )


class Number(forms.IntegerField):
    """How many people, votes or months."""

    def __init__(self, label: str, *, least: int = 0, most: int = MOST_PEOPLE, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            error_messages={
                "required": f"请填写{label}。",
                "invalid": f"{label}请填数字。",
                "min_value": f"{label}不能小于 {least}。",
                "max_value": f"{label}太大，请核对。",
            },
            **kwargs,
        )
