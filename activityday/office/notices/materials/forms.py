"""What is typed to publish a study material."""

from datetime import date
from typing import Any

from django import forms

from activityday.office.filings.attachments import ACCEPTED, MEGABYTE, MOST_BYTES, Upload
from activityday.office.notices.materials.actions import LONGEST_TEXT, Draft
from activityday.people.organisation.enums import Sector
from activityday.ui.forms import Spoken


class VersionForm(Spoken, forms.Form):
    """A title, a source, and a text or a file."""

    title = forms.CharField(label="标题", max_length=100)
    source = forms.CharField(label="来源", max_length=100, help_text="例如：镇党委会议精神、县委组织部文件。")
    text = forms.CharField(
        label="正文",
        required=False,
        max_length=LONGEST_TEXT,
        help_text="把文字粘贴在这里，或者在下面选一个文件，两样选一样。",
        widget=forms.Textarea({"rows": 10}),
        error_messages={"max_length": f"正文不超过 {LONGEST_TEXT} 个字；太长的请上传文件。"},
    )
    file = forms.FileField(
        label="文件",
        required=False,
        help_text=f"Word（.docx）、PDF 或文本，最多 {MOST_BYTES // MEGABYTE} MB。",
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
        error_messages={
            "empty": "这个文件是空的，请重新选择。",
            "max_length": "文件名太长，请改短后再上传。",
        },
        max_length=250,
    )

    def clean(self) -> dict[str, Any]:
        """A text or a file, not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("text", "").strip()) == bool(cleaned.get("file")):
            self.add_error("text", "请粘贴正文，或者选一个文件，两样选一样。")
        return cleaned

    def draft(self) -> Draft:
        """What was typed or chosen."""
        typed, file = self.cleaned_data, self.cleaned_data.get("file")
        upload = Upload(file.name or "", file.read()) if file else None
        return Draft(typed["title"], typed["source"], "" if upload else typed["text"], upload)


class MaterialForm(VersionForm):
    """The same, with the months it is for and whom it goes to."""

    first_month = forms.TypedChoiceField(label="用于", coerce=date.fromisoformat)
    last_month = forms.TypedChoiceField(label="到", coerce=date.fromisoformat)
    sectors = forms.MultipleChoiceField(
        label="发给哪些支部",
        choices=Sector.choices,
        required=False,
        help_text="一个也不选，就是发给全部。",
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["title", "source", "first_month", "last_month", "text", "file", "sectors"]

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [date(year, number, 1) for number in range(1, 13)]
        for name in ("first_month", "last_month"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (month.isoformat(), f"{month.year}年{month.month}月") for month in months
            ]

    def clean(self) -> dict[str, Any]:
        """The last month does not come before the first."""
        cleaned = super().clean()
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", "截止月份早于起始月份，请改一下。")
        return cleaned


class WhyForm(Spoken, forms.Form):
    """Why a material is withdrawn."""

    why = forms.CharField(label="为什么撤回", max_length=120)
