"""A circular as a person writes it: about which period, in which words, issued under which number."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.supervision.actions import Issuing
from activityday.leadership.supervision.checks.circulars import check_number, length_allowed, wrong_names
from activityday.leadership.supervision.circulars import SECTIONS, Fact, Words
from activityday.leadership.supervision.enums import Order
from activityday.people.organisation.checks import Refused
from activityday.rules.circular import HALVES, QUARTERS, Period, Span
from activityday.rules.parameters import Parameters
from activityday.ui.forms import DayInput, Spoken

LONGEST = 6000
PARTS = (
    ("按月", [(f"{Span.MONTH.value}-{month}", f"{month}月") for month in range(1, 13)]),
    ("按季度", [(f"{Span.QUARTER.value}-{part}", label) for part, label in enumerate(QUARTERS, start=1)]),
    ("按半年", [(f"{Span.HALF.value}-{part}", label) for part, label in enumerate(HALVES, start=1)]),
)


class DraftForm(Spoken, forms.Form):
    """A new draft: about which period, branches in which order."""

    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    part = forms.ChoiceField(label="期间", choices=PARTS)
    order = forms.TypedChoiceField(
        label="点到支部时的排列",
        choices=Order.choices,
        coerce=Order,
        help_text="只有这两种，不按数字排名次。",
    )

    def period(self) -> Period:
        """The period that was chosen."""
        span, _, number = self.cleaned_data["part"].partition("-")
        return Period(Span(span), self.cleaned_data["year"], int(number))


def _section(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea({"rows": rows, "data-counted": ""}),
        error_messages={"required": f"“{label}”还没有写。", "max_length": "太长了，请写短一些。"},
    )


class WordsForm(Spoken, forms.Form):
    """The words, a paragraph a line; figures stand in them by their names."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=100, widget=forms.TextInput({"data-counted": ""}))
    lead = _section("导语", 3)
    overall = _section("总体情况", 8)
    problems = _section("存在问题", 8)
    demands = _section("整改要求", 5)

    def __init__(self, *args: Any, facts: list[Fact], parameters: Parameters, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.parameters = facts, parameters

    def words(self) -> Words:
        """What was typed, also where it does not do yet."""
        read = {**dict.fromkeys(("title", "lead", *(key for key, _ in SECTIONS)), ""), **self.cleaned_data}
        return Words(**{name: value for name, value in read.items() if name != "base_version"})

    def clean(self) -> dict[str, Any]:
        """A name in 【】 that is no figure is told at its field; the length at the head (burden-2024)."""
        words = self.words()
        for field, names in wrong_names(words, self.facts).items():
            said = "、".join(f"【{name}】" for name in names)
            self.add_error(field, f"{said}不是这份通报里的数。请从“数据”里照抄名称，或者去掉括号。")
        length = length_allowed(words, self.facts, self.parameters)
        if not length.is_allowed:
            raise forms.ValidationError(length.sentence)
        return self.cleaned_data


class IssueForm(Spoken, forms.Form):
    """What stands on the paper beside the words."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label="文号", max_length=40, help_text="像“枫发〔2026〕12号”，年份用六角括号。")
    addressees = forms.CharField(label="主送", max_length=200)
    signer = forms.CharField(label="署名", max_length=60)
    dated_on = forms.DateField(label="成文日期", widget=DayInput)

    def __init__(self, *args: Any, changed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changed:
            self.fields["keeps"] = forms.BooleanField(
                label=f"记录变了的 {len(changed)} 个数不更新，照原来的印",
                help_text=f"{'、'.join(changed)}。印发以后改不了，最好先到“数据”里更新。",
                error_messages={
                    "required": f"起草以后{'、'.join(changed)}的记录变了。请先更新，或者勾选照原来的印。"
                },
            )

    def clean_number(self) -> str:
        """Written as the standard has it, or what to change."""
        try:
            return check_number(self.cleaned_data["number"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_dated_on(self) -> date:
        """A day that has a year people can read."""
        day: date = self.cleaned_data["dated_on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError("请检查年份。")
        return day

    def issuing(self) -> Issuing:
        """What was typed."""
        return Issuing(**{name: value for name, value in self.cleaned_data.items() if name != "keeps"})


class WithdrawForm(Spoken, forms.Form):
    """Why an issued circular is withdrawn."""

    why = forms.CharField(
        label="撤回原因",
        max_length=200,
        help_text="收到通报的支部会看到。",
        widget=forms.Textarea({"rows": 2}),
    )
