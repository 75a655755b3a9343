"""What is typed to answer what was sent upward."""

from typing import Any

from django import forms

from activityday.office.filings.enums import Step
from activityday.ui.forms import Spoken

ANSWERS = [(Step.APPROVE, Step.APPROVE.label), (Step.REFUSE, Step.REFUSE.label)]


class NoteForm(Spoken, forms.Form):
    """A note, optional."""

    note = forms.CharField(
        label="意见",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "意见不超过 300 个字，请写短一些。"},
    )


class AnswerForm(NoteForm):
    """Approve or refuse, with a note; a refusal says why."""

    step = forms.TypedChoiceField(
        label="答复",
        choices=ANSWERS,
        coerce=Step,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择同意或不同意。", "invalid_choice": "请选择同意或不同意。"},
    )
    field_order = ["step", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = "不同意的必须写明原因；同意的可以不写。"

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("step") == Step.REFUSE and not cleaned.get("note", "").strip():
            self.add_error("note", "不同意的，请写明原因，让下级知道怎么办。")
        return cleaned


class BulkAnswerForm(AnswerForm):
    """The same for several, picked from a list."""

    picked = forms.TypedMultipleChoiceField(
        label="申请",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "请先勾选要一起答复的申请。",
            "invalid_choice": "勾选的申请里有一件已经不在待办里，请刷新页面再选。",
        },
    )
    field_order = ["picked", "step", "note"]

    def __init__(self, *args: Any, waiting: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].choices = [(key, key) for key in waiting]  # type: ignore[attr-defined]
