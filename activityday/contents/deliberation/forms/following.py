"""What is typed about follow-ups, publications and disclosures."""

from datetime import date
from typing import Any

from django import forms

from activityday.contents.deliberation.checks import LONGEST
from activityday.contents.deliberation.enums import DisclosureKind
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken

MOST_LINES = 60
TWO = forms.Textarea(attrs={"rows": 2})


class ReportForm(Spoken, forms.Form):
    """How far it has come."""

    text = Words("进展", LONGEST, required=True, widget=TWO)


class ExtendForm(Spoken, forms.Form):
    """More time."""

    due_on = Day("新的期限")
    why = Words("为什么延期", LONGEST, required=True)


class CloseForm(Spoken, forms.Form):
    """What came of it."""

    result = Words(
        "办理结果", LONGEST, required=True, widget=TWO, help_text="写明办成了什么，公开的时候照这里的话。"
    )
    on = Day("办结日期")


class PublishForm(Spoken, forms.Form):
    """Where and how long it hangs, and what the supervisors say."""

    where = Words("张贴地点", 100, required=True)
    starts_on = Day("从哪天起")
    ends_on = Day("到哪天止")
    opinion = Words("村务监督委员会的意见", LONGEST, required=True, widget=TWO)
    supervisor = Words("监督委员会签字人", 30, required=True)


class DisclosureForm(Spoken, forms.Form):
    """Item and content, one a line."""

    kind = OneOf("类别", DisclosureKind.choices, widget=forms.RadioSelect)
    title = Words("标题", 60, required=True, help_text="比如“2026年第三季度村级收支”。")
    lines = Words(
        "内容",
        3000,
        required=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一项，项目和内容之间用冒号，比如“水渠维修：支出 12,600 元”。不写身份证号、电话。",
    )
    covers_from = Day("内容从哪天")
    covers_to = Day("到哪天")
    where = Words("张贴地点", 100, required=True)
    starts_on = Day("公示从哪天")
    ends_on = Day("公示到哪天")

    def clean_lines(self) -> list[tuple[str, str]]:
        """Pairs of item and content."""
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"一次最多 {MOST_LINES} 项，请分开公开。")
        pairs = [line.replace(":", "：", 1).partition("：") for line in lines]
        if faulty := [item for item, colon, content in pairs if not (item.strip() and content.strip())]:
            raise forms.ValidationError(f"“{faulty[0][:20]}”这一行没有冒号或者缺内容，请写成“项目：内容”。")
        return [(item.strip(), content.strip()) for item, _, content in pairs]

    def clean(self) -> dict[str, Any]:
        """The days stand in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("covers_from"), cleaned.get("covers_to")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("covers_to", "结束日期早于开始日期，请改一下。")
        return cleaned


class ArchiveForm(Spoken, forms.Form):
    """Where the paper is kept."""

    place = Words("存放在", 60, required=True, help_text="比如“2026年村务公开卷，第3页”。")
