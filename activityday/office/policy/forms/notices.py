"""What is typed to enter a holiday notice."""

from datetime import date
from typing import Any

from django import forms

from activityday.office.policy.notice_files import MOST_BYTES, DraftNotice, read_csv, read_notice, read_text
from activityday.rules.holiday_notice import NoticeUnreadable
from activityday.ui.forms import DayInput, Spoken

DAY_ERRORS = {"invalid": "请填写日期，例如 2027-01-01。"}
DOCUMENT_ERRORS = {"max_length": "文号不超过 60 个字，请只填文号，不填标题。"}
REASON_ERRORS = {"max_length": "原因不超过 120 个字，请写短一些。"}
LONGEST_HOLIDAY = 15
MADE_UP = 2
"""How many make-up workdays a holiday can have in the form."""


class NoticeHead(Spoken, forms.Form):
    """What every way of entering a notice asks: document, day of issue, and the reason of a correction."""

    document = forms.CharField(
        label="文号",
        max_length=60,
        required=False,
        help_text="例如“国办发明电〔2025〕7号”。",
        error_messages=DOCUMENT_ERRORS,
    )
    issued_on = forms.DateField(
        label="发布日期",
        required=False,
        widget=DayInput,
        error_messages=DAY_ERRORS,
    )
    reason = forms.CharField(label="更正原因", max_length=120, error_messages=REASON_ERRORS)
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, year: int, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        if not is_correction:
            del self.fields["reason"]

    def headed(self, draft: DraftNotice) -> DraftNotice:
        """`draft` with the document and the day that were typed; those found in the text stand where nothing was."""
        data = self.cleaned_data
        document = data.get("document") or draft.document
        issued_on = data.get("issued_on") or draft.issued_on
        if not document:
            self.add_error("document", "没有读到文号，请填写。")
        if issued_on is None:
            self.add_error("issued_on", "没有读到发布日期，请填写。")
        return DraftNotice(self.year, document, issued_on, draft.days_off, draft.make_up_workdays)


class NoticeTextForm(NoticeHead):
    """A notice by pasted text or by a file."""

    text = forms.CharField(
        label="通知正文",
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="从“一、元旦：……”开始，每个节日一行，连同末尾的日期一起粘贴。",
        error_messages={"max_length": "正文太长，不像是放假通知，请只粘贴正文。"},
    )
    file = forms.FileField(
        label="或者上传文件",
        required=False,
        help_text=".txt（正文）、.csv（日期,类别,节日）或 .toml。",
        allow_empty_file=True,
        error_messages={"max_length": "文件名太长，请改短再上传。"},
    )
    field_order = ("text", "file", "document", "issued_on", "reason", "base_version")
    draft: DraftNotice

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text += "正文里有的可以不填。"
        self.fields["issued_on"].help_text = "正文末尾有的可以不填。"

    def clean(self) -> dict[str, Any]:
        """Read the notice; what cannot be read is said at its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if bool(text) == bool(file):
            self.add_error("text", "请粘贴正文，或者上传文件，二者选一。")
            return cleaned
        try:
            read = (
                read_notice(file.read(MOST_BYTES + 1), file.name, year=self.year)
                if file
                else read_text(text, year=self.year)
            )
        except NoticeUnreadable as unreadable:
            self.add_error("file" if file else "text", str(unreadable))
        else:
            self.draft = self.headed(read)
        return cleaned


class NoticeLinesForm(NoticeHead):
    """The notice as the preview hands it on: all days as lines."""

    lines = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES)
    draft: DraftNotice

    def clean(self) -> dict[str, Any]:
        """Read the lines again: what comes back from a browser is checked like anything else."""
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            self.draft = self.headed(read_csv(cleaned.get("lines", ""), year=self.year))
        except NoticeUnreadable as unreadable:
            self.add_error(None, str(unreadable))
        return cleaned


class HolidayRowForm(forms.Form):
    """One holiday: name, first and last day off, make-up workdays."""

    name = forms.CharField(
        label="节日", max_length=20, required=False, error_messages={"max_length": "节日名称不超过 20 个字。"}
    )
    first = forms.DateField(label="放假从", required=False, widget=DayInput, error_messages=DAY_ERRORS)
    last = forms.DateField(label="到", required=False, widget=DayInput, error_messages=DAY_ERRORS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MADE_UP + 1):
            self.fields[f"work_{number}"] = forms.DateField(
                label=f"调休上班 {number}", required=False, widget=DayInput, error_messages=DAY_ERRORS
            )

    def clean(self) -> dict[str, Any]:
        """A holiday has a name and its days, in order; an empty line is left out."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if (first or last or self.worked(cleaned)) and not cleaned.get("name"):
            self.add_error("name", "请写上节日名称。")
        if last and not first:
            self.add_error("first", "请写上放假从哪天起。")
        if first and last and not 0 <= (last - first).days <= LONGEST_HOLIDAY:
            self.add_error("last", "最后一天应在第一天之后的 15 天之内，请核对。")
        return cleaned

    @staticmethod
    def worked(cleaned: dict[str, Any]) -> list[date]:
        """The make-up workdays that were filled in."""
        found = [cleaned.get(f"work_{number}") for number in range(1, MADE_UP + 1)]
        return [day for day in found if day]


HolidayRows = forms.formset_factory(HolidayRowForm, extra=2, max_num=20, absolute_max=20)
