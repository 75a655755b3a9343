"""Forms of samples, inspections and rectification."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from activityday.leadership.supervision.checks.inspecting import LONGEST
from activityday.leadership.supervision.enums import CensureKind, Seen
from activityday.leadership.supervision.forms.leaders import named
from activityday.office.policy.rulebook import InspectionItem
from activityday.people.organisation.models import Unit
from activityday.ui.forms import DayInput, Spoken
from activityday.ui.parts import Choice

SEEN = (
    Choice(Seen.FINE, Seen.FINE.label, "ok"),
    Choice(Seen.SHORTCOMING, Seen.SHORTCOMING.label, "bad"),
    Choice(Seen.NOT_SEEN, Seen.NOT_SEEN.label, "wait"),
)


@dataclass(frozen=True)
class ItemRow:
    """One item on the page: what it is, the three choices, room for words."""

    item: InspectionItem
    seen: BoundField
    note: BoundField
    choices: tuple[Choice, ...] = SEEN

    @property
    def value(self) -> str:
        """What was chosen so far; nothing is chosen for anybody."""
        return str(self.seen.value() or "")


class SeedForm(Spoken, forms.Form):
    """The seed of a sample."""

    title = forms.CharField(label="名称", required=False, max_length=60, help_text="留空就按年度和次数起名。")
    seed = forms.CharField(
        label="种子",
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text="留空由系统随机产生；也可以填当场摇出来的号码。4 到 64 个数字、字母或短横线。",
    )


class DrawForm(Spoken, forms.Form):
    """When those drawn are visited."""

    planned_on = forms.DateField(
        label="计划哪天去", widget=DayInput, help_text="抽中的都先排在这一天，以后可以逐个调整。"
    )


class PlanForm(Spoken, forms.Form):
    """A visit that no sample asked for."""

    unit = forms.ChoiceField(label="党支部")
    planned_on = forms.DateField(label="计划日期", widget=DayInput)
    purpose = forms.CharField(label="督查事由", max_length=120)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = [("", "请选择"), *named(units)]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit behind the choice."""
        return self.units[self.cleaned_data["unit"]]


class InspectionForm(Spoken, forms.Form):
    """What was seen, item by item; what is wanting one a line."""

    held_on = forms.DateField(label="督查日期", widget=DayInput)
    inspectors = forms.CharField(label="督查人员", max_length=100, help_text="两人以上，用顿号分开。")
    summary = forms.CharField(
        label="总的情况", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, items: Sequence[InspectionItem], **kwargs: Any) -> None:
        self.items = items
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"seen-{item.key}"] = forms.ChoiceField(
                label=item.title,
                choices=Seen.choices,
                widget=forms.RadioSelect,
                error_messages={"required": "请选结果；没有看的，选“没有看”。"},
            )
            self.fields[f"note-{item.key}"] = forms.CharField(
                label=f"{item.title}：问题或说明",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": "有问题的写在这里，一行一个"}),
            )

    def clean(self) -> dict[str, Any]:
        """Where something is wanting, its words stand beside it."""
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.items:
            note = cleaned.get(f"note-{item.key}", "")
            if cleaned.get(f"seen-{item.key}") == Seen.SHORTCOMING and not note.strip():
                self.add_error(f"note-{item.key}", "选了有问题，请写明是什么问题，一行一个。")
            elif any(len(line.strip()) > LONGEST for line in note.splitlines()):
                self.add_error(f"note-{item.key}", f"每行不超过 {LONGEST} 个字，请写短一些或分行写。")
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[Seen, str]]:
        """By key of item: its result and words."""
        data = self.cleaned_data
        return {item.key: (Seen(data[f"seen-{item.key}"]), data[f"note-{item.key}"]) for item in self.items}

    @property
    def rows(self) -> list["ItemRow"]:
        """The items with their two fields, as the page shows them."""
        return [ItemRow(item, self[f"seen-{item.key}"], self[f"note-{item.key}"]) for item in self.items]


class OrderForm(Spoken, forms.Form):
    """What the order asks for beside the shortcomings themselves."""

    demand = forms.CharField(
        label="整改要求",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="可以不写；问题和期限会自动印在通知书上。",
    )


class MeasureForm(Spoken, forms.Form):
    """What is done about a shortcoming, by whom, until when."""

    text = forms.CharField(label="整改措施", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.CharField(label="责任人", max_length=30)
    due_on = forms.DateField(label="完成时限", widget=DayInput)


class StepForm(Spoken, forms.Form):
    """The words of a step; which step is the button that was pressed."""

    note = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CensureForm(Spoken, forms.Form):
    """What people decided, when, and by which document."""

    unit = forms.ChoiceField(label="党组织")
    kind = forms.TypedChoiceField(
        label="结果", choices=CensureKind.choices, coerce=CensureKind, widget=forms.RadioSelect
    )
    decided_on = forms.DateField(label="决定日期", widget=DayInput)
    decided_by = forms.CharField(label="谁定的", max_length=60, help_text="如：镇党委会议。")
    document = forms.CharField(label="文件或会议记录", max_length=100)
    person = forms.CharField(
        label="谈话对象",
        required=False,
        max_length=30,
        help_text="只有诫勉谈话才填。名字加密保存，只有负责督查的人能看到。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = [("", "请选择"), *named(units)]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit behind the choice."""
        return self.units[self.cleaned_data["unit"]]
