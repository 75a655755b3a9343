"""What is typed about meetings of other days."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.contents.review.drafts import MeetingDraft
from activityday.contents.review.enums import Duty
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.rules.meetings import Duty as Rule
from activityday.ui.forms import Spoken

AS_ITS_FORM, NOTHING = "form", "nothing"


def number(label: str, **kwargs: Any) -> forms.IntegerField:
    """A number of people or minutes."""
    said = {"required": f"请填写{label}。", "invalid": f"{label}请填整数。"}
    return forms.IntegerField(label=label, min_value=1, max_value=9999, error_messages=said, **kwargs)


class MeetingForm(Spoken, forms.Form):
    """A handful of fields."""

    held_on = Day("日期")
    title = Words("议题或题目", 100, required=True)
    expected = number("应到人数")
    attended = number("实到人数")
    chair = Words("主持或主讲", 30, required=True)
    minutes = number("开了几分钟", required=False)
    recorder = Words("记录人", 30)
    points = Words("要点", 1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="一行一条，三条就够。")
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, duties: Sequence[Rule], groups: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.code: group for group in groups}
        self.fields["duty"] = OneOf(
            "哪一种会", [(duty.key, duty.label) for duty in duties], widget=forms.RadioSelect
        )
        if groups:
            self.fields["group"] = OneOf(
                "哪个党小组",
                [(group.code, group.short_name) for group in groups],
                required=False,
                empty="不是党小组会",
            )
        self.order_fields(
            ["duty", "group", "held_on", "title", "chair", "expected", "attended", "minutes", "recorder"]
        )

    def clean(self) -> dict[str, Any]:
        """A group meeting names its group; nobody comes who was not expected."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("duty") == Duty.GROUP and not cleaned.get("group") and "group" in self.fields:
            self.add_error("group", "请选是哪个党小组的会。")
        expected, attended = cleaned.get("expected"), cleaned.get("attended")
        if expected and attended and attended > expected:
            self.add_error("attended", f"实到 {attended} 人，比应到 {expected} 人还多，请核对。")
        return cleaned

    @property
    def draft(self) -> MeetingDraft:
        """What was typed; after `is_valid`."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "form_id"}
        group = self.groups.get(data.pop("group", "") or "")
        return MeetingDraft(**{**data, "duty": Duty(data["duty"]), "group": group})


class CountForm(Spoken, forms.Form):
    """What a part of an activity day counts as."""

    duty = OneOf(
        "算哪一种会",
        [(AS_ITS_FORM, "照它的形式算"), *Duty.choices, (NOTHING, "哪种都不算")],
        widget=forms.RadioSelect,
        help_text="只改这一个环节。改了以后，三会一课的次数跟着变。",
    )

    def clean_duty(self) -> str:
        """The kind, empty for none, `form` for as its form does."""
        chosen = str(self.cleaned_data["duty"])
        return "" if chosen == NOTHING else chosen
