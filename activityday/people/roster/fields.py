"""Fields of forms with their sentences."""

import re
from typing import Any

from django import forms
from stdnum.cn import ric

from activityday.people.roster.imports.identity import birthday_in

DAY_SENTENCE = "日期请写成 2026-11-02 这样。"
KEEP = "不改就留空；要清除，请填“无”。"
OLD, NEW = re.compile(r"[0-9]{15}"), re.compile(r"[0-9]{17}[0-9X]")


class Day(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"],
            error_messages={"required": f"请填写{label}。", "invalid": DAY_SENTENCE},
            **kwargs,
        )


class Words(forms.CharField):
    """One line of text."""

    def __init__(self, label: str, longest: int, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=longest,
            error_messages={"required": f"请填写{label}。", "max_length": f"{label}不超过 {longest} 个字。"},
            **kwargs,
        )


class OneOf(forms.ChoiceField):
    """One of a few values; the first choice is empty where nothing need be chosen."""

    def __init__(
        self, label: str, choices: Any, *, required: bool = True, empty: str = "—", **kwargs: Any
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            choices=choices if required else [("", empty), *choices],
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"请在名单中选择{label}。"},
            **kwargs,
        )


class OneUnit(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit out of those given when the form is made."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            queryset=None,
            required=required,
            empty_label="—",
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"请在名单中选择{label}。"},
            **kwargs,
        )


def check_identity(number: str) -> str:
    """A citizen identity number as the roster keeps it: 18 digits with the right check digit, or the old 15.

    Raises a form error whose sentence says what to do. The region is not looked up: old ones are in no list.
    """
    number = number.replace(" ", "").upper()
    if OLD.fullmatch(number):
        return number
    if not NEW.fullmatch(number):
        raise forms.ValidationError("身份证号应为 18 位（老证 15 位），请对照证件核对。")
    if birthday_in(number) is None:
        raise forms.ValidationError("身份证号里的出生日期不存在，请对照证件核对。")
    if ric.calc_check_digit(number) != number[-1]:
        raise forms.ValidationError("身份证号校验位不对，多半抄错了一位，请对照证件核对。")
    return number
