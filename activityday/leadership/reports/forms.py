"""The upload of a changed Word template."""

from django import forms

from activityday.leadership.reports.models import TemplateName


class TemplateForm(forms.Form):
    """Which paper, and the changed .docx."""

    name = forms.ChoiceField(label="用于", choices=TemplateName.choices)
    file = forms.FileField(
        label="改好的 Word 模板",
        help_text="请用下面下载的标准模板来改，花括号里的栏目名不要改动。",
        error_messages={"required": "还没有选文件。", "empty": "这个文件是空的。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
