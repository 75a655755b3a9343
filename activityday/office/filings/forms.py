"""What is typed to answer what was sent upward."""

from collections.abc import Collection
from typing import Any

from django import forms

from activityday.office.filings.checks import reason_wanted
from activityday.office.filings.enums import Step, Verb, word
from activityday.ui.forms import Spoken

ANSWERS = (Step.APPROVE, Step.REFUSE)
ONLY_APPROVAL = frozenset({Verb.APPROVAL.value})


def choices_for(verbs: Collection[str]) -> list[tuple[Step, str]]:
    """The two answers in the words of what is answered; several words where several ways of sending are mixed."""
    ordered = [verb for verb in Verb if verb in verbs] or [Verb.APPROVAL]
    return [(step, "、".join(dict.fromkeys(word(verb, step) for verb in ordered))) for step in ANSWERS]


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

    step = forms.TypedChoiceField(label="答复", coerce=Step, widget=forms.RadioSelect)
    field_order = ["step", "note"]

    def __init__(self, *args: Any, verbs: Collection[str] = ONLY_APPROVAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs
        answers = choices_for(verbs)
        (_, yes), (_, no) = answers
        field = self.fields["step"]
        field.choices = answers  # type: ignore[attr-defined]
        field.error_messages |= dict.fromkeys(("required", "invalid_choice"), f"请选择{yes}或{no}。")
        self.fields["note"].help_text = f"{no}的必须写明原因；{yes}的可以不写。"

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("step") == Step.REFUSE and not cleaned.get("note", "").strip():
            self.add_error("note", reason_wanted(next(iter(self.verbs), Verb.APPROVAL)))
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
