"""What is typed once for a whole table, and the small forms beside it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.day.activity.models import Activity
from activityday.judgement.appraisal.checks import LONGEST
from activityday.judgement.appraisal.enums import REASONED, Answer, Body, Grade, Way
from activityday.ui.forms import DayInput, Spoken

NUMBER = {
    "invalid": "请填整数。",
    "min_value": "不能是负数。",
    "max_value": "数目太大，请核对。",
}


class Day(forms.DateField):
    """A day."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            widget=DayInput(),
            error_messages={"required": f"请选择{label}。", "invalid": "请填写正确的日期。"},
            **kwargs,
        )


class Whole(forms.IntegerField):
    """A number of people or papers."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        messages = {**NUMBER, "required": f"请填写“{label}”，没有就填 0。"}
        super().__init__(label=label, min_value=0, max_value=9999, error_messages=messages, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric"})


class Words(forms.CharField):
    """A few words."""

    def __init__(
        self, label: str, longest: int, *, rows: int = 0, required: bool = False, **kwargs: Any
    ) -> None:
        widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        messages = {"required": f"请填写{label}。", "max_length": f"{label}不超过 {longest} 个字。"}
        super().__init__(
            label=label,
            max_length=longest,
            required=required,
            error_messages=messages,
            widget=widget,
            **kwargs,
        )


class SelfHead(Spoken, forms.Form):
    """What holds for everybody whose row is left empty."""

    rest = forms.ChoiceField(
        label="下面空着的，自评都是",
        choices=[("", "没有交，先空着"), *Grade.choices],
        required=False,
        help_text="自评表收上来多数一样的，选在这里，下面只改不一样的。",
    )


class MeetingHead(Spoken, forms.Form):
    """When and where the meeting was held."""

    held_on = Day("评议会日期")
    place = Words("地点", 100)
    chair = Words("主持人", 30)
    is_mutual_done = forms.BooleanField(
        label="会上逐个作了自评、互评，批评和自我批评都做了",
        required=False,
        help_text="先自评、互评，再发票测评。",
    )
    rest = forms.ChoiceField(
        label="下面空着的",
        choices=[("", "一个一个选"), (Way.IN_PERSON.value, "都到会了，已经同签到核对过")],
        required=False,
        help_text="选了活动日的，先按那次签到填上。没有人替他选，谁也不算到、不算缺。",
    )

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        names = [(key, f"{one.held_on:%Y-%m-%d} 活动日") for key, one in self.activities.items()]
        self.fields["activity"] = forms.ChoiceField(
            label="在哪次活动日上",
            choices=[("", "不在活动日上，另外开的"), *names],
            required=False,
            help_text="选了活动日，日期、地点、主持人和签到都从那次记录来，不用再填。",
        )
        self.order_fields(["activity", "held_on", "place", "chair", "is_mutual_done", "rest"])
        if self.is_bound and self.data.get("activity"):
            self.fields["held_on"].required = False

    def clean_activity(self) -> Activity | None:
        """The activity itself, or None."""
        return self.activities.get(self.cleaned_data["activity"])

    def clean(self) -> dict[str, Any]:
        """On an activity day the day, the place and the chair are those of the record."""
        cleaned: dict[str, Any] = super().clean() or {}
        activity = cleaned.get("activity")
        if activity is not None:
            cleaned["held_on"] = activity.held_on
            cleaned["place"] = activity.place or cleaned.get("place", "")
            cleaned["chair"] = activity.chair or cleaned.get("chair", "")
        return cleaned


class CountHead(Spoken, forms.Form):
    """The ballots."""

    handed_out = Whole("发出（张）")
    returned = Whole("收回（张）")
    valid = Whole("有效（张）", help_text="收回的减去整张作废的。")
    tellers = Words("监票人、计票人", 60, required=True)


class DecisionHead(Spoken, forms.Form):
    """Who decided, and how many were there."""

    body = forms.TypedChoiceField(label="谁评定的", coerce=Body, widget=forms.RadioSelect)
    met_on = Day("评定日期")
    entitled = Whole("应到", help_text="有表决权的人数。")
    present = Whole("实到")

    def __init__(self, *args: Any, has_committee: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Body.choices if has_committee else [(Body.MEMBERS.value, Body.MEMBERS.label)]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]
        if not has_committee:
            self.fields["body"].help_text = "不设支委会的支部，由党员大会评定。"


class TellManyForm(Spoken, forms.Form):
    """Who told several members, and when."""

    told_on = Day("反馈日期")
    told_by = Words("谁反馈的", 60, required=True)
    everybody = forms.BooleanField(label="下面的全部都告知了，都没有不同意见", required=False)


class TellForm(Spoken, forms.Form):
    """What came of telling one member."""

    told_on = Day("反馈日期")
    told_by = Words("谁反馈的", 60, required=True)
    answer = forms.TypedChoiceField(
        label="本人意见", choices=Answer.choices, coerce=Answer, widget=forms.RadioSelect
    )
    opinion = Words("本人怎么说", LONGEST, rows=3, help_text="有不同意见的写明，加密保存。")

    def __init__(self, *args: Any, grade: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if grade in REASONED:
            self.fields["measures"] = Words(
                "改进措施",
                LONGEST,
                rows=3,
                required=True,
                help_text="做什么、谁帮助、到什么时候。加密保存。",
            )


class StatementForm(Spoken, forms.Form):
    """What a member wrote of themselves."""

    text = Words(
        "自评材料", 10 * LONGEST, rows=6, help_text="可以不录，留纸质的。录了加密保存，看一次记一次。"
    )


class WhyForm(Spoken, forms.Form):
    """A step back, with its reason."""

    reason = Words("原因", 200, required=True)


class PostingForm(Spoken, forms.Form):
    """From which day the result hangs, and where."""

    starts_on = Day("从哪天起张贴")
    where = Words("张贴在哪里", 100, required=True, help_text="只在支部范围内，例如“村部党员活动室”。")


class AgendaForm(Spoken, forms.Form):
    """On which activity the meeting is to be held."""

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        names = [(key, f"{one.held_on:%Y-%m-%d} 活动日") for key, one in self.activities.items()]
        self.fields["activity"] = forms.ChoiceField(label="列入哪次活动日", choices=names)

    def clean_activity(self) -> Activity:
        """The activity itself."""
        return self.activities[self.cleaned_data["activity"]]
