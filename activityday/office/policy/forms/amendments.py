"""What is typed to set a parameter differently, and to end that."""

from datetime import date
from typing import Any

from django import forms

from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules
from activityday.rules.parameters import Parameter, Value
from activityday.ui.forms import DayInput, Spoken

DAY_ERRORS = {"invalid": "请填写日期，例如 2027-01-01。"}
REASON_ERRORS = {"max_length": "原因不超过 120 个字，请写短一些。"}


class AmendmentForm(Spoken, forms.Form):
    """A parameter's new value, from which day, by which document, for which sector."""

    value = forms.CharField(label="改为")
    since = forms.DateField(
        label="从哪天起", widget=DayInput, error_messages=DAY_ERRORS, help_text="文件规定的生效日期。"
    )
    until = forms.DateField(
        label="到哪天为止",
        required=False,
        widget=DayInput,
        error_messages=DAY_ERRORS,
        help_text="长期有效的不填。",
    )
    document = forms.CharField(
        label="文号",
        max_length=60,
        help_text="没有文件依据的不能调整，例如“樟发〔2027〕3号”。",
        error_messages={
            "max_length": "文号不超过 60 个字，请只填文号，不填标题。",
            "required": "请填写文号，例如“樟发〔2027〕3号”。没有文件依据的，不能调整。",
        },
    )
    sector = forms.ChoiceField(
        label="只对哪类党组织", required=False, choices=[("", "下面各类党组织"), *Sector.choices]
    )

    def __init__(self, *args: Any, parameter: Parameter, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter, self.unit = parameter, unit
        self.fields["value"] = _value_field(parameter)
        if unit.is_branch:
            del self.fields["sector"]

    def proposal(self) -> rules.Amendment:
        """The amendment as the rules read it; after `is_valid`."""
        data = self.cleaned_data
        return rules.Amendment(
            key=self.parameter.key,
            value=data["value"],
            since=data["since"],
            until=data["until"],
            document=data["document"],
            unit_label=self.unit.short_name,
            sector=data.get("sector", ""),
        )


class EndForm(Spoken, forms.Form):
    """How an amendment ends: after a day, or void because it was entered wrongly; and why."""

    how = forms.ChoiceField(
        label="怎么停用",
        choices=[("end", "用到某天为止"), ("void", "录错了，作废（当作从来没有过）")],
        widget=forms.RadioSelect,
        initial="end",
    )
    until = forms.DateField(label="最后一天", required=False, widget=DayInput, error_messages=DAY_ERRORS)
    reason = forms.CharField(label="原因", max_length=120, error_messages=REASON_ERRORS)

    def clean(self) -> dict[str, Any]:
        """A last day is needed unless it is void."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") == "end" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "请填写用到哪一天为止。")
        return cleaned

    def last_day(self) -> date | None:
        """The last day, or None for void; after `is_valid`."""
        day: date | None = self.cleaned_data["until"]
        return day if self.cleaned_data["how"] == "end" else None


def _value_field(parameter: Parameter) -> forms.Field:
    if parameter.kind == "boolean":
        pairs = [("yes", "是"), ("no", "否")]
        return forms.TypedChoiceField(label="改为", choices=pairs, coerce=_is_yes, widget=forms.RadioSelect)
    if parameter.kind == "choice":
        return forms.ChoiceField(
            label="改为", choices=list(parameter.choices.items()), widget=forms.RadioSelect
        )
    if parameter.choices:
        return forms.TypedChoiceField(label="改为", choices=list(parameter.choices.items()), coerce=int)
    label = f"改为（{parameter.unit}）" if parameter.unit else "改为"
    return forms.IntegerField(
        label=label, error_messages={"invalid": "请填整数。", "required": f"请填写新的{parameter.label}。"}
    )


def _is_yes(value: Value) -> bool:
    return value == "yes"
