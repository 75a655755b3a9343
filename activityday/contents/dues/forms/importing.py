"""The workbook of bases as it is uploaded."""

from datetime import date
from typing import Any

from django import forms
from django.core.files import File

from activityday.contents.dues.forms.fields import Month, months_from
from activityday.contents.dues.queries.assessing import YearSheet

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE


class BasesForm(forms.Form):
    """A file, and where the branch begins here the first month."""

    starts = Month("从哪个月起收", required=False)
    workbook = forms.FileField(
        label="基数表",
        help_text=".xlsx、.xls、.csv 都行。要有姓名，还要有交费类别或者基数；同名的再写党小组或身份证号。",
        error_messages={
            "required": "请选择文件。",
            "empty": "这个文件是空的，请换一个。",
            "missing": "没有收到文件，请重新选择。",
        },
    )

    def __init__(self, *args: Any, sheet: YearSheet, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sheet.used_since is not None:
            del self.fields["starts"]
            return
        first = date(sheet.year, 1, 1)
        self.fields["starts"].offer(months_from(first, 12))  # type: ignore[attr-defined]
        self.fields["starts"].initial = (month if month.year == sheet.year else first).isoformat()

    def clean_workbook(self) -> "File[bytes]":
        """Small enough for one branch."""
        file: File[bytes] = self.cleaned_data["workbook"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("文件超过 5 MB。请只留下本支部的表，删去图片，再上传。")
        return file
