"""Forms of work checklists."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.leadership.supervision.enums import Progress
from activityday.leadership.supervision.forms.leaders import named
from activityday.people.organisation.models import Unit
from activityday.ui.forms import DayInput, Spoken


class ChecklistForm(Spoken, forms.Form):
    """A new list."""

    title = forms.CharField(label="清单名称", max_length=60, help_text="如：党支部建设年。")
    document = forms.CharField(label="依据的文件", required=False, max_length=100)


class ItemForm(Spoken, forms.Form):
    """One thing to do, for one or several units."""

    text = forms.CharField(label="事项", max_length=200, help_text="照文件写要办的事，系统不替您编。")
    owner = forms.CharField(label="责任人", required=False, max_length=30)
    due_on = forms.DateField(label="时限", required=False, widget=DayInput)
    units = forms.MultipleChoiceField(
        label="交给谁办",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选至少一个责任单位。"},
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {unit.code: unit for unit in units}
        self.fields["units"].choices = named(units)  # type: ignore[attr-defined]

    def clean_units(self) -> list[Unit]:
        """The units behind the choices, in the order of the tree."""
        return [unit for code, unit in self.places.items() if code in self.cleaned_data["units"]]


class ProgressForm(Spoken, forms.Form):
    """How far an item is."""

    progress = forms.TypedChoiceField(label="进度", choices=Progress.choices, coerce=Progress)
    note = forms.CharField(label="说明", required=False, max_length=200)
