"""What the secretary adds to a generated half-year, and signs."""

from typing import Any

from django import forms

from activityday.leadership.reports.half_year.checks import LONGEST_TEXT, Typed
from activityday.ui.forms import Spoken

TOO_LONG = f"不超过 {LONGEST_TEXT} 个字，请写短一些。"


def _bullets(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


class HalfYearForm(Spoken, forms.Form):
    """Problems and measures in bullets, the name; a reason only where something is missing or corrected."""

    problems = _bullets("存在问题", "一行一条。各月纪实里写过的已经填好，可以改。")
    measures = _bullets("下步打算", "一行一条，没有就不填。")
    gaps_reason = forms.CharField(
        label="缺项说明",
        max_length=300,
        help_text="上面“要办”的事补不齐的，写明原因，随报备一起报上去。",
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": "还有缺项。请先补齐；确实补不齐的，写明原因再报送。",
            "max_length": "不超过 300 个字，请写短一些。",
        },
    )
    correction = forms.CharField(
        label="更正了什么",
        max_length=200,
        help_text="上级已经收到一份，这次另存新版，原来那份会留着。",
        error_messages={
            "required": "上级已经收到这半年的报备。确实要更正，请写明更正了什么。",
            "max_length": "不超过 200 个字，请写短一些。",
        },
    )
    secretary_name = forms.CharField(label="书记签名", max_length=30)

    def __init__(self, *args: Any, has_gaps: bool, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_gaps:
            del self.fields["gaps_reason"]
        if not is_correction:
            del self.fields["correction"]

    def typed(self) -> Typed:
        """What was typed."""
        return Typed(**self.cleaned_data)
