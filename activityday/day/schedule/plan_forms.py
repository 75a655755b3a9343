"""What is typed into an annual plan, and what the town suggests for a month."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.day.schedule.enums import Content, Form
from activityday.day.schedule.plan import PlannedMonth, Suggested, ordered
from activityday.day.schedule.plan_checks import LONGEST_NAME, LONGEST_REMARK, LONGEST_THEME
from activityday.people.organisation.enums import Sector
from activityday.ui.forms import Spoken


def _line(label: str, length: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=False,
        error_messages={"max_length": f"{label}不超过 {length} 个字，请写短一些。"},
    )


class PlanMonthForm(forms.Form):
    """One month of a plan."""

    theme = _line("主题", LONGEST_THEME)
    contents = forms.MultipleChoiceField(
        label="内容", choices=Content.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(label="形式", choices=[("", "没有定"), *Form.choices], required=False)
    in_charge = _line("责任人", LONGEST_NAME)
    remark = _line("备注", LONGEST_REMARK)

    def __init__(self, data: Any = None, *, planned: PlannedMonth) -> None:
        initial = {name: getattr(planned, name) for name in self.base_fields}
        super().__init__(data, initial=initial, prefix=f"m{planned.month.month}")
        self.planned = planned

    def month(self) -> PlannedMonth:
        """What was typed."""
        typed = dict(self.cleaned_data)
        return PlannedMonth(self.planned.month, **{**typed, "contents": ordered(typed["contents"])})


class VersionForm(forms.Form):
    """The version that the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def month_forms(months: Sequence[PlannedMonth], data: Any = None) -> list[PlanMonthForm]:
    """A form for each month, bound to `data` where something was sent."""
    return [PlanMonthForm(data, planned=one) for one in months]


class SuggestionForm(Spoken, forms.Form):
    """One thing to suggest for a month."""

    title = forms.CharField(label="题目", max_length=100)
    content = forms.ChoiceField(label="内容", choices=Content.choices)
    form = forms.ChoiceField(label="形式", choices=Form.choices)
    minutes = forms.IntegerField(
        label="分钟",
        min_value=1,
        max_value=600,
        initial=60,
        error_messages={"invalid": "请填整数分钟。"},
    )
    material_version = forms.ChoiceField(label="学习资料", required=False)
    sectors = forms.MultipleChoiceField(
        label="发给哪些支部",
        choices=Sector.choices,
        required=False,
        help_text="一个也不选，就是发给全部。",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, materials: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material_version"].choices = [("", "不用资料"), *materials]  # type: ignore[attr-defined]
        self.names = dict(materials)

    def suggested(self) -> Suggested:
        """What was typed."""
        typed = self.cleaned_data
        key = typed["material_version"] or None
        return Suggested(
            content=typed["content"],
            form=typed["form"],
            title=typed["title"].strip(),
            minutes=typed["minutes"],
            material=self.names.get(key, "") if key else "",
            material_version_id=key,
        )
