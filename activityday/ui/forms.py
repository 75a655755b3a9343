"""How Django's forms look and speak."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

PICKED = (forms.ChoiceField, forms.ModelChoiceField, forms.DateField, forms.TimeField)
UNSAID = forms.Field.default_error_messages["required"]


class FormRenderer(TemplatesSetting):
    """Fields as label, rule, control and error, in that order."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayInput(forms.DateInput):
    """A day from the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Spoken:
    """Mixed into a form, says of an empty field what to do: 请填写开始时间。 请选择类别。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if field.required and field.error_messages["required"] == UNSAID:
                field.error_messages["required"] = f"请{_verb(field)}{field.label or name}。"


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "选一个文件："
    return "选择" if isinstance(field, PICKED) else "填写"
