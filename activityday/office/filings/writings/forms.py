"""What is typed as an implementation plan or a summary."""

from django import forms

from activityday.office.filings.attachments import ACCEPTED, MEGABYTE, MOST_BYTES, Upload
from activityday.office.filings.writings.actions import LONGEST_TEXT, LONGEST_TITLE
from activityday.ui.forms import Spoken


class WritingForm(Spoken, forms.Form):
    """A title, a text in paragraphs, and a file where there is one."""

    title = forms.CharField(
        label="标题",
        max_length=LONGEST_TITLE,
        error_messages={"max_length": f"标题不超过 {LONGEST_TITLE} 个字。"},
    )
    text = forms.CharField(
        label="正文",
        max_length=LONGEST_TEXT,
        help_text=f"写清楚就行，不超过 {LONGEST_TEXT} 个字。空一行就是另起一段。",
        widget=forms.Textarea({"rows": 14}),
        error_messages={"max_length": f"正文不超过 {LONGEST_TEXT} 个字；更长的请放在附件里。"},
    )
    file = forms.FileField(
        label="附件",
        required=False,
        help_text=f"有就传：Word（.docx）、PDF 或文本，最多 {MOST_BYTES // MEGABYTE} MB。",
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
        error_messages={
            "empty": "这个文件是空的，请重新选择。",
            "max_length": "文件名太长，请改短后再上传。",
        },
        max_length=250,
    )

    def upload(self) -> Upload | None:
        """The chosen file, or None."""
        file = self.cleaned_data.get("file")
        return Upload(file.name or "", file.read()) if file else None
