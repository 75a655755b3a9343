"""What is typed to ask for another day."""

from datetime import date, timedelta

from django import forms

from activityday.ui.forms import DayInput, Spoken


class ReschedulingForm(Spoken, forms.Form):
    """The new day and why."""

    new_on = forms.DateField(
        label="改到哪一天", widget=DayInput, error_messages={"invalid": "请填写日期，例如 2026-12-08。"}
    )
    reason = forms.CharField(
        label="为什么要改",
        max_length=300,
        help_text="写清特殊情况，上级凭这句话批复，也印在审批表上。",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "请写明为什么要改期，上级凭原因批复。",
            "max_length": "原因不超过 300 个字，请写短一些。",
        },
    )

    def limit(self, original_on: date, *, same_month: bool, rule: str) -> None:
        """Say the rule beside the day, and let the browser's calendar open on the right month."""
        field = self.fields["new_on"]
        field.help_text = rule
        if same_month:
            first = original_on.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            field.widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
