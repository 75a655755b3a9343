"""Forms of an assessment: its round, the points, the count, the result."""

from typing import Any

from django import forms

from activityday.leadership.supervision.enums import Grade
from activityday.leadership.supervision.models.assessing import BALLOTS
from activityday.rules.ballots import Ballots, count_ballots
from activityday.ui.forms import DayInput, Spoken

LABELS = {
    "handed_out": "发出（张）",
    "collected": "收回（张）",
    "good": "好",
    "fair": "较好",
    "ordinary": "一般",
    "poor": "差",
    "invalid": "无效",
}
VILLAGES, ALL = "villages", "all"


class RoundForm(Spoken, forms.Form):
    """Whom the year's assessment is for, and until when they write their points."""

    scope = forms.ChoiceField(
        label="考核哪些书记",
        choices=[(VILLAGES, "各村（社区）党支部书记"), (ALL, "全部党支部书记")],
        widget=forms.RadioSelect,
        help_text="通知说的是各村（社区）书记；部门、企业的要不要一起，由镇党委定。",
    )
    statements_due_on = forms.DateField(label="述职要点最晚哪天写好", widget=DayInput)


class StatementForm(Spoken, forms.Form):
    """The secretary's points."""

    points = forms.CharField(
        label="述职要点",
        max_length=2400,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一条，最多 12 条。右边的数字都来自平时的记录，不用再抄一遍。",
    )


class BallotForm(Spoken, forms.Form):
    """What was counted from the paper forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BALLOTS:
            self.fields[name] = forms.IntegerField(
                label=LABELS[name],
                min_value=0,
                max_value=9999,
                error_messages={
                    "required": f"请填写“{LABELS[name]}”，没有就填 0。",
                    "invalid": "请填整数。",
                    "min_value": "不能是负数。",
                    "max_value": "数目太大，请核对。",
                },
            )

    def clean(self) -> dict[str, Any]:
        """The sums agree, or the arithmetic stands on the form."""
        cleaned: dict[str, Any] = super().clean() or {}
        if all(name in cleaned for name in BALLOTS):
            counted = count_ballots(self.ballots)
            if not counted.agrees:
                self.add_error("collected", counted.sentence)
        return cleaned

    @property
    def ballots(self) -> Ballots:
        """The figures together."""
        return Ballots(**{name: self.cleaned_data[name] for name in BALLOTS})


class ResultForm(Spoken, forms.Form):
    """What the committee decided, and its comment."""

    name = forms.CharField(label="书记姓名", max_length=30)
    grade = forms.TypedChoiceField(
        label="党委评定", choices=Grade.choices, coerce=Grade, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="党委点评",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一述一评：肯定什么，还差什么。",
    )
    decided_on = forms.DateField(label="评定日期", widget=DayInput)
    document = forms.CharField(label="会议记录或文件", max_length=100)
